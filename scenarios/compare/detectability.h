// Whether monitoring would have seen a difference (model.md section 6, detectability): a regime with its sample, its
// design effect, its errors and its lag, set beside what the paired runs say. Two Greater Manchesters are supposed, one
// with the option and one without, monitored alike: the most that monitoring can tell, as there is only one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "sim/policy/regimes.h"

namespace concord::scenarios {

// What one report of a regime rests on.
struct RegimeDesign {
    std::string_view name, title;
    int weeks = 13;        // between two reports
    double at_random = 0;  // interviews of a report over Greater Manchester, over the design effect; 0: nobody is asked
    double common_sd = 0;  // of an error that all interviews of a report share, logit
    bool by_round = false;  // everybody is asked in the last week; false: over all the weeks of the report
    int lag = 0;            // weeks until answers are known
    int lag_records = 0;    // the same of records
};
RegimeDesign design_of(sim::Regime regime, const sim::Parameters& parameters, const sim::Monitoring& amounts);

// Standard error in points of one report's percentage, where `share` of Greater Manchester's residents live (0, 1].
double error_of_report(const RegimeDesign& design, double percent, double share);

// Chance that a difference so large is told from none, two-sided 5 %, where its estimate has that standard error.
double chance_to_tell(double difference, double error);

// Pooled over the first so many reports: the mean difference against the error of that mean.
struct Detection {
    int reports = 0;
    double chance = 0;      // after all of them
    int first_report = 0;   // after which the chance is kDetectPower or more, and stays there; 0: never
    double smallest = 0;    // difference that all of them together tell with that power
    double difference = 0;  // mean over all of them
};
// One difference, and the standard error of its estimate, a report.
Detection detected(std::span<const double> differences, std::span<const double> errors);

// Participants against a comparison group: a regime of its own, of those who took part alone. Interviewed before and
// after, a year apart (E16); each arm has so many before some are not found again.
inline constexpr double kEvaluationSample = 200;
inline constexpr int kEvaluationWeeks = 52;
inline constexpr std::string_view kEvaluation = "participants_against_comparison";
// One report: two arms of those found again, at that level.
double error_of_evaluation(double percent, double sample, double attrition);

struct Detectable {
    int option = 0, group = 0;  // of the comparison; group 0 is Greater Manchester
    std::string_view regime;
    const sim::MeasureInfo* indicator = nullptr;
    Detection detection;
    int known_in_week = 0;  // of that first report; 0: never
};
// Of every option, regime, indicator, and of Greater Manchester and its districts; of participants, group is -1. What a
// regime does not see is left out.
std::vector<Detectable> detectable(const Comparison& comparison);

// For each regime what would most likely have been seen, option by option; at most 120 columns.
std::string detectability_summary(const Comparison& comparison, const std::vector<Detectable>& rows);
// In a sentence: of which option most would likely have been seen, what of it first, and of which nothing. Empty where
// nothing is monitored. A series is an indicator of a regime.
std::string detectability_line(const Comparison& comparison, const std::vector<Detectable>& rows);
// Chances by regime and indicator over Greater Manchester, and of participants.
std::string detectability_table(const Comparison& comparison, const std::vector<Detectable>& rows);

}  // namespace concord::scenarios
