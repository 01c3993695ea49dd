// Measures of equality, polarisation and segregation of a run, counted again from its residents.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/measures/polarisation.h"
#include "sim/measures/segregation.h"
#include "sim/processes/talks.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

constexpr int kPeriodsAYear = 13;

bool is_adult(const World& world, std::uint32_t i) { return world.age_band[i] >= kFirstAdultBand; }

// Mean over somebody's friends of whether they are of another background, and how many are.
struct OtherFriends {
    double share = 0, number = 0;
};
OtherFriends other_friends(const World& world, const Column<Friends>& friends, std::uint32_t i) {
    double all = 0, other = 0;
    for (const std::uint32_t j : friends[i]) {
        if (j == kNone) continue;
        all += 1;
        other += world.ethnic_group[j] != world.ethnic_group[i];
    }
    return {all > 0 ? other / all : 0, other};
}

// Over adults of whom `counts` says so.
template <class Counts>
double mean_share_of_friends(const World& world, const Column<Friends>& friends, const Counts& counts) {
    double adults = 0, sum = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i)
        if (is_adult(world, i) && counts(i)) adults += 1, sum += other_friends(world, friends, i).share;
    return 100 * sum / adults;
}

// Households by whether anybody under 16 is seen in them, looked up one by one.
bool lives_with_child(const World& world, std::uint32_t i) {
    const std::uint32_t home = world.household[i];
    for (std::uint32_t j = 0; j < world.talkers(); ++j)
        if (world.household[j] == home && world.age_band[j] < kFirstAdultBand) return true;
    return std::find(world.child_household.begin(), world.child_household.end(), home) != world.child_household.end();
}

struct Setting {
    World world = build_world(small_geography(2, 2, 3), {.scale = 4, .seed = 8});
    Scenario scenario = tests::scenario(1, tests::every_lever(2));
    std::shared_ptr<const Start> start = prepare(world, default_parameters(), scenario.baseline, {.seed = 3});
    RunRecord record = [&] {
        Simulation simulation(world, start, scenario, {.seed = 3});
        return run(simulation);
    }();
    GroupLayout layout{.districts = 2};
    double at(int year, int group, int measure) const { return record[SeriesId::kEquality].at(year, group, measure); }
};

}  // namespace

TEST_CASE("Households with children are those in which somebody under 16 lives") {
    const auto world = build_world(small_geography(1, 2, 2), {.scale = 10, .seed = 8});
    const auto kinds = household_kinds(world);
    REQUIRE(kinds.size() == world.households());
    int with = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        const bool child = lives_with_child(world, i);
        with += child;
        REQUIRE((kinds[world.household[i]] == kWithChildren) == child);
    }
    CHECK(with > 0);
    CHECK(with < static_cast<int>(world.talkers()));
}

TEST_CASE("Groups of households are the adults of these, and together everybody", "[equality]") {
    const Setting it;
    const int with = it.layout.household(kWithChildren), without = it.layout.household(kWithoutChildren);
    double adults = 0;
    for (std::uint32_t i = 0; i < it.world.talkers(); ++i)
        adults += is_adult(it.world, i) && household_kinds(it.world)[it.world.household[i]] == kWithChildren;
    const Series& number = it.record[SeriesId::kAdults];
    CHECK(number.at(with) == adults * it.world.scale);
    CHECK(number.at(with) + number.at(without) == number.at(0));
    const auto together = [&](SeriesId id, auto... at) {
        const Series& series = it.record[id];
        return (number.at(with) * series.at(13, with, at...) + number.at(without) * series.at(13, without, at...)) /
               number.at(0);
    };
    for (const int outcome : {kOutcomeGetOnWell, kOutcomeBelong, kOutcomePoliceTrustFell})
        CHECK(together(SeriesId::kGroupOutcomes, outcome) ==
              Approx(it.record[SeriesId::kGroupOutcomes].at(13, 0, outcome)).margin(1e-3));
    for (int event = 0; event < kEventKinds; ++event)
        for (int period = 0; period < 13; ++period) {
            const Series& events = it.record[SeriesId::kEvents];
            CHECK(events.at(period, with, event) + events.at(period, without, event) == events.at(period, 0, event));
        }
    CHECK(it.record[SeriesId::kEvents].at(6, with, int{kEventServiceContacts}) > 0);
    CHECK(std::isnan(it.record[SeriesId::kLedger].at(5, with, int{kLedgerReturn}, int{kVoice})));  // not kept
    CHECK_FALSE(std::isnan(it.record[SeriesId::kLedger].at(5, with - 1, int{kLedgerReturn}, int{kVoice})));
}

TEST_CASE("Friends, ties, dispersion and differences between areas are those of the residents, meant over the year",
          "[equality]") {
    const Setting it;
    const World& world = it.world;
    Simulation simulation(world, it.start, it.scenario, {.seed = 3});
    std::array<double, 2> friends_of{};
    double ties = 0, spread = 0, camps = 0, between = 0;
    for (int period = 1; period <= kPeriodsAYear; ++period) {
        for (int week = 0; week < kWeeksPerPeriod; ++week) simulation.step();
        const auto& friends = simulation.state().friends;
        friends_of[0] += mean_share_of_friends(world, friends, [](std::uint32_t) { return true; });
        friends_of[1] +=
            mean_share_of_friends(world, friends, [&](std::uint32_t i) { return world.ethnic_group[i] == kAsian; });
        std::vector<AreaMean> areas(world.geography.areas.size());
        std::vector<double> all;
        double other = 0;
        for (int n = 0; n < world.neighbourhoods(); ++n)
            for (auto i = world.neighbourhood_begin[static_cast<std::size_t>(n)];
                 i < world.neighbourhood_begin[static_cast<std::size_t>(n) + 1]; ++i) {
                if (!is_adult(world, i)) continue;
                const double x = static_cast<double>(simulation.states()[i][kOpenness]);
                all.push_back(x);
                AreaMean& area =
                    areas[static_cast<std::size_t>(world.geography.neighbourhoods[static_cast<std::size_t>(n)].area)];
                area.mean += x;
                area.adults += 1;
                other += other_friends(world, friends, i).number;
            }
        for (AreaMean& area : areas) area.mean /= area.adults;
        between += mean_absolute_difference(areas);
        ties += other / static_cast<double>(all.size());
        double mean = 0, second = 0, third = 0, fourth = 0;
        for (const double x : all) mean += x / static_cast<double>(all.size());
        for (const double x : all) {
            const double away = x - mean, weight = 1 / static_cast<double>(all.size());
            second += weight * away * away;
            third += weight * away * away * away;
            fourth += weight * away * away * away * away;
        }
        spread += std::sqrt(second);
        camps += (third * third / (second * second * second) + 1) / (fourth / (second * second));
    }
    CHECK(it.at(1, 0, kEqualityFriends) == Approx(friends_of[0] / kPeriodsAYear).epsilon(1e-5));
    CHECK(it.at(1, it.layout.ethnic(kAsian), kEqualityFriends) == Approx(friends_of[1] / kPeriodsAYear).epsilon(1e-5));
    CHECK(it.at(1, 0, kEqualityTies) == Approx(ties / kPeriodsAYear).epsilon(1e-5));
    CHECK(it.at(1, 0, polarisation_of(0, kDispersion)) == Approx(spread / kPeriodsAYear).epsilon(1e-4));
    CHECK(it.at(1, 0, polarisation_of(0, kBimodality)) == Approx(camps / kPeriodsAYear).epsilon(1e-3));
    CHECK(it.at(1, 0, polarisation_of(0, kBetweenAreas)) == Approx(between / kPeriodsAYear).epsilon(1e-3));
    CHECK(it.at(1, 0, kEqualityFriends) != it.at(0, 0, kEqualityFriends));  // they do move
    CHECK(std::isnan(it.at(1, it.layout.fifth(0), kEqualityTies)));         // of places alone
    CHECK(std::isnan(it.at(1, it.layout.age(kAge16To24), polarisation_of(1, kDispersion))));
}

TEST_CASE("Talks across backgrounds are those that are drawn", "[equality]") {
    const Setting it;
    const World& world = it.world;
    const Talks talks(*it.start);
    const Column<ResidentState> states(world.talkers());
    Column<Friends> friends;
    draw_friends(world, it.start->friendship, friends);
    const auto kinds = household_kinds(world);
    struct Held {
        double all = 0, other = 0;
    };
    std::vector<Held> held(static_cast<std::size_t>(it.layout.count()));
    TalkBatch batch;
    constexpr std::uint32_t kWeeks = 150;
    for (std::uint32_t week = 0; week < kWeeks; ++week)
        for (int n = 0; n < world.neighbourhoods(); ++n) {
            const auto k = static_cast<std::size_t>(n);
            for (auto first = world.neighbourhood_begin[k]; first < world.neighbourhood_begin[k + 1]; first += kBatch) {
                const int lanes =
                    static_cast<int>(std::min<std::uint32_t>(kBatch, world.neighbourhood_begin[k + 1] - first));
                const TalkPlace place = talks.place(n);
                talks.draw(place, first, lanes, week, friends, states.data(), batch);
                talks.meet_at_venue(place, first, lanes, batch);
                for (int lane = 0; lane < lanes; ++lane) {
                    const auto i = first + static_cast<std::uint32_t>(lane);
                    if (!is_adult(world, i)) continue;
                    for (int slot = 0; slot < kFaceToFace; ++slot) {
                        const std::uint32_t j = batch.partner[slot][lane];
                        if (j == i) continue;
                        for (const int g :
                             {0, it.layout.ethnic(world.ethnic_group[i]),
                              it.layout.household(static_cast<HouseholdKind>(kinds[world.household[i]]))}) {
                            Held& of = held[static_cast<std::size_t>(g)];
                            of.all += 1;
                            of.other += world.ethnic_group[j] != world.ethnic_group[i];
                        }
                    }
                }
            }
        }
    for (const int g : {0, it.layout.ethnic(kAsian), it.layout.ethnic(kWhite), it.layout.household(kWithChildren)}) {
        CAPTURE(g);
        const Held& of = held[static_cast<std::size_t>(g)];
        REQUIRE(of.all > 1e5);
        CHECK(it.at(0, g, kEqualityTalks) == Approx(100 * of.other / of.all).epsilon(0.01));
    }
}

TEST_CASE("Stops are per 1,000 aged 10 and over, and held against White residents'", "[equality]") {
    const Setting it;
    const World& world = it.world;
    std::array<double, kEthnicGroups> talkers{}, stops{};
    for (const auto g : world.ethnic_group) talkers[g] += 1;
    const Series& events = it.record[SeriesId::kEvents];
    for (std::size_t g = 0; g < kEthnicGroups; ++g)
        for (int period = 0; period < kPeriodsAYear; ++period)
            stops[g] += events.at(period, it.layout.ethnic(static_cast<int>(g)), int{kEventStops}) / world.scale;
    REQUIRE(stops[kWhite] >= kFewestInCell);
    for (int e = 0; e < kEthnicGroups; ++e) {
        const auto g = static_cast<std::size_t>(e);
        if (talkers[g] < kFewestInCell) continue;
        const double rate = 1000 * stops[g] / talkers[g], reference = 1000 * stops[kWhite] / talkers[kWhite];
        CHECK(it.at(1, it.layout.ethnic(e), kEqualityStops) == Approx(rate).margin(1e-9));
        CHECK(it.at(1, it.layout.ethnic(e), kEqualityStopRatio) == Approx(rate / reference).margin(1e-9));
    }
    CHECK(it.at(1, it.layout.ethnic(kWhite), kEqualityStopRatio) == 1);
    CHECK(std::isnan(it.at(0, 0, kEqualityStops)));      // nothing is counted at the start
    CHECK(std::isnan(it.at(1, 0, kEqualityStopRatio)));  // of everybody there is no ratio
    CHECK(it.at(1, it.layout.age(kAge16To24), kEqualityStops) > it.at(1, it.layout.age(kAge65Plus), kEqualityStops));
}

TEST_CASE("Nothing of a group stands on fewer than ten adults, and no rate on fewer than ten residents", "[equality]") {
    const World small = build_world(small_geography(2, 2, 3), {.scale = 400, .seed = 8});
    std::array<int, kEthnicGroups> talkers{};
    for (const auto g : small.ethnic_group) ++talkers[g];
    REQUIRE(*std::min_element(talkers.begin(), talkers.end()) < 10);
    REQUIRE(talkers[kWhite] > 10);
    const RunRecord record =
        tests::finish(small, tests::scenario(1, tests::every_lever(2)), default_parameters(), {.seed = 3}).record;
    const Series& equality = record[SeriesId::kEquality];
    const GroupLayout layout{.districts = 2};
    for (int e = 0; e < kEthnicGroups; ++e) {
        const bool few = talkers[static_cast<std::size_t>(e)] < 10;
        CAPTURE(e, few);
        CHECK(std::isnan(equality.at(1, layout.ethnic(e), int{kEqualityStops})) == few);
        for (const int measure : {kEqualityItems, kEqualityFriends, kEqualityTalks})
            if (few) CHECK(std::isnan(equality.at(1, layout.ethnic(e), measure)));
    }
    CHECK_FALSE(std::isnan(equality.at(1, layout.ethnic(kWhite), int{kEqualityFriends})));
}

TEST_CASE("No ratio of stops is held against fewer than ten of White residents", "[equality]") {
    const World small = build_world(small_geography(2, 2, 3), {.scale = 100, .seed = 8});
    const RunRecord record =
        tests::finish(small, tests::scenario(1, tests::every_lever(2)), default_parameters(), {.seed = 3}).record;
    const GroupLayout layout{.districts = 2};
    double stops = 0;
    for (int period = 0; period < kPeriodsAYear; ++period)
        stops += record[SeriesId::kEvents].at(period, layout.ethnic(kWhite), int{kEventStops}) / small.scale;
    REQUIRE(stops > 0);
    REQUIRE(stops < 10);
    for (int e = 0; e < kEthnicGroups; ++e)
        CHECK(std::isnan(record[SeriesId::kEquality].at(1, layout.ethnic(e), int{kEqualityStopRatio})));
}

TEST_CASE("Gaps are between the outer fifths, above zero where the most deprived are worse off", "[equality]") {
    const Setting it;
    const int worst = it.layout.fifth(0), best = it.layout.fifth(4);
    for (std::size_t k = 0; k < kGapOutcomes.size(); ++k) {
        double gap = 0;
        for (int period = 1; period <= kPeriodsAYear; ++period) {
            const auto level = [&](int g) {
                return it.record[SeriesId::kGroupOutcomes].at(period, g, int{kGapOutcomes[k]});
            };
            gap += kOutcomeTable[kGapOutcomes[k]].better * (level(best) - level(worst)) / kPeriodsAYear;
        }
        CAPTURE(kOutcomeTable[kGapOutcomes[k]].name);
        const int measure = kEqualityGaps + static_cast<int>(k);
        if (std::isnan(gap))
            CHECK(std::isnan(it.at(1, 0, measure)));
        else
            CHECK(it.at(1, 0, measure) == Approx(gap).epsilon(1e-4).margin(1e-4));
        CHECK(std::isnan(it.at(1, worst, measure)));  // of Greater Manchester alone
    }
    CHECK(it.at(1, 0, kEqualityGaps + int{kOutcomeFeelSafe}) > 0);
    const int disorder = kEqualityGaps + static_cast<int>(kGapOutcomes.size());
    CHECK(it.at(1, 0, disorder) ==
          Approx(it.at(1, worst, kEqualityItems) - it.at(1, best, kEqualityItems)).epsilon(1e-4));
}

TEST_CASE("Segregation is the census's and the same in every year", "[equality]") {
    const Setting it;
    std::vector<ResidentsByGroup> places;
    for (const Neighbourhood& n : it.world.geography.neighbourhoods) {
        places.emplace_back();
        std::copy(n.ethnic_group.begin(), n.ethnic_group.end(), places.back().begin());
    }
    for (int e = 0; e < kEthnicGroups; ++e)
        for (const int year : {0, 1}) {
            const int group = it.layout.ethnic(e);
            CHECK(it.at(year, group, kEqualityDissimilarity) == Approx(dissimilarity(places, e)).epsilon(1e-6));
            CHECK(it.at(year, group, kEqualityIsolation) == Approx(exposure(places, e, e)).epsilon(1e-6));
            CHECK(it.at(year, group, kEqualityInteraction) == Approx(interaction(places, e)).epsilon(1e-6));
        }
}
