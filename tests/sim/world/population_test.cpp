// The population of model.md sections 3.1 and 3.2: margins exact, households plausible, activity as tabled, samples
// unbiased, the same at any number of threads.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

#include "scenarios/greater_manchester/table.h"
#include "scenarios/results/population_archive.h"
#include "sim/world/population_summary.h"
#include "tests/support/test_geography.h"
#include "tests/support/with_threads.h"

namespace {

using namespace concord;
using namespace concord::sim;

constexpr int kFirstAdultFineBand = 4;  // 16-17

World small_world(int scale = 1, std::uint32_t seed = 1) { return build_world(small_geography(), {scale, seed, {}}); }

const World& greater_manchester() {
    static const World world = build_world(scenarios::built_in_greater_manchester(), {1, 1, {}});
    return world;
}

std::vector<char> bytes_of(const World& world) {
    scenarios::ArchiveWriter archive;
    scenarios::archive_world(archive, world);
    return archive.bytes;
}

struct HouseholdCount {
    int under_16 = 0, adults = 0, over_17 = 0;
};
std::vector<HouseholdCount> count_households(const World& world) {
    std::vector<HouseholdCount> counts(world.households());
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        HouseholdCount& h = counts[world.household[i]];
        ++(world.fine_age[i] < kFirstAdultFineBand ? h.under_16 : h.adults);
        h.over_17 += world.fine_age[i] > kFirstAdultFineBand;
    }
    for (std::uint32_t c = 0; c < world.children(); ++c) ++counts[world.child_household[c]].under_16;
    return counts;
}

int margins_missed(const World& world) {
    const std::vector<Margins> wanted = scaled_margins(world.geography), found = recount_margins(world);
    int missed = 0;
    for (std::size_t n = 0; n < found.size(); ++n)
        missed += wanted[n].age != found[n].age || wanted[n].ethnic_group != found[n].ethnic_group;
    return missed;
}

const SummaryRow& row(const std::vector<SummaryRow>& rows, const std::string& quantity) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const SummaryRow& r) { return r.quantity == quantity; });
    if (found == rows.end()) throw std::out_of_range(quantity);
    return *found;
}

TEST_CASE("Every neighbourhood has exactly its residents and its scaled margins", "[population]") {
    const World world = small_world();
    CHECK(world.residents() == static_cast<std::uint32_t>(world.geography.total_residents()));
    CHECK(margins_missed(world) == 0);
}

TEST_CASE("Greater Manchester has 2,867,794 residents with exact margins in all 1,702 neighbourhoods",
          "[population][gm]") {
    const World& world = greater_manchester();
    CHECK(world.residents() == 2867794);
    CHECK(world.neighbourhoods() == 1702);
    CHECK(margins_missed(world) == 0);
    for (const SummaryRow& r : summarise_residents(world))
        if (r.section == "fine age") CHECK(std::abs(r.simulated - r.expected) < 0.001 * r.expected);
}

TEST_CASE("Greater Manchester's households and activities are within one per cent of the census", "[population][gm]") {
    const World& world = greater_manchester();
    const auto households = summarise_households(world);
    for (const char* size : {"of 1", "of 2", "of 3", "of 4", "of 5", "of 6", "of 7", "of 8 or more"})
        CHECK(row(households, size).simulated == Approx(row(households, size).expected).epsilon(0.01));
    for (const char* exact : {"residents in households", "residents of communal establishments"})
        CHECK(row(households, exact).simulated == row(households, exact).expected);
    for (const SummaryRow& r : summarise_activity(world))
        if (!std::isnan(r.expected)) CHECK(r.simulated == Approx(r.expected).epsilon(0.01));
}

TEST_CASE("A household has an adult, hardly ever only minors; living alone rises with age", "[population][gm]") {
    const World& world = greater_manchester();
    int no_adult = 0, child_with_16_17_only = 0, families = 0;
    std::array<double, kFineAgeBands> alone{}, all{};
    const auto counts = count_households(world);
    for (std::size_t h = 0; h < counts.size(); ++h) {
        no_adult += counts[h].adults == 0;
        families += counts[h].under_16 > 0;
        child_with_16_17_only += counts[h].under_16 > 0 && counts[h].over_17 == 0;
        if (world.household_size[h] == 1 && !world.household_communal[h])
            ++alone[world.fine_age[world.household_begin[h]]];
    }
    CHECK(no_adult == 0);
    CHECK(child_with_16_17_only < 0.001 * families);
    for (const std::uint8_t fine : world.fine_age) ++all[fine];
    CHECK(alone[19] / all[19] > 2 * alone[8] / all[8]);    // 85+ against 30-34
    CHECK(alone[15] / all[15] > 1.5 * alone[8] / all[8]);  // 65-69
}

TEST_CASE("Couples are of similar age, parents older than their children, households mostly of one group",
          "[population][gm]") {
    const World& world = greater_manchester();
    constexpr std::array<double, kFineAgeBands> middle = {2.5,  7.5,  12.5, 15.5, 17,   19,   22.5, 27.5, 32.5, 37.5,
                                                          42.5, 47.5, 52.5, 57.5, 62.5, 67.5, 72.5, 77.5, 82.5, 88};
    const auto counts = count_households(world);
    double couples = 0, similar = 0, pairs = 0, same_group = 0, families = 0, generation = 0;
    std::vector<int> child(world.households(), -1);
    for (std::uint32_t c = 0; c < world.children(); ++c) child[world.child_household[c]] = world.child_fine_age[c];
    for (std::size_t h = 0; h < counts.size(); ++h) {
        const std::uint32_t begin = world.household_begin[h], end = world.household_begin[h + 1];
        const auto age = [&](std::uint32_t i) { return middle[world.fine_age[i]]; };
        if (counts[h].under_16 == 0 && end - begin == 2) {
            ++couples;
            similar += std::abs(age(begin) - age(begin + 1)) <= 10;
        }
        if (child[h] >= 0) {  // somebody of parents' age is there
            ++families;
            bool found = false;
            for (std::uint32_t i = begin; i < end; ++i) {
                const double older = age(i) - middle[child[h]];
                found |= older >= 16 && older <= 45;
            }
            generation += found;
        }
        for (std::uint32_t i = begin + 1; i < end; ++i) {
            ++pairs;
            same_group += world.ethnic_group[i] == world.ethnic_group[begin];
        }
    }
    CHECK(similar / couples > 0.75);
    CHECK(generation / families > 0.97);
    CHECK(same_group / pairs > 0.85);
}

TEST_CASE("Activity is consistent with age and exact in every neighbourhood", "[population]") {
    const World world = small_world();
    bool consistent = true;
    for (std::uint32_t c = 0; c < world.children(); ++c)
        consistent &= world.child_activity[c] == (world.child_fine_age[c] == 0 ? kPreSchool : kSchool);
    for (std::uint32_t i = 0; i < world.talkers(); ++i)
        consistent &= (world.activity[i] == kSchool) == (world.fine_age[i] < kFirstAdultFineBand);
    CHECK(consistent);
    for (std::size_t n = 0; n < world.geography.neighbourhoods.size(); ++n) {
        const Neighbourhood& place = world.geography.neighbourhoods[n];
        int adults = 0, employed = 0, unemployed = 0, in_college = 0, minors = 0;
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            adults += world.fine_age[i] >= kFirstAdultFineBand;
            employed += world.activity[i] == kEmployed;
            unemployed += world.activity[i] == kUnemployed;
            minors += world.fine_age[i] == kFirstAdultFineBand;
            in_college += world.fine_age[i] == kFirstAdultFineBand && world.activity[i] == kCollege;
        }
        const double tabled = place.employed + place.unemployed + place.inactive;
        CHECK(std::abs(employed - place.employed * adults / tabled) < 1);
        CHECK(std::abs(unemployed - place.unemployed * adults / tabled) < 1);
        CHECK(in_college > 0.6 * minors);
    }
}

TEST_CASE("Residents of communal establishments are flagged, one a household, mostly the very old and students",
          "[population][gm]") {
    const World& world = greater_manchester();
    double communal = 0, young = 0, old = 0;
    for (std::uint32_t h = 0; h < world.households(); ++h) {
        if (!world.household_communal[h]) continue;
        const int fine = world.fine_age[world.household_begin[h]];
        communal += world.household_size[h];
        young += fine == 5 || fine == 6;
        old += fine >= 17;
    }
    CHECK(communal == 42339);
    CHECK((young + old) / communal > 0.75);
}

TEST_CASE("A 1:k population is every k-th household of the full one, whole", "[population][sampling]") {
    const World full = small_world(1), sample = small_world(5);
    const auto members = [](const World& w, std::uint32_t h) {
        std::vector<int> list = {w.household_size[h], w.household_communal[h]};
        for (std::uint32_t i = w.household_begin[h]; i < w.household_begin[h + 1]; ++i)
            list.insert(list.end(), {w.fine_age[i], w.ethnic_group[i], w.activity[i]});
        return list;
    };
    for (std::size_t n = 0; n < full.geography.neighbourhoods.size(); ++n) {
        const std::uint32_t begin = full.neighbourhood_household_begin[n],
                            sampled = sample.neighbourhood_household_begin[n];
        bool found = false;
        for (std::uint32_t start = 0; start < 5 && !found; ++start) {
            found = true;
            for (std::uint32_t k = 0; sampled + k < sample.neighbourhood_household_begin[n + 1]; ++k)
                found = found && members(sample, sampled + k) == members(full, begin + start + 5 * k);
        }
        CHECK(found);
    }
}

TEST_CASE("Over seeds, a sample's counts times k are the full population's", "[population][sampling]") {
    const int scale = 7, seeds = 150;
    const Geography geography = small_geography(1, 2, 2);
    std::array<double, 3> sum{}, squares{}, full{};
    for (const Margins& margins : scaled_margins(geography)) {
        full[1] += margins.ethnic_group[kAsian];
        full[2] += margins.age[kCensusAgeBands - 1];
    }
    full[0] = geography.total_residents();
    for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
        std::array<double, 3> counts{};
        for (const Margins& margins : recount_margins(build_world(geography, {scale, seed, {}}))) {
            for (const int residents : margins.age) counts[0] += residents;
            counts[1] += margins.ethnic_group[kAsian];
            counts[2] += margins.age[kCensusAgeBands - 1];
        }
        for (std::size_t k = 0; k < 3; ++k)
            sum[k] += scale * counts[k], squares[k] += scale * scale * counts[k] * counts[k];
    }
    for (std::size_t k = 0; k < 3; ++k) {
        const double mean = sum[k] / seeds, error = std::sqrt((squares[k] / seeds - mean * mean) / seeds);
        CHECK(std::abs(mean - full[k]) < 3.5 * error);
        CHECK(error < 0.02 * full[k]);
    }
}

TEST_CASE("The same seed gives the same world at one and two threads; another seed another",
          "[population][determinism]") {
    const auto at = [](int threads) {
        return concord::tests::with_threads(threads, [] { return bytes_of(small_world(3, 9)); });
    };
    const std::vector<char> one = at(1);
    CHECK(one == at(2));
    CHECK(bytes_of(small_world(3, 10)) != one);
}

TEST_CASE("Impossible requests are refused with a sentence", "[population]") {
    CHECK_THROWS_AS(build_world(small_geography(), {0, 1, {}}), std::invalid_argument);
    Geography broken = small_geography();
    broken.neighbourhoods[1].code = broken.neighbourhoods[0].code;
    CHECK_THROWS_AS(build_world(broken, {1, 1, {}}), std::invalid_argument);
}

TEST_CASE("Odd places still give everyone a household: too many households, no schools, no jobs, few adults",
          "[population]") {
    Geography odd = small_geography(1, 1, 3);
    odd.neighbourhoods[0].household_size = {5000, 0, 0, 0, 0, 0, 0, 0};  // more households than residents
    odd.neighbourhoods[0].households = 5000;
    odd.neighbourhoods[1].household_size = {0, 0, 0, 0, 0, 0, 0, 2};  // far too few
    odd.neighbourhoods[1].households = 2;
    odd.neighbourhoods[1].age = {1490, 10, 10, 10, 10, 7};  // and hardly an adult
    odd.neighbourhoods[1].employed = 20;
    odd.neighbourhoods[1].unemployed = 2;
    odd.neighbourhoods[1].inactive = 25;
    odd.neighbourhoods[2].household_size = {10, 700, 0, 0, 0, 0, 0, 0};
    odd.neighbourhoods[2].households = 710;
    for (Neighbourhood& n : odd.neighbourhoods)
        n.secondary_schools = n.colleges = n.universities = n.secondary_places = 0;
    for (Area& area : odd.areas) area.jobs = 0;
    const World world = build_world(odd, {1, 1, {}});
    CHECK(world.residents() == static_cast<std::uint32_t>(odd.total_residents()));
    CHECK(margins_missed(world) == 0);
    CHECK(world.venue_kind.empty());
    std::uint32_t in_households = 0;
    for (const HouseholdCount& h : count_households(world))
        in_households += static_cast<std::uint32_t>(h.adults + h.under_16);
    CHECK(in_households == world.residents());
}

}  // namespace
