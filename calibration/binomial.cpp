#include "calibration/binomial.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

void require(bool condition, const std::string& problem) {
    if (!condition) throw std::invalid_argument("binomial: " + problem);
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
    require(p >= 0 && p <= 1, "the share is outside [0, 1]");
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

Interval binomial_limits(int k, int n, double level) {
    require(n >= 1 && k >= 0 && k <= n, "there are " + std::to_string(k) + " successes of " + std::to_string(n));
    require(level > 0 && level < 1, "the level must be inside (0, 1)");
    const double tail = (1 - level) / 2;
    return {k == 0 ? 0 : share_at(k - 1, n, 1 - tail), k == n ? 1 : share_at(k, n, tail)};
}

}  // namespace concord::calibration
