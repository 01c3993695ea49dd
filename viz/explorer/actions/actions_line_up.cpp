// Actions on the line-up: four measured series, what the room picks, and which one has the programme.
#include <algorithm>

#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/figures/line_up_game.h"

namespace concord::explorer {
namespace {

LineUpAsked& open_line_up(Explorer& explorer) {
    auto& asked = explorer.edit().line_up;
    if (!asked || asked->revealed) throw std::invalid_argument("no line-up is open: deal one first");
    return *asked;
}

void deal(Explorer& explorer, const Values& values) {
    LineUpAsked asked = line_up_of(explorer, monitored_named(values.text(0)));
    Workspace& now = explorer.edit();
    now.line_up = std::move(asked);
    ++now.line_ups;
    now.right_tab = RightTab::kPredictions;
}

void pick(Explorer& explorer, const Values& values) {
    open_line_up(explorer).picks.push_back({values.text(0), enum_of<int>(kLineUpNames, values.text(1))});
}

void reveal_line_up(Explorer& explorer, const Values&) {
    LineUpAsked& asked = open_line_up(explorer);
    const auto found = dealt(explorer, asked);
    if (!found && !explorer.replaying())
        throw std::invalid_argument("the further runs that the line-up is of have still to come");
    asked.revealed = true;
    if (found) explorer.log().remark(line_up_words(explorer, asked) + " " + line_up_answer(asked, *found));
}

void forget_line_up(Explorer& explorer, const Values&) {
    if (!explorer.workspace().line_up) throw std::invalid_argument("there is no line-up");
    explorer.edit().line_up.reset();
}

std::string line_up_hint(const Explorer& explorer, const std::vector<std::string>&) {
    const auto& asked = explorer.workspace().line_up;
    return asked && !asked->revealed ? line_up_words(explorer, *asked) : "";
}

}  // namespace

std::vector<Action> line_up_actions() {
    constexpr const char* kReady = "open status_quo_today; fork Other; lever community_engagement 40; show_week 26";
    constexpr const char* kDealt =
        "open status_quo_today; fork Other; lever community_engagement 40; show_week 26; line_up get_on_well";
    return {
        {"line_up",
         "Deal a line-up",
         "Predict",
         "",
         "Four series as monitoring reported them, three of further runs of one branch and one of the other: the room "
         "picks the programme.",
         {{.name = "what",
           .kind = ArgumentKind::kChoice,
           .choices = monitored_names,
           .label = "What monitoring reports",
           .words = monitored_title}},
         "get_on_well",
         kReady,
         Effect::kEdit,
         deal},
        {"pick",
         "Note a pick",
         "Predict",
         "",
         "Notes which of the four a table of the room takes for the programme.",
         {{.name = "who", .label = "Who picks"},
          {.name = "series",
           .kind = ArgumentKind::kChoice,
           .choices = [](const Explorer&) { return words_of(kLineUpNames); },
           .label = "Which of the four",
           .hint = line_up_hint}},
         "\"Table 1\" b",
         kDealt,
         Effect::kEdit,
         pick},
        {"reveal_line_up",
         "Reveal the line-up",
         "Predict",
         "",
         "Shows which of the four has the programme, and how often chance would be right.",
         {},
         "",
         kDealt,
         Effect::kEdit,
         reveal_line_up},
        {"forget_line_up",
         "Remove the line-up",
         "Predict",
         "",
         "Takes back the line-up and what was picked.",
         {},
         "",
         kDealt,
         Effect::kEdit,
         forget_line_up},
    };
}

}  // namespace concord::explorer
