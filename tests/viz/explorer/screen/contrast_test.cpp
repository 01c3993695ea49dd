// What is written on widgets can be read in every state, and marks and outlines can be seen, measured on the pixels: at
// rest, under the mouse, pressed, with the keyboard on it, chosen, disabled, in every theme.
#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "tests/viz/explorer/screen/off_screen_session.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/window/fonts.h"
#include "viz/explorer/window/style.h"

using namespace concord;
using namespace concord::explorer;

namespace {

constexpr double kReadable = 4.5;  // WCAG 2.2, 1.4.3
constexpr double kVisible = 3;     // 1.4.11: marks, and outlines of what takes input

enum class State { kRest, kHovered, kPressed, kFocused };
constexpr const char* kStateWords[] = {"at rest", "hovered", "pressed", "focused"};

// Where a widget has drawn that is not the last item of its window.
std::optional<ImRect> drawn_at;

void tell_item() { drawn_at = ImRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax()); }

// One widget in an empty window.
struct Bench {
    std::unique_ptr<Surface> surface = tests::OffScreen::open(420, 160);
    tests::Session session{2000};
    FontAtlas fonts;
    Ui ui{session.explorer};
    ImRect item;

    Picture show(const std::function<void(Ui&)>& widget) {
        ui.begin(fonts.at(1), 1);
        return frame(*surface, [&] {
            ImGui::SetNextWindowPos({0, 40});  // below the menus
            ImGui::SetNextWindowSize({420, 120});
            ImGui::Begin("bench", nullptr, ImGuiWindowFlags_NoDecoration);
            drawn_at.reset();
            widget(ui);
            item = drawn_at ? *drawn_at : ImRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
            ImGui::End();
        });
    }

    Picture in_state(const std::function<void(Ui&)>& widget, State state) {
        ImGuiIO& io = ImGui::GetIO();
        io.MousePos = {-1, -1};
        io.MouseDown[0] = false;
        for (int k = 0; k < 3; ++k) show(widget);
        if (state == State::kHovered || state == State::kPressed) io.MousePos = {item.Min.x + 4, item.GetCenter().y};
        if (state == State::kPressed) show(widget);
        io.MouseDown[0] = state == State::kPressed;
        if (state == State::kFocused) {
            ImGui::FocusWindow(ImGui::FindWindowByName("bench"));
            ImGui::NavInitWindow(ImGui::FindWindowByName("bench"), true);
            ImGui::GetCurrentContext()->NavDisableHighlight = false;
        }
        for (int k = 0; k < 3; ++k) show(widget);
        Picture picture = show(widget);
        io.MouseDown[0] = false;
        return picture;
    }
};

// Of the letters, the pixels that stand out most, against the fill, the most frequent colour. `from`: the share of the
// widget at its left that is no text.
double contrast_in(const Picture& picture, const ImRect& item, float from) {
    std::map<std::uint32_t, int> count;
    const auto key = [](figure::Colour c) {
        return static_cast<std::uint32_t>(c.r) << 16 | static_cast<std::uint32_t>(c.g) << 8 | c.b;
    };
    std::vector<figure::Colour> seen;
    const int left = static_cast<int>(item.Min.x + from * item.GetWidth()) + 3;
    for (int y = static_cast<int>(item.Min.y) + 3; y < static_cast<int>(item.Max.y) - 3; ++y)
        for (int x = left; x < static_cast<int>(item.Max.x) - 3; ++x) {
            seen.push_back(picture.at(x, y));
            ++count[key(seen.back())];
        }
    REQUIRE_FALSE(seen.empty());
    const auto most = std::max_element(count.begin(), count.end(), [](const auto& a, const auto& b) {
                          return a.second < b.second;
                      })->first;
    const figure::Colour fill{static_cast<std::uint8_t>(most >> 16), static_cast<std::uint8_t>(most >> 8),
                              static_cast<std::uint8_t>(most), 255};
    double best = 1;
    for (const figure::Colour colour : seen) best = std::max(best, figure::contrast(colour, fill));
    return best;
}

// The contrast of a frame's outline, at the middle of its left side, with what is around it.
double contrast_of_outline(const Picture& picture, const ImRect& item) {
    const auto x = static_cast<int>(item.Min.x), y = static_cast<int>(item.GetCenter().y);
    double best = 1;
    for (const int at : {x, x + 1}) best = std::max(best, figure::contrast(picture.at(at, y), picture.at(x - 3, y)));
    return best;
}

struct Widget {
    const char* name;
    std::function<void(Ui&)> draw;
    float from = 0;
    double least = kReadable;
    bool outlined = false;
};

std::vector<Widget> widgets() {
    constexpr static const char* kTab[] = {"Headlines"};
    static char text[16] = "Text";
    std::vector<Widget> all = {
        {"chosen tab", [](Ui& ui) { ui.choose_one("tab", kTab, 0); }},
        {"other tab", [](Ui& ui) { ui.choose_one("tab", kTab, -1); }},
        {"button", [](Ui&) { ImGui::Button("Button"); }},
        {"small button", [](Ui& ui) { ui.small_button("Export"); }},
        {"row",
         [](Ui&) {
             ImGui::Selectable("Row", false, 0, {120, 0});
         }},
        {"chosen row",
         [](Ui&) {
             ImGui::Selectable("Row", true, 0, {120, 0});
         }},
        {"field",
         [](Ui&) {
             ImGui::SetNextItemWidth(120);
             ImGui::InputText("##field", text, sizeof text);
         },
         0, kReadable, true},
        {"field whose text is selected",
         [](Ui&) {
             static char chosen[16] = "Text selected";  // fills the field
             ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {4, 1});
             ImGui::SetNextItemWidth(60);
             ImGui::InputText("##selected", chosen, sizeof chosen, ImGuiInputTextFlags_AutoSelectAll);
             ImGui::PopStyleVar();
         },
         0.2f, kReadable, true},
        {"hint of an empty field",
         [](Ui&) {
             static char empty[16] = "";
             ImGui::SetNextItemWidth(160);
             ImGui::InputTextWithHint("##hint", "Who guesses", empty, sizeof empty);
         },
         0, kReadable, true},
        {"field of a number",
         [](Ui&) {
             static float value = 61.25f;
             ImGui::SetNextItemWidth(120);
             ImGui::InputFloat("##number", &value, 0, 0, "%.2f");
         },
         0, kReadable, true},
        {"slider",
         [](Ui&) {
             static float value = 0.5f;
             ImGui::SetNextItemWidth(160);
             ImGui::SliderFloat("##slider", &value, 0, 1, "");
         },
         0, kVisible, true},
        {"slider of whole numbers",
         [](Ui&) {
             static int value = 5;
             ImGui::SetNextItemWidth(160);
             ImGui::SliderInt("##steps", &value, 1, 10, "");
         },
         0, kVisible, true},
        {"list",
         [](Ui&) {
             ImGui::SetNextItemWidth(160);
             if (ImGui::BeginCombo("##list", "Chosen")) ImGui::EndCombo();
         },
         0, kReadable, true},
        {"mark of a check box",
         [](Ui&) {
             static bool on = true;
             ImGui::Checkbox("##mark", &on);
             on = true;  // pressed, it stays so
         },
         0, kVisible, true},
        {"check box",
         [](Ui&) {
             static bool on = true;
             ImGui::Checkbox("both", &on);
         },
         0.5f},
        {"menu row", [](Ui& ui) { ui.menu_item("Menu", "Ctrl+M", false, true); }},
        {"menu row that cannot be had", [](Ui& ui) { ui.menu_item("Menu", "Ctrl+M", false, false); }},
        {"menu in the bar",
         [](Ui&) {
             static std::optional<ImRect> closed;  // open, its rows come after it
             if (!ImGui::BeginMainMenuBar()) return;
             const bool open = ImGui::BeginMenu("Session");
             if (!open) tell_item(), closed = drawn_at;
             if (open) ImGui::EndMenu();
             drawn_at = closed;
             ImGui::EndMainMenuBar();
         }},
        {"tooltip",
         [](Ui&) {
             ImGui::Button("Button");
             ImGui::BeginTooltip();
             ImGui::TextUnformatted("What it does");
             tell_item();
             ImGui::EndTooltip();
         }},
        {"tooltip of a figure",
         [](Ui& ui) {
             ImGui::PushStyleColor(ImGuiCol_PopupBg, ui.colour(ui.theme().panel));
             ImGui::BeginTooltip();
             ImGui::TextUnformatted("What it shows");
             tell_item();
             ImGui::EndTooltip();
             ImGui::PopStyleColor();
         }},
        {"row of a table",
         [](Ui& ui) {
             if (!ImGui::BeginTable("table", 2)) return;
             ImGui::TableNextRow();
             ImGui::TableNextColumn();
             ui.bold("Action");
             tell_item();
             ImGui::TableNextColumn();
             ImGui::EndTable();
         }},
        {"muted text in a table",
         [](Ui& ui) {
             if (!ImGui::BeginTable("table", 2)) return;
             ImGui::TableNextRow();
             ImGui::TableNextColumn();
             ui.muted("usage");
             tell_item();
             ImGui::TableNextColumn();
             ImGui::EndTable();
         }},
        {"header of a table",
         [](Ui&) {
             if (!ImGui::BeginTable("table", 2)) return;
             ImGui::TableSetupColumn("what");
             ImGui::TableSetupColumn("keys");
             ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
             ImGui::TableNextColumn();
             ImGui::TableHeader("what");
             tell_item();
             ImGui::EndTable();
         },
         0.1f},
        {"fold",
         [](Ui&) {
             if (ImGui::TreeNode("Posture")) ImGui::TreePop();
         },
         0.1f},
        {"changed assumptions in the menu",
         [](Ui& ui) {
             ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(ui.theme().accent));
             ImGui::MenuItem("changed");
             ImGui::PopStyleColor();
         }},
    };
    for (int colour = 0; colour < static_cast<int>(figure::kCategoricalColours); ++colour)
        all.push_back({"name of a branch", [colour](Ui& ui) {
                           BranchPlan plan;
                           plan.colour = colour;
                           ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(ui.branch_text(plan)));
                           ImGui::Selectable("Branch", false, 0, {120, 0});
                           ImGui::PopStyleColor();
                       }});
    return all;
}

}  // namespace

TEST_CASE("Every widget can be read in every state and theme") {
    Bench bench;
    for (const std::string_view theme : kThemeNames) {
        bench.session.explorer.perform("theme", {std::string(theme)});
        apply_style(theme_of(bench.session.now().theme), 1);
        for (const Widget& widget : widgets())
            for (const State state : {State::kRest, State::kHovered, State::kPressed, State::kFocused}) {
                INFO(theme << ": " << widget.name << ", " << kStateWords[static_cast<int>(state)]);
                const Picture picture = bench.in_state(widget.draw, state);
                CHECK(contrast_in(picture, bench.item, widget.from) >= widget.least);
                if (widget.outlined) CHECK(contrast_of_outline(picture, bench.item) >= kVisible);
                if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
                    ImGui::ClosePopupToLevel(0, false);
            }
    }
}
