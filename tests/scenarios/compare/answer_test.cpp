// The answer on one screen: every number and sentence rebuilt from the comparison's arrays, and none that a verdict
// does not allow.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <sstream>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/files/text.h"
#include "tests/scenarios/compare/made_comparison.h"

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

TEST_CASE("The answer of five options fits a screen", "[answer]") {
    const MadeComparison made(five_options(), 10);
    std::istringstream lines(comparison_table(made.comparison));
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        std::size_t columns = 0;
        for (const char byte : line) columns += (byte & 0xC0) != 0x80 ? 1 : 0;
        INFO(line);
        CHECK(columns <= 120);
    }
    CHECK(count <= 62);  // every cell tells something here
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
    CHECK_THAT(how_sure(drawn.comparison), Contains("58 comparisons were made"));  // 2 x (10 + 7 + 7) + 10
}

TEST_CASE("Lines break between words, by characters and not bytes", "[answer]") {
    CHECK(wrapped("A  £1", 2) == "  A  £1");
    CHECK(wrapped(std::string(60, 'x') + " " + std::string(57, 'y')).find('\n') == std::string::npos);
    CHECK(wrapped(std::string(60, 'x') + " " + std::string(58, 'y')).find('\n') == 60);
    CHECK(wrapped(std::string(60, 'x') + " £" + std::string(56, 'y')).find('\n') == std::string::npos);
}

}  // namespace concord::scenarios
