// What lies on top: palette, search, help, tour, messages.
#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "viz/explorer/screen/panels.h"
#include "viz/explorer/tour.h"
#include "viz/map/comparable_text.h"

namespace concord::explorer {
namespace {

constexpr ImGuiWindowFlags kOnTop = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;

void begin_on_top(Ui& ui, const char* id, float width, float height) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    width = std::min(width, screen.x - 2 * ui.em());
    height = std::min(height, screen.y - 5 * ui.em());
    ImGui::SetNextWindowPos({(screen.x - width) / 2, 3.5f * ui.em()});
    ImGui::SetNextWindowSize({width, height});
    ImGui::Begin(id, nullptr, kOnTop);
    if (ImGui::IsWindowAppearing()) ImGui::SetWindowFocus();
}

// What can stand at the end of the line, and what the line would then be.
struct Completion {
    std::string line, shown, note;
    bool whole = false;             // nothing more is needed
};

std::vector<Completion> action_completions(const std::string& typed) {
    std::vector<Completion> found;
    const std::string wanted = map::comparable(typed);
    for (const bool beginnings : {true, false})
        for (const Action& action : action_table()) {
            const std::string title = map::comparable(action.title), name = map::comparable(action.name);
            const bool begins = title.starts_with(wanted) || name.starts_with(wanted);
            const bool holds = title.find(wanted) != std::string::npos || name.find(wanted) != std::string::npos || map::comparable(action.meaning).find(wanted) != std::string::npos;
            if (beginnings ? !begins : (begins || !holds)) continue;
            const bool needs = !action.arguments.empty() && !action.arguments.front().optional;
            found.push_back({fmt::format("{}{}", action.name, needs ? " " : ""), std::string(action.title),
                             fmt::format("{}   {}", usage(action), action.shortcut), !needs});
        }
    return found;
}

std::vector<Completion> argument_completions(const Ui& ui, const Action& action, const std::vector<std::string>& words, bool next) {
    std::vector<Completion> found;
    const std::size_t at = words.size() - 1 + (next ? 1 : 0);   // number of the argument typed, from 1
    if (at == 0 || at > action.arguments.size()) return found;
    const ArgumentSpec& spec = action.arguments[at - 1];
    const bool last = at == action.arguments.size() || action.arguments[at].optional;
    const std::string typed = next ? "" : words.back();
    const std::vector<std::string> before(words.begin() + 1, words.begin() + static_cast<std::ptrdiff_t>(at));
    const auto complete = [&](const std::string& word, const std::string& shown, const std::string& note) {
        auto all = before;
        all.push_back(word);
        found.push_back({line_of(action, all) + (last ? "" : " "), shown, note, last});
    };
    if (spec.kind == ArgumentKind::kChoice) {
        for (const std::string& choice : spec.choices(ui.explorer()))
            if (map::comparable(choice).find(map::comparable(typed)) != std::string::npos) complete(choice, choice, std::string(spec.name));
    } else if (spec.kind == ArgumentKind::kPlace) {
        if (typed.empty()) complete("gm", "Greater Manchester", "gm");
        for (const auto& place : ui.explorer().search().find(typed)) {
            const std::string code = code_of(ui.explorer().geography(), place_of(place.level, place.unit));
            complete(code, place.name, code);
        }
    }
    return found;
}

std::vector<Completion> completions(const Ui& ui, const std::string& line) {
    std::vector<std::string> words;
    try {
        words = split_line(line);
    } catch (const std::invalid_argument&) {
        return {};   // a quotation mark is still open
    }
    const bool next = line.empty() || line.back() == ' ';
    if (words.empty() || (words.size() == 1 && !next)) return action_completions(line);
    for (const Action& action : action_table())
        if (action.name == words.front()) return argument_completions(ui, action, words, next);
    return action_completions(line);
}

bool keys(int key) { return ImGui::IsKeyPressed(key); }

// A list with one row chosen by the arrow keys; returns the row that was clicked.
int choose(Ui& ui, const std::vector<Completion>& rows, int& chosen) {
    const int count = static_cast<int>(rows.size());
    if (keys(GLFW_KEY_DOWN)) ++chosen;
    if (keys(GLFW_KEY_UP)) --chosen;
    chosen = count == 0 ? 0 : std::clamp(chosen, 0, count - 1);
    int clicked = -1;
    ImGui::BeginChild("list", {0, 0}, false, ImGuiWindowFlags_NoNav);
    for (int k = 0; k < count; ++k) {
        ImGui::PushID(k);
        if (ImGui::Selectable(rows[static_cast<std::size_t>(k)].shown.c_str(), k == chosen)) clicked = k;
        if (k == chosen && (keys(GLFW_KEY_DOWN) || keys(GLFW_KEY_UP))) ImGui::SetScrollHereY();
        const std::string& note = rows[static_cast<std::size_t>(k)].note;
        const float width = ImGui::CalcTextSize(note.c_str()).x;
        if (ImGui::GetContentRegionAvail().x > width + ImGui::CalcTextSize(rows[static_cast<std::size_t>(k)].shown.c_str()).x + 2 * ui.em()) {
            ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width);
            ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(ui.theme().muted));
            ImGui::TextUnformatted(note.c_str());
            ImGui::PopStyleColor();
        }
        ImGui::PopID();
    }
    ImGui::EndChild();
    return clicked;
}

}  // namespace

void Overlays::draw(Ui& ui, const std::array<ImVec4, 6>& regions) {
    const Overlay now = ui.now().overlay;
    const bool appeared = now != last_;
    last_ = now;
    if (appeared) {
        chosen_ = 0;
        search_[0] = 0;
        help_filter_[0] = 0;
        if (now == Overlay::kPalette && !ui.palette_fresh) ui.palette_line.clear();
    }
    if (now == Overlay::kPalette) draw_palette(ui);
    if (now == Overlay::kSearch) draw_search(ui);
    if (now == Overlay::kHelp) draw_help(ui);
    draw_tour(ui, regions);
    draw_message(ui, regions[static_cast<std::size_t>(Region::kTimeline)].y);
}

void Overlays::draw_palette(Ui& ui) {
    begin_on_top(ui, "palette", 46 * ui.em(), 26 * ui.em());
    ui.bold("Do anything by name");
    ImGui::SetNextItemWidth(-1);
    // A line that changed otherwise than by typing is only taken up by an input that does not have the keyboard yet.
    const bool take = ImGui::IsWindowAppearing() || ui.palette_fresh;
    if (ui.palette_fresh) ImGui::ClearActiveID();
    if (take) ImGui::SetKeyboardFocusHere();
    ui.palette_fresh = false;
    const std::string before = ui.palette_line;
    const bool entered = ImGui::InputTextWithHint("##line", "what to do", &ui.palette_line, ImGuiInputTextFlags_EnterReturnsTrue);
    if (ui.palette_line != before) chosen_ = 0;
    const auto rows = completions(ui, ui.palette_line);
    const auto words = [&] {
        try {
            return split_line(ui.palette_line);
        } catch (const std::invalid_argument&) {
            return std::vector<std::string>{};
        }
    }();
    for (const Action& action : action_table())
        if (!words.empty() && action.name == words.front()) ui.muted(usage(action) + ": " + std::string(action.meaning));
    const int clicked = choose(ui, rows, chosen_);
    if (entered || clicked >= 0 || keys(GLFW_KEY_TAB)) {
        const int row = clicked >= 0 ? clicked : chosen_;
        const bool has_row = row < static_cast<int>(rows.size());
        if (has_row && (clicked >= 0 || !keys(GLFW_KEY_TAB)) && rows[static_cast<std::size_t>(row)].whole) ui.palette_line = rows[static_cast<std::size_t>(row)].line;
        if (has_row && !rows[static_cast<std::size_t>(row)].whole) {
            ui.palette_line = rows[static_cast<std::size_t>(row)].line;
            ui.palette_fresh = true;
        } else if (!keys(GLFW_KEY_TAB)) {
            const auto full = split_line(ui.palette_line);
            if (!full.empty()) {
                if (full.front() != "palette") ui.act("close");
                ui.act(full.front(), {full.begin() + 1, full.end()});
            }
        }
        chosen_ = 0;
    }
    ImGui::End();
}

void Overlays::draw_search(Ui& ui) {
    begin_on_top(ui, "search", 34 * ui.em(), 21 * ui.em());
    ui.bold("Find a place");
    ImGui::SetNextItemWidth(-1);
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    const bool entered = ImGui::InputTextWithHint("##place", "district, ward, area or neighbourhood", search_.data(), search_.size(), ImGuiInputTextFlags_EnterReturnsTrue);
    std::vector<Completion> rows;
    if (search_[0] == 0)
        for (const auto& district : ui.explorer().geography().districts) rows.push_back({district.code, district.name, level_name(map::Level::kDistrict), true});
    for (const auto& place : ui.explorer().search().find(search_.data()))
        rows.push_back({code_of(ui.explorer().geography(), place_of(place.level, place.unit)), place.name, level_name(place.level), true});
    const int clicked = choose(ui, rows, chosen_);
    const int row = clicked >= 0 ? clicked : entered ? chosen_ : -1;
    if (row >= 0 && row < static_cast<int>(rows.size())) {
        ui.act("close");
        ui.act("select", {rows[static_cast<std::size_t>(row)].line});
    }
    ImGui::End();
}

void Overlays::draw_help(Ui& ui) {
    begin_on_top(ui, "help", 64 * ui.em(), 44 * ui.em());
    ui.title("All actions and keys");
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##filter", "filter", help_filter_.data(), help_filter_.size());
    const std::string wanted = map::comparable(help_filter_.data());
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
    if (region.z > 0) front.AddRect({region.x + 2, region.y + 2}, {region.x + region.z - 2, region.y + region.w - 2}, ui.colour(ui.theme().accent), 0.4f * ui.em(), 0, 0.22f * ui.em());
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = std::min(30 * ui.em(), screen.x - 2 * ui.em());
    const float x = std::clamp(region.x + region.z / 2 - width / 2, ui.em(), std::max(ui.em(), screen.x - width - ui.em()));
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
    ImGui::SetNextWindowPos({screen.x / 2, (bottom > 0 ? bottom : screen.y) - 0.8f * ui.em()}, 0, {0.5f, 1});   // above the timeline
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleColor(ImGuiCol_Border, ui.colour(message.problem ? ui.theme().accent : ui.theme().axis));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.15f * ui.em());
    ImGui::Begin("message", nullptr, kOnTop | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoInputs);
    if (message.problem) ui.bold("This was not done");
    ui.wrapped(message.text);
    ImGui::End();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
}

}  // namespace concord::explorer
