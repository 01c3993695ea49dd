// The action table keeps its promises: every action is named once, reachable, explained, and undo takes back edits
// alone.
#include "viz/explorer/actions/actions.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/session.h"
#include "viz/explorer/actions/help.h"

using namespace concord;
using explorer::Action;
using explorer::Effect;

namespace {

// Levers, forks, names, guesses, assumptions, notes: what a room would be sorry to lose.
const std::set<std::string_view> kEdits = {"open",           "open_file",       "new_session",   "note",
                                           "fork",           "add_scenario",    "rename_branch", "remove_branch",
                                           "lever",          "lever_off",       "lever_where",   "lever_districts",
                                           "lever_here",     "lever_set",       "lever_posture", "budget",
                                           "assume",         "assume_default",  "predict",       "guess",
                                           "reveal",         "forget_question", "line_up",       "pick",
                                           "reveal_line_up", "forget_line_up"};

std::string example_of(const Action& action, const tests::Session& session) {
    std::string line = std::string(action.name) + " ";
    if (action.name == "open_file") return line + "\"" + (session.folder / "own.toml").string() + "\"";
    if (action.name == "open_session") return line + "\"" + (session.folder / "earlier.concord").string() + "\"";
    return line.append(action.example);
}

}  // namespace

TEST_CASE("Names, titles and shortcuts of actions are unique, and each is explained in a menu") {
    std::set<std::string_view> names, titles, shortcuts;
    for (const Action& action : explorer::action_table()) {
        INFO(action.name);
        CHECK(names.insert(action.name).second);
        CHECK(titles.insert(action.title).second);
        CHECK_FALSE(action.menu.empty());
        CHECK(action.meaning.size() > 10);
        CHECK(action.meaning.ends_with('.'));
        CHECK(action.run != nullptr);
        if (!action.shortcut.empty()) CHECK(shortcuts.insert(action.shortcut).second);
        CHECK((action.effect == Effect::kEdit) == kEdits.contains(action.name));
        for (const auto& argument : action.arguments) CHECK_FALSE(argument.label.empty());  // forms ask for it by this
    }
    CHECK(names.size() > 70);
}

TEST_CASE("Help lists every action with its usage, meaning and keys") {
    const std::string help = explorer::help_text();
    for (const Action& action : explorer::action_table()) {
        CHECK_THAT(help, Catch::Matchers::Contains(explorer::usage(action)));
        CHECK_THAT(help, Catch::Matchers::Contains(std::string(action.meaning)));
        if (!action.shortcut.empty()) CHECK_THAT(help, Catch::Matchers::Contains(std::string(action.shortcut)));
    }
}

TEST_CASE("Undo takes back every edit and nothing else, and redo does it again") {
    tests::Session session(1000);
    session.play("open status_quo_today; save_branch own.toml");
    auto& explorer = session.explorer;
    const auto edits = [&] {
        explorer::Edits now = session.now();
        for (auto& plan : now.branches) plan.seen = 0;  // of the clock
        return now;
    };
    for (const Action& action : explorer::action_table()) {
        if (action.effect == Effect::kFile || action.effect == Effect::kSession) continue;
        INFO(action.name);
        if (!action.before.empty()) session.play(std::string(action.before));
        const auto before = edits();
        const auto all_before = session.now();
        explorer.perform_line(example_of(action, session));
        const auto after = edits();
        CHECK_FALSE(session.now() == all_before);  // the example does something, or this test would say nothing
        CHECK((before != after) == (action.effect == Effect::kEdit));
        if (action.effect == Effect::kEdit) {
            explorer.perform("undo");
            CHECK(edits() == before);
            CHECK(static_cast<const explorer::Focus&>(session.now()) ==
                  static_cast<const explorer::Focus&>(all_before));
            explorer.perform("redo");
            CHECK(edits() == after);
            explorer.perform("undo");
        }
        if (session.now().playing) explorer.perform("play");
    }
}

TEST_CASE("Undo leaves alone what is only shown: panels, palette, clock and map stay where they are") {
    tests::Session session(1000);
    session.play(
        "open status_quo_today; place_levels; lever stop_and_search 2; show_week 100; show_week 520; palette; theme "
        "dark; level "
        "ward; select Oldham; left_tab costs");
    const auto before = session.now();
    session.explorer.perform("undo");
    CHECK(session.now().branches.front().path.size() == 1);
    CHECK(session.now().week == 520);
    auto same = before;
    static_cast<explorer::Edits&>(same) = session.now();  // all else is as it was
    CHECK(session.now() == same);
}

TEST_CASE("Undo of a fork shows what was shown before it, wherever one has gone since") {
    tests::Session session(1000);
    session.play(
        "open status_quo_today; show_week 3; fork One; show_week 5; fork Two; compare_with \"Status quo, today\"");
    session.explorer.perform("undo");  // of fork Two
    CHECK(session.explorer.shown()->name == "One");
    CHECK(session.now().against != explorer::kNobody);
    session.explorer.perform("undo");
    CHECK(session.explorer.shown()->name == "Status quo, today");
    CHECK(session.now().against == explorer::kNobody);
    CHECK(session.now().week == 5);
    session.explorer.perform("undo");
    CHECK(session.now().stage == explorer::Stage::kCards);
    for (int k = 0; k < 3; ++k) session.explorer.perform("redo");
    CHECK(session.explorer.shown()->name == "Two");
}

TEST_CASE("Files are written by the actions that say so, and nothing else changes") {
    tests::Session session;
    for (const std::string name : {"export", "report_add", "report_print", "save_branch"}) {
        const Action& action = explorer::find_action(name);
        session.play(std::string(action.before));
        const auto before = session.now();
        session.explorer.perform_line(example_of(action, session));
        CHECK(session.now() == before);
    }
    CHECK_THAT(tests::text_of(session.folder / "map.svg"), Catch::Matchers::Contains("<svg"));
    CHECK_THAT(tests::text_of(session.folder / "branch.toml"), Catch::Matchers::Contains("format = 1"));
    CHECK_THAT(tests::text_of(session.folder / "report" / "report.html"),
               Catch::Matchers::Contains("As the room saw it") &&
                   Catch::Matchers::Contains("<h1>What would help people to be heard?</h1>"));
    CHECK_THROWS_WITH(session.explorer.perform_line("save_branch branch.toml"),
                      Catch::Matchers::Contains("exists already"));
    session.play(
        "rename_branch \"More seats\"; lever community_engagement 60; save_branch more.toml \"To be heard more.\"");
    CHECK_THAT(tests::text_of(session.folder / "more.toml"),
               Catch::Matchers::Contains("name = \"More seats\"") &&
                   Catch::Matchers::Contains("purpose = \"To be heard more.\""));
    CHECK_THROWS_WITH(session.explorer.perform_line("export map map.gif"),
                      Catch::Matchers::Contains("map.gif") && Catch::Matchers::Contains(".svg"));
}

TEST_CASE("Lines are split into words and put together again") {
    using explorer::split_line;
    CHECK(split_line("").empty());
    CHECK(split_line("   # nothing but a remark").empty());
    CHECK(split_line("fork \"More seats\"  # at noon") == std::vector<std::string>{"fork", "More seats"});
    CHECK(split_line("note \"he said \\\"no\\\" \\\\ yes\"") ==
          std::vector<std::string>{"note", "he said \"no\" \\ yes"});
    CHECK_THROWS_WITH(split_line("note \"open"), Catch::Matchers::Contains("left open"));
    const Action& note = explorer::find_action("note");
    for (const std::string text :
         {"plain", "two words", "Safer streets first, said table 2", "a \"quote\"", "back\\slash", "# sign", "naïve é"})
        CHECK(split_line(explorer::line_of(note, {text})) == std::vector<std::string>{"note", text});
}

TEST_CASE("A week can be said as a date") {
    tests::Session session(1000);
    session.play("open status_quo_today");
    const std::string date = sim::to_iso(session.explorer.date_of(52));
    session.explorer.perform("show_week", {date});
    CHECK(session.now().week == 52);
    CHECK_THAT(session.explorer.log().text(),
               Catch::Matchers::Contains("\nshow_week 52 "));  // its week, whatever opens then
}

TEST_CASE("Escape closes what there is to close, and never errs") {
    tests::Session session(1000);
    for (int k = 0; k < 3; ++k) CHECK_NOTHROW(session.explorer.perform("close"));
    session.play("open status_quo_today; select Oldham; help");
    session.explorer.perform("close");
    CHECK(session.now().overlay == explorer::Overlay::kNone);
    session.explorer.perform("close");
    CHECK(session.now().place.whole);
    CHECK_NOTHROW(session.explorer.perform("close"));
}

TEST_CASE("What cannot be done is refused in a sentence, and changes nothing") {
    tests::Session session(1000);
    auto& explorer = session.explorer;
    const auto refuses = [&](const std::string& line, const std::string& part) {
        const auto before = session.now();
        INFO(line);
        CHECK_THROWS_WITH(explorer.perform_line(line), Catch::Matchers::Contains(part));
        CHECK(session.now() == before);
    };
    refuses("play", "choose a card");
    refuses("plya", "nearest is \"play\"");
    refuses("open status_quo_tody", "nearest is \"status_quo_today\"");
    refuses("open", "open SCENARIO");
    refuses("undo", "nothing to undo");
    session.play("open status_quo_today");
    refuses("show_week 521", "520");
    refuses("show_week ten", "\"ten\"");
    refuses("show_week nan", "\"nan\"");
    refuses("show_week 2026-13-01", "no such day");
    refuses("show_week 1999-01-01", "outside the years");
    refuses("fork \"" + std::string(200000, 'x') + "\"", "200000 bytes");
    refuses("fork a\x1b[31m", "U+001B");
    refuses("note \"x\xE2\x80\xAEy\"", "U+202E");
    refuses("note \xff", "UTF-8");
    refuses("lever community_engagement 1001", "0 to 1000");
    refuses("lever community_engagement many", "many");
    refuses("lever_where community_engagement everywhere", "not used");
    refuses("compare_with \"Status quo, today\"", "itself");
    refuses("map_shows difference", "two branches");
    refuses("select Atlantis", "Atlantis");
    refuses("assume fair_share 7", "between");
    refuses("assume nonsense 1", "nearest");
    refuses("predict get_on_well gm 2 difference", "two branches");
    refuses("predict get_on_well E02000984 2 level", "district");
    refuses("reveal", "no question");
    refuses("remove_branch", "only branch");
    refuses("add_scenario status_quo_2016", "other published levels");
    refuses("step_back", "start");
    refuses("open_file missing.toml", "missing.toml");
}
