#include "scenarios/compare/places_reached.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace concord::scenarios {

PlacesReached::PlacesReached(const sim::Geography& geography, const std::vector<int>& places, int years)
    : places_(places), neighbourhoods_(geography.neighbourhoods.size()), years_(years) {
    for (const int n : places_) {
        const sim::Neighbourhood& place = geography.neighbourhoods[n];
        weight_.push_back(std::accumulate(place.age.begin() + 1, place.age.end(), 0));  // all but those below 16
        adults_ += weight_.back();
        residents_ += place.residents;
    }
}

std::vector<double> PlacesReached::means_at_the_end(const Shard& shard) const {
    const std::vector<double>& values = shard[sim::SeriesId::kNeighbourhoodOutcomes];  // [years + 1][outcomes][places]
    std::vector<double> means;
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {
        const std::size_t row = (static_cast<std::size_t>(years_) * sim::kPlaceOutcomes.size() + k) * neighbourhoods_;
        double sum = 0, weight = 0;
        for (std::size_t i = 0; i < places_.size(); ++i) {
            const double value = values.at(row + static_cast<std::size_t>(places_[i]));
            if (std::isnan(value)) continue;
            sum += weight_[i] * value;
            weight += weight_[i];
        }
        means.push_back(weight > 0 ? sum / weight : std::numeric_limits<double>::quiet_NaN());
    }
    return means;
}

}  // namespace concord::scenarios
