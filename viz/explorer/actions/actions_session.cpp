// Actions on the session as a whole, on time and on branches.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "scenarios/format/scenario_file.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/session/branch_edits.h"

namespace concord::explorer {
namespace {

constexpr double kLastWeek = 30 * sim::kWeeksPerYear;

void open(Explorer& explorer, const Values& values) {
    explorer.open(values.text(0));
    const auto& scenario = explorer.shown()->scenario();
    explorer.log().remark(fmt::format("{}: {}", scenario.name, scenario.purpose));
}

void open_file(Explorer& explorer, const Values& values) {
    explorer.open(values.text(0));
    auto& recent = explorer.recent_files();
    const auto path = std::filesystem::absolute(values.text(0)).string();
    std::erase(recent, path);
    recent.insert(recent.begin(), path);
    constexpr std::size_t kMostRecent = 8;
    recent.resize(std::min(recent.size(), kMostRecent));
}

// What the window looks like stays.
void new_session(Explorer& explorer, const Values&) {
    Workspace& now = explorer.edit();
    Workspace fresh;
    fresh.theme = now.theme;
    fresh.text_scale = now.text_scale;
    fresh.full_screen = now.full_screen;
    fresh.left_share = now.left_share;
    fresh.right_share = now.right_share;
    now = std::move(fresh);
}

void open_session(Explorer& explorer, const Values& values) {
    if (explorer.replaying()) throw std::invalid_argument("a session is not opened within another");
    explorer.open_session(values.text(0));
}

void go_to_week(Explorer& explorer, int week) {
    Workspace& now = explorer.edit();
    shown_plan(explorer);
    now.playing = false;
    now.week = std::clamp(week, 0, now.years() * sim::kWeeksPerYear);
}

void show_week(Explorer& explorer, const Values& values) {
    const int last = explorer.workspace().years() * sim::kWeeksPerYear;
    shown_plan(explorer);
    if (values.number(0) > last)
        throw std::invalid_argument(
            fmt::format("show_week: week \"{}\": the scenario ends with week {}", values.whole(0), last));
    go_to_week(explorer, values.whole(0));
}

// Moves by weeks; refuses to do nothing, so that a key at the end of its way says so.
template <int Weeks>
void move_clock(Explorer& explorer, const Values&) {
    const int before = explorer.workspace().week;
    go_to_week(explorer, before + Weeks);
    if (explorer.workspace().week == before)
        throw std::invalid_argument(Weeks < 0 ? "this is the start" : "this is the last week");
}

void play(Explorer& explorer, const Values&) {
    Workspace& now = explorer.edit();
    shown_plan(explorer);
    if (!now.playing && now.week >= now.years() * sim::kWeeksPerYear)
        throw std::invalid_argument("this is the last week: go back, then play");
    now.playing = !now.playing;
    if (now.playing) {
        explorer.log().remark(fmt::format("playing from week {}", now.week));
    } else {
        explorer.log_clock(now.week);
    }
}

void speed(Explorer& explorer, const Values& values) { explorer.edit().weeks_a_second = values.number(0); }

std::string next_name(const Explorer& explorer) {
    return free_name(explorer.workspace(), fmt::format("Branch {}", explorer.workspace().branches.size() + 1));
}

void fork_here(Explorer& explorer, const Values& values) {
    Workspace& now = explorer.edit();
    const int parent = shown_plan(explorer).id;
    const int there = explorer.replaying() ? now.week : std::max(0, std::min(now.week, explorer.week_there()));
    if (there >= now.years() * sim::kWeeksPerYear)
        throw std::invalid_argument("nothing follows the last week: go back to fork");
    if (there < now.week) explorer.log_clock(there);  // the future shown is forked, not the one still to be computed
    now.week = there;
    now.playing = false;
    const std::string name = values.has(0) ? values.text(0) : next_name(explorer);
    if (values.has(0) && free_name(now, name) != name)
        throw std::invalid_argument(fmt::format("fork: name \"{}\": another branch has it", name));
    now.shown = fork(now, parent, there, name);
    now.against = parent;
}

void add_scenario(Explorer& explorer, const Values& values) {
    Workspace& now = explorer.edit();
    shown_plan(explorer);
    const int root = now.branches.front().id;
    const Leg beginning = now.branches.front().path.front();
    sim::Scenario scenario = scenarios::read_scenario(values.text(0), explorer.geography());
    const sim::Scenario& first = *beginning.scenario;
    for (const auto& fixed : first.parameters) scenario = with_assumption(std::move(scenario), fixed.name, fixed.value);
    if (!sim::same_start(first, scenario) || first.start != scenario.start || first.years != scenario.years)
        throw std::invalid_argument(
            fmt::format("\"{}\" begins at another time or from other published levels than \"{}\": open it by itself",
                        scenario.name, first.name));
    const int old = now.shown;
    const std::string name = free_name(now, scenario.name);
    const int made = fork(now, root, 0, name);
    scenario.name = name;
    BranchPlan& plan = *now.find(made);
    plan.path = {beginning, {0, std::make_shared<const sim::Scenario>(std::move(scenario))}};
    plan.as_shipped = true;
    now.shown = made;
    now.against = old;
}

void show_branch(Explorer& explorer, const Values& values) {
    Workspace& now = explorer.edit();
    const int id = branch_named(explorer, values.text(0));
    if (id == now.against) now.against = now.shown;
    now.shown = id;
}

void compare_with(Explorer& explorer, const Values& values) {
    Workspace& now = explorer.edit();
    const int id = branch_named(explorer, values.text(0));
    if (id == now.shown) throw std::invalid_argument("a branch is not compared with itself: show another one first");
    now.against = id;
}

void compare_with_none(Explorer& explorer, const Values&) { explorer.edit().against = kNobody; }

void swap_branches(Explorer& explorer, const Values&) {
    Workspace& now = explorer.edit();
    if (now.against == kNobody) throw std::invalid_argument("only one branch is shown");
    std::swap(now.shown, now.against);
}

void rename_branch(Explorer& explorer, const Values& values) {
    BranchPlan& plan = shown_plan(explorer);
    if (plan.name == values.text(0)) return;
    if (free_name(explorer.workspace(), values.text(0)) != values.text(0))
        throw std::invalid_argument(fmt::format("rename_branch: name \"{}\": another branch has it", values.text(0)));
    plan.name = values.text(0);
    plan.as_shipped = false;
}

void remove(Explorer& explorer, const Values&) { remove_branch(explorer.edit(), shown_plan(explorer).id); }

std::string week_now(const Explorer& explorer) { return std::to_string(explorer.workspace().week); }

std::string speed_now(const Explorer& explorer) { return fmt::format("{:g}", explorer.workspace().weeks_a_second); }

std::string name_now(const Explorer& explorer) { return explorer.shown() ? explorer.shown()->name : ""; }

std::vector<std::string> recent_files(const Explorer& explorer) { return explorer.options().recent_files; }

}  // namespace

std::vector<Action> session_actions() {
    // clang-format off
    return {
        {"open", "Open a scenario", "Session", "", "Begins with a shipped scenario, as its card does.",
         {{.name = "scenario", .kind = ArgumentKind::kChoice, .choices = card_keys, .label = "Scenario",
           .words = card_words}}, "engagement_led", "", Effect::kEdit, open},
        {"open_file", "Open a scenario file", "Session", "Ctrl+O", "Begins with a scenario file (TOML).",
         {{.name = "file", .kind = ArgumentKind::kReadFile, .choices = recent_files, .label = "Scenario file (.toml)"}},
         "", "", Effect::kEdit, open_file},
        {"open_session", "Open a session", "Session", "Ctrl+Shift+O",
         "Does again what the log of an earlier session says, up to where it ended.",
         {{.name = "file", .kind = ArgumentKind::kReadFile, .choices = kept_session_files,
           .label = "Session log (.concord)"}}, "", "", Effect::kSession, open_session, false},
        {"new_session", "Begin anew", "Session", "",
         "Closes all branches, notes and guesses, back to the start screen; undo brings them back.", {}, "",
         "open status_quo_today", Effect::kEdit, new_session},
        {"cards", "Scenario cards", "Session", "Ctrl+Home", "Back to the start screen; the session stays open.", {}, "",
         "open status_quo_today", Effect::kView,
         [](Explorer& explorer, const Values&) {
             explorer.edit().stage = Stage::kCards;
             explorer.edit().playing = false;
         }},
        {"back_to_session", "Back to the session", "Session", "", "From the start screen back to what is open.", {}, "",
         "open status_quo_today; cards", Effect::kView,
         [](Explorer& explorer, const Values&) {
             shown_plan(explorer);
             explorer.edit().stage = Stage::kSession;
         }},
        {"note", "Write a note", "Session", "Ctrl+N", "Keeps a remark of the room in the session log and the report.",
         {{.name = "text", .label = "Note", .longest = 4000}}, "\"Safer streets first\"", "", Effect::kEdit,
         [](Explorer& explorer, const Values& values) { explorer.edit().notes.push_back(values.text(0)); }},
        {"undo", "Undo", "Session", "Ctrl+Z", "Takes back the last step.", {}, "", "open status_quo_today",
         Effect::kSession, [](Explorer& explorer, const Values&) { explorer.undo(); }},
        {"redo", "Redo", "Session", "Ctrl+Y", "Does again what was taken back.", {}, "", "open status_quo_today; undo",
         Effect::kSession, [](Explorer& explorer, const Values&) { explorer.redo(); }},
        {"quit", "Leave", "Session", "Ctrl+Q", "Ends the program; the session log is kept.", {}, "", "",
         Effect::kSession, [](Explorer& explorer, const Values&) { explorer.wishes().leave = true; }},
    };
    // clang-format on
}

std::vector<Action> time_actions() {
    constexpr const char* kOpen = "open status_quo_today";
    return {
        {"play",
         "Play or pause",
         "Time",
         "Space",
         "Lets the weeks go by, or stops them.",
         {},
         "",
         kOpen,
         Effect::kView,
         play,
         false},
        {"step", "A week on", "Time", "Ctrl+Right", "Goes one week on.", {}, "", kOpen, Effect::kView, move_clock<1>},
        {"step_back",
         "A week back",
         "Time",
         "Ctrl+Left",
         "Goes one week back.",
         {},
         "",
         "open status_quo_today; show_week 3",
         Effect::kView,
         move_clock<-1>},
        {"year_on",
         "A year on",
         "Time",
         "Ctrl+Shift+Right",
         "Goes 52 weeks on.",
         {},
         "",
         kOpen,
         Effect::kView,
         move_clock<sim::kWeeksPerYear>},
        {"year_back",
         "A year back",
         "Time",
         "Ctrl+Shift+Left",
         "Goes 52 weeks back.",
         {},
         "",
         "open status_quo_today; show_week 3",
         Effect::kView,
         move_clock<-sim::kWeeksPerYear>},
        {"show_week",
         "Go to week",
         "Time",
         "Ctrl+G",
         "Moves the clock to a week, computing what is not there yet.",
         {{.name = "week",
           .kind = ArgumentKind::kWeek,
           .low = 0,
           .high = kLastWeek,
           .label = "Week, or date (2027-04-06)",
           .initial = week_now}},
         "2",
         kOpen,
         Effect::kView,
         show_week},
        {"speed",
         "Weeks a second",
         "Time",
         "",
         "How fast the weeks go by while playing, as far as the computer keeps up.",
         {{.name = "weeks",
           .kind = ArgumentKind::kNumber,
           .low = 0.25,
           .high = 520,
           .label = "Weeks a second",
           .initial = speed_now}},
         "8",
         "",
         Effect::kView,
         speed},
    };
}

std::vector<Action> branch_actions() {
    const ArgumentSpec which{
        .name = "branch", .kind = ArgumentKind::kChoice, .choices = branch_names, .label = "Branch", .words = as_it_is};
    constexpr const char* kOpen = "open status_quo_today";
    constexpr const char* kForked = "open status_quo_today; fork Other";
    return {
        {"fork",
         "Fork the future here",
         "Branches",
         "Ctrl+F",
         "Makes a new branch from the week shown; both are then side by side.",
         {{.name = "name", .optional = true, .label = "Name of the new branch", .initial = next_name}},
         "\"More seats\"",
         kOpen,
         Effect::kEdit,
         fork_here},
        {"add_scenario",
         "Add a scenario to compare",
         "Branches",
         "",
         "Adds a scenario as a branch from the start, shown beside the one that was shown.",
         {{.name = "scenario",
           .kind = ArgumentKind::kScenario,
           .choices = card_keys,
           .label = "Scenario, or scenario file",
           .words = card_words}},
         "trust_led",
         kOpen,
         Effect::kEdit,
         add_scenario},
        {"show_branch",
         "Show branch",
         "Branches",
         "Ctrl+B",
         "Shows this branch; levers act on it.",
         {which},
         "\"Status quo, today\"",
         kForked,
         Effect::kView,
         show_branch},
        {"compare_with",
         "Compare with branch",
         "Branches",
         "Ctrl+D",
         "Puts another branch beside the one shown.",
         {which},
         "\"Status quo, today\"",
         "open status_quo_today; fork Other; compare_with_none",
         Effect::kView,
         compare_with},
        {"compare_with_none",
         "Show one branch only",
         "Branches",
         "",
         "Takes the second branch from the screen; it is kept.",
         {},
         "",
         kForked,
         Effect::kView,
         compare_with_none},
        {"swap_branches",
         "Swap the two branches",
         "Branches",
         "Ctrl+T",
         "The second becomes the one that levers act on.",
         {},
         "",
         kForked,
         Effect::kView,
         swap_branches},
        {"rename_branch",
         "Rename the branch",
         "Branches",
         "Ctrl+R",
         "Gives the branch shown another name.",
         {{.name = "name", .label = "New name", .initial = name_now}},
         "\"As today\"",
         kOpen,
         Effect::kEdit,
         rename_branch},
        {"remove_branch",
         "Remove the branch",
         "Branches",
         "",
         "Takes the branch shown out of the tree.",
         {},
         "",
         kForked,
         Effect::kEdit,
         remove},
    };
}

}  // namespace concord::explorer
