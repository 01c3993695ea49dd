#include "viz/explorer/screen/screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "viz/explorer/actions/choices.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/screen/keyboard_focus.h"
#include "viz/explorer/screen/panels.h"
#include "viz/explorer/session/tour.h"
#include "viz/explorer/window/png_file.h"
#include "viz/explorer/window/style.h"

namespace concord::explorer {
namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;
constexpr double kPresenterScale = 1.4, kNarrowest = 56;  // width of the window in em

void begin_panel(const char* id, const ImVec4& box, ImGuiWindowFlags more = 0) {
    ImGui::SetNextWindowPos({box.x, box.y});
    ImGui::SetNextWindowSize({box.z, box.w});
    ImGui::Begin(id, nullptr, (kFixed & ~ImGuiWindowFlags_NoScrollbar) | more);
}

constexpr std::array<const char*, 3> kLeftTitles = {"Levers", "Costs", "Assumptions"};
constexpr std::array<const char*, 5> kRightTitles = {"Headlines", "Over time", "Why", "Who gains", "Predict"};
constexpr std::array<const char*, 4> kLayoutTitles = {"Explore", "Compare", "Why", "Present"};

template <std::size_t N>
void draw_tabs(Ui& ui, const std::array<const char*, N>& titles, const std::array<std::string_view, N>& words,
               int chosen, const char* action) {
    const int pressed = ui.choose_one(action, titles, chosen);  // "Why" is a layout and a panel
    if (pressed >= 0) ui.act(action, {std::string(words[static_cast<std::size_t>(pressed)])});
    ImGui::Spacing();
}

}  // namespace

double shown_scale(const Workspace& workspace, double display_scale, int width) {
    const double chosen = workspace.text_scale * display_scale;
    const bool presenting = workspace.layout == Layout::kPresent && workspace.stage == Stage::kSession;
    const double most =
        std::max(chosen, width / (kNarrowest * kBaseTextSize));  // larger text would leave the map no room
    return std::clamp(presenting ? std::min(kPresenterScale * chosen, most) : chosen, kSmallestTextScale,
                      kLargestTextScale);
}

struct Screen::Parts {
    explicit Parts(Explorer& explorer) : ui(explorer), map(explorer) {}
    Ui ui;
    FontAtlas fonts;
    MapPanel map;
    LeversPanel levers;
    AssumptionsPanel assumptions;
    PredictionsPanel predictions;
    Timeline timeline;
    Overlays overlays;
    KeyboardFocus focus;
    std::array<ImVec4, 6> regions{};
    ThemeChoice styled = ThemeChoice::kLight;
    double styled_scale = 0;
    bool was_full_screen = false;

    void style();
    void draw();
    void draw_session(ImVec2 at, ImVec2 size);
    float draw_provenance(ImVec2 at, ImVec2 size);
    void draw_left(const ImVec4& box);
    void draw_right(const ImVec4& box);
    void draw_left_content();
    void draw_right_content();
    void draw_panel_choice();
    void splitter(const char* id, float x, float y, float height, bool left, float whole);
};

Screen::Screen(Explorer& explorer, Surface& surface)
    : explorer_(explorer), surface_(surface), parts_(std::make_unique<Parts>(explorer)) {}
Screen::~Screen() = default;
void Screen::ask_leave() { parts_->ui.wants_leave = true; }
int Screen::map_redraws() const { return parts_->map.redraws(); }

void Screen::frame(double seconds) {
    Parts& parts = *parts_;
    explorer_.tick(seconds);
    const double scale = shown_scale(explorer_.workspace(), surface_.display_scale(), surface_.size()[0]);
    parts.ui.begin(parts.fonts.at(scale), scale);
    if (parts.styled_scale != scale || parts.styled != explorer_.workspace().theme) {
        apply_style(parts.ui.theme(), scale);
        parts.styled_scale = scale;
        parts.styled = explorer_.workspace().theme;
    }
    if (explorer_.workspace().full_screen != parts.was_full_screen) {
        parts.was_full_screen = explorer_.workspace().full_screen;
        surface_.set_fullscreen(parts.was_full_screen);
    }
    surface_.begin_frame();
    parts.focus.before_frame();
    ImGui::NewFrame();
    parts.focus.after_new_frame();
    for (int& panels = explorer_.wishes().panels; panels != 0; panels -= panels > 0 ? 1 : -1)
        parts.focus.go_to_panel(panels > 0 ? 1 : -1);
    parts.focus.overlay(explorer_.workspace().overlay != Overlay::kNone || parts.ui.modal);
    parts.draw();
    draw_keyboard_focus(parts.ui.theme(), scale);
    ImGui::Render();
    surface_.end_frame();
    if (!ImGui::IsAnyMouseDown()) explorer_.end_gesture();
    parts.ui.do_actions();
}

void Screen::take_pictures(bool strict) {
    auto wanted = std::move(explorer_.wishes().pictures);
    explorer_.wishes().pictures.clear();
    for (const auto& path : wanted) {
        const auto size = surface_.size();
        try {
            write_png(path, surface_.pixels(), size[0], size[1]);
            if (!strict)
                explorer_.tell(
                    fmt::format("Written: {}", path.string()));  // a script's next picture is not of a message
        } catch (const std::exception& problem) {
            if (strict) throw;
            explorer_.tell(problem.what(), true);
        }
    }
}

void Screen::Parts::draw() {
    do_shortcuts(ui);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const bool bare = ui.presenting() && ui.now().stage == Stage::kSession;
    const float bar = ImGui::GetFrameHeight(), menu = bare ? 0 : bar;
    // While presenting, the menu comes when the mouse goes to the upper edge, and lies over what is shown.
    const float mouse = ImGui::IsMousePosValid() ? ImGui::GetIO().MousePos.y : -1;
    if (!bare || (mouse >= 0 && mouse < bar) || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId)) draw_menu_bar(ui);
    const ImVec2 at{0, menu}, size{screen.x, screen.y - menu};
    regions.fill({0, 0, 0, 0});
    regions[static_cast<std::size_t>(Region::kMenu)] = {0, 0, screen.x, menu};
    regions[static_cast<std::size_t>(Region::kWindow)] = {at.x, at.y, size.x, size.y};
    if (ui.now().stage == Stage::kCards || !ui.explorer().shown()) {
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {2 * ui.em(), ui.em()});
        begin_panel("cards", {at.x, at.y, size.x, size.y});
        draw_cards(ui);
        ImGui::End();
        ImGui::PopStyleVar();
    } else {
        draw_session(at, size);
    }
    overlays.draw(ui, regions);
}

void Screen::Parts::draw_session(ImVec2 at, ImVec2 size) {
    const auto layout = static_cast<std::size_t>(ui.now().layout);
    const float provenance = draw_provenance(at, size);
    size.y -= provenance;
    const float em = ui.em(), below = std::min(Timeline::height(ui), 0.4f * size.y), above = size.y - below;
    const auto width_of = [&](double share, float least) {
        return share <= 0 ? 0.0f : std::min(std::max(static_cast<float>(share) * size.x, least * em), 0.48f * size.x);
    };
    const bool one_side = ui.compact();
    const float left = one_side ? 0 : width_of(ui.now().left_share[layout], 14);
    const bool wide = ui.now().right_tab == RightTab::kWhy || ui.now().right_tab == RightTab::kWho ||
                      ui.now().right_tab == RightTab::kPredictions;  // charts to be read whole
    const bool both_maps = ui.now().map_shows == MapShows::kSideBySide;
    const float right = one_side ? (wide        ? 0.5f
                                    : both_maps ? 0.36f
                                                : 0.42f) *
                                       size.x
                                 : width_of(ui.now().right_share[layout], 16);
    const ImVec4 left_box{at.x, at.y, left, above}, right_box{at.x + size.x - right, at.y, right, above},
        map_box{at.x + left, at.y, size.x - left - right, above};
    const ImVec4 time_box{at.x, at.y + above, size.x, below};
    regions[static_cast<std::size_t>(Region::kLeft)] = one_side ? right_box : left_box;
    regions[static_cast<std::size_t>(Region::kRight)] = right_box;
    regions[static_cast<std::size_t>(Region::kMap)] = map_box;
    regions[static_cast<std::size_t>(Region::kTimeline)] = time_box;
    if (left > 0) draw_left(left_box);
    if (right > 0) draw_right(right_box);
    begin_panel("map", map_box, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    map.draw(ui, ImGui::GetContentRegionAvail());
    ImGui::End();
    begin_panel("timeline", time_box, ImGuiWindowFlags_NoScrollbar);
    timeline.draw(ui);
    ImGui::End();
    if (left > 0) splitter("left splitter", left, at.y, above, true, size.x);
    if (right > 0 && !one_side) splitter("right splitter", at.x + size.x - right, at.y, above, false, size.x);
}

// Whatever picture is taken of the window carries what it shows, how many runs, whose parameters, and the caveat
// (model.md section 9). Returns its height.
float Screen::Parts::draw_provenance(ImVec2 at, ImVec2 size) {
    const std::string text = figure::provenance_line(provenance_of(ui.explorer()));
    const float letter = ui.fonts().small->FontSize, margin = 0.6f * ui.em(), room = size.x - 2 * margin;
    const float height = ui.fonts().small->CalcTextSizeA(letter, 1e6f, room, text.c_str()).y + 0.5f * ui.em();
    const float top = at.y + size.y - height;
    ImGui::GetBackgroundDrawList()->AddText(ui.fonts().small, letter, {at.x + margin, top + 0.2f * ui.em()},
                                            ui.colour(ui.theme().muted), text.c_str(), nullptr, room);
    return height;
}

void Screen::Parts::draw_left(const ImVec4& box) {
    begin_panel("left", box);
    draw_tabs(ui, kLeftTitles, kLeftTabNames, static_cast<int>(ui.now().left_tab), "left_tab");
    draw_left_content();
    ImGui::End();
}

void Screen::Parts::draw_left_content() {
    ImGui::BeginChild("left content", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
    switch (ui.now().left_tab) {
        case LeftTab::kLevers: levers.draw(ui); break;
        case LeftTab::kCosts: draw_costs(ui, ImGui::GetContentRegionAvail()); break;
        case LeftTab::kAssumptions: assumptions.draw(ui); break;
    }
    ImGui::EndChild();
}

void Screen::Parts::draw_right(const ImVec4& box) {
    begin_panel("right", box);
    if (ui.presenting() && ui.now().right_tab == RightTab::kHeadlines && !ui.now().left_last) {
        draw_presented(ui);
        return ImGui::End();
    }
    if (ui.compact()) {
        draw_panel_choice();
        if (ui.now().left_last) draw_left_content();
    } else if (!ui.presenting()) {
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted("View");
        ImGui::SameLine();
        draw_tabs(ui, kLayoutTitles, kLayoutNames, static_cast<int>(ui.now().layout), "layout");
        ImGui::Separator();
        draw_tabs(ui, kRightTitles, kRightTabNames, static_cast<int>(ui.now().right_tab), "right_tab");
    }
    if (!ui.compact() || !ui.now().left_last) draw_right_content();
    ImGui::End();
}

void Screen::Parts::draw_right_content() {
    ImGui::BeginChild(
        "right content", {0, 0}, false,
        ImGuiWindowFlags_NavFlattened |
            (ui.now().right_tab == RightTab::kOverTime && !ui.now().as_monitored ? ImGuiWindowFlags_NoScrollWithMouse
                                                                                 : 0));
    const ImVec2 room = ImGui::GetContentRegionAvail();
    switch (ui.now().right_tab) {
        case RightTab::kHeadlines: draw_headlines(ui, room); break;
        case RightTab::kOverTime: draw_over_time(ui, room); break;
        case RightTab::kWhy: draw_why(ui, room); break;
        case RightTab::kWho: draw_who(ui, room); break;
        case RightTab::kPredictions: predictions.draw(ui, room); break;
    }
    ImGui::EndChild();
}

// Where there is no room for rows of buttons: the levers, the panel and the layout.
void Screen::Parts::draw_panel_choice() {
    const bool levers_shown = ui.now().left_last && ui.now().left_tab == LeftTab::kLevers;
    constexpr const char* kLevers[] = {"Levers"};
    if (ui.choose_one("levers", kLevers, levers_shown ? 0 : -1) == 0) ui.act("left_tab", {"levers"});
    const auto list = [&](const char* id, const std::string& shown, float width, auto draw_items) {
        ImGui::SameLine();
        ImGui::SetNextItemWidth(width);
        if (!ImGui::BeginCombo(id, shown.c_str())) return;
        draw_items();
        ImGui::EndCombo();
    };
    const float rest = ImGui::GetContentRegionAvail().x - ImGui::GetItemRectSize().x - ImGui::GetStyle().ItemSpacing.x;
    const float half = (rest - ImGui::GetStyle().ItemSpacing.x) / 2;
    const bool for_both = half > 6.5f * ui.em();  // otherwise layouts are in the menu View
    const char* panel = ui.now().left_last ? kLeftTitles[static_cast<std::size_t>(ui.now().left_tab)]
                                           : kRightTitles[static_cast<std::size_t>(ui.now().right_tab)];
    list("##panel", panel, for_both ? half : rest, [&] {
        for (std::size_t k = 0; k < kRightTitles.size(); ++k)
            if (ImGui::Selectable(kRightTitles[k])) ui.act("right_tab", {std::string(kRightTabNames[k])});
        for (std::size_t k = 0; k < kLeftTitles.size(); ++k)
            if (ImGui::Selectable(kLeftTitles[k])) ui.act("left_tab", {std::string(kLeftTabNames[k])});
    });
    if (!for_both) return;
    const std::string layout = kLayoutTitles[static_cast<std::size_t>(ui.now().layout)],
                      with_view = fmt::format("View: {}", layout);
    list("##layout", ImGui::CalcTextSize(with_view.c_str()).x + 3 * ui.em() < half ? with_view : layout, half, [&] {
        for (std::size_t k = 0; k < kLayoutTitles.size(); ++k)
            if (ImGui::Selectable(kLayoutTitles[k])) ui.act("layout", {std::string(kLayoutNames[k])});
    });
}

// A strip between two panels that is dragged to share the width out anew.
void Screen::Parts::splitter(const char* id, float x, float y, float height, bool left, float whole) {
    const float grip = 0.5f * ui.em();
    ImGui::SetNextWindowPos({x - grip / 2, y});
    ImGui::SetNextWindowSize({grip, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin(id, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
    ImGui::InvisibleButton("grip", {grip, height});
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        ImGui::GetWindowDrawList()->AddRectFilled({x - grip / 4, y}, {x + grip / 4, y + height},
                                                  ui.colour(ui.theme().accent));
    }
    if (ImGui::IsItemActive() && ImGui::GetIO().MouseDelta.x != 0) {
        const auto layout = static_cast<std::size_t>(ui.now().layout);
        const double mouse = static_cast<double>(ImGui::GetIO().MousePos.x / whole) * 100;
        const double l = left ? std::clamp(mouse, 10.0, 45.0) : 100 * ui.now().left_share[layout];
        const double r = left ? 100 * ui.now().right_share[layout] : std::clamp(100 - mouse, 10.0, 48.0);
        ui.act("splitters", {fmt::format("{:.2f}", l), fmt::format("{:.2f}", r)}, "splitter");
    }
    ImGui::End();
    ImGui::PopStyleVar(3);
}

}  // namespace concord::explorer
