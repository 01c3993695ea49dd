// The report of a session: what was asked and what came in the panels' words, the room's guesses, its notes and the
// log; whatever somebody typed is text.
#include "viz/explorer/figures/session_report.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "scenarios/files/text.h"
#include "tests/support/session.h"
#include "viz/explorer/figures/findings.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/results.h"

using namespace concord;
using namespace concord::explorer;
using Catch::Matchers::Contains, Catch::Matchers::StartsWith;

namespace {

const std::string kAsked =
    "open status_quo_today; show_week 4; fork \"More <b>seats</b>\"; lever community_engagement 60; predict influence "
    "gm 40 difference; guess \"Table <1>\" 2; guess \"Table 2\" -0.25; note \"first & foremost\"; note second; "
    "show_week 40";

std::vector<std::string> ids_of(const report::Document& document) {
    std::vector<std::string> ids;
    for (const report::Section& section : document.sections) ids.push_back(section.id);
    return ids;
}

const report::Section& section(const report::Document& document, const std::string& id) {
    const auto at = std::find_if(document.sections.begin(), document.sections.end(),
                                 [&](const report::Section& one) { return one.id == id; });
    REQUIRE(at != document.sections.end());
    return *at;
}

template <class Kind>
std::vector<Kind> blocks_of(const report::Section& section) {
    std::vector<Kind> found;
    for (const report::Block& block : section.blocks)
        if (const auto* one = std::get_if<Kind>(&block)) found.push_back(*one);
    return found;
}

std::string paragraphs(const report::Section& section) {
    std::string all;
    for (const auto& one : blocks_of<report::Paragraph>(section)) all += one.text + "\n";
    return all;
}

report::Table table(const report::Section& section, const std::string& id) {
    for (const report::Table& one : blocks_of<report::Table>(section))
        if (one.id == id) return one;
    FAIL("no table " << id);
    return {};
}

std::string page_of(const tests::Session& session) { return tests::text_of(session.folder / "report" / "report.html"); }

}  // namespace

TEST_CASE("A session's report has figures, question, guesses against what came, notes and log, in this order") {
    tests::Session session;
    session.play(kAsked + "; reveal; show_week 12; report_add differences \"as <the room> saw it\"");
    const auto document = session_report(session.explorer, session.explorer.report());
    CHECK(ids_of(document) ==
          std::vector<std::string>{"what-came", "figures", "appendix", "question-1", "notes", "log", "sources"});

    const Prediction& asked = session.now().predictions.front();
    const auto& question = section(document, "question-1");
    const auto answer = answer_of(session.explorer, asked);
    REQUIRE(answer);  // though the clock went back
    CHECK_THAT(paragraphs(question),
               Contains(question_words(session.explorer, asked)) && Contains(answer_words(*answer).substr(1)));
    const auto guesses = table(question, "guesses-1");
    REQUIRE(guesses.rows.size() == 2);
    CHECK(guesses.rows[0].cells[0].text == "Table <1>");
    CHECK(guesses.rows[0].cells[1].number == 2);
    CHECK(guesses.rows[1].cells[1].text == "−0.25");

    const auto notes = blocks_of<report::Bullets>(section(document, "notes"));
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].items == std::vector<std::string>{"first & foremost", "second"});
    CHECK(blocks_of<report::Listing>(section(document, "log")).front().text == session.explorer.log().text());
    const auto figures = blocks_of<report::Figure>(section(document, "figures"));
    REQUIRE(figures.size() == 1);
    CHECK(figures[0].figure.title == differences_figure(session.explorer).title);

    const std::string page = page_of(session);
    CHECK_THAT(page, Contains("as &lt;the room&gt; saw it") && Contains("Table &lt;1&gt;") &&
                         Contains("More &lt;b&gt;seats&lt;/b&gt;") && Contains("first &amp; foremost") &&
                         Contains("guess &quot;Table 2&quot; -0.25"));
    CHECK_THAT(page, !Contains("<the room>") && !Contains("<b>seats") && !Contains("Table <1>"));
    CHECK_THAT(tests::text_of(session.folder / "report" / "session.concord"), Contains("note second"));
}

TEST_CASE("A question that is not revealed keeps its answer, wherever the clock stands") {
    tests::Session session;
    session.play(kAsked);
    const Prediction& asked = session.now().predictions.front();
    const auto answer = answer_of(session.explorer, asked);
    REQUIRE(answer);
    const auto document = session_report(session.explorer, {});
    CHECK_THAT(paragraphs(section(document, "question-1")),
               Contains("Not revealed.") && !Contains(answer_words(*answer).substr(1)));
    session.play("show_week 12");
    CHECK_FALSE(answer_of(session.explorer, asked));
}

TEST_CASE("Page one says of the two futures what the panels say, and gives no number where none may be told") {
    tests::Session session;
    session.play(kAsked + "; select Oldham; show_week 40");
    const auto page = section(session_report(session.explorer, {}), "what-came");
    std::set<sim::Verdict> seen;
    for (const auto& [id, district] :
         {std::pair("headlines", -1),
          std::pair("headlines-of-district", district_of(session.explorer.geography(), session.now().place))}) {
        const auto rows = headlines(session.explorer, district);
        const auto shown = table(page, id);
        REQUIRE(shown.rows.size() == rows.size());
        for (std::size_t k = 0; k < rows.size(); ++k) {
            INFO(shown.rows[k].cells[0].text);
            const auto& verdict = shown.rows[k].cells[2];
            const auto& size = shown.rows[k].cells[3];
            const Finding& finding = rows[k].finding.value();
            REQUIRE(finding.verdict);
            seen.insert(*finding.verdict);
            CHECK(verdict.text == scenarios::upper_first(verdict_words(finding)));
            CHECK(size.text == size_words(finding));
            CHECK_FALSE(verdict.is_number());
            CHECK_FALSE(size.is_number());
            if (finding.verdict == sim::Verdict::kNotModelled) {
                CHECK(verdict.tone == report::Tone::kNotModelled);
                CHECK(size.text.empty());
            }
            if (finding.verdict == sim::Verdict::kNoChangeThatMatters) {
                CHECK(verdict.tone == report::Tone::kSmall);
                CHECK_THAT(size.text, StartsWith("less than"));
            }
            if (finding.verdict == sim::Verdict::kCannotSay)
                CHECK((verdict.tone == report::Tone::kUnsure) ==
                      (verdict.text.find("could be either way") != std::string::npos));
        }
    }
    CHECK(seen.size() > 1);
    const auto futures = table(page, "futures");
    REQUIRE(futures.rows.size() == 2);
    CHECK_THAT(futures.rows[0].cells[1].text, Contains("Community engagement: 60 seats"));
    CHECK(futures.rows[0].cells[3].number == Approx(spending(session.explorer, *session.explorer.shown()).whole / 1e6));
    CHECK(futures.rows[1].cells[1].text == "No lever.");
}

TEST_CASE("A report needs no figure, and carries the question that it is given") {
    tests::Session session(1000);
    CHECK_THROWS_WITH(session.explorer.perform_line("report_print"), Contains("choose a card"));
    session.play("open status_quo_today; show_week 2; report_print \"Who is <heard>?\"");
    const auto folder = session.folder / "report";
    CHECK_THAT(page_of(session), Contains("<h1>Who is &lt;heard&gt;?</h1>"));
    CHECK(std::filesystem::exists(folder / "report.xlsx"));
    const bool told = session.explorer.log().text().find("the PDF was not made") != std::string::npos;
    CHECK(std::filesystem::exists(folder / "report.pdf") != told);
    CHECK(session.explorer.unsaved().empty());
    session.play("note \"said too late\"; report_add over_time");
    CHECK_THAT(page_of(session), Contains("said too late") && Contains("<h1>Who is &lt;heard&gt;?</h1>"));
}

TEST_CASE("Where all branches are closed, page one stays as it was and the log goes on") {
    tests::Session session;
    session.play(kAsked + "; report_add over_time");
    const auto before = session_report(session.explorer, session.explorer.report());
    session.play("new_session");
    finish_report(session.explorer);
    const auto& after = session.explorer.report().written();
    CHECK(table(section(after, "what-came"), "headlines").caption ==
          table(section(before, "what-came"), "headlines").caption);
    CHECK(after.subtitle == before.subtitle);
    CHECK_THAT(page_of(session), Contains("new_session") && Contains("No note was taken."));
    CHECK(std::filesystem::exists(session.folder / "report" / "report.xlsx"));
}

TEST_CASE("Without a report nothing is written at the end") {
    tests::Session session(1000);
    session.play("open status_quo_today; show_week 1");
    finish_report(session.explorer);
    CHECK_FALSE(std::filesystem::exists(session.folder / "report"));
}
