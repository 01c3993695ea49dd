// Time and the tree of futures: one line a branch, forks, the clock, and what is computed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/explorer/screen/panels.h"
#include "viz/figure/imgui_canvas.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

constexpr float kLane = 1.35f;        // em, between the lines of branches
constexpr std::size_t kMostLanes = 6; // the others by scrolling

// Icons that the font lacks, or that should be of one size.
enum class Icon { kPlay, kPause, kBack, kOn };
bool icon_button(Ui& ui, const char* id, Icon icon, const char* tip) {
    const float side = 2.1f * ui.em();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::Button(id, {side, side});
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", tip);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 middle{at.x + side / 2, at.y + side / 2};
    const float r = 0.5f * ui.em();
    const ImU32 ink = ui.colour(ui.theme().text);
    switch (icon) {
        case Icon::kPlay: draw.AddTriangleFilled({middle.x - 0.7f * r, middle.y - r}, {middle.x - 0.7f * r, middle.y + r}, {middle.x + r, middle.y}, ink); break;
        case Icon::kPause:
            draw.AddRectFilled({middle.x - 0.8f * r, middle.y - r}, {middle.x - 0.2f * r, middle.y + r}, ink);
            draw.AddRectFilled({middle.x + 0.2f * r, middle.y - r}, {middle.x + 0.8f * r, middle.y + r}, ink);
            break;
        case Icon::kBack:
        case Icon::kOn: {
            const float d = icon == Icon::kOn ? 1.0f : -1.0f;
            for (const float shift : {-0.45f, 0.35f})
                draw.AddTriangleFilled({middle.x + d * (shift - 0.4f) * r, middle.y - 0.8f * r}, {middle.x + d * (shift - 0.4f) * r, middle.y + 0.8f * r},
                                       {middle.x + d * (shift + 0.5f) * r, middle.y}, ink);
            break;
        }
    }
    return pressed;
}

}  // namespace

float Timeline::height(const Ui& ui) {
    const std::size_t lanes = std::clamp(ui.now().branches.size(), std::size_t{1}, kMostLanes);
    return (5.6f + kLane * static_cast<float>(lanes)) * ui.em();
}

void Timeline::draw(Ui& ui, ImVec2 size) {
    draw_buttons(ui);
    draw_track(ui, {size.x, ImGui::GetContentRegionAvail().y});
}

void Timeline::draw_buttons(Ui& ui) {
    const Workspace& now = ui.now();
    if (icon_button(ui, "##back", Icon::kBack, "A year back (Ctrl+Shift+Left)")) ui.act("year_back");
    ImGui::SameLine();
    if (icon_button(ui, "##play", now.playing ? Icon::kPause : Icon::kPlay, "Play or pause (Space)")) ui.act("play");
    ImGui::SameLine();
    if (icon_button(ui, "##on", Icon::kOn, "A year on (Ctrl+Shift+Right)")) ui.act("year_on");
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::PushFont(ui.fonts().title);
    const int there = std::max(0, ui.explorer().week_there());
    ImGui::TextUnformatted(figure::format_date(ui.explorer().date_of(there)).c_str());
    ImGui::PopFont();
    ImGui::SameLine();
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(ui.theme().muted));
    ImGui::TextUnformatted(there < now.week ? fmt::format("week {}, computing to {}", there, now.week).c_str() : fmt::format("week {}", now.week).c_str());
    ImGui::PopStyleColor();
    ImGui::SameLine(0, 1.5f * ui.em());
    ImGui::SetNextItemWidth(9 * ui.em());
    if (ImGui::BeginCombo("##speed", fmt::format("{:g} weeks a second", now.weeks_a_second).c_str())) {
        for (const char* speed : {"1", "2", "4", "8", "26", "52"})
            if (ImGui::Selectable(fmt::format("{} weeks a second", speed).c_str())) ui.act("speed", {speed});
        ImGui::EndCombo();
    }
    ImGui::SameLine(0, 1.5f * ui.em());
    if (ImGui::Button("Fork here")) ui.act("fork");
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("A second future from this week on (Ctrl+F)");
    ImGui::SameLine();
    if (ImGui::Button("Add a scenario")) ImGui::OpenPopup("scenarios");
    if (ImGui::BeginPopup("scenarios")) {
        for (const Card& card : ui.explorer().cards())
            if (ImGui::MenuItem(card.name.c_str())) ui.act("add_scenario", {card.key});
        ImGui::EndPopup();
    }
    if (now.against != kNobody) {
        ImGui::SameLine();
        if (ImGui::Button("Swap")) ui.act("swap_branches");
        ImGui::SameLine();
        if (ImGui::Button("One only")) ui.act("compare_with_none");
    }
}

void Timeline::draw_track(Ui& ui, ImVec2 size) {
    const Workspace& now = ui.now();
    const float em = ui.em(), names = std::min(15 * em, 0.3f * size.x), axis = 1.6f * em;
    ImGui::BeginChild("track", size, false);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float left = corner.x + names, width = ImGui::GetContentRegionAvail().x - names - em;
    const int weeks = std::max(1, now.years() * sim::kWeeksPerYear);
    const auto x_of = [&](int week) { return left + width * static_cast<float>(week) / static_cast<float>(weeks); };
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float bottom = corner.y + axis + kLane * em * static_cast<float>(now.branches.size());
    const float year_width = width / static_cast<float>(std::max(1, now.years()));
    for (int year = 0; year <= now.years(); ++year) {
        const float x = x_of(year * sim::kWeeksPerYear);
        draw.AddLine({x, corner.y + axis}, {x, bottom}, ui.colour(ui.theme().grid), std::max(1.0f, em / 16));
        const std::string text = year_width > 6.5f * em ? fmt::format("year {}", year) : std::to_string(year);
        const float wide = ImGui::CalcTextSize(text.c_str()).x;
        if (year_width > wide + 0.5f * em || year % 2 == 0)
            draw.AddText({std::min(x - wide / 2, left + width + em - wide), corner.y}, ui.colour(ui.theme().muted), text.c_str());
    }
    // The whole track moves the clock.
    ImGui::SetCursorScreenPos({left - 0.5f * em, corner.y});
    ImGui::InvisibleButton("clock", {width + em, std::max(bottom - corner.y, em)});
    if (ImGui::IsItemActive()) {
        const float share = std::clamp((ImGui::GetIO().MousePos.x - left) / width, 0.0f, 1.0f);
        const int week = static_cast<int>(std::lround(share * static_cast<float>(weeks)));
        if (week != now.week) ui.act("show_week", {std::to_string(week)}, "scrub");
    }
    float y = corner.y + axis;
    for (const BranchPlan& plan : now.branches) {
        const figure::Colour colour = ui.branch_colour(plan);
        const bool shown = plan.id == now.shown, other = plan.id == now.against;
        const float middle = y + kLane * em / 2, thick = (shown || other ? 0.32f : 0.16f) * em;
        const BranchResult* result = ui.explorer().frame().branch(plan.id);
        const int last = result ? std::max(result->last_week(), plan.forked_at) : plan.forked_at;
        if (plan.parent != kNobody) {
            for (std::size_t k = 0; k < now.branches.size(); ++k)
                if (now.branches[k].id == plan.parent)
                    draw.AddLine({x_of(plan.forked_at), corner.y + axis + (static_cast<float>(k) + 0.5f) * kLane * em}, {x_of(plan.forked_at), middle},
                                 ui.colour(colour), std::max(1.0f, 0.1f * em));
        }
        draw.AddRectFilled({x_of(plan.forked_at), middle - thick / 2}, {x_of(last), middle + thick / 2}, ui.colour(colour), thick / 2);
        draw.AddCircleFilled({x_of(plan.forked_at), middle}, 0.28f * em, ui.colour(colour));
        ImGui::SetCursorScreenPos({corner.x, y});
        ImGui::PushID(plan.id);
        const std::string mark = shown ? "● " : other ? "○ " : "   ";
        ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(shown || other ? colour : ui.theme().text));
        ImGui::PushClipRect({corner.x, y}, {corner.x + names - 0.8f * em, y + kLane * em}, true);
        if (ImGui::Selectable((mark + plan.name).c_str(), false, 0, {names - 0.8f * em, kLane * em})) {
            if (shown || ImGui::GetIO().KeyShift) {
                if (!shown) ui.act("compare_with", {plan.name});
            } else {
                ui.act("show_branch", {plan.name});
            }
        }
        ImGui::PopClipRect();
        ImGui::PopStyleColor();
        if (ImGui::IsItemHovered())
            ImGui::SetTooltip("%s%s", plan.name.c_str(), shown ? "\nshown; levers act on it" : other ? "\nbeside it" : "\nclick: show; Shift and click: put beside");
        ImGui::PopID();
        y += kLane * em;
    }
    const float x = x_of(now.week);
    draw.AddLine({x, corner.y + 0.9f * em}, {x, bottom}, ui.colour(ui.theme().text), std::max(1.5f, 0.12f * em));
    draw.AddTriangleFilled({x - 0.45f * em, corner.y + 0.9f * em}, {x + 0.45f * em, corner.y + 0.9f * em}, {x, corner.y + 1.55f * em}, ui.colour(ui.theme().text));
    ImGui::EndChild();
}

}  // namespace concord::explorer
