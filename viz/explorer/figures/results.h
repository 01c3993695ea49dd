// Numbers that panels show: outcomes of branches, differences between two with the spread of their members, what the
// room guessed against what came, what was spent. One place computes them, so that panel, export, log and report say
// the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viz/explorer/session/explorer.h"

namespace concord::explorer {

// Of the members that have reached a week.
struct Spread {
    int members = 0;
    double low = 0, high = 0;   // lowest and highest; NaN for fewer than two members
    bool includes_zero = true;  // also when nothing is known
    double share_of_sign = 0;   // members with the sign of their mean
};
Spread spread_of(const std::vector<double>& values);

// Outcome of GM (district -1) or a district, in its unit; NaN where not defined.
double outcome_of(const WeekMeasures& week, int district, int outcome);

// Further runs that have reached the week shown, in all branches shown: those that an export rests on.
int further_runs(const Explorer& explorer);
// "8 further runs", or "3 of 8 further runs so far".
std::string further_runs_words(const Explorer& explorer);

// One headline of the shown branch at the week shown.
struct Headline {
    int outcome = 0;
    double level = 0, since_start = 0;  // of the shown branch
    Spread level_spread;
    std::optional<double> difference;  // shown - other, where there is another
    Spread difference_spread;
    std::optional<double> survey_sees;  // smallest difference that a survey of 1,300 people would see; percentages only
};
// In the order of the outcomes; empty while nothing is computed.
std::vector<Headline> headlines(const Explorer& explorer, int district);

// Of shown - other at a week, over the members that have come to it; both must be there.
Spread difference_spread(const Explorer& explorer, int week, int district, int outcome);
// What there is to say about the two branches as such: that nothing tells them apart yet. Empty otherwise.
std::string comparison_note(const Explorer& explorer);

// "8 further runs: −0.1 to +0.3 points; 0 is inside, so no difference to speak of", for a difference.
std::string spread_words(const Spread& spread, const std::string& unit);

// "A survey of 1,300 people would see a difference of about 5 points or more."
std::string survey_words(double smallest);

// What came of a question: the model's value and its spread. Empty: the week is not there yet.
struct Answer {
    double value = 0;
    Spread spread;
};
std::optional<Answer> answer_of(const Explorer& explorer, const Prediction& asked);
std::string question_words(const Explorer& explorer, const Prediction& asked);
// The answer to a difference for a whole room: "No difference to speak of"; empty for a level, or while members are
// missing.
std::string verdict_words(const Answer& answer, const Prediction& asked);
std::string answer_words(const Answer& answer, const Prediction& asked);
// What to hold a guess against: the level now, or from what a survey sees differences. Empty while nothing is computed.
std::string anchor_words(const Explorer& explorer, const Prediction& asked);
// Lowest and highest value that a guess can have, in the unit asked for.
std::array<double, 2> guess_range(const Prediction& asked);

// Money of a branch, real pounds of 2024, Greater Manchester.
struct Spending {
    std::vector<double> by_lever, by_lever_whole;  // by setting of the scenario: up to the week; over all years
    double so_far = 0, whole = 0;                  // up to the week, over all years
    double present = 0;                            // whole, as present value
};
Spending spending(const sim::Geography& geography, const sim::Scenario& scenario, int week);

// Whom a lever reaches.
struct Reach {
    std::vector<int> neighbourhoods;
    double residents = 0, share = 0;  // of all residents
    double most_deprived_share = 0;   // of those reached: residents of the most deprived fifth
};
Reach reach_of(const sim::Geography& geography, const sim::LeverSetting& setting);

// "points" for differences of percentages and of the index, otherwise the outcome's own unit.
std::string difference_unit(int outcome);

}  // namespace concord::explorer
