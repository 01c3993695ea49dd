// The closed form of hate incidents under counter-hate work (P18), from the tables and the parameters alone: nothing of
// sim/processes/hostility.h is used, so that the two can disagree. The derivation stands in incident_form.cpp.
#pragma once

#include "scenarios/validate/closed_form.h"

namespace concord::validate {

// Of Greater Manchester's recorded incidents, those of each area at the start [0, 1], [areas].
std::vector<double> shares_of_recorded(const sim::World& world, const sim::Parameters& parameters,
                                       const sim::Baseline& baseline);

// With the work less without it, over Greater Manchester.
struct IncidentChange {
    double happened = 0;        // more incidents (fewer: below 0), as a share of those without
    double share_recorded = 0;  // of what happens, [-1, 1]
};

// A counter_hate setting in full force throughout, in the districts that it names, everywhere in them. What it moves
// besides, and what that does to incidents in turn, is left out.
IncidentChange countered_incidents(const sim::World& world, const sim::Parameters& parameters,
                                   const sim::Baseline& baseline, const sim::LeverSetting& setting,
                                   const Delivered& delivered);

}  // namespace concord::validate
