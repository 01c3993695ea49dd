// What lies on top: palette, search, help, tour, messages.
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "viz/explorer/screen/panels.h"
#include "viz/explorer/session/tour.h"
#include "viz/map/comparable_text.h"

namespace concord::explorer {
namespace {

constexpr ImGuiWindowFlags kOnTop =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;

}  // namespace

bool begin_on_top(Ui& ui, const char* id, float width, float height) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    width = std::min(width, screen.x - 2 * ui.em());
    height = std::min(height, screen.y - 5 * ui.em());
    ImGui::SetNextWindowPos({(screen.x - width) / 2, 3.5f * ui.em()});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, screen.y - 4.5f * ui.em()});
    ImGui::SetNextWindowSize({width, height});
    ImGui::Begin(id, nullptr,
                 (kOnTop & ~ImGuiWindowFlags_NoScrollbar) | (height > 0 ? 0 : ImGuiWindowFlags_AlwaysAutoResize));
    const bool appearing = ImGui::IsWindowAppearing();
    if (appearing) ImGui::SetWindowFocus();
    return appearing;
}

void Overlays::draw(Ui& ui, const std::array<ImVec4, 6>& regions) {
    const Overlay now = ui.now().overlay;
    const bool appeared = now != last_;
    last_ = now;
    if (appeared) {
        chosen_ = 0;
        line_.clear();
        search_.clear();
        help_filter_.clear();
    }
    if (now == Overlay::kPalette) draw_palette(ui);
    if (now == Overlay::kSearch) draw_search(ui);
    if (now == Overlay::kHelp) draw_help(ui);
    draw_tour(ui, regions);
    ui.modal = false;
    leave_.draw(ui);
    if (!leave_.is_open()) form_.draw(ui);  // one asks at a time
    draw_message(ui, regions[static_cast<std::size_t>(Region::kTimeline)].y);
}

void Overlays::draw_search(Ui& ui) {
    begin_on_top(ui, "search", 34 * ui.em(), 21 * ui.em());
    ui.bold("Find a place");
    ImGui::SetNextItemWidth(-1);
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    int moved = 0;
    const std::string before = search_;
    const bool entered = ImGui::InputTextWithHint(
        "##place", "district, ward, area or neighbourhood", &search_,
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory, count_arrows, &moved);
    if (search_ != before) chosen_ = 0;
    const auto rows = place_suggestions(ui.explorer(), search_);
    const int clicked = choose_row(ui, "list", rows, chosen_, moved, {0, 0});
    const int row = clicked >= 0 ? clicked : entered ? chosen_ : -1;
    if (row >= 0 && row < static_cast<int>(rows.size())) {
        ui.act("close");
        ui.act("select", {rows[static_cast<std::size_t>(row)].value});
    }
    ImGui::End();
}

void Overlays::draw_help(Ui& ui) {
    begin_on_top(ui, "help", 64 * ui.em(), 44 * ui.em());
    ui.title("All actions and keys");
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##filter", "filter", &help_filter_);
    const std::string wanted = map::comparable(help_filter_);
    ImGui::BeginChild("actions", {0, ImGui::GetContentRegionAvail().y - 2.4f * ui.em()});
    for (const std::string_view menu : menus()) {
        ImGui::Spacing();
        ui.title(std::string(menu));
        if (!ImGui::BeginTable(std::string(menu).c_str(), 3, ImGuiTableFlags_SizingStretchProp)) continue;
        ImGui::TableSetupColumn("what", 0, 1.2f);
        ImGui::TableSetupColumn("keys", 0, 0.7f);
        ImGui::TableSetupColumn("meaning", 0, 2.2f);
        for (const Action& action : action_table()) {
            if (action.menu != menu) continue;
            const std::string all = map::comparable(fmt::format("{} {} {}", action.title, action.name, action.meaning));
            if (!wanted.empty() && all.find(wanted) == std::string::npos) continue;
            ImGui::TableNextRow();
            ImGui::TableNextColumn();
            ui.bold(std::string(action.title));
            ui.muted(usage(action));
            ImGui::TableNextColumn();
            ui.wrapped(action.shortcut.empty() ? "by name (Ctrl+P)" : std::string(action.shortcut));
            ImGui::TableNextColumn();
            ui.wrapped(std::string(action.meaning));
        }
        ImGui::EndTable();
    }
    ImGui::EndChild();
    if (ImGui::Button("Close (Escape)")) ui.act("close");
    ImGui::End();
}

void Overlays::draw_tour(Ui& ui, const std::array<ImVec4, 6>& regions) {
    const int step = ui.now().tour_step;
    if (step < 0) return;
    const TourStep& at = tour()[static_cast<std::size_t>(step)];
    const ImVec4 region = regions[static_cast<std::size_t>(at.region)];
    ImDrawList& front = *ImGui::GetForegroundDrawList();
    if (region.z > 0)
        front.AddRect({region.x + 2, region.y + 2}, {region.x + region.z - 2, region.y + region.w - 2},
                      ui.colour(ui.theme().accent), 0.4f * ui.em(), 0, 0.22f * ui.em());
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = std::min(30 * ui.em(), screen.x - 2 * ui.em());
    const float x =
        std::clamp(region.x + region.z / 2 - width / 2, ui.em(), std::max(ui.em(), screen.x - width - ui.em()));
    ImGui::SetNextWindowPos({x, std::max(0.3f * screen.y, 4 * ui.em())});
    ImGui::SetNextWindowSize({width, 0});
    ImGui::Begin("tour", nullptr, kOnTop | ImGuiWindowFlags_NoFocusOnAppearing);
    ui.title(std::string(at.title));
    ui.wrapped(std::string(at.text));
    ImGui::Spacing();
    ui.muted(fmt::format("Step {} of {}", step + 1, tour().size()));
    if (step > 0) {
        if (ImGui::Button("Back (F4)")) ui.act("tour_back");
        ImGui::SameLine();
    }
    const bool last = step + 1 == static_cast<int>(tour().size());
    if (ImGui::Button(last ? "Done (F3)" : "Next (F3)")) ui.act("tour_next");
    if (!last) {
        ImGui::SameLine();
        if (ImGui::Button("End the tour (Escape)")) ui.act("close");
    }
    ImGui::End();
}

void Overlays::draw_message(Ui& ui, float bottom) {
    const auto& message = ui.explorer().message();
    if (message.number != message_seen_) {
        message_seen_ = message.number;
        message_since_ = ImGui::GetTime();
    }
    constexpr double kSeconds = 7;
    if (message.number == 0 || ImGui::GetTime() - message_since_ > kSeconds) return;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = std::min(40 * ui.em(), screen.x - 2 * ui.em());
    ImGui::SetNextWindowPos({screen.x / 2, (bottom > 0 ? bottom : screen.y) - 0.8f * ui.em()}, 0,
                            {0.5f, 1});  // above the timeline
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleColor(ImGuiCol_Border, ui.colour(message.problem ? ui.theme().accent : ui.theme().axis));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.15f * ui.em());
    ImGui::Begin("message", nullptr,
                 kOnTop | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoInputs);
    if (message.problem) ui.bold("This was not done");
    ui.wrapped(message.text);
    ImGui::End();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
}

}  // namespace concord::explorer
