#include "sim/run/start.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "sim/ground/maths.h"
#include "sim/processes/initial_state.h"
#include "sim/processes/policing.h"
#include "sim/processes/talks.h"
#include "sim/run/balance.h"

namespace concord::sim {
namespace {

// Return and influence share one fade (4.1); belonging has no influence.
Rates make_rates(const Parameters& p, double talks) {
    Rates rates;
    const double fade = -maths::log(1 - p.yearly_fade) / kWeeksPerYear;
    Vector share = Vector::Constant(static_cast<float>(p.influence_share));
    share[kOpenness] = share[kSafety] = static_cast<float>(p.influence_share_slow);
    share[kBelonging] = 0;
    rates.fade = static_cast<float>(fade);
    rates.talks = talks;
    rates.back = (1 - share) * static_cast<float>(fade);
    rates.talk = share * static_cast<float>(talks > 0 ? fade / talks : 0);
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

FriendshipParameters friendship_parameters(const Parameters& parameters) {
    FriendshipParameters f;
    f.mixing_uptake = parameters.mixing_uptake;
    f.neighbourhood_share = parameters.friend_neighbourhood;
    f.venue_share = parameters.friend_venue;
    f.gm_share = 1 - parameters.friend_neighbourhood - parameters.friend_venue;
    return f;
}

namespace {

std::shared_ptr<Start> solve(const World& world, const Parameters& parameters, const Baseline& baseline,
                             const RunOptions& options) {
    if (parameters.encounter_step * parameters.unfair_weight > kLargestUnfairStep + 1e-9)
        throw std::invalid_argument(
            "encounter_step x unfair_weight is above 0.15: one unfair stop would move trust too far");
    auto start = std::make_shared<Start>();
    start->world = &world;
    start->parameters = parameters;
    start->baseline = baseline;
    start->options = options;
    start->group_order = order_of_groups(world);
    start->friendship = friendship_parameters(parameters);
    start->rates = make_rates(parameters, expected_talks(world, OnlineTable(parameters)));
    for (const auto& n : world.geography.neighbourhoods)
        start->move_rate.push_back(static_cast<float>(1 - maths::pow(1 - n.churn, 1.0 / kWeeksPerYear)));
    fit_disorder(*start);
    fit_stop_rates(*start);
    const auto observed = fit_starting_state(*start);
    start->friends = friends_at_start(*start);
    fit_balance(*start, observed, start->friends);
    return start;
}

}  // namespace

StartOfOneRun prepare_one_run(const World& world, const Parameters& parameters, const Baseline& baseline,
                              const RunOptions& options) {
    auto start = solve(world, parameters, baseline, options);
    Column<Friends> friends = std::move(start->friends);
    return {std::move(start), std::move(friends)};
}

std::shared_ptr<const Start> prepare(const World& world, const Parameters& parameters, const Baseline& baseline,
                                     const RunOptions& options) {
    return solve(world, parameters, baseline, options);
}

Column<Friends> friends_at_start(const Start& start) {
    Column<Friends> friends;
    draw_friends(*start.world, start.friendship, friends);
    confine_friends(start, friends);
    return friends;
}

const BalanceReport& balance_report(const Start& start) { return start.balance; }

void confine_friends(const Start& start, Column<Friends>& friends) {
    if (!start.options.confine_to_district) return;
    const World& world = *start.world;
    for (std::size_t d = 0; d + 1 < world.neighbourhood_of_district_begin.size(); ++d) {
        const auto begin =
            world.neighbourhood_begin[static_cast<std::size_t>(world.neighbourhood_of_district_begin[d])];
        const auto end =
            world.neighbourhood_begin[static_cast<std::size_t>(world.neighbourhood_of_district_begin[d + 1])];
        for (auto i = begin; i < end; ++i)
            for (auto& j : friends[i])
                if (j < begin || j >= end) j = i;
    }
}

}  // namespace concord::sim
