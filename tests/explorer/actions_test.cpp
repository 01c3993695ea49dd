// The action table keeps its promises: every action is named once, reachable, explained, and taken back by undo.
#include "viz/explorer/actions.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/explorer/session.h"
#include "viz/explorer/help.h"

using namespace concord;
using explorer::Action;
using explorer::Undo;

namespace {

// Actions that write files or leave, and undo itself. Anything else must be taken back.
const std::set<std::string_view> kNotUndone = {"undo", "redo", "quit", "export", "picture", "report_add", "save_branch"};

std::string example_of(const Action& action, const tests::Session& session) {
    std::string line = std::string(action.name) + " ";
    if (action.name == "open_file") return line + "\"" + (session.folder / "own.toml").string() + "\"";
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
        CHECK((action.undo == Undo::kNo) == kNotUndone.contains(action.name));
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

TEST_CASE("Undo takes back every action but those that write or leave, and redo does it again") {
    tests::Session session(1000);
    session.play("open status_quo_today; save_branch own.toml");
    auto& explorer = session.explorer;
    for (const Action& action : explorer::action_table()) {
        if (action.undo == Undo::kNo) continue;
        INFO(action.name);
        if (!action.before.empty()) session.play(std::string(action.before));
        const auto before = session.now();
        explorer.perform_line(example_of(action, session));
        const auto after = session.now();
        CHECK_FALSE(after == before);   // the example does something, or this test would say nothing
        explorer.perform("undo");
        CHECK(session.now() == before);
        explorer.perform("redo");
        CHECK(session.now() == after);
        explorer.perform("undo");
        if (session.now().playing) explorer.perform("play");
    }
}

TEST_CASE("Files are written by the actions that say so, and nothing else changes") {
    tests::Session session;
    for (const std::string name : {"export", "report_add", "save_branch"}) {
        const Action& action = explorer::find_action(name);
        session.play(std::string(action.before));
        const auto before = session.now();
        session.explorer.perform_line(example_of(action, session));
        CHECK(session.now() == before);
    }
    CHECK_THAT(tests::text_of(session.folder / "map.svg"), Catch::Matchers::Contains("<svg"));
    CHECK_THAT(tests::text_of(session.folder / "branch.toml"), Catch::Matchers::Contains("format = 1"));
    CHECK_THAT(tests::text_of(session.folder / "report" / "index.html") , Catch::Matchers::Contains("As the room saw it"));
    CHECK_THROWS_WITH(session.explorer.perform_line("save_branch branch.toml"), Catch::Matchers::Contains("exists already"));
    CHECK_THROWS_WITH(session.explorer.perform_line("export map map.gif"), Catch::Matchers::Contains("map.gif") && Catch::Matchers::Contains(".svg"));
}

TEST_CASE("Lines are split into words and put together again") {
    using explorer::split_line;
    CHECK(split_line("").empty());
    CHECK(split_line("   # nothing but a remark").empty());
    CHECK(split_line("fork \"More seats\"  # at noon") == std::vector<std::string>{"fork", "More seats"});
    CHECK(split_line("note \"he said \\\"no\\\" \\\\ yes\"") == std::vector<std::string>{"note", "he said \"no\" \\ yes"});
    CHECK_THROWS_WITH(split_line("note \"open"), Catch::Matchers::Contains("left open"));
    const Action& note = explorer::find_action("note");
    for (const std::string text : {"plain", "two words", "a \"quote\"", "back\\slash", "# sign", "naïve é"})
        CHECK(split_line(explorer::line_of(note, {text})) == std::vector<std::string>{"note", text});
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
