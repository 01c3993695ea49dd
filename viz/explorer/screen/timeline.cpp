// Time and the tree of futures: one line a branch, forks, the clock, and what is computed.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "viz/explorer/screen/panels.h"
#include "viz/figure/imgui_canvas.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

constexpr float kLane = 1.35f;                               // em, between the lines of branches
constexpr float kIconSide = 2.1f;                            // em, of buttons with an icon
constexpr float kAxis = 1.9f;                                // em, years and the clock's pointer above the lines
constexpr std::size_t kMostLanes = 6, kMostLanesOneRow = 2;  // the others by scrolling

// Buttons and years in one row, where height is dear.
bool one_row(const Ui& ui) { return ui.compact() || ui.presenting(); }

// Icons that the font lacks, or that should be of one size.
enum class Icon { kPlay, kPause, kBack, kOn };
bool icon_button(Ui& ui, const char* id, Icon icon, const char* tip) {
    const float side = kIconSide * ui.em();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::Button(id, {side, side});
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", tip);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 middle{at.x + side / 2, at.y + side / 2};
    const float r = 0.5f * ui.em();
    const ImU32 ink = ui.colour(ui.theme().text);
    switch (icon) {
        case Icon::kPlay:
            draw.AddTriangleFilled({middle.x - 0.7f * r, middle.y - r}, {middle.x - 0.7f * r, middle.y + r},
                                   {middle.x + r, middle.y}, ink);
            break;
        case Icon::kPause:
            draw.AddRectFilled({middle.x - 0.8f * r, middle.y - r}, {middle.x - 0.2f * r, middle.y + r}, ink);
            draw.AddRectFilled({middle.x + 0.2f * r, middle.y - r}, {middle.x + 0.8f * r, middle.y + r}, ink);
            break;
        case Icon::kBack:
        case Icon::kOn: {
            const float d = icon == Icon::kOn ? 1.0f : -1.0f;
            for (const float shift : {-0.45f, 0.35f})
                draw.AddTriangleFilled({middle.x + d * (shift - 0.4f) * r, middle.y - 0.8f * r},
                                       {middle.x + d * (shift - 0.4f) * r, middle.y + 0.8f * r},
                                       {middle.x + d * (shift + 0.5f) * r, middle.y}, ink);
            break;
        }
    }
    return pressed;
}

// Events of the futures in front; nearly always the same ones.
std::vector<LeverMark> events_shown(const Ui& ui) {
    std::vector<LeverMark> marks;
    for (const BranchPlan& plan : ui.now().branches) {
        if (plan.id != ui.now().shown && plan.id != ui.now().against) continue;
        for (LeverMark& mark : event_marks(plan.scenario(), ui.explorer().geography())) {
            const bool there = std::any_of(marks.begin(), marks.end(), [&](const LeverMark& other) {
                return other.week == mark.week && other.text == mark.text;
            });
            if (!there) marks.push_back(std::move(mark));
        }
    }
    return marks;
}

}  // namespace

// Where the weeks lie on the screen.
struct Timeline::Track {
    ImVec2 corner;
    float names, axis, left, width;  // pixels: column of names, height of the axis, first week, all weeks
    int weeks;
    float x_of(int week) const { return left + width * static_cast<float>(week) / static_cast<float>(weeks); }
};

float Timeline::height(const Ui& ui) {
    const std::size_t lanes =
        std::clamp(ui.now().branches.size(), std::size_t{1}, one_row(ui) ? kMostLanesOneRow : kMostLanes);
    if (one_row(ui)) return std::max(7.0f, 3.7f + kLane * static_cast<float>(lanes)) * ui.em();
    return (6.7f + kLane * static_cast<float>(lanes)) * ui.em();
}

void Timeline::draw(Ui& ui) {
    if (one_row(ui)) {
        ImGui::BeginGroup();
        draw_clock_buttons(ui);
        if (ui.presenting()) {
            ImGui::NewLine();
        } else {
            if (ImGui::Button("Fork", {0, kIconSide * ui.em()})) ui.act("fork");
            ImGui::SameLine();
            if (ImGui::Button("More…", {0, kIconSide * ui.em()})) ImGui::OpenPopup("more");
        }
        draw_date(ui);
        draw_key(ui);
        ImGui::EndGroup();
        if (ImGui::BeginPopup("more")) {
            draw_more_buttons(ui);
            ImGui::EndPopup();
        }
        ImGui::SameLine(0, ui.em());
    } else {
        draw_clock_buttons(ui);
        ImGui::AlignTextToFramePadding();
        draw_date(ui);
        ImGui::SameLine(0, 1.5f * ui.em());
        draw_more_buttons(ui);
        draw_key(ui);
    }
    draw_track(ui, {ImGui::GetContentRegionAvail().x, ImGui::GetContentRegionAvail().y});
}

void Timeline::draw_clock_buttons(Ui& ui) {
    const Workspace& now = ui.now();
    if (icon_button(ui, "##back", Icon::kBack, "A year back (Ctrl+Shift+Left)")) ui.act("year_back");
    ImGui::SameLine();
    if (icon_button(ui, "##play", now.playing ? Icon::kPause : Icon::kPlay, "Play or pause (Space)")) ui.act("play");
    ImGui::SameLine();
    if (icon_button(ui, "##on", Icon::kOn, "A year on (Ctrl+Shift+Right)")) ui.act("year_on");
    ImGui::SameLine();
}

void Timeline::draw_date(Ui& ui) {
    const Workspace& now = ui.now();
    ImGui::PushFont(ui.fonts().title);
    const int there = std::max(0, ui.explorer().week_there());
    ImGui::TextUnformatted(figure::format_date(ui.explorer().date_of(there)).c_str());
    ImGui::PopFont();
    ImGui::SameLine();
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.fonts().title->Ascent -
                         ui.fonts().regular->Ascent);  // on one line of letters
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(ui.theme().muted));
    ImGui::TextUnformatted(there < now.week ? fmt::format("week {}, computing to {}", there, now.week).c_str()
                                            : fmt::format("week {}", now.week).c_str());
    ImGui::PopStyleColor();
}

// What the marks stand for.
void Timeline::draw_key(Ui& ui) {
    std::string key =
        ui.now().against == kNobody ? "● shown   ■ lever changed" : "● shown   ○ compared   ■ lever changed";
    if (!events_shown(ui).empty()) key += "   ▼ event";
    ImGui::PushFont(ui.fonts().small);
    if (!one_row(ui)) {
        const float right = ImGui::GetWindowContentRegionMax().x - ImGui::CalcTextSize(key.c_str()).x;
        if (right > ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x + ui.em()) {
            ImGui::SameLine(right);
            ImGui::AlignTextToFramePadding();
            ui.muted(key);
        }
    } else {
        ui.muted(key);
    }
    ImGui::PopFont();
}

void Timeline::draw_more_buttons(Ui& ui) {
    ImGui::SetNextItemWidth(ImGui::CalcTextSize("52 weeks a second").x + 3 * ui.em());
    if (ImGui::BeginCombo("##speed", fmt::format("{:g} weeks a second", ui.now().weeks_a_second).c_str())) {
        for (const char* speed : {"1", "2", "4", "8", "26", "52"})
            if (ImGui::Selectable(fmt::format("{} weeks a second", speed).c_str())) ui.act("speed", {speed});
        ImGui::EndCombo();
    }
    if (ui.button_beside("Fork here")) ui.act("fork");
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("A second future from this week on (Ctrl+F)");
    if (ui.button_beside("Add a scenario")) ImGui::OpenPopup("scenarios");
    if (ImGui::BeginPopup("scenarios")) {
        for (const Card& card : ui.explorer().cards())
            if (ImGui::MenuItem(card.name.c_str())) ui.act("add_scenario", {card.key});
        ImGui::EndPopup();
    }
    if (ui.now().against == kNobody) return;
    if (ui.button_beside("Swap")) ui.act("swap_branches");
    if (ui.button_beside("One only")) ui.act("compare_with_none");
}

void Timeline::draw_years(Ui& ui, const Track& track) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float em = ui.em(),
                bottom = track.corner.y + track.axis + kLane * em * static_cast<float>(ui.now().branches.size());
    const float wide_years = ImGui::CalcTextSize("year").x;
    if (one_row(ui))
        draw.AddText({track.left - 1.2f * em - wide_years, track.corner.y}, ui.colour(ui.theme().muted), "year");
    const float year_width = track.width / static_cast<float>(std::max(1, ui.now().years()));
    for (int year = 0; year <= ui.now().years(); ++year) {
        const float x = track.x_of(year * sim::kWeeksPerYear);
        draw.AddLine({x, track.corner.y + track.axis}, {x, bottom}, ui.colour(ui.theme().axis, 0.6),
                     std::max(1.0f, em / 16));
        const int calendar =
            static_cast<int>(std::chrono::year_month_day(ui.explorer().date_of(year * sim::kWeeksPerYear)).year());
        const std::string text =
            year_width > 7.5f * em ? fmt::format("year {} ({})", year, calendar) : std::to_string(year);
        const float wide = ImGui::CalcTextSize(text.c_str()).x;
        if (year_width > wide + 0.5f * em || year % 5 == 0)
            draw.AddText({x - wide / 2, track.corner.y}, ui.colour(ui.theme().muted), text.c_str());
    }
}

// Between the years and the lines: what befalls every future.
void Timeline::draw_events(Ui& ui, const Track& track) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float em = ui.em(), r = 0.42f * em, tip = track.corner.y + track.axis,
                bottom = tip + kLane * em * static_cast<float>(ui.now().branches.size());
    const ImU32 ink = ui.colour(ui.theme().accent);
    for (const LeverMark& mark : events_shown(ui)) {
        const float x = track.x_of(mark.week);
        draw.AddLine({x, tip}, {x, bottom}, ui.colour(ui.theme().accent, 0.5), std::max(1.0f, em / 12));
        draw.AddTriangleFilled({x - r, tip - 1.5f * r}, {x + r, tip - 1.5f * r}, {x, tip}, ink);
        if (ImGui::IsMouseHoveringRect({x - 1.5f * r, tip - 2 * r}, {x + 1.5f * r, tip + r}))
            ImGui::SetTooltip("%s", mark.text.c_str());
    }
}

void Timeline::draw_clock(Ui& ui, const Track& track) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float em = ui.em(),
                bottom = track.corner.y + track.axis + kLane * em * static_cast<float>(ui.now().branches.size());
    const float x = track.x_of(ui.now().week);
    draw.AddLine({x, track.corner.y + 1.2f * em}, {x, bottom}, ui.colour(ui.theme().text), std::max(1.5f, 0.12f * em));
    draw.AddTriangleFilled({x - 0.45f * em, track.corner.y + 1.2f * em}, {x + 0.45f * em, track.corner.y + 1.2f * em},
                           {x, track.corner.y + 1.85f * em}, ui.colour(ui.theme().text));
}

// A branch from where it left its parent to the last week computed, and its name.
void Timeline::draw_branch(Ui& ui, const Track& track, const BranchPlan& plan, std::size_t lane) {
    const Workspace& now = ui.now();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float em = ui.em();
    const auto lane_y = [&](std::size_t k) { return track.corner.y + track.axis + static_cast<float>(k) * kLane * em; };
    const figure::Colour colour = ui.branch_colour(plan);
    const bool shown = plan.id == now.shown, other = plan.id == now.against;
    const float middle = lane_y(lane) + kLane * em / 2, thick = (shown || other ? 0.32f : 0.16f) * em,
                fork = track.x_of(plan.forked_at);
    const BranchResult* result = ui.explorer().frame().branch(plan.id);
    const int last = result ? std::max(result->last_week(), plan.forked_at) : plan.forked_at;
    for (std::size_t k = 0; k < now.branches.size(); ++k)
        if (now.branches[k].id == plan.parent)
            draw.AddLine({fork, lane_y(k) + kLane * em / 2}, {fork, middle}, ui.colour(colour),
                         std::max(1.0f, 0.1f * em));
    draw.AddRectFilled({fork, middle - thick / 2}, {track.x_of(last), middle + thick / 2}, ui.colour(colour),
                       thick / 2);
    draw.AddRectFilled({fork - 0.08f * em, middle - 0.35f * em}, {fork + 0.08f * em, middle + 0.35f * em},
                       ui.colour(colour));
    draw_marks(ui, track, plan, middle);
    ImGui::SetCursorScreenPos({track.corner.x, lane_y(lane)});
    ImGui::PushID(plan.id);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(shown || other ? ui.branch_text(plan) : ui.theme().text));
    ImGui::PushClipRect({track.corner.x, lane_y(lane)}, {track.corner.x + track.names - 0.8f * em, lane_y(lane + 1)},
                        true);
    if (ImGui::Selectable(ui.elided((shown   ? "● "
                                     : other ? "○ "
                                             : "   ") +
                                        plan.name,
                                    *ui.fonts().regular, track.names - 0.9f * em)
                              .c_str(),
                          false, 0, {track.names - 0.8f * em, kLane * em}) &&
        !shown)
        ui.act(ImGui::GetIO().KeyShift ? "compare_with" : "show_branch", {plan.name});
    ImGui::PopClipRect();
    ImGui::PopStyleColor();
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip("%s%s", plan.name.c_str(),
                          shown   ? "\nshown; levers act on it"
                          : other ? "\nbeside it"
                                  : "\nclick: show; Shift and click: put beside");
    ImGui::PopID();
}

// Where levers change on a branch's own way.
void Timeline::draw_marks(Ui& ui, const Track& track, const BranchPlan& plan, float y) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float r = 0.28f * ui.em();
    const auto square = [&](float x, float size, ImU32 ink) {
        draw.AddRectFilled({x - size, y - size}, {x + size, y + size}, ink);
    };
    for (const LeverMark& mark : lever_marks(plan.scenario())) {
        if (mark.week < plan.forked_at) continue;  // its parent's
        const float x = track.x_of(mark.week);
        square(x, 1.45f * r, ui.colour(ui.theme().background));
        square(x, r, ui.colour(ui.theme().text));
        if (ImGui::IsMouseHoveringRect({x - 1.5f * r, y - 1.5f * r}, {x + 1.5f * r, y + 1.5f * r}))
            ImGui::SetTooltip("%s, from %s:\n%s", plan.name.c_str(),
                              figure::format_date(ui.explorer().date_of(mark.week)).c_str(), mark.text.c_str());
    }
}

// Of the column of names: what they need, as far as it leaves the years most of the room.
float Timeline::names_width(const Ui& ui, float room) {
    float widest = 5 * ui.em();
    for (const BranchPlan& plan : ui.now().branches)
        widest = std::max(widest, ImGui::CalcTextSize(plan.name.c_str()).x);
    return std::min(widest + 3.2f * ui.em(), 0.42f * room);
}

void Timeline::draw_track(Ui& ui, ImVec2 size) {
    ImGui::BeginChild("track", size, false, ImGuiWindowFlags_NavFlattened);
    const float em = ui.em(), names = names_width(ui, size.x), room = ImGui::GetContentRegionAvail().x;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const Track track{corner,
                      names,
                      kAxis * em,
                      corner.x + names,
                      room - names - (one_row(ui) ? 1.5f : 3.6f) * em,
                      std::max(1, ui.now().years() * sim::kWeeksPerYear)};
    const auto& branches = ui.now().branches;
    // The whole track moves the clock.
    ImGui::SetCursorScreenPos({track.left - 0.5f * em, corner.y});
    ImGui::InvisibleButton("clock", {track.width + em, track.axis + kLane * em * static_cast<float>(branches.size())});
    if (ImGui::IsItemActive()) {
        const float share = std::clamp((ImGui::GetIO().MousePos.x - track.left) / track.width, 0.0f, 1.0f);
        const int week = static_cast<int>(std::lround(share * static_cast<float>(track.weeks)));
        if (week != ui.now().week) ui.act("show_week", {std::to_string(week)}, "scrub");
    }
    draw_years(ui, track);
    for (std::size_t k = 0; k < branches.size(); ++k) draw_branch(ui, track, branches[k], k);
    draw_events(ui, track);
    draw_clock(ui, track);
    ImGui::EndChild();
}

}  // namespace concord::explorer
