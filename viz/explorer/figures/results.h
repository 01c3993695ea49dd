// Numbers that panels show: outcomes of branches, differences between two with the spread of their members, what the
// room guessed against what came, what was spent. One place computes them, so that panel, export, log and report say
// the same.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "viz/explorer/figures/findings.h"
#include "viz/explorer/session/explorer.h"

namespace concord::explorer {

// Further runs that have reached the week shown, in all branches shown: those that an export rests on.
int further_runs(const Explorer& explorer);
// "8 further runs", or "3 of 8 further runs so far".
std::string further_runs_words(const Explorer& explorer);
// Runs that there are: one main run of each branch shown, and the further runs of each that have come to the week
// shown.
struct Runs {
    int main = 0, further = 0;
};
Runs runs_shown(const Explorer& explorer);

// One headline of the shown branch at the week shown.
struct Headline {
    int outcome = 0;
    double level = 0, since_start = 0;  // of the shown branch
    Spread spread;                      // of the level
    std::optional<Finding> finding;     // shown minus other, where there is another
    std::optional<double> survey_sees;  // smallest difference that the residents' survey would see; percentages only
};
// In the order of the outcomes; empty while nothing is computed.
std::vector<Headline> headlines(const Explorer& explorer, int district);

// What there is to say about the two branches as such: that nothing tells them apart yet. Empty otherwise.
std::string comparison_note(const Explorer& explorer);

// Of Greater Manchester's residents, those of a district; of -1 all.
double share_of_residents(const Explorer& explorer, int district);
// The smallest difference in points, near a level in percent, that GMCA's residents' survey would see in a district, or
// (-1) in Greater Manchester.
double smallest_seen(const Explorer& explorer, int district, double level);
// "GMCA's residents' survey would see a difference of about 6 points or more here."
std::string survey_words(double smallest);

// What came of a question: the model's value and its spread, and of a difference what may be said of it. Empty: the
// week is not there yet. Once revealed it stays so where the clock goes back.
struct Answer {
    double value = 0;
    Spread spread;
    std::optional<Finding> finding;
};
std::optional<Answer> answer_of(const Explorer& explorer, const Prediction& asked);
std::string question_words(const Explorer& explorer, const Prediction& asked);
std::string answer_words(const Answer& answer);
inline constexpr const char* kOfGuesses =
    "One model under its assumptions, not the truth: a guess far from it may know something that the model does not.";
// What to hold a guess against: the level now, or from what a survey sees differences. Empty while nothing is computed.
std::string anchor_words(const Explorer& explorer, const Prediction& asked);
// Lowest and highest value that a guess can have, in the unit asked for.
std::array<double, 2> guess_range(const Prediction& asked);

// Money of a branch, real pounds of 2024, Greater Manchester: up to the week what was bought, beyond it what is
// planned.
struct Spending {
    std::array<double, sim::kLeverKinds> by_kind{};  // up to the week
    std::vector<double> by_lever;                    // by setting of the scenario: those of a kind share as planned
    std::vector<double> by_lever_whole;              // over all years, as planned
    double so_far = 0, whole = 0;                    // up to the week, over all years
    double present = 0;                              // whole, as present value
};
Spending spending(const Explorer& explorer, const BranchPlan& plan);

// Whom a lever reaches.
struct Reach {
    std::vector<int> neighbourhoods;
    double residents = 0, share = 0;  // of all residents
    double most_deprived_share = 0;   // of those reached: residents of the most deprived fifth
};
Reach reach_of(const sim::Geography& geography, const sim::LeverSetting& setting);

// "points" for differences of percentages and of the index, otherwise the outcome's own unit.
std::string difference_unit(int outcome);
// The outcome's unit with what it is counted over: "incidents per 1,000 residents a year, over the last 52 weeks".
std::string outcome_unit(int outcome);
// "12 %", "19.4"; what rests on too few says so.
std::string level_words(double level, int outcome);

}  // namespace concord::explorer
