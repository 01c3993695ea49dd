// Order statistics of a few numbers.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace concord::sim {

// The `probability` quantile with linear interpolation between order statistics (type 7). NaN when empty.
inline double percentile(std::vector<double> values, double probability) {
    std::erase_if(values, [](double x) { return std::isnan(x); });
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::sort(values.begin(), values.end());
    const double position = probability * static_cast<double>(values.size() - 1);
    const std::size_t below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    const double part = position - static_cast<double>(below);
    if (part == 0 || values[below] == values[above]) return values[below];  // values may be infinite
    return values[below] + part * (values[above] - values[below]);
}

}  // namespace concord::sim
