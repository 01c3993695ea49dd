#include "calibration/emulator_diagnostics.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

#include "calibration/intervals.h"
#include "calibration/replicates.h"
#include "calibration/requirement.h"

namespace concord::calibration {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kNormal95 = 1.95996398454005423552;
constexpr std::array<std::string_view, 4> kNames = {"fit for use", "too sure", "too unsure", "explains too little"};

constexpr Requirement require("emulator diagnostics");

void check(const Eigen::VectorXd& observed, const Eigen::VectorXd& predicted, const Eigen::VectorXd& variance,
           const Eigen::VectorXd& noise, const DiagnosticChoices& choices) {
    const Eigen::Index n = observed.size();
    require(n >= 5, "at least 5 points are needed");
    require(predicted.size() == n && variance.size() == n && noise.size() == n, "one of each is needed for each point");
    require(observed.allFinite() && predicted.allFinite() && variance.allFinite() && noise.allFinite(),
            "a number is not finite");
    require(variance.minCoeff() > 0 && noise.minCoeff() >= 0, "a variance is not above 0");
    require(choices.level > 0 && choices.level < 1, "the level must be between 0 and 1");
    require(choices.least_r2 <= 1, "the least R2 must be 1 or less");
}

// Sum of squares over degrees of freedom: too large, the emulator was too sure.
Diagnostic mean_square(double sum, double degrees, double level) {
    Diagnostic d{.value = sum / degrees,
                 .low = chi_square_quantile((1 - level) / 2, degrees) / degrees,
                 .high = chi_square_quantile((1 + level) / 2, degrees) / degrees};
    d.verdict = d.value > d.high ? Verdict::kTooSure : d.value < d.low ? Verdict::kTooUnsure : Verdict::kFit;
    return d;
}

Diagnostic coverage_of(const Eigen::VectorXd& standardised, double level) {
    const double n = static_cast<double>(standardised.size());
    const CountLimits limits = binomial_limits(static_cast<int>(standardised.size()), 0.95, level);
    const auto inside = (standardised.array().abs() <= kNormal95).count();
    Diagnostic d{.value = static_cast<double>(inside) / n, .low = limits.low / n, .high = limits.high / n};
    d.verdict = d.value < d.low ? Verdict::kTooSure : d.value > d.high ? Verdict::kTooUnsure : Verdict::kFit;
    return d;
}

struct Squares {
    double errors = 0, total = 0, noise = 0;
};
Squares squares(const Eigen::VectorXd& observed, const Eigen::VectorXd& predicted, const Eigen::VectorXd& noise) {
    const Eigen::VectorXd ones = Eigen::VectorXd::Ones(observed.size());
    const Eigen::VectorXd error = observed - predicted;
    const Eigen::VectorXd off = observed.array() - ordered_dot(observed, ones) / static_cast<double>(observed.size());
    return {.errors = ordered_dot(error, error), .total = ordered_dot(off, off), .noise = ordered_dot(noise, ones)};
}

Diagnostic explained_of(const Squares& s, double least) {
    Diagnostic d{.value = 0, .low = least, .high = 1, .verdict = Verdict::kExplainsTooLittle};
    if (s.total == 0) d.value = s.errors == 0 ? 1 : 0;
    if (s.total > s.noise) d.value = std::min(1.0, 1 - (s.errors - s.noise) / (s.total - s.noise));
    if (d.value >= least) d.verdict = Verdict::kFit;
    return d;
}

Verdict verdict_of(const EmulatorDiagnostics& d) {
    for (const Verdict v : {Verdict::kTooSure, Verdict::kExplainsTooLittle, Verdict::kTooUnsure})
        for (const Diagnostic* one : {&d.errors, &d.coverage, &d.explained})
            if (one->verdict == v) return v;
    return Verdict::kFit;
}

std::string words_of(const EmulatorDiagnostics& d) {
    std::array<char, 400> words{};
    std::snprintf(
        words.data(), words.size(),
        "%s: of %d points not seen %.1f %% lie within their 95 %% intervals (%.1f to %.1f %% may be expected), "
        "squared errors are %.2f of what was said (%.2f to %.2f), and %.1f %% of the variance between points "
        "is explained (%.0f %% are wanted)",
        std::string(verdict_name(d.verdict)).c_str(), static_cast<int>(d.standardised.size()), 100 * d.coverage.value,
        100 * d.coverage.low, 100 * d.coverage.high, d.errors.value, d.errors.low, d.errors.high,
        100 * d.explained.value, 100 * d.explained.low);
    return words.data();
}

}  // namespace

std::string_view verdict_name(Verdict verdict) { return kNames[static_cast<std::size_t>(verdict)]; }

EmulatorDiagnostics diagnose(const Eigen::VectorXd& observed, const Eigen::VectorXd& predicted,
                             const Eigen::VectorXd& variance, const Eigen::VectorXd& noise,
                             const DiagnosticChoices& choices) {
    const Eigen::VectorXd of_noise = noise.size() > 0 ? noise : Eigen::VectorXd::Zero(observed.size());
    check(observed, predicted, variance, of_noise, choices);
    EmulatorDiagnostics d;
    d.standardised = (observed - predicted).cwiseQuotient(variance.cwiseSqrt());
    d.errors =
        mean_square(ordered_dot(d.standardised, d.standardised), static_cast<double>(observed.size()), choices.level);
    d.coverage = coverage_of(d.standardised, choices.level);
    const Squares s = squares(observed, predicted, of_noise);
    d.explained = explained_of(s, choices.least_r2);
    d.r2 = explained_of({.errors = s.errors, .total = s.total, .noise = 0}, choices.least_r2).value;
    d.mahalanobis = {.value = kNaN, .low = kNaN, .high = kNaN};
    d.verdict = verdict_of(d);
    d.words = words_of(d);
    return d;
}

EmulatorDiagnostics leave_one_out_diagnostics(const GaussianProcess& process, bool nugget_is_noise,
                                              const DiagnosticChoices& choices) {
    const LeaveOneOut loo = process.leave_one_out();
    Eigen::VectorXd noise = process.observations().noise;
    if (nugget_is_noise) noise.array() += process.hyperparameters().nugget;
    EmulatorDiagnostics d = diagnose(process.observations().outputs, loo.mean, loo.variance, noise, choices);
    d.mahalanobis = mean_square(process.mahalanobis(), static_cast<double>(process.degrees()), choices.level);
    return d;
}

EmulatorDiagnostics leave_one_out_diagnostics(const Emulator& emulator, const DiagnosticChoices& choices) {
    return leave_one_out_diagnostics(emulator.mean_process(), emulator.seed_variance() == SeedVariance::kNugget,
                                     choices);
}

EmulatorDiagnostics held_out_diagnostics(const Emulator& emulator, const Eigen::MatrixXd& points,
                                         const Eigen::MatrixXd& runs, const DiagnosticChoices& choices) {
    const ReplicateSummary s = summarise(runs);
    require(points.rows() == runs.rows(), "one row of replicates is needed for each point");
    std::vector<Eigen::Index> usable;
    for (Eigen::Index k = 0; k < points.rows(); ++k)
        if (s.used[k] > 0) usable.push_back(k);
    const Eigen::MatrixXd at = points(usable, Eigen::all);
    const EmulatedOutput e = emulator.predict(at);
    const Eigen::VectorXd observed = s.mean(usable);
    const Eigen::VectorXd noise = e.seed_variance.cwiseQuotient(s.used(usable).cast<double>());
    EmulatorDiagnostics d = diagnose(observed, e.mean, e.mean_variance + noise, noise, choices);
    Eigen::MatrixXd covariance = emulator.mean_process().covariance(emulator.space().to_unit(at));
    covariance.diagonal() = e.mean_variance + noise;
    const Eigen::VectorXd reduced = Cholesky(covariance).solve_lower(observed - e.mean);
    d.mahalanobis = mean_square(ordered_dot(reduced, reduced), static_cast<double>(observed.size()), choices.level);
    return d;
}

}  // namespace concord::calibration
