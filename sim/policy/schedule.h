// What each neighbourhood gets each week (model.md section 5): levers with their districts, targeting, ramp, dates and
// capacity, resolved against a geography.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::sim {

inline constexpr double kResidentsOfGreaterManchester = 2867794;  // Census 2021, TS021

// Per neighbourhood, [N] each, for one week. Settings of the same kind add up (multiples add their excess over 1).
struct LeverWeek {
    std::vector<float> engagement_seats;     // community_engagement seats this week, expected number at full scale
    std::vector<float> bridging_places;      // bridging_programmes places this week, expected number at full scale
    std::vector<float> patrol_hours;         // hours this week per 1,000 residents
    std::vector<float> trained;              // share of the district's officers trained [0, 1]
    std::vector<float> stop_multiple;        // of the baseline stop rate, >= 0
    std::vector<float> fair_share_change;    // posture, [-1, 1]
    std::vector<float> satisfaction_change;  // posture, [-1, 1]
    std::vector<float> esol_places;          // esol_circles places this week, expected number at full scale
    std::vector<float> counter_hate;         // share of residents within its reach [0, 1]
    std::vector<float> venues_covered;       // share of hireable rooms [0, 1]
    std::vector<float> police_fronted;       // share of the district's prevention contacts [0, 1]
    std::vector<float> communication;        // share of residents within reach of open communication [0, 1]
    std::vector<float> support_places;       // early_support places there are, expected number at full scale
    std::vector<float> staff_trained;        // share of the district's frontline staff trained [0, 1]
    std::vector<std::array<float, kForumMembers>> forum;  // [districts] how far each member is in it [0, 1]
    bool any = false;                                     // false: every entry is neutral
    // Residents reached a year by each kind of lever as a share of GM's, whatever the table holds of them
    // (for dilution, 4.5): who takes a seat or place; who lives where there is patrol; who is served by trained
    // officers or staff; whom counter-speech and reporting centres serve, or open communication; who has a supported
    // place. Due diligence, the forum and who fronts prevention act on institutions: they reach nobody.
    std::array<double, kLeverKinds> reach{};
    // What dilution leaves of the effect of each kind at that reach, (0, 1]; put by delivery::dilute.
    std::array<double, kLeverKinds> undiluted = [] {
        std::array<double, kLeverKinds> whole{};
        whole.fill(1);
        return whole;
    }();

    friend bool operator==(const LeverWeek&, const LeverWeek&) = default;
};

// A row of LeverWeek: what it is where no lever is in force, and within what a sum stays.
struct LeverEffect {
    std::vector<float> LeverWeek::*of;
    float neutral, low, high;
};
std::span<const LeverEffect> lever_effects();

class Schedule {
  public:
    // Resolves districts and targets once. The geography must outlive the schedule. Throws std::invalid_argument naming
    // the lever for an index out of range or a value that its field may not have, and TooMuchTogether (together.h).
    // `prevention_contacts`: of the parameters that a run has drawn; without, the scenario's own or the default.
    Schedule(const Geography& geography, const Scenario& scenario,
             std::optional<double> prevention_contacts = std::nullopt);

    // What is in force in the week that starts `week` weeks after the scenario's start. `turned` is what rules leave of
    // each setting in each district, [levers][districts]; empty: all of it.
    void at(int week, LeverWeek& out, std::span<const double> turned = {}) const;

    // Units of lever setting `lever` bought in district `district` in that week: seats, places, patrol hours, extra
    // stops (negative: fewer), contacts that police front beyond today's (negative: fewer), or what is kept up and
    // costs a unit a year (so 1/52 a week): officers or staff trained, residents within reach (counter_hate: thousands
    // of them), venues covered, supported places. Expected number at full scale after capacity, and before rules. For
    // costs and the table of units bought.
    double units(int lever, int district, int week) const;

    // Neighbourhoods that a setting reaches (targeting preview), ascending.
    const std::vector<int>& reached(int lever) const { return places_[lever]; }

    // 0 out of force, rising to 1 over the ramp, of a lever with a rule at once, as its ramps begin where the rule
    // turns; the value of a week on the ramp is that of its middle.
    double strength(int lever, int week) const;
    // What each place reached gets of the setting's values: its strength, less what goes beyond capacity.
    double scale(int lever, int week) const { return strength(lever, week) * capacity_factor_[lever]; }

    const Geography& geography() const { return *geography_; }
    const Scenario& scenario() const { return *scenario_; }

  private:
    const Geography* geography_;
    const Scenario* scenario_;
    std::vector<double> young_;        // [N] residents aged 10 to 24
    std::vector<double> stop_weight_;  // [N] stops relative to residents, mean 1: more where disorder is high
    double residents_ = 0;
    double prevention_contacts_ = 0;        // per 100,000 residents a year
    std::vector<std::vector<int>> places_;  // [levers] neighbourhoods in force
    std::vector<double> capacity_factor_;   // [levers] scales intensity down to capacity, (0, 1]
    std::vector<double> district_units_;    // [levers x D] units a week at full strength, after capacity

    void prepare_stop_weights();
    void add_lever(int lever);
    double units_a_week(const LeverSetting& setting, int neighbourhood) const;
    // What rules leave of a setting, by neighbourhood.
    struct Turned {
        const Geography* geography;
        std::span<const double> of_district;  // empty: all of it
        double at(int n) const {
            return of_district.empty() ? 1.0
                                       : of_district[static_cast<std::size_t>(geography->neighbourhoods[n].district)];
        }
    };
    void apply(int lever, double scale, const Turned& turned, LeverWeek& out) const;
    void add_to_district(int lever, double share, const Turned& turned, std::vector<float>& out) const;
};

// Officers of Greater Manchester Police per 1,000 residents: 6,443.59 full-time equivalents in 2019, the last year read
// (Home Office police workforce open data), over kResidentsOfGreaterManchester. Training is bought per officer; a
// place has officers in proportion to its residents.
inline constexpr double kOfficersPer1000 = 6443.59 / 2867.794;

// Frontline staff and councillors who can be trained to recognise a need for support, per 1,000 residents: schools
// about 17, health services 26, councils and others the rest; round figures (decision 0026, assumption). It only sets
// what frontline training buys.
inline constexpr double kFrontlineStaffPer1000 = 50;

// Hireable rooms per 1,000 residents: 700 polling stations, which stand in for them, in six districts of about 1.75
// million residents (S77). A number without a location, by residents; places of worship are not counted. It only sets
// what due diligence of venues buys.
inline constexpr double kRoomsPer1000 = 0.4;

}  // namespace concord::sim
