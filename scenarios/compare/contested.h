// Contested assumptions (model.md 4.4): every comparison gives its results on trust in the police under each of them as
// well, since rankings that flip between them are not robust. Fewer pairs do: chance is shared with the main
// comparison.
#pragma once

#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "sim/policy/scenario.h"

namespace concord::scenarios {

struct ContestedAssumption {
    std::string key;    // names its folder: contested/KEY
    std::string title;  // in tables
    bool equal_exposure = false;
    std::vector<sim::ParameterOverride> parameters;  // fixed in every draw
};
const std::vector<ContestedAssumption>& contested_assumptions();

// The scenarios with the assumption put in; an override of the scenario's own for the same parameter gives way.
std::vector<sim::Scenario> under(const ContestedAssumption& assumption, std::vector<sim::Scenario> scenarios);

// Confidence in the police, last year, each option against the baseline under the same assumption: the main comparison
// and each entry of `contested` (in order of contested_assumptions()), over the pairs they share, for GM and the ethnic
// groups with a published ratio.
std::string contested_table(const Comparison& main, const std::vector<Comparison>& contested);

}  // namespace concord::scenarios
