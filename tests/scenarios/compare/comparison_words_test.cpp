// How the printed table words and rounds what a comparison holds.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "scenarios/compare/contested.h"
#include "tests/scenarios/compare/worked_runs.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

// The details with one cell of the first option in GM set.
std::string table_with(const Worked& it, int outcome, const Difference& d) {
    Comparison c = it.comparison;
    c.final_year[c.cell(1, 0, outcome)] = d;
    return squeezed(comparison_details(c));
}

Difference cell(double mean, double low, double high) {
    Difference d;
    d.baseline = 50;
    d.mean = mean;
    d.interval = {low, high};
    d.share_same_sign = 0.876;
    d.survey = 5.5;
    d.matters = 1e-4;
    d.multiple = std::nan("");
    d.verdict = sim::verdict_of(low, high, +1, d.matters, true);
    d.cost_words = "words";
    return d;
}

}  // namespace

TEST_CASE("Two figures of the largest number decide the decimals of a row", "[comparison]") {
    const Worked it(ParameterDraws::kDefaults);
    const int o = sim::kOutcomeBelong;
    CHECK_THAT(table_with(it, o, cell(1.26, 0.94, 1.58)),
               Contains("Belonging 50.0 +1.3 +0.9 to +1.6 88% gain no (needs 5.5) words"));
    CHECK_THAT(table_with(it, o, cell(0.126, 0.094, 0.158)), Contains("+0.13 +0.09 to +0.16 88%"));
    CHECK_THAT(table_with(it, o, cell(0.0126, 0.0094, 0.0158)), Contains("+0.013 +0.009 to +0.016 88%"));
    CHECK_THAT(table_with(it, o, cell(-0.00126, -0.0016, -0.0009)), Contains("-0.0013 -0.0016 to -0.0009 88%"));
    CHECK_THAT(table_with(it, o, cell(0.00001, -0.3, 0.3)),
               Contains("50.0 0 -0.30 to +0.30 - cannot say no"));  // zero agrees with nothing
    CHECK_THAT(table_with(it, o, cell(-5.5, -7, -4)), Contains("-5.5 -7.0 to -4.0 88% harm yes (needs 5.5)"));
    CHECK_THAT(table_with(it, o, cell(-5.4, -7, -4)), Contains("88% harm no (needs 5.5)"));
}

TEST_CASE("What is not defined, has no interval or no survey says so", "[comparison]") {
    const Worked it(ParameterDraws::kDefaults);
    const double none = std::nan("");
    CHECK_THAT(table_with(it, 2, cell(none, none, none)), Contains("Belonging not defined (too few residents)"));
    CHECK_THAT(table_with(it, 2, cell(3, none, none)), Contains("+3.0 too few runs 88% cannot say"));
    Difference d = cell(3, 2, 4);
    d.survey = none;
    CHECK_THAT(table_with(it, 2, d), Contains("88% gain not a survey item"));
}

TEST_CASE("Pounds are short: thousands, millions, and no upper limit", "[comparison]") {
    const Worked it(ParameterDraws::kDefaults);
    const auto priced = [&](double point, double low, double high) {
        Difference d = cell(3, 2, 4);
        d.cost_words.clear();
        d.cost_per_point = point;
        d.cost_interval = {low, high};
        return table_with(it, 2, d);
    };
    CHECK_THAT(priced(840, 120, 999), Contains("£840 a point (£120 to £999)"));
    CHECK_THAT(priced(84e3, 1e3, 999e3), Contains("£84k a point (£1k to £999k)"));
    CHECK_THAT(priced(8.4e6, 1.234e6, 99.94e6), Contains("£8.40m a point (£1.23m to £99.9m)"));
    CHECK_THAT(priced(84e6, 8.4e6, 1.2345e9), Contains("£84.0m a point (£8.40m to £1,23"));
    CHECK_THAT(priced(84e6, 8.4e6, std::numeric_limits<double>::infinity()), Contains("£8.40m to no upper limit)"));
}

TEST_CASE("The reading guide says of what an interval is", "[comparison]") {
    const Worked defaults(ParameterDraws::kDefaults), drawn(ParameterDraws::kPrior);
    CHECK_THAT(reading_guide(defaults.comparison),
               Contains("3 pairs of runs at 1:20, 2 years") && Contains("95 % interval of the mean over pairs"));
    CHECK_THAT(reading_guide(drawn.comparison), Contains("range over all draws") && Contains("same draw"));
    Comparison many = drawn.comparison;
    many.replicates = 40;
    many.cost_present.resize(std::size_t{40} * 3, 0.0);
    many.by_replicate.resize(many.final_year.size() * 40, 0.0);
    CHECK_THAT(reading_guide(many), Contains("2.5 to the 97.5 percentile over draws"));
    CHECK_THAT(comparison_csv(many), Contains("2.5-97.5 percentile over draws"));
    CHECK_THAT(comparison_csv(drawn.comparison), Contains("range over draws"));
}

TEST_CASE("A contested assumption changes what it names, and a scenario's own choice gives way", "[contested]") {
    sim::Scenario scenario = fabricated_scenario("Option", 1, true);
    scenario.baseline.exposure.ratio = {1.4, 2.4, 1, 1, 1};
    scenario.parameters = {{"unfair_weight", 6, "own"}, {"fair_share", 0.7, "own"}};
    const auto value_of = [](const sim::Scenario& s, const char* name) {
        double value = std::nan("");
        int times = 0;
        for (const auto& p : s.parameters)
            if (p.name == name) value = p.value, ++times;
        CHECK(times <= 1);
        return value;
    };
    const auto& all = contested_assumptions();
    REQUIRE(all.size() == 3);
    const sim::Scenario equal = under(all[0], {scenario}).at(0);
    CHECK(equal.baseline.exposure.equal);
    CHECK(value_of(equal, "unfair_weight") == 6);
    const sim::Scenario light = under(all[1], {scenario}).at(0);
    CHECK_FALSE(light.baseline.exposure.equal);
    CHECK(value_of(light, "unfair_weight") == 1);
    CHECK(value_of(light, "fair_share") == 0.7);
    const sim::Scenario heavy = under(all[2], {scenario}).at(0);
    CHECK(value_of(heavy, "unfair_weight") == 14);
    CHECK(std::isnan(value_of(heavy, "unfair_step")));  // an unfair stop does what it did, a fair one less
    CHECK(under(all[2], {scenario, scenario}).size() == 2);
}

}  // namespace concord::scenarios
