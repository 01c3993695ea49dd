// How far the practice of each district's police comes under a lever, for the closed form (P18): a recursion of its
// own, which knows the parameters and a run's draws, and nothing of sim/processes/practice.h.
#pragma once

#include <vector>

#include "scenarios/validate/closed_form.h"

namespace concord::validate {

// Of the way from its start to perfect, week by week, [weeks][districts]. `setting` is of training or of a forum;
// `diluted` is what its reach leaves of training.
std::vector<std::vector<double>> practice_gained(const sim::Parameters& p, const sim::Geography& geography,
                                                 const sim::LeverSetting& setting, const Delivered& delivered,
                                                 const FairPractice& at_start, double diluted, int weeks);

}  // namespace concord::validate
