#include "calibration/emulator.h"

#include <string>

#include "calibration/replicates.h"
#include "calibration/requirement.h"
#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

constexpr std::size_t kLeastVariances = 10;  // points for a process of the log variance

constexpr Requirement require("emulator");

using Rows = std::vector<Eigen::Index>;

template <class Keep>
Rows rows_where(Eigen::Index n, const Keep& keep) {
    Rows rows;
    for (Eigen::Index k = 0; k < n; ++k)
        if (keep(k)) rows.push_back(k);
    return rows;
}

void check(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& runs) {
    require(points.cols() == space.size(),
            "points of " + std::to_string(points.cols()) + " parameters in a space of " + std::to_string(space.size()));
    require(points.rows() == runs.rows() && runs.cols() > 0, "needs one row of replicates for each point");
    require(points.allFinite(), "a parameter of a point is not a finite number");
}

// Of all points, weighted by their degrees of freedom.
double pooled_variance(const ReplicateSummary& s) {
    double sum = 0;
    int degrees = 0;
    for (Eigen::Index k = 0; k < s.used.size(); ++k)
        if (s.used[k] > 1) sum += s.variance[k] * (s.used[k] - 1), degrees += s.used[k] - 1;
    return degrees > 0 ? sum / degrees : 0;
}

// Mean of a variance whose logarithm is normal.
Eigen::VectorXd expected_variance(const Prediction& of_log) {
    Eigen::VectorXd variance(of_log.mean.size());
    for (Eigen::Index k = 0; k < variance.size(); ++k)
        variance[k] = sim::maths::exp(of_log.mean[k] + of_log.variance[k] / 2);
    return variance;
}

GaussianProcess made(const Observations& o, const FitChoices& choices, const Hyperparameters* given) {
    if (given == nullptr) return fit_gaussian_process(o, choices).process;
    return {o, choices.kernel, choices.mean, *given};
}

Observations log_variances(const ReplicateSummary& s, const Eigen::MatrixXd& unit, const Rows& varied) {
    return {.inputs = unit(varied, Eigen::all),
            .outputs = s.log_variance(varied),
            .noise = s.variance_of_log_variance(varied)};
}

// Those with a run; with two, where noise is to be of their own.
Rows usable_points(const ReplicateSummary& s, bool own_noise, Eigen::Index parameters, Mean mean) {
    Rows usable = rows_where(s.used.size(), [&](Eigen::Index k) { return s.used[k] > (own_noise ? 1 : 0); });
    const Eigen::Index least = 2 + (mean == Mean::kLinear ? parameters + 1 : 1);
    require(static_cast<Eigen::Index>(usable.size()) >= least, "only " + std::to_string(usable.size()) +
                                                                   " points have runs that did not fail; " +
                                                                   std::to_string(least) + " are needed");
    return usable;
}

}  // namespace

struct Emulator::Parts {
    std::optional<GaussianProcess> log_variance;
    std::optional<GaussianProcess> mean;
    SeedVariance source = SeedVariance::kNugget;
    double pooled = 0;
    Eigen::Index points_left_out = 0, runs_left_out = 0;

    Eigen::VectorXd variance_at(const Eigen::MatrixXd& unit) const {
        if (log_variance) return expected_variance(log_variance->predict(unit));
        return Eigen::VectorXd::Constant(unit.rows(), pooled);
    }
};

Emulator::Parts Emulator::parts(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& runs,
                                const EmulatorChoices& choices, const EmulatorValues* values) {
    check(space, points, runs);
    const ReplicateSummary s = summarise(runs);
    const Eigen::MatrixXd unit = space.to_unit(points);
    Parts p;
    p.runs_left_out = s.failed;
    p.pooled = pooled_variance(s);
    const Rows varied = rows_where(points.rows(), [&](Eigen::Index k) { return s.variance[k] > 0; });
    if (s.used.maxCoeff() > 1)
        p.source = varied.size() >= kLeastVariances ? SeedVariance::kEmulated : SeedVariance::kPooled;
    if (p.source == SeedVariance::kEmulated) {
        require(values == nullptr || values->log_variance.has_value(), "the values of the log variance are not there");
        p.log_variance = made(log_variances(s, unit, varied),
                              {.kernel = choices.kernel, .starts = choices.starts, .stop = choices.stop},
                              values != nullptr ? &*values->log_variance : nullptr);
    }
    const bool own = choices.own_noise && p.source != SeedVariance::kNugget;
    const Rows usable = usable_points(s, own, space.size(), choices.mean);
    p.points_left_out = points.rows() - static_cast<Eigen::Index>(usable.size());
    Observations means{.inputs = unit(usable, Eigen::all), .outputs = s.mean(usable), .noise = {}};
    if (own)
        means.noise = s.variance_of_mean(usable);
    else if (p.source != SeedVariance::kNugget)
        means.noise = p.variance_at(means.inputs).cwiseQuotient(s.used(usable).cast<double>());
    p.mean =
        made(means, {.kernel = choices.kernel, .mean = choices.mean, .starts = choices.starts, .stop = choices.stop},
             values != nullptr ? &values->mean : nullptr);
    return p;
}

Emulator::Emulator(const Space& space, Parts parts)
    : space_(space),
      log_variance_(std::move(parts.log_variance)),
      mean_(std::move(*parts.mean)),
      source_(parts.source),
      pooled_(parts.pooled),
      points_left_out_(parts.points_left_out),
      runs_left_out_(parts.runs_left_out) {}

Emulator::Emulator(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& runs,
                   const EmulatorChoices& choices, const EmulatorValues& values)
    : Emulator(space, parts(space, points, runs, choices, &values)) {}

Emulator Emulator::fit(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& runs,
                       const EmulatorChoices& choices) {
    return {space, parts(space, points, runs, choices, nullptr)};
}

EmulatorValues Emulator::values() const {
    EmulatorValues values{.mean = mean_.hyperparameters()};
    if (log_variance_) values.log_variance = log_variance_->hyperparameters();
    return values;
}

EmulatedOutput Emulator::predict(const Eigen::MatrixXd& points) const {
    require(points.cols() == space_.size(), "points of " + std::to_string(points.cols()) +
                                                " parameters in a space of " + std::to_string(space_.size()));
    require(points.allFinite(), "a parameter of a point is not a finite number");
    return predict_unit(space_.to_unit(points));
}

EmulatedOutput Emulator::predict_unit(const Eigen::MatrixXd& unit) const {
    const Prediction p = mean_.predict(unit);
    EmulatedOutput e{.mean = p.mean, .mean_variance = p.variance, .seed_variance = {}};
    // With replicates the nugget is what the mean does between points that the process is too smooth for.
    if (source_ != SeedVariance::kNugget) e.mean_variance = p.run_variance;
    if (log_variance_)
        e.seed_variance = expected_variance(log_variance_->predict(unit));
    else
        e.seed_variance = Eigen::VectorXd::Constant(
            unit.rows(), source_ == SeedVariance::kNugget ? mean_.hyperparameters().nugget : pooled_);
    return e;
}

std::vector<Emulator> fit_emulators(const Space& space, const Eigen::MatrixXd& points,
                                    std::span<const Eigen::MatrixXd> runs, const EmulatorChoices& choices) {
    std::vector<std::optional<Emulator>> made(runs.size());
    sim::parallel_for(static_cast<int>(runs.size()), [&](int n) {
        const auto k = static_cast<std::size_t>(n);
        made[k] = Emulator::fit(space, points, runs[k], choices);
    });
    std::vector<Emulator> emulators;
    for (std::optional<Emulator>& e : made) emulators.push_back(std::move(*e));
    return emulators;
}

}  // namespace concord::calibration
