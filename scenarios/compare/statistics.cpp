#include "scenarios/compare/statistics.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace concord::scenarios {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// How far apart equal values can seem through rounding alone, as a share of what was rounded: of values, and of the
// levels that they are differences of, some units in the last place of single precision.
constexpr double kRounding = 1e-12, kRoundingOfLevels = 16 * 0x1p-24;

// Whether there are values enough, and different enough, to speak of an interval.
bool makes_interval(const Moments& moments, double of_levels) {
    if (moments.count() < 2) return false;
    if (moments.count() >= kFewestThatAgree) return true;
    return moments.sd() > std::max(kRounding * std::abs(moments.mean()), kRoundingOfLevels * std::abs(of_levels));
}

}  // namespace

void Moments::add(double value) {
    if (std::isnan(value)) return;
    ++count_;
    const double step = value - mean_;
    mean_ += step / count_;
    squares_ += step * (value - mean_);
}

double Moments::mean() const { return count_ > 0 ? mean_ : kNone; }
double Moments::variance() const { return count_ > 1 ? squares_ / (count_ - 1) : kNone; }
double Moments::sd() const { return std::sqrt(variance()); }
double Moments::standard_error() const { return std::sqrt(variance() / count_); }

Moments moments_of(std::span<const double> values) {
    Moments moments;
    for (const double value : values) moments.add(value);
    return moments;
}

double student_quantile(double probability, double degrees_of_freedom) {
    return boost::math::quantile(boost::math::students_t(degrees_of_freedom), probability);
}

Interval mean_interval(const Moments& moments, double of_levels, double level) {
    if (!makes_interval(moments, of_levels)) return {kNone, kNone};
    const double half = student_quantile(0.5 + level / 2, moments.count() - 1) * moments.standard_error();
    return {moments.mean() - half, moments.mean() + half};
}

Interval percentile_interval(std::span<const double> values, double of_levels, double level) {
    if (!makes_interval(moments_of(values), of_levels)) return {kNone, kNone};
    const std::vector<double> copy(values.begin(), values.end());
    if (moments_of(values).count() < kFewestForPercentiles) return {percentile(copy, 0), percentile(copy, 1)};
    return {percentile(copy, 0.5 - level / 2), percentile(copy, 0.5 + level / 2)};
}

double median(std::vector<double> values) { return percentile(std::move(values), 0.5); }

double share_positive(std::span<const double> values) {
    int positive = 0, count = 0;
    for (const double value : values) {
        count += std::isnan(value) ? 0 : 1;
        positive += value > 0 ? 1 : 0;
    }
    return count > 0 ? static_cast<double>(positive) / count : kNone;
}

double share_with_sign_of_mean(std::span<const double> values) {
    const Moments moments = moments_of(values);
    if (moments.count() == 0) return kNone;
    const auto same = std::count_if(values.begin(), values.end(), [&](double x) { return x * moments.mean() > 0; });
    return static_cast<double>(same) / moments.count();
}

double smallest_survey_difference(double percent, double respondents) {
    const double share = percent / 100;
    return 100 * (kTwoSidedFivePercent + kPowerEightyPercent) * std::sqrt(2 * share * (1 - share) / respondents);
}

double variance_ratio(std::span<const double> a, std::span<const double> b) {
    Moments first, second, difference;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i])) continue;
        first.add(a[i]);
        second.add(b[i]);
        difference.add(b[i] - a[i]);
    }
    const double independent = first.variance() + second.variance();
    const double rounding = kRoundingOfLevels * std::max(std::abs(first.mean()), std::abs(second.mean()));
    if (!(independent > rounding * rounding)) return kNone;
    if (!(difference.variance() > std::max(kRounding * independent, rounding * rounding))) return kNone;
    return independent / difference.variance();
}

}  // namespace concord::scenarios
