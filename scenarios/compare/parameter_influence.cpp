#include "scenarios/compare/parameter_influence.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "scenarios/compare/statistics.h"

namespace concord::scenarios {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
// Of fewer draws chance sets ranks in order more often than Student's t says.
constexpr int kFewestDraws = 20;

std::vector<std::size_t> order_of(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    return order;
}

std::vector<double> ranks_of(std::span<const double> values, const std::vector<std::size_t>& order) {
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
        for (std::size_t k = first; k <= last; ++k) ranks[order[k]] = static_cast<double>(first + last) / 2;
        first = last + 1;
    }
    return ranks;
}

double correlation_of_ranks(std::span<const double> one, std::span<const double> other) {
    const double mean = (static_cast<double>(one.size()) - 1) / 2;
    double products = 0, squares_one = 0, squares_other = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        products += (one[i] - mean) * (other[i] - mean);
        squares_one += (one[i] - mean) * (one[i] - mean);
        squares_other += (other[i] - mean) * (other[i] - mean);
    }
    return squares_one > 0 && squares_other > 0 ? products / std::sqrt(squares_one * squares_other) : kNoValue;
}

struct StraightLine {
    double slope = 0, intercept = 0;
};
StraightLine line_through(std::span<const double> x, std::span<const double> y) {
    const double mean_x = moments_of(x).mean(), mean_y = moments_of(y).mean();
    double products = 0, squares = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        products += (x[i] - mean_x) * (y[i] - mean_y);
        squares += (x[i] - mean_x) * (x[i] - mean_x);
    }
    const double slope = squares > 0 ? products / squares : 0;
    return {slope, mean_y - slope * mean_x};
}

ParameterInfluence influence_of(const std::string& parameter, double correlation, std::span<const double> x,
                                const std::vector<std::size_t>& order, std::span<const double> y) {
    ParameterInfluence of{.parameter = parameter, .correlation = correlation, .turns_at = kNoValue};
    const std::size_t third = std::max<std::size_t>(1, x.size() / 3);
    Moments low, high;
    for (std::size_t k = 0; k < third; ++k) {
        low.add(y[order[k]]);
        high.add(y[order[order.size() - 1 - k]]);
    }
    of.low = low.mean();
    of.high = high.mean();
    const StraightLine line = line_through(x, y);
    const double turn = line.slope != 0 ? -line.intercept / line.slope : kNoValue;
    if (turn > x[order.front()] && turn < x[order.back()]) of.turns_at = turn;
    return of;
}

}  // namespace

double rank_correlation(std::span<const double> a, std::span<const double> b) {
    return correlation_of_ranks(ranks_of(a, order_of(a)), ranks_of(b, order_of(b)));
}

double least_telling_correlation(int draws, int parameters, int differences) {
    if (draws < kFewestDraws || parameters < 1) return std::numeric_limits<double>::infinity();
    constexpr double kLevel = 0.05;
    const double freedom = draws - 2.0;
    const double t = boost::math::quantile(boost::math::complement(
        boost::math::students_t(freedom), kLevel / (2.0 * parameters * std::max(1, differences))));
    return t / std::sqrt(freedom + t * t);
}

DrawnParameters::DrawnParameters(const Plan& plan, std::span<const std::size_t> draws) {
    for (std::size_t k = 0; k < plan.parameter_names.size(); ++k) {
        Drawn of{.name = plan.parameter_names[k]};
        for (const std::size_t r : draws) of.values.push_back(plan.draws[r].at(k));
        const auto is_first = [&](double v) { return v == of.values.front(); };
        if (of.values.empty() || std::all_of(of.values.begin(), of.values.end(), is_first)) continue;
        of.order = order_of(of.values);
        of.ranks = ranks_of(of.values, of.order);
        varying.push_back(std::move(of));
    }
}

ParameterInfluences::ParameterInfluences(const Plan& plan, int tried) : plan_(plan), tried_(tried) {
    if (plan.parameters == ParameterDraws::kDefaults) return;
    std::vector<std::size_t> all(plan.draws.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    of_all_ = DrawnParameters(plan, all);
}

Influences ParameterInfluences::on(std::span<const double> differences) const {
    Influences found;
    if (plan_.parameters == ParameterDraws::kDefaults || plan_.draws.size() < differences.size()) return found;
    std::vector<std::size_t> defined;
    std::vector<double> y;
    for (std::size_t r = 0; r < differences.size(); ++r)
        if (!std::isnan(differences[r])) defined.push_back(r), y.push_back(differences[r]);
    const bool is_all = defined.size() == plan_.draws.size();
    const DrawnParameters of_some = is_all ? DrawnParameters() : DrawnParameters(plan_, defined);
    const std::vector<DrawnParameters::Drawn>& varying = (is_all ? of_all_ : of_some).varying;
    found.draws = static_cast<int>(y.size());
    found.parameters = static_cast<int>(varying.size());
    found.least = least_telling_correlation(found.draws, found.parameters, tried_);
    const std::vector<double> ranks_of_y = ranks_of(y, order_of(y));
    for (const DrawnParameters::Drawn& of : varying) {
        const double correlation = correlation_of_ranks(of.ranks, ranks_of_y);
        if (std::abs(correlation) >= found.least)
            found.telling.push_back(influence_of(of.name, correlation, of.values, of.order, y));
    }
    std::stable_sort(found.telling.begin(), found.telling.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.correlation) > std::abs(b.correlation); });
    return found;
}

}  // namespace concord::scenarios
