#include "calibration/abc_smc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "calibration/abc_proposals.h"
#include "calibration/mcmc.h"
#include "calibration/normal.h"
#include "calibration/requirement.h"
#include "calibration/weighted.h"
#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::uint32_t kMostAttempts = 1u << 20;  // of a particle in a population: parts of its chances

constexpr Requirement require("ABC");

double scale_of(const Eigen::VectorXd& values) {
    if ((values.array() == values[0]).all()) return kInfinity;
    const double deviation = median_absolute_deviation(values);
    if (deviation > 0) return deviation;
    // Most are the same number: what the rest do is all there is to go by.
    return std::sqrt(weighted_covariance(values, equal_weights(values.size()))(0, 0));
}

Eigen::VectorXd scales_of(const std::vector<Eigen::VectorXd>& runs) {
    Eigen::VectorXd scales(runs.front().size()), values(static_cast<Eigen::Index>(runs.size()));
    for (Eigen::Index k = 0; k < scales.size(); ++k) {
        for (std::size_t n = 0; n < runs.size(); ++n) values[static_cast<Eigen::Index>(n)] = runs[n][k];
        scales[k] = scale_of(values);
    }
    return scales;
}

void keep_rows(Eigen::MatrixXd& matrix, const std::vector<Eigen::Index>& rows) {
    matrix = Eigen::MatrixXd(matrix(rows, Eigen::all));
}

// The quantile of the distances, but below the greatest where many are alike (discrete summaries); none where all are.
std::optional<double> next_tolerance(const Eigen::VectorXd& distances, double quantile) {
    const double wanted = weighted_quantile(distances, equal_weights(distances.size()), quantile);
    const double greatest = distances.maxCoeff();
    if (wanted < greatest) return wanted;
    double below = -1;
    for (const double d : distances)
        if (d < greatest) below = std::max(below, d);
    return below >= 0 ? std::optional(below) : std::nullopt;
}

Eigen::VectorXd from_logs(const Eigen::VectorXd& logs) {
    const double highest = logs.maxCoeff();
    Eigen::VectorXd weights = logs;
    for (double& w : weights) w = sim::maths::exp(w - highest);
    return normalised(weights);
}

}  // namespace

struct AbcSmc::Proposals {
    std::optional<ParticleKernels> kernels = {};  // none: the prior

    Eigen::VectorXd draw(Random& random, Eigen::Index parameters) const {
        if (kernels) return kernels->draw(random);
        Eigen::VectorXd scores(parameters);
        for (double& z : scores) z = random.normal();
        return scores;
    }
    double log_weight(const Eigen::VectorXd& scores) const {
        if (!kernels) return 0;
        double log_prior = 0;
        for (const double z : scores) log_prior += log_normal_density(z);
        return log_prior - kernels->log_density(scores);
    }
};

// A population on its way.
struct AbcSmc::Filling {
    std::vector<Eigen::Index> open, done;  // particles
    std::vector<Eigen::VectorXd> runs;     // summaries of all that did not fail
    std::uint32_t round = 0;               // attempts of the open ones so far
    Eigen::MatrixXd scores, summaries;     // of all particles; those done are filled in
    std::int64_t left = 0, simulations = 0, failed = 0;
};

Eigen::VectorXd abc_distances(const Eigen::MatrixXd& summaries, const Eigen::VectorXd& observed,
                              const Eigen::VectorXd& scales) {
    require(summaries.cols() == observed.size() && scales.size() == observed.size(),
            "there are not as many summaries and scales as observations");
    Eigen::VectorXd squares = Eigen::VectorXd::Zero(summaries.rows());
    for (Eigen::Index k = 0; k < observed.size(); ++k)
        squares.array() += ((summaries.col(k).array() - observed[k]) / scales[k]).square();
    return squares.cwiseSqrt();
}

AbcSmc::AbcSmc(Space space, Model model, Eigen::VectorXd observed, AbcSettings settings)
    : space_(std::move(space)), model_(std::move(model)), observed_(std::move(observed)), settings_(settings) {
    require(observed_.size() > 0, "nothing is observed");
    require(observed_.allFinite(), "an observation is not a finite number");
    require(settings_.particles >= 20 && settings_.particles <= 10'000'000, "particles must be 20 to 10 000 000");
    require(settings_.quantile > 0 && settings_.quantile < 1, "the quantile must be inside (0, 1)");
    require(settings_.quantile * settings_.particles >= 2 * static_cast<double>(space_.size() + 1),
            "the quantile leaves too few particles: twice as many as parameters and two more are needed");
    require(settings_.most_populations >= 1 && settings_.most_populations <= 4000, "populations must be 1 to 4000");
    require(settings_.most_simulations >= settings_.particles, "there are fewer simulations than particles");
    require(settings_.least_tolerance >= 0 && settings_.least_accepted >= 0, "a limit is below 0 or no number");
    require(settings_.neighbours > 0 && settings_.neighbours <= 1, "the share of neighbours must be in (0, 1]");
    require(settings_.batch >= 0, "the batch is below 0");
    if (settings_.scales.size() == 0) return;
    require(settings_.scales.size() == observed_.size(), "there is not one scale for each observation");
    for (const double scale : settings_.scales) require(scale > 0, "a scale is not above 0");
}

// In batches; nothing depends on how they are cut.
Eigen::MatrixXd AbcSmc::simulate(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) const {
    Eigen::MatrixXd summaries(points.rows(), observed_.size());
    const Eigen::Index most = settings_.batch > 0 ? settings_.batch : std::max<Eigen::Index>(points.rows(), 1);
    for (Eigen::Index from = 0; from < points.rows(); from += most) {
        const Eigen::Index count = std::min(most, points.rows() - from);
        const Eigen::MatrixXd made =
            model_(points.middleRows(from, count),
                   seeds.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(count)));
        require(made.rows() == count && made.cols() == observed_.size(),
                "the model gives " + std::to_string(made.rows()) + " x " + std::to_string(made.cols()) +
                    " outputs for " + std::to_string(count) + " points and " + std::to_string(observed_.size()) +
                    " observations");
        summaries.middleRows(from, count) = made;
    }
    return summaries;
}

// One attempt of each open particle, as far as there are simulations left.
void AbcSmc::attempt(const AbcPopulation& population, const Proposals& proposals, Filling& filling) const {
    const auto rows = std::min<std::int64_t>(static_cast<std::int64_t>(filling.open.size()), filling.left);
    Eigen::MatrixXd scores(rows, space_.size());
    std::vector<std::uint32_t> seeds(static_cast<std::size_t>(rows));
    for (Eigen::Index n = 0; n < rows; ++n) {
        const auto at = static_cast<std::size_t>(n);
        Random random(settings_.seed, Method::kParticles, static_cast<std::uint32_t>(filling.open[at]),
                      static_cast<std::uint32_t>(population.number) * kMostAttempts + filling.round);
        scores.row(n) = proposals.draw(random, space_.size()).transpose();
        seeds[at] = random();
    }
    const Eigen::MatrixXd summaries = simulate(points_from_scores(space_, scores), seeds);
    sort(population, scores, summaries, filling);
    filling.left -= rows, filling.simulations += rows;
    ++filling.round;
}

// Those of the open particles that came near enough are done.
void AbcSmc::sort(const AbcPopulation& population, const Eigen::MatrixXd& scores, const Eigen::MatrixXd& summaries,
                  Filling& filling) const {
    const Eigen::Index rows = scores.rows();
    const Eigen::VectorXd distances =
        population.number == 0 ? Eigen::VectorXd::Zero(rows) : abc_distances(summaries, observed_, population.scales);
    std::vector<Eigen::Index> open(filling.open.begin() + rows, filling.open.end()), again;
    for (Eigen::Index n = 0; n < rows; ++n) {
        const Eigen::Index particle = filling.open[static_cast<std::size_t>(n)];
        const bool finite = summaries.row(n).allFinite();
        if (!finite) ++filling.failed;
        if (finite) filling.runs.push_back(summaries.row(n).transpose());
        if (!finite || !(distances[n] <= population.tolerance)) {
            again.push_back(particle);
            continue;
        }
        filling.done.push_back(particle);
        filling.scores.row(particle) = scores.row(n);
        filling.summaries.row(particle) = summaries.row(n);
    }
    again.insert(again.end(), open.begin(), open.end());
    filling.open = again;
}

// Each particle tries attempt after attempt and takes its first success. That a particle is done says nothing of where
// it is, so those that are done when the simulations run out are as good as all.
bool AbcSmc::fill(AbcPopulation& population, const Proposals& proposals, AbcState& state) const {
    Filling filling;
    filling.open.resize(static_cast<std::size_t>(settings_.particles));
    std::iota(filling.open.begin(), filling.open.end(), 0);
    filling.scores.resize(settings_.particles, space_.size());
    filling.summaries.resize(settings_.particles, observed_.size());
    filling.left = settings_.most_simulations - state.simulations;
    while (!filling.open.empty() && filling.left > 0 && filling.round < kMostAttempts)
        attempt(population, proposals, filling);
    state.simulations += filling.simulations, state.failed += filling.failed;
    population.simulations = filling.simulations, population.failed = filling.failed;
    population.cut_short = !filling.open.empty();
    if (2 * filling.done.size() < static_cast<std::size_t>(settings_.particles)) return false;

    std::sort(filling.done.begin(), filling.done.end());
    population.scores = filling.scores, population.summaries = filling.summaries;
    keep_rows(population.scores, filling.done), keep_rows(population.summaries, filling.done);
    population.points = points_from_scores(space_, population.scores);
    Eigen::VectorXd logs(population.scores.rows());
    sim::parallel_for(static_cast<int>(logs.size()),
                      [&](int n) { logs[n] = proposals.log_weight(population.scores.row(n).transpose()); });
    population.weights = from_logs(logs);
    population.effective_size = effective_sample_size(population.weights);

    const bool scale_anew = settings_.scales.size() == 0 && (settings_.adaptive || population.number == 0);
    population.next_scales = scale_anew                    ? scales_of(filling.runs)
                             : settings_.scales.size() > 0 ? settings_.scales
                                                           : population.scales;
    if (population.number == 0) population.scales = population.next_scales;
    population.distances = abc_distances(population.summaries, observed_, population.scales);
    return true;
}

// Before the next population is begun.
AbcStop AbcSmc::why_ended(const AbcState& state) const {
    const AbcPopulation& last = state.population;
    if (state.stop != AbcStop::kNot || last.number < 0) return state.stop;
    const auto runs = static_cast<double>(last.simulations - last.failed);
    if (last.tolerance <= settings_.least_tolerance) return AbcStop::kTolerance;
    if (last.number + 1 >= settings_.most_populations) return AbcStop::kPopulations;
    if (state.simulations >= settings_.most_simulations) return AbcStop::kSimulations;
    if (static_cast<double>(last.scores.rows()) < settings_.least_accepted * runs) return AbcStop::kAccepted;
    return AbcStop::kNot;
}

// Sets scales and tolerance; no proposals where the last population cannot come nearer.
AbcSmc::Proposals AbcSmc::prepare(AbcPopulation& next, const AbcPopulation& last) const {
    Proposals proposals;
    next.number = last.number + 1;
    next.scales = last.next_scales;
    const Eigen::VectorXd distances = abc_distances(last.summaries, observed_, next.scales);
    const auto nearer = next_tolerance(distances, settings_.quantile);
    if (!nearer) return proposals;
    next.tolerance = std::max(*nearer, settings_.least_tolerance);
    std::vector<Eigen::Index> within;
    for (Eigen::Index n = 0; n < distances.size(); ++n)
        if (distances[n] <= next.tolerance && last.weights[n] > 0) within.push_back(n);
    if (within.size() < 2) return proposals;
    const auto share = static_cast<Eigen::Index>(settings_.neighbours * static_cast<double>(within.size()));
    const Eigen::Index neighbours =
        settings_.kernel == AbcKernel::kGlobal ? 0 : std::max(share, 2 * (space_.size() + 1));
    proposals.kernels.emplace(last.scores(within, Eigen::all), last.weights(within), neighbours);
    return proposals;
}

bool AbcSmc::step(AbcState& state) const {
    const AbcPopulation& last = state.population;
    require(last.number < 0 || (last.scores.cols() == space_.size() && last.summaries.cols() == observed_.size()),
            "the state is of other parameters or observations");
    state.stop = why_ended(state);
    if (state.stop != AbcStop::kNot) return false;
    AbcPopulation next;
    next.number = 0;
    next.tolerance = kInfinity;
    Proposals proposals;
    if (last.number >= 0) {
        proposals = prepare(next, last);
        if (!proposals.kernels) state.stop = AbcStop::kNoNearer;
    }
    if (state.stop == AbcStop::kNot && !fill(next, proposals, state)) {
        require(next.number > 0, "of " + std::to_string(next.simulations) + " first runs " +
                                     std::to_string(next.failed) + " failed; half of the particles cannot be had");
        state.stop = AbcStop::kSimulations;
    }
    if (state.stop != AbcStop::kNot) return false;
    state.tolerances.push_back(next.tolerance);
    state.population = std::move(next);
    return true;
}

AbcState AbcSmc::run(AbcState state, const std::function<void(const AbcState&)>& after_population) const {
    while (step(state))
        if (after_population) after_population(state);
    return state;
}

Posterior AbcSmc::posterior(const AbcState& state) const {
    Posterior result{.names = {},
                     .chains = {state.population.points},
                     .weights = state.population.weights,
                     .statistics = {{"distance", state.population.distances}}};
    for (const Dimension& d : space_.dimensions()) result.names.push_back(d.name);
    check(result);
    return result;
}

}  // namespace concord::calibration
