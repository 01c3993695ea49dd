// The menu bar: every action of the table, in its menu.
#include <fmt/format.h>

#include "scenarios/files/text.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/screen/panels.h"

namespace concord::explorer {
namespace {

void draw_action(Ui& ui, const Action& action) {
    const std::string title(action.title), shortcut(action.shortcut);
    if (one_choice(action)) {
        if (!ImGui::BeginMenu(title.c_str())) return;
        for (const std::string& choice : action.arguments.front().choices(ui.explorer()))
            if (ImGui::MenuItem(choice_words(ui.explorer(), action.arguments.front(), choice).c_str()))
                ui.act(std::string(action.name), {choice});
        ImGui::EndMenu();
        return;
    }
    const bool asks = !action.arguments.empty();
    const bool enabled = action.name == "undo"   ? ui.explorer().history().can_undo()
                         : action.name == "redo" ? ui.explorer().history().can_redo()
                                                 : true;
    std::string label = title + (asks ? "…" : "");
    if (action.name == "undo" && enabled) label = fmt::format("Undo: {}", ui.explorer().history().undo_title());
    if (action.name == "redo" && enabled) label = fmt::format("Redo: {}", ui.explorer().history().redo_title());
    if (ui.menu_item(label.c_str(), shortcut.c_str(), false, enabled)) ui.act_or_ask(action);
    if (ImGui::IsItemHovered() && !action.meaning.empty()) {
        ImGui::BeginTooltip();
        ImGui::PushTextWrapPos(22 * ui.em());
        ImGui::TextUnformatted(action.meaning.data(), action.meaning.data() + action.meaning.size());
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
    }
}

// A changed assumption is never out of sight.
void draw_badge(Ui& ui) {
    const BranchPlan* plan = ui.explorer().shown();
    if (!plan || plan->scenario().parameters.empty()) return;
    const std::size_t changed = plan->scenario().parameters.size();
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(ui.theme().accent));
    if (ImGui::MenuItem(fmt::format("◆ {}", scenarios::counted(changed, "changed assumption")).c_str()))
        ui.act("left_tab", {"assumptions"});
    ImGui::PopStyleColor();
}

// What the simulation is doing, at the right.
void draw_state(Ui& ui) {
    const auto& frame = ui.explorer().frame();
    draw_badge(ui);
    std::string text = frame.problem.empty() ? frame.doing : frame.problem;
    if (text.empty() && ui.now().stage == Stage::kSession) text = "all weeks computed";
    const float width = ImGui::CalcTextSize(text.c_str()).x;
    if (ImGui::GetItemRectMax().x + width + 3 * ui.em() > ImGui::GetWindowWidth()) return;
    ImGui::SameLine(ImGui::GetWindowWidth() - width - 1.5f * ui.em());
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(frame.problem.empty() ? ui.theme().muted : ui.theme().accent));
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopStyleColor();
}

}  // namespace

bool one_choice(const Action& action) {
    return !action.arguments.empty() && action.arguments.front().kind == ArgumentKind::kChoice &&
           (action.arguments.size() == 1 || action.arguments[1].optional);
}

void draw_menu_bar(Ui& ui) {
    if (!ImGui::BeginMainMenuBar()) return;
    for (const std::string_view menu : menus()) {
        if (!ImGui::BeginMenu(std::string(menu).c_str())) continue;
        for (const Action& action : action_table())
            if (action.menu == menu) draw_action(ui, action);
        ImGui::EndMenu();
    }
    draw_state(ui);
    ImGui::EndMainMenuBar();
}

}  // namespace concord::explorer
