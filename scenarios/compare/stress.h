// Comparisons under stress (model.md section 6, `concord compare --stress`): every option meets the same events, over
// the same pairs as without them: events added to the scenarios, or those that they have themselves. What an event does
// to an option is the difference from the option's own calm run: how deep the dip, how many weeks until half of it has
// gone, how much of it there is in a year, and how many incidents more. Resilience is that an option's dip is smaller
// than the baseline's, run by run.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "sim/policy/news_events.h"

namespace concord::scenarios {

// "attack:2029-05-22:Manchester", "vote:2029-06-01", "online_hostility:2029-01-01:2029-03-01". Of its kind's usual
// ratio. Throws std::invalid_argument that names what is wrong and what is allowed.
sim::NewsEvent parse_stressor(std::string_view text, const sim::Geography& geography);

// Every scenario with these events beside its own. Throws std::invalid_argument for an event that a scenario has
// already, or that lies outside the run.
std::vector<sim::Scenario> under_stress(std::vector<sim::Scenario> scenarios, const std::vector<sim::NewsEvent>& events,
                                        const sim::Geography& geography);

// Value of `--stress` for the events that the scenarios have themselves.
inline constexpr std::string_view kOwnEvents = "own_events";

// What is run beside a comparison to see what events do to each option: the scenarios with the events added or, where
// the events are their own, without them.
struct StressTwins {
    std::vector<sim::NewsEvent> events;    // within the run; none: nothing was asked, and there are no twins
    std::vector<sim::Scenario> scenarios;  // [S] beside those of the comparison
    bool calm = false;                     // the twins are without the events; else the comparison's own runs are
    std::string folder, title;             // stress or calm, below the comparison's; what the twins are, in words
};
// From the values of `--stress` (docs/running.md): nothing, events to add, or kOwnEvents alone. Throws
// std::invalid_argument that names what is wrong and what is allowed: as parse_stressor and under_stress; kOwnEvents
// beside another, or of a baseline that has no event or none before the run ends.
StressTwins stress_twins(const std::vector<std::string>& asked, const std::vector<sim::Scenario>& scenarios,
                         const sim::Geography& geography);

// The same events in words: "attack in Manchester on 2029-05-22"; several joined.
std::string in_words(const std::vector<sim::NewsEvent>& events, const sim::Geography& geography);

inline constexpr int kWeeksOfDip = 52;  // after the last event: how long dips and incidents are followed
// The smallest differences between dips that matter, beside the outcome's own (of depth): a week of recovery, and the
// outcome's own held for four weeks (of area).
inline constexpr double kRecoveryMatters = 1, kAreaMatters = 4;

// What is followed of a run, from the week in which the first event comes.
struct Followed {
    // Of each event, the weeks in which it is in force, the week after the last left out; counted from the first event.
    std::vector<std::pair<int, int>> in_force = {{0, 1}};
    int weeks = kWeeksOfDip;  // that many, or until the run ends
};
Followed followed(const std::vector<sim::NewsEvent>& events, sim::Date start, int length);

// Of one run against its calm twin, week by week since the first event, in the outcome's unit; the worse way counts.
struct Dip {
    double depth = 0;  // deepest, 0 or more
    // From the deepest week until no more than half is left; where an event is in force in the deepest week, from its
    // last: of what lasts it is chance which week is the deepest. NaN: not within the run, or no dip.
    double weeks_to_half = 0;
    double area = 0;      // sum over the weeks that are followed
    bool dipped = false;  // by as much as matters
};
// `calm` and `shaken` from the week in which the first event comes, at its end. A dip smaller than `matters` is none.
Dip dip_of(const std::vector<double>& calm, const std::vector<double>& shaken, int better, double matters,
           const Followed& follow);

// Over replicates.
struct Summary {
    double mean = 0;
    Interval interval{};
    double against_baseline = 0;  // less the baseline's, pair by pair
    Interval against{};
    double matters = 0;
    sim::Verdict verdict = sim::Verdict::kCannotSay;  // a smaller dip is a gain
};

struct StressedOutcome {
    Summary depth, weeks_to_half, area;
    // Replicates that dipped by as much as matters, and those of them whose dip has halved within the run. What is said
    // of recovery is of these; where some have not, how options differ in it cannot be said.
    int dipped = 0, recovered = 0;
};

struct Stress {
    std::string events;  // in words
    int replicates = 0;
    // What could make options meet an event differently: in some draw a buffer is not 0; and which options (or the
    // baseline, which comes first) have a lever that turns the event's meetings away, a forum that prepares, or police
    // in front of prevention who change what its recruiters move, [S].
    bool buffered = false;
    std::vector<bool> turns_away, prepares, fronted;
    // By how much less an event weighs on whoever has a friend of another background, and on whoever trusts the police
    // fully, than on whoever does not: mean over draws, [-0.05, 0.3]; below 0 it weighs more.
    double softer_by_friends = 0, softer_by_trust = 0;
    Followed follow;
    std::vector<std::string> names;                 // [S]
    std::vector<sim::MeasureInfo> outcomes;         // [O] headline outcomes but incidents
    std::vector<StressedOutcome> dips;              // [S][O]
    std::vector<Summary> more_true, more_recorded;  // [S] incidents in kWeeksOfDip weeks; no verdict
    bool drawn = false;
    std::string parameters;  // where they are from, as Comparison has it
    std::uint32_t seed = 0;

    bool modelled(std::size_t scenario) const {
        return buffered || turns_away.at(scenario) || turns_away.front() || prepares.at(scenario) || prepares.front() ||
               fronted.at(scenario) || fronted.front();
    }
    const StressedOutcome& dip(int scenario, std::size_t outcome) const {
        return dips.at(static_cast<std::size_t>(scenario) * outcomes.size() + outcome);
    }
};

// From the runs of two folders: the comparison's own and that under stress, of as many replicates. `scenarios` are
// those of the comparison.
Stress fold_stress(const std::filesystem::path& calm, const Comparison& of_calm, const std::filesystem::path& shaken,
                   const Comparison& of_shaken, const std::vector<sim::Scenario>& scenarios,
                   const std::vector<sim::NewsEvent>& events, const sim::Geography& geography);

std::string stress_table(const Stress& stress);  // at most 120 columns
std::string stress_csv(const Stress& stress);
// The same numbers as stress.h5, and back: all but when events are in force. Throws std::runtime_error, InputError.
void write_stress(const std::filesystem::path& path, const Stress& stress);
Stress read_stress(const std::filesystem::path& path);

// Sentences of the table: which options meet the events otherwise than the baseline, and by what they could.
std::string stress_sentences(const Stress& stress);
// Of one option and outcome, in a few words: "12.4 weeks in 75 %", "no such dip"; "less deep", "too small".
std::string recovery_words(const StressedOutcome& outcome);
std::string against_baseline_words(const StressedOutcome& outcome);
// Incidents more, two figures: "+2,900".
std::string more_incidents_words(double incidents);
// Whether some option's dip matters.
bool is_dip_shown(const Stress& stress, std::size_t outcome);

}  // namespace concord::scenarios
