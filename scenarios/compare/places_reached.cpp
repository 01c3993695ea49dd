#include "scenarios/compare/places_reached.h"

#include <numeric>

namespace concord::scenarios {

PlacesReached::PlacesReached(const sim::Geography& geography, const std::vector<int>& places)
    : everywhere(!places.empty() && places.size() == geography.neighbourhoods.size()) {
    for (const int n : places) {
        const sim::Neighbourhood& place = geography.neighbourhoods[n];
        adults += std::accumulate(place.age.begin() + 1, place.age.end(), 0);  // all but those below 16
        residents += place.residents;
    }
}

}  // namespace concord::scenarios
