// How far the further runs of a branch, or of two, lie apart at a week.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "viz/explorer/session/explorer.h"

namespace concord::explorer {

// Of the members that have come to a week.
struct Spread {
    int members = 0;            // with a value; others rest on too few
    double low = 0, high = 0;   // lowest and highest; NaN for fewer than two members
    bool includes_zero = true;  // also when nothing is known
    int come = 0;               // members that have come to the week
};
// One value a member, NaN where it has none.
Spread spread_of(const std::vector<double>& values);
// Of a value of the first branch, or of it minus the same of the other, member by member of those that have come to the
// week in all of them.
using ValueOfRun = std::function<double(const Weeks&)>;
Spread spread_at(const BranchResult& one, const BranchResult* other, int week, const ValueOfRun& value);
// Of the outcome of Greater Manchester (district -1) or a district.
Spread level_spread(const BranchResult& branch, int week, int district, int outcome);
// Of the first branch minus the second, member by member.
Spread difference_spread(const BranchResult& one, const BranchResult& other, int week, int district, int outcome);

// "−0.12 to +0.31"; of nothing known "not known".
std::string range_words(const Spread& spread);

// Outcome of Greater Manchester (district -1) or a district, in its unit; NaN where not defined or not to be shown.
double outcome_of(const WeekMeasures& week, int district, int outcome);

}  // namespace concord::explorer
