// Scenario discovery in a study: which parameters differ between the runs of interest and the others, and a box of
// parameters inside which those of interest are dense.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calibration/model.h"
#include "calibration/prim.h"
#include "calibration/regional_sensitivity.h"
#include "scenarios/study/study_report.h"

namespace concord::study {

// Of one output.
struct Discovered {
    std::string output;
    double threshold = 0;  // in the output's unit; runs of interest lie beyond it, those of a share at it or beyond
    int of_interest = 0, others = 0, failed = 0;  // runs
    // None where fewer than 5 runs are of interest, or fewer than 5 are not.
    std::vector<calibration::RegionalSensitivity> parameters{};  // [varied]
    std::optional<calibration::PrimResult> search{};
    // What was found, without the bounds that may be chance; none where no bound is left.
    std::optional<calibration::PrimBox> box{};
};

// [outputs of the study], from study.sensitivity->draws runs of the prior, each with a seed of its own. Throws as the
// model does.
std::vector<Discovered> discover(const Study& study, const calibration::Model& model);

// Whether a parameter's values differ between the two kinds of runs: at 5 %, for all comparisons of the study.
bool told_from_chance(const calibration::RegionalSensitivity& parameter);

// A box without its bounds whose quasi p-value, times the number of parameters that might have been bounded, is 0.05 or
// more: the least sure first, as what is left becomes surer or less sure with each (Bryant & Lempert 2010).
calibration::PrimBox without_chance(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest,
                                    calibration::PrimBox box);

std::string discovery_csv(const Study& study, const std::vector<Discovered>& found);  // a row an output and parameter
std::string box_csv(const Study& study, const std::vector<Discovered>& found);        // an output and bounded one
std::string trade_off_csv(const std::vector<Discovered>& found);  // an output and step of the search
void tell_discovery(const Study& study, const std::vector<Discovered>& found, Report& report);

}  // namespace concord::study
