#include "sim/measures/polarisation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace concord::sim {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr double kNoSpread = 1e-12;  // of a variance: below it is what rounding leaves of none

// Second to fourth central moments.
struct Moments {
    double second, third, fourth;
};
Moments moments_of(const PowerSums& sums, State of) {
    const double m = sums.first[of] / sums.adults, a = sums.second[of] / sums.adults, b = sums.third[of] / sums.adults,
                 c = sums.fourth[of] / sums.adults;
    return {.second = std::max(0.0, a - m * m),
            .third = b - 3 * m * a + 2 * m * m * m,
            .fourth = c - 4 * m * b + 6 * m * m * a - 3 * m * m * m * m};
}

}  // namespace

PowerSums& PowerSums::operator+=(const PowerSums& more) {
    first += more.first;
    second += more.second;
    third += more.third;
    fourth += more.fourth;
    adults += more.adults;
    return *this;
}

double dispersion(const PowerSums& sums, State of) {
    return sums.adults > 0 ? std::sqrt(moments_of(sums, of).second) : kUndefined;
}

double bimodality(const PowerSums& sums, State of) {
    if (!(sums.adults > 0)) return kUndefined;
    const auto [second, third, fourth] = moments_of(sums, of);
    if (second < kNoSpread) return kUndefined;
    const double skewness_squared = third * third / (second * second * second);
    return (skewness_squared + 1) / (fourth / (second * second));
}

// In order of their means each pair is met once: sum over i of w_i (x_i W - S), with W and S of those below.
double mean_absolute_difference(std::vector<AreaMean> areas) {
    std::stable_sort(areas.begin(), areas.end(), [](const AreaMean& a, const AreaMean& b) { return a.mean < b.mean; });
    double adults = 0, weighted = 0, sum = 0;
    for (const AreaMean& area : areas) {
        sum += area.adults * (area.mean * adults - weighted);
        adults += area.adults;
        weighted += area.adults * area.mean;
    }
    return adults > 0 ? 2 * sum / (adults * adults) : kUndefined;
}

}  // namespace concord::sim
