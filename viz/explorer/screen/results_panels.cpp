// Headlines, over time, why and costs.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/files/text.h"
#include "viz/explorer/figures/monitored.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/reached_words.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/screen/panels.h"
#include "viz/explorer/session/indicators.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

std::string number(double value, bool with_sign, int decimals) {
    return figure::format_short(value, {figure::Unit::kNumber, with_sign, decimals});
}

std::string change_words(double change, int outcome) {
    if (std::isnan(change)) return "Too few to show what changed";
    return fmt::format("{} {}", number(change, true, 2), difference_unit(outcome));
}

std::string compared_text(const Ui& ui, const Headline& row) {
    return fmt::format("Compared with {}: {}.", ui.explorer().against()->name,
                       scenarios::lower_first(finding_words(*row.finding)));
}

void draw_headline(Ui& ui, const Headline& row) {
    const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(row.outcome)];
    const bool percent = info.unit.starts_with("percent");
    ImGui::PushID(row.outcome);
    ui.bold(std::string(info.title));
    ImGui::PushFont(ui.fonts().large);
    ImGui::TextUnformatted(level_words(row.level, row.outcome).c_str());
    ImGui::PopFont();
    const float button = ImGui::CalcTextSize("Over time").x + 1.5f * ui.em();
    if (ImGui::GetContentRegionAvail().x > ImGui::GetItemRectSize().x + button + ui.em())
        ImGui::SameLine(ImGui::GetContentRegionAvail().x - button);
    if (ui.small_button("Over time")) {
        ui.act("outcome", {std::string(info.name)});
        ui.act("right_tab", {"over_time"});
    }
    ui.muted(percent ? fmt::format("of adults {}.", info.meaning)
                     : fmt::format("{}: {}.", outcome_unit(row.outcome), info.meaning));
    std::string since = change_words(row.since_start, row.outcome) + " since the start";
    if (!row.finding && row.spread.members >= 2)
        since += fmt::format("; {} further runs: {} to {}", row.spread.members, number(row.spread.low, false, 1),
                             number(row.spread.high, false, 1));
    ui.muted(since + ".");
    if (row.finding) {
        ui.wrapped(compared_text(ui, row));
        if (row.survey_sees) ui.muted(survey_words(*row.survey_sees));
    }
    ImGui::PopID();
}

std::string place_line(Ui& ui) {
    const auto& geography = ui.explorer().geography();
    const int district = district_of(geography, ui.now().place);
    return district < 0 ? "Greater Manchester" : geography.districts[static_cast<std::size_t>(district)].name;
}

}  // namespace

void draw_headlines(Ui& ui, ImVec2 size) {
    const auto rows = headlines(ui.explorer(), district_of(ui.explorer().geography(), ui.now().place));
    if (rows.empty()) return ui.muted("Building the population…");
    const bool comparing = ui.now().layout == Layout::kCompare && ui.explorer().against();  // the figure says where
    if (!comparing) ui.title(place_line(ui));
    if (const std::string note = comparison_note(ui.explorer()); !note.empty()) ui.warning(note);
    if (ui.now().place.below_district())
        ui.muted(fmt::format("Headlines are kept for whole districts, not for {}.",
                             name_of(ui.explorer().geography(), ui.now().place)));
    if (comparing) {
        for (const std::string& level : reached_words(ui.explorer())) ui.wrapped(level);
        const float height = std::max(ImGui::GetContentRegionAvail().y - 2.2f * ui.em(), 20 * ui.em());
        ui.show_panel("differences", "differences", {size.x, height}, ui.compact() ? Titles::kFirst : Titles::kBoth);
        return ui.panel_menu("differences");
    }
    for (const Headline& row : rows) {
        if (!ui.now().all_outcomes && row.outcome == 3) break;
        ImGui::Separator();
        draw_headline(ui, row);
    }
    ImGui::Separator();
    if (ImGui::Button(ui.now().all_outcomes ? "Three outcomes" : "All headline outcomes")) ui.act("all_outcomes");
    ui.panel_menu("headlines");
    ui.muted(
        fmt::format("Main run: one simulated resident stands for {} people, parameters at their defaults. With {}, one "
                    "resident for {} people, each with its own "
                    "parameters from their ranges. One model under its assumptions, no forecast.",
                    ui.explorer().options().simulation.scale, further_runs_words(ui.explorer()),
                    ui.explorer().options().simulation.member_scale));
}

void draw_presented(Ui& ui) {
    const auto rows = headlines(ui.explorer(), district_of(ui.explorer().geography(), ui.now().place));
    if (rows.empty()) return ui.muted("Building the population…");
    const Indicator& mapped = *find_indicator(ui.now().indicator);
    std::size_t first = 0;
    for (std::size_t k = 0; k < rows.size(); ++k)
        if (sim::kOutcomeTable[k].name == mapped.key) first = k;
    const Headline& row = rows[first];
    const auto& info = sim::kOutcomeTable[first];
    ui.muted(fmt::format("{}, {}", place_line(ui), ui.explorer().shown()->name));
    ui.title(std::string(info.title));
    ui.number(level_words(row.level, row.outcome));
    ui.wrapped(info.unit.starts_with("percent") ? fmt::format("of adults {}.", info.meaning)
                                                : fmt::format("{}: {}.", outcome_unit(row.outcome), info.meaning));
    if (row.finding) {
        ui.title(compared_text(ui, row));
    } else {
        ui.title(change_words(row.since_start, row.outcome) + " since the start.");
    }
    if (row.survey_sees) ui.muted(survey_words(*row.survey_sees));
    const std::size_t more = ui.compact() ? 1 : 2;  // others
    std::size_t shown = 0;
    for (std::size_t k = 0; k < rows.size() && shown < more; ++k) {
        if (k == first) continue;
        ++shown;
        ImGui::Separator();
        ui.bold(fmt::format("{}: {}", sim::kOutcomeTable[k].title, level_words(rows[k].level, rows[k].outcome)));
        ui.muted(rows[k].finding ? compared_text(ui, rows[k])
                                 : change_words(rows[k].since_start, rows[k].outcome) + " since the start.");
    }
}

// One list: the outcomes as they are, and what monitoring reports of some of them.
void choose_over_time(Ui& ui) {
    const auto& outcome = sim::kOutcomeTable[static_cast<std::size_t>(ui.now().outcome)];
    const auto& monitored = sim::kIndicatorTable[static_cast<std::size_t>(ui.now().monitored)];
    const std::string chosen =
        ui.now().as_monitored ? fmt::format("{}, as monitored", monitored.title) : std::string(outcome.title);
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::BeginCombo("##outcome", chosen.c_str())) return;
    for (std::size_t k = 0; k < sim::kOutcomeTable.size(); ++k)
        if (ImGui::Selectable(std::string(sim::kOutcomeTable[k].title).c_str(),
                              !ui.now().as_monitored && static_cast<int>(k) == ui.now().outcome))
            ui.act("outcome", {std::string(sim::kOutcomeTable[k].name)});
    ImGui::Separator();
    for (std::size_t k = 0; k < sim::kIndicatorTable.size(); ++k)
        if (ImGui::Selectable(fmt::format("{}, as monitored", sim::kIndicatorTable[k].title).c_str(),
                              ui.now().as_monitored && static_cast<int>(k) == ui.now().monitored))
            ui.act("monitored", {std::string(sim::kIndicatorTable[k].name)});
    ImGui::EndCombo();
}

void draw_over_time(Ui& ui, ImVec2 size) {
    choose_over_time(ui);
    const int mapped = outcome_of(*find_indicator(ui.now().indicator), map::Level::kDistrict);
    if (mapped >= 0 && (mapped != ui.now().outcome || ui.now().as_monitored) &&
        ui.small_button("Show the map's outcome"))
        ui.act("outcome", {std::string(sim::kOutcomeTable[static_cast<std::size_t>(mapped)].name)});
    const char* panel = ui.now().as_monitored ? "monitored" : "over_time";
    const float room = ImGui::GetContentRegionAvail().y - 2.2f * ui.em();
    if (!ui.now().as_monitored) {
        ui.show_panel(panel, panel, {size.x, std::clamp(room, 12 * ui.em(), 40 * ui.em())});
        return ui.panel_menu(panel);
    }
    ui.show_panel(panel, panel, {size.x, std::clamp(0.6f * room, 20 * ui.em(), 40 * ui.em())});
    ui.panel_menu(panel);
    for (const BranchPlan* plan : {ui.explorer().shown(), ui.explorer().against()})
        if (plan && ui.explorer().week_there() >= 0) ui.wrapped(monitored_words(ui.explorer(), *plan));
}

void draw_why(Ui& ui, ImVec2 size) {
    ImGui::SetNextItemWidth(size.x * 0.5f);
    if (ImGui::BeginCombo("##state", sim::kStateTable[static_cast<std::size_t>(ui.now().why_state)].title.data())) {
        for (int s = 0; s < sim::kStates; ++s)
            if (ImGui::Selectable(sim::kStateTable[static_cast<std::size_t>(s)].title.data(), s == ui.now().why_state))
                ui.act("why_state", {std::string(sim::kStateNames[static_cast<std::size_t>(s)])});
        ImGui::EndCombo();
    }
    ImGui::SameLine();
    constexpr const char* kSince[] = {"since the start", "since the fork", "in the last year"};
    constexpr const char* kWords[] = {"start", "fork", "year"};
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("##since", kSince[static_cast<int>(ui.now().why_since)])) {
        for (int k = 0; k < 3; ++k)
            if (ImGui::Selectable(kSince[k], static_cast<int>(ui.now().why_since) == k))
                ui.act("why_since", {kWords[k]});
        ImGui::EndCombo();
    }
    if (ui.now().place.whole)
        ui.muted("Select a place on the map to see why it changed there; this is all of Greater Manchester.");
    const float height = std::clamp(ImGui::GetContentRegionAvail().y - 2.2f * ui.em(), 14 * ui.em(), 46 * ui.em());
    if (const std::string sentence = why_words(ui.explorer()); !sentence.empty())
        ui.wrapped(sentence);  // the answer first: not all may be seen at once
    ui.show_panel("why", "why", {size.x, height}, ui.compact() ? Titles::kSecond : Titles::kBoth);
    ui.panel_menu("why");
}

void draw_costs(Ui& ui, ImVec2 size) {
    const float height = std::clamp(ImGui::GetContentRegionAvail().y - 2.2f * ui.em(), 14 * ui.em(), 46 * ui.em());
    ui.show_panel("costs", "costs", {size.x, height});
    ui.panel_menu("costs");
}

}  // namespace concord::explorer
