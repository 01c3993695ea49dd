// Behaviour parameters: what each means, how it is known, its range; changed in the room, the changed ones first.
#include <fmt/format.h>

#include <algorithm>

#include "viz/explorer/figures/parameter_words.h"
#include "viz/explorer/screen/panels.h"
#include "viz/map/comparable_text.h"

namespace concord::explorer {

void AssumptionsPanel::draw(Ui& ui) {
    const BranchPlan* plan = ui.explorer().shown();
    if (!plan) return;
    ui.muted("Behaviour parameters, one set for every resident. A change begins every branch anew from week 0.");
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##filter", "Find a parameter", filter_.data(), filter_.size());
    const std::string filter = map::comparable(filter_.data());
    const auto& fixed = plan->scenario().parameters;
    const auto changed_to = [&](const sim::ParameterInfo& info) {
        const auto at = std::find_if(fixed.begin(), fixed.end(), [&](const auto& p) { return p.name == info.name; });
        return at == fixed.end() ? nullptr : &at->value;
    };
    const auto wanted = [&](const sim::ParameterInfo& info) {
        return filter.empty() ||
               map::comparable(fmt::format("{} {} {}", info.name, parameter_title(info), parameter_meaning(info)))
                       .find(filter) != std::string::npos;
    };
    if (!fixed.empty()) ui.title("Changed");
    for (const auto& info : sim::parameter_table())
        if (const double* value = changed_to(info)) draw_parameter(ui, info, value);
    for (const sim::ParameterGroup& group : sim::parameter_groups()) {
        bool titled = false;
        for (const auto& info : sim::parameters_of(group.process)) {
            if (changed_to(info) || !wanted(info)) continue;
            if (!titled) {
                ImGui::Spacing();
                ui.title(std::string(group.title));
                titled = true;
            }
            draw_parameter(ui, info, nullptr);
        }
    }
}

void AssumptionsPanel::draw_parameter(Ui& ui, const sim::ParameterInfo& info, const double* changed_to) {
    ImGui::PushID(info.name.c_str());
    ImGui::Separator();
    const std::string title = parameter_title(info);
    if (changed_to) {
        ui.warning(fmt::format("◆ {} (changed)", title));
    } else {
        ui.bold(title);
    }
    ui.muted(fmt::format("{}. {}", parameter_meaning(info), evidence_words(info)));
    if (info.prior == sim::Prior::kFixed) {
        ui.wrapped(fmt::format("{:g} {}, fixed", info.value, info.unit));
    } else {
        auto value = static_cast<float>(changed_to ? *changed_to : info.value);
        if (edited_.contains(info.name)) value = edited_[info.name];
        ImGui::SetNextItemWidth(-1);
        if (ImGui::SliderFloat("##value", &value, static_cast<float>(info.low), static_cast<float>(info.high), "",
                               ImGuiSliderFlags_AlwaysClamp))
            edited_[info.name] = value;
        if (ImGui::IsItemDeactivatedAfterEdit())
            ui.act("assume",
                   {info.name, fmt::format("{:.6g}", std::clamp(static_cast<double>(value), info.low, info.high))});
        if (!ImGui::IsItemActive()) edited_.erase(info.name);
        ui.wrapped(fmt::format("{:.4g} {}", value, info.unit));
        ui.muted(fmt::format("Default {:g}, range {:g} to {:g}.", info.value, info.low, info.high));
        if (changed_to && ui.small_button("Back to the default")) ui.act("assume_default", {info.name});
    }
    ImGui::PopID();
}

}  // namespace concord::explorer
