#include "viz/explorer/screen/form.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "scenarios/files/text.h"
#include "viz/explorer/screen/panels.h"
#include "viz/map/comparable_text.h"

namespace concord::explorer {
namespace {

constexpr int kMostRows = 7;  // seen at once

bool is_list(ArgumentKind kind) {
    return kind == ArgumentKind::kChoice || kind == ArgumentKind::kPlace || kind == ArgumentKind::kScenario;
}

// Without the words of scripts at its beginning: "week "9999": the scenario ends with week 520".
std::string in_words(const Action& action, const std::string& problem) {
    const std::string prefix = fmt::format("{}: ", action.name);
    return scenarios::upper_first(problem.starts_with(prefix) ? problem.substr(prefix.size()) : problem);
}

bool same(const std::string& a, const std::string& b) { return map::comparable(a) == map::comparable(b); }

}  // namespace

void Form::begin(Ui& ui) {
    action_ = ui.asked->action;
    fields_.assign(action_->arguments.size(), {});
    focus_ = -1;
    for (std::size_t k = 0; k < fields_.size(); ++k) {
        const ArgumentSpec& spec = action_->arguments[k];
        const bool given = k < ui.asked->given.size();
        Field& field = fields_[k];
        if (given)
            field.value = ui.asked->given[k];
        else if (spec.initial)
            field.value = spec.initial(ui.explorer());
        field.taken = field.text = field.value;
        if (is_list(spec.kind))
            for (const Suggestion& row : suggestions(ui.explorer(), spec, "", true))
                if (row.value == field.value) field.taken = field.text = row.shown;
        if (focus_ < 0 && !given) focus_ = static_cast<int>(k);
    }
    focus_ = std::max(focus_, 0);
    active_ = static_cast<std::size_t>(focus_);
    ui.asked.reset();
    ui.form_problem.clear();
}

// A whole choice that stands in the field leaves the others to be seen; one that is being typed narrows them.
std::vector<Suggestion> Form::rows_of(const Ui& ui, std::size_t k) const {
    const Field& field = fields_[k];
    const bool whole = !field.text.empty() && field.text == field.taken && is_list(action_->arguments[k].kind);
    return suggestions(ui.explorer(), action_->arguments[k], field.text, whole);
}

void Form::take(Field& field, const Suggestion& row) const {
    const bool file = row.value.find(row.shown) != std::string::npos && row.value.find('/') != std::string::npos;
    field.taken = field.text = file ? row.value : row.shown;
    field.value = row.value;
    field.moved = false;
}

std::string Form::value_of(const Ui& ui, std::size_t k) const {
    const Field& field = fields_[k];
    const ArgumentSpec& spec = action_->arguments[k];
    if (!field.moved && !field.value.empty() && field.text == field.taken) return field.value;
    const auto rows = rows_of(ui, k);
    const bool listed = field.chosen < static_cast<int>(rows.size());
    const bool offered = field.text.empty() && !spec.optional;  // the row that is marked is meant
    if (listed && (field.moved || offered)) return rows[static_cast<std::size_t>(field.chosen)].value;
    if (!is_list(spec.kind)) return field.text;
    for (const Suggestion& row : rows)
        if (same(row.shown, field.text) || row.value == field.text) return row.value;
    return rows.empty() || spec.kind == ArgumentKind::kScenario ? field.text
                                                                : rows[static_cast<std::size_t>(field.chosen)].value;
}

// Up to the first field that may be left empty and is.
std::vector<std::string> Form::values(const Ui& ui) const {
    std::vector<std::string> all;
    for (std::size_t k = 0; k < fields_.size(); ++k) {
        const std::string value = value_of(ui, k);
        if (value.empty() && action_->arguments[k].optional) break;
        all.push_back(value);
    }
    return all;
}

void Form::draw_rows(Ui& ui, std::size_t k, int moved) {
    const auto rows = rows_of(ui, k);
    if (rows.empty()) return;
    Field& field = fields_[k];
    if (field.text == field.taken && !field.moved)
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (rows[r].value == field.value) field.chosen = static_cast<int>(r);
    if (moved != 0) field.moved = true;
    const float row = ImGui::GetTextLineHeightWithSpacing();
    const int clicked = choose_row(ui, "rows", rows, field.chosen, moved,
                                   {0, row * static_cast<float>(std::min(static_cast<int>(rows.size()), kMostRows))});
    if (clicked < 0) return;
    field.chosen = clicked;
    take(field, rows[static_cast<std::size_t>(clicked)]);
    focus_ = static_cast<int>(std::min(k + 1, fields_.size() - 1));
}

void Form::draw_field(Ui& ui, std::size_t k) {
    const ArgumentSpec& spec = action_->arguments[k];
    Field& field = fields_[k];
    ImGui::PushID(static_cast<int>(k));
    ui.wrapped(fmt::format("{}{}", spec.label, spec.optional ? " (may be left empty)" : ""));
    if (spec.hint) {
        std::vector<std::string> before;
        for (std::size_t b = 0; b < k; ++b) before.push_back(value_of(ui, b));
        if (const std::string hint = spec.hint(ui.explorer(), before); !hint.empty()) ui.muted(hint);
    }
    ImGui::SetNextItemWidth(-1);
    if (focus_ == static_cast<int>(k)) {
        ImGui::SetKeyboardFocusHere();
        focus_ = -1;
    }
    int moved = 0;
    const std::string before = field.text;
    ImGui::InputText("##field", &field.text, ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_CallbackHistory,
                     count_arrows, &moved);
    if (field.text != before) {
        field.chosen = 0;
        field.moved = false;
        ui.form_problem.clear();
    }
    if (ImGui::IsItemActive()) active_ = k;
    // By Tab or Enter; a click on a row is still on its way.
    if (ImGui::IsItemDeactivated() && (is_list(spec.kind) || field.moved) &&
        !ImGui::IsMouseDown(ImGuiMouseButton_Left) && !ImGui::IsKeyPressed(GLFW_KEY_ESCAPE)) {
        const auto rows = rows_of(ui, k);
        const std::string value = value_of(ui, k);
        for (const Suggestion& row : rows)
            if (row.value == value) {
                take(field, row);
                break;
            }
    }
    if (active_ == k) draw_rows(ui, k, moved);
    ImGui::PopID();
}

// Done when nothing that is needed is missing; otherwise the keyboard goes to what is. It stays in its field for what
// is refused.
void Form::confirm(Ui& ui) {
    std::size_t missing = 0;
    while (missing < fields_.size() && (action_->arguments[missing].optional || !value_of(ui, missing).empty()))
        ++missing;
    const bool go_on = missing < fields_.size() && missing != active_;
    if (!go_on) ui.submit(std::string(action_->name), values(ui));
    if (go_on) active_ = missing;
    focus_ = static_cast<int>(active_);
}

void Form::draw(Ui& ui) {
    if (ui.asked) begin(ui);
    if (ui.form_done) action_ = nullptr;
    ui.form_done = false;
    ui.modal = ui.modal || is_open();
    if (!is_open()) return;
    const bool appearing = begin_on_top(ui, "form", 34 * ui.em(), 0);
    ui.title(std::string(action_->title));
    ui.muted(std::string(action_->meaning));
    ImGui::Spacing();
    for (std::size_t k = 0; k < fields_.size(); ++k) draw_field(ui, k);
    if (!ui.form_problem.empty()) ui.warning(in_words(*action_, ui.form_problem));
    ImGui::Spacing();
    const bool pressed = ImGui::Button("OK (Enter)");
    ImGui::SameLine();
    const bool cancel = ImGui::Button("Cancel (Escape)");
    // The Enter that opened the form does not close it.
    const bool entered =
        !appearing && (ImGui::IsKeyPressed(GLFW_KEY_ENTER, false) || ImGui::IsKeyPressed(GLFW_KEY_KP_ENTER, false));
    if ((pressed || entered) && !cancel) confirm(ui);
    if (cancel || (!appearing && ImGui::IsKeyPressed(GLFW_KEY_ESCAPE, false))) action_ = nullptr;
    ImGui::End();
}

}  // namespace concord::explorer
