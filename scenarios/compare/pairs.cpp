#include "scenarios/compare/pairs.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace concord::scenarios {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Judged {
    double mean;
    Interval interval;
    sim::Verdict verdict;
};

bool is_modelled(const Comparison& c, int option, int outcome) {
    return c.difference(option, 0, outcome).verdict != sim::Verdict::kNotModelled;
}

Judged judge(const Comparison& c, const std::vector<double>& values, int group, int outcome, bool modelled) {
    const Moments moments = moments_of(values);
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    const double level = c.difference(0, group, outcome).level;
    const Interval interval = drawn ? percentile_interval(values, level) : mean_interval(moments, level);
    const double matters = c.difference(0, group, outcome).matters;
    const int better = c.outcomes.at(static_cast<std::size_t>(outcome)).better;
    return {moments.mean(), interval, sim::verdict_of(interval.low, interval.high, better, matters, modelled)};
}

}  // namespace

std::vector<double> differences_between(const Comparison& c, int option, int other, int group, int outcome) {
    std::vector<double> values = c.differences(option, group, outcome);
    const std::vector<double> theirs = c.differences(other, group, outcome);
    for (std::size_t r = 0; r < values.size(); ++r) values[r] -= theirs[r];
    return values;
}

PairOfOptions pair_of(const Comparison& c, int option, int other, int group, int outcome) {
    return pair_from(c, option, other, group, outcome, differences_between(c, option, other, group, outcome));
}

PairOfOptions pair_from(const Comparison& c, int option, int other, int group, int outcome,
                        const std::vector<double>& values) {
    const int better = c.outcomes.at(static_cast<std::size_t>(outcome)).better;
    int ahead = 0, counted = 0;
    for (const double value : values) {
        if (std::isnan(value)) continue;
        ++counted;
        ahead += value * better > 0 ? 1 : 0;
    }
    const Judged all =
        judge(c, values, group, outcome, is_modelled(c, option, outcome) || is_modelled(c, other, outcome));
    return {.option = option,
            .other = other,
            .share_better = better != 0 && counted > 0 ? static_cast<double>(ahead) / counted : kNone,
            .mean = all.mean,
            .interval = all.interval,
            .verdict = all.verdict};
}

std::optional<PairByCost> by_cost_of(const Comparison& c, int option, int other, int group, int outcome) {
    const Difference &own = c.difference(option, group, outcome), &theirs = c.difference(other, group, outcome);
    if (std::isnan(own.cost_per_point) || std::isnan(theirs.cost_per_point)) return std::nullopt;
    if (own.cost_per_point > theirs.cost_per_point) return by_cost_of(c, other, option, group, outcome);
    std::vector<double> ratios = c.differences(option, group, outcome);
    const std::vector<double> others = c.differences(other, group, outcome);
    for (std::size_t r = 0; r < ratios.size(); ++r) ratios[r] = others[r] != 0 ? ratios[r] / others[r] : kNone;
    const double turns_at = std::abs(own.mean / theirs.mean);
    // A cost of a point is cost over gain, so what it costs is that times the gain: of a district, the district's
    // share.
    const double cost_ratio = own.cost_per_point / theirs.cost_per_point * turns_at;
    return PairByCost{option, other, cost_ratio, turns_at, percentile_interval(ratios)};
}

Interaction interaction_of(const Comparison& c, int option, int group, int outcome) {
    std::vector<double> values = c.differences(option, group, outcome);
    for (const int part : c.plan.parts.at(static_cast<std::size_t>(option))) {
        const std::vector<double> own = c.differences(part, group, outcome);
        for (std::size_t r = 0; r < values.size(); ++r) values[r] -= own[r];
    }
    const Judged all = judge(c, values, group, outcome, is_modelled(c, option, outcome));
    return {.option = option, .mean = all.mean, .interval = all.interval, .verdict = all.verdict};
}

int number_of_comparisons(const Comparison& c) {
    const int options = c.scenarios() - 1;
    int reaching = 0;  // where the places reached are all, they are counted as GM
    for (int s = 1; s <= options; ++s) {
        const double reached = c.residents_reached.at(static_cast<std::size_t>(s));
        reaching += reached > 0 && reached < c.residents ? 1 : 0;
        reaching += c.participants.at(static_cast<std::size_t>(s)) > 0 ? 1 : 0;
    }
    const int outcomes = static_cast<int>(c.outcomes.size()), pairs = options * (options - 1) / 2;
    return (options + pairs) * outcomes + options * sim::kProgrammeMeasures +
           reaching * static_cast<int>(sim::kPlaceOutcomes.size());
}

}  // namespace concord::scenarios
