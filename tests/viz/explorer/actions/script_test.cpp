// Scripts, the session log and the report: what is wrong is told with file and line, and nothing is lost.
#include "viz/explorer/actions/script.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <functional>

#include "scenarios/files/input_error.h"
#include "tests/support/full_disk.h"
#include "tests/support/session.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/figures/session_report.h"

using namespace concord;
using Catch::Matchers::Contains;

namespace {

std::filesystem::path write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

figure::Figure small_figure() {
    figure::Figure figure;
    figure.title = "Two <bars> & more";
    figure.provenance = {"Test", 1, "defaults", "A caveat."};
    figure::Bars bars;
    bars.x.label = "Percent";
    bars.bars = {{"a", 1, 0}, {"b", 2, 1}};
    figure.content = bars;
    return figure;
}

}  // namespace

TEST_CASE("A script is checked before anything is done; what is wrong is told with file and line") {
    const tests::ScratchFolder folder;
    const auto refused = [&](const std::string& text, const std::string& line, const std::string& part) {
        INFO(text);
        CHECK_THROWS_WITH(explorer::read_script(write(folder / "s.concord", text)),
                          Contains("s.concord" + line) && Contains(part));
    };
    refused("", ":", "no action");
    refused("# only a remark\n\n", ":", "no action");
    refused("open status_quo_today\nplya\n", ":2:", "nearest is \"play\"");
    refused("open\n", ":1:", "open SCENARIO");
    refused("play 3\n", ":1:", "1 arguments");
    refused("note \"open\n", ":1:", "left open");
    refused(std::string("open\0x\n", 7), ":1:", "NUL");
    refused("open status_quo_today\nnote \"\xff\"\n", ":2:", "UTF-8");
    refused("note \"a \x1b[2J b\"\n", ":1:", "U+001B");
    refused("note \"a \xE2\x80\xAE b\"\n", ":1:", "U+202E");
    refused(std::string(2u << 20, 'x'), ":", "1 MiB");
    CHECK_THROWS_AS(explorer::read_script(folder / "missing.concord"), scenarios::InputError);
    CHECK(explorer::read_script(write(folder / "s.concord", "\n# r\n open status_quo_today # r\r\nplay\r\n")).size() ==
          2);
}

TEST_CASE("A line that cannot be done ends the script with file and line; what went before stays") {
    tests::Session session(1000);
    const auto file =
        write(session.folder / "s.concord",
              "open status_quo_today\nexport over_time over_time.csv\nshow_week 900\nexport map map.csv\n");
    CHECK_THROWS_WITH(explorer::play_script(file, explorer::read_script(file), session.explorer, [] {}),
                      Contains("s.concord:3:") && Contains("900"));
    CHECK(std::filesystem::exists(session.folder / "over_time.csv"));
    CHECK_FALSE(std::filesystem::exists(session.folder / "map.csv"));
}

TEST_CASE("The log of a session is a script that leads to the same session") {
    tests::Session first(1000);
    first.play(
        "open status_quo_today; show_week 5; fork \"A \\\"quoted\\\" name\"; lever stop_and_search 2; show_week 9; "
        "note \"two words\"; undo; layout why");
    const auto copy = write(first.folder / "copy.concord", first.explorer.log().text());
    CHECK(tests::text_of(first.explorer.log().file()) == first.explorer.log().text());
    tests::Session second(1000);
    explorer::play_script(copy, explorer::read_script(copy), second.explorer, [] {});
    CHECK(second.now().week == first.now().week);
    CHECK(second.now().layout == first.now().layout);
    REQUIRE(second.now().branches.size() == 2);
    CHECK(second.now().branches[1].name == "A \"quoted\" name");
    const auto outcome = [](tests::Session& session) {
        return session.explorer.measures(session.now().shown, 9)->outcome;
    };
    const auto one = outcome(first), two = outcome(second);  // bits: an outcome may be not defined
    REQUIRE(one.size() == two.size());
    CHECK(std::memcmp(one.data(), two.data(), one.size() * sizeof one[0]) == 0);
}

TEST_CASE("A kill loses no line of the session log") {
    const tests::ScratchFolder folder;
    const auto file = folder / "killed.concord";
    const pid_t child = fork();
    if (child == 0) {
        explorer::SessionLog log(file);
        log.action("open status_quo_today");
        log.remark("the room is full");
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    CHECK_THAT(tests::text_of(file), Contains("open status_quo_today") && Contains("# the room is full\n"));
    CHECK_THROWS_WITH(explorer::SessionLog(file), Contains("killed.concord"));  // never over an old one
}

TEST_CASE("A log that cannot be written says so, keeps its lines, and writes them when there is room") {
    const tests::ScratchFolder folder;
    CHECK_THROWS_WITH(explorer::SessionLog(folder / "no" / "folder.concord"), Contains("folder.concord"));
    CHECK(tests::fails_on_a_full_disk(64, [&] {
        explorer::SessionLog log(folder / "full.concord");
        for (int k = 0; k < 10; ++k) log.action("note \"a line that fills the disk\"");
        if (!log.problem().empty() && log.text().size() > 300) throw std::runtime_error(log.problem());
    }));
}

TEST_CASE("A report holds figures with text instead of them, and its page survives a full disk") {
    const tests::ScratchFolder folder;
    const auto page = folder / "report" / "report.html";
    explorer::ReportFolder report;
    const auto document = [](const explorer::ReportFolder& of) {
        report::Document made;
        made.title = "Of a test";
        made.sections = {explorer::report_figures(of)};
        return made;
    };
    report.begin(folder / "report");
    report.add(small_figure(), "as <the room> saw it");
    report.write(document(report), "open x\n");
    const std::string whole = tests::text_of(page);
    CHECK_THAT(whole, Contains("Two &lt;bars&gt; &amp; more") && Contains("as &lt;the room&gt; saw it") &&
                          Contains("role=\"img\""));
    for (const char* file : {"figure-01.svg", "figure-01.png", "figure-01.csv"})
        CHECK(std::filesystem::exists(folder / "report" / file));
    CHECK(tests::text_of(folder / "report" / "session.concord") == "open x\n");
    CHECK(tests::fails_on_a_full_disk(1000, [&] { report.add(small_figure(), ""); }));
    CHECK(tests::fails_on_a_full_disk(1000, [&] { report.write(document(report), "open x\nplay\n"); }));
    CHECK(tests::text_of(page) == whole);
    CHECK(report.figures().size() == 1);
}
