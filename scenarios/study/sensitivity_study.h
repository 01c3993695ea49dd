// Which parameters matter for the outputs of a study, by elementary effects or shares of variance.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calibration/morris.h"
#include "calibration/sobol_indices.h"
#include "scenarios/study/kept_runs.h"
#include "scenarios/study/output_check.h"
#include "scenarios/study/study_report.h"

namespace concord::study {

struct SensitivityResult {
    std::vector<OutputCheck> checks;  // [outputs]
    std::vector<std::string> groups;
    std::optional<calibration::MorrisResult> morris{};  // one of the two
    std::optional<calibration::SobolResult> sobol{};
};

// Rows that are compared share a seed. Throws as the runs do.
SensitivityResult analyse_sensitivity(const Study& study, KeptRuns& runs);

// An effect counts where the low end of mu*'s interval is above the output's resolution and how far two seeds differ on
// average: chance alone
// cannot move the output as far. A stern test, as the runs of an effect share a seed.
bool above_chance(const calibration::ElementaryEffects& effects, const OutputCheck& check);

std::string sensitivity_csv(const Study& study, const SensitivityResult& result);  // a row an output and group
Report sensitivity_report(const Study& study, const SensitivityResult& result, const KeptRuns& runs);

}  // namespace concord::study
