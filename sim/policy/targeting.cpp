#include "sim/policy/targeting.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/measures/flows.h"
#include "sim/measures/meetings.h"
#include "sim/measures/programme.h"
#include "sim/measures/states.h"

namespace concord::sim {
namespace {

const Neighbourhood& at(const Geography& geography, int neighbourhood) {
    return geography.neighbourhoods[neighbourhood];
}

template <typename Items>
void require_index(const Items& items, int index, const char* what) {
    if (index < 0 || static_cast<std::size_t>(index) >= items.size())
        throw std::invalid_argument(std::string("no ") + what + " number " + std::to_string(index));
}

std::vector<int> within(const Geography& geography, const std::vector<int>& districts) {
    if (districts.empty()) throw std::invalid_argument("a lever needs at least one district");
    for (const int district : districts) require_index(geography.districts, district, "district");
    std::vector<int> places;
    for (int n = 0; n < static_cast<int>(geography.neighbourhoods.size()); ++n)
        if (std::find(districts.begin(), districts.end(), at(geography, n).district) != districts.end())
            places.push_back(n);
    return places;
}

// Whole neighbourhoods from the top of the ranking until `share` of the residents is reached as nearly as it can be.
template <typename Score>
std::vector<int> worst_share(const Geography& geography, std::vector<int> places, double share, Score score) {
    if (!(share > 0 && share <= 1)) throw std::invalid_argument("a target's share lies above 0 and up to 1");
    std::stable_sort(places.begin(), places.end(),
                     [&](int a, int b) { return score(at(geography, a)) > score(at(geography, b)); });
    double residents = 0;
    for (const int n : places) residents += at(geography, n).residents;
    const double wanted = share * residents;
    double reached = 0;
    std::size_t count = 0;
    while (count < places.size()) {
        const double with_next = reached + at(geography, places[count]).residents;
        if (count > 0 && std::abs(with_next - wanted) > std::abs(reached - wanted)) break;
        reached = with_next;
        ++count;
    }
    places.resize(count);
    std::sort(places.begin(), places.end());
    return places;
}

std::vector<int> in_areas(const Geography& geography, const std::vector<int>& places, const std::vector<int>& areas) {
    if (areas.empty()) throw std::invalid_argument("a target by areas needs at least one area");
    std::vector<int> reached;
    for (const int n : places)
        if (std::find(areas.begin(), areas.end(), at(geography, n).area) != areas.end()) reached.push_back(n);
    for (const int area : areas) {
        require_index(geography.areas, area, "area");
        const bool found =
            std::any_of(reached.begin(), reached.end(), [&](int n) { return at(geography, n).area == area; });
        if (!found)
            throw std::invalid_argument("area " + geography.areas[area].name + " is not in the lever's districts");
    }
    return reached;
}

std::vector<int> in_lowest(const Geography& geography, std::vector<int> districts, const Target& target) {
    if (target.levels.size() != geography.districts.size())
        throw std::invalid_argument("a target by lowest districts needs every district's published level");
    if (target.lowest < 1 || static_cast<std::size_t>(target.lowest) > districts.size())
        throw std::invalid_argument("the lever has " + std::to_string(districts.size()) + " districts, and " +
                                    std::to_string(target.lowest) + " of them are to be the lowest");
    std::stable_sort(districts.begin(), districts.end(), [&](int a, int b) {
        return target.levels[static_cast<std::size_t>(a)] < target.levels[static_cast<std::size_t>(b)];
    });
    districts.resize(static_cast<std::size_t>(target.lowest));
    return within(geography, districts);
}

}  // namespace

const std::vector<double>& published_by_district(const Baseline& baseline, Item item) {
    static const std::vector<double> none;
    return item == kGetOnWell ? baseline.get_on_well_by_district : none;
}

bool ranks_no_place(std::string_view measure) {
    const auto has = [&](const auto& rows) {
        return std::any_of(rows.begin(), rows.end(),
                           [&](const MeasureInfo& row) { return row.name == measure && !row.disclosure.ranks_places; });
    };
    const auto pressures = news_table();
    return has(kStateTable) || has(kOutcomeTable) || has(kIndicatorTable) || has(kEventTable) || has(kMeetingTable) ||
           has(kProgrammeTable) || has(kSupportTable) ||
           std::any_of(pressures.begin(), pressures.end(), [&](const NewsInfo& row) { return row.name == measure; });
}

std::vector<int> targeted_neighbourhoods(const Geography& geography, const std::vector<int>& districts,
                                         const Target& target) {
    const std::vector<int> places = within(geography, districts);
    switch (target.rule) {
        case Target::Rule::kEverywhere: return places;
        case Target::Rule::kMostDeprived:
            return worst_share(geography, places, target.share, [](const Neighbourhood& n) { return n.imd_score; });
        case Target::Rule::kHighestDisorder:
            return worst_share(geography, places, target.share, [](const Neighbourhood& n) { return n.crime_score; });
        case Target::Rule::kLowest: return in_lowest(geography, districts, target);
        case Target::Rule::kAreas: return in_areas(geography, places, target.areas);
    }
    throw std::invalid_argument("unknown targeting rule");
}

double young_residents(const Geography& geography, int neighbourhood) {
    const Neighbourhood& place = at(geography, neighbourhood);
    double children = 0, older_children = 0;
    if (place.area >= 0 && static_cast<std::size_t>(place.area) < geography.areas.size()) {
        const Area& area = geography.areas[place.area];
        for (std::size_t fine = 0; fine < area.age.size(); ++fine) {
            if (census_band_of_fine(static_cast<int>(fine)) == 0) children += area.age[fine];
            if (kBandOfFineBand[fine] == kAge10To15) older_children += area.age[fine];
        }
    }
    // Without a table by area, ages 0 to 15 are taken as even: six of sixteen years.
    const double share = children > 0 ? older_children / children : 6.0 / 16.0;
    return place.age[0] * share + place.age[1];
}

std::vector<double> disorder_scores(const Geography& geography) {
    double residents = 0, sum = 0, sum_of_squares = 0;
    for (const Neighbourhood& n : geography.neighbourhoods) {
        residents += n.residents;
        sum += n.residents * n.crime_score;
    }
    const double mean = residents > 0 ? sum / residents : 0;
    for (const Neighbourhood& n : geography.neighbourhoods)
        sum_of_squares += n.residents * (n.crime_score - mean) * (n.crime_score - mean);
    const double sd = residents > 0 ? std::sqrt(sum_of_squares / residents) : 0;
    std::vector<double> scores;
    scores.reserve(geography.neighbourhoods.size());
    for (const Neighbourhood& n : geography.neighbourhoods) scores.push_back(sd > 0 ? (n.crime_score - mean) / sd : 0);
    return scores;
}

}  // namespace concord::sim
