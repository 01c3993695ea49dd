#include "viz/explorer/figures/spread.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

constexpr double kSmallestShown = 0.005;  // half of the last decimal of differences
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// One value a member that has reached the week in all of the branches: of the first, or of the first minus the second.
std::vector<double> member_values(const BranchResult& one, const BranchResult* other, int week, int district,
                                  int outcome) {
    std::vector<double> values;
    const auto at = static_cast<std::size_t>(week);
    for (std::size_t m = 0; m < one.members.size(); ++m) {
        if (one.members[m].size() <= at || (other && (other->members.size() <= m || other->members[m].size() <= at)))
            continue;
        values.push_back(outcome_of(*one.members[m][at], district, outcome));
        if (other) values.back() -= outcome_of(*other->members[m][at], district, outcome);
    }
    return values;
}

}  // namespace

Spread spread_of(const std::vector<double>& values) {
    std::vector<double> known;
    std::copy_if(values.begin(), values.end(), std::back_inserter(known), [](double v) { return std::isfinite(v); });
    Spread spread{static_cast<int>(known.size()), kMissing, kMissing, true, static_cast<int>(values.size())};
    if (known.size() < 2) return spread;
    const auto [low, high] = std::minmax_element(known.begin(), known.end());
    spread.low = *low;
    spread.high = *high;
    // What would be written 0.00 is no difference either.
    spread.includes_zero = (*low <= 0 && *high >= 0) || std::max(std::abs(*low), std::abs(*high)) < kSmallestShown;
    return spread;
}

Spread level_spread(const BranchResult& branch, int week, int district, int outcome) {
    return spread_of(member_values(branch, nullptr, week, district, outcome));
}

Spread difference_spread(const BranchResult& one, const BranchResult& other, int week, int district, int outcome) {
    return spread_of(member_values(one, &other, week, district, outcome));
}

std::string range_words(const Spread& spread) {
    if (spread.members < 2) return "not known";
    const auto end = [](double value) { return figure::format_short(value, {figure::Unit::kNumber, true, 2}); };
    return fmt::format("{} to {}", end(spread.low), end(spread.high));
}

double outcome_of(const WeekMeasures& week, int district, int outcome) {
    const sim::Disclosure& disclosure = sim::kOutcomeTable.at(static_cast<std::size_t>(outcome)).disclosure;
    if (!sim::may_show(disclosure, sim::Quantity::kLevel,
                       district < 0 ? sim::Resolution::kGreaterManchester : sim::Resolution::kDistrict))
        return kMissing;
    return static_cast<double>(week.outcome.at(static_cast<std::size_t>((district + 1) * sim::kOutcomes + outcome)));
}

}  // namespace concord::explorer
