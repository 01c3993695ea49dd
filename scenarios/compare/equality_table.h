// Who gains and who loses, by group, in words and numbers: of a comparison, and the levels of a run. What a reader
// needs to see that a mean hides a group's loss; no equality impact assessment (docs/limits.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

// What is published and not modelled, said beside how many stops there are.
struct PublishedShare {
    double percent;
    std::string_view of, source;
};
inline constexpr PublishedShare kStopsWithoutResult{79, "stops by Greater Manchester Police in 2023/24", "S24"};

// Groups over Greater Manchester: all but GM itself and its districts.
std::vector<int> groups_of_people(const sim::GroupLayout& layout);
// Outcomes that are told of groups; the one of the most deprived fifth is that fifth's own row.
std::vector<int> outcomes_told(std::size_t outcomes);
// Whose rows a measure has: GM's where it is of no group, those of ethnic groups else where it may be shown by them.
std::vector<int> groups_told(const sim::MeasureInfo& info, const sim::GroupLayout& layout);
// "Stops per 1,000 aged 10+", of a group "Stops per 1,000 aged 10+, ethnic group Asian".
std::string row_title(const sim::MeasureInfo& info, const std::string& group, bool all);
// "Stops without result are not modelled: ... Of stops by ..., 79 % had none (S24)."
std::string without_result();
inline constexpr const char* kHowToReadEquality =
    "A ratio is of stops per 1,000 residents of the group aged 10 and over to the same of White residents; published "
    "ratios are put in, so it says what was put in, and how many stops there are is what a lever changes. A gap is "
    "between the most and the least deprived fifth of neighbourhoods; it closes as well when the better off lose. "
    "Dissimilarity, isolation and interaction are of who lives where, which nothing in the model changes. Nothing is "
    "told of fewer than ten simulated residents. Five ethnic groups hide large differences, and no attitude has a term "
    "for background; what an equality impact assessment needs besides: docs/limits.md.";

// For `concord compare --details`: every group's verdict in every outcome; gains and harms in points and people;
// measures of equality, polarisation and segregation, with the number of comparisons. Empty without an option.
std::string equality_table(const Comparison& comparison);

// What of it is a gain or a harm, option by option, in a sentence: measures of Greater Manchester, and in how many
// outcomes of groups. Empty where nothing is.
std::string equality_line(const Comparison& comparison);

// For `concord run --details`: levels by group at the end of a run, and the measures at the start and in the last whole
// year.
std::string equality_text(const sim::RunRecord& record, const sim::Geography& geography);

}  // namespace concord::scenarios
