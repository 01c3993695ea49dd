#include "viz/explorer/screen/suggestions.h"

#include <algorithm>

#include "viz/explorer/actions/choices.h"
#include "viz/map/comparable_text.h"

namespace concord::explorer {
namespace {

constexpr std::size_t kMostFiles = 100;

bool holds(const std::string& text, const std::string& typed) {
    return map::comparable(text).find(map::comparable(typed)) != std::string::npos;
}

std::vector<Suggestion> choice_suggestions(const Explorer& explorer, const ArgumentSpec& spec, const std::string& typed,
                                           bool whole) {
    std::vector<Suggestion> found;
    for (const std::string& choice : spec.choices(explorer)) {
        const std::string words = choice_words(explorer, spec, choice);
        if (whole || holds(words, typed) || holds(choice, typed)) found.push_back({choice, words, ""});
    }
    return found;
}

// Those of the folder that is typed whose names begin as typed.
std::vector<Suggestion> file_suggestions(const std::string& typed) {
    const std::filesystem::path path(typed);
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const std::string begun = path.filename().string();
    std::vector<Suggestion> found;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(begun) || (begun.empty() && name.starts_with('.'))) continue;
        const bool is_folder = entry.is_directory(ignored);
        const auto whole = path.has_parent_path() ? folder / name : std::filesystem::path(name);
        found.push_back(
            {whole.string() + (is_folder ? "/" : ""), name + (is_folder ? "/" : ""), is_folder ? "folder" : ""});
        if (found.size() == kMostFiles) break;
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.shown < b.shown; });
    return found;
}

}  // namespace

std::vector<Suggestion> place_suggestions(const Explorer& explorer, const std::string& typed) {
    std::vector<Suggestion> found;
    const auto& geography = explorer.geography();
    if (typed.empty() || holds("Greater Manchester", typed)) found.push_back({"gm", "Greater Manchester", "all"});
    if (typed.empty())
        for (const auto& district : geography.districts)
            found.push_back({district.code, district.name, level_name(map::Level::kDistrict)});
    else
        for (const auto& place : explorer.search().find(typed))
            found.push_back(
                {code_of(geography, place_of(place.level, place.unit)), place.name, level_name(place.level)});
    return found;
}

std::vector<Suggestion> suggestions(const Explorer& explorer, const ArgumentSpec& spec, const std::string& typed,
                                    bool whole) {
    switch (spec.kind) {
        case ArgumentKind::kChoice:
        case ArgumentKind::kScenario: return choice_suggestions(explorer, spec, typed, whole);
        case ArgumentKind::kPlace: return place_suggestions(explorer, whole ? "" : typed);
        case ArgumentKind::kReadFile: {
            if (!typed.empty()) return file_suggestions(typed);
            std::vector<Suggestion> recent;
            for (const std::string& file : spec.choices(explorer))
                recent.push_back({file, std::filesystem::path(file).filename().string(),
                                  std::filesystem::path(file).parent_path().string()});
            return recent;
        }
        case ArgumentKind::kNumber:
        case ArgumentKind::kWeek:
        case ArgumentKind::kText:
        case ArgumentKind::kWriteFile: break;
    }
    return {};
}

int choose_row(Ui& ui, const char* id, const std::vector<Suggestion>& rows, int& chosen, int moved, ImVec2 size) {
    const int count = static_cast<int>(rows.size());
    chosen = count == 0 ? 0 : std::clamp(chosen + moved, 0, count - 1);
    int clicked = -1;
    ImGui::BeginChild(id, size, false, ImGuiWindowFlags_NoNav);
    for (int k = 0; k < count; ++k) {
        const Suggestion& row = rows[static_cast<std::size_t>(k)];
        ImGui::PushID(k);
        if (ImGui::Selectable(row.shown.c_str(), k == chosen)) clicked = k;
        if (k == chosen && moved != 0) ImGui::SetScrollHereY();
        const float width = ImGui::CalcTextSize(row.note.c_str()).x;
        if (!row.note.empty() &&
            ImGui::GetContentRegionAvail().x > width + ImGui::CalcTextSize(row.shown.c_str()).x + 2 * ui.em()) {
            ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width);
            ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(ui.theme().muted));
            ImGui::TextUnformatted(row.note.c_str());
            ImGui::PopStyleColor();
        }
        ImGui::PopID();
    }
    ImGui::EndChild();
    return clicked;
}

int count_arrows(ImGuiInputTextCallbackData* data) {
    *static_cast<int*>(data->UserData) += data->EventKey == ImGuiKey_DownArrow ? 1 : -1;
    return 0;
}

}  // namespace concord::explorer
