#include "scenarios/validate/association.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

namespace concord::validate {
namespace {

void require_same_length(std::size_t a, std::size_t b) {
    if (a != b) throw std::invalid_argument("figures of unlike many places are compared");
}

double mean_of(std::span<const double> x) {
    return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

std::vector<double> ranks(std::span<const double> x) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return x[a] < x[b]; });
    std::vector<double> rank(x.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && x[order[last + 1]] == x[order[first]]) ++last;
        for (std::size_t k = first; k <= last; ++k) rank[order[k]] = static_cast<double>(first + last) / 2;
        first = last + 1;
    }
    return rank;
}

}  // namespace

double correlation(std::span<const double> x, std::span<const double> y) {
    require_same_length(x.size(), y.size());
    const double mx = mean_of(x), my = mean_of(y);
    double xy = 0, xx = 0, yy = 0;
    for (std::size_t k = 0; k < x.size(); ++k)
        xy += (x[k] - mx) * (y[k] - my), xx += (x[k] - mx) * (x[k] - mx), yy += (y[k] - my) * (y[k] - my);
    return xy / std::sqrt(xx * yy);
}

double rank_correlation(std::span<const double> x, std::span<const double> y) {
    return correlation(ranks(x), ranks(y));
}

double partial_correlation(std::span<const double> x, std::span<const double> y, std::span<const double> z) {
    const double xy = correlation(x, y), xz = correlation(x, z), yz = correlation(y, z);
    return (xy - xz * yz) / std::sqrt((1 - xz * xz) * (1 - yz * yz));
}

double root_mean_square_error(std::span<const double> x, std::span<const double> y) {
    require_same_length(x.size(), y.size());
    double sum = 0;
    for (std::size_t k = 0; k < x.size(); ++k) sum += (x[k] - y[k]) * (x[k] - y[k]);
    return std::sqrt(sum / static_cast<double>(x.size()));
}

double centred_error(std::span<const double> x, std::span<const double> y) {
    const double error = root_mean_square_error(x, y), shift = mean_of(x) - mean_of(y);
    return std::sqrt(std::max(0.0, error * error - shift * shift));
}

double standard_deviation(std::span<const double> x) {
    const std::vector<int> all(x.size(), 0);
    return spread_within(x, all);
}

double spread_within(std::span<const double> x, std::span<const int> group) {
    require_same_length(x.size(), group.size());
    std::map<int, std::vector<double>> members;
    for (std::size_t k = 0; k < x.size(); ++k) members[group[k]].push_back(x[k]);
    double squares = 0, freedom = 0;
    for (const auto& [unused, of] : members) {
        const double mean = mean_of(of);
        for (const double value : of) squares += (value - mean) * (value - mean);
        freedom += static_cast<double>(of.size()) - 1;
    }
    return std::sqrt(squares / freedom);
}

std::vector<double> leave_one_group_out(std::span<const double> x, std::span<const double> y,
                                        std::span<const int> group) {
    require_same_length(x.size(), y.size());
    require_same_length(x.size(), group.size());
    std::vector<double> predicted(x.size());
    for (std::size_t k = 0; k < x.size(); ++k) {
        double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (std::size_t j = 0; j < x.size(); ++j) {
            if (group[j] == group[k]) continue;
            ++n, sx += x[j], sy += y[j], sxx += x[j] * x[j], sxy += x[j] * y[j];
        }
        const double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
        predicted[k] = sy / n + slope * (x[k] - sx / n);
    }
    return predicted;
}

}  // namespace concord::validate
