#include "sim/measures/segregation.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace concord::sim {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double all_of(const ResidentsByGroup& place) { return std::accumulate(place.begin(), place.end(), 0.0); }

}  // namespace

double dissimilarity(std::span<const ResidentsByGroup> places, int group) {
    const auto g = static_cast<std::size_t>(group);
    double own = 0, others = 0;
    for (const ResidentsByGroup& place : places) {
        own += place[g];
        others += all_of(place) - place[g];
    }
    if (!(own > 0 && others > 0)) return kUndefined;
    double sum = 0;
    for (const ResidentsByGroup& place : places) sum += std::abs(place[g] / own - (all_of(place) - place[g]) / others);
    return sum / 2;
}

double exposure(std::span<const ResidentsByGroup> places, int group, int to) {
    const auto g = static_cast<std::size_t>(group), other = static_cast<std::size_t>(to);
    double own = 0, met = 0;
    for (const ResidentsByGroup& place : places) {
        if (!(place[g] > 0)) continue;
        own += place[g];
        met += place[g] * place[other] / all_of(place);
    }
    return own > 0 ? met / own : kUndefined;
}

double interaction(std::span<const ResidentsByGroup> places, int group) {
    double sum = 0;
    for (int to = 0; to < kEthnicGroups; ++to)
        if (to != group) sum += exposure(places, group, to);
    return sum;
}

}  // namespace concord::sim
