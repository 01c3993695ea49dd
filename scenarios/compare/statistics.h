// The statistics of paired comparisons: stable moments, intervals, shares of draws, what a survey could tell, and how
// much pairing saved. Missing values (NaN) are left out and do not count.
#pragma once

#include <span>
#include <vector>

#include "sim/ground/percentile.h"

namespace concord::scenarios {

// Mean and variance in one pass (Welford). The result depends on the order of the values, which callers keep fixed.
class Moments {
  public:
    void add(double value);
    int count() const { return count_; }
    double mean() const;      // NaN when empty
    double variance() const;  // sample variance; NaN for fewer than two
    double sd() const;
    double standard_error() const;  // of the mean

  private:
    int count_ = 0;
    double mean_ = 0, squares_ = 0;
};
Moments moments_of(std::span<const double> values);

struct Interval {
    double low = 0, high = 0;
    // Missing intervals distinguish nothing.
    bool includes_zero() const { return !(low > 0 || high < 0); }
};

double student_quantile(double probability, double degrees_of_freedom);
// Of the mean, by Student's t. NaN for fewer than two values, and for fewer than kFewestThatAgree that are all the
// same: so few can agree by chance, and an interval without width would claim certainty. `of_levels`: how large the
// levels are whose differences these are, since files of runs keep levels in single precision, and values that differ
// by its rounding alone are the same.
inline constexpr int kFewestThatAgree = 8;
Interval mean_interval(const Moments& moments, double of_levels = 0, double level = 0.95);
using sim::percentile;
// The middle `level` of the values; of fewer than kFewestForPercentiles their whole range, since percentiles of so few
// say no more. NaN where mean_interval is.
inline constexpr int kFewestForPercentiles = 40;
Interval percentile_interval(std::span<const double> values, double of_levels = 0, double level = 0.95);
double median(std::vector<double> values);

// Share of values whose sign is that of their mean; 0 when the mean is 0.
double share_with_sign_of_mean(std::span<const double> values);
double share_positive(std::span<const double> values);

// Normal quantiles of the level and the power that detectability goes by (model.md section 6).
inline constexpr double kTwoSidedFivePercent = 1.959963984540054, kPowerEightyPercent = 0.8416212335729143;
inline constexpr double kDetectPower = 0.8;

// The smallest difference in percentage points that two surveys of `respondents` people each would tell from chance,
// near a level of `percent`: two-sided 5 %, power 80 %.
inline constexpr int kSurveyRespondents = 1300;
double smallest_survey_difference(double percent, double respondents = kSurveyRespondents);

// Var(A) + Var(B) over Var(A - B): how many times fewer pairs than independent runs give the same standard error.
// NaN when nothing varies at all, and when every pair differs by the same amount, rounding of single precision aside:
// then no number says how much is saved.
double variance_ratio(std::span<const double> a, std::span<const double> b);

}  // namespace concord::scenarios
