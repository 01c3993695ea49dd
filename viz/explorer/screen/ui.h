// What every panel of the window works with: the session, fonts, theme, and the actions that are done when the frame is
// over.
#pragma once

#include <imgui.h>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "viz/explorer/actions/actions.h"
#include "viz/explorer/session/explorer.h"
#include "viz/explorer/window/fonts.h"
#include "viz/figure/colour.h"
#include "viz/figure/figure_widget.h"

namespace concord::explorer {

enum class Titles { kBoth, kFirst, kSecond };  // of a figure: what it is, and where and when

class Ui {
  public:
    explicit Ui(Explorer& explorer) : explorer_(explorer) {}

    // At the beginning of each frame.
    void begin(const Fonts& fonts, double scale);
    // Does what was asked for in the frame. What cannot be done is told to the user.
    void do_actions();

    // Asks for an action; `gesture` joins steps of one drag.
    void act(std::string name, std::vector<std::string> arguments = {}, std::string gesture = {});
    // Runs an action that takes no argument, opens the form of one that does.
    void act_or_ask(const Action& action);
    // Opens the form; the first arguments may be given.
    void ask(const Action& action, std::vector<std::string> given = {}) { asked = {&action, std::move(given)}; }
    // The form's action: why it could not be done stands in form_problem, otherwise form_done.
    void submit(std::string name, std::vector<std::string> arguments);

    const Explorer& explorer() const { return explorer_; }
    const Workspace& now() const { return explorer_.workspace(); }
    const figure::Theme& theme() const { return *theme_; }
    const Fonts& fonts() const { return fonts_; }
    double scale() const { return scale_; }
    float em() const { return em_; }
    // Little room for this size of text: one side panel, and controls behind a button.
    bool compact() const { return ImGui::GetIO().DisplaySize.x < 70 * em_; }
    bool presenting() const { return now().layout == Layout::kPresent; }
    bool small_button(const char* label) const;
    bool menu_item(const char* label, const char* shortcut, bool chosen,
                   bool enabled) const;  // muted while it cannot be had
    ImU32 colour(figure::Colour c, double alpha = 1) const;
    figure::Colour branch_colour(const BranchPlan& plan) const;
    figure::Colour branch_text(const BranchPlan& plan) const;  // the same, dark or light enough to be read

    // Text.
    // Broken at blanks for the current font and so many pixels (0: what is left); ImGui's own also breaks 4.8 after its
    // point.
    std::string broken(const std::string& text, float width = 0) const;
    // Ends in "…" where it is longer than so many pixels of that font.
    std::string elided(const std::string& text, const ImFont& font, float width) const;
    void title(const std::string& text) const;
    void bold(const std::string& text) const;
    void muted(const std::string& text) const;    // wrapped, in the muted colour
    void warning(const std::string& text) const;  // wrapped, bold, in the accent colour
    void number(const std::string& text) const;   // one that a room can read
    void wrapped(const std::string& text) const;
    // The next item stands beside the last one if there are so many pixels, otherwise below it.
    void beside(float width) const;
    bool button_beside(const char* label) const;
    // Buttons in a row that wraps, one of them marked as chosen. Returns the other one that was pressed, -1 for none.
    int choose_one(const char* id, std::span<const char* const> titles, int chosen) const;
    // A figure with tooltips and zoom; `id` keeps what the user did to it.
    void show(const char* id, const figure::Figure& figure, ImVec2 size);
    // The figure of a panel, or the sentence that says why there is none. Where height is dear, one of
    // its titles is left out.
    void show_panel(const char* id, const char* panel, ImVec2 size, Titles titles = Titles::kBoth);
    // Opens the form for the export of a panel.
    void ask_export(const char* panel);
    // "Export" and "Add to report" of a panel, small, at the cursor.
    void panel_menu(const char* panel);

    struct Asked {
        const Action* action = nullptr;
        std::vector<std::string> given;
    };
    std::optional<Asked> asked;  // taken by the form
    std::string form_problem;
    bool form_done = false;
    bool modal = false;               // a form or question has the keyboard: no shortcuts
    bool wants_leave = false;         // asked for by keys, menu or the window's frame
    int hovered_unit = map::kNoUnit;  // of the map, in this frame
    float card_height = 0;            // that the tallest card needed in the last frame
    int previewed_lever = -1;         // pointed at in this frame; beats the workspace's

  private:
    struct Wanted {
        std::string name;
        std::vector<std::string> arguments;
        std::string gesture;
        bool of_form = false;
    };
    Explorer& explorer_;
    const figure::Theme* theme_ = nullptr;
    Fonts fonts_;
    double scale_ = 1;
    float em_ = 16;
    std::vector<Wanted> wanted_;
    std::map<std::string, figure::WidgetState> figures_;
};

}  // namespace concord::explorer
