#include "sim/run/weekly_outcomes.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "sim/measures/cohesion_index.h"

namespace concord::sim {

std::vector<int> deprivation_fifths(const Geography& geography) {
    const auto& places = geography.neighbourhoods;
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return places[a].imd_score > places[b].imd_score; });
    double all = 0, before = 0;
    for (const auto& n : places) all += n.residents;
    std::vector<int> fifth(places.size());
    for (const auto n : order) {  // a neighbourhood belongs where its middle resident does
        fifth[n] = std::min(GroupLayout::kFifths - 1,
                            static_cast<int>((before + places[n].residents / 2.0) / all * GroupLayout::kFifths));
        before += places[n].residents;
    }
    return fifth;
}

AdultSums& AdultSums::operator+=(const AdultSums& more) {
    state += more.state;
    square += more.square;
    item += more.item;
    adults += more.adults;
    fell += more.fell;
    bridging += more.bridging;
    chance += more.chance;
    deprived_agree += more.deprived_agree;
    deprived_adults += more.deprived_adults;
    return *this;
}

void put_outcomes(float* out, const AdultSums& sums, double incidents_per_1000_a_year) {
    if (sums.adults < kFewestInCell) return;
    const VectorDouble percent = 100 * sums.item / sums.adults;
    for (int k = 0; k < kOutcomeCohesionIndex; ++k) out[k] = static_cast<float>(percent[k]);
    out[kOutcomeCohesionIndex] =
        static_cast<float>(cohesion_index(sums.state / sums.adults, sums.chance > 0 ? sums.bridging / sums.chance : 0));
    if (sums.deprived_adults >= kFewestInCell)
        out[kOutcomeGetOnWellMostDeprived] = static_cast<float>(100 * sums.deprived_agree / sums.deprived_adults);
    out[kOutcomeHateIncidents] = static_cast<float>(incidents_per_1000_a_year);
    out[kOutcomePoliceTrustFell] = static_cast<float>(100 * sums.fell / sums.adults);
}

double starting_incidents(const Simulation::Impl& simulation, int n) {
    double sum = 0;
    const int area = simulation.area_of(n);
    std::array<double, kEthnicGroups> rate{};
    for (int g = 0; g < kEthnicGroups; ++g)
        rate[static_cast<std::size_t>(g)] = hostility::rate(*simulation.start, simulation.start->hostility, area, g,
                                                            simulation.area_sums[static_cast<std::size_t>(area)]);
    for (auto i = simulation.begin(n); i < simulation.begin(n + 1); ++i) sum += rate[simulation.world.ethnic_group[i]];
    return sum;
}

WeeklyOutcomes::WeeklyOutcomes(const World& world)
    : fifth_(deprivation_fifths(world.geography)), residents_(1 + world.geography.districts.size(), 0) {
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto k = static_cast<std::size_t>(n);
        const double residents = world.neighbourhood_begin[k + 1] - world.neighbourhood_begin[k] +
                                 world.neighbourhood_child_begin[k + 1] - world.neighbourhood_child_begin[k];
        residents_[0] += residents;
        residents_[1 + static_cast<std::size_t>(world.geography.neighbourhoods[k].district)] += residents;
    }
}

std::vector<float> WeeklyOutcomes::of(const Simulation::Impl& simulation) const {
    const std::size_t shown = residents_.size();
    std::vector<AdultSums> group(shown);
    std::vector<double> incidents(shown, 0);
    for (std::size_t n = 0; n < fifth_.size(); ++n) {
        const PlaceSums& place = simulation.sums[n];
        AdultSums sums;
        sums.state = place.state;
        sums.item = place.item;
        sums.adults = simulation.adults[n];
        sums.fell = place.fell;
        sums.bridging = place.bridging;
        sums.chance = place.chance;
        if (fifth_[n] == 0) sums.deprived_agree = place.item[kGetOnWell], sums.deprived_adults = sums.adults;
        const double number =
            simulation.week == 0 ? starting_incidents(simulation, static_cast<int>(n)) : place.incidents;
        for (const std::size_t g :
             {std::size_t{0}, 1 + static_cast<std::size_t>(simulation.district_of(static_cast<int>(n)))}) {
            group[g] += sums;
            incidents[g] += number;
        }
    }
    std::vector<float> outcomes(shown * kOutcomes, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t g = 0; g < shown; ++g)
        put_outcomes(&outcomes[g * kOutcomes], group[g],
                     incidents[g] * kWeeksPerYear * 1000 / std::max(1.0, residents_[g]));
    return outcomes;
}

}  // namespace concord::sim
