#include "scenarios/greater_manchester/commuting_fit.h"

#include <algorithm>
#include <cmath>

#include "sim/world/commuting.h"

namespace concord::scenarios {
namespace {

using Flows = std::vector<double>;

constexpr double kLeastPower = 0.2, kMostPower = 1.6;
constexpr double kPowerTolerance = 5e-4;
constexpr double kDecayTolerance = 1e-6;

double total(const Flows& flows) {
    double sum = 0;
    for (double flow : flows) sum += flow;
    return sum;
}

double weighted_mean(const Flows& flows, const std::vector<double>& values) {
    double sum = 0;
    for (std::size_t k = 0; k < flows.size(); ++k) sum += flows[k] * values[k];
    return sum / total(flows);
}

// The root of a falling function, `f(0) > 0`, to a relative tolerance: bracketed by doubling from `start`, then false
// position with the Illinois change (halving the stale end), which never loses the bracket.
template <class Function>
double falling_root(Function f, double start) {
    double low = 0, at_low = f(low), high = start, at_high = f(high);
    if (at_low <= 0) return 0;
    for (; at_high > 0; at_high = f(high)) {
        low = high;
        at_low = at_high;
        high *= 2;
    }
    for (int side = 0; high - low > kDecayTolerance * high;) {
        const double middle = (low * at_high - high * at_low) / (at_high - at_low), value = f(middle);
        if (std::abs(value) < kDecayTolerance) return middle;
        double &end = value > 0 ? low : high, &at_end = value > 0 ? at_low : at_high;
        double& at_stale = value > 0 ? at_high : at_low;
        end = middle;
        at_end = value;
        const int now = value > 0 ? 1 : -1;
        if (side == now) at_stale /= 2;
        side = now;
    }
    return 0.5 * (low + high);
}

// The observed flows with what the fit needs of them again and again.
class Observed {
  public:
    Observed(const Flows& flows, const std::vector<double>& km, std::size_t areas)
        : flows_(flows), km_(km), workers_(areas, 0.0), jobs_(areas, 0.0) {
        for (std::size_t i = 0; i < areas; ++i)
            for (std::size_t j = 0; j < areas; ++j) {
                workers_[i] += flows[i * areas + j];
                jobs_[j] += flows[i * areas + j];
            }
    }

    Flows fitted(double decay, double power) const { return sim::gravity_flows(workers_, jobs_, km_, decay, power); }

    double log_likelihood(const Flows& fitted) const {
        double sum = 0;
        const double all = total(flows_);
        for (std::size_t k = 0; k < flows_.size(); ++k)
            if (flows_[k] > 0) sum += flows_[k] * std::log(std::max(fitted[k], 1e-300) / all);
        return sum / all;
    }

    // At a given power the likelihood is greatest where the mean of km^power agrees with the observed one (the model is
    // an exponential family in decay); the mean falls as decay grows, so
    // there is one root.
    double best_decay(double power) const {
        std::vector<double> cost(km_.size());
        std::transform(km_.begin(), km_.end(), cost.begin(), [power](double d) { return std::pow(d, power); });
        const double observed = weighted_mean(flows_, cost);
        const auto excess = [&](double decay) { return weighted_mean(fitted(decay, power), cost) / observed - 1; };
        return falling_root(excess, 1 / observed);
    }

    double profile(double power) const { return log_likelihood(fitted(best_decay(power), power)); }

  private:
    const Flows& flows_;
    const std::vector<double>& km_;
    std::vector<double> workers_, jobs_;
};

// Golden-section search for the power of greatest profile likelihood.
double best_power(const Observed& observed) {
    constexpr double golden = 0.6180339887498949;
    double low = kLeastPower, high = kMostPower;
    double left = high - golden * (high - low), right = low + golden * (high - low);
    double at_left = observed.profile(left), at_right = observed.profile(right);
    while (high - low > kPowerTolerance) {
        if (at_left > at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - golden * (high - low);
            at_left = observed.profile(left);
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + golden * (high - low);
            at_right = observed.profile(right);
        }
    }
    return 0.5 * (low + high);
}

}  // namespace

double share_in_common(const std::vector<double>& observed, const std::vector<double>& fitted) {
    double differing = 0;
    for (std::size_t k = 0; k < observed.size(); ++k) differing += std::abs(observed[k] - fitted[k]);
    return 1 - 0.5 * differing / total(observed);
}

std::vector<double> flows_by_district(const std::vector<double>& flows, const std::vector<int>& district_of) {
    const std::size_t areas = district_of.size();
    const int districts = *std::max_element(district_of.begin(), district_of.end()) + 1;
    std::vector<double> pairs(districts * districts, 0.0);
    for (std::size_t i = 0; i < areas; ++i)
        for (std::size_t j = 0; j < areas; ++j)
            pairs[district_of[i] * districts + district_of[j]] += flows[i * areas + j];
    return pairs;
}

CommutingFit fit_commuting(const std::vector<double>& flows, const std::vector<double>& km,
                           const std::vector<int>& district_of) {
    const Observed observed(flows, km, district_of.size());
    CommutingFit fit;
    fit.power = best_power(observed);
    fit.decay = observed.best_decay(fit.power);
    const Flows fitted = observed.fitted(fit.decay, fit.power);
    fit.share_by_area_pair = share_in_common(flows, fitted);
    fit.share_by_district_pair =
        share_in_common(flows_by_district(flows, district_of), flows_by_district(fitted, district_of));
    fit.log_likelihood_per_commuter = observed.log_likelihood(fitted);
    fit.mean_km_observed = weighted_mean(flows, km);
    fit.mean_km_fitted = weighted_mean(fitted, km);
    return fit;
}

}  // namespace concord::scenarios
