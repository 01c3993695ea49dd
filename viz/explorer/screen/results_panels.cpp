// Headlines, over time, why and costs.
#include <fmt/format.h>

#include <algorithm>

#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/screen/panels.h"
#include "viz/explorer/session/indicators.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

std::string number(double value, bool with_sign, int decimals) {
    return figure::format_short(value, {figure::Unit::kNumber, with_sign, decimals});
}

std::string level_text(const Headline& row) {
    const bool percent = sim::kOutcomeTable[static_cast<std::size_t>(row.outcome)].unit.starts_with("percent");
    return fmt::format("{}{}", number(row.level, false, percent ? 1 : 2), percent ? " %" : "");
}

std::string difference_text(const Ui& ui, const Headline& row) {
    return fmt::format("Compared with {}: {} {}", ui.explorer().against()->name, number(*row.difference, true, 2),
                       difference_unit(row.outcome));
}

void draw_headline(Ui& ui, const Headline& row) {
    const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(row.outcome)];
    const bool percent = info.unit.starts_with("percent");
    ImGui::PushID(row.outcome);
    ui.bold(std::string(info.title));
    ImGui::PushFont(ui.fonts().large);
    ImGui::TextUnformatted(level_text(row).c_str());
    ImGui::PopFont();
    const float button = ImGui::CalcTextSize("Over time").x + 1.5f * ui.em();
    if (ImGui::GetContentRegionAvail().x > ImGui::GetItemRectSize().x + button + ui.em())
        ImGui::SameLine(ImGui::GetContentRegionAvail().x - button);
    if (ui.small_button("Over time")) {
        ui.act("outcome", {std::string(info.name)});
        ui.act("right_tab", {"over_time"});
    }
    ui.muted(percent ? fmt::format("of adults {}.", info.meaning) : fmt::format("{}: {}.", info.unit, info.meaning));
    std::string since =
        fmt::format("{} {} since the start", number(row.since_start, true, 2), difference_unit(row.outcome));
    if (!row.difference && row.level_spread.members >= 2)
        since += fmt::format("; {} further runs: {} to {}", row.level_spread.members,
                             number(row.level_spread.low, false, 1), number(row.level_spread.high, false, 1));
    ui.muted(since + ".");
    if (row.difference) {
        ui.wrapped(difference_text(ui, row) + ".");
        ui.muted(spread_words(row.difference_spread, difference_unit(row.outcome)) + ".");
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
    ui.number(level_text(row));
    ui.wrapped(info.unit.starts_with("percent") ? fmt::format("of adults {}.", info.meaning)
                                                : fmt::format("{}: {}.", info.unit, info.meaning));
    if (row.difference) {
        ui.title(difference_text(ui, row) + ".");
        ui.wrapped(spread_words(row.difference_spread, difference_unit(row.outcome)) + ".");
    } else {
        ui.title(fmt::format("{} {} since the start.", number(row.since_start, true, 2), difference_unit(row.outcome)));
    }
    if (row.survey_sees) ui.muted(survey_words(*row.survey_sees));
    const std::size_t more = ui.compact() ? 1 : 2;  // others
    std::size_t shown = 0;
    for (std::size_t k = 0; k < rows.size() && shown < more; ++k) {
        if (k == first) continue;
        ++shown;
        ImGui::Separator();
        const double change = rows[k].difference.value_or(rows[k].since_start);
        ui.bold(fmt::format("{}: {}", sim::kOutcomeTable[k].title, level_text(rows[k])));
        const std::string unit = difference_unit(static_cast<int>(k));
        if (rows[k].difference) {
            ui.muted(fmt::format("{} {} from {}. {}.", number(change, true, 2), unit, ui.explorer().against()->name,
                                 spread_words(rows[k].difference_spread, unit)));
        } else {
            ui.muted(fmt::format("{} {} since the start.", number(change, true, 2), unit));
        }
    }
}

void draw_over_time(Ui& ui, ImVec2 size) {
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("##outcome",
                          std::string(sim::kOutcomeTable[static_cast<std::size_t>(ui.now().outcome)].title).c_str())) {
        for (std::size_t k = 0; k < sim::kOutcomeTable.size(); ++k)
            if (ImGui::Selectable(std::string(sim::kOutcomeTable[k].title).c_str(),
                                  static_cast<int>(k) == ui.now().outcome))
                ui.act("outcome", {std::string(sim::kOutcomeTable[k].name)});
        ImGui::EndCombo();
    }
    const int mapped = outcome_of(*find_indicator(ui.now().indicator), map::Level::kDistrict);
    if (mapped >= 0 && mapped != ui.now().outcome && ui.small_button("Show the map's outcome"))
        ui.act("outcome", {std::string(sim::kOutcomeTable[static_cast<std::size_t>(mapped)].name)});
    const float height = std::clamp(ImGui::GetContentRegionAvail().y - 2.2f * ui.em(), 12 * ui.em(), 40 * ui.em());
    ui.show_panel("over_time", "over_time", {size.x, height});
    ui.panel_menu("over_time");
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
    const auto sentences = why_words(ui.explorer());
    if (ui.compact() && !sentences.empty())
        ui.wrapped(fmt::format("{}. {}", name_of(ui.explorer().geography(), ui.now().place),
                               sentences.back()));  // the answer first, where not all can be seen at once
    ui.show_panel("why", "why", {size.x, height}, ui.compact() ? Titles::kSecond : Titles::kBoth);
    for (const std::string& sentence : sentences)
        if (!ui.compact() || &sentence != &sentences.back()) ui.wrapped(sentence);
    ui.panel_menu("why");
}

void draw_costs(Ui& ui, ImVec2 size) {
    const float height = std::clamp(ImGui::GetContentRegionAvail().y - 2.2f * ui.em(), 14 * ui.em(), 46 * ui.em());
    ui.show_panel("costs", "costs", {size.x, height});
    ui.panel_menu("costs");
}

}  // namespace concord::explorer
