// What we choose (model.md section 5): a scenario is a baseline (today's published levels, policing and hostility),
// the levers turned on top of it, and the events that come whatever is chosen. Plain data; scenarios/scenario_file
// reads it from TOML, sim/policy/schedule turns it into what each neighbourhood gets each week, sim/policy/costs into
// money.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/ground/calendar.h"
#include "sim/ground/resident.h"
#include "sim/measures/items.h"
#include "sim/measures/support.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/levers.h"
#include "sim/policy/news_events.h"
#include "sim/policy/regimes.h"
#include "sim/policy/rules.h"
#include "sim/world/geography.h"

namespace concord::sim {

// Where a lever applies, inside its districts. Never by ethnic group, religion, country of birth or language.
struct Target {
    enum class Rule { kEverywhere, kMostDeprived, kHighestDisorder, kLowest, kAreas };
    Rule rule = Rule::kEverywhere;
    double share = 1;          // kMostDeprived, kHighestDisorder: of the residents of the lever's districts (0, 1]
    std::vector<int> areas{};  // kAreas: indices into Geography::areas
    // kLowest: so many of the lever's districts, those in which the item stood lowest at the start.
    Item item = kGetOnWell;
    int lowest = 0;
    std::vector<double> levels{};  // published, percent in order of district (published_by_district)

    friend bool operator==(const Target&, const Target&) = default;
};

struct UnitCost {
    double gbp = 0;   // per unit, in pounds of `price_year`; may be negative (a saving)
    std::string per;  // must equal LeverInfo::cost_per
    int price_year = 2024;
    std::string source;  // a source id or "assumption"
    std::string note{};  // why, where the file says so
};

// What is done with a lever, where and when: all of it that a run depends on.
struct LeverUse {
    LeverKind kind = LeverKind::kCommunityEngagement;
    std::vector<int> districts;  // indices into Geography::districts, ascending, not empty
    Target target;
    std::vector<FieldValue> values;  // of the kind's fields, in their order; neutral ones at the end are left out
    Date from{};                     // first week in force
    std::optional<Date> until;       // first day no longer in force
    int ramp_weeks = 0;              // rises linearly from neutral over these weeks; with a rule wherever it turns
    std::optional<double>
        capacity;              // most units a year over all places (seats, places, hours, ...); scaled down beyond
    std::optional<Rule> rule;  // turns it by what monitoring reports; none: as the dates say

    FieldValue value(std::size_t field) const;
    std::vector<FieldValue> all_values() const;     // of every field of the kind
    void set(std::size_t field, FieldValue value);  // of the present kind
    // The first field, per head of the targeted residents where its unit says so.
    double intensity() const { return value(0).number; }
    void set_intensity(double number) { set(0, {.number = number}); }
    // By key. Throw std::out_of_range for a field, or a choice, that the kind does not have.
    double number(std::string_view key) const;
    bool chose(std::string_view key, std::string_view choice) const;  // kChoice: it is that one; kSet: it is among them
    bool is_neutral() const;                                          // changes nothing

    friend bool operator==(const LeverUse& a, const LeverUse& b) = default;
};

struct LeverSetting : LeverUse {
    UnitCost cost;
    std::string source, note;
};

// Exposure to stops by ethnic group relative to White: a published figure of the scenario, never a behaviour.
struct StopExposure {
    bool equal = false;  // exposure = "equal" turns it off
    // GM-wide rate ratios to White, 2021-census denominators; none where none is published (Mixed, Other): then the
    // parameters' stop_ratio_mixed and stop_ratio_other.
    std::array<std::optional<double>, kEthnicGroups> ratio{1, 1, 1, 1, 1};
    std::string source;

    double of(int group, const Parameters& parameters) const;  // 1 for everybody where exposure is equal
};

// What there is of support before any lever (model.md 4.8; the numbers: decision 0026).
struct SupportToday {
    double referrals_per_100000_a_year = 12;  // right and wrong ones, of all residents
    // Of all referrals, by sector; scaled to add up to 1.
    std::array<double, kSectors> referral_share = {0.30, 0.10, 0.28, 0.10, 0.09, 0.05, 0.08};
    double places_per_100000 = 1.4;  // supported places, of all residents
    bool pooled = true;  // places are one pool for Greater Manchester, and cases are handed over as in a forum
    std::string source, note{};

    // Whether it is the same, wherever it was written down.
    bool same_as(const SupportToday& other) const {
        return referrals_per_100000_a_year == other.referrals_per_100000_a_year &&
               referral_share == other.referral_share && places_per_100000 == other.places_per_100000 &&
               pooled == other.pooled;
    }
};

// Nine years: confidence fell from 78 % in 2015/16 to 67 % in the year to March 2025 (S20; S21).
inline constexpr int kWeeksOfDecline = 468;

// Today's published levels, which the set-points sustain (model.md 3.5 and section 6, items).
struct Baseline {
    std::array<double, kItems> item_level{};  // GM percent agreeing (0, 100), in order of Item
    std::array<std::string, kItems> item_source;
    std::vector<double> get_on_well_by_district;  // percent in order of district; empty: no district effects
    std::string get_on_well_source;
    double stops_per_1000_a_year = 12.5;
    std::string stops_source;
    StopExposure exposure;
    double recorded_hate_per_1000_a_year = 2.95;  // race and religion; other strands are not modelled
    std::string hate_source;
    std::vector<std::optional<double>> recorded_hate_by_district;  // the same, where published; empty: nowhere
    std::string hate_by_district_source;
    double programme_support = 58;  // percent of adults aware of the prevention programme who are in favour (0, 100)
    std::string programme_source = "S65";
    SupportToday support;
    Regime monitoring = Regime::kQuarterlySurvey;  // unless the lever of that name is in force
    // Confidence in the police falls for reasons outside the model, evenly: by so many points of the item over so many
    // weeks from the start. 0: it does not.
    double confidence_decline = 0;
    int confidence_decline_weeks = kWeeksOfDecline;
    std::string decline_source;
};

struct ParameterOverride {
    std::string name;
    double value = 0;
    std::string source, note{};
};

struct Scenario {
    std::string name, purpose;
    Date start{};
    int years = 10;            // 1 to 30
    std::optional<int> weeks;  // [0, 52 x years] where a run ends there instead; whole four-week periods
    Baseline baseline;
    std::vector<LeverSetting> levers;
    std::vector<NewsEvent> events;
    std::vector<ParameterOverride> parameters;  // fixed in every draw
    std::string source, note;
    std::string text;  // the files as read, base first: kept in results

    int length() const { return weeks.value_or(years * kWeeksPerYear); }  // weeks
};

// One sentence on what makes an event impossible in that scenario, beside those it has already; empty when nothing
// does.
std::string what_is_wrong(const NewsEvent& event, const Scenario& scenario, const Geography& geography);

// Whether two scenarios begin alike: same published levels and same fixed parameters, so that one Start serves both.
// Sources and notes do not count.
bool same_start(const Scenario& a, const Scenario& b);

// Whether two scenarios pull the same levers, at the same places and times. Costs, sources and notes do not count.
bool same_policy(const Scenario& a, const Scenario& b);
// Whether the same events come in both, in the same order. Sources and notes do not count.
bool same_events(const Scenario& a, const Scenario& b);

// The parameters with those that the scenario fixes put in. Throws std::invalid_argument for a name that there is not.
Parameters with_overrides(Parameters parameters, const Scenario& scenario);

}  // namespace concord::sim
