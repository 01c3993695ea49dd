// Means over a normal effect, by quadrature: what a logistic of place, age and a resident's own effect comes to.
#pragma once

#include <algorithm>
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

// The argument at which a rising function meets `target`, by halving between -lowest and highest.
template <class Function>
double solve_rising(double low, double high, double target, const Function& f) {
    for (int halving = 0; halving < 40; ++halving) {
        const double middle = (low + high) / 2;
        (f(middle) < target ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace concord::validate
