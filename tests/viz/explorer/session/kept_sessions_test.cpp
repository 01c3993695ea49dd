// A session's own log leads to the same session, whatever was done and however fast it was computed; one that a kill
// broke off is found again.
#include "viz/explorer/session/kept_sessions.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "scenarios/format/scenario_export.h"
#include "tests/support/session.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/script.h"

using namespace concord;
using namespace concord::explorer;
using Catch::Matchers::Contains;

namespace {

std::filesystem::path write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

std::string quoted(const std::string& text) { return std::string(1, '"').append(text).append(1, '"'); }

// Branches of different sessions have scenarios at different places in memory: they are the same if they say the same.
void check_same(const Workspace& one, const Workspace& two) {
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    const auto text = [&](const ScenarioPtr& scenario) {
        return scenarios::scenario_text(*scenario, geography, "status_quo_today");
    };
    REQUIRE(one.branches.size() == two.branches.size());
    Workspace other = two;
    for (std::size_t b = 0; b < one.branches.size(); ++b) {
        const BranchPath &mine = one.branches[b].path, &theirs = two.branches[b].path;
        REQUIRE(mine.size() == theirs.size());
        for (std::size_t leg = 0; leg < mine.size(); ++leg) {
            CHECK(mine[leg].from == theirs[leg].from);
            CHECK(text(mine[leg].scenario) == text(theirs[leg].scenario));
        }
        other.branches[b].path = mine;
    }
    other.playing = one.playing;  // a clock that ran stands where it was
    CHECK(one == other);
}

// As the log of one session leads to in another, in the window's way: without waiting for results.
Workspace opened_again(const tests::Session& first) {
    tests::Session second(1000);
    const auto log = write(second.folder / "log.concord", first.explorer.log().text());
    second.explorer.perform("open_session", {log.string()});
    INFO(second.explorer.message().text);
    CHECK_FALSE(second.explorer.message().problem);
    // And its own log leads there as well.
    tests::Session third(1000);
    third.explorer.perform("open_session",
                           {write(third.folder / "log.concord", second.explorer.log().text()).string()});
    check_same(third.now(), second.now());
    return second.now();
}

}  // namespace

TEST_CASE("The log of a session in which everything was done leads to the same session", "[large]") {
    tests::Session session(1000);
    session.play("open status_quo_today; save_branch own.toml");
    write(session.folder / "earlier.concord", "open trust_led\nshow_week 4\n");
    for (const Action& action : action_table()) {
        if (action.name == "quit") continue;
        INFO(action.name);
        if (!action.before.empty()) session.play(std::string(action.before));
        std::string line = std::string(action.name).append(" ").append(action.example);
        if (action.name == "open_file") line.append(quoted((session.folder / "own.toml").string()));
        if (action.name == "open_session") line.append(quoted((session.folder / "earlier.concord").string()));
        session.explorer.perform_line(line);
        check_same(session.now(), opened_again(session));
        if (session.now().playing) session.explorer.perform("play");
        std::filesystem::remove(session.folder / "branch.toml");
        std::filesystem::remove(session.folder / "map.svg");
    }
}

TEST_CASE("A clock that ran, drags and levers pulled meanwhile are where they were") {
    tests::Session session(1000);
    auto& explorer = session.explorer;
    session.play("open status_quo_today; speed 520; play");
    const auto run_to = [&](int week) {
        while (explorer.workspace().week < week) {
            REQUIRE(explorer.settle(60));
            explorer.tick(0.002);
        }
    };
    run_to(7);
    explorer.perform("lever", {"stop_and_search", "2"});
    run_to(60);
    explorer.perform("play");
    const int stopped = explorer.workspace().week;
    CHECK(stopped >= 60);
    for (const char* week : {"300", "10", "30"}) explorer.perform("show_week", {week}, "scrub");
    explorer.end_gesture();
    explorer.perform("lever", {"stop_and_search", "3"});  // in the past: on a branch of its own
    explorer.perform("play");
    run_to(45);
    const int level = explorer.workspace().week;
    explorer.perform("predict", {"get_on_well", "gm", "100", "level"});
    explorer.perform("undo");
    CHECK(explorer.workspace().branches.size() == 2);
    check_same(session.now(), opened_again(session));
    CHECK(session.now().week >= level);
}

TEST_CASE("A fork while weeks are still to be computed is of the week that is there, and is opened again as that") {
    tests::Session session(100);
    auto& explorer = session.explorer;
    session.play("open status_quo_today; show_week 3");
    explorer.perform("show_week", {"500"});
    explorer.perform("fork");
    CHECK(session.now().branches[1].forked_at < 500);
    const auto again = opened_again(session);
    CHECK(again.branches[1].forked_at == session.now().branches[1].forked_at);
    CHECK(again.week == session.now().week);
}

TEST_CASE("Opening a session writes no files, stops where a line cannot be done, and can be undone step by step") {
    tests::Session session(1000);
    const auto log = write(session.folder / "log.concord",
                           "open status_quo_today   # 10:00:00\nshow_week 2\nexport map map.svg\nnote \"two "
                           "words\"\nquit\nnote \"half a li");
    session.explorer.perform("open_session", {log.string()});
    CHECK_FALSE(std::filesystem::exists(session.folder / "map.svg"));
    CHECK_FALSE(session.explorer.wishes().leave);
    CHECK(session.now().notes == std::vector<std::string>{"two words"});
    session.explorer.perform("undo");
    CHECK(session.now().notes.empty());
    const auto bad = write(session.folder / "bad.concord", "open trust_led\nshow_week 900\nnote no\n");
    session.explorer.perform("open_session", {bad.string()});
    CHECK_THAT(session.explorer.message().text, Contains("bad.concord, line 2"));
    CHECK(session.explorer.shown()->name == "Trust-led");
    const auto before = session.now();
    CHECK_THROWS_WITH(session.explorer.perform("open_session", {"missing.concord"}), Contains("missing.concord"));
    CHECK(session.now() == before);
}

TEST_CASE("The last session is offered when a kill broke it off; not when it ended, goes on elsewhere, or still runs") {
    const tests::ScratchFolder folder;
    CHECK_FALSE(broken_off_session(folder.path));
    CHECK_FALSE(broken_off_session(folder / "none"));
    const auto write_in_a_child = [&](const std::string& name, bool killed) {
        const pid_t child = fork();
        if (child == 0) {
            SessionLog log(folder / name);
            log.action("open status_quo_today");
            log.action("note x");
            if (killed) kill(getpid(), SIGKILL);
            log.action("quit");
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status) == killed);
    };
    write_in_a_child("1.concord", true);
    const auto found = broken_off_session(folder.path);
    REQUIRE(found);
    CHECK(found->file == folder / "1.concord");
    CHECK(found->actions == 2);
    {
        SessionLog running(folder / "2.concord");
        running.action("open trust_led");
        CHECK(broken_off_session(folder.path)->file == folder / "1.concord");
    }
    note_went_on(folder / "2.concord", folder / "3.concord");
    CHECK_FALSE(broken_off_session(folder.path));
    CHECK(kept_sessions(folder.path).size() == 2);
    write_in_a_child("4.concord", false);
    CHECK_FALSE(broken_off_session(folder.path));
}

TEST_CASE("What is not saved is told, until it is") {
    tests::Session session(1000);
    CHECK(session.explorer.unsaved().empty());
    session.play("open status_quo_today; show_week 2; theme dark");
    CHECK(session.explorer.unsaved().empty());
    session.play("lever stop_and_search 2");
    CHECK(session.explorer.unsaved() == std::vector<std::string>{"the branch \"Status quo, today (changed)\""});
    session.play("save_branch a.toml");
    CHECK(session.explorer.unsaved().empty());
    session.play("lever stop_and_search 3; note x");
    CHECK(session.explorer.unsaved().size() == 2);
    session.play("undo; undo");
    CHECK(session.explorer.unsaved().empty());
}

TEST_CASE("Exports of a script stay inside its folder and take no file's place") {
    tests::Session session(1000, {.confined = true});
    session.play("open status_quo_today; show_week 1");
    const auto refuses = [&](const std::string& file, const std::string& part) {
        INFO(file);
        for (const std::string action : {"export map ", "save_branch ", "picture "})
            CHECK_THROWS_WITH(session.explorer.perform_line(action + quoted(file)), Contains(part));
    };
    refuses("../outside.svg", "stay inside");
    refuses("a/../../outside.svg", "stay inside");
    refuses("/outside.svg", "stay inside");
    const tests::ScratchFolder elsewhere;
    std::filesystem::create_directory_symlink(elsewhere.path, session.folder / "link");
    refuses("link/outside.svg", "stay inside");
    write(session.folder / "mine.svg", "mine");
    refuses("mine.svg", "exists already");
    std::filesystem::create_symlink(elsewhere / "gone.svg", session.folder / "dangling.svg");
    refuses("dangling.svg", "exists already");
    CHECK(tests::text_of(session.folder / "mine.svg") == "mine");
    CHECK(std::filesystem::is_empty(elsewhere.path));
    CHECK_NOTHROW(session.explorer.perform_line("export map map.svg"));
}
