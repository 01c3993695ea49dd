// What can be decided from a comparison, in sentences: no winner where none is, and what would change the answer.
#pragma once

#include <string>
#include <vector>

#include "report/sections/inputs.h"

namespace concord::report {

// "What would £40 million over ten years do for how people get on in Greater Manchester?" where all options cost about
// the same.
std::string question(const scenarios::Comparison& comparison);

// The sentence to decide by. An option comes first only where it is a gain in the leading outcome and better than every
// other by what matters.
std::string decision(const scenarios::Comparison& comparison);
// Gains and harms of headline outcomes over Greater Manchester, option by option; that there are none, where none is.
std::vector<std::string> elsewhere(const scenarios::Comparison& comparison);

// At most three things that would change the answer, those told by the runs first: the size of a programme, a parameter
// that nobody knows, a contested assumption, an event.
// Gains and harms over Greater Manchester in what is no headline outcome, such as stops; may be empty.
std::vector<std::string> beyond_headlines(const scenarios::Comparison& comparison);
std::vector<std::string> what_would_change(const Inputs& inputs);

}  // namespace concord::report
