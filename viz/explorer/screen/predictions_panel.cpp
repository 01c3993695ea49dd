// Predict, then reveal: a question to the room, its guesses, and what the model says.
#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/text.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/screen/panels.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {

void PredictionsPanel::draw(Ui& ui, ImVec2 size) {
    const auto& questions = ui.now().predictions;
    const bool open = std::any_of(questions.begin(), questions.end(), [](const auto& q) { return !q.revealed; });
    if (ui.now().line_up) {  // what is being played comes first
        draw_line_up(ui, size);
        ImGui::Separator();
    }
    ui.title("Predict, then reveal");
    if (questions.empty()) draw_form(ui);
    for (std::size_t q = questions.size(); q-- > 0;) {
        ImGui::PushID(static_cast<int>(q));
        draw_question(ui, q, size);
        ImGui::PopID();
        ImGui::Spacing();
    }
    if (!questions.empty() && !open) {
        ImGui::Separator();
        if (!asking_ && ImGui::Button("Ask another question")) asking_ = true;
        if (asking_) draw_form(ui);
    }
    if (ui.now().line_up) return;
    ImGui::Separator();
    draw_line_up(ui, size);
}

// The newest question comes first. Revealed, its answer is what a room can read: of a difference the verdict, of a
// level the number.
void PredictionsPanel::draw_question(Ui& ui, std::size_t number, ImVec2 size) {
    const Prediction& asked = ui.now().predictions[number];
    ImGui::Separator();
    if (const auto answer = asked.revealed ? answer_of(ui.explorer(), asked) : std::nullopt) {
        ui.muted(question_words(ui.explorer(), asked));
        draw_answer(ui, asked, *answer);
    } else {
        ui.bold(question_words(ui.explorer(), asked));
    }
    if (!asked.guesses.empty()) {
        figure::Figure figure = prediction_figure(ui.explorer(), number);
        figure.subtitle.clear();  // the question stands above
        ui.show(fmt::format("guesses {}", number).c_str(), figure, {size.x, 12 * ui.em()});
    }
    if (!asked.revealed) {
        draw_guess(ui, asked, size.x);
        if (ImGui::Button("Reveal")) ui.act("reveal");
    } else if (number + 1 == ui.now().predictions.size() && !asked.guesses.empty()) {
        ui.panel_menu("predictions");
    }
}

void PredictionsPanel::draw_answer(Ui& ui, const Prediction& asked, const Answer& answer) {
    if (!answer.finding) {
        ui.muted(fmt::format("The model, {}:", outcome_unit(asked.outcome)));
        return ui.number(figure::format_short(answer.value, {figure::Unit::kNumber, false, 1}));
    }
    ImGui::PushFont(ui.fonts().large);
    ui.wrapped(scenarios::upper_first(verdict_words(*answer.finding)));
    ImGui::PopFont();
    if (const std::string size = size_words(*answer.finding); !size.empty())
        ui.wrapped(fmt::format("The model: {}.", size));
    if (const std::string anchor = anchor_words(ui.explorer(), asked); !anchor.empty()) ui.wrapped(anchor);
}

void PredictionsPanel::draw_guess(Ui& ui, const Prediction& asked, float width) {
    const auto [low, high] = guess_range(asked);
    ui.muted(fmt::format("Guesses from {} to {} {}. {}", figure::format_short(low, {figure::Unit::kNumber, false, 0}),
                         figure::format_short(high, {figure::Unit::kNumber, false, 0}),
                         asked.against == kNobody ? outcome_unit(asked.outcome) : difference_unit(asked.outcome),
                         anchor_words(ui.explorer(), asked)));
    ImGui::SetNextItemWidth(width * 0.42f);
    ImGui::InputTextWithHint("##who", "Who guesses", who_.data(), who_.size());
    ImGui::SameLine();
    ImGui::SetNextItemWidth(width * 0.25f);
    ImGui::InputFloat("##value", &value_, 0, 0, "%.2f");
    ImGui::SameLine();
    if (!ImGui::Button("Note") || !who_[0]) return;
    ui.act("guess", {who_.data(), fmt::format("{:.3f}", value_)});
    who_[0] = 0;
}

void PredictionsPanel::draw_form(Ui& ui) {
    ui.muted("Ask the room before you play on: what will it be?");
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("##asked",
                          std::string(sim::kOutcomeTable[static_cast<std::size_t>(outcome_)].title).c_str())) {
        for (int k = 0; k < sim::kOutcomes; ++k)
            if (ImGui::Selectable(std::string(sim::kOutcomeTable[static_cast<std::size_t>(k)].title).c_str(),
                                  k == outcome_))
                outcome_ = k;
        ImGui::EndCombo();
    }
    const int years = std::max(1, ui.now().years());
    year_ = std::clamp(year_, 1, years);
    ImGui::SetNextItemWidth(-1);
    ImGui::SliderInt("##year", &year_, 1, years, "");
    ui.wrapped(fmt::format("At the end of year {}.", year_));
    if (ui.explorer().against()) ImGui::Checkbox("the difference of the two branches", &difference_);
    const int district = district_of(ui.explorer().geography(), ui.now().place);
    const auto& districts = ui.explorer().geography().districts;
    const std::string where = district < 0 ? "Greater Manchester" : districts[static_cast<std::size_t>(district)].name;
    if (!ImGui::Button(fmt::format("Ask about {}", where).c_str())) return;
    asking_ = false;
    ui.act("predict", {std::string(sim::kOutcomeTable[static_cast<std::size_t>(outcome_)].name),
                       district < 0 ? "gm" : districts[static_cast<std::size_t>(district)].code,
                       std::to_string(year_ * sim::kWeeksPerYear),
                       difference_ && ui.explorer().against() ? "difference" : "level"});
}

}  // namespace concord::explorer
