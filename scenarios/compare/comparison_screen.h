// All that `concord compare` prints when nobody asks for more: the answer, and a sentence each of what else there is to
// say, whose tables stand behind --details.
#pragma once

#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/detectability.h"

namespace concord::scenarios {

// Of a baseline and five options so many lines at most, with those that the program adds on where its files are, each
// of at most 120 columns.
inline constexpr int kScreenLines = 60;

// `seen`: what monitoring would have seen (`detectable`). `outputs` as for comparison_table.
std::string comparison_screen(const Comparison& comparison, const std::vector<Detectable>& seen,
                              const std::vector<std::string>& outputs = {});
// What stands behind the sentences: tables of the prevention programme, meetings, support and monitoring, and warnings.
std::string behind_the_screen(const Comparison& comparison, const std::vector<Detectable>& seen);

}  // namespace concord::scenarios
