// What we choose (model.md section 5): a scenario is a baseline (today's published levels, policing and hostility) and
// the levers turned on top of it. Plain data; scenarios/scenario_file reads it from TOML, sim/policy/schedule turns it
// into what each neighbourhood gets each week, sim/policy/costs into money.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/ground/calendar.h"
#include "sim/ground/resident.h"
#include "sim/measures/items.h"
#include "sim/parameters/parameters.h"

namespace concord::sim {

enum class LeverKind : int {
    kCommunityEngagement = 0,
    kBridgingProgrammes,
    kNeighbourhoodPolicing,
    kProceduralJusticeTraining,
    kStopAndSearch,
};
inline constexpr int kLeverKinds = 5;

// What the code knows of a lever: drives the scenario reader, `describe levers`, the explorer and the cost table.
struct LeverInfo {
    LeverKind kind;
    std::string_view name;           // community_engagement
    std::string_view title;          // Community engagement
    std::string_view meaning;        // one plain sentence
    std::string_view intensity_key;  // TOML key that carries the unit: seats_per_1000_a_year
    std::string_view unit;           // seats per 1,000 residents a year
    double lowest, highest;          // allowed intensity
    double neutral;                  // the intensity that changes nothing (1 for a multiple, else 0)
    std::string_view cost_per;       // what a unit cost is per: seat, place, patrol hour, officer trained, stop
    std::string_view funder;         // council, police, NHS, grant, other
};
const std::array<LeverInfo, kLeverKinds>& lever_table();
const LeverInfo& info(LeverKind kind);

// Where a lever applies, inside its districts. Never by ethnic group, religion, country of birth or language.
struct Target {
    enum class Rule { kEverywhere, kMostDeprived, kHighestDisorder, kAreas };
    Rule rule = Rule::kEverywhere;
    double share = 1;        // kMostDeprived, kHighestDisorder: of the residents of the lever's districts (0, 1]
    std::vector<int> areas;  // kAreas: indices into Geography::areas
};

struct UnitCost {
    double gbp = 0;   // per unit, in pounds of `price_year`; may be negative (a saving)
    std::string per;  // must equal LeverInfo::cost_per
    int price_year = 2024;
    std::string source;  // a source id or "assumption"
};

struct LeverSetting {
    LeverKind kind = LeverKind::kCommunityEngagement;
    std::vector<int> districts;  // indices into Geography::districts, ascending, not empty
    Target target;
    double intensity = 0;            // in LeverInfo::unit, per head of the targeted residents
    double fair_share_change = 0;    // stop_and_search only: posture, change of the fair share of stops [-1, 1]
    double satisfaction_change = 0;  // stop_and_search only: posture, change of service satisfaction [-1, 1]
    Date from{};                     // first week in force
    std::optional<Date> until;       // first day no longer in force
    int ramp_weeks = 0;              // rises linearly from neutral over these weeks
    std::optional<double>
        capacity;  // most units a year over all places (seats, places, hours, ...); scaled down beyond
    UnitCost cost;
    std::string source, note;
};

// Exposure to stops by ethnic group relative to White: a published figure of the scenario, never a behaviour.
struct StopExposure {
    bool equal = false;                                      // exposure = "equal" turns it off
    std::array<double, kEthnicGroups> ratio{1, 1, 1, 1, 1};  // GM-wide rate ratios to White, 2021-census denominators
    std::string source;
};

// Today's published levels, which the set-points sustain (model.md 3.5 and section 6, items).
struct Baseline {
    std::array<double, kItems> item_level{};  // GM percent agreeing (0, 100), in order of Item
    std::array<std::string, kItems> item_source;
    std::vector<double> get_on_well_by_district;  // percent in order of district; empty: no district effects
    std::string get_on_well_source;
    double stops_per_1000_a_year = 7.2;
    std::string stops_source;
    StopExposure exposure;
    double recorded_hate_per_1000_a_year = 3.6;
    std::string hate_source;
};

struct ParameterOverride {
    std::string name;
    double value = 0;
    std::string source;
};

struct Scenario {
    std::string name, purpose;
    Date start{};
    int years = 10;  // 1 to 30
    Baseline baseline;
    std::vector<LeverSetting> levers;
    std::vector<ParameterOverride> parameters;  // fixed in every draw
    std::string source, note;
    std::string text;  // the files as read, base first: kept in results
};

// Whether two scenarios begin alike: same published levels and same fixed parameters, so that one Start serves both.
// Sources and notes do not count.
bool same_start(const Scenario& a, const Scenario& b);

// Whether two scenarios pull the same levers, at the same places and times. Costs, sources and notes do not count.
bool same_policy(const Scenario& a, const Scenario& b);

// The parameters with those that the scenario fixes put in. Throws std::invalid_argument for a name that there is not.
Parameters with_overrides(Parameters parameters, const Scenario& scenario);

}  // namespace concord::sim
