// Behaviour parameters in words for people: the engine's table, with titles and evidence spelled out.
#pragma once

#include <string>

#include "sim/parameters/parameters.h"

namespace concord::explorer {

// "Contact positive" for contact_positive; of a state, "Deprivation slope: trust in police".
std::string parameter_title(const sim::ParameterInfo& info);
// The engine's meaning as a sentence without its full stop, with states by their titles.
std::string parameter_meaning(const sim::ParameterInfo& info);
// "Evidence: trial or repeated measurement (E10)." or "An assumption: nobody has measured it."
std::string evidence_words(const sim::ParameterInfo& info);

}  // namespace concord::explorer
