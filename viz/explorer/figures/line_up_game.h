// The line-up: four measured series of further runs side by side, one of which has the programme. Who cannot pick it
// out better than one time in four has seen nothing in it (scenarios/compare/line_up.h).
#pragma once

#include <optional>
#include <string>

#include "scenarios/compare/line_up.h"
#include "viz/explorer/session/explorer.h"

namespace concord::explorer {

inline constexpr std::array<std::string_view, scenarios::kInLineUp> kLineUpNames = {"a", "b", "c", "d"};
std::string line_up_letter(int series);  // "A"

// Asks about an indicator in the district selected, of the branches shown, with the reports up to the clock. Throws
// std::invalid_argument with a sentence: one branch only, monitored otherwise, fewer than two reports.
LineUpAsked line_up_of(const Explorer& explorer, int indicator);

struct Dealt {
    scenarios::LineUp series;
    double chance = 0;  // that whoever picks the series that changed most is right, over all line-ups of these runs
};
// Empty until all further runs of both branches have come to its week.
std::optional<Dealt> dealt(const Explorer& explorer, const LineUpAsked& asked);

std::string line_up_words(const Explorer& explorer, const LineUpAsked& asked);  // the question
// "It is B. 2 of 3 picked it. ..."
std::string line_up_answer(const LineUpAsked& asked, const Dealt& dealt);

}  // namespace concord::explorer
