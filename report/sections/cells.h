// Cells and short phrases that several sections share, each with no more than its verdict allows.
#pragma once

#include <string>

#include "report/document.h"
#include "scenarios/compare/comparison.h"

namespace concord::report {

std::string name_of(const scenarios::Comparison& comparison, int scenario);  // as its file calls it
std::string labelled(const scenarios::Comparison& comparison, int option);   // "A  Engagement-led"

Tone tone_of(sim::Verdict verdict);

// What may be said of a difference: "+1.2 points (+0.9 to +1.6); about 27,000 more adults", "too small",
// "could be either way: better in 72 % of draws", "not modelled", "too few residents".
std::string difference_words(const scenarios::Comparison& comparison, const scenarios::Difference& difference,
                             const sim::MeasureInfo& outcome);
Cell difference_cell(const scenarios::Comparison& comparison, const scenarios::Difference& difference,
                     const sim::MeasureInfo& outcome);
// "points", "incidents per 1,000 residents a year": what a difference of the outcome is counted in.
std::string unit_of_difference(const sim::MeasureInfo& outcome);
// "69.5 %", "7.9".
std::string level_words(double level, const sim::MeasureInfo& outcome);
Cell level_cell(double level, const sim::MeasureInfo& outcome);
Cell number_cell(double value, int decimals);  // empty for NaN
Cell signed_cell(double value, int decimals);
Cell pounds_cell(double gbp);

// "262 parameters were drawn at once".
std::string drawn_words(int parameters);
// At published prices, present value: pounds more than the baseline.
double planned_extra_cost(const scenarios::Comparison& comparison, int option);

// Differences of headline outcomes over Greater Manchester: of options, with the baseline and with one another.
int differences_tried(const scenarios::Comparison& comparison);

// "draws" or "pairs of runs": what shares are of.
std::string replicate_word(const scenarios::Comparison& comparison);
// "interval over draws", ...: what low and high are.
std::string interval_meaning(const scenarios::Comparison& comparison);
figure::Provenance provenance_of(const scenarios::Comparison& comparison);

}  // namespace concord::report
