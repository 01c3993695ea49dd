// The binomial distribution, of elementary functions with the same bits everywhere: what counts of coverage and ranks
// are held against.
#pragma once

#include <vector>

namespace concord::calibration {

// P(X <= k), k = 0 ... n, of n trials (0 to 1 000 000) with success p in [0, 1]. Within 1e-10. Throws
// std::invalid_argument where n or p is not so.
std::vector<double> binomial_cumulative(int n, double p);

struct Interval {
    double low = 0, high = 0;
};
// Of the share that k of n successes tell (Clopper and Pearson 1934), `level` in (0, 1): holds it at least so often.
Interval binomial_limits(int k, int n, double level = 0.95);

}  // namespace concord::calibration
