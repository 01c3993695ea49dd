// The toolkit's chains, populations of particles, posteriors and checks of inference: concord.calibration names them.
#include <nanobind/eigen/dense.h>
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include "calibration/abc_regression.h"
#include "calibration/abc_smc.h"
#include "calibration/calibration_checks.h"
#include "calibration/convergence.h"
#include "calibration/mcmc.h"
#include "calibration/posterior.h"
#include "notebooks/binding/likelihood.h"
#include "notebooks/binding/module.h"

namespace nb = nanobind;

namespace concord::python {
namespace {

using namespace calibration;
using Result = nb::typed<nb::dict, nb::str, nb::any>;
using Rows = nb::typed<nb::list, Result>;
using Unlocked = nb::call_guard<nb::gil_scoped_release>;
using Drawn = std::vector<Eigen::MatrixXd>;  // [chains] of [draws][parameters]

// Functions of Python's are called with its lock; what they raise passes through as it is. They are kept alive by
// whoever holds these.
LogLikelihood likelihood_of(nb::handle function) {
    return [function](const Eigen::MatrixXd& points) {
        const nb::gil_scoped_acquire locked;
        return nb::cast<Eigen::VectorXd>(function(points));
    };
}
Model model_of(nb::handle function) {
    return [function](const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
        const nb::gil_scoped_acquire locked;
        return nb::cast<Eigen::MatrixXd>(function(points, std::vector<std::uint32_t>(seeds.begin(), seeds.end())));
    };
}

// Chains on their way. Draws are taken out of their state after each stretch, so that stretches cost no copies.
class Chains {
  public:
    Chains(const Space& space, const nb::object& function, const McmcSettings& settings)
        : function_(function),
          native_(nb::isinstance<Likelihood>(function)),
          mcmc_(space, native_ ? nb::cast<const Likelihood&>(function).of : likelihood_of(function), settings) {}

    // Makes so many steps; whether there are any left. What is raised on the way leaves the chains where they were.
    bool advance(int steps) {
        if (!state_) state_ = mcmc_.start();
        mcmc_.advance(*state_, steps);
        if (state_->draws_log_likelihood.rows() == 0) return !mcmc_.done(*state_);
        pieces_.push_back({state_->draws, state_->draws_log_likelihood});
        for (Eigen::MatrixXd& draws : state_->draws) draws.resize(0, draws.cols());
        state_->draws_log_likelihood.resize(0, state_->draws_log_likelihood.cols());
        return !mcmc_.done(*state_);
    }
    Result drawn() const {
        Result out;
        out["step"] = state_ ? state_->step : 0;
        out["failed"] = state_ ? state_->failed : 0;
        if (pieces_.empty()) return out;
        Drawn whole(pieces_.front().draws.size());
        Eigen::MatrixXd likelihoods(0, static_cast<Eigen::Index>(whole.size()));
        for (std::size_t c = 0; c < whole.size(); ++c) {
            whole[c].resize(0, pieces_.front().draws[c].cols());
            for (const Piece& piece : pieces_) append(whole[c], piece.draws[c]);
        }
        for (const Piece& piece : pieces_) append(likelihoods, piece.log_likelihood);
        out["draws"] = whole;
        out["log_likelihood"] = likelihoods;
        out["accepted"] = state_->accepted;
        return out;
    }

  private:
    struct Piece {
        Drawn draws;
        Eigen::MatrixXd log_likelihood;
    };
    static void append(Eigen::MatrixXd& whole, const Eigen::MatrixXd& piece) {
        whole.conservativeResize(whole.rows() + piece.rows(), Eigen::NoChange);
        whole.bottomRows(piece.rows()) = piece;
    }

    nb::object function_;
    bool native_;
    Mcmc mcmc_;
    std::optional<ChainState> state_;
    std::vector<Piece> pieces_;
};

// Populations on their way.
class Particles {
  public:
    Particles(const Space& space, const nb::object& model, const Eigen::VectorXd& observed, const AbcSettings& settings)
        : space_(space), model_(model), smc_(space, python::model_of(model), observed, settings) {}

    bool step() { return smc_.step(state_); }
    Result drawn(bool regression) const {
        constexpr std::array<const char*, 6> kStops = {"not yet",
                                                       "the least tolerance is reached",
                                                       "all populations are made",
                                                       "all simulations are spent",
                                                       "too few simulations come near",
                                                       "no particle comes nearer"};
        Result out;
        out["stop"] = kStops[static_cast<std::size_t>(state_.stop)];
        out["tolerances"] = state_.tolerances;
        out["simulations"] = state_.simulations;
        out["failed"] = state_.failed;
        if (state_.population.number < 0) return out;
        const Posterior posterior =
            regression ? adjusted_posterior(space_, state_.population, smc_.observed()) : smc_.posterior(state_);
        out["draws"] = posterior.chains;
        out["weights"] = posterior.weights;
        out["distance"] = posterior.statistics.at("distance");
        return out;
    }

  private:
    Space space_;
    nb::object model_;
    AbcSmc smc_;
    AbcState state_;
};

// Pooled draws [chains x draws][parameters] as a posterior; no weights: all alike.
Posterior posterior(const std::vector<std::string>& names, const Eigen::MatrixXd& draws, Eigen::Index chains,
                    const Eigen::VectorXd& weights) {
    if (chains < 1 || draws.rows() % chains != 0) throw std::invalid_argument("the chains are of different lengths");
    Posterior made{.names = names, .chains = {}, .weights = weights};
    const Eigen::Index rows = draws.rows() / chains;
    for (Eigen::Index c = 0; c < chains; ++c) made.chains.push_back(draws.middleRows(c * rows, rows));
    check(made);
    return made;
}

Rows summary(const Posterior& posterior, const std::vector<double>& shares) {
    Rows rows;
    for (const Marginal& one : marginals(posterior, shares)) {
        Result row;
        row["parameter"] = one.name;
        row["mean"] = one.mean;
        row["sd"] = one.sd;
        row["quantiles"] = one.quantiles;
        rows.append(row);
    }
    return rows;
}

Result judged(const Posterior& posterior, double most_r_hat, double least_size) {
    const ConvergenceVerdict verdict = judge(posterior, {.most_r_hat = most_r_hat, .least_size_per_chain = least_size});
    Result out;
    out["converged"] = verdict.converged;
    out["reasons"] = verdict.reasons;
    Rows rows;
    for (const Convergence& one : verdict.parameters) {
        Result row;
        row["r_hat"] = one.r_hat;
        row["bulk"] = one.bulk;
        row["tail"] = one.tail;
        row["error_of_mean"] = one.error_of_mean;
        rows.append(row);
    }
    out["parameters"] = rows;
    return out;
}

Result identified(const Space& space, const Posterior& posterior) {
    const Identifiability found = identifiability(space, posterior);
    Rows parameters, pairs;
    for (const Identified& one : found.parameters) {
        Result row;
        row["parameter"] = one.name;
        row["shrinkage"] = one.shrinkage;
        row["at_low"] = one.at_low;
        row["at_high"] = one.at_high;
        row["informed"] = one.informed;
        row["at_bound"] = one.at_bound;
        parameters.append(row);
    }
    for (const Pair& one : found.only_together) {
        Result row;
        row["a"] = one.a;
        row["b"] = one.b;
        row["correlation"] = one.correlation;
        pairs.append(row);
    }
    Result out;
    out["parameters"] = parameters;
    out["only_together"] = pairs;
    out["sentences"] = found.sentences;
    return out;
}

// Rows of the draws that a resampled posterior has.
Eigen::VectorXd resampled_rows(const Posterior& posterior, Eigen::Index n, std::uint32_t seed) {
    const Eigen::Index draws = posterior.chains.front().rows(),
                       chains = static_cast<Eigen::Index>(posterior.chains.size());
    Posterior numbered = posterior;
    Eigen::MatrixXd& numbers = numbered.statistics["row"];
    numbers.resize(draws, chains);
    for (Eigen::Index row = 0; row < draws * chains; ++row) numbers.data()[row] = static_cast<double>(row);
    return resampled(numbered, n, seed).statistics.at("row").col(0);
}

// [parameters] of a truth among n draws of its posterior.
std::vector<int> ranks(const Posterior& posterior, const Eigen::VectorXd& truth, Eigen::Index n, std::uint32_t seed,
                       std::uint32_t number) {
    const auto parameters = static_cast<std::uint32_t>(posterior.names.size());
    if (truth.size() != static_cast<Eigen::Index>(parameters))
        throw std::invalid_argument("there is not one truth for each parameter");
    std::vector<int> found;
    for (std::uint32_t k = 0; k < parameters; ++k)
        found.push_back(rank_of(truth[k], thinned(posterior, k, n, seed), seed, number * parameters + k));
    return found;
}

Result rank_test(const std::vector<int>& of, int draws, double level, std::uint32_t seed) {
    const RankTest test = test_ranks(of, draws, level, seed);
    Result out;
    out["p"] = test.p;
    out["uniform"] = test.uniform;
    out["share"] = test.share;
    out["expected"] = test.expected;
    out["verdict"] = test.verdict;
    return out;
}

Result covered(const Eigen::MatrixXd& truths, const Eigen::MatrixXd& low, const Eigen::MatrixXd& high, double nominal) {
    const Coverage found = coverage(truths, low, high, nominal);
    Result out;
    out["held"] = found.held;
    out["intervals"] = found.intervals;
    out["failed"] = found.failed;
    out["share"] = found.share;
    out["low"] = found.limits.low;
    out["high"] = found.limits.high;
    out["consistent"] = found.consistent;
    return out;
}

// Independent points of the unit cube, [n][parameters].
Eigen::MatrixXd independent(Eigen::Index n, Eigen::Index parameters, std::uint32_t seed) {
    Eigen::MatrixXd unit(n, parameters);
    for (Eigen::Index k = 0; k < n; ++k) {
        Random random(seed, Method::kPrior, static_cast<std::uint32_t>(k));
        for (double& u : unit.row(k)) u = random.unit();
    }
    return unit;
}

void add_sampling(nb::module_& module) {
    nb::class_<Chains>(module, "Chains", "Metropolis chains on their way.")
        .def(nb::new_([](const Space& space, const nb::object& function, std::uint32_t seed, int chains, int warm_up,
                         int draws, int thin) {
                 return new Chains(space, function,
                                   {.seed = seed, .chains = chains, .warm_up = warm_up, .draws = draws, .thin = thin});
             }),
             nb::arg("space"), nb::arg("log_likelihood"), nb::arg("seed"), nb::arg("chains"), nb::arg("warm_up"),
             nb::arg("draws"), nb::arg("thin"))
        .def("advance", &Chains::advance, nb::arg("steps"), Unlocked(), "Whether there are steps left.")
        .def("drawn", &Chains::drawn, "After warm-up, so far.");
    nb::class_<Particles>(module, "Particles", "Populations of particles on their way.")
        .def(nb::new_([](const Space& space, const nb::object& model, const Eigen::VectorXd& observed,
                         std::uint32_t seed, int particles, int populations, std::int64_t simulations, double quantile,
                         bool neighbours, double least_tolerance, double least_accepted, const Eigen::VectorXd& scales,
                         bool adaptive, int batch) {
                 return new Particles(space, model, observed,
                                      {.seed = seed,
                                       .particles = particles,
                                       .quantile = quantile,
                                       .most_populations = populations,
                                       .most_simulations = simulations,
                                       .least_tolerance = least_tolerance,
                                       .least_accepted = least_accepted,
                                       .kernel = neighbours ? AbcKernel::kNeighbours : AbcKernel::kGlobal,
                                       .scales = scales,
                                       .adaptive = adaptive,
                                       .batch = batch});
             }),
             nb::arg("space"), nb::arg("model"), nb::arg("observed"), nb::arg("seed"), nb::arg("particles"),
             nb::arg("populations"), nb::arg("simulations"), nb::arg("quantile"), nb::arg("neighbours"),
             nb::arg("least_tolerance"), nb::arg("least_accepted"), nb::arg("scales"), nb::arg("adaptive"),
             nb::arg("batch"))
        .def("step", &Particles::step, Unlocked(), "Makes a population; whether there was one to make.")
        .def("drawn", &Particles::drawn, nb::arg("regression"), "The last population.");
}

}  // namespace

void add_inference(nb::module_& module) {
    add_sampling(module);
    nb::class_<Posterior>(module, "Posterior", "Draws in chains, with weights or without.")
        .def(nb::new_(&posterior), nb::arg("names"), nb::arg("draws"), nb::arg("chains"), nb::arg("weights"))
        .def("summary", &summary, nb::arg("shares"), "A row for each parameter.")
        .def("judge", &judged, nb::arg("most_r_hat"), nb::arg("least_size"), "Whether chains have converged.")
        .def("resampled", &resampled_rows, nb::arg("n"), nb::arg("seed"), "Rows, by weight.")
        .def("ranks", &ranks, nb::arg("truth"), nb::arg("draws"), nb::arg("seed"), nb::arg("number"), "[parameters].");
    module.def("identifiability", &identified, nb::arg("space"), nb::arg("posterior"), "What of it is data.");
    module.def("rank_test", &rank_test, nb::arg("ranks"), nb::arg("draws"), nb::arg("level"), nb::arg("seed"),
               "Whether ranks are uniform.");
    module.def("coverage", &covered, nb::arg("truths"), nb::arg("low"), nb::arg("high"), nb::arg("nominal"),
               "How often intervals held the truth.");
    module.def("independent", &independent, nb::arg("n"), nb::arg("parameters"), nb::arg("seed"),
               "Points of the unit cube, [n][parameters].");
}

}  // namespace concord::python
