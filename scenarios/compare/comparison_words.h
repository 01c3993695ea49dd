// Numbers and sentences of a comparison, as the terminal, the details and the files print them. Every one follows from
// the comparison's arrays; none says more than its verdict allows.
#pragma once

#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/pairs.h"

namespace concord::scenarios {

std::string letter(int option);  // "A" for the first option, 1
// As many decimals as the largest of the numbers shown together needs for two figures.
int decimals_for(double mean, const Interval& interval);
std::string interval_words(const Interval& interval, int decimals);  // "+0.9 to +1.6", "too few runs"
std::string pounds(double gbp);                                      // "£84k", "£1.23m", "no upper limit"
// A number of people that claims no more than it knows: one figure, two where the first is a 1: "3,000", "1,400".
std::string about(double number);

// What a verdict lets one say in a cell of 15 columns: "gain +1.2", "? better in 72%", "too small", "not modelled".
// Shares are those of runs on the side of the mean; `better` is the outcome's.
std::string verdict_words(const Difference& difference, int better);
// The same of those who took part: what was put in is said to be, "put in +3.1", "put in, unsure"; it is no finding.
std::string participant_words(const Difference& difference, int better, bool put_in);
// "about 3,000 more adults feel safe in their local area"; empty unless a gain or a harm.
std::string people_words(const Difference& difference, const sim::MeasureInfo& outcome);
// The same without the number: "more adults feel safe in their local area".
std::string people_meaning(const Difference& difference, const sim::MeasureInfo& outcome);
// Cost of a point of a gain, or what it would take: "£1.2m a point", "0.5 points more: about 3.2 times the programme on
// average, 8.1 times for a gain", "0.5 points more: out of reach, beyond 10 times the programme".
std::string price_words(const Difference& difference, const sim::SmallestDifference& matters,
                        const sim::MeasureInfo& outcome);

// What can be concluded of the leading outcome in GM: options by verdict, and pairs of those that may matter.
std::string conclusion(const Comparison& comparison);
// Of each option whose levers are those of others put together; empty where there is none.
std::string interactions(const Comparison& comparison);
// How many comparisons were made and what draws mean.
std::string how_sure(const Comparison& comparison);

std::string joined(const std::vector<std::string>& names);             // "A, B and C"
std::string wrapped(const std::string& text, std::size_t indent = 0);  // lines of at most 118 columns

}  // namespace concord::scenarios
