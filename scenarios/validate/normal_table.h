// Means over a normal effect, by quadrature: what a logistic of place, age and a resident's own effect comes to.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/ground/maths.h"

namespace concord::validate {

// Mean of f(e) over a standard normal e, by 81 points between -5 and 5.
template <class Function>
double over_normal(const Function& f) {
    double sum = 0, weights = 0;
    for (int k = -40; k <= 40; ++k) {
        const double e = k / 8.0, weight = sim::maths::exp(-e * e / 2);
        sum += weight * f(e);
        weights += weight;
    }
    return sum / weights;
}

// The mean of f(logistic(eta + sd e)) as a function of eta in [-8, 8], read off 321 points.
class NormalTable {
  public:
    template <class Function>
    NormalTable(double sd, const Function& f) {
        values_.reserve(kPoints);
        for (int k = 0; k < kPoints; ++k)
            values_.push_back(
                over_normal([&](double e) { return f(sim::maths::logistic(kLowest + k * kStep + sd * e)); }));
    }
    double at(double eta) const {
        const double place = std::clamp((eta - kLowest) / kStep, 0.0, kPoints - 1.001);
        const auto k = static_cast<std::size_t>(place);
        return values_[k] + (place - static_cast<double>(k)) * (values_[k + 1] - values_[k]);
    }

  private:
    static constexpr double kLowest = -8, kStep = 0.05;
    static constexpr int kPoints = 321;
    std::vector<double> values_;
};

// The argument between two others at which a smooth, rising function meets `target`: halving until they are near, then
// straight lines between them.
template <class Function>
double solve_rising(double low, double high, double target, const Function& f) {
    constexpr int kHalvings = 9, kLines = 4;
    for (int step = 0; step < kHalvings; ++step) {
        const double middle = (low + high) / 2;
        (f(middle) < target ? low : high) = middle;
    }
    double below = f(low) - target, above = f(high) - target;
    for (int step = 0; step < kLines && above > below; ++step) {
        const double at = low - below * (high - low) / (above - below), off = f(at) - target;
        const double span = high - low;
        if (off < 0)
            low = at, below = off;
        else
            high = at, above = off;
        if (std::abs(off) < 1e-14 || !(high - low < span)) return at;
    }
    return low - below * (high - low) / (above - below);
}

}  // namespace concord::validate
