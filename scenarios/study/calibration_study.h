// Which parameters fit what was measured: history matching in waves, chains on its emulators, or approximate Bayesian
// computation; then runs from the posterior against the measurements, and the same way of fitting on known truths.
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "calibration/calibration_checks.h"
#include "scenarios/study/known_truths.h"
#include "scenarios/study/output_check.h"
#include "scenarios/study/study_report.h"

namespace concord::study {

// What runs from the posterior, with errors of measurement and discrepancy added, say of a measurement.
struct Predicted {
    static constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
    double low = kMissing, middle = kMissing, high = kMissing;  // 5, 50 and 95 % of them; NaN where none is there
    double measured = kMissing;
    bool inside() const { return measured >= low && measured <= high; }
};

struct CalibrationResult {
    std::vector<OutputCheck> checks;  // [outputs]
    std::vector<int> fitted;          // measurements that may be fitted to
    std::optional<calibration::HistoryMatching> history{};
    std::optional<calibration::AbcState> abc{};
    std::optional<calibration::Posterior> posterior{};  // none of history matching, nor where nothing is left
    std::optional<calibration::ConvergenceVerdict> convergence{};
    std::optional<calibration::Identifiability> identifiability{};
    std::vector<Predicted> predicted{};   // [measurements], those not fitted to included
    std::optional<KnownTruths> truths{};  // where the study asks for them
};

// Throws InputError where no measurement may be fitted to, and as the runs do; `tell` gets what is being done.
CalibrationResult calibrate(const Study& study, KeptRuns& runs, const std::function<void(const std::string&)>& tell);

Report calibration_report(const Study& study, const CalibrationResult& result, const KeptRuns& runs);
// A row a measurement: what was checked, whether it was fitted to, what the posterior predicts.
std::string targets_csv(const Study& study, const CalibrationResult& result);
// Points that history matching does not rule out, a column a parameter: `concord compare --draws` takes it.
std::string not_ruled_out_csv(const Study& study, const CalibrationResult& result);

}  // namespace concord::study
