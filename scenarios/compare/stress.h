// Comparisons under stress (model.md section 6, `concord compare --stress`): every option meets the same events, over
// the same pairs as without them. What an event does to an option is the difference from the option's own calm run: how
// deep the dip, how many weeks until half of it has gone, how much of it there is in a year, and how many incidents
// more. Resilience is that an option's dip is smaller than the baseline's, run by run.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
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

// The same events in words: "attack in Manchester on 2029-05-22"; several joined.
std::string in_words(const std::vector<sim::NewsEvent>& events, const sim::Geography& geography);

inline constexpr int kWeeksOfDip = 52;  // of the area under a dip, and of the incidents counted, since the first event
// The smallest differences between dips that matter, beside the outcome's own (of depth): a week of recovery, and the
// outcome's own held for four weeks (of area).
inline constexpr double kRecoveryMatters = 1, kAreaMatters = 4;

// Of one run against its calm twin, week by week since the first event, in the outcome's unit; the worse way counts.
struct Dip {
    double depth = 0;          // deepest, 0 or more
    double weeks_to_half = 0;  // from the deepest week until no more than half is left; NaN: not within the run
    double area = 0;           // sum over kWeeksOfDip weeks
};
// `calm` and `shaken` from the week in which the first event comes, at its end.
Dip dip_of(const std::vector<double>& calm, const std::vector<double>& shaken, int better);

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
    double recovered = 0;  // share of replicates whose dip has halved within the run
};

struct Stress {
    std::string events;  // in words
    int replicates = 0;
    bool buffered = false;  // whether anything could make options differ: in some draw a buffer is not 0
    // By how much less an event would weigh if everybody had a friend of another background and trusted the police
    // fully than if nobody did: mean over draws, [0, 1).
    double most_buffered = 0;
    std::vector<std::string> names;                 // [S]
    std::vector<sim::MeasureInfo> outcomes;         // [O] headline outcomes but incidents
    std::vector<StressedOutcome> dips;              // [S][O]
    std::vector<Summary> more_true, more_recorded;  // [S] incidents in kWeeksOfDip weeks; no verdict
    bool drawn = false;

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

}  // namespace concord::scenarios
