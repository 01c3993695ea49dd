// What may be said of the difference between two futures (model.md section 6): one of five verdicts, by the rule that
// comparisons use everywhere (sim/measures/verdict.h), and words that follow from it for every panel. Nothing smaller
// than the smallest difference that matters is told as a change, and where nothing in the model leads there, no number.
#pragma once

#include <optional>
#include <string>

#include "sim/measures/verdict.h"
#include "viz/explorer/figures/spread.h"
#include "viz/explorer/session/indicators.h"

namespace concord::explorer {

struct Finding {
    int outcome = 0;                      // sim::Outcome
    double difference = 0;                // of the main runs, in the outcome's unit; NaN: too few to show
    Spread spread;                        // of the further runs
    double smallest = 0;                  // difference that matters, in the same unit
    std::optional<sim::Verdict> verdict;  // empty: further runs have still to come
    double people = 0;  // adults that a point stands for; incidents a year that a unit does; 0: neither
};

// Of Greater Manchester (district -1) or a district, the first branch minus the second; empty while nothing is there of
// one of them at that week.
std::optional<Finding> finding_of(const Explorer& explorer, int branch, int against, int week, int district,
                                  int outcome);
// The rule for all of them: takes difference and spread as they are, and puts what matters near that level of the
// baseline and, once all further runs have come or nothing in the model leads there, the verdict.
Finding judged(Finding finding, const sim::MeasureInfo& info, double baseline, bool modelled);
// Whether anything in the model leads from what differs between two scenarios to what the map shows.
bool is_modelled(const sim::Scenario& one, const sim::Scenario& other, const Indicator& indicator);

inline bool is_gain_or_harm(const Finding& finding) {
    return finding.verdict == sim::Verdict::kGain || finding.verdict == sim::Verdict::kHarm;
}

// "gain", "could be either way", "3 of 8 further runs so far": for a table or beside a dot.
std::string verdict_words(const Finding& finding);
// "+1.20 points (+0.70 to +2.10), about 20,000 more adults (10,000 to 50,000)"; without a number where none may be
// told.
std::string size_words(const Finding& finding);
// "about 20,000 more adults (10,000 to 50,000)"; empty where people are not what it counts, and unless a gain or harm.
std::string people_words(const Finding& finding);
// Both, for a sentence without its full stop: "A gain in all 8 further runs: +1.20 points ...".
std::string finding_words(const Finding& finding);

}  // namespace concord::explorer
