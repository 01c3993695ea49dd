// Actions on the map and on what is shown.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/session/indicators.h"
#include "viz/explorer/session/tour.h"
#include "viz/figure/figure.h"

namespace concord::explorer {
namespace {

constexpr const char* kOpen = "open status_quo_today";
constexpr double kClosest = 60;  // times the whole map

// What the map would then show must be allowed; otherwise it says why not.
void check_map(const Workspace& workspace) {
    if (const std::string why = refused(workspace); !why.empty()) throw std::invalid_argument(why);
}

MapPlace seen(const Explorer& explorer) {
    if (explorer.workspace().map) return *explorer.workspace().map;
    return {map::bounds_of(*explorer.shapes(map::Level::kDistrict)).centre(), 1};
}

void zoom(Explorer& explorer, double factor) {
    MapPlace at = seen(explorer);
    at.zoom = std::clamp(at.zoom * factor, 1.0, kClosest);
    explorer.edit().map = at.zoom > 1 ? std::optional(at) : std::nullopt;
}

// A quarter of what is seen.
template <int X, int Y>
void pan(Explorer& explorer, const Values&) {
    const map::Bounds all = map::bounds_of(*explorer.shapes(map::Level::kDistrict));
    MapPlace at = seen(explorer);
    at.centre[0] = std::clamp(at.centre[0] + X * all.width() / at.zoom / 4, all.low[0], all.high[0]);
    at.centre[1] = std::clamp(at.centre[1] + Y * all.height() / at.zoom / 4, all.low[1], all.high[1]);
    explorer.edit().map = at;
}

void look_at(Explorer& explorer, const Values& values) {
    explorer.edit().map = MapPlace{{values.number(0), values.number(1)}, values.number(2)};
}

void select(Explorer& explorer, const Values& values) {
    explorer.edit().place = values.place(0);
    if (values.place(0).whole || explorer.workspace().level == values.place(0).level) return;
    // A place is seen where its level is drawn.
    Workspace changed = explorer.workspace();
    changed.level = values.place(0).level;
    if (refused(changed).empty()) explorer.edit().level = changed.level;
}

template <map::Direction D>
void move_selection(Explorer& explorer, const Values&) {
    Workspace& now = explorer.edit();
    if (now.place.whole || now.place.level != now.level) {
        // Begins with the unit nearest to the middle of what is seen.
        const auto& centres = explorer.centres(now.level);
        const map::Point middle = seen(explorer).centre;
        const auto distance = [&](const auto& at) {
            return std::hypot(at.point[0] - middle[0], at.point[1] - middle[1]);
        };
        const auto nearest = std::min_element(centres.begin(), centres.end(),
                                              [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
        now.place = place_of(now.level, static_cast<int>(nearest - centres.begin()));
        return;
    }
    now.place.unit = explorer.steps(now.level).step(now.place.unit, D);
}

void pin(Explorer& explorer, const Values&) {
    Workspace& now = explorer.edit();
    if (now.place.whole) throw std::invalid_argument("select a place first");
    const auto at = std::find(now.pinned.begin(), now.pinned.end(), now.place);
    if (at == now.pinned.end()) {
        now.pinned.push_back(now.place);
    } else {
        now.pinned.erase(at);
    }
}

void set_level(Explorer& explorer, const Values& values) {
    explorer.edit().level = enum_of<map::Level>(kLevelNames, values.text(0));
    check_map(explorer.workspace());
}

// Off again, the map goes back to districts where it showed levels (Explorer::keep_to_rules).
void set_place_levels(Explorer& explorer, const Values&) {
    bool& on = explorer.edit().place_levels;
    on = !on;
    if (on) explorer.tell(fmt::format("{}: small places may now be mapped by level", figure::kSimulatedNotice));
}

// One that is for districts only brings the map to districts (Explorer::keep_to_rules).
void set_indicator(Explorer& explorer, const Values& values) { explorer.edit().indicator = values.text(0); }

void set_map_shows(Explorer& explorer, const Values& values) {
    Workspace& now = explorer.edit();
    now.map_shows = enum_of<MapShows>(kMapShowsNames, values.text(0));
    if (now.map_shows != MapShows::kOne && now.against == kNobody)
        throw std::invalid_argument("this needs two branches: fork, or compare with one");
}

void set_text_scale(Explorer& explorer, double scale) {
    const double clamped = std::clamp(scale, 0.75, 3.0);
    if (clamped == explorer.workspace().text_scale)
        throw std::invalid_argument(clamped > 1 ? "text is at its largest" : "text is at its smallest");
    explorer.edit().text_scale = clamped;
}

void set_layout(Explorer& explorer, const Values& values) {
    Workspace& now = explorer.edit();
    now.layout = enum_of<Layout>(kLayoutNames, values.text(0));
    if (now.layout == Layout::kCompare && now.against != kNobody) now.map_shows = MapShows::kSideBySide;
    if (now.layout == Layout::kCompare) now.right_tab = RightTab::kHeadlines;
    if (now.layout == Layout::kWhy) now.right_tab = RightTab::kWhy;
    now.left_last = false;
    if (now.layout != Layout::kWhy && now.right_tab == RightTab::kWhy) now.right_tab = RightTab::kHeadlines;
}

template <Overlay Which>
void toggle_overlay(Explorer& explorer, const Values&) {
    Overlay& overlay = explorer.edit().overlay;
    overlay = overlay == Which ? Overlay::kNone : Which;
}

template <auto Member, const auto& Names>
void set_choice(Explorer& explorer, const Values& values) {
    auto& member = explorer.edit().*Member;
    member = enum_of<std::remove_reference_t<decltype(member)>>(Names, values.text(0));
}

template <const auto& Names>
ArgumentSpec one_of(std::string_view name, std::string_view label) {
    return {.name = name,
            .kind = ArgumentKind::kChoice,
            .choices = [](const Explorer&) { return words_of(Names); },
            .label = label};
}

void move_splitter(Explorer& explorer, const Values& values) {
    Workspace& now = explorer.edit();
    const auto layout = static_cast<std::size_t>(now.layout);
    now.left_share[layout] = values.number(0) / 100;
    now.right_share[layout] = values.number(1) / 100;
}

// What a step speaks of is there: without a session it begins the first card.
void tour_to(Explorer& explorer, int step) {
    if (step < -1 || step >= static_cast<int>(tour().size())) step = -1;
    if (step >= 0 && tour()[static_cast<std::size_t>(step)].needs_session &&
        explorer.workspace().stage == Stage::kCards) {
        if (explorer.workspace().branches.empty()) {
            explorer.open(explorer.cards().front().key);
        } else {
            explorer.edit().stage = Stage::kSession;
        }
    }
    explorer.edit().tour_step = step;
}

void close(Explorer& explorer, const Values&) {
    Workspace& now = explorer.edit();
    if (now.overlay != Overlay::kNone) {
        now.overlay = Overlay::kNone;
    } else if (now.tour_step >= 0) {
        now.tour_step = -1;
    } else if (now.layout == Layout::kPresent) {
        now.layout = Layout::kExplore;
    } else if (!now.place.whole) {
        now.place = greater_manchester();
    }
}

}  // namespace

std::vector<Action> map_actions() {
    // clang-format off
    return {
        {"indicator", "Show on the map", "Map", "Ctrl+I", "What the map's colours stand for.",
         {{.name = "indicator", .kind = ArgumentKind::kChoice, .choices = indicator_keys,
           .label = "What the colours stand for", .words = indicator_words}}, "feel_safe", kOpen, Effect::kView,
         set_indicator},
        {"level", "Level of the map", "Map", "Ctrl+M", "Neighbourhoods, areas, wards or districts.",
         {one_of<kLevelNames>("level", "Level")}, "ward", "open status_quo_today; place_levels", Effect::kView,
         set_level},
        {"place_levels", "Levels of small places", "Map", "Ctrl+Shift+M",
         "Lets the map show levels below districts, or not; of differences it always may.", {}, "", kOpen,
         Effect::kView, set_place_levels},
        {"map_shows", "One map, two, or their difference", "Map", "",
         "The branch shown, both side by side, or the other subtracted from it.",
         {one_of<kMapShowsNames>("what", "What the map shows")}, "difference", "open status_quo_today; fork Other",
         Effect::kView, set_map_shows},
        {"classes", "Number of colours", "Map", "", "How many classes the map has.",
         {{.name = "number", .kind = ArgumentKind::kNumber, .low = 3, .high = 7, .label = "Classes, 3 to 7"}}, "7", "",
         Effect::kView, [](Explorer& explorer, const Values& values) { explorer.edit().classes = values.whole(0); }},
        {"class_breaks", "Class breaks", "Map", "", "Equal steps, or about as many places in each class.",
         {one_of<kBreaksNames>("kind", "Class breaks")}, "quantile", "", Effect::kView,
         set_choice<&Workspace::breaks, kBreaksNames>},
        {"difference_scale", "Colours of differences", "Map", "Ctrl+Shift+D",
         "Plain: from half a point on, what a resident could notice. "
         "Fine: magnified to the largest difference there is.",
         {one_of<kDifferenceScaleNames>("scale", "Colours")}, "fine", "open status_quo_today; fork Other",
         Effect::kView, set_choice<&Workspace::difference_scale, kDifferenceScaleNames>},
        {"select", "Select a place", "Map", "", "By name or code; gm for all of Greater Manchester.",
         {{.name = "place", .kind = ArgumentKind::kPlace, .label = "Place"}}, "Oldham", kOpen, Effect::kView, select},
        {"select_east", "Selection to the east", "Map", "Alt+Right", "Selects the next place to the east.", {}, "",
         kOpen, Effect::kView, move_selection<map::Direction::kEast>},
        {"select_west", "Selection to the west", "Map", "Alt+Left", "Selects the next place to the west.", {}, "",
         kOpen, Effect::kView, move_selection<map::Direction::kWest>},
        {"select_north", "Selection to the north", "Map", "Alt+Up", "Selects the next place to the north.", {}, "",
         kOpen, Effect::kView, move_selection<map::Direction::kNorth>},
        {"select_south", "Selection to the south", "Map", "Alt+Down", "Selects the next place to the south.", {}, "",
         kOpen, Effect::kView, move_selection<map::Direction::kSouth>},
        {"pin", "Pin or unpin the place", "Map", "Ctrl+J", "Keeps the selected place marked by name.", {}, "",
         "open status_quo_today; select Oldham", Effect::kView, pin},
        {"zoom_in", "Closer", "Map", "PageUp", "Zooms the map in.", {}, "", kOpen, Effect::kView,
         [](Explorer& explorer, const Values&) { zoom(explorer, 1.5); }},
        {"zoom_out", "Farther", "Map", "PageDown", "Zooms the map out.", {}, "", "open status_quo_today; zoom_in",
         Effect::kView, [](Explorer& explorer, const Values&) { zoom(explorer, 1 / 1.5); }},
        {"pan_east", "Map to the east", "Map", "Shift+Right", "Moves the map.", {}, "", kOpen, Effect::kView,
         pan<1, 0>},
        {"pan_west", "Map to the west", "Map", "Shift+Left", "Moves the map.", {}, "", kOpen, Effect::kView,
         pan<-1, 0>},
        {"pan_north", "Map to the north", "Map", "Shift+Up", "Moves the map.", {}, "", kOpen, Effect::kView, pan<0, 1>},
        {"pan_south", "Map to the south", "Map", "Shift+Down", "Moves the map.", {}, "", kOpen, Effect::kView,
         pan<0, -1>},
        {"whole_map", "Whole map", "Map", "Ctrl+W", "Shows all of Greater Manchester.", {}, "",
         "open status_quo_today; zoom_in", Effect::kView,
         [](Explorer& explorer, const Values&) { explorer.edit().map.reset(); }},
        {"look_at", "Look at a point of the map", "Map", "",
         "Centre in British National Grid metres, and how many times closer than the whole map.",
         {{.name = "easting", .kind = ArgumentKind::kNumber, .low = 300000, .high = 460000, .label = "Easting, metres"},
          {.name = "northing", .kind = ArgumentKind::kNumber, .low = 330000, .high = 480000,
           .label = "Northing, metres"},
          {.name = "zoom", .kind = ArgumentKind::kNumber, .low = 1, .high = kClosest, .label = "Times closer"}},
         "384000 398000 4", kOpen, Effect::kView, look_at},
    };
    // clang-format on
}

std::vector<Action> view_actions() {
    // clang-format off
    return {
        {"layout", "Layout", "View", "Ctrl+1", "Explore, compare, why or present.",
         {one_of<kLayoutNames>("layout", "Layout")}, "compare", kOpen, Effect::kView, set_layout},
        {"left_tab", "Left panel", "View", "Ctrl+2", "Levers, costs or assumptions.",
         {one_of<kLeftTabNames>("panel", "Panel")}, "costs", kOpen, Effect::kView,
         [](Explorer& explorer, const Values& values) {
             set_choice<&Workspace::left_tab, kLeftTabNames>(explorer, values);
             explorer.edit().left_last = true;
         }},
        {"right_tab", "Right panel", "View", "Ctrl+3", "Headlines, over time, why, who gains, or the room's guesses.",
         {one_of<kRightTabNames>("panel", "Panel")}, "over_time", kOpen,
         Effect::kView,
         [](Explorer& explorer, const Values& values) {
             set_choice<&Workspace::right_tab, kRightTabNames>(explorer, values);
             explorer.edit().left_last = false;
         }},
        {"outcome", "Outcome over time", "View", "Ctrl+E", "Which headline outcome is drawn over time.",
         {{.name = "outcome", .kind = ArgumentKind::kChoice, .choices = outcome_names, .label = "Outcome",
           .words = outcome_words}}, "feel_safe", kOpen, Effect::kView,
         [](Explorer& explorer, const Values& values) {
             explorer.edit().outcome = outcome_named(values.text(0));
             explorer.edit().as_monitored = false;
         }},
        {"monitored", "As monitored, over time", "View", "",
         "Draws over time what the monitoring in force reported, beside what is true.",
         {{.name = "what", .kind = ArgumentKind::kChoice, .choices = monitored_names,
           .label = "What monitoring reports", .words = monitored_title}}, "feel_safe", kOpen, Effect::kView,
         [](Explorer& explorer, const Values& values) {
             explorer.edit().monitored = monitored_named(values.text(0));
             explorer.edit().as_monitored = true;
         }},
        {"who_shows", "Who gains: groups or measures", "View", "",
         "An outcome by group of residents, or a measure of equality.",
         {one_of<kWhoShowsNames>("what", "What is shown of who gains")}, "equality", kOpen, Effect::kView,
         set_choice<&Workspace::who_shows, kWhoShowsNames>},
        {"equality", "Measure of equality", "View", "", "Which measure of equality is shown of who gains.",
         {{.name = "measure", .kind = ArgumentKind::kChoice, .choices = equality_names, .label = "Measure",
           .words = equality_title}}, "friends_other", kOpen, Effect::kView,
         [](Explorer& explorer, const Values& values) {
             explorer.edit().equality = equality_named(values.text(0));
             explorer.edit().who_shows = WhoShows::kEquality;
         }},
        {"all_outcomes", "All headline outcomes, or three", "View", "Ctrl+H",
         "Lists every headline outcome, or the first three.", {}, "", kOpen, Effect::kView,
         [](Explorer& explorer, const Values&) { explorer.edit().all_outcomes = !explorer.workspace().all_outcomes; }},
        {"why_state", "Why: which state", "View", "", "Whose change the ledger explains.",
         {{.name = "state", .kind = ArgumentKind::kChoice, .choices = state_names, .label = "State",
           .words = state_words}}, "safety", kOpen, Effect::kView,
         [](Explorer& explorer, const Values& values) { explorer.edit().why_state = state_named(values.text(0)); }},
        {"why_since", "Why: since when", "View", "", "Since the start, since the branches part, or in the last year.",
         {one_of<kWhySinceNames>("since", "Since")}, "year", kOpen, Effect::kView,
         set_choice<&Workspace::why_since, kWhySinceNames>},
        {"theme", "Theme", "View", "", "Light, dark or high contrast.", {one_of<kThemeNames>("theme", "Theme")},
         "dark", "", Effect::kView, set_choice<&Workspace::theme, kThemeNames>},
        {"text_larger", "Larger text", "View", "Ctrl+=", "Makes everything larger, up to 300 %.", {}, "", "",
         Effect::kView,
         [](Explorer& explorer, const Values&) { set_text_scale(explorer, explorer.workspace().text_scale + 0.25); }},
        {"text_smaller", "Smaller text", "View", "Ctrl+-", "Makes everything smaller, down to 75 %.", {}, "", "",
         Effect::kView,
         [](Explorer& explorer, const Values&) { set_text_scale(explorer, explorer.workspace().text_scale - 0.25); }},
        {"text_normal", "Text at 100 %", "View", "Ctrl+0", "Back to the usual size.", {}, "", "text_larger",
         Effect::kView, [](Explorer& explorer, const Values&) { explorer.edit().text_scale = 1; }},
        {"text_scale", "Size of text", "View", "", "In percent, 75 to 300.",
         {{.name = "percent", .kind = ArgumentKind::kNumber, .low = 75, .high = 300, .label = "Percent, 75 to 300"}},
         "200", "", Effect::kView,
         [](Explorer& explorer, const Values& values) { explorer.edit().text_scale = values.number(0) / 100; }},
        {"full_screen", "Full screen", "View", "F11", "Fills the screen, or not.", {}, "", "", Effect::kView,
         [](Explorer& explorer, const Values&) { explorer.edit().full_screen = !explorer.workspace().full_screen; }},
        {"splitters", "Width of the side panels", "View", "",
         "Percent of the window that the left and the right panel take.",
         {{.name = "left", .kind = ArgumentKind::kNumber, .low = 0, .high = 45, .label = "Left, percent of the window"},
          {.name = "right", .kind = ArgumentKind::kNumber, .low = 0, .high = 60,
           .label = "Right, percent of the window"}}, "30 30", "", Effect::kView, move_splitter},
    };
    // clang-format on
}

std::vector<Action> help_actions() {
    // clang-format off
    return {
        {"help", "All actions and keys", "Help", "F1", "Lists everything that can be done, and how.", {}, "", "",
         Effect::kView, toggle_overlay<Overlay::kHelp>},
        {"palette", "Do anything by name", "Help", "Ctrl+P", "Type what you want to do.", {}, "", "", Effect::kView,
         toggle_overlay<Overlay::kPalette>},
        {"search", "Find a place", "Help", "Ctrl+S", "Type the name of a place.", {}, "", kOpen, Effect::kView,
         toggle_overlay<Overlay::kSearch>},
        {"tour", "Guided tour", "Help", "F2", "Shows round the program in a few steps.", {}, "", "", Effect::kView,
         [](Explorer& explorer, const Values&) { tour_to(explorer, 0); }},
        {"tour_next", "Next step of the tour", "Help", "F3", "Goes on with the tour.", {}, "", "tour", Effect::kView,
         [](Explorer& explorer, const Values&) { tour_to(explorer, explorer.workspace().tour_step + 1); }},
        {"tour_back", "Step back in the tour", "Help", "F4", "Goes back in the tour.", {}, "", "tour; tour_next",
         Effect::kView,
         [](Explorer& explorer, const Values&) { tour_to(explorer, std::max(0, explorer.workspace().tour_step - 1)); }},
        {"next_panel", "Keyboard to the next panel", "Help", "F6",
         "Brings the keyboard to the next panel; Tab goes on within it.", {}, "", "", Effect::kSession,
         [](Explorer& explorer, const Values&) { ++explorer.wishes().panels; }, false},
        {"previous_panel", "Keyboard to the panel before", "Help", "Shift+F6",
         "Brings the keyboard back to the panel before.", {}, "", "", Effect::kSession,
         [](Explorer& explorer, const Values&) { --explorer.wishes().panels; }, false},
        {"close", "Close", "Help", "Escape",
         "Closes what lies on top, leaves the presenter's layout, or selects all of Greater Manchester.", {}, "",
         "help", Effect::kView, close},
    };
    // clang-format on
}

}  // namespace concord::explorer
