#include "calibration/gaussian_process_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlopt.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

constexpr double kStep = 1024;       // hyperparameters are rounded to 1 / kStep in the logarithm
constexpr double kWidth = 5;         // of the box of the search, in sds of the priors
constexpr double kTolerance = 1e-6;  // of the log likelihood

// Where a start begins: lengths over their prior median, share of the outputs' variance that is nugget.
struct Start {
    double lengths, nugget;
};
constexpr std::array<Start, 6> kStarts = {{{1, 0.01}, {0.3, 0.1}, {3, 0.3}, {0.3, 1e-4}, {1, 0.5}, {3, 1e-3}}};

void check(const FitChoices& c) {
    const auto require = [](bool condition, const char* problem) {
        if (!condition) throw std::invalid_argument(std::string("Gaussian process fit: ") + problem);
    };
    for (const LogPrior& p : {c.length, c.variance, c.fitted_nugget})
        require(p.median > 0 && std::isfinite(p.median) && p.log_sd > 0 && std::isfinite(p.log_sd),
                "median and log sd of a prior must be finite and above 0");
    require(!c.nugget || (*c.nugget >= 0 && std::isfinite(*c.nugget)), "a given nugget must be 0 or more");
    require(c.starts >= 1 && c.starts <= static_cast<int>(kStarts.size()), "starts must be 1 to 6");
    require(c.most_evaluations >= 1, "most evaluations must be 1 or more");
}

double range_of(const Eigen::VectorXd& values) {
    const double range = values.maxCoeff() - values.minCoeff();
    return range > 0 ? range : 1;  // an input that never varies: any length does
}

// Outputs that are all alike still have a scale: the noise's, or a millionth of their size.
double variance_of(const Observations& o) {
    const double n = static_cast<double>(o.outputs.size());
    const Eigen::VectorXd ones = Eigen::VectorXd::Ones(o.outputs.size());
    const double mean = ordered_dot(o.outputs, ones) / n;
    const Eigen::VectorXd off = o.outputs.array() - mean;
    const double noise = o.noise.size() > 0 ? ordered_dot(o.noise, ones) / n : 0;
    return std::max({ordered_dot(off, off) / (n - 1), 1e-3 * noise, 1e-12 * mean * mean, 1e-200});
}

// Logarithms of the hyperparameters, with their priors: lengths, variance and, if it is fitted, the nugget.
class Search {
  public:
    Search(const Observations& o, const FitChoices& c) : observations_(o), choices_(c) {
        for (Eigen::Index k = 0; k < o.inputs.cols(); ++k) add(c.length, range_of(o.inputs.col(k)));
        variance_ = variance_of(o);
        add(c.variance, variance_);
        if (!c.nugget) add(c.fitted_nugget, variance_);
    }
    std::size_t size() const { return centre_.size(); }
    std::vector<double> low() const { return edge(-1); }
    std::vector<double> high() const { return edge(1); }
    std::vector<double> start(std::size_t s) const {
        std::vector<double> at = centre_;
        const auto inputs = static_cast<std::size_t>(observations_.inputs.cols());
        for (std::size_t k = 0; k < inputs; ++k) at[k] += sim::maths::log(kStarts[s].lengths);
        if (!choices_.nugget) at[inputs + 1] = sim::maths::log(kStarts[s].nugget * variance_);
        const std::vector<double> lowest = low(), highest = high();
        for (std::size_t k = 0; k < at.size(); ++k) at[k] = std::clamp(at[k], lowest[k], highest[k]);
        return at;
    }
    GaussianProcess process(const std::vector<double>& at) const {
        const Eigen::Index inputs = observations_.inputs.cols();
        Hyperparameters h{.lengths = Eigen::VectorXd(inputs)};
        for (Eigen::Index k = 0; k < inputs; ++k) h.lengths[k] = sim::maths::exp(at[static_cast<std::size_t>(k)]);
        h.variance = sim::maths::exp(at[static_cast<std::size_t>(inputs)]);
        h.nugget = choices_.nugget ? *choices_.nugget : sim::maths::exp(at.back());
        return {observations_, choices_.kernel, choices_.mean, std::move(h)};
    }
    double log_prior(const std::vector<double>& at) const {
        double sum = 0;
        for (std::size_t k = 0; k < size(); ++k) {
            const double z = (at[k] - centre_[k]) / sd_[k];
            sum -= z * z / 2;
        }
        return sum;
    }
    double value(const std::vector<double>& at) const { return process(at).log_likelihood() + log_prior(at); }
    bool stopped() const { return choices_.stop != nullptr && *choices_.stop; }
    double value(const std::vector<double>& at, std::vector<double>& gradient) const {
        if (gradient.empty()) return value(at);
        const GaussianProcess p = process(at);
        const Eigen::VectorXd slopes = p.log_likelihood_gradient();
        for (std::size_t k = 0; k < size(); ++k)
            gradient[k] = slopes[static_cast<Eigen::Index>(k)] - (at[k] - centre_[k]) / (sd_[k] * sd_[k]);
        return p.log_likelihood() + log_prior(at);
    }

  private:
    void add(const LogPrior& prior, double unit) {
        centre_.push_back(sim::maths::log(prior.median * unit));
        sd_.push_back(prior.log_sd);
    }
    std::vector<double> edge(double side) const {
        std::vector<double> at = centre_;
        for (std::size_t k = 0; k < size(); ++k) at[k] += side * kWidth * sd_[k];
        return at;
    }
    const Observations& observations_;
    const FitChoices& choices_;
    std::vector<double> centre_, sd_;
    double variance_ = 1;
};

struct Ascent {
    std::vector<double> at;
    double value = -std::numeric_limits<double>::infinity();
    int evaluations = 0;
    bool converged = false;
};

// What NLopt calls; `climber` is the search and the best so far.
double climb_to(const std::vector<double>& at, std::vector<double>& gradient, void* climber) {
    auto& [search, best] = *static_cast<std::pair<const Search&, Ascent&>*>(climber);
    if (search.stopped()) throw nlopt::forced_stop();
    ++best.evaluations;
    const double value = search.value(at, gradient);
    if (value > best.value) best.value = value, best.at = at;
    return value;
}

Ascent climb(const Search& search, std::vector<double> from, int most_evaluations) {
    Ascent best;
    best.at = from;
    nlopt::opt optimiser(nlopt::LD_LBFGS, static_cast<unsigned>(search.size()));
    optimiser.set_lower_bounds(search.low());
    optimiser.set_upper_bounds(search.high());
    optimiser.set_ftol_abs(kTolerance);
    optimiser.set_maxeval(most_evaluations);
    std::pair<const Search&, Ascent&> climber(search, best);
    optimiser.set_max_objective(climb_to, &climber);
    double value = 0;
    try {
        best.converged = optimiser.optimize(from, value) != nlopt::MAXEVAL_REACHED;
    } catch (const std::invalid_argument&) {
        throw;
    } catch (const std::exception&) {  // a line search that gets no higher: the best so far stands
    }
    if (search.stopped()) throw FitStopped();
    return best;
}

}  // namespace

FittedProcess fit_gaussian_process(const Observations& observations, const FitChoices& choices) {
    check(choices);
    const Eigen::VectorXd ones = Eigen::VectorXd::Ones(observations.inputs.cols());
    GaussianProcess(observations, choices.kernel, choices.mean, {.lengths = ones, .nugget = 1});  // checks the data
    const Search search(observations, choices);
    std::vector<Ascent> ascents(static_cast<std::size_t>(choices.starts));
    sim::parallel_for(choices.starts, [&](int s) {
        const auto k = static_cast<std::size_t>(s);
        ascents[k] = climb(search, search.start(k), choices.most_evaluations);
    });
    const auto highest = std::max_element(ascents.begin(), ascents.end(),
                                          [](const Ascent& a, const Ascent& b) { return a.value < b.value; });
    std::vector<double> at = highest->at;
    for (double& x : at) x = std::round(x * kStep) / kStep;
    int evaluations = 0;
    for (const Ascent& a : ascents) evaluations += a.evaluations;
    return {.process = search.process(at),
            .penalised = search.value(at),
            .start = static_cast<int>(highest - ascents.begin()),
            .evaluations = evaluations,
            .converged = highest->converged};
}

}  // namespace concord::calibration
