#include "sim/processes/context.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/ground/maths.h"
#include "sim/processes/talks.h"

namespace concord::sim {
namespace {

// Return and influence share one fade (4.1); belonging has no influence.
Rates make_rates(const Parameters& p, double talks) {
    Rates rates;
    for (int s = 0; s < kStates; ++s)
        rates.fade[s] = static_cast<float>(-maths::log(1 - p.yearly_fade[s]) / kWeeksPerYear);
    Vector share = Vector::Constant(static_cast<float>(p.influence_share));
    share[kOpenness] = share[kSafety] = static_cast<float>(p.influence_share_slow);
    share[kBelonging] = 0;
    rates.talks = talks;
    rates.back = (1 - share) * rates.fade;
    rates.talk = share * rates.fade * static_cast<float>(talks > 0 ? 1 / talks : 0);
    return rates;
}

std::array<std::size_t, kEthnicGroups> order_of_groups(const World& world) {
    std::array<std::size_t, kEthnicGroups> first{}, order{};
    first.fill(world.talkers());
    for (std::size_t i = world.talkers(); i-- > 0;) first[world.ethnic_group[i]] = i;
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return first[a] < first[b]; });
    return order;
}

std::vector<Context::Place> places_of(const Geography& geography) {
    std::vector<Context::Place> places;
    for (const Neighbourhood& n : geography.neighbourhoods) places.push_back({n.area, n.district});
    return places;
}

FriendshipParameters friendship_parameters(const Parameters& parameters) {
    FriendshipParameters f;
    f.mixing_uptake = parameters.mixing_uptake;
    f.neighbourhood_share = parameters.friend_neighbourhood;
    f.venue_share = parameters.friend_venue;
    f.gm_share = 1 - parameters.friend_neighbourhood - parameters.friend_venue;
    return f;
}

}  // namespace

std::vector<double> standard_scores(const std::vector<double>& x, const std::vector<double>& weight) {
    double w = 0, sum = 0, square = 0;
    for (std::size_t k = 0; k < x.size(); ++k) w += weight[k], sum += weight[k] * x[k];
    const double mean = w > 0 ? sum / w : 0;
    for (std::size_t k = 0; k < x.size(); ++k) square += weight[k] * (x[k] - mean) * (x[k] - mean);
    const double sd = w > 0 ? std::sqrt(square / w) : 0;
    std::vector<double> z;
    for (const double v : x) z.push_back(sd > 0 ? (v - mean) / sd : 0);
    return z;
}

Context make_context(const World& world, const Parameters& parameters, const Baseline& baseline,
                     const RunOptions& options) {
    return {.world = &world,
            .parameters = parameters,
            .baseline = baseline,
            .options = options,
            .friendship = friendship_parameters(parameters),
            .rates = make_rates(parameters, expected_talks(world, OnlineTable(parameters))),
            .group_order = order_of_groups(world),
            .place = places_of(world.geography)};
}

}  // namespace concord::sim
