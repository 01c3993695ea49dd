#include "calibration/intervals.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "calibration/normal.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

void require(bool condition, const char* problem) {
    if (!condition) throw std::invalid_argument(problem);
}
void check_level(double level) { require(level > 0 && level < 1, "the level of an interval must be between 0 and 1"); }

// Least count whose cumulative chance is above `tail`; summed in logarithms' units, so that no first term vanishes.
int quantile(int n, double p, double tail) {
    if (p <= 0) return 0;
    if (p >= 1) return n;
    const double odds = sim::maths::log(p) - sim::maths::log1p(-p);
    double term = n * sim::maths::log1p(-p), sum = 0;
    for (int k = 0; k < n; ++k) {
        sum += sim::maths::exp(term);
        if (sum > tail) return k;
        term += odds + sim::maths::log(static_cast<double>(n - k) / (k + 1));
    }
    return n;
}

}  // namespace

CountLimits binomial_limits(int n, double p, double level) {
    require(n >= 1, "limits of a count need at least one trial");
    require(p >= 0 && p <= 1, "a chance must be from 0 to 1");
    check_level(level);
    const double tail = (1 - level) / 2;
    return {.low = quantile(n, p, tail), .high = n - quantile(n, 1 - p, tail)};
}

ShareInterval share_interval(long successes, long n, double level) {
    require(n >= 1 && successes >= 0 && successes <= n, "a share needs at least one trial, and no more successes");
    check_level(level);
    const double z = normal_quantile((1 + level) / 2), trials = static_cast<double>(n);
    const double share = static_cast<double>(successes) / trials, wide = 1 + z * z / trials;
    const double centre = (share + z * z / (2 * trials)) / wide;
    const double half = z * std::sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / wide;
    return {.share = share,
            .low = successes == 0 ? 0 : std::max(0.0, centre - half),
            .high = successes == n ? 1 : std::min(1.0, centre + half)};
}

double chi_square_quantile(double p, double degrees) {
    require(p > 0 && p < 1, "a chance must be between 0 and 1");
    require(degrees > 0, "a chi-square needs degrees of freedom above 0");
    const double ninth = 2 / (9 * degrees), root = std::max(0.0, 1 - ninth + normal_quantile(p) * std::sqrt(ninth));
    return degrees * root * root * root;
}

}  // namespace concord::calibration
