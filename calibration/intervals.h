// How far counts and sums of squares may be off by chance.
#pragma once

#include <vector>

namespace concord::calibration {

// P(X <= k), k = 0 ... n, of n trials (0 to 1 000 000) with chance p in [0, 1]. Within 1e-10. Throws
// std::invalid_argument where n or p is not so.
std::vector<double> binomial_cumulative(int n, double p);

// Least and most successes of n trials of chance p that are not in a tail of (1 - level) / 2: sums of the binomial
// distribution itself. Throws std::invalid_argument: n below 1, p outside [0, 1], a level outside (0, 1).
struct CountLimits {
    int low = 0, high = 0;
};
CountLimits binomial_limits(int n, double p, double level);

// Interval of a chance from so many successes (Wilson 1927). Throws as above.
struct ShareInterval {
    double share = 0, low = 0, high = 1;
};
ShareInterval share_interval(long successes, long n, double level = 0.95);

// The same, never too narrow (Clopper and Pearson 1934): holds the chance at least so often. For up to 1 000 000
// trials; slower than the one before.
ShareInterval exact_share_interval(int successes, int n, double level = 0.95);

// Quantile p in (0, 1) of a chi-square with `degrees` of freedom, above 0, by the cube root (Wilson and Hilferty 1931):
// within 5 % at 5 degrees, 1 % from 12 on. Throws as above.
double chi_square_quantile(double p, double degrees);

}  // namespace concord::calibration
