#include "sim/world/population_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace concord::sim {
namespace {

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

// Calls f(neighbourhood, fine age, ethnic group, activity) for every resident, talkers and under-tens.
template <typename F>
void for_each_resident(const World& world, F f) {
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            f(n, world.fine_age[i], world.ethnic_group[i], world.activity[i]);
        for (std::uint32_t c = world.neighbourhood_child_begin[n]; c < world.neighbourhood_child_begin[n + 1]; ++c)
            f(n, world.child_fine_age[c], world.child_ethnic_group[c], world.child_activity[c]);
    }
}

template <typename ValueOf>
double sum_places(const Geography& geography, ValueOf value_of) {
    double sum = 0;
    for (const Neighbourhood& n : geography.neighbourhoods) sum += value_of(n);
    return sum;
}

// How often a scaled margin was met to the person; at 1:k only its expectation is kept.
template <typename SameAt>
std::string exactness(const World& world, SameAt same_at) {
    if (world.scale > 1) return "a sample of the full population, whose margins are exact";
    int exact = 0;
    for (int n = 0; n < world.neighbourhoods(); ++n) exact += same_at(n);
    return fmt::format("margin exact in {} of {} neighbourhoods", exact, world.neighbourhoods());
}

}  // namespace

std::vector<Margins> recount_margins(const World& world) {
    std::vector<Margins> margins(world.neighbourhoods());
    for_each_resident(world, [&](std::size_t n, int fine, int group, int) {
        ++margins[n].age[census_band_of_fine(fine)];
        ++margins[n].ethnic_group[group];
    });
    return margins;
}

std::vector<SummaryRow> summarise_residents(const World& world) {
    const Geography& geography = world.geography;
    const std::vector<Margins> target = scaled_margins(geography), found = recount_margins(world);
    std::vector<SummaryRow> rows;
    const double scale = world.scale;
    rows.push_back({"residents", "all", static_cast<double>(geography.total_residents()), scale * world.residents(),
                    "persons", ""});
    rows.push_back({"residents", "aged 10 and over (talkers)", kNoFigure, scale * world.talkers(), "persons", ""});

    const std::string ages = exactness(world, [&](std::size_t n) { return target[n].age == found[n].age; });
    const std::string groups =
        exactness(world, [&](std::size_t n) { return target[n].ethnic_group == found[n].ethnic_group; });
    for (std::size_t b = 0; b < kCensusAgeBands; ++b) {
        double wanted = 0, count = 0;
        for (std::size_t n = 0; n < found.size(); ++n) wanted += target[n].age[b], count += found[n].age[b];
        rows.push_back({"age", std::string(kCensusAgeBandNames[b]),
                        sum_places(geography, [&](const Neighbourhood& n) { return n.age[b]; }), scale * count,
                        "persons", fmt::format("census scaled to residents: {:.0f}; {}", wanted, ages)});
    }
    for (std::size_t g = 0; g < kEthnicGroups; ++g) {
        double wanted = 0, count = 0;
        for (std::size_t n = 0; n < found.size(); ++n)
            wanted += target[n].ethnic_group[g], count += found[n].ethnic_group[g];
        rows.push_back({"ethnic group", std::string(kEthnicGroupNames[g]),
                        sum_places(geography, [&](const Neighbourhood& n) { return n.ethnic_group[g]; }), scale * count,
                        "persons", fmt::format("census scaled to residents: {:.0f}; {}", wanted, groups)});
    }
    std::array<double, kFineAgeBands> fine{};
    for_each_resident(world, [&](std::size_t, std::size_t f, int, int) { fine[f] += scale; });
    for (std::size_t f = 0; f < kFineAgeBands; ++f) {
        double census = 0;
        for (const Area& area : geography.areas) census += area.age[f];
        rows.push_back({"fine age", std::string(kFineAgeBandNames[f]), census, fine[f], "persons", "census by area"});
    }
    return rows;
}

std::vector<SummaryRow> summarise_households(const World& world) {
    std::array<double, 8> sizes{};
    double communal = 0, in_households = 0, with_children = 0, all_one_group = 0, several = 0;
    std::vector<std::uint8_t> children(world.households(), 0), mixed(world.households(), 0);
    std::vector<int> group(world.households(), -1);
    const auto see = [&](std::uint32_t h, int fine, int of_group) {
        if (fine < 4) children[h] = 1;  // under 16
        if (group[h] >= 0 && group[h] != of_group) mixed[h] = 1;
        group[h] = of_group;
    };
    for (std::uint32_t i = 0; i < world.talkers(); ++i)
        see(world.household[i], world.fine_age[i], world.ethnic_group[i]);
    for (std::uint32_t c = 0; c < world.children(); ++c)
        see(world.child_household[c], world.child_fine_age[c], world.child_ethnic_group[c]);
    for (std::uint32_t h = 0; h < world.households(); ++h) {
        if (world.household_communal[h]) {
            communal += world.scale;
            continue;
        }
        const int size = world.household_size[h];
        sizes[std::min(size, 8) - 1] += world.scale;
        in_households += static_cast<double>(size) * world.scale;
        with_children += children[h] * world.scale;
        several += size > 1;
        all_one_group += size > 1 && !mixed[h];
    }
    const Geography& geography = world.geography;
    std::vector<SummaryRow> rows;
    for (std::size_t s = 0; s < sizes.size(); ++s)
        rows.push_back({"households", s == 7 ? "of 8 or more" : fmt::format("of {}", s + 1),
                        sum_places(geography, [&](const Neighbourhood& n) { return n.household_size[s]; }), sizes[s],
                        "households", ""});
    rows.push_back({"households", "all", sum_places(geography, [](const Neighbourhood& n) { return n.households; }),
                    std::accumulate(sizes.begin(), sizes.end(), 0.0), "households",
                    "census: another table than the sizes, which are followed"});
    rows.push_back({"households", "residents in households",
                    sum_places(geography, [](const Neighbourhood& n) { return n.residents - n.residents_communal; }),
                    in_households, "persons", ""});
    rows.push_back({"households", "residents of communal establishments",
                    sum_places(geography, [](const Neighbourhood& n) { return n.residents_communal; }), communal,
                    "persons", ""});
    rows.push_back({"households", "with someone under 16", kNoFigure, with_children, "households", ""});
    rows.push_back({"households", "of two or more, all of one ethnic group", kNoFigure, share(all_one_group, several),
                    "share", fmt::format("parameter household_same_group {}", world.parameters.household_same_group)});
    return rows;
}

std::vector<SummaryRow> summarise_activity(const World& world) {
    const Geography& geography = world.geography;
    std::array<double, kActivities> count{};
    for_each_resident(world, [&](std::size_t, int, int, std::size_t activity) { count[activity] += world.scale; });
    double retired = 0, students = 0;
    for (const Neighbourhood& n : geography.neighbourhoods) {
        retired += n.inactive * geography.districts[n.district].inactive_retired;
        students += n.inactive * geography.districts[n.district].inactive_student;
    }
    const auto census = [&](int Neighbourhood::*field) {
        return sum_places(geography, [&](const Neighbourhood& n) { return n.*field; });
    };
    const char* shared = "census: districts' shares of the inactive";
    std::vector<SummaryRow> rows;
    rows.push_back({"activity", "pre-school", kNoFigure, count[kPreSchool], "persons", "ages 0-4"});
    rows.push_back({"activity", "school", kNoFigure, count[kSchool], "persons", "ages 5-15"});
    rows.push_back({"activity", "employed", census(&Neighbourhood::employed), count[kEmployed], "persons",
                    "students who work included"});
    rows.push_back({"activity", "unemployed", census(&Neighbourhood::unemployed), count[kUnemployed], "persons", ""});
    rows.push_back({"activity", "inactive, all", census(&Neighbourhood::inactive),
                    count[kCollege] + count[kRetired] + count[kInactive], "persons", "students and retired included"});
    rows.push_back({"activity", "college or university", students, count[kCollege], "persons", shared});
    rows.push_back({"activity", "retired", retired, count[kRetired], "persons", shared});
    return rows;
}

std::vector<SummaryRow> summarise_friends(const World& world, const FriendshipParameters& parameters,
                                          const Column<Friends>& friends) {
    const FriendshipMeasure measure = measure_friends(world, parameters, friends);
    std::vector<SummaryRow> rows;
    const char* everybody = "all residents aged 10 and over";
    rows.push_back({"friends", "mixing uptake", parameters.mixing_uptake, measure.uptake(), "ratio",
                    "friends of another ethnic group / what the same pools give by chance; P4: 0.38 to 0.42"});
    for (int g = 0; g < kEthnicGroups; ++g)
        rows.push_back({"friends", fmt::format("mixing uptake, {}", kEthnicGroupNames[g]), parameters.mixing_uptake,
                        measure.uptake(g), "ratio", "within 0.05 of the overall one"});
    rows.push_back({"friends", "residents with no friend of another ethnic group", kNoFigure,
                    measure.share_none_other(), "share", "P4: 0.42 to 0.53"});
    for (int g = 0; g < kEthnicGroups; ++g)
        rows.push_back({"friends", fmt::format("no friend of another ethnic group, {}", kEthnicGroupNames[g]),
                        kNoFigure, measure.share_none_other(g), "share", ""});
    for (std::size_t p = 0; p < kPools; ++p) {
        double ties = 0, other = 0, chance = 0;
        for (const auto& group : measure.by_group_and_pool)
            ties += group[p].ties, other += group[p].other, chance += group[p].chance;
        rows.push_back({"friends", fmt::format("of another ethnic group, pool: {}", kPoolNames[p]), share(chance, ties),
                        share(other, ties), "share", fmt::format("expected: by chance; {:.0f} ties", ties)});
    }
    for (std::size_t d = 0; d < measure.degree.size(); ++d)
        if (measure.degree[d] > 0)
            rows.push_back({"friends", fmt::format("residents with {} friends", d), kNoFigure,
                            share(measure.degree[d], world.talkers()), "share", everybody});
    rows.push_back({"friends", "ties to the same person twice", 0, measure.duplicates, "ties",
                    fmt::format("{:.0f} were met twice and redrawn", measure.redraws)});
    return rows;
}

std::vector<SummaryRow> summarise_population(const World& world, const FriendshipParameters& parameters,
                                             const Column<Friends>& friends) {
    std::vector<SummaryRow> rows;
    const auto append = [&](std::vector<SummaryRow> more) {
        rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    append(summarise_residents(world));
    append(summarise_households(world));
    append(summarise_activity(world));
    append(summarise_venues(world));
    append(summarise_commuting(world));
    if (!friends.empty()) append(summarise_friends(world, parameters, friends));
    return rows;
}

}  // namespace concord::sim
