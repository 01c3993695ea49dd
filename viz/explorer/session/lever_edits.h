// Levers pulled in the room: what is in force at a week, and the scenario that results when one is changed from that
// week on. The past is never touched, so that a branch goes on from where it stands.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::explorer {

// What the room is offered of a lever, from the engine's table and the shipped scenarios.
struct LeverOffer {
    sim::LeverInfo info;
    sim::LeverSetting usual;  // where, phase-in, unit cost and values as the shipped scenarios have them
    double most = 0;          // end of the slider: three times the largest shipped intensity, within the allowed range
};
std::vector<LeverOffer> lever_offers(const sim::Geography& geography);
// Between what a slider of one of its number fields goes.
std::array<double, 2> slider_ends(const LeverOffer& offer, std::size_t field);

// The settings of a kind that are in force at a week or still to come, in the scenario's order.
std::vector<const sim::LeverSetting*> settings_from(const sim::Scenario& scenario, sim::LeverKind kind, int week);

// The setting that the room sees for a lever at a week: the last of those in force, otherwise the next to come; none
// when the lever is not used.
std::optional<sim::LeverSetting> setting_at(const sim::Scenario& scenario, sim::LeverKind kind, int week);

// The scenario with `wanted` in place of every setting of its kind from `week` on. One already in force gives way at
// once; a new one is phased in over wanted.ramp_weeks. One that changes nothing takes the lever out.
sim::Scenario with_lever(sim::Scenario scenario, sim::LeverSetting wanted, int week);

// The scenario with a parameter fixed, or free again when `value` is empty.
sim::Scenario with_assumption(sim::Scenario scenario, const std::string& parameter, std::optional<double> value);

// A week from which a scenario's levers are others than before, and what then begins or ends, in words.
struct LeverMark {
    int week = 0;
    std::string text;
};
// In order of weeks, those after week 0 only; one a week.
std::vector<LeverMark> lever_marks(const sim::Scenario& scenario);

// Where the scenario's events come, in order of weeks; those of one week on lines of their own.
std::vector<LeverMark> event_marks(const sim::Scenario& scenario, const sim::Geography& geography);

// "By a rule: once feel_safe is below 85 % ...", where the lever has one; else empty.
std::string turned_words(const sim::LeverSetting& setting);
// Throws std::invalid_argument where the setting's target reaches nowhere in its districts: refused before it is run.
void require_somewhere(const sim::LeverSetting& setting, const sim::Geography& geography);
// So many districts, those in which the scenario's published levels put "people get on well" lowest. Throws
// std::invalid_argument where its baseline has no levels by district.
sim::Target lowest_target(const sim::Scenario& scenario, int districts);

// "the most deprived 20 %", "everywhere", "3 named areas"; with the districts where they are not all.
std::string where_words(const sim::LeverSetting& setting, const sim::Geography& geography);

}  // namespace concord::explorer
