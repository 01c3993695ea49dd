#include "calibration/intervals.h"

#include <algorithm>
#include <cmath>

#include "calibration/normal.h"
#include "calibration/requirement.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

constexpr Requirement require("");
void check_level(double level) { require(level > 0 && level < 1, "the level of an interval must be between 0 and 1"); }

// Least count whose cumulative chance is above `tail`.
int quantile(int n, double p, double tail) {
    const std::vector<double> cumulative = binomial_cumulative(n, p);
    const auto above = std::upper_bound(cumulative.begin(), cumulative.end(), tail);
    return static_cast<int>(std::min<std::ptrdiff_t>(above - cumulative.begin(), n));
}

// The p at which P(X <= k) is `wanted`; the latter falls as p rises.
double share_at(int k, int n, double wanted) {
    double low = 0, high = 1;
    for (int halving = 0; halving < 50; ++halving) {
        const double middle = (low + high) / 2;
        (binomial_cumulative(n, middle)[static_cast<std::size_t>(k)] > wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

// Densities by ratios from the mode outwards, where nothing underflows that counts, and then divided by their sum.
std::vector<double> binomial_cumulative(int n, double p) {
    require(n >= 0 && n <= 1'000'000, "trials must be 0 to 1 000 000");
    require(p >= 0 && p <= 1, "a chance must be from 0 to 1");
    std::vector<double> density(static_cast<std::size_t>(n) + 1, 0.0);
    const int mode = std::min(n, static_cast<int>((n + 1) * p));
    const auto at = [&](int k) -> double& { return density[static_cast<std::size_t>(k)]; };
    at(mode) = 1;
    for (int k = mode; k < n && at(k) > 0; ++k) at(k + 1) = p < 1 ? at(k) * (n - k) * p / ((k + 1) * (1 - p)) : 0;
    for (int k = mode; k > 0 && at(k) > 0; --k) at(k - 1) = p > 0 ? at(k) * k * (1 - p) / ((n - k + 1) * p) : 0;
    for (int k = 1; k <= n; ++k) at(k) += at(k - 1);
    const double sum = density.back();
    for (double& value : density) value /= sum;
    return density;
}

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

ShareInterval exact_share_interval(int successes, int n, double level) {
    require(n >= 1 && successes >= 0 && successes <= n, "a share needs at least one trial, and no more successes");
    check_level(level);
    const double tail = (1 - level) / 2;
    return {.share = successes / static_cast<double>(n),
            .low = successes == 0 ? 0 : share_at(successes - 1, n, 1 - tail),
            .high = successes == n ? 1 : share_at(successes, n, tail)};
}

double chi_square_quantile(double p, double degrees) {
    require(p > 0 && p < 1, "a chance must be between 0 and 1");
    require(degrees > 0, "a chi-square needs degrees of freedom above 0");
    const double ninth = 2 / (9 * degrees), root = std::max(0.0, 1 - ninth + normal_quantile(p) * std::sqrt(ninth));
    return degrees * root * root * root;
}

}  // namespace concord::calibration
