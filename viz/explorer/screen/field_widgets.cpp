#include "viz/explorer/screen/field_widgets.h"

#include <imgui.h>

#include <string>

namespace concord::explorer {

std::optional<sim::FieldValue> draw_choice(const sim::LeverField& field, const sim::FieldValue& stands) {
    std::optional<sim::FieldValue> picked;
    const auto title = [&](int choice) {
        return std::string(field.choices.at(static_cast<std::size_t>(choice)).title);
    };
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::BeginCombo("##choice", title(stands.choice).c_str())) return picked;
    for (int choice = 0; choice < static_cast<int>(field.choices.size()); ++choice)
        if (ImGui::Selectable(title(choice).c_str(), choice == stands.choice) && choice != stands.choice)
            picked = sim::FieldValue{.choice = choice};
    ImGui::EndCombo();
    return picked;
}

std::optional<sim::FieldValue> draw_set(const sim::LeverField& field, const sim::FieldValue& stands) {
    std::optional<sim::FieldValue> picked;
    for (std::size_t choice = 0; choice < field.choices.size(); ++choice) {
        bool in = has(stands, choice);
        if (ImGui::Checkbox(std::string(field.choices[choice].title).c_str(), &in))
            picked = sim::FieldValue{.members = stands.members ^ 1U << choice};
    }
    return picked;
}

}  // namespace concord::explorer
