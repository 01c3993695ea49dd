// What several panels' figures begin with: the branches they need; places, weeks and levers in words.
#pragma once

#include <limits>
#include <string>

#include "viz/explorer/figures/results.h"
#include "viz/explorer/session/explorer.h"
#include "viz/figure/figure.h"

namespace concord::explorer {

inline constexpr double kPointThatMatters = 0.5;  // sim::usual_smallest_difference of percentages and the index
inline constexpr double kNotTold = std::numeric_limits<double>::quiet_NaN();

// Throw std::invalid_argument with a sentence: no scenario is open, nothing is computed, there is one branch only.
const BranchPlan& need_shown(const Explorer& explorer);
const BranchPlan& need_other(const Explorer& explorer);

// Headline outcomes and reports are of GM and the districts: a smaller place shows its district's. -1: GM.
int headline_district(const Explorer& explorer);
std::string headline_place(const Explorer& explorer);
std::string place_words(const Explorer& explorer, int district);
std::string week_words(const Explorer& explorer, int week);  // "5 Jan 2027 (week 53)"

// "35 seats per 1,000 residents a year, everywhere, from 31 May 2027 to 7 Apr 2030"; without dates for the whole run.
std::string setting_words(const Explorer& explorer, const sim::Scenario& scenario, const sim::LeverSetting& lever);

figure::Figure begin_figure(const Explorer& explorer, std::string title, std::string subtitle, const Runs& runs);

}  // namespace concord::explorer
