#include "sim/world/rounding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace concord::sim {
namespace {

constexpr double kWhole = 1e-6;  // persons: a cell this near a whole number is one

bool whole(double x) { return std::abs(x - std::round(x)) < kWhole; }

// Gives one more to the cells of the largest remainders until `missing` are placed.
void add_largest(std::vector<int>& counts, std::span<const double> quotas, std::span<const int> caps, int missing) {
    std::vector<std::size_t> order(counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return quotas[a] - std::floor(quotas[a]) > quotas[b] - std::floor(quotas[b]);
    });
    while (missing > 0) {
        int placed = 0;
        for (const std::size_t i : order) {
            if (missing == 0) break;
            if (!caps.empty() && counts[i] >= caps[i]) continue;
            ++counts[i];
            ++placed;
            --missing;
        }
        if (placed == 0) return;
    }
}

// The next cell that is not whole in the row (or column) of a cell, other than itself; -1 when there is none.
int fractional_in_row(const std::vector<double>& table, int columns, int row, int except) {
    for (int c = 0; c < columns; ++c)
        if (c != except && !whole(table[row * columns + c])) return c;
    return -1;
}
int fractional_in_column(const std::vector<double>& table, int rows, int columns, int column, int except) {
    for (int r = 0; r < rows; ++r)
        if (r != except && !whole(table[r * columns + column])) return r;
    return -1;
}

// Cells of a closed path that alternates between steps along rows and columns: a walk over fractional cells, cut at the
// first row or column met twice. Empty when rounding errors leave a lonely fraction.
std::vector<int> find_cycle(const std::vector<double>& table, int rows, int columns, int start) {
    std::vector<int> path, first_in_row(rows, -1), first_in_column(columns, -1);
    int row = start / columns, entry = -1;
    for (;;) {
        if (first_in_row[row] >= 0) {
            path.erase(path.begin(), path.begin() + first_in_row[row]);
            return path;
        }
        first_in_row[row] = static_cast<int>(path.size());
        const int column = fractional_in_row(table, columns, row, entry);
        if (column < 0) return {};
        path.push_back(row * columns + column);
        if (first_in_column[column] >= 0) {
            path.erase(path.begin(), path.begin() + first_in_column[column]);
            return path;
        }
        const int next = fractional_in_column(table, rows, columns, column, row);
        if (next < 0) return {};
        first_in_column[column] = static_cast<int>(path.size());
        path.push_back(next * columns + column);
        row = next;
        entry = column;
    }
}

// Moves mass along the cycle, + - + - ..., by as much as keeps every cell between its floor and its ceiling, up or down
// with the probabilities that keep expectations.
void round_cycle(std::vector<double>& table, const std::vector<int>& cycle, std::uint32_t word) {
    double up = 1, down = 1;
    for (std::size_t k = 0; k < cycle.size(); ++k) {
        const double x = table[cycle[k]], below_x = x - std::floor(x), above_x = 1 - below_x;
        up = std::min(up, k % 2 == 0 ? above_x : below_x);
        down = std::min(down, k % 2 == 0 ? below_x : above_x);
    }
    const double step = unit_double(word) < down / (up + down) ? up : -down;
    for (std::size_t k = 0; k < cycle.size(); ++k) table[cycle[k]] += k % 2 == 0 ? step : -step;
}

}  // namespace

std::vector<int> largest_remainder(std::span<const double> weights, int total) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> quotas(weights.size());
    std::vector<int> counts(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        quotas[i] = total * (sum > 0 ? weights[i] / sum : 1.0 / static_cast<double>(weights.size()));
        counts[i] = static_cast<int>(std::floor(quotas[i]));
    }
    add_largest(counts, quotas, {}, total - std::accumulate(counts.begin(), counts.end(), 0));
    return counts;
}

std::vector<int> largest_remainder_capped(std::span<const double> weights, std::span<const int> caps, int total) {
    std::vector<int> counts(weights.size(), 0);
    int missing = std::min(total, std::accumulate(caps.begin(), caps.end(), 0));
    while (missing > 0) {
        double open = 0;
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (counts[i] < caps[i]) open += weights[i];
        std::vector<double> quotas(weights.size(), 0);
        int placed = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (counts[i] >= caps[i] || open <= 0) continue;
            quotas[i] = missing * weights[i] / open;
            const int more = std::min(static_cast<int>(std::floor(quotas[i])), caps[i] - counts[i]);
            counts[i] += more;
            placed += more;
        }
        missing -= placed;
        if (placed > 0) continue;  // another pass over the cells still open
        add_largest(counts, quotas, caps, missing);
        missing = 0;
    }
    return counts;
}

void fit_to_margins(std::vector<double>& table, std::span<const int> rows, std::span<const int> columns) {
    const std::size_t width = columns.size();
    const double total = std::accumulate(rows.begin(), rows.end(), 0.0);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        double* row = &table[r * width];
        if (rows[r] > 0 && std::accumulate(row, row + width, 0.0) <= 0) std::fill(row, row + width, 1.0);
    }
    for (int pass = 0; pass < 1000; ++pass) {
        double worst = 0;
        for (std::size_t c = 0; c < width; ++c) {
            double sum = 0;
            for (std::size_t r = 0; r < rows.size(); ++r) sum += table[r * width + c];
            if (sum <= 0 && columns[c] > 0) {
                for (std::size_t r = 0; r < rows.size(); ++r) sum += (table[r * width + c] = rows[r] > 0 ? 1.0 : 0.0);
            }
            for (std::size_t r = 0; r < rows.size() && sum > 0; ++r) table[r * width + c] *= columns[c] / sum;
        }
        for (std::size_t r = 0; r < rows.size(); ++r) {
            double* row = &table[r * width];
            const double sum = std::accumulate(row, row + width, 0.0);
            worst = std::max(worst, std::abs(sum - rows[r]));
            for (std::size_t c = 0; c < width && sum > 0; ++c) row[c] *= rows[r] / sum;
        }
        if (worst <= 1e-9 * std::max(1.0, total)) return;
    }
}

std::vector<int> round_keeping_margins(std::vector<double> table, int rows, int columns, WordSource& words) {
    for (int cell = 0; cell < rows * columns; ++cell) {
        while (!whole(table[cell])) {
            const std::vector<int> cycle = find_cycle(table, rows, columns, cell);
            if (cycle.empty()) break;
            round_cycle(table, cycle, words());
        }
    }
    std::vector<int> counts(table.size());
    std::transform(table.begin(), table.end(), counts.begin(),
                   [](double x) { return static_cast<int>(std::lround(x)); });
    return counts;
}

}  // namespace concord::sim
