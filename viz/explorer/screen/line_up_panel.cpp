// The line-up, beside the room's guesses: can anybody pick out the programme from what monitoring reports?
#include <fmt/format.h>

#include "scenarios/files/text.h"
#include "viz/explorer/figures/line_up_game.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/screen/panels.h"

namespace concord::explorer {

void PredictionsPanel::draw_line_up(Ui& ui, ImVec2 size) {
    ui.title("Line-up: would anybody see it?");
    const auto& asked = ui.now().line_up;
    if (asked) {
        const auto found = dealt(ui.explorer(), *asked);
        ui.bold(line_up_words(ui.explorer(), *asked));
        if (asked->revealed && found) ui.wrapped(line_up_answer(*asked, *found));
        ui.show_panel("line_up", "line_up", size, Titles::kFirst);
        if (!asked->revealed) draw_picks(ui, *asked);
        if (found) ui.panel_menu("line_up");
        if (!asked->revealed) return;
    }
    draw_deal(ui);
}

void PredictionsPanel::draw_picks(Ui& ui, const LineUpAsked& asked) {
    for (const LineUpAsked::Pick& pick : asked.picks)
        ui.muted(fmt::format("{} picks {}.", pick.who, line_up_letter(pick.series)));
    ImGui::SetNextItemWidth(12 * ui.em());
    ImGui::InputTextWithHint("##picker", "Who picks", picker_.data(), picker_.size());
    for (std::size_t k = 0; k < kLineUpNames.size(); ++k) {
        if (!ui.button_beside(line_up_letter(static_cast<int>(k)).c_str()) || !picker_[0]) continue;
        ui.act("pick", {picker_.data(), std::string(kLineUpNames[k])});
        picker_[0] = 0;
    }
    if (ImGui::Button("Reveal##line-up")) ui.act("reveal_line_up");
}

void PredictionsPanel::draw_deal(Ui& ui) {
    ui.muted(
        "Four series as monitoring reported them, of further runs: three of the branch compared with, one of the "
        "branch "
        "shown. Which one has the programme?");
    ImGui::SetNextItemWidth(-1);
    const auto title = [](int k) { return std::string(sim::kIndicatorTable[static_cast<std::size_t>(k)].title); };
    if (ImGui::BeginCombo("##lined up", title(indicator_).c_str())) {
        for (int k = 0; k < sim::kIndicators; ++k)
            if (ImGui::Selectable(title(k).c_str(), k == indicator_)) indicator_ = k;
        ImGui::EndCombo();
    }
    if (ImGui::Button("Deal a line-up"))
        ui.act("line_up", {std::string(sim::kIndicatorNames[static_cast<std::size_t>(indicator_)])});
}

}  // namespace concord::explorer
