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

ValueOfRun outcome_at(int week, int district, int outcome) {
    return [=](const Weeks& weeks) { return outcome_of(*weeks[static_cast<std::size_t>(week)], district, outcome); };
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

Spread spread_at(const BranchResult& one, const BranchResult* other, int week, const ValueOfRun& value) {
    std::vector<double> values;
    const auto at = static_cast<std::size_t>(week);
    for (std::size_t m = 0; m < one.members.size(); ++m) {
        if (one.members[m].size() <= at || (other && (other->members.size() <= m || other->members[m].size() <= at)))
            continue;
        values.push_back(value(one.members[m]));
        if (other) values.back() -= value(other->members[m]);
    }
    return spread_of(values);
}

Spread level_spread(const BranchResult& branch, int week, int district, int outcome) {
    return spread_at(branch, nullptr, week, outcome_at(week, district, outcome));
}

Spread difference_spread(const BranchResult& one, const BranchResult& other, int week, int district, int outcome) {
    return spread_at(one, &other, week, outcome_at(week, district, outcome));
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
