// Who gains and who loses, by group, in words and numbers: of a comparison, and the levels of a run. What a reader
// needs to see that a mean hides a group's loss; no equality impact assessment (docs/limits.md).
#pragma once

#include <string>
#include <string_view>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

// What is published and not modelled, said beside how many stops there are.
struct PublishedShare {
    double percent;
    std::string_view of, source;
};
inline constexpr PublishedShare kStopsWithoutResult{79, "stops by Greater Manchester Police in 2023/24", "S24"};

// For `concord compare --details`: every group's verdict in every outcome; gains and harms in points and people;
// measures of equality, polarisation and segregation, with the number of comparisons. Empty without an option.
std::string equality_table(const Comparison& comparison);

// For `concord run --details`: levels by group at the end of a run, and the measures at the start and in the last whole
// year.
std::string equality_text(const sim::RunRecord& record, const sim::Geography& geography);

}  // namespace concord::scenarios
