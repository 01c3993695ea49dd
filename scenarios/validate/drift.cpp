#include "scenarios/validate/drift.h"

#include <algorithm>
#include <cmath>

namespace concord::validate {

Spread spread_of(const sim::World& world, const sim::Column<sim::ResidentState>& states) {
    Spread out;
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        double sum = 0, adults = 0, squares_within = 0, places = 0, mean_sum = 0, mean_square = 0;
        for (int n = 0; n < world.neighbourhoods(); ++n) {
            double m = 0, q = 0, count = 0;
            for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
                if (world.age_band[i] < sim::kFirstAdultBand) continue;
                const double x = static_cast<double>(states[i].value[s]);
                m += x, q += x * x, ++count;
            }
            if (!(count > 0)) continue;
            sum += m, adults += count;
            m /= count;
            squares_within += q - count * m * m;
            mean_sum += m, mean_square += m * m, ++places;
        }
        out.mean[s] = sum / adults;
        out.within[s] = std::sqrt(squares_within / adults);
        out.between[s] = std::sqrt(mean_square / places - mean_sum / places * (mean_sum / places));
    }
    return out;
}

Drift drift_of(const Spread& before, const Spread& after) {
    Drift drift;
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        drift.mean[s] = after.mean[s] - before.mean[s];
        drift.within[s] = after.within[s] / before.within[s] - 1;
        drift.between[s] = after.between[s] / before.between[s] - 1;
    }
    return drift;
}

double Drift::largest_mean() const {
    double largest = 0;
    for (const double change : mean) largest = std::max(largest, std::abs(change));
    return largest;
}

double Drift::largest_spread() const {
    double largest = 0;
    for (std::size_t s = 0; s < sim::kStates; ++s)
        largest = std::max({largest, std::abs(within[s]), std::abs(between[s])});
    return largest;
}

std::array<double, sim::kStates> correlation_later(const sim::World& world,
                                                   const sim::Column<sim::ResidentState>& before,
                                                   const sim::Column<sim::ResidentState>& after,
                                                   const std::vector<bool>& stayed) {
    std::array<double, sim::kStates> correlation{};
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        double both = 0, squares_before = 0, squares_after = 0;
        for (int n = 0; n < world.neighbourhoods(); ++n) {
            double x = 0, y = 0, xx = 0, yy = 0, xy = 0, count = 0;
            for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
                if (world.age_band[i] < sim::kFirstAdultBand || !stayed[i]) continue;
                const double a = static_cast<double>(before[i].value[s]), b = static_cast<double>(after[i].value[s]);
                x += a, y += b, xx += a * a, yy += b * b, xy += a * b, ++count;
            }
            if (!(count > 0)) continue;
            both += xy - x * y / count;
            squares_before += xx - x * x / count;
            squares_after += yy - y * y / count;
        }
        correlation[s] = both / std::sqrt(squares_before * squares_after);
    }
    return correlation;
}

}  // namespace concord::validate
