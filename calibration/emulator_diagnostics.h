// Whether an emulator may be used: how far it was off where it had not seen the runs, against how far it said it might
// be (Bastos and O'Hagan 2009). Three diagnostics with a verdict each, and one in words for all.
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>

#include "calibration/emulator.h"

namespace concord::calibration {

enum class Verdict { kFit, kTooSure, kTooUnsure, kExplainsTooLittle };
std::string_view verdict_name(Verdict verdict);  // "fit for use", "too sure", "too unsure", "explains too little"

struct DiagnosticChoices {
    double level = 0.99;     // of the limits: a good emulator fails one of them once in a hundred times
    double least_r2 = 0.75;  // of what is no noise
};

struct Diagnostic {
    double value = 0, low = 0, high = 0;  // fit where low <= value <= high
    Verdict verdict = Verdict::kFit;
};

struct EmulatorDiagnostics {
    Eigen::VectorXd standardised;  // [points], (observed - predicted) / sd of that
    // Mean square of those: 1 is right; limits of a chi-square over its degrees.
    Diagnostic errors;
    // Share of the points inside their 95 % intervals, with binomial limits.
    Diagnostic coverage;
    // Share of the variance between points that is explained, the observations' own noise taken off both: R2 of the
    // mean. Nothing where the points differ by no more than their noise.
    Diagnostic explained;
    double r2 = 0;  // of the outputs as observed, noise and all
    // Squared Mahalanobis distance over its degrees of freedom, with a chi-square's limits; its verdict does not count
    // in that for all, as it judges the correlations between errors, on which no single prediction depends. NaN where
    // no covariance was given.
    Diagnostic mahalanobis;
    Verdict verdict = Verdict::kFit;  // too sure comes first, then explaining too little, then too unsure
    std::string words;                // one sentence, with the figures
};

// Observed outputs, predictions, and variances of their differences (noise of the observed included), [points] each;
// `noise`: what of the variances is noise, or empty. Throws std::invalid_argument: fewer than 5 points, shapes that do
// not match, numbers that are not finite, a variance not above 0, choices outside their ranges.
EmulatorDiagnostics diagnose(const Eigen::VectorXd& observed, const Eigen::VectorXd& predicted,
                             const Eigen::VectorXd& variance, const Eigen::VectorXd& noise = {},
                             const DiagnosticChoices& choices = {});

// Each point of the design from all others. `nugget_is_noise`: as where there is one replicate a point.
EmulatorDiagnostics leave_one_out_diagnostics(const GaussianProcess& process, bool nugget_is_noise,
                                              const DiagnosticChoices& choices = {});
EmulatorDiagnostics leave_one_out_diagnostics(const Emulator& emulator, const DiagnosticChoices& choices = {});

// Runs [points][replicates] that the emulator has not seen, in the space's units. Points without a run that did not
// fail are left out. The noise of their means is the emulated variance between seeds over the replicates.
EmulatorDiagnostics held_out_diagnostics(const Emulator& emulator, const Eigen::MatrixXd& points,
                                         const Eigen::MatrixXd& runs, const DiagnosticChoices& choices = {});

}  // namespace concord::calibration
