// The way a study fits, tried where the truth is known: truths are drawn from the prior, the model gives what would
// have been measured of each, and each is fitted as the study's own measurements are. Where the way is right, intervals
// of 90 % hold nine in ten of them, and their ranks among the draws of their posteriors are uniform.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "calibration/calibration_checks.h"
#include "scenarios/study/study_fit.h"
#include "scenarios/study/study_report.h"

namespace concord::study {

struct KnownTruths {
    static constexpr double kNominal = 0.9;  // of the intervals
    static constexpr int kDraws = 100;       // of each posterior, that a truth is ranked among
    // All [truths][varied]; NaN (ranks: -1) where the run or the fit failed, or left nothing.
    Eigen::MatrixXd truths, mean, sd, low, high;
    Eigen::MatrixXi ranks;
    std::vector<calibration::Coverage> coverage;  // [varied]; without an interval where all failed
    std::vector<calibration::RankTest> tests;     // [varied]; empty where fewer than 20 truths were fitted
    int failed = 0;                               // truths
};

// study.calibration->truths of them; targets as measured: their errors are what truths are measured with. Throws as the
// runs do.
KnownTruths fit_known_truths(const Study& study, const std::vector<int>& fitted,
                             const std::vector<calibration::Target>& targets, KeptRuns& runs,
                             const std::function<void(const std::string&)>& tell);

std::string truths_csv(const Study& study, const KnownTruths& found);  // a row a truth and parameter
void tell_truths(const Study& study, const KnownTruths& found, Report& report);

}  // namespace concord::study
