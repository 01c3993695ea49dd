// Who gains and who loses: gains and harms in words, one outcome by group, or the measures of equality.
#include <string>

#include "viz/explorer/actions/choices.h"
#include "viz/explorer/figures/fairness.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/screen/panels.h"

namespace concord::explorer {
namespace {

void choose_outcome_of_groups(Ui& ui) {
    const int chosen = outcome_of_groups(ui.explorer());
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::BeginCombo("##outcome of groups",
                           std::string(sim::kOutcomeTable[static_cast<std::size_t>(chosen)].title).c_str()))
        return;
    for (const int outcome : outcomes_of_groups()) {
        const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(outcome)];
        if (ImGui::Selectable(std::string(info.title).c_str(), outcome == chosen))
            ui.act("outcome", {std::string(info.name)});
    }
    ImGui::EndCombo();
}

void choose_measure(Ui& ui) {
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::BeginCombo("##measure",
                           std::string(sim::kEqualityTable[static_cast<std::size_t>(ui.now().equality)].title).c_str()))
        return;
    for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
        if (ImGui::Selectable(std::string(sim::kEqualityTable[e].title).c_str(),
                              static_cast<int>(e) == ui.now().equality))
            ui.act("equality", {std::string(sim::kEqualityTable[e].name)});
    ImGui::EndCombo();
}

}  // namespace

void draw_who(Ui& ui, ImVec2 size) {
    if (ui.explorer().week_there() < 0) return ui.muted("Building the population…");
    constexpr const char* kShows[] = {"Outcomes by group", "Measures of equality"};
    const int pressed = ui.choose_one("who_shows", kShows, static_cast<int>(ui.now().who_shows));
    if (pressed >= 0) ui.act("who_shows", {std::string(kWhoShowsNames[static_cast<std::size_t>(pressed)])});
    if (!ui.now().place.whole)
        ui.muted("Groups are of all of Greater Manchester: no place is broken down any further.");
    const bool groups = ui.now().who_shows == WhoShows::kGroups;
    for (const std::string& sentence : groups ? who_words(ui.explorer()) : equality_words(ui.explorer()))
        ui.wrapped(sentence);
    if (groups)
        choose_outcome_of_groups(ui);
    else
        choose_measure(ui);
    const char* panel = groups ? "who" : "equality";
    ui.show_panel(panel, panel, size);
    ui.panel_menu(panel);
}

}  // namespace concord::explorer
