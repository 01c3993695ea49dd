// The answer on one screen: every number and sentence rebuilt from the comparison's arrays, and none that a verdict
// does not allow.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <sstream>
#include <utility>

#include "scenarios/compare/comparison_screen.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/files/text.h"
#include "tests/scenarios/compare/made_comparison.h"
#include "tests/scenarios/results/fabricated_run.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;
// The words of a cell, from the replicates' differences alone.
std::string expected_cell(const Comparison& c, int s, int o) {
    const std::vector<double> values = c.differences(s, 0, o);
    const Moments moments = moments_of(values);
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    const Interval interval = drawn ? percentile_interval(values) : mean_interval(moments);
    if (c.plan.reach[static_cast<std::size_t>(s)][static_cast<std::size_t>(o)] == sim::Reach::kNotAtAll)
        return "not modelled";
    double level = 0;
    for (int r = 0; r < c.replicates; ++r) level += (kMadeLevel + r % 3) / c.replicates;
    const double d = o == sim::kOutcomeHateIncidents ? 0.05 * level : 0.5;
    const int better = sim::kOutcomeTable[o].better;
    if (std::max(std::abs(interval.low), std::abs(interval.high)) < d) return "too small";
    const double decimals =
        std::max({std::abs(interval.low), std::abs(interval.high), std::abs(moments.mean())}) >= 1 ? 1 : 2;
    const std::string size = fmt::format("{:+.{}f}", moments.mean(), static_cast<int>(decimals));
    if (interval.low >= d) return (better > 0 ? "gain " : "harm ") + size;
    if (interval.high <= -d) return (better > 0 ? "harm " : "gain ") + size;
    int same = 0;
    for (const double value : values) same += value * moments.mean() > 0 ? 1 : 0;
    const double share = std::round(100.0 * same / c.replicates);
    const std::string side = moments.mean() * better > 0 ? "? better in " : "? worse in ";
    return side + (share == 100 ? "all" : fmt::format("{:.0f}%", share));
}

std::string title_of(int o) {
    if (o == sim::kOutcomeHateIncidents) return "Hate incidents per 1,000 a year";
    return replaced(std::string(sim::kOutcomeTable[o].title), "People get on well, ", "Get on well: ");
}

}  // namespace

TEST_CASE("Every cell of the answer follows from the replicates", "[answer]") {
    for (const ParameterDraws draws : {ParameterDraws::kDefaults, ParameterDraws::kPrior}) {
        const MadeComparison made(five_options(), 10, draws);
        const Comparison& c = made.comparison;
        const std::string table = comparison_table(c);
        std::set<std::string> seen;
        for (int o = 0; o < sim::kOutcomes; ++o) {
            const std::string line = line_of(table, "Greater Manchester, year 1", "  " + title_of(o));
            INFO(line);
            CHECK(trimmed(line.substr(34, 6)) == "50.9");  // 50 + 0, 1 or 2, 0.9 on average of ten
            for (int s = 1; s <= 5; ++s) {
                const std::size_t at = 40 + 16 * static_cast<std::size_t>(s - 1);
                const std::string cell(trimmed(std::string_view(line).substr(std::min(at, line.size()), 16)));
                CHECK(cell == expected_cell(c, s, o));
                seen.insert(cell.substr(0, cell.starts_with("?") ? 1 : cell.find_first_of("+-")));
            }
        }
        CHECK(seen == std::set<std::string>{"gain ", "harm ", "too small", "not modelled", "?"});
    }
}

TEST_CASE("Seven options stand in two blocks of at most five, each in one", "[answer]") {
    std::vector<MadeOption> options = five_options();
    options.push_back({"Sixth", around(0.8, 0.05)});
    options.push_back({"Seventh", around(2, 0.05)});
    const MadeComparison made(options, 10);
    const std::string name = "  " + title_of(sim::kOutcomeInfluence);
    std::istringstream shown(comparison_table(made.comparison));
    std::vector<std::size_t> widths;  // of the rows of one outcome over Greater Manchester, block by block
    bool inside = false;
    for (std::string line; std::getline(shown, line);) {
        CHECK(line.size() <= 122);  // bytes of at most 120 columns: a pound sign has two
        if (line.starts_with("Greater Manchester, year 1")) inside = true;
        if (inside && line.starts_with(name)) widths.push_back(line.size()), inside = false;
    }
    REQUIRE(widths.size() == 2);
    CHECK(widths[0] > 40 + 4 * 16);
    CHECK(widths[0] <= 40 + 5 * 16);
    CHECK(widths[1] > 40 + 16);
    CHECK(widths[1] <= 40 + 2 * 16);
}

TEST_CASE("Outcomes that were asked for: the others' rows of Greater Manchester alone go", "[answer]") {
    const MadeComparison made(five_options(), 10);
    const std::string all = comparison_table(made.comparison);
    std::istringstream shown(comparison_table(made.comparison, {"influence"}));
    const std::string name = "  " + title_of(sim::kOutcomeInfluence);
    int blocks = 0, rows = 0, others = 0;
    bool inside = false;  // of a block of Greater Manchester
    for (std::string line; std::getline(shown, line);) {
        if (line == "  (1 of 10 outcomes, as asked for; the files have all)") {
            inside = false;
            continue;
        }
        CHECK(all.find(line + "\n") != std::string::npos);
        if (inside) (line.starts_with(name) ? rows : others)++;
        if (!line.starts_with("Greater Manchester, year 1")) continue;
        inside = true;
        ++blocks;
    }
    CHECK(blocks > 0);
    CHECK(rows == blocks);
    CHECK(others == 0);
    CHECK_FALSE(inside);
}

namespace {

// All that is printed without --details, with what the program adds: contested assumptions, details, files.
int lines_of_the_screen(const Comparison& c) {
    std::istringstream lines(comparison_screen(c, detectable(c)));
    int count = 3;
    for (std::string line; std::getline(lines, line); ++count) {
        std::size_t columns = 0;
        for (const char byte : line) columns += (byte & 0xC0) != 0x80 ? 1 : 0;
        INFO(line);
        CHECK(columns <= 120);
    }
    return count;
}

}  // namespace

TEST_CASE("All that is printed of five options fits a screen, however much there is to say", "[answer]") {
    for (const ParameterDraws draws : {ParameterDraws::kDefaults, ParameterDraws::kPrior}) {
        const MadeComparison mixed(five_options(), 10, draws);  // every cell tells something here
        std::vector<MadeOption> gains, nearly;
        for (int k = 1; k <= 5; ++k) {
            gains.push_back({fmt::format("A gain everywhere {}", k), around(0.7 * k, 0.02 * k)});
            nearly.push_back({fmt::format("Nearly a gain, number {}", k),
                              [k](int r, int o) { return (o == k ? 0.3 : 0.1) + 0.01 * (r % 2) + 0.003 * k; }});
        }
        MadeComparison all(gains, 10, draws), none(nearly, 10, draws);
        for (MadeComparison* made : {&all, &none}) {
            made->comparison.warnings = {{"the bounds [0, 1] took more than 1 % of the gross change of voice", 5},
                                         {"bridging programmes: fewer than 97 % of the places bought were filled", 9}};
            for (int s = 1; s <= 5; ++s)  // as costs are drawn
                for (int r = 0; r < 10; ++r)
                    made->comparison.cost_present[static_cast<std::size_t>(10 * s + r)] = 1e6 * (1 + r);
        }
        for (const MadeComparison* made : {&mixed, &std::as_const(all), &std::as_const(none)}) {
            INFO(comparison_table(made->comparison));
            CHECK(lines_of_the_screen(made->comparison) <= kScreenLines);
        }
    }
}

TEST_CASE("What stands behind the details is on the screen in a sentence each, where there is something to say",
          "[answer]") {
    MadeComparison made({{"Option", around(0.8, 0.05)}, {"Other", around(0.01, 0.001)}}, 10);
    Comparison& c = made.comparison;
    const auto screen = [&] { return comparison_screen(c, detectable(c)); };
    CHECK_THAT(screen(), !Contains("prevention programme") && !Contains("arning") && !Contains("meetings"));
    CHECK(screen().starts_with(comparison_table(c)));
    c.warnings = {{"little", 3}};
    CHECK_THAT(screen(), Contains("\nWarning in 3 of 30 runs: little.\n"));
    c.warnings = {{"little", 3}, {"much", 7}, {"some", 5}};
    CHECK_THAT(screen(), Contains("\n3 warnings, the most frequent in 7 of 30 runs: --details.\n"));
    CHECK_THAT(behind_the_screen(c, {}), Contains("Warning in 3 of 30 runs: little.\n") &&
                                             Contains("Warning in 5 of 30 runs: some.\n") &&
                                             Contains("The prevention programme, Greater Manchester"));
    for (FoldedTable& table : c.tables)
        if (table.name == "meetings_mean") table.values.at(sim::kMeetingsTried) = 1;
    CHECK_THAT(screen(), Contains("\nExtremist meetings were tried: "));
    Difference& trust = c.programme.at(1 * sim::kProgrammeMeasures + sim::kProgrammeMeanTrust);
    trust.mean = -0.012, trust.interval = {-0.02, -0.006}, trust.matters = 0.005, trust.verdict = sim::Verdict::kHarm;
    CHECK_THAT(screen(), Contains("\nThe prevention programme in residents' eyes: A: trust harm -1.2.\n"));
    Difference& support = c.programme.at(2 * sim::kProgrammeMeasures + sim::kProgrammeSupport);
    support.mean = 0.4, support.interval = {-0.2, 1}, support.matters = 0.5, support.verdict = sim::Verdict::kCannotSay;
    CHECK_THAT(screen(), Contains(" eyes: A: trust harm -1.2; cannot say of something under B.\n"));
}

TEST_CASE("A small sure gain beside a large one that is not sure", "[answer]") {
    const MadeComparison made({{"Small", around(0.8, 0.05)}, {"Large", around(2, 9)}}, 10);
    const Comparison& c = made.comparison;
    // Large less Small: 2 - 0.8 plus or minus 8.95 (1 + r % 5) / 5, r = 0 .. 9.
    std::vector<double> values;
    int ahead = 0;
    for (int r = 0; r < 10; ++r) {
        values.push_back(1.2 + 8.95 * (r % 2 == 0 ? 1 : -1) * (1 + r % 5) / 5);
        ahead += values.back() > 0 ? 1 : 0;
    }
    const Interval interval = mean_interval(moments_of(values));
    const PairOfOptions pair = pair_of(c, 2, 1, 0, 0);
    CHECK(pair.share_better == Approx(ahead / 10.0));
    CHECK(pair.mean == Approx(moments_of(values).mean()).margin(1e-6));
    CHECK(pair.interval.low == Approx(interval.low).margin(1e-5));
    CHECK(pair.verdict == sim::Verdict::kCannotSay);
    CHECK(conclusion(c) ==
          fmt::format("People get on well, Greater Manchester, year 1: Gain: Small. Cannot say: Large. Large against "
                      "Small: which of the two does better, one cannot say; ahead in {} % of pairs of runs, expected "
                      "difference {:+.1f} points ({:+.1f} to {:+.1f}).",
                      10 * ahead, moments_of(values).mean(), interval.low, interval.high));
}

TEST_CASE("The conclusion says which is better only when the pair says so", "[answer]") {
    const auto says = [](double first, double second, bool levers = true) {
        const MadeComparison made({{"First", around(first, 0.05), levers}, {"Second", around(second, 0.05), levers}},
                                  10);
        return conclusion(made.comparison);
    };
    CHECK_THAT(says(2, 0.8),
               Contains("Gain: First and Second.") && Contains("First against Second: First does better"));
    CHECK_THAT(says(0.8, 1), Contains("Second and First differ by less than matters."));
    CHECK_THAT(says(0.1, 0.2), Contains("no option is a gain. No change that matters: First and Second."));
    CHECK_THAT(says(-2, -3), Contains("no option is a gain. Harm: First and Second."));
    CHECK_THAT(says(2, 3, false), Contains("no option is a gain. Not modelled: First and Second."));
    const MadeComparison drawn({{"First", around(2, 0.05)}, {"Second", around(0.8, 0.05)}}, 10, ParameterDraws::kPrior);
    CHECK_THAT(conclusion(drawn.comparison), Contains("ahead in 100 % of draws"));
    CHECK_THAT(how_sure(drawn.comparison), Contains("a range of assumptions, not significance"));
    CHECK_THAT(how_sure(drawn.comparison), Contains("64 comparisons were made"));  // 2 x (10 + 7 + 7 + 3) + 10
}

TEST_CASE("The conclusion sets the best of many beside the next and counts the rest", "[answer]") {
    std::vector<MadeOption> options;
    for (int k = 1; k <= 5; ++k) options.push_back({fmt::format("Gain {}", k), around(k, 0.05)});
    const std::string text = conclusion(MadeComparison(options, 10).comparison);
    CHECK_THAT(text, Contains("Gain 5 against Gain 4:") && !Contains("against Gain 3"));
    CHECK_THAT(text, Catch::EndsWith("3 further pairs with Gain 5 in --details."));
}

TEST_CASE("Lines break between words, by characters and not bytes", "[answer]") {
    CHECK(wrapped("A  £1", 2) == "  A  £1");
    CHECK(wrapped(std::string(60, 'x') + " " + std::string(57, 'y')).find('\n') == std::string::npos);
    CHECK(wrapped(std::string(60, 'x') + " " + std::string(58, 'y')).find('\n') == 60);
    CHECK(wrapped(std::string(60, 'x') + " £" + std::string(56, 'y')).find('\n') == std::string::npos);
}

}  // namespace concord::scenarios
