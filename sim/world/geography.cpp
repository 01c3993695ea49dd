#include "sim/world/geography.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <unordered_set>

namespace concord::sim {
namespace {

constexpr double kMarginTolerance = 0.05;
constexpr double kPerturbation = 20;  // ONS moves single cells by a few persons, and a margin has several cells

using Problems = std::vector<std::string>;

template <class Cells>
double total(const Cells& cells) {
    return std::accumulate(cells.begin(), cells.end(), 0.0);
}

template <class Place>
void check_codes(const std::vector<Place>& places, std::string_view kind, Problems& problems) {
    std::unordered_set<std::string_view> seen;
    for (const Place& place : places) {
        if (place.code.empty()) problems.push_back(fmt::format("a {} has no code", kind));
        if (!seen.insert(place.code).second) problems.push_back(fmt::format("{} {} appears twice", kind, place.code));
    }
}

template <class Child, class Parent>
bool parent_known(const Child& child, int parent, const std::vector<Parent>& parents, std::string_view kind,
                  Problems& problems) {
    if (parent >= 0 && static_cast<std::size_t>(parent) < parents.size()) return true;
    problems.push_back(fmt::format("{}: {} {} does not exist", child.code, kind, parent));
    return false;
}

void check_share(const std::string& code, std::string_view what, double value, Problems& problems) {
    if (!(value >= 0 && value <= 1)) problems.push_back(fmt::format("{}: {} {} is not in [0, 1]", code, what, value));
}

void check_not_negative(const std::string& code, std::string_view what, double value, Problems& problems) {
    if (!(value >= 0 && std::isfinite(value)))
        problems.push_back(fmt::format("{}: {} {} is negative or not a number", code, what, value));
}

void check_margin(const std::string& code, std::string_view what, double margin, double expected, Problems& problems) {
    if (std::abs(margin - expected) > std::max(kPerturbation, kMarginTolerance * expected))
        problems.push_back(fmt::format("{}: {} sum to {}, more than 5 % from {}", code, what, margin, expected));
}

// Each place comes after the one before it, by parent and then code, so that a parent's places lie together.
template <class Place, class Key>
void check_order(const std::vector<Place>& places, Key key, Problems& problems) {
    for (std::size_t i = 1; i < places.size(); ++i)
        if (key(places[i]) < key(places[i - 1]))
            problems.push_back(fmt::format("{} comes after {}: out of order", places[i].code, places[i - 1].code));
}

void check_districts(const Geography& geography, Problems& problems) {
    check_codes(geography.districts, "district", problems);
    check_order(
        geography.districts, [](const District& district) { return district.code; }, problems);
    for (const District& district : geography.districts) {
        check_share(district.code, "retired share of the inactive", district.inactive_retired, problems);
        check_share(district.code, "student share of the inactive", district.inactive_student, problems);
        check_share(district.code, "retired and student share of the inactive",
                    district.inactive_retired + district.inactive_student, problems);
    }
}

void check_wards(const Geography& geography, Problems& problems) {
    check_codes(geography.wards, "ward", problems);
    for (const Ward& ward : geography.wards)
        parent_known(ward, ward.district, geography.districts, "district", problems);
}

void check_areas(const Geography& geography, Problems& problems) {
    check_codes(geography.areas, "area", problems);
    check_order(
        geography.areas, [](const Area& area) { return std::pair(area.district, area.code); }, problems);
    for (const Area& area : geography.areas) {
        parent_known(area, area.district, geography.districts, "district", problems);
        for (double residents : area.age)
            check_not_negative(area.code, "residents in an age band", residents, problems);
        check_not_negative(area.code, "jobs", area.jobs, problems);
        check_share(area.code, "share working outside GM", area.outside_gm, problems);
    }
}

void check_counts(const Neighbourhood& place, Problems& problems) {
    const auto check_all = [&](std::string_view what, const auto& cells) {
        for (int count : cells) check_not_negative(place.code, what, count, problems);
    };
    check_all("residents in an age band", place.age);
    check_all("residents in an ethnic group", place.ethnic_group);
    check_all("households of a size", place.household_size);
    check_all("count", std::array{place.residents, place.residents_communal, place.employed, place.unemployed,
                                  place.inactive, place.students, place.work_at_home, place.in_work});
    check_all("schools or places", std::array{place.primary_schools, place.primary_places, place.secondary_schools,
                                              place.secondary_places, place.colleges, place.universities});
    for (double rate :
         {place.area_km2, place.antisocial_behaviour_rate, place.criminal_damage_rate, place.public_order_rate})
        check_not_negative(place.code, "area or rate", rate, problems);
}

void check_margins(const Neighbourhood& place, Problems& problems) {
    const double residents = place.residents;
    check_margin(place.code, "age bands", total(place.age), residents, problems);
    check_margin(place.code, "ethnic groups", total(place.ethnic_group), residents, problems);
    check_margin(place.code, "households by size", total(place.household_size), place.households, problems);
    check_margin(place.code, "employed, unemployed and inactive residents",
                 place.employed + place.unemployed + place.inactive, total(place.age) - place.age[0], problems);
    if (place.residents_communal > place.residents)
        problems.push_back(fmt::format("{}: more residents in communal establishments than residents", place.code));
    if (place.work_at_home > place.in_work)
        problems.push_back(fmt::format("{}: more people working at home than in work", place.code));
}

void check_neighbourhoods(const Geography& geography, Problems& problems) {
    check_codes(geography.neighbourhoods, "neighbourhood", problems);
    check_order(
        geography.neighbourhoods, [](const Neighbourhood& place) { return std::pair(place.area, place.code); },
        problems);
    std::vector<double> residents(geography.areas.size(), 0.0);
    for (const Neighbourhood& place : geography.neighbourhoods) {
        const bool in_area = parent_known(place, place.area, geography.areas, "area", problems);
        const bool in_ward = parent_known(place, place.ward, geography.wards, "ward", problems);
        if (in_area) residents[place.area] += place.residents;
        if (in_area && geography.areas[place.area].district != place.district)
            problems.push_back(fmt::format("{}: its area lies in another district", place.code));
        if (in_ward && geography.wards[place.ward].district != place.district)
            problems.push_back(fmt::format("{}: its ward lies in another district", place.code));
        if (place.households < 1) problems.push_back(fmt::format("{}: no household", place.code));
        check_share(place.code, "churn", place.churn, problems);
        check_counts(place, problems);
        check_margins(place, problems);
    }
    for (std::size_t area = 0; area < residents.size(); ++area)
        check_margin(geography.areas[area].code, "fine age bands", total(geography.areas[area].age), residents[area],
                     problems);
}

}  // namespace

int Geography::total_residents() const {
    return std::accumulate(neighbourhoods.begin(), neighbourhoods.end(), 0,
                           [](int sum, const Neighbourhood& place) { return sum + place.residents; });
}

std::vector<std::vector<int>> neighbouring_districts(const Geography& geography) {
    const auto& places = geography.neighbourhoods;
    std::vector<std::set<int>> borders(geography.districts.size());
    for (const Neighbourhood& here : places) {
        const Neighbourhood* nearest = nullptr;
        double least = std::numeric_limits<double>::infinity();
        for (const Neighbourhood& there : places) {
            if (there.district == here.district) continue;
            const double east = here.easting - there.easting, north = here.northing - there.northing;
            const double square = east * east + north * north;
            if (square < least) least = square, nearest = &there;
        }
        if (nearest == nullptr) continue;
        borders[static_cast<std::size_t>(here.district)].insert(nearest->district);
        borders[static_cast<std::size_t>(nearest->district)].insert(here.district);
    }
    std::vector<std::vector<int>> neighbours;
    for (const std::set<int>& of : borders) neighbours.emplace_back(of.begin(), of.end());
    return neighbours;
}

std::vector<std::string> check(const Geography& geography) {
    Problems problems;
    check_districts(geography, problems);
    check_wards(geography, problems);
    check_areas(geography, problems);
    check_neighbourhoods(geography, problems);
    return problems;
}

}  // namespace concord::sim
