// Which parameters matter for the outputs of a study: by elementary effects or shares of variance, by what knowing them
// would be worth, or by where runs of interest lie.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calibration/morris.h"
#include "calibration/sobol_indices.h"
#include "scenarios/study/discovery_study.h"
#include "scenarios/study/information_study.h"
#include "scenarios/study/kept_runs.h"
#include "scenarios/study/output_check.h"
#include "scenarios/study/study_report.h"

namespace concord::study {

struct SensitivityResult {
    std::vector<OutputCheck> checks;  // [outputs]
    std::vector<std::string> groups;
    std::optional<calibration::MorrisResult> morris{};  // one of the four
    std::optional<calibration::SobolResult> sobol{};
    std::optional<std::vector<ChoiceWorth>> information{};
    std::optional<std::vector<Discovered>> discovery{};
};

// Rows that are compared share a seed. Throws as the runs do.
SensitivityResult analyse_sensitivity(const Study& study, KeptRuns& runs);

// An effect counts where the low end of mu*'s interval is above the output's resolution and how far two seeds differ on
// average: chance alone
// cannot move the output as far. A stern test, as the runs of an effect share a seed.
bool above_chance(const calibration::ElementaryEffects& effects, const OutputCheck& check);

// Of elementary effects and shares: a row an output and group.
std::string sensitivity_csv(const Study& study, const SensitivityResult& result);

// What a study leaves as CSV: sensitivity.csv of every method, and what else its method has.
struct NamedText {
    std::string name, text;
};
std::vector<NamedText> sensitivity_files(const Study& study, const SensitivityResult& result);
Report sensitivity_report(const Study& study, const SensitivityResult& result, const KeptRuns& runs);

}  // namespace concord::study
