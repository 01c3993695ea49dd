// Options against each other, draw by draw (model.md section 6), never by the overlap of their intervals with a
// baseline; and a portfolio against the sum of its parts.
#pragma once

#include <optional>
#include <vector>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

// Of one outcome in one group, last year of the run, over the replicates that both options share.
struct PairOfOptions {
    int option = 0, other = 0;  // scenarios
    double share_better =
        0;                // P(A > B): of replicates in which the option does better than the other; NaN: no better way
    double mean = 0;      // expected difference, option - other, in the outcome's unit
    Interval interval{};  // as that of a difference
    sim::Verdict verdict{};  // of the difference between the two, by the same smallest difference that matters
};
PairOfOptions pair_of(const Comparison& comparison, int option, int other, int group, int outcome);
// By replicate, option - other.
std::vector<double> differences_between(const Comparison& comparison, int option, int other, int group, int outcome);
// The same of differences of another measure, option - other by replicate, that are judged as that outcome's are.
PairOfOptions pair_from(const Comparison& comparison, int option, int other, int group, int outcome,
                        const std::vector<double>& differences);

// Two options by the cost of a point that both gain in a group: which is the cheaper, and until when.
struct PairByCost {
    int option = 0, other = 0;  // scenarios; a point of the option costs no more than one of the other
    double cost_ratio = 0;      // extra discounted cost of the option over the other's, means
    double turns_at = 0;        // ratio of costs from which the other's point is the cheaper: gain over gain, of means
    Interval turns_interval{};  // of that ratio, replicate by replicate: as percentile_interval has it, drawn or not
};
// Nothing where not both have a cost of a point (Difference::cost_words).
std::optional<PairByCost> by_cost_of(const Comparison& comparison, int option, int other, int group, int outcome);

// An option whose levers are those of others put together (Plan::parts), beside the sum of what those do.
struct Interaction {
    int option = 0;
    double mean = 0;  // the option's difference less the sum of its parts', in the outcome's unit
    Interval interval{};
    // Gain: together they do more, in the better direction, than the sum.
    sim::Verdict verdict{};
};
Interaction interaction_of(const Comparison& comparison, int option, int group, int outcome);

// Differences judged when every option, outcome and level that the answer shows counts: with the baseline, and option
// with option.
int number_of_comparisons(const Comparison& comparison);

}  // namespace concord::scenarios
