// What the map can show, from the engine's own tables of items, states and outcomes, and the rules on where it may
// (sim/measures/disclosure.h): below district level what residents say of their place, grievance and programme trust
// only as differences between branches, incidents and indices not at all; hate incidents nowhere as a level.
#pragma once

#include <string>
#include <vector>

#include "scenarios/live/simulator.h"
#include "viz/explorer/session/workspace.h"
#include "viz/figure/figure.h"

namespace concord::explorer {

enum class IndicatorKind { kItem, kState, kOutcome };

struct Indicator {
    std::string key;    // "feel_safe", "state_openness"; of actions and scripts
    std::string title;  // "Feeling safe"
    std::string axis;   // with its unit: "percent of adults"
    IndicatorKind kind = IndicatorKind::kItem;
    int index = 0;                               // sim::Item, sim::State or sim::Outcome
    figure::Unit unit = figure::Unit::kPercent;  // of levels
    sim::Disclosure disclosure{};
    bool ranks_allowed = false;  // whether texts may name a highest and a lowest place
    bool levels_mapped = true;   // no: on maps a difference with its range only
};
const std::vector<Indicator>& indicators();
// nullptr: there is none of that key.
const Indicator* find_indicator(const std::string& key);

// Why the map may not show that; empty when it may. `place_levels`: levels below districts were asked for.
std::string refused(const Indicator& indicator, map::Level level, bool difference, bool place_levels);
// The same of what the workspace's map shows.
std::string refused(const Workspace& workspace);

// The outcome that the indicator is at that level: outcomes are kept of districts as they are, all their adults
// counted. -1: none.
int outcome_of(const Indicator& indicator, map::Level level);

std::string state_in_sentence(int state);  // its title: "trust in neighbours"

// Values of every unit of a level for a week: percent for items, 0 to 100 for states, outcomes in their unit. NaN where
// there are too few adults. `adults` are weights of the neighbourhoods.
std::vector<double> level_values(const sim::Geography& geography, const std::vector<double>& adults,
                                 const WeekMeasures& week, const Indicator& indicator, map::Level level);

}  // namespace concord::explorer
