// A comparison worked out on paper, from runs to files and printed table (tests/scenarios/compare/worked_runs.h says
// what the runs hold). Expected values are literals, with their arithmetic beside them.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <string>

#include "scenarios/compare/comparison_variables.h"
#include "scenarios/compare/contested.h"
#include "scenarios/compare/ensemble.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/compare/survey.h"
#include "scenarios/files/csv_file.h"
#include "scenarios/results/results_file.h"
#include "tests/scenarios/compare/worked_runs.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

constexpr int kHelps = 1, kUnsure = 2;
constexpr int kGm = 0, kFirstDistrict = 1, kFifth = 3;          // groups: GM, two districts, five fifths, ...
const std::size_t kOutcomesOfRun = sim::outcome_rows().size();  // headline outcomes, then further measures
constexpr std::size_t kGroups = 20;  // 1 + 2 + 5 fifths + 5 age bands + 5 ethnic groups + 2 kinds of household

}  // namespace

TEST_CASE("Worked by hand: the difference is that of pairs, over all thirteen periods of the last year", "[worked]") {
    const Worked it(ParameterDraws::kDefaults);
    const Difference& d = it.comparison.difference(kHelps, kGm, sim::kOutcomeGetOnWell);
    // Last year of the baseline 30, 40, 56; of the option 34, 45, 62. Pairs differ by 4, 5, 6: mean 5, sd 1.
    CHECK(d.baseline == Approx(42).epsilon(1e-9));  // (30 + 40 + 56) / 3
    CHECK(d.level == Approx(47).epsilon(1e-9));     // (34 + 45 + 62) / 3
    CHECK(d.mean == Approx(5).epsilon(1e-9));
    CHECK(d.standard_error == Approx(0.5773502692).epsilon(1e-9));  // 1 / sqrt(3)
    CHECK(d.interval.low == Approx(2.5158622882).epsilon(1e-7));    // 5 - 4.3026527297 / sqrt(3); t at 2 degrees
    CHECK(d.interval.high == Approx(7.4841377118).epsilon(1e-7));
    CHECK(d.share_same_sign == 1);
    // 42 %, two-sided 5 %, power 80 %: 138.28 / sqrt(interviews), design effect 1.5.
    CHECK(d.survey == Approx(280.1585 * std::sqrt(2 * 0.42 * 0.58 * 1.5 / (12875 * it.comparison.residents / 2867794)))
                          .epsilon(1e-4));
    CHECK(d.variance_ratio == Approx(371).epsilon(1e-9));  // (344 / 2 + 398 / 2) / 1

    const Difference& unsure = it.comparison.difference(kUnsure, kGm, sim::kOutcomeGetOnWell);
    CHECK(unsure.mean == Approx(3).epsilon(1e-9));                       // (1 + 2 + 6) / 3
    CHECK(unsure.standard_error == Approx(1.5275252317).epsilon(1e-9));  // sqrt((4 + 1 + 9) / 2 / 3)
    CHECK(unsure.interval.low == Approx(-3.5724106077).epsilon(1e-7));   // 3 - 4.3026527297 x 1.5275252317
    CHECK(unsure.interval.high == Approx(9.5724106077).epsilon(1e-7));
    CHECK(unsure.variance_ratio == Approx(59.8571428571).epsilon(1e-9));  // (172 + 494 / 2) / 7: option 31, 42, 62

    const Difference& mixed = it.comparison.difference(kUnsure, kGm, sim::kOutcomeTrustNeighbours);
    CHECK(mixed.mean == Approx(2).epsilon(1e-9));  // (-2 + 2 + 6) / 3
    CHECK(mixed.share_same_sign == Approx(2.0 / 3).epsilon(1e-12));
    CHECK(mixed.baseline == Approx(43).epsilon(1e-9));  // 42 + 1, the outcome's number
}

TEST_CASE("Worked by hand: groups keep their own figures", "[worked]") {
    const Worked it(ParameterDraws::kDefaults);
    const Difference& district = it.comparison.difference(kHelps, kFirstDistrict, sim::kOutcomeGetOnWell);
    CHECK(district.baseline == Approx(42.25).epsilon(1e-9));               // 42 + 1 / 4
    CHECK(district.mean == Approx(5.3125).epsilon(1e-9));                  // 5 x 17 / 16
    CHECK(district.standard_error == Approx(0.6134346610).epsilon(1e-9));  // 1.0625 / sqrt(3)
    const Difference& last = it.comparison.difference(kHelps, static_cast<int>(kGroups) - 1, sim::kOutcomeFeelSafe);
    CHECK(last.baseline == Approx(50.75).epsilon(1e-9));  // 42 + 4 + 19 / 4
    CHECK(last.mean == Approx(10.9375).epsilon(1e-9));    // 5 x 35 / 16
    CHECK(it.comparison.groups.size() == kGroups);
    CHECK(it.comparison.adults.at(kGroups - 1) == 1019);
}

TEST_CASE("Worked by hand: what a point costs, and the words where there is no figure", "[worked]") {
    const Worked it(ParameterDraws::kDefaults);
    const auto& c = it.comparison;
    // Extra cost 90, 90 and 96 thousand: 92 thousand on average, for 5 points.
    const Difference& d = c.difference(kHelps, kGm, sim::kOutcomeGetOnWell);
    CHECK(d.cost_words.empty());
    CHECK(d.cost_per_point == Approx(18400).epsilon(1e-9));
    CHECK(d.cost_interval.low == Approx(12292.6653067).epsilon(1e-7));   // 92,000 / 7.4841377118
    CHECK(d.cost_interval.high == Approx(36567.9792688).epsilon(1e-7));  // 92,000 / 2.5158622882
    const Difference& district = c.difference(kHelps, kFirstDistrict, sim::kOutcomeGetOnWell);
    CHECK(district.cost_per_point == Approx(10390.5882353).epsilon(1e-9));  // three fifths: 55,200 / 5.3125
    const Difference& fewer = c.difference(kHelps, kGm, sim::kOutcomeHateIncidents);
    CHECK(fewer.mean == Approx(-5).epsilon(1e-9));
    CHECK(fewer.cost_per_point == Approx(18400).epsilon(1e-9));  // fewer incidents are better
    CHECK(std::isnan(fewer.survey));
    const Difference& worse = c.difference(kHelps, kGm, sim::kOutcomeBelong);
    CHECK(worse.mean == Approx(-2.5).epsilon(1e-9));
    CHECK(worse.interval.high == Approx(-1.2579311441).epsilon(1e-7));  // -2.5 + 4.3026527297 x 0.5 / sqrt(3)
    CHECK(worse.cost_words == "harm");
    CHECK(c.difference(kUnsure, kGm, sim::kOutcomeGetOnWell).cost_words == "cannot say");
    CHECK(c.difference(kHelps, kFifth, sim::kOutcomeGetOnWell).cost_words == "cost not split by this group");
    CHECK(c.difference(0, kGm, sim::kOutcomeGetOnWell).cost_words == "baseline");
    CHECK(std::isnan(worse.cost_per_point));
    CHECK(c.mean_cost(kHelps) == Approx(112000).epsilon(1e-9));  // (100 + 110 + 126) / 3 thousand
    CHECK(c.mean_cost(0) == Approx(20000).epsilon(1e-9));
}

TEST_CASE("Worked by hand: with drawn parameters an interval is what the draws span", "[worked]") {
    const Worked it(ParameterDraws::kPrior);
    const Difference& d = it.comparison.difference(kHelps, kGm, sim::kOutcomeGetOnWell);
    CHECK(d.mean == Approx(5).epsilon(1e-9));
    CHECK(d.interval.low == Approx(4).epsilon(1e-9));
    CHECK(d.interval.high == Approx(6).epsilon(1e-9));
    CHECK(d.cost_per_point == Approx(18400).epsilon(1e-9));
    CHECK(d.cost_interval.low == Approx(16000).epsilon(1e-9));   // 6 points for 96,000, the best of the three draws
    CHECK(d.cost_interval.high == Approx(22500).epsilon(1e-9));  // 4 points for 90,000
    const auto year = [&](const std::vector<double>& values, int y) {
        return values.at(((kHelps * kWorkedYears + static_cast<std::size_t>(y)) * kGroups + kGm) * kOutcomesOfRun);
    };
    CHECK(year(it.comparison.year_low, 1) == Approx(4).epsilon(1e-9));
    CHECK(year(it.comparison.year_high, 1) == Approx(6).epsilon(1e-9));
}

TEST_CASE("Worked by hand: series by period and year, events and the ledger", "[worked]") {
    const Worked it(ParameterDraws::kDefaults);
    const Comparison& c = it.comparison;
    const auto yearly = [&](const std::vector<double>& values, int scenario, int y, int g, int o) {
        return values.at(((static_cast<std::size_t>(scenario) * kWorkedYears + static_cast<std::size_t>(y)) * kGroups +
                          static_cast<std::size_t>(g)) *
                             kOutcomesOfRun +
                         static_cast<std::size_t>(o));
    };
    CHECK(yearly(c.year_mean, kHelps, 0, kGm, 0) == Approx(0.5).epsilon(1e-9));  // s / 2
    CHECK(yearly(c.year_mean, kUnsure, 0, kGm, 3) == Approx(1).epsilon(1e-9));
    CHECK(yearly(c.year_mean, kHelps, 1, kGm, 0) == Approx(5).epsilon(1e-9));
    CHECK(yearly(c.year_low, kHelps, 1, kGm, 0) == Approx(2.5158622882).epsilon(1e-7));
    CHECK(yearly(c.year_high, kHelps, 1, kGm, 0) == Approx(7.4841377118).epsilon(1e-7));
    CHECK(yearly(c.year_share, kUnsure, 1, kGm, 1) == Approx(2.0 / 3).epsilon(1e-12));

    const auto by_period = [&](const std::vector<double>& values, int scenario, int p, int g, int o) {
        return values.at(((static_cast<std::size_t>(scenario) * 27 + static_cast<std::size_t>(p)) * kGroups +
                          static_cast<std::size_t>(g)) *
                             kOutcomesOfRun +
                         static_cast<std::size_t>(o));
    };
    CHECK(by_period(c.table("level_mean"), kHelps, 0, kGm, 0) == Approx(90).epsilon(1e-9));
    CHECK(by_period(c.table("level_mean"), 0, 5, kGm, 0) == Approx(21).epsilon(1e-9));          // 20 + (0 + 1 + 2) / 3
    CHECK(by_period(c.table("level_sd"), 0, 5, kGm, 0) == Approx(1).epsilon(1e-9));             // of 20, 21, 22
    CHECK(by_period(c.table("level_mean"), kHelps, 26, kGm, 0) == Approx(51.5).epsilon(1e-9));  // k = 13: 47 + 3 + 1.5
    CHECK(by_period(c.table("level_sd"), kHelps, 26, kGm, 0) == Approx(14.1067359797).epsilon(1e-9));  // sqrt(398 / 2)
    CHECK(by_period(c.table("difference_mean"), kHelps, 14, kGm, 0) == Approx(3.5).epsilon(1e-9));  // k = 1: 5 - 6 / 4
    CHECK(by_period(c.table("difference_sd"), kHelps, 14, kGm, 0) == Approx(1).epsilon(1e-9));

    // 100 (s + 1) + 10 + p + e, p from 0.
    CHECK(c.table("event_mean").at(((kHelps * 26 + 25) * kGroups + 2) * sim::kEventKinds + 4) ==
          Approx(239).epsilon(1e-9));
    // s x 2 x (c + 1) / 4096 a period on average, thirteen periods: column 3 (c + 1 = 4) of "Unsure" is 13 x 16 / 4096.
    const auto ledger = [&](int scenario, int y) {
        return c.table("ledger_difference")
            .at((((static_cast<std::size_t>(scenario) * kWorkedYears + static_cast<std::size_t>(y)) * kGroups + 5) *
                     sim::kLedgerColumns +
                 3) *
                    sim::kStates +
                2);
    };
    CHECK(ledger(kUnsure, 1) == Approx(0.05078125).epsilon(1e-6));
    CHECK(ledger(kUnsure, 0) == Approx(0.025390625).epsilon(1e-6));
    CHECK(ledger(0, 1) == 0);
    // [S][R][G][O]: "Helps", third replicate, GM: 6.
    CHECK(c.by_replicate.at(((kHelps * 3 + 2) * kGroups + kGm) * kOutcomesOfRun) == Approx(6).epsilon(1e-9));
}

TEST_CASE("Worked by hand: neighbourhoods, a hidden one left out of its own count only", "[worked]") {
    const Worked it(ParameterDraws::kDefaults);
    const auto at = [&](const std::vector<double>& values, int scenario, int year, int place) {
        return values.at(
            ((static_cast<std::size_t>(scenario) * 3 + static_cast<std::size_t>(year)) * sim::kPlaceOutcomes.size() +
             1) *
                12 +
            static_cast<std::size_t>(place));
    };
    const Comparison& c = it.comparison;
    CHECK(at(c.table("neighbourhood_difference_mean"), kHelps, 2, 3) == Approx(0).margin(1e-9));  // -1, 0, 1
    CHECK(at(c.table("neighbourhood_difference_variance"), kHelps, 2, 3) ==
          Approx(1).epsilon(1e-4));  // stored to 0.002
    CHECK(at(c.table("neighbourhood_share_positive"), kHelps, 2, 3) == Approx(1.0 / 3).epsilon(1e-9));
    CHECK(at(c.table("neighbourhood_difference_mean"), kUnsure, 2, 3) == Approx(2).epsilon(1e-4));  // 0, 2, 4
    CHECK(at(c.table("neighbourhood_share_positive"), kUnsure, 2, 3) == Approx(2.0 / 3).epsilon(1e-9));
    CHECK(at(c.table("neighbourhood_difference_mean"), kUnsure, 2, 0) ==
          Approx(3).epsilon(1e-4));  // without the first replicate: 2, 4
    CHECK(at(c.table("neighbourhood_share_positive"), kUnsure, 2, 0) == Approx(1).epsilon(1e-9));
    CHECK(at(c.table("neighbourhood_difference_mean"), kUnsure, 1, 3) ==
          Approx(0).margin(1e-9));  // nothing differs in the first year
}

TEST_CASE("Worked by hand: when to stop is asked of the least certain outcome", "[worked]") {
    const Worked it(ParameterDraws::kDefaults);
    // "Unsure": -2, 2, 6, sd 4; 4 / sqrt(3) is the largest of all.
    CHECK(largest_standard_error(it.folder, it.plan, kWorkedReplicates) == Approx(2.3094010768).epsilon(1e-9));
    CHECK(read_final_year(it.folder, it.plan, kHelps, 2).at(0) == Approx(62).epsilon(1e-9));
}

TEST_CASE("Worked by hand: files and tables say the same", "[worked]") {
    const Worked it(ParameterDraws::kDefaults);
    write_comparison(it.folder, it.comparison);
    SECTION("comparison.h5") {
        const hdf5::Reader file = open_concord_file(it.folder / "comparison.h5", "comparison", kComparisonFormat);
        const std::size_t helps = kGroups * kOutcomesOfRun;  // its first cell of [scenario][group][outcome]
        CHECK(file.read("baseline").at(helps) == Approx(42).epsilon(1e-9));
        CHECK(file.read("level").at(helps) == Approx(47).epsilon(1e-9));
        CHECK(file.read("difference").at(helps) == Approx(5).epsilon(1e-9));
        CHECK(file.read("difference_low").at(helps) == Approx(2.5158622882).epsilon(1e-7));
        CHECK(file.read("difference_high").at(helps) == Approx(7.4841377118).epsilon(1e-7));
        CHECK(file.read("difference_se").at(helps) == Approx(0.5773502692).epsilon(1e-7));
        CHECK(file.read("cost_per_point").at(helps) == Approx(18400).epsilon(1e-9));
        CHECK(file.read("cost_per_point_low").at(helps) == Approx(12292.6653067).epsilon(1e-7));
        CHECK(file.read("cost_per_point_high").at(helps) == Approx(36567.9792688).epsilon(1e-7));
        CHECK(file.read("year_difference").at(helps * kWorkedYears) == Approx(0.5).epsilon(1e-6));
        CHECK(file.read("cost_present") ==
              std::vector<double>{10e3, 20e3, 30e3, 100e3, 110e3, 126e3, 10e3, 20e3, 30e3});
    }
    SECTION("comparison.csv") {
        const std::string text = comparison_csv(it.comparison);
        const CsvFile csv("comparison.csv", text);
        const auto row_of = [&](const char* option, const char* group, const char* outcome) {
            for (std::size_t row = 0; row < csv.rows(); ++row)
                if (csv.cell(row, csv.column("option")) == option && csv.cell(row, csv.column("group")) == group &&
                    csv.cell(row, csv.column("outcome")) == outcome)
                    return row;
            FAIL("no row of " << option << ", " << group << ", " << outcome);
            return std::size_t{0};
        };
        std::size_t headlines = 0;  // a further measure has the groups that its disclosure allows
        for (std::size_t row = 0; row < csv.rows(); ++row)
            headlines += std::any_of(sim::kOutcomeTable.begin(), sim::kOutcomeTable.end(), [&](const auto& info) {
                return info.name == csv.cell(row, csv.column("outcome"));
            });
        CHECK(headlines == 2 * kGroups * sim::kOutcomes + sim::kOutcomes);  // and one option against the other
        const auto helps = row_of("Helps", "Greater Manchester", "get_on_well");
        for (const auto& [column, expected] : {std::pair{"baseline_level", "42"},
                                               {"level", "47"},
                                               {"difference", "5"},
                                               {"interval_low", "2.51586"},
                                               {"interval_high", "7.48414"},
                                               {"standard_error", "0.57735"},
                                               {"share_same_sign", "1"},
                                               {"verdict", "gain"},
                                               {"smallest_difference_that_matters", "0.5"},
                                               {"people", "50"},  // 5 % of 1,000
                                               {"share_better", "1"},
                                               {"survey_could_tell", "no"},
                                               {"option_cost_present_gbp", "112000"},
                                               {"cost_per_point_gbp", "18400"},
                                               {"cost_per_point_low_gbp", "12292.7"},
                                               {"cost_per_point_high_gbp", "36568"},
                                               {"variance_ratio", "371"},
                                               {"replicates", "3"}}) {
            INFO(column);
            CHECK(csv.cell(helps, csv.column(column)) == expected);
        }
        const double needs =
            smallest_survey_difference_at(42, it.comparison.residents / sim::kResidentsOfGreaterManchester);
        CHECK(csv.cell(helps, csv.column("survey_smallest_difference")) == fmt::format("{:.6g}", needs));
        const auto told = row_of("Helps", "ethnic group Other",
                                 "police_confidence");  // 10.3125 points in a group too small
        CHECK(csv.cell(told, csv.column("survey_could_tell")) == "no");
        const auto unsure = row_of("Unsure", "District 2", "belong");  // {-2, 2, 6} x 18 / 16
        CHECK(csv.cell(unsure, csv.column("difference")) == "2.25");
        CHECK(csv.cell(unsure, csv.column("cost_words")) == "cannot say");
    }
    SECTION("the printed table") {
        const std::string table = squeezed(comparison_details(it.comparison));
        const double needs =
            smallest_survey_difference_at(42, it.comparison.residents / sim::kResidentsOfGreaterManchester);
        CHECK_THAT(table,
                   Contains(fmt::format("People get on well 42.0 +5.0 +2.5 to +7.5 100% gain no (needs {:.1f}) £18k "
                                        "a point (£12k to £37k)",
                                        needs)));
        CHECK_THAT(table, Contains("Trust in neighbours 43.0 +2.0 -7.9 to +11.9 67% cannot say no"));
        CHECK_THAT(table, Contains("Belonging 44.0 -2.5 -3.7 to -1.3 100% harm no"));
        CHECK_THAT(table, Contains("Hate incidents, recorded or not 50.0 -5.0 -7.5 to -2.5 100% gain not a survey item "
                                   "£18k a point (£12k to £37k)"));
        CHECK_THAT(table, Contains("Cost, discounted: £112k (baseline £20k)"));
        CHECK_THAT(table, Contains("District 1 +5.3 [+2.7 to +8.0] 100% gain no"));
        // Helps less Unsure: 4 - 1, 5 - 2 and 6 - 6.
        CHECK_THAT(table, Contains("Helps Unsure 67% +2.0 (-2.3 to +6.3) cannot say"));
        CHECK_THAT(table, Contains("3 pairs of runs"));
    }
}

TEST_CASE("Worked by hand: under contested assumptions the same pairs stand side by side", "[worked]") {
    const Worked it(ParameterDraws::kDefaults);
    const Comparison two = fold(it.folder, it.plan, 2, it.world.geography);
    const std::string table = squeezed(contested_table(it.comparison, {two, two, two}));
    CHECK_THAT(table, Contains("mean of the first 2 pairs"));
    // Confidence in police of "Helps": 4, 5 in GM; in the Asian group (number 13) times 29 / 16, White (16) times 2.
    CHECK_THAT(table, Contains("as published +4.500 (+4.000 to +5.000) +8.156 (+7.250 to +9.062) +8.438 (+7.500 to "
                               "+9.375) +9.000 (+8.000 to +10.000)"));
    CHECK_THAT(table, Contains("equal exposure to stops +4.500 (+4.000 to +5.000)"));
    // "Unsure": -2, 2 make nothing on average.
    CHECK_THAT(table, Contains("as published 0 (-2.000 to +2.000)"));
}

}  // namespace concord::scenarios
