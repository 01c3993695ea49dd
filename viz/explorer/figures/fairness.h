// Who gains and who loses (model.md section 6, fairness): outcomes of groups of residents over Greater Manchester, and
// measures of equality, polarisation and segregation, each judged as headlines are. Every cell asks its disclosure.
// Groups are measured at the ends of periods of four weeks; what is of a year is of the 52 weeks to one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viz/explorer/figures/findings.h"

namespace concord::explorer {

// The last week up to the clock at which groups were measured in all branches shown; -1: none yet.
int groups_week(const Explorer& explorer);

struct GroupRow {
    int group = 0;  // sim::GroupLayout
    std::string name;
    double level = 0;                // of the shown branch; NaN: too few, or not to be shown
    Spread spread;                   // of the level
    std::optional<Finding> finding;  // shown minus other, where there is another
};
// All groups but places, in their order; empty while nothing is there.
std::vector<GroupRow> group_rows(const Explorer& explorer, int outcome);
// Outcomes that are told of groups.
std::vector<int> outcomes_of_groups();
// The outcome chosen, or the first where that one is not told of groups.
int outcome_of_groups(const Explorer& explorer);

// Of a measure of equality over the last 52 weeks: Greater Manchester and the groups that it is defined of; empty
// before a year is over.
std::vector<GroupRow> equality_rows(const Explorer& explorer, int measure);
// With as many decimals as three figures of the level need: shares of one and stops per thousand can be read alike.
int decimals_of(double level);

// A sentence for each gain and harm of a group in any outcome, harms first, and how many comparisons were made; one
// that says why, where there is nothing to compare. The same of measures of equality.
std::vector<std::string> who_words(const Explorer& explorer);
std::vector<std::string> equality_words(const Explorer& explorer);

}  // namespace concord::explorer
