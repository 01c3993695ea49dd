// How Greater Manchester is monitored (model.md section 6): what each regime sees, how often and how late. The regime
// in force is that of the baseline unless the lever `monitoring` puts another in its place, from the next quarter on.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sim/measures/indicators.h"
#include "sim/parameters/parameters.h"

namespace concord::sim {

struct Scenario;

// In the order of the lever's choices.
enum class Regime : std::uint8_t { kPoliceReports, kQuarterlySurvey, kCommunityPanel };
inline constexpr std::size_t kRegimes = 3;

struct RegimeInfo {
    std::string_view name;                        // of the scenario file: quarterly_survey
    std::string_view title;                       // for people
    int quarters;                                 // between two reports
    bool asks;                                    // people, not records alone
    double usual_gbp;                             // of a report, an interview, or a member for a year; pounds of 2024
    std::string_view cost_source = "assumption";  // of that
};
// Costs: decision 0026.
inline constexpr std::array<RegimeInfo, kRegimes> kRegimeTable = {{
    {.name = "police_reports_twice_yearly",
     .title = "Police reports, twice a year",
     .quarters = 2,
     .asks = false,
     .usual_gbp = 10000},
    {.name = "quarterly_survey", .title = "A survey every quarter", .quarters = 1, .asks = true, .usual_gbp = 40},
    {.name = "community_panel", .title = "A community panel", .quarters = 1, .asks = true, .usual_gbp = 150},
}};
constexpr const RegimeInfo& info(Regime regime) { return kRegimeTable[static_cast<std::size_t>(regime)]; }
// Records are seen under every regime.
constexpr bool sees(Regime regime, int indicator) { return info(regime).asks || !is_asked(indicator); }

// GMCA's residents' survey (S02): 12,875 interviews a year.
inline constexpr double kInterviewsAYear = 12875;

// What is in force in a week.
struct Monitoring {
    Regime regime = Regime::kQuarterlySurvey;
    double interviews = kInterviewsAYear / 4;                          // of a survey's quarter, over Greater Manchester
    double members = 0;                                                // of a panel, over Greater Manchester
    double shift_belong = 0, shift_others = 0, shift_get_on_well = 0;  // of the mode of asking, logit

    friend bool operator==(const Monitoring&, const Monitoring&) = default;
};
// What is asked and recorded in a week, `week` weeks after the start: what was in force as its quarter began.
Monitoring monitoring_of(const Scenario& scenario, int week);

// Weeks from the end of what a report is of until it is known, whole.
int report_lag(const Parameters& parameters, Regime regime, int indicator);

}  // namespace concord::sim
