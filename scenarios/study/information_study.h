// What it would be worth to know parameters before choosing between the options of a study, in the outputs' units.
#pragma once

#include <string>
#include <vector>

#include "calibration/importance_of_information.h"
#include "calibration/model.h"
#include "scenarios/study/choices.h"
#include "scenarios/study/study_report.h"

namespace concord::study {

struct ChoiceWorth {
    Choice choice;
    calibration::PerfectInformation everything;  // of knowing all parameters, and the chances of the run
    std::vector<double> share_best;              // of the runs, [options]; a run with several counts for each
    std::vector<calibration::PartialInformation> parameters;  // of knowing each group, [groups of the study's space]
    double matters = 0;                                       // the smallest difference that does; 0: not known
};

// [choices_of(study)], from study.sensitivity->draws runs of the prior, each with a seed of its own that its options
// share. Throws as the model does, and std::invalid_argument where too many runs failed for a regression.
std::vector<ChoiceWorth> analyse_information(const Study& study, const calibration::Model& model);

// Whether what knowing a group is worth is told from 0: above twice its bias by two standard errors, as where knowing
// is worth nothing the bias shows half of what is found.
bool told_from_nothing(const calibration::PartialInformation& worth);

// A row a choice and group, and one for everything; a row a choice and option.
std::string information_csv(const std::vector<ChoiceWorth>& found, const std::vector<std::string>& groups);
std::string options_csv(const std::vector<ChoiceWorth>& found);
void tell_information(const std::vector<ChoiceWorth>& found, const std::vector<std::string>& groups, Report& report);

}  // namespace concord::study
