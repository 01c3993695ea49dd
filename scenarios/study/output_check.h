// Before anything is fitted or analysed: what do parameters do to each output, against what chance does? An output that
// no parameter moves is built in: a fit to it would succeed whatever the parameters are and say nothing of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calibration/model.h"
#include "scenarios/study/study.h"

namespace concord::study {

enum class OutputVerdict {
    kMoved,
    kDrowned,  // sd over seeds above that over the prior
    kWeak,     // sd over the prior below a tenth of what the measured may be off
    kBuiltIn,  // no parameter moves it
    kNoRuns    // fewer than two thirds of the runs gave it
};
std::string_view verdict_words(OutputVerdict verdict);

struct OutputCheck {
    std::string output;
    double mean = 0, prior_sd = 0;       // over draws of the prior at one seed
    double seed_sd = 0;                  // over seeds at the prior's medians
    double target_sd = 0;                // of measurement and discrepancy together; 0 where nothing is measured
    double matters = 0, resolution = 0;  // of its observable
    OutputVerdict verdict = OutputVerdict::kMoved;
};

// [outputs of the study]; runs study.check.draws + study.check.seeds rows of the model.
std::vector<OutputCheck> check_outputs(const Study& study, const calibration::Model& model);

// The verdict of such figures: built in where the sd over the prior is below 1e-6 of the output's size, or below its
// resolution.
OutputVerdict judge(const OutputCheck& check);

// Targets of the measurements that may be fitted to, in their order. Throws InputError, with what was found, where
// none may.
std::vector<int> fitted_measurements(const Study& study, const std::vector<OutputCheck>& checks);

}  // namespace concord::study
