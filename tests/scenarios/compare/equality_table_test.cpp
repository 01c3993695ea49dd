// Who gains and who loses: what the table of a comparison says of groups and of measures of equality, from numbers
// worked out by hand.
#include "scenarios/compare/equality_table.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "scenarios/files/csv_file.h"
#include "scenarios/files/text.h"
#include "tests/scenarios/compare/made_comparison.h"
#include "tests/scenarios/compare/worked_runs.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

constexpr int kHelps = 1;

std::vector<std::string> lines_with(const std::string& text, const std::string& words) {
    std::vector<std::string> found;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        if (line.find(words) != std::string::npos) found.push_back(line);
    return found;
}

}  // namespace

TEST_CASE("Worked by hand: a measure of equality in the last year, with its interval and verdict",
          "[worked][equality]") {
    const Worked it(ParameterDraws::kPrior);
    const Comparison& c = it.comparison;
    const sim::GroupLayout layout{.districts = 2};
    const Difference& friends = c.equality_of(kHelps, layout.gm(), sim::kEqualityFriends);
    CHECK(friends.baseline == Approx(10 + sim::kEqualityFriends));
    CHECK(friends.mean == Approx(2));  // 1, 2 and 3
    CHECK(friends.interval.low == Approx(1));
    CHECK(friends.interval.high == Approx(3));
    CHECK(friends.matters == 0.5);
    CHECK(friends.verdict == sim::Verdict::kGain);
    CHECK(std::isnan(friends.people));  // percent of friends are not adults
    const Difference& group = c.equality_of(kHelps, layout.ethnic(sim::kBlack), sim::kEqualityStopRatio);
    CHECK(group.baseline == Approx(10 + sim::kEqualityStopRatio + layout.ethnic(sim::kBlack) / 4.0));
    CHECK(group.matters == Approx(group.baseline / 20));
    CHECK(group.verdict == sim::Verdict::kHarm);  // more stops for one of White residents'
    CHECK(c.equality_of(kHelps, layout.gm(), sim::kEqualityGaps).verdict == sim::Verdict::kHarm);  // a wider gap
    CHECK(c.equality_of(kHelps, layout.ethnic(sim::kBlack), sim::kEqualityDissimilarity).verdict ==
          sim::Verdict::kNotModelled);  // whatever the numbers say
    const Difference& satisfied = c.equality_of(kHelps, layout.fifth(0), sim::kEqualityItems + 1);
    CHECK(satisfied.people == Approx(2.0 / 100 * c.adults.at(static_cast<std::size_t>(layout.fifth(0)))));
    CHECK(c.equality_of(0, layout.gm(), sim::kEqualityFriends).mean == 0);
    // What may not be shown is not there.
    CHECK(std::isnan(c.equality_of(kHelps, layout.age(sim::kAge16To24), sim::kEqualityTies).mean));
    CHECK(std::isnan(c.equality_of(kHelps, layout.district(0), sim::kEqualityStopRatio).mean));
}

TEST_CASE("The table marks who gains and who is harmed, in points and people, and counts what it compares",
          "[worked][equality]") {
    const Worked it(ParameterDraws::kPrior);
    const std::string table = equality_table(it.comparison);
    // Belonging falls by 2 to 3 points, times 1 + g / 16: group 17 is the last ethnic group.
    const auto harmed = lines_with(table, "HARM  ethnic group Other: belonging");
    REQUIRE(harmed.size() == 1);
    CHECK_THAT(harmed[0], Contains("-5.2 (-6.2 to -4.1), about 52 fewer"));
    const auto helped = lines_with(table, "gain  households with children: people get on well");
    REQUIRE(helped.size() == 2);  // of both options
    CHECK_THAT(helped[0], Contains("more adults agree"));
    const auto row = lines_with(table, "    households without children");
    REQUIRE(row.size() >= 1);
    CHECK_THAT(row[0], Contains("gain") && Contains("HARM"));
    // 17 groups, nine outcomes, two options; further measures are of what their disclosure allows.
    CHECK_THAT(table, Contains("306 comparisons by group were made here"));
    CHECK_THAT(table, Contains("Stops per 1,000 aged 10+, White residents' = 1, ethnic group Black"));
    const auto segregation = lines_with(table, "Dissimilarity, ethnic group White");
    REQUIRE(segregation.size() == 1);
    CHECK_THAT(segregation[0], Contains("not modelled") && !Contains("gain") && !Contains("harm"));
    CHECK_THAT(table, Contains("Stops without result are not modelled") && Contains("S24"));
    std::istringstream in(table);
    for (std::string line; std::getline(in, line);) {
        INFO(line);
        CHECK(line.size() <= 124);  // pounds and dashes have two bytes
    }
    CHECK_THAT(comparison_details(it.comparison), Contains("Who gains and who loses"));
    CHECK_THAT(comparison_table(it.comparison), !Contains("Who gains and who loses"));
}

TEST_CASE("The screen's line counts the gains and harms that the table marks, and names one of Greater Manchester",
          "[worked][equality]") {
    const Worked it(ParameterDraws::kPrior);
    const Comparison& c = it.comparison;
    const sim::GroupLayout layout{.districts = 2};
    std::string expected = "Gains and harms by group (--details): ";
    for (int s = 1; s < c.scenarios(); ++s) {
        int gains = 0, harms = 0;
        std::string named;
        const auto add = [&](const Difference& d) {
            gains += d.verdict == sim::Verdict::kGain ? 1 : 0;
            harms += d.verdict == sim::Verdict::kHarm ? 1 : 0;
            return d.verdict == sim::Verdict::kGain || d.verdict == sim::Verdict::kHarm;
        };
        for (const int g : groups_of_people(layout))
            for (const int o : outcomes_told(c.outcomes.size())) add(c.difference(s, g, o));
        for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
            for (const int g : groups_told(sim::kEqualityTable[e], layout))
                if (const Difference& d = c.equality_of(s, g, static_cast<int>(e));
                    add(d) && g == layout.gm() && named.empty())
                    named = fmt::format("{} {:+.1f}", lower_first(std::string(sim::kEqualityTable[e].title)), d.mean);
        REQUIRE(gains > 1);
        REQUIRE(harms > 1);
        expected +=
            fmt::format("{}{} {} and {} ({})", s == 1 ? "" : "; ", static_cast<char>('@' + s), gains, harms, named);
    }
    CHECK(replaced(equality_line(c), "\n", " ") == expected + ". ");
    const MadeComparison nothing({{"Same", [](int, int) { return 0.0; }}}, 3);
    CHECK(equality_line(nothing.comparison).empty());
}

TEST_CASE("A group of fewer than ten simulated residents is in no row of the table", "[equality]") {
    const MadeComparison made({{"Helps", around(2, 0.1)}}, 10);  // groups have no measures of equality there
    Comparison c = made.comparison;
    const sim::GroupLayout layout{.districts = 2};
    const std::string whole = equality_table(c);
    CHECK(lines_with(whole, "ethnic group Other: ").size() > 0);
    for (std::size_t o = 0; o < c.outcomes.size(); ++o) {  // as the runs give a cell that is too small
        Difference& d = c.final_year[c.cell(1, layout.ethnic(sim::kOther), static_cast<int>(o))];
        d.mean = d.level = d.baseline = std::nan("");
    }
    const std::string few = equality_table(c);
    CHECK(lines_with(few, "ethnic group Other: ").empty());
    const auto row = lines_with(few, "    ethnic group Other");
    REQUIRE(row.size() == 1);
    CHECK_THAT(row[0], !Contains("gain") && !Contains("HARM") && Contains("-"));
}

TEST_CASE("The CSV has a row for each measure of each group that may be shown", "[worked][equality]") {
    const Worked it(ParameterDraws::kPrior);
    const std::string text = comparison_csv(it.comparison);
    const CsvFile csv("comparison.csv", text);
    const sim::GroupLayout layout{.districts = 2};
    for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
        for (int g = 0; g < layout.count(); ++g) {
            const sim::MeasureInfo& info = sim::kEqualityTable[e];
            std::size_t rows = 0;
            for (std::size_t row = 0; row < csv.rows(); ++row)
                rows += csv.cell(row, csv.column("option")) == "Helps" &&
                        csv.cell(row, csv.column("outcome")) == info.name &&
                        csv.cell(row, csv.column("group")) == it.comparison.groups[static_cast<std::size_t>(g)];
            INFO(info.name << ", " << it.comparison.groups[static_cast<std::size_t>(g)]);
            CHECK(rows == (sim::may_show(info.disclosure, sim::Quantity::kDifference, layout.cell(g)) ? 1u : 0u));
        }
}

TEST_CASE("A run's levels by group are said where they may be, and those of few are not", "[equality]") {
    const sim::World world = fabricated_world(sim::small_geography());
    sim::RunRecord record = worked_record(world, 0, 0);
    const sim::GroupLayout layout = record.layout();
    std::string text = equality_text(record, world.geography);
    // The second year's last period: 30 + 3 + outcome + group / 4.
    CHECK_THAT(lines_with(text, "    households with children").at(0), Contains("37.5") && Contains("38.5"));
    CHECK_THAT(lines_with(text, "  Bridging ties").at(0), Contains("16"));
    CHECK_THAT(text, Contains("year 2"));
    for (std::size_t o = 0; o < record.outcomes.size(); ++o)
        record[sim::SeriesId::kGroupOutcomes].at(record.periods, layout.household(sim::kWithChildren), o) =
            std::nan("");
    text = equality_text(record, world.geography);
    CHECK_THAT(lines_with(text, "    households with children").at(0), !Contains("37.5") && Contains("-"));
}

}  // namespace concord::scenarios
