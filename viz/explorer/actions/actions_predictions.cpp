// Actions on the room's guesses: a question before its answer is known, guesses, and the answer.
#include <fmt/format.h>

#include <algorithm>

#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/figures/results.h"

namespace concord::explorer {
namespace {

constexpr const char* kOpen = "open status_quo_today";

constexpr std::array<std::string_view, 2> kAsked = {"level", "difference"};

void predict(Explorer& explorer, const Values& values) {
    Workspace& now = explorer.edit();
    Prediction asked;
    asked.outcome = outcome_named(values.text(0));
    const Place& place = values.place(1);
    if (!place.whole && place.level != map::Level::kDistrict)
        throw std::invalid_argument("predict: place: guesses are about Greater Manchester (gm) or a district");
    asked.district = place.whole ? -1 : place.unit;
    asked.week = values.whole(2);
    if (asked.week > now.years() * sim::kWeeksPerYear)
        throw std::invalid_argument(fmt::format("predict: week \"{}\": the scenario ends with week {}", asked.week,
                                                now.years() * sim::kWeeksPerYear));
    asked.branch = shown_plan(explorer).id;
    if (enum_of<int>(kAsked, values.text(3)) == 1) {
        if (now.against == kNobody)
            throw std::invalid_argument("a difference needs two branches: fork, or compare with one");
        asked.against = now.against;
    }
    now.predictions.push_back(asked);
    now.right_tab = RightTab::kPredictions;
}

Prediction& open_question(Explorer& explorer) {
    auto& all = explorer.edit().predictions;
    const auto at = std::find_if(all.begin(), all.end(), [](const auto& p) { return !p.revealed; });
    if (at == all.end()) throw std::invalid_argument("no question is open: ask one first");
    return *at;
}

void guess(Explorer& explorer, const Values& values) {
    Prediction& asked = open_question(explorer);
    const auto [low, high] = guess_range(asked);
    if (values.number(1) < low || values.number(1) > high)
        throw std::invalid_argument(fmt::format(
            "guess: value \"{:g}\": expected {:g} to {:g} {}", values.number(1), low, high,
            asked.against == kNobody ? std::string(sim::kOutcomeTable[static_cast<std::size_t>(asked.outcome)].unit)
                                     : difference_unit(asked.outcome)));
    asked.guesses.push_back({values.text(0), values.number(1)});
}

void reveal(Explorer& explorer, const Values&) {
    Prediction& asked = open_question(explorer);
    const auto answer = answer_of(explorer, asked);
    if (!answer && !explorer.replaying())
        throw std::invalid_argument(fmt::format("it has not come to week {} yet: play on to it", asked.week));
    asked.revealed = true;
    if (answer)
        explorer.log().remark(fmt::format("{} The model: {}.", question_words(explorer, asked), answer_words(*answer)));
}

void forget_question(Explorer& explorer, const Values&) {
    auto& all = explorer.edit().predictions;
    if (all.empty()) throw std::invalid_argument("there is no question");
    all.pop_back();
}

std::string guess_hint(const Explorer& explorer, const std::vector<std::string>&) {
    const auto& all = explorer.workspace().predictions;
    const auto at = std::find_if(all.begin(), all.end(), [](const auto& p) { return !p.revealed; });
    return at == all.end() ? "" : question_words(explorer, *at);
}

std::string district_now(const Explorer& explorer) {
    const int district = district_of(explorer.geography(), explorer.workspace().place);
    return district < 0 ? "gm" : explorer.geography().districts[static_cast<std::size_t>(district)].code;
}

std::string last_week(const Explorer& explorer) {
    return std::to_string(explorer.workspace().years() * sim::kWeeksPerYear);
}

}  // namespace

std::vector<Action> prediction_actions() {
    constexpr const char* kAskedOnce = "open status_quo_today; predict get_on_well gm 2 level";
    return {
        {"predict",
         "Ask the room",
         "Predict",
         "Ctrl+K",
         "Puts a question before the answer is known: the level of an outcome at a week, or a difference.",
         {{.name = "outcome",
           .kind = ArgumentKind::kChoice,
           .choices = outcome_names,
           .label = "What is asked",
           .words = outcome_words},
          {.name = "place",
           .kind = ArgumentKind::kPlace,
           .label = "Where: Greater Manchester or a district",
           .initial = district_now},
          {.name = "week",
           .kind = ArgumentKind::kWeek,
           .low = 1,
           .high = 1560,
           .label = "Week, or date",
           .initial = last_week},
          {.name = "asked",
           .kind = ArgumentKind::kChoice,
           .choices = [](const Explorer&) { return words_of(kAsked); },
           .label = "Its level, or the difference of two branches",
           .initial = [](const Explorer&) { return std::string(kAsked.front()); }}},
         "get_on_well Oldham 52 level",
         kOpen,
         Effect::kEdit,
         predict},
        {"guess",
         "Note a guess",
         "Predict",
         "",
         "Notes what a table of the room expects.",
         {{.name = "who", .label = "Who guesses"},
          {.name = "value",
           .kind = ArgumentKind::kNumber,
           .low = -1000,
           .high = 1000,
           .label = "Guess",
           .hint = guess_hint}},
         "\"Table 1\" 72",
         kAskedOnce,
         Effect::kEdit,
         guess},
        {"reveal",
         "Reveal the answer",
         "Predict",
         "Ctrl+Enter",
         "Shows the guesses against the model's result.",
         {},
         "",
         "open status_quo_today; predict get_on_well gm 2 level; show_week 2",
         Effect::kEdit,
         reveal},
        {"forget_question",
         "Forget the last question",
         "Predict",
         "",
         "Takes back a question and its guesses.",
         {},
         "",
         kAskedOnce,
         Effect::kEdit,
         forget_question},
    };
}

}  // namespace concord::explorer
