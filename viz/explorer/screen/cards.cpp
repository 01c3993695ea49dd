// The start screen: what to begin with, in plain words.
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/text.h"
#include "viz/explorer/screen/panels.h"

namespace concord::explorer {
namespace {

// Enter begins at once, as long as nothing else has the keyboard.
bool enter_begins(const Ui& ui) {
    return !ui.modal && ui.now().branches.empty() && ui.now().overlay == Overlay::kNone &&
           !ImGui::GetIO().WantTextInput && !ImGui::GetIO().NavVisible &&
           !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId) && ImGui::IsKeyPressed(GLFW_KEY_ENTER, false);
}

// `by_enter`: the card that Enter begins.
void draw_card(Ui& ui, const Card& card, ImVec2 size, bool by_enter) {
    ImGui::PushID(card.key.c_str());
    ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.colour(ui.theme().panel));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.em(), 0.8f * ui.em()});
    ImGui::BeginChild("card", size, true, ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NavFlattened);
    ui.title(card.name);
    ui.wrapped(card.purpose);
    ImGui::Spacing();
    for (const std::string& lever : card.levers) ui.muted("• " + lever);
    if (card.levers.empty()) ui.muted("• No lever is used.");
    ui.muted(card.present_gbp > 0 ? fmt::format("Costs {}£{:.0f} million over {} years, present value.",
                                                card.by_rule ? "at most " : "", card.present_gbp / 1e6, card.years)
                                  : "Costs nothing.");
    const float button = 2.2f * ui.em();
    ui.card_height = std::max(ui.card_height, ImGui::GetCursorPosY() + button + 1.2f * ui.em());
    ImGui::SetCursorPosY(std::max(ImGui::GetCursorPosY(), size.y - button - 0.9f * ui.em()));
    const bool pressed =
        ImGui::Button(by_enter ? "Begin (Enter)" : "Begin", {(by_enter ? 9.0f : 7.0f) * ui.em(), button});
    if (pressed || (by_enter && enter_begins(ui))) ui.act("open", {card.key});
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    ImGui::PopID();
}

}  // namespace

void draw_cards(Ui& ui) {
    const float em = ui.em();
    ImGui::PushFont(ui.fonts().large);
    ImGui::TextUnformatted("Concord");
    ImGui::PopFont();
    ui.wrapped(
        "Rehearse choices for Greater Manchester's neighbourhoods: what engagement, trust and policing do to how "
        "people get on. "
        "It compares options under stated assumptions, at the level of neighbourhoods, never of persons. It does not "
        "forecast.");
    ImGui::Spacing();
    if (const auto& broken = ui.explorer().options().broken_off; broken && ui.now().branches.empty()) {
        ui.bold(fmt::format("The session of {} did not end by itself ({}).", broken->when,
                            scenarios::counted(static_cast<std::size_t>(broken->actions), "action")));
        if (ImGui::Button("Resume it (Enter)") || enter_begins(ui)) ui.act("open_session", {broken->file.string()});
        ImGui::Spacing();
    }
    if (!ui.now().branches.empty()) {
        if (ImGui::Button(fmt::format("Back to {}", ui.now().branches.front().name).c_str())) ui.act("back_to_session");
        ImGui::SameLine();
    }
    if (ImGui::Button("Guided tour (F2)")) ui.act("tour");
    ImGui::SameLine();
    if (ImGui::Button("Open a session…")) ui.act_or_ask(find_action("open_session"));
    ImGui::SameLine();
    if (ImGui::Button("Open a file… (Ctrl+O)")) ui.act_or_ask(find_action("open_file"));
    for (const std::string& recent : ui.explorer().options().recent_files) {
        ImGui::SameLine();
        const auto name = std::filesystem::path(recent).filename().string();
        if (ImGui::GetContentRegionAvail().x < 12 * em) break;
        if (ImGui::Button(name.c_str())) ui.act("open_file", {recent});
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", recent.c_str());
    }
    ImGui::Spacing();
    ImGui::Spacing();
    const float room = ImGui::GetContentRegionAvail().x, gap = 0.8f * em;
    const int columns = std::clamp(static_cast<int>(room / (21 * em)), 1, 3);
    const float width = (room - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float height = ui.card_height > 0 ? ui.card_height : 18 * em;  // all alike
    ui.card_height = 0;
    int column = 0;
    bool by_enter = ui.now().branches.empty() && !ui.explorer().options().broken_off;
    for (const Card& card : ui.explorer().cards()) {
        if (column > 0) ImGui::SameLine(0, gap);
        draw_card(ui, card, {width, height}, by_enter);
        by_enter = false;  // the first one alone
        column = (column + 1) % columns;
    }
}

}  // namespace concord::explorer
