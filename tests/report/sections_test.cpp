// What the report says, held against the comparison it says it of: every sentence of a decision is rebuilt from
// numbers.
#include "report/sections/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <regex>
#include <set>

#include "report/html.h"
#include "report/sections/cells.h"
#include "report/sections/decision.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"
#include "tests/scenarios/compare/made_comparison.h"

namespace concord::report {
namespace {

using Catch::Matchers::Contains;
using scenarios::around, scenarios::Comparison, scenarios::Difference, scenarios::MadeComparison;

Inputs inputs_of(const Comparison& comparison) {
    return {.comparison = comparison, .seen = scenarios::detectable(comparison), .folder = "made"};
}

const Section& section(const Document& document, const std::string& id) {
    const auto found = std::find_if(document.sections.begin(), document.sections.end(),
                                    [&](const Section& one) { return one.id == id; });
    REQUIRE(found != document.sections.end());
    return *found;
}

const Table& table(const Document& document, const std::string& id) {
    for (const Section& one : document.sections)
        for (const Block& block : one.blocks)
            if (const auto* found = std::get_if<Table>(&block); found && found->id == id) return *found;
    FAIL("no table " << id);
    throw std::logic_error("unreachable");
}

std::vector<std::string> sentences_of(const Document& document) {
    std::vector<std::string> all;
    for (const Section& one : document.sections)
        for (const Block& block : one.blocks) {
            if (const auto* paragraph = std::get_if<Paragraph>(&block)) all.push_back(paragraph->text);
            if (const auto* bullets = std::get_if<Bullets>(&block))
                all.insert(all.end(), bullets->items.begin(), bullets->items.end());
        }
    return all;
}

}  // namespace

TEST_CASE("An option is called first only where it is a gain and better than every other by what matters", "[report]") {
    // 3 points against 1 and 0.1: a gain, and two points ahead.
    const MadeComparison clear({{"Much", around(3, 0.05)}, {"Some", around(1, 0.05)}, {"Little", around(0.1, 0.01)}},
                               10);
    CHECK_THAT(decision(clear.comparison), Contains("Much comes first"));
    // Two gains that differ by 0.1: neither is first.
    const MadeComparison tied({{"One", around(3, 0.02)}, {"Other", around(3.1, 0.02)}}, 10);
    CHECK_THAT(decision(tied.comparison), Contains("no option can be called the best") &&
                                              Contains("One and Other are gains, and none is better") &&
                                              !Contains("comes first"));
    // Nothing moves by as much as matters.
    const MadeComparison small({{"One", around(0.1, 0.01)}, {"Other", around(0.2, 0.01)}}, 10);
    CHECK_THAT(decision(small.comparison), Contains("no option can be called the best") &&
                                               Contains("less than what was said to matter (0.5 points)"));
    // Two points ahead of a harm, but no gain itself.
    const MadeComparison least_bad({{"Harms", around(-3, 0.05)}, {"Nothing", around(0.1, 0.01)}}, 10);
    CHECK_THAT(decision(least_bad.comparison), Contains("Harms is a harm") && !Contains("comes first"));
    // No lever: no way there.
    const MadeComparison idle({{"Idle", around(0, 0.0), false}}, 10);
    CHECK_THAT(decision(idle.comparison), Contains("Idle has no way to it in this model"));
}

TEST_CASE("Gains and harms are told option by option, and that there are none where none is", "[report]") {
    const MadeComparison small({{"One", around(0.1, 0.01)}}, 10);
    CHECK(elsewhere(small.comparison) ==
          std::vector<std::string>{"No option is a gain or a harm in any headline outcome over Greater Manchester."});
    const MadeComparison large({{"Up", around(2, 0.05)}}, 10);
    std::size_t told = 0;
    for (int o = 0; o < static_cast<int>(large.comparison.outcomes.size()); ++o) {
        const sim::Verdict verdict = large.comparison.difference(1, 0, o).verdict;
        if (verdict == sim::Verdict::kGain || verdict == sim::Verdict::kHarm) ++told;
    }
    CHECK(told > 2);
    CHECK(elsewhere(large.comparison).size() == told);
}

TEST_CASE("No number stands where its verdict does not allow one", "[report]") {
    const MadeComparison made(scenarios::five_options(), 12);
    const Comparison& c = made.comparison;
    std::set<sim::Verdict> met;
    for (int s = 1; s < c.scenarios(); ++s)
        for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
            const Difference& d = c.difference(s, 0, o);
            const std::string words = difference_words(c, d, c.outcomes[static_cast<std::size_t>(o)]);
            INFO(words);
            met.insert(d.verdict);
            const bool has_number =
                std::any_of(words.begin(), words.end(), [](char x) { return x >= '0' && x <= '9'; });
            switch (d.verdict) {
                case sim::Verdict::kGain:
                case sim::Verdict::kHarm:
                    CHECK(has_number);
                    CHECK_THAT(words,
                               Contains(scenarios::signed_number(d.mean, scenarios::decimals_for(d.mean, d.interval))));
                    break;
                case sim::Verdict::kNoChangeThatMatters: CHECK(words == "too small"); break;
                case sim::Verdict::kNotModelled: CHECK(words == "not modelled"); break;
                case sim::Verdict::kCannotSay: CHECK_THAT(words, !Contains("points")); break;
            }
        }
    CHECK(met.size() == 5);
}

TEST_CASE("The table of page one holds what the comparison holds, outcome by outcome and option by option",
          "[report]") {
    const MadeComparison made(scenarios::five_options(), 12);
    const Comparison& c = made.comparison;
    const Document document = compose(inputs_of(c));
    const Table& outcomes = table(document, "outcomes-at-a-glance");
    REQUIRE(outcomes.rows.size() == c.outcomes.size());
    REQUIRE(outcomes.columns.size() == static_cast<std::size_t>(c.scenarios()) + 2);
    for (std::size_t o = 0; o < c.outcomes.size(); ++o) {
        CHECK(outcomes.rows[o].cells[0].text == c.outcomes[o].title);
        CHECK(outcomes.rows[o].cells[1].number == c.difference(1, 0, static_cast<int>(o)).baseline);
        for (int s = 1; s < c.scenarios(); ++s)
            CHECK(outcomes.rows[o].cells[static_cast<std::size_t>(s) + 1].tone ==
                  tone_of(c.difference(s, 0, static_cast<int>(o)).verdict));
    }
    const Table& all = table(document, "all-districts");
    const std::size_t places = static_cast<std::size_t>(c.districts) + 1;
    CHECK(all.rows.size() == static_cast<std::size_t>(c.scenarios() - 1) * places * c.outcomes.size());
    for (const Row& row : all.rows)
        if (row.cells[1].text == "Greater Manchester" && row.cells[2].text == "People get on well")
            for (int s = 1; s < c.scenarios(); ++s)
                if (row.cells[0].text == c.plan.names[static_cast<std::size_t>(s)])
                    CHECK(row.cells[6].number == c.difference(s, 0, sim::kOutcomeGetOnWell).mean);
}

TEST_CASE("The report of any comparison can be written, and its sections stand in reading order", "[report]") {
    for (const auto draws : {scenarios::ParameterDraws::kDefaults, scenarios::ParameterDraws::kPrior})
        for (const auto& options : {scenarios::five_options(), {scenarios::MadeOption{"Only", around(0.2, 0.3)}}}) {
            const MadeComparison made(options, 6, draws);
            const Document document = compose(inputs_of(made.comparison));
            for (const std::string& problem : check(document)) FAIL_CHECK(problem);
            CHECK(document.sections.front().id == "in-two-minutes");
            CHECK(document.sections.back().id == "all-numbers");
            CHECK(what_would_change(inputs_of(made.comparison)).size() == 3);
            CHECK(section(document, "how-wrong").blocks.size() >= 1);
            CHECK(to_html(document) == to_html(document));
            const Document short_one = compose(inputs_of(made.comparison), true);
            CHECK(short_one.sections.size() == 2);
            CHECK(check(short_one).empty());
        }
}

TEST_CASE("What is missing is said to be missing", "[report]") {
    const MadeComparison made({{"One", around(0.1, 0.01)}}, 6);
    const std::vector<std::string> sentences = sentences_of(compose(inputs_of(made.comparison)));
    const auto says = [&](const char* words) {
        return std::any_of(sentences.begin(), sentences.end(),
                           [&](const std::string& one) { return one.find(words) != std::string::npos; });
    };
    CHECK(says("No event was asked for"));
    CHECK(says("Contested assumptions were left out"));
    CHECK(says("There is one option"));
    CHECK(says("Every run holds the parameters at their defaults"));
}

TEST_CASE("A single option is named, not called each of them", "[report]") {
    const MadeComparison one({{"Only", around(0.1, 0.01)}}, 10);
    CHECK_THAT(decision(one.comparison),
               Contains("Only moves it by less than what was said to matter") && !Contains("Each of them"));
}

TEST_CASE("What a gain would take is not said where the runs do not agree on a way, nor of what is a gain already",
          "[report]") {
    const auto size = [](const MadeComparison& made) { return what_would_change(inputs_of(made.comparison)).front(); };
    const MadeComparison open({{"Open", around(0, 0.4)}}, 10);
    CHECK_THAT(size(open), Contains("no option can be shown to reach") && Contains("cannot say what it would take") &&
                               !Contains("another kind of programme"));
    // A gain in all outcomes but the leading one, of which the runs say nothing.
    const MadeComparison elsewhere_alone(
        {{"Elsewhere",
          [](int r, int o) { return o == sim::kOutcomeGetOnWell ? (r % 2 == 0 ? 0.4 : -0.4) : 2 + 0.01 * r; }}},
        10);
    CHECK_THAT(size(elsewhere_alone), Contains("in any further outcome"));
}

TEST_CASE("A parameter that only a difference of two options hangs on is named as mattering", "[report]") {
    constexpr int kDraws = 24;
    MadeComparison made(
        {{"More", [](int r, int) { return 0.2 + 0.01 * r; }}, {"Less", [](int r, int) { return -0.2 - 0.01 * r; }}},
        kDraws, scenarios::ParameterDraws::kPrior);
    Comparison& c = made.comparison;
    c.plan.parameter_names = {"unfair_weight"};
    c.plan.draws.clear();
    for (int r = 0; r < kDraws; ++r) c.plan.draws.push_back({1.0 + 0.5 * r});
    const std::string said = what_would_change(inputs_of(c)).at(1);
    CHECK_THAT(said, Contains("the difference of More less Less in people get on well hangs most on") &&
                         Contains("(unfair_weight)") && Contains("is +0.470 where that is lowest") &&
                         Contains("+0.790 where it is highest"));
    const Document document = compose(inputs_of(c));
    const Table& parameters = table(document, "parameters-that-matter");
    CHECK(parameters.rows.front().cells[1].text == "A less B");
    CHECK_THAT(parameters.note, Contains("1 parameter was drawn, over 24 draws"));
}

TEST_CASE("Too few draws to tell any parameter are called so", "[report]") {
    const MadeComparison few({{"One", around(0.6, 0.3)}}, 3, scenarios::ParameterDraws::kPrior);
    CHECK_THAT(what_would_change(inputs_of(few.comparison)).at(1), Contains("3 draws are too few to tell"));
}

TEST_CASE("Measures of decision show enough of a number for what matters", "[report]") {
    std::vector<sim::SmallestDifference> matters;
    for (const sim::MeasureInfo& info : sim::kOutcomeTable) matters.push_back(sim::usual_smallest_difference(info));
    matters[sim::kOutcomeGetOnWell] = {.size = 0.0002};
    const MadeComparison made({{"One", around(0.001, 0.0001)}, {"Other", around(0.004, 0.0001)}}, 6,
                              scenarios::ParameterDraws::kDefaults, matters);
    const Document document = compose(inputs_of(made.comparison));
    const Table& measures = table(document, "measures-get-on-well");
    for (const std::size_t option : {3U, 4U})
        CHECK(measures.rows[0].cells[option].text.size() == std::string("+0.00123").size());
}

TEST_CASE("Contested assumptions say on how many pairs they rest", "[report]") {
    const MadeComparison made({{"One", around(0.1, 0.01)}}, 6), fewer({{"One", around(0.1, 0.01)}}, 4);
    Inputs inputs = inputs_of(made.comparison);
    inputs.contested.push_back({"an unfair stop weighs as a fair one (E08)", fewer.comparison});
    const Document document = compose(inputs);
    CHECK_THAT(table(document, "contested").note,
               Contains("Each rests on 4 pairs of runs, the comparison itself on 6"));
}

TEST_CASE("Names from scenario files are text wherever they stand", "[report]") {
    const std::string hostile = "<script>alert(1)</script> \"=1+1\" & more";
    const MadeComparison made({{hostile, around(2, 0.05)}, {"Plain", around(0.1, 0.01)}}, 6);
    const std::string page = to_html(compose(inputs_of(made.comparison)));
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK(page.find("&lt;script&gt;alert(1)") != std::string::npos);
}

}  // namespace concord::report
