// Where an axis has its ticks and a map its class limits: round numbers that people can say aloud.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "viz/figure/figure.h"

namespace concord::figure {

struct Range {
    double low = 0, high = 1;
    double span() const { return high - low; }
    friend bool operator==(const Range&, const Range&) = default;
};

// Of the finite values; nothing finite gives [0, 1], a single value a range around it.
Range range_of(std::span<const double> values);

// The 1, 2 or 5 times a power of ten that divides the range into at most `most` steps (>= 1).
double nice_step(Range range, int most);
// Multiples of a nice step within the range; at most `most` + 1, ascending.
std::vector<double> nice_ticks(Range range, int most);
// Decimals that tell multiples of `step` apart.
int decimals_for(double step);
// The range widened to multiples of its nice step.
Range nice_range(Range range, int most);

struct TimeTick {
    double x = 0;  // weeks since the start
    std::string text;
};
// Years, quarters or months whose labels fit: at most `most`. On an axis without dates, round numbers of weeks.
std::vector<TimeTick> time_ticks(Range weeks, const TimeAxis& axis, int most);

// Class limits (ends included) of at most `classes` classes (2 to 7), covering all finite values.
std::vector<double> equal_breaks(std::span<const double> values, int classes);
// Equal steps of at least `least_step`, symmetric about zero, zero in the middle of a class when `classes` is odd.
std::vector<double> diverging_breaks(std::span<const double> values, int classes, double least_step = 0);
// About as many values in each class, limits rounded to what still tells them apart; fewer classes where values tie.
std::vector<double> quantile_breaks(std::span<const double> values, int classes);

// The class of a value: k when breaks[k] <= value < breaks[k + 1], ends included. -1 for NaN; values beyond the ends
// belong to the outer classes.
int class_of(double value, std::span<const double> breaks);

}  // namespace concord::figure
