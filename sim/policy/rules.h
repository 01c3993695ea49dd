// Adaptive rules (model.md sections 4 and 6): a lever is turned by what monitoring says, not by what is true. A rule
// belongs to a lever's setting, whose values are the most that it turns the lever to. It keeps nothing of its own: how
// it stands follows from the reports so far, so that a run taken up again, or a future forked off, goes on alike.
#pragma once

#include <span>
#include <string>

#include "sim/measures/indicators.h"
#include "sim/policy/regimes.h"

namespace concord::sim {

struct Scenario;

inline constexpr int kMostReportsInARow = 40;  // ten years of quarters

struct Rule {
    int indicator = kGetOnWell;
    bool below = true;         // met where a report is below the threshold; false: above it
    double threshold = 0;      // in the indicator's unit
    int reports = 1;           // so many in a row meet it before the lever turns, or fail it before it turns back
    bool by_district = false;  // each district by its own reports; false: all by Greater Manchester's
    double then = 1;           // share of the setting's values (from neutral) in force once it is met [0, 1]
    double otherwise = 0;      // and until then [0, 1]

    friend bool operator==(const Rule&, const Rule&) = default;
};

// What a report says of one indicator in one place, and in which week a lever can turn by it (weeks after the start).
struct Reading {
    int acts_in = 0;
    double value = 0;  // NaN: too few were asked, which neither meets nor fails a rule
};
// How a setting with a rule comes into force: from a week of the run on it rises towards what the rule asks for, by so
// much a week that all of the setting takes `weeks`; what is turned back goes at once, as a lever does that ends.
struct Ramp {
    int from = 0, weeks = 0;
};
// The share of the setting's values in force in a week, no earlier than the ramp begins; on the ramp that of the week's
// middle. Readings in their order.
double turned_to(const Rule& rule, std::span<const Reading> readings, int week, Ramp ramp = {});

// Highest value that an indicator's threshold may have; the lowest is 0.
constexpr double highest_threshold(int indicator) { return is_asked(indicator) ? 100 : 1000; }

// One sentence on what makes the rule of a scenario's lever impossible; empty when nothing does, or it has none. A rule
// needs an indicator that the regime in force sees for as long as the lever is.
std::string what_is_wrong_with_rule(const Scenario& scenario, std::size_t lever);

}  // namespace concord::sim
