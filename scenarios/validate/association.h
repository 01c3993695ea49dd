// How two sets of figures of the same places go together. All throw std::invalid_argument for spans of unlike length;
// what has no spread gives NaN.
#pragma once

#include <span>
#include <vector>

namespace concord::validate {

double correlation(std::span<const double> x, std::span<const double> y);
double rank_correlation(std::span<const double> x, std::span<const double> y);  // ties share their mean rank
// Of x and y, what goes with z taken out of both.
double partial_correlation(std::span<const double> x, std::span<const double> y, std::span<const double> z);
double root_mean_square_error(std::span<const double> x, std::span<const double> y);
double centred_error(std::span<const double> x, std::span<const double> y);  // the same, means taken off
double standard_deviation(std::span<const double> x);                        // sample
// Spread inside groups: square root of the mean square around each group's own mean, one degree of freedom a group.
double spread_within(std::span<const double> x, std::span<const int> group);

// y predicted from x by a straight line through the other groups' members, one group left out at a time.
std::vector<double> leave_one_group_out(std::span<const double> x, std::span<const double> y,
                                        std::span<const int> group);

}  // namespace concord::validate
