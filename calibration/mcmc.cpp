#include "calibration/mcmc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "calibration/normal.h"
#include "calibration/ordered_algebra.h"
#include "calibration/random.h"
#include "calibration/requirement.h"
#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMostScore = 8.2;             // beyond, a share of 1 could not be told from the bound itself
constexpr std::uint32_t kStarts = 0x80000000;  // parts of a chain's chances that are no steps

constexpr Requirement require("chains");

double log_prior(const Eigen::VectorXd& scores) {
    double sum = 0;
    for (const double z : scores) sum += log_normal_density(z);
    return sum;
}

// Optimal for normal targets (Gelman, Roberts and Gilks 1996): 0.44 of proposals in one dimension, 0.23 in many.
double wanted_share(Eigen::Index parameters) { return 0.234 + 0.206 / static_cast<double>(parameters); }
double first_log_scale(Eigen::Index parameters) {
    return sim::maths::log(2.38) - sim::maths::log(static_cast<double>(parameters)) / 2;
}

// Covariances are learnt in windows that end at 0.9 of the warm-up and its halves, each from its own steps alone: where
// the chains began is forgotten, and in what is left the scale settles.
bool window_ends(int step, int warm_up) {
    const int last = static_cast<int>(0.9 * warm_up);
    for (int end = last; end >= 50; end /= 2)
        if (step == end) return true;
    return false;
}

void open_window(ChainState& state) {
    state.window = 0;
    state.sum.setZero();
    state.squares.setZero();
}

void close_window(ChainState& state) {
    const double n = static_cast<double>(state.window) * static_cast<double>(state.at.rows());
    const Eigen::Index parameters = state.sum.size();
    Eigen::MatrixXd covariance = state.squares;
    for (Eigen::Index i = 0; i < parameters; ++i)
        for (Eigen::Index j = 0; j < parameters; ++j)
            covariance(i, j) = (covariance(i, j) - state.sum[i] * state.sum[j] / n) / (n - 1);
    for (Eigen::Index i = 0; i < parameters; ++i) covariance(i, i) = std::max(covariance(i, i), 1e-20);
    state.factor = factor_of_covariance(covariance);
    state.log_scale = first_log_scale(parameters);
    open_window(state);
}

// Mostly as far as the target is wide; one in ten a tenth as far, for corners that the covariance does not see, and one
// in twenty five times as far, for what is apart.
double reach(Random& random) {
    const double kind = random.unit();
    return kind < 0.1 ? 0.1 : kind > 0.95 ? 5 : 1;
}

}  // namespace

Eigen::MatrixXd scores_from_points(const Space& space, const Eigen::MatrixXd& points) {
    Eigen::MatrixXd scores = space.to_unit(points);
    for (double& u : scores.reshaped()) u = std::clamp(normal_quantile(u), -kMostScore, kMostScore);
    return scores;
}

Eigen::MatrixXd points_from_scores(const Space& space, const Eigen::MatrixXd& scores) {
    Eigen::MatrixXd unit = scores;
    for (double& u : unit.reshaped()) u = normal_cumulative(u);
    return space.from_unit(unit);
}

LogLikelihood each_point(std::function<double(const Eigen::VectorXd& point)> one, bool dear) {
    return [one = std::move(one), dear](const Eigen::MatrixXd& points) {
        Eigen::VectorXd values(points.rows());
        const auto evaluate = [&](int n) { values[n] = one(points.row(n).transpose()); };
        const int count = static_cast<int>(points.rows());
        if (dear) sim::parallel_for(count, evaluate);
        if (!dear)
            for (int n = 0; n < count; ++n) evaluate(n);
        return values;
    };
}

Mcmc::Mcmc(Space space, LogLikelihood log_likelihood, McmcSettings settings)
    : space_(std::move(space)), log_likelihood_(std::move(log_likelihood)), settings_(settings) {
    require(settings_.chains >= 2, "2 are needed at least, to be compared");
    require(settings_.warm_up >= 100, "the warm-up needs 100 steps at least");
    require(settings_.draws >= 8 && settings_.thin >= 1, "8 draws are needed at least, and a step for each");
    require(settings_.draws <= (0x7fffffff - settings_.warm_up) / settings_.thin, "there are more than 2^31 steps");
    require(settings_.most_starts >= 1, "a start has to be tried");
}

Eigen::VectorXd Mcmc::evaluate(const Eigen::MatrixXd& scores, ChainState& state) const {
    Eigen::VectorXd values = log_likelihood_(points_from_scores(space_, scores));
    require(values.size() == scores.rows(), "the likelihood gives " + std::to_string(values.size()) + " values for " +
                                                std::to_string(scores.rows()) + " points");
    for (double& value : values) {
        require(value < kInfinity || std::isnan(value), "a log likelihood is infinite");
        if (std::isnan(value)) ++state.failed, value = -kInfinity;
    }
    return values;
}

ChainState Mcmc::start() const {
    const Eigen::Index chains = settings_.chains, parameters = space_.size();
    ChainState state{.at = Eigen::MatrixXd::Zero(chains, parameters),
                     .log_likelihood = Eigen::VectorXd::Constant(chains, -kInfinity),
                     .log_scale = first_log_scale(parameters),
                     .factor = Eigen::MatrixXd::Identity(parameters, parameters),
                     .sum = Eigen::VectorXd::Zero(parameters),
                     .squares = Eigen::MatrixXd::Zero(parameters, parameters),
                     .accepted = Eigen::VectorXi::Zero(chains),
                     .draws = std::vector<Eigen::MatrixXd>(static_cast<std::size_t>(chains)),
                     .draws_log_likelihood = Eigen::MatrixXd(0, chains)};
    for (auto& draws : state.draws) draws.resize(0, parameters);
    for (int tried = 0; tried < settings_.most_starts; ++tried) {
        Eigen::MatrixXd tries = state.at;
        for (Eigen::Index c = 0; c < chains; ++c) {
            if (state.log_likelihood[c] > -kInfinity) continue;
            Random random(settings_.seed, Method::kChain, static_cast<std::uint32_t>(c),
                          kStarts + static_cast<std::uint32_t>(tried));
            for (double& z : tries.row(c)) z = random.normal();
        }
        state.at = tries;
        state.log_likelihood = evaluate(tries, state);
        if (state.log_likelihood.minCoeff() > -kInfinity) return state;
    }
    throw std::invalid_argument("chains: after " + std::to_string(settings_.most_starts) +
                                " draws from the prior one has no start with a likelihood above 0");
}

// One step of all chains; how likely each was to be accepted, NaN where the proposal was no usual one.
Eigen::VectorXd Mcmc::step(ChainState& state) const {
    const Eigen::Index chains = state.at.rows(), parameters = space_.size();
    Eigen::MatrixXd proposed(chains, parameters);
    Eigen::VectorXd limits(chains), chances(chains), moves(parameters);
    const double scale = sim::maths::exp(state.log_scale);
    for (Eigen::Index c = 0; c < chains; ++c) {
        Random random(settings_.seed, Method::kChain, static_cast<std::uint32_t>(c),
                      static_cast<std::uint32_t>(state.step));
        const double of_usual = reach(random);
        limits[c] = sim::maths::log(random.unit());
        for (double& move : moves) move = random.normal() * scale * of_usual;
        proposed.row(c) = state.at.row(c) + ordered_product(state.factor, moves).col(0).transpose();
        chances[c] = of_usual == 1 ? 0 : std::numeric_limits<double>::quiet_NaN();
    }
    const Eigen::VectorXd likelihoods = evaluate(proposed, state);
    for (Eigen::Index c = 0; c < chains; ++c) {
        const double ratio =
            likelihoods[c] + log_prior(proposed.row(c)) - state.log_likelihood[c] - log_prior(state.at.row(c));
        chances[c] += sim::maths::exp(std::min(0.0, ratio));
        if (!(limits[c] < ratio)) continue;
        state.at.row(c) = proposed.row(c);
        state.log_likelihood[c] = likelihoods[c];
        if (state.step >= settings_.warm_up) ++state.accepted[c];
    }
    ++state.step;
    return chances;
}

void Mcmc::adapt(ChainState& state, const Eigen::VectorXd& chances) const {
    ++state.window;
    for (Eigen::Index c = 0; c < state.at.rows(); ++c)
        for (Eigen::Index i = 0; i < state.at.cols(); ++i) {
            state.sum[i] += state.at(c, i);
            for (Eigen::Index j = 0; j < state.at.cols(); ++j) state.squares(i, j) += state.at(c, i) * state.at(c, j);
        }
    const double of_chains = std::sqrt(static_cast<double>(state.window)) * static_cast<double>(state.at.rows());
    for (const double chance : chances)
        if (!std::isnan(chance)) state.log_scale += (chance - wanted_share(space_.size())) / of_chains;
    if (window_ends(state.step, settings_.warm_up)) close_window(state);
}

void Mcmc::keep(ChainState& state, Eigen::Index row) const {
    const Eigen::MatrixXd points = points_from_scores(space_, state.at);
    for (Eigen::Index c = 0; c < points.rows(); ++c) state.draws[static_cast<std::size_t>(c)].row(row) = points.row(c);
    state.draws_log_likelihood.row(row) = state.log_likelihood.transpose();
}

void Mcmc::advance(ChainState& state, int steps) const {
    const Eigen::Index chains = settings_.chains, parameters = space_.size();
    require(steps >= 0, "the number of steps is below 0");
    require(state.at.rows() == chains && state.at.cols() == parameters && state.factor.rows() == parameters &&
                state.log_likelihood.size() == chains && state.draws.size() == static_cast<std::size_t>(chains),
            "the state is of another number of chains or parameters");
    ChainState next = state;  // what throws leaves the caller's as it was
    const int end = next.step + std::min(steps, std::max(0, last_step() - next.step));
    const auto kept_at = [&](int step) { return std::max(0, step - settings_.warm_up) / settings_.thin; };
    Eigen::Index row = next.draws_log_likelihood.rows();
    const Eigen::Index rows = row + kept_at(end) - kept_at(next.step);
    for (auto& draws : next.draws) draws.conservativeResize(rows, parameters);
    next.draws_log_likelihood.conservativeResize(rows, chains);
    while (next.step < end) {
        const int kept = kept_at(next.step);
        const Eigen::VectorXd chances = step(next);
        if (next.step <= settings_.warm_up) adapt(next, chances);
        if (kept_at(next.step) > kept) keep(next, row++);
    }
    state = std::move(next);
}

Posterior Mcmc::posterior(const ChainState& state) const {
    Posterior result{
        .names = {}, .chains = state.draws, .statistics = {{"log_likelihood", state.draws_log_likelihood}}};
    for (const Dimension& d : space_.dimensions()) result.names.push_back(d.name);
    check(result);
    return result;
}

Posterior Mcmc::run() const {
    ChainState state = start();
    advance(state, last_step());
    return posterior(state);
}

}  // namespace concord::calibration
