#include "viz/explorer/screen/ui.h"

#include <fmt/format.h>

#include "viz/explorer/choices.h"
#include "viz/explorer/panel_figures.h"

namespace concord::explorer {

void Ui::begin(const Fonts& fonts, double scale) {
    theme_ = &theme_of(now().theme);
    fonts_ = fonts;
    scale_ = scale;
    em_ = static_cast<float>(kBaseTextSize * scale);
    hovered_unit = map::kNoUnit;
    previewed_lever = -1;
}

void Ui::act(std::string name, std::vector<std::string> arguments, std::string gesture) {
    wanted_.push_back({std::move(name), std::move(arguments), std::move(gesture)});
}

void Ui::act_or_ask(const Action& action) {
    const bool needs = !action.arguments.empty() && !action.arguments.front().optional;
    if (!needs) {
        act(std::string(action.name));
        return;
    }
    palette_line = fmt::format("{} ", action.name);
    palette_fresh = true;
    if (now().overlay != Overlay::kPalette) act("palette");
}

void Ui::do_actions() {
    auto wanted = std::move(wanted_);
    wanted_.clear();
    for (const Wanted& one : wanted) {
        try {
            explorer_.perform(one.name, one.arguments, one.gesture);
        } catch (const std::exception& problem) {
            explorer_.tell(problem.what(), true);
        }
    }
}

ImU32 Ui::colour(figure::Colour c, double alpha) const {
    return IM_COL32(c.r, c.g, c.b, static_cast<int>(c.a * alpha + 0.5));
}

figure::Colour Ui::branch_colour(const BranchPlan& plan) const { return theme_->categorical[static_cast<std::size_t>(plan.colour) % figure::kCategoricalColours]; }

void Ui::title(const std::string& text) const {
    ImGui::PushFont(fonts_.title);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
}

void Ui::bold(const std::string& text) const {
    ImGui::PushFont(fonts_.bold);
    wrapped(text);
    ImGui::PopFont();
}

void Ui::wrapped(const std::string& text) const {
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
}

void Ui::muted(const std::string& text) const {
    ImGui::PushStyleColor(ImGuiCol_Text, colour(theme_->muted));
    wrapped(text);
    ImGui::PopStyleColor();
}

void Ui::beside(float width) const {
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    if (ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width <= right) ImGui::SameLine();
}

bool Ui::button_beside(const char* label) const {
    beside(ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x);
    return ImGui::Button(label);
}

void Ui::show(const char* id, const figure::Figure& figure, ImVec2 size) {
    const double em = 0.92 * static_cast<double>(em_);
    const bool grows = std::holds_alternative<figure::LineChart>(figure.content) || std::holds_alternative<figure::Choropleth>(figure.content);
    if (!grows) {
        const figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), {fonts_.regular, fonts_.bold});
        size.y = static_cast<float>(figure::fitting_height(canvas, figure, static_cast<double>(size.x), em)) + 1;   // the panel scrolls
    }
    figure::show(id, figure, size, em, figures_[id], *theme_, {fonts_.regular, fonts_.bold});
}

void Ui::show_panel(const char* id, const char* panel, ImVec2 size) {
    try {
        show(id, panel_figure(explorer_, panel), size);
    } catch (const std::invalid_argument& why) {
        std::string text = why.what();
        if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
        muted(text + ".");
    }
}

bool Ui::small_button(const char* label) const {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0.5f * em_, 0.12f * em_});
    const bool pressed = ImGui::Button(label);
    ImGui::PopStyleVar();
    return pressed;
}

void Ui::panel_menu(const char* panel) {
    ImGui::PushID(panel);
    if (small_button("Export")) {
        palette_line = fmt::format("export {} {}.png", panel, panel);
        palette_fresh = true;
        act("palette");
    }
    ImGui::SameLine();
    if (small_button("Add to report")) act("report_add", {panel});
    ImGui::PopID();
}

}  // namespace concord::explorer
