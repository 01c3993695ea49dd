// Every panel as a figure: the same that is drawn on the screen, exported and put into the report.
#pragma once

#include <array>
#include <string_view>

#include "viz/explorer/figures/results.h"
#include "viz/explorer/session/explorer.h"
#include "viz/figure/figure.h"

namespace concord::explorer {

inline constexpr std::array<std::string_view, 14> kPanelNames = {
    "map", "other_map", "difference_map", "headlines", "differences", "over_time",   "monitored",
    "why", "who",       "equality",       "costs",     "assumptions", "predictions", "line_up"};

// Throws std::invalid_argument with a sentence when there is nothing to show: no scenario, one branch only, no
// question.
figure::Figure panel_figure(const Explorer& explorer, std::string_view panel);

// The pieces, for panels that show them with controls around.
figure::Figure map_figure(const Explorer& explorer, int branch);
figure::Figure difference_map_figure(const Explorer& explorer);
figure::Figure headlines_figure(const Explorer& explorer);
figure::Figure differences_figure(const Explorer& explorer);
figure::Figure over_time_figure(const Explorer& explorer);
figure::Figure monitored_figure(const Explorer& explorer);
figure::Figure why_figure(const Explorer& explorer);
figure::Figure who_figure(const Explorer& explorer);
figure::Figure equality_figure(const Explorer& explorer);
figure::Figure costs_figure(const Explorer& explorer);
figure::Figure assumptions_figure(const Explorer& explorer);
figure::Figure prediction_figure(const Explorer& explorer, std::size_t question);
figure::Figure line_up_figure(const Explorer& explorer);

// What a figure of the session carries: branches, the runs that it rests on, parameters, caveat.
figure::Provenance provenance_of(const Explorer& explorer, const Runs& runs);
figure::Provenance provenance_of(const Explorer& explorer);  // of all runs that are there of the branches shown
// What set the two futures apart most, in a sentence; empty while the ledger is being read, and where the difference
// rounds to nothing.
std::string why_words(const Explorer& explorer);

}  // namespace concord::explorer
