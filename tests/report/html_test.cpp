// The page as it is written: whatever a scenario calls its places and options is text in every kind of block; every
// table and figure says what it is to those who do not see it; nothing is loaded and only the page's own script runs.
#include "report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <stdexcept>

#include "report/html_style.h"
#include "report/html_tables.h"
#include "scenarios/files/shown_text.h"
#include "tests/support/full_disk.h"
#include "tests/support/html_reader.h"
#include "tests/support/report_document.h"
#include "tests/support/scratch_folder.h"
#include "viz/figure/alt_text.h"
#include "viz/figure/font_file.h"

namespace concord::report {

using Catch::Matchers::Contains, Catch::Matchers::StartsWith;
using tests::HtmlElement, tests::HtmlPage;

namespace {

using Elements = std::vector<const HtmlElement*>;

// Written once: the same for every case.
const std::string& sample_html() {
    static const std::string html = to_html(tests::report_document());
    return html;
}
const HtmlPage& sample() {
    static const HtmlPage page(sample_html());
    return page;
}

bool any_says(const Elements& elements, const std::string& text) {
    return std::any_of(elements.begin(), elements.end(), [&](const auto* element) { return element->text == text; });
}

std::vector<const Figure*> figures_of(const Document& document) {
    std::vector<const Figure*> out;
    for (const Section& section : document.sections)
        for (const Block& block : section.blocks)
            if (const auto* figure = std::get_if<Figure>(&block)) out.push_back(figure);
    return out;
}

const HtmlElement* by_id(const HtmlPage& page, const std::string& id) {
    const auto& all = page.elements();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.at("id") == id; });
    return found == all.end() ? nullptr : &*found;
}

Document small_document() {
    Document document;
    document.title = "Title";
    document.sections.push_back({.id = "first", .title = "First"});
    return document;
}

}  // namespace

TEST_CASE("Hostile names are text in every kind of block", "[report][html]") {
    for (const std::string& name : tests::hostile_names()) {
        const std::string shown = scenarios::printable(name);
        INFO(shown.substr(0, 60));
        for (const char* element : {"p", "li", "dt", "dd", "pre", "th"})
            CHECK(any_says(sample().named(element), shown));
        CHECK(any_says(sample().named("td"), fmt::format("○\u00A0{} (cannot say)", shown)));
    }
    const auto& all = sample().elements();
    CHECK(sample().named("script").size() == 1);
    CHECK(sample().named("b").empty());
    CHECK(std::none_of(all.begin(), all.end(), [](const HtmlElement& element) {
        return std::any_of(element.attributes.begin(), element.attributes.end(),
                           [](const auto& attribute) { return attribute.first.substr(0, 2) == "on"; });
    }));
}

TEST_CASE("Hostile names are text in titles, contents, captions, summaries, filters and the foot", "[report][html]") {
    for (const std::string& name : tests::hostile_names()) {
        const std::string shown = scenarios::printable(name);
        INFO(shown.substr(0, 60));
        Document document = small_document();
        document.title = document.subtitle = document.caveat = document.language = document.sections[0].title = name;
        document.made_of = {{name, name}};
        document.outcomes = document.districts = {name};
        Table table;
        table.id = "table";
        table.caption = table.note = name;
        table.columns = {{name}};
        table.rows = {{{name}, name, name}};
        table.appendix = true;
        document.sections[0].blocks.emplace_back(table);
        const HtmlPage page(to_html(document));
        for (const char* element : {"title", "h1", "h2", "a", "p", "option", "dt", "dd"})
            CHECK(any_says(page.named(element), shown));
        CHECK(page.named("caption").at(0)->text == "Table 1. " + shown);
        CHECK(page.named("summary").at(0)->text == "Table 1. " + shown + " (1 row)");
        CHECK(page.named("html").at(0)->at("lang") == shown);
        const auto rows = page.named("tr");
        CHECK(rows.back()->at("data-outcome") == shown);
        CHECK(rows.back()->at("data-outcome") == page.named("option").at(1)->at("value"));
        CHECK(page.named("script").size() == 1);
        CHECK(page.named("style").size() == 1);
    }
}

TEST_CASE("Ids are unique, and what points at one finds it", "[report][html]") {
    std::set<std::string> ids;
    for (const HtmlElement& element : sample().elements())
        if (element.has("id")) CHECK(ids.insert(element.at("id")).second);
    CHECK(ids.size() > 100);
    for (const HtmlElement& element : sample().elements()) {
        for (const char* attribute : {"aria-labelledby", "for"}) {
            std::string all = element.at(attribute);
            for (; !all.empty(); all.erase(0, std::min(all.find(' '), all.size() - 1) + 1))
                CHECK(ids.count(all.substr(0, all.find(' '))) == 1);
        }
        if (element.has("href")) CHECK(ids.count(element.at("href").substr(1)) == 1);
    }
}

TEST_CASE("Two figures that say the same have ids of their own", "[report][html]") {
    Document document = small_document();
    Figure figure;
    figure.figure.title = "The same";
    figure.figure.content = figure::Bars{};
    for (const char* id : {"one", "two"}) {
        figure.id = id;
        document.sections[0].blocks.emplace_back(figure);
    }
    const HtmlPage page(to_html(document));
    std::multiset<std::string> ids;
    for (const HtmlElement& element : page.elements()) ids.insert(element.at("id"));
    CHECK(ids.count("one_picture-title") == 1);
    CHECK(ids.count("two_picture-title") == 1);
}

TEST_CASE("One first heading, and none below it skips a level", "[report][html]") {
    Document document = small_document();
    document.sections[0].level = 3;  // a part without a chapter
    document.sections.push_back({.id = "second", .title = "Second", .level = 3});
    document.sections.push_back({.id = "third", .title = "Third"});
    const HtmlPage page(to_html(document));
    std::string order;
    for (const HtmlElement& element : page.elements())
        if (element.name.size() == 2 && element.name[0] == 'h' && element.name[1] != 'r') order += element.name + ' ';
    CHECK(order == "h1 h2 h2 h3 h2 ");
    CHECK(page.is_within(*by_id(page, "second"), *by_id(page, "first")));
    CHECK_FALSE(page.is_within(*by_id(page, "third"), *by_id(page, "first")));
    CHECK(sample().named("h1").size() == 1);
}

TEST_CASE("Landmarks, and a first link that leads past what stands before the report", "[report][html]") {
    for (const char* name : {"header", "nav", "main", "footer"}) CHECK(sample().named(name).size() == 1);
    const HtmlElement& first = *sample().named("a").at(0);
    CHECK(first.at("href") == "#" + sample().named("main")[0]->at("id"));
    const auto contents = sample().named("a", *sample().named("nav")[0]);
    CHECK(contents.size() == tests::report_document().sections.size());
}

TEST_CASE("Every table has a caption, heads with a scope and rows as long as its head", "[report][html]") {
    const auto tables = sample().named("table");
    CHECK(tables.size() > 12);
    for (const HtmlElement* table : tables) {
        const auto captions = sample().named("caption", *table);
        REQUIRE(captions.size() == 1);
        CHECK(captions[0]->text.size() > 10);
        const auto head = sample().named("thead", *table);
        REQUIRE(head.size() == 1);
        const auto columns = sample().named("th", *head[0]);
        for (const HtmlElement* cell : columns) CHECK(cell->at("scope") == "col");
        for (const HtmlElement* cell : sample().named("th", *sample().named("tbody", *table).at(0)))
            CHECK(cell->at("scope") == "row");
        for (const HtmlElement* row : sample().named("tr", *table))
            CHECK(sample().named("th", *row).size() + sample().named("td", *row).size() == columns.size());
    }
}

TEST_CASE("What a table scrolls in can be reached by keys and has a name", "[report][html]") {
    for (const HtmlElement& element : sample().elements()) {
        if (element.at("class").find("scrolls") == std::string::npos) continue;
        CHECK(element.at("tabindex") == "0");
        CHECK(element.at("role") == "group");
        CHECK(element.has("aria-labelledby"));
    }
}

TEST_CASE("A cell's tone is a sign and words, once", "[report][html]") {
    Document document = small_document();
    Table table;
    table.id = "tones";
    table.caption = "Tones";
    table.columns = {{"A"}, {"B", true}, {"C", true}};
    table.rows = {{{{"better", Tone::kGain}, {"+2,300 (800 to 5,000)", 2300, Tone::kHarm}, {"", Tone::kNotModelled}}},
                  {{{"one cannot say yet", Tone::kUnsure}, {"1", 1}, {"", Tone::kSmall}}}};
    document.sections[0].blocks.emplace_back(table);
    const HtmlPage page(to_html(document));
    const auto cells = page.named("td");
    REQUIRE(cells.size() == 6);
    CHECK(cells[0]->text == "▲\u00A0better (gain)");
    CHECK(cells[1]->text == "▼\u00A0+2,300 (800 to 5,000) (harm)");
    CHECK(cells[1]->at("class") == "right harm");
    CHECK(cells[1]->at("data-n") == "2300");
    CHECK(cells[2]->text == "–\u00A0not modelled");
    CHECK(cells[3]->text == "○\u00A0one cannot say yet");
    CHECK(cells[4]->text == "1");
    CHECK_FALSE(cells[4]->text == cells[5]->text);
    const auto paragraphs = page.named("p");
    const auto key = std::find_if(paragraphs.begin(), paragraphs.end(),
                                  [](const HtmlElement* one) { return one->at("class") == "key"; });
    REQUIRE(key != paragraphs.end());
    for (const Tone tone : {Tone::kGain, Tone::kHarm, Tone::kUnsure, Tone::kSmall, Tone::kNotModelled})
        CHECK_THAT((*key)->text, Contains(sign_of(tone) + " " + words_of(tone)));
}

TEST_CASE("Every figure has alt text, a caption and its numbers", "[report][html]") {
    const auto document = tests::report_document();
    for (const Figure* figure : figures_of(document)) {
        INFO(figure->id);
        const HtmlElement* element = by_id(sample(), figure->id);
        REQUIRE(element != nullptr);
        CHECK(element->name == "figure");
        CHECK_THAT(sample().named("figcaption", *element).at(0)->text,
                   Contains(scenarios::printable(figure->figure.title)));
        const HtmlElement& picture = *sample().named("svg", *element).at(0);
        CHECK(picture.at("role") == "img");
        CHECK(by_id(sample(), figure->id + "_picture-desc")->text ==
              scenarios::printable(figure::alt_text(figure->figure)));
        CHECK(by_id(sample(), figure->id + "_picture-title")->text == scenarios::printable(figure->figure.title));
        CHECK(sample().named("tr", *element).size() > 2);
        CHECK_THAT(element->text, Contains(scenarios::printable(figure->figure.provenance.scenario)));
    }
}

TEST_CASE("Numbers that must not rank places cannot be sorted", "[report][html]") {
    Document document = small_document();
    Figure figure;
    figure.figure.title = "Grievance";
    figure::Bars bars;
    bars.bars = {{"A", 1}, {"B", 2}};
    figure.figure.content = bars;
    for (const bool allowed : {true, false}) {
        figure.id = allowed ? "allowed" : "not-allowed";
        figure.figure.ranks_allowed = allowed;
        document.sections[0].blocks.emplace_back(figure);
    }
    const HtmlPage page(to_html(document));
    const auto tables = page.named("table");
    REQUIRE(tables.size() == 2);
    CHECK(tables[0]->has("data-sorts"));
    CHECK_FALSE(tables[1]->has("data-sorts"));
}

TEST_CASE("Rows carry what they are filtered by; without choices there is no filter", "[report][html]") {
    const auto selects = sample().named("select");
    REQUIRE(selects.size() == 2);
    CHECK(sample().named("option", *selects[0]).size() == 6);
    CHECK(sample().named("option", *selects[1]).size() == 11);
    CHECK(by_id(sample(), "filters_")->has("hidden"));  // without the script there is nothing to choose
    const auto rows = sample().named("tr", *by_id(sample(), "by-district"));
    REQUIRE(rows.size() == 51);
    CHECK(rows[1]->at("data-outcome") == "Can influence decisions");
    CHECK(rows[1]->at("data-district") == "Bolton");
    CHECK_FALSE(sample().named("tr", *by_id(sample(), "costs")).at(1)->has("data-outcome"));
    CHECK(HtmlPage(to_html(small_document())).named("select").empty());
}

TEST_CASE("Nothing is loaded, and only the page's own style and script are allowed", "[report][html]") {
    CHECK(content_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    std::string policy;
    for (const HtmlElement* meta : sample().named("meta"))
        if (meta->at("http-equiv") == "Content-Security-Policy") policy = meta->at("content");
    CHECK_THAT(policy,
               StartsWith("default-src 'none'; ") &&
                   Contains(fmt::format("style-src '{}';", content_hash(sample().named("style").at(0)->text))) &&
                   Contains(fmt::format("script-src '{}';", content_hash(sample().named("script").at(0)->text))));
    CHECK_THAT(policy, !Contains("unsafe"));
    for (const HtmlElement& element : sample().elements()) {
        for (const char* refused : {"style", "src", "srcset", "xlink:href"}) CHECK_FALSE(element.has(refused));
        if (element.has("href")) CHECK_THAT(element.at("href"), StartsWith("#"));
    }
    CHECK_THAT(sample().named("style")[0]->text, !Contains("@import") && !Contains("url(http"));
}

TEST_CASE("The font is there once for each weight", "[report][html]") {
    if (figure::embedded_font(figure::Weight::kRegular, "a").empty()) {
        WARN("Inter is not installed: nothing to embed");
        return;
    }
    std::size_t faces = 0;
    for (std::size_t at = 0; (at = sample_html().find("@font-face", at)) != std::string::npos; ++at) ++faces;
    CHECK(faces == 2);
}

TEST_CASE("Text in CSS stays within its quotes", "[report][html]") {
    CHECK(css_string("Version 1.0 (a)") == "\"Version 1.0 (a)\"");
    CHECK(css_string("a\"b\\c</style>\n") == "\"a\\22 b\\5c c\\3c /style\\3e \\a \"");
    CHECK(css_string("é\u202E") == "\"é\\5c u\\7b 202E\\7d \"");
}

TEST_CASE("The same document gives the same page", "[report][html]") {
    CHECK(to_html(tests::report_document()) == sample_html());
}

TEST_CASE("A document with problems is refused, and a page that cannot be written leaves nothing", "[report][html]") {
    CHECK_THROWS_AS(to_html(Document{}), std::invalid_argument);
    const tests::ScratchFolder folder;
    write_html(folder / "report.html", small_document());
    CHECK(tests::text_of(folder / "report.html") == to_html(small_document()));
    CHECK_THROWS_WITH(write_html(folder / "none/report.html", small_document()), Contains("none/report.html"));
    CHECK(tests::fails_on_a_full_disk(1000, [&] { write_html(folder / "other.html", small_document()); }));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}

}  // namespace concord::report
