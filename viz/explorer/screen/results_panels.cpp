// Headlines, over time, why, costs, assumptions and the room's guesses.
#include <fmt/format.h>

#include <algorithm>

#include "sim/parameters.h"
#include "viz/explorer/indicators.h"
#include "viz/explorer/panel_figures.h"
#include "viz/explorer/results.h"
#include "viz/explorer/screen/panels.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

std::string number(double value, bool with_sign, int decimals) { return figure::format_short(value, {figure::Unit::kNumber, with_sign, decimals}); }

void draw_headline(Ui& ui, const Headline& row) {
    const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(row.outcome)];
    const bool percent = info.unit.starts_with("percent");
    ImGui::PushID(row.outcome);
    ui.bold(std::string(info.title));
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", std::string(info.meaning).c_str());
    ImGui::PushFont(ui.fonts().large);
    ImGui::TextUnformatted(fmt::format("{}{}", number(row.level, false, percent ? 1 : 2), percent ? " %" : "").c_str());
    ImGui::PopFont();
    ui.muted(fmt::format("{}: {} {} since the start", ui.explorer().shown()->name, number(row.since_start, true, 2), difference_unit(row.outcome)));
    if (row.difference) {
        ui.wrapped(fmt::format("Compared with {}: {} {}", ui.explorer().against()->name, number(*row.difference, true, 2), difference_unit(row.outcome)));
        ui.muted(spread_words(row.difference_spread, difference_unit(row.outcome)) + ".");
        if (row.survey_sees) ui.muted(fmt::format("A survey of 1,300 people would see {:.1f} points or more.", *row.survey_sees));
    } else if (row.level_spread.members >= 2) {
        ui.muted(fmt::format("{} members: {} to {}.", row.level_spread.members, number(row.level_spread.low, false, 1), number(row.level_spread.high, false, 1)));
    }
    if (ui.small_button("Over time")) {
        ui.act("outcome", {std::string(info.name)});
        ui.act("right_tab", {"over_time"});
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
    ui.title(place_line(ui));
    if (ui.now().place.below_district()) ui.muted(fmt::format("The district of {}: headlines are kept for districts and Greater Manchester.", name_of(ui.explorer().geography(), ui.now().place)));
    if (ui.now().layout == Layout::kCompare && ui.explorer().against()) {
        const float height = std::max(ImGui::GetContentRegionAvail().y - 2.2f * ui.em(), 20 * ui.em());
        ui.show_panel("differences", "differences", {size.x, height});
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
    ui.muted(fmt::format("Main run at 1:{}; {} further members at 1:{}, each with its own draw of the parameters. One model under its assumptions, no forecast.",
                         ui.explorer().options().simulation.scale, kMembers, ui.explorer().options().simulation.member_scale));
}

void draw_over_time(Ui& ui, ImVec2 size) {
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("##outcome", std::string(sim::kOutcomeTable[static_cast<std::size_t>(ui.now().outcome)].title).c_str())) {
        for (std::size_t k = 0; k < sim::kOutcomeTable.size(); ++k)
            if (ImGui::Selectable(std::string(sim::kOutcomeTable[k].title).c_str(), static_cast<int>(k) == ui.now().outcome))
                ui.act("outcome", {std::string(sim::kOutcomeTable[k].name)});
        ImGui::EndCombo();
    }
    const float height = std::clamp(ImGui::GetContentRegionAvail().y - 2.2f * ui.em(), 12 * ui.em(), 40 * ui.em());
    ui.show_panel("over_time", "over_time", {size.x, height});
    ui.panel_menu("over_time");
}

void draw_why(Ui& ui, ImVec2 size) {
    ImGui::SetNextItemWidth(size.x * 0.5f);
    if (ImGui::BeginCombo("##state", state_title(ui.now().why_state))) {
        for (int s = 0; s < sim::kStates; ++s)
            if (ImGui::Selectable(state_title(s), s == ui.now().why_state)) ui.act("why_state", {std::string(sim::kStateNames[static_cast<std::size_t>(s)])});
        ImGui::EndCombo();
    }
    ImGui::SameLine();
    constexpr const char* kSince[] = {"since the start", "since the fork", "in the last year"};
    constexpr const char* kWords[] = {"start", "fork", "year"};
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("##since", kSince[static_cast<int>(ui.now().why_since)])) {
        for (int k = 0; k < 3; ++k)
            if (ImGui::Selectable(kSince[k], static_cast<int>(ui.now().why_since) == k)) ui.act("why_since", {kWords[k]});
        ImGui::EndCombo();
    }
    if (ui.now().place.whole) ui.muted("Select a place on the map to see why it changed there; this is all of Greater Manchester.");
    const float height = std::clamp(ImGui::GetContentRegionAvail().y - 2.2f * ui.em(), 14 * ui.em(), 46 * ui.em());
    ui.show_panel("why", "why", {size.x, height});
    for (const std::string& sentence : why_words(ui.explorer())) ui.wrapped(sentence);
    ui.panel_menu("why");
}

void draw_costs(Ui& ui, ImVec2 size) {
    const float height = std::clamp(ImGui::GetContentRegionAvail().y - 2.2f * ui.em(), 14 * ui.em(), 46 * ui.em());
    ui.show_panel("costs", "costs", {size.x, height});
    ui.panel_menu("costs");
}

void AssumptionsPanel::draw(Ui& ui) {
    const BranchPlan* plan = ui.explorer().shown();
    if (!plan) return;
    ui.muted("Behaviour parameters, one set for every resident. A change begins every branch anew from week 0.");
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##filter", "Find a parameter", filter_.data(), filter_.size());
    const std::string filter(filter_.data());
    for (const auto& info : sim::parameter_table()) {
        const auto& fixed = plan->scenario().parameters;
        const auto at = std::find_if(fixed.begin(), fixed.end(), [&](const auto& p) { return p.name == info.name; });
        const bool changed = at != fixed.end();
        if (!filter.empty() && !changed && info.name.find(filter) == std::string::npos && info.meaning.find(filter) == std::string::npos) continue;
        ImGui::PushID(info.name.c_str());
        ImGui::Separator();
        ui.bold(changed ? fmt::format("◆ {} (changed)", info.name) : info.name);
        ui.muted(fmt::format("{} ({}). Evidence {}: {}.", info.meaning, info.unit, info.grade, info.source));
        if (info.prior == sim::Prior::kFixed) {
            ui.wrapped(fmt::format("{:g}, fixed", info.value));
        } else {
            auto value = static_cast<float>(changed ? at->value : info.value);
            if (edited_.contains(info.name)) value = edited_[info.name];
            ImGui::SetNextItemWidth(-1);
            if (ImGui::SliderFloat("##value", &value, static_cast<float>(info.low), static_cast<float>(info.high), "%.4g", ImGuiSliderFlags_AlwaysClamp)) edited_[info.name] = value;
            if (ImGui::IsItemDeactivatedAfterEdit())
                ui.act("assume", {info.name, fmt::format("{:.6g}", std::clamp(static_cast<double>(value), info.low, info.high))});
            if (!ImGui::IsItemActive()) edited_.erase(info.name);
            ui.muted(fmt::format("Default {:g}, range {:g} to {:g}.", info.value, info.low, info.high));
            if (changed && ui.small_button("Back to the default")) ui.act("assume_default", {info.name});
        }
        ImGui::PopID();
    }
}

void PredictionsPanel::draw(Ui& ui, ImVec2 size) {
    const auto& questions = ui.now().predictions;
    const bool open = std::any_of(questions.begin(), questions.end(), [](const auto& q) { return !q.revealed; });
    ui.title("Predict, then reveal");
    if (!open) {
        ui.muted("Ask the room before you play on: what will it be?");
        ImGui::SetNextItemWidth(-1);
        if (ImGui::BeginCombo("##asked", std::string(sim::kOutcomeTable[static_cast<std::size_t>(outcome_)].title).c_str())) {
            for (int k = 0; k < sim::kOutcomes; ++k)
                if (ImGui::Selectable(std::string(sim::kOutcomeTable[static_cast<std::size_t>(k)].title).c_str(), k == outcome_)) outcome_ = k;
            ImGui::EndCombo();
        }
        year_ = std::clamp(year_, 1, std::max(1, ui.now().years()));
        ImGui::SetNextItemWidth(-1);
        ImGui::SliderInt("##year", &year_, 1, std::max(1, ui.now().years()), "at the end of year %d");
        if (ui.explorer().against()) ImGui::Checkbox("the difference of the two branches", &difference_);
        const int district = district_of(ui.explorer().geography(), ui.now().place);
        if (ImGui::Button(fmt::format("Ask about {}", place_line(ui)).c_str()))
            ui.act("predict", {std::string(sim::kOutcomeTable[static_cast<std::size_t>(outcome_)].name),
                               district < 0 ? "gm" : ui.explorer().geography().districts[static_cast<std::size_t>(district)].code,
                               std::to_string(year_ * sim::kWeeksPerYear), difference_ && ui.explorer().against() ? "difference" : "level"});
    }
    for (std::size_t q = questions.size(); q-- > 0;) {
        ImGui::PushID(static_cast<int>(q));
        ImGui::Separator();
        ui.bold(question_words(ui.explorer(), questions[q]));
        if (!questions[q].guesses.empty()) {
            const float height = (9.5f + 2.6f * static_cast<float>(questions[q].guesses.size() + 1)) * ui.em();
            ui.show(fmt::format("guesses {}", q).c_str(), prediction_figure(ui.explorer(), q), {size.x, height});
        }
        if (!questions[q].revealed) {
            ImGui::SetNextItemWidth(size.x * 0.45f);
            ImGui::InputTextWithHint("##who", "Who guesses", who_.data(), who_.size());
            ImGui::SameLine();
            ImGui::SetNextItemWidth(size.x * 0.25f);
            ImGui::InputFloat("##value", &value_, 0, 0, "%.2f");
            ImGui::SameLine();
            if (ImGui::Button("Note") && who_[0]) {
                ui.act("guess", {who_.data(), fmt::format("{:.3f}", value_)});
                who_[0] = 0;
            }
            if (ImGui::Button("Reveal")) ui.act("reveal");
        } else if (const auto answer = answer_of(ui.explorer(), questions[q])) {
            ui.wrapped("The model: " + answer_words(*answer, questions[q]) + ".");
            ui.panel_menu("predictions");
        }
        ImGui::PopID();
    }
}

}  // namespace concord::explorer
