// One fit of a study's parameters, by the method that the study asks for: to what was measured, or to what a known
// truth would have given.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "calibration/abc_smc.h"
#include "calibration/convergence.h"
#include "calibration/history_matching.h"
#include "calibration/posterior.h"
#include "scenarios/study/kept_runs.h"

namespace concord::study {

struct Fit {
    std::optional<calibration::HistoryMatching> history{};
    std::optional<calibration::AbcState> abc{};
    std::optional<calibration::Posterior> posterior{};  // none of history matching, nor where nothing is left
    std::optional<calibration::ConvergenceVerdict> convergence{};
};

// sd of the model's discrepancy from what is measured, in the output's unit.
double discrepancy_of(const Study& study, const Measurement& measurement);

// Of the measurements that are fitted to, by number, in their order; and a model of their outputs alone.
std::vector<calibration::Target> targets_of(const Study& study, const std::vector<int>& fitted);
calibration::Model fitted_outputs(const Study& study, const std::vector<int>& fitted, calibration::Model all);

// As a measurement would see the outputs: with an error of its size and the model's discrepancy, by each run's seed.
// So the posterior of ABC is that of a measurement with errors, at any tolerance (Wilkinson 2013).
calibration::Model with_errors(const std::vector<calibration::Target>& targets, calibration::Model model);

// Runs are kept under labels that begin with `label`; everything drawn is of `seed`; `tell` gets what is being done.
// Throws as the runs do.
Fit fit(const Study& study, const std::vector<int>& fitted, const std::vector<calibration::Target>& targets,
        std::uint32_t seed, KeptRuns& runs, const std::string& label,
        const std::function<void(const std::string&)>& tell);

}  // namespace concord::study
