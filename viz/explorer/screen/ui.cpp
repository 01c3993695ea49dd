#include "viz/explorer/screen/ui.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/text.h"
#include "scenarios/files/text_checks.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/window/style.h"

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
    wanted_.push_back({std::move(name), std::move(arguments), std::move(gesture), false});
}

void Ui::act_or_ask(const Action& action) {
    if (action.name == "quit")
        wants_leave = true;
    else if (action.arguments.empty())
        act(std::string(action.name));
    else if (!action.before.empty() && now().branches.empty())
        explorer_.tell("no scenario is open: choose a card first", true);  // a form would ask in vain
    else
        ask(action);
}

void Ui::submit(std::string name, std::vector<std::string> arguments) {
    wanted_.push_back({std::move(name), std::move(arguments), "", true});
}

void Ui::do_actions() {
    auto wanted = std::move(wanted_);
    wanted_.clear();
    for (const Wanted& one : wanted) {
        try {
            explorer_.perform(one.name, one.arguments, one.gesture);
            if (one.of_form) form_done = true;
        } catch (const std::exception& problem) {
            if (one.of_form)
                form_problem = problem.what();
            else
                explorer_.tell(problem.what(), true);
        }
    }
}

void Ui::warning(const std::string& text) const {
    ImGui::PushStyleColor(ImGuiCol_Text, colour(theme_->accent));
    bold(text);
    ImGui::PopStyleColor();
}

void Ui::number(const std::string& text) const {
    ImGui::PushFont(fonts_.huge);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopFont();
}

int Ui::choose_one(const char* id, std::span<const char* const> titles, int chosen) const {
    int pressed = -1;
    ImGui::PushID(id);
    for (std::size_t k = 0; k < titles.size(); ++k) {
        if (k > 0 && ImGui::GetContentRegionAvail().x > 0) {
            const float width = ImGui::CalcTextSize(titles[k]).x + 2 * ImGui::GetStyle().FramePadding.x;
            ImGui::SameLine(0, 0.3f * em_);
            if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
        }
        const bool is = static_cast<int>(k) == chosen;
        // The same under the mouse and pressed: its light letters would not be read on what the mouse lights up.
        if (is)
            for (const ImGuiCol part : {ImGuiCol_Button, ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive})
                ImGui::PushStyleColor(part, colour(theme_->categorical[0]));
        if (is) ImGui::PushStyleColor(ImGuiCol_Text, colour(theme_->background));
        if (ImGui::Button(titles[k]) && !is) pressed = static_cast<int>(k);
        if (is) ImGui::PopStyleColor(4);
    }
    ImGui::PopID();
    return pressed;
}

ImU32 Ui::colour(figure::Colour c, double alpha) const {
    return IM_COL32(c.r, c.g, c.b, static_cast<int>(c.a * alpha + 0.5));
}

figure::Colour Ui::branch_colour(const BranchPlan& plan) const {
    return theme_->categorical[static_cast<std::size_t>(plan.colour) % figure::kCategoricalColours];
}

figure::Colour Ui::branch_text(const BranchPlan& plan) const {
    // To be read on a row that is pressed, too.
    const figure::Colour pressed = mixed(theme_->panel, theme_->text, kPressed);
    for (int percent = 0; percent < 100; percent += 2) {
        const figure::Colour colour =
            mixed(figure::as_text(*theme_, branch_colour(plan)), theme_->text, percent / 100.0);
        if (figure::contrast(colour, pressed) >= 4.6) return colour;
    }
    return theme_->text;
}

bool Ui::menu_item(const char* label, const char* shortcut, bool chosen, bool enabled) const {
    if (!enabled) ImGui::PushStyleColor(ImGuiCol_Text, colour(theme_->muted));
    const bool pressed = ImGui::MenuItem(label, shortcut, chosen, enabled);
    if (!enabled) ImGui::PopStyleColor();
    return pressed;
}

std::string Ui::broken(const std::string& given, float width) const {
    std::string text = given;
    // A number keeps its unit: no-break spaces before them.
    for (const std::string_view unit : {" %", " m ", " m.", " m,"})
        for (std::size_t at = text.find(unit); at != std::string::npos; at = text.find(unit, at))
            text.replace(at, 1, "\u00A0");
    if (width <= 0) width = std::max(ImGui::GetContentRegionAvail().x, em_);
    std::string lines, line;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at),
                          longer = line.empty() ? word : fmt::format("{} {}", line, word);
        if (!line.empty() && ImGui::CalcTextSize(longer.c_str()).x > width) {
            lines.append(line).append("\n");
            line = word;
        } else {
            line = longer;
        }
        at = end + 1;
    }
    return lines + line;
}

std::string Ui::elided(const std::string& text, const ImFont& font, float width) const {
    const auto wide = [&](const std::string& words) {
        return font.CalcTextSizeA(font.FontSize, 1e6f, 0, words.c_str()).x;
    };
    if (wide(text) <= width) return text;
    std::string shorter = text;
    do {
        while (!shorter.empty() && !scenarios::starts_character(shorter.back())) shorter.pop_back();
        if (!shorter.empty()) shorter.pop_back();
    } while (!shorter.empty() && wide(shorter + "…") > width);
    return shorter + "…";
}

void Ui::title(const std::string& text) const {
    ImGui::PushFont(fonts_.title);
    wrapped(text);
    ImGui::PopFont();
}

void Ui::bold(const std::string& text) const {
    ImGui::PushFont(fonts_.bold);
    wrapped(text);
    ImGui::PopFont();
}

void Ui::wrapped(const std::string& text) const { ImGui::TextUnformatted(broken(text).c_str()); }

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
    const auto em = static_cast<double>(em_);
    figure::Figure shown = figure;
    shown.provenance = {};  // stands below the timeline, once for all
    const bool grows = std::holds_alternative<figure::LineChart>(figure.content) ||
                       std::holds_alternative<figure::Choropleth>(figure.content);
    if (!grows) {
        const figure::ImGuiCanvas canvas(ImGui::GetWindowDrawList(), fonts_.figure());
        size.y = static_cast<float>(figure::fitting_height(canvas, shown, static_cast<double>(size.x), em)) +
                 1;  // the panel scrolls
    }
    figure::show(id, shown, size, em, figures_[id], *theme_, fonts_.figure());
}

void Ui::show_panel(const char* id, const char* panel, ImVec2 size, Titles titles) {
    try {
        figure::Figure figure = panel_figure(explorer_, panel);
        if (titles == Titles::kSecond) figure.title = figure.subtitle;
        if (titles != Titles::kBoth) figure.subtitle.clear();
        show(id, figure, size);
    } catch (const std::invalid_argument& why) {
        muted(scenarios::upper_first(why.what()) + ".");
    }
}

bool Ui::small_button(const char* label) const {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0.5f * em_, 0.12f * em_});
    const bool pressed = ImGui::Button(label);
    ImGui::PopStyleVar();
    return pressed;
}

void Ui::ask_export(const char* panel) { ask(find_action("export"), {panel}); }

void Ui::panel_menu(const char* panel) {
    ImGui::PushID(panel);
    if (small_button("Export")) ask_export(panel);
    ImGui::SameLine();
    if (small_button("Add to report")) act("report_add", {panel});
    ImGui::PopID();
}

}  // namespace concord::explorer
