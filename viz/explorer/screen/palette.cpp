// Any action by its name. Those with one choice are listed with each of them; those with more arguments ask by their
// form.
#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "viz/explorer/actions/choices.h"
#include "viz/explorer/screen/panels.h"
#include "viz/map/comparable_text.h"

namespace concord::explorer {
namespace {

struct Row {
    const Action* action;
    std::string choice;  // empty: the action as such
    int rank;
};

bool holds_all(const std::string& text, const std::vector<std::string>& words) {
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

void add_choices(const Ui& ui, const Action& action, const std::vector<std::string>& words, std::vector<Row>& rows) {
    const ArgumentSpec& spec = action.arguments.front();
    for (const std::string& choice : spec.choices(ui.explorer())) {
        const std::string text = map::comparable(
            fmt::format("{} {} {} {}", action.title, action.name, choice, choice_words(ui.explorer(), spec, choice)));
        const std::string typed_so = map::comparable(fmt::format("{} {}", action.name, choice));
        std::string typed;
        for (const std::string& word : words) typed += (typed.empty() ? "" : " ") + word;
        if (holds_all(text, words)) rows.push_back({&action, choice, typed == typed_so ? 0 : 4});
    }
}

// The best first: the action's very name, its beginning, its title or name, its choices, its meaning.
std::vector<Row> rows_for(const Ui& ui, const std::string& line) {
    const std::string typed = map::comparable(line);
    const auto words = map::words_of(typed);
    std::vector<Row> rows;
    for (const Action& action : action_table()) {
        if (action.name == "palette") continue;
        const std::string title = map::comparable(action.title), name = map::comparable(action.name);
        const bool exact = !typed.empty() && (typed == name || typed == title),
                   begins = title.starts_with(typed) || name.starts_with(typed);
        if (exact || begins || holds_all(title + " " + name, words))
            rows.push_back({&action, "", exact ? 1 : begins ? 2 : 3});
        else if (holds_all(map::comparable(action.meaning), words))
            rows.push_back({&action, "", 5});
        if (!typed.empty() && one_choice(action)) add_choices(ui, action, words, rows);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.rank < b.rank; });
    return rows;
}

Suggestion shown(const Ui& ui, const Row& row) {
    if (!row.choice.empty())
        return {row.choice,
                fmt::format("{}: {}", row.action->title,
                            choice_words(ui.explorer(), row.action->arguments.front(), row.choice)),
                ""};
    return {"", fmt::format("{}{}", row.action->title, row.action->arguments.empty() ? "" : "…"),
            std::string(row.action->shortcut)};
}

}  // namespace

void Overlays::draw_palette(Ui& ui) {
    begin_on_top(ui, "palette", 40 * ui.em(), 26 * ui.em());
    ui.bold("Do anything by name");
    ImGui::SetNextItemWidth(-1);
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    int moved = 0;
    const std::string before = line_;
    const bool entered = ImGui::InputTextWithHint(
        "##line", "what to do", &line_, ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory,
        count_arrows, &moved);
    if (line_ != before) chosen_ = 0;
    const auto rows = rows_for(ui, line_);
    std::vector<Suggestion> listed;
    for (const Row& row : rows) listed.push_back(shown(ui, row));
    // What the chosen row does stands below the list.
    const int clicked =
        choose_row(ui, "list", listed, chosen_, moved, {0, ImGui::GetContentRegionAvail().y - 2.6f * ui.em()});
    ImGui::Separator();
    const int row = clicked >= 0 ? clicked : chosen_;
    if (rows.empty()) {
        ui.muted("Nothing is called so.");
    } else {
        ui.muted(std::string(rows[static_cast<std::size_t>(row)].action->meaning));
    }
    if ((entered || clicked >= 0) && !rows.empty()) {
        const Row& at = rows[static_cast<std::size_t>(row)];
        ui.act("close");
        if (at.choice.empty())
            ui.act_or_ask(*at.action);
        else
            ui.act(std::string(at.action->name), {at.choice});
    }
    ImGui::End();
}

}  // namespace concord::explorer
