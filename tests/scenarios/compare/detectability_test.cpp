// What monitoring could tell: by hand, against drawn samples, and over a comparison; the line-up.
#include "scenarios/compare/detectability.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "scenarios/compare/line_up.h"
#include "scenarios/files/text.h"
#include "sim/policy/schedule.h"
#include "tests/scenarios/compare/made_comparison.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::scenarios;

namespace {

RegimeDesign survey(double wave_sd = 0, double interviews = 3218.75) {
    sim::Parameters p = sim::default_parameters();
    p.survey_wave_sd = wave_sd;
    return design_of(sim::Regime::kQuarterlySurvey, p, {.interviews = interviews});
}

// That one report after another of two places, alike but for the option, are pooled.
double smallest(const RegimeDesign& design, double percent, double share, int reports) {
    const std::vector<double> differences(static_cast<std::size_t>(reports), 0.0);
    const std::vector<double> errors(static_cast<std::size_t>(reports),
                                     std::sqrt(2.0) * error_of_report(design, percent, share));
    return detected(differences, errors).smallest;
}

}  // namespace

TEST_CASE("The smallest differences are those of decision 0026, check 7", "[detectability]") {
    CHECK(smallest(survey(), 70, 1, 1) == Approx(3.9).margin(0.05));
    CHECK(smallest(survey(), 88, 1, 1) == Approx(2.8).margin(0.05));
    CHECK(smallest(survey(), 69, 1, 4) == Approx(2.0).margin(0.05));     // a year, Greater Manchester
    CHECK(smallest(survey(), 69, 0.1, 4) == Approx(6.25).margin(0.05));  // and a district
    const auto panel = design_of(sim::Regime::kCommunityPanel, sim::default_parameters(), {.members = 600});
    CHECK(smallest(panel, 70, 1, 2) == Approx(7.4).margin(0.05));
    CHECK(2.8016 * error_of_evaluation(70, kEvaluationSample, 0.3) == Approx(15).margin(0.4));
    CHECK(design_of(sim::Regime::kPoliceReports, sim::default_parameters(), {}).at_random == 0);
}

TEST_CASE("A wave's common error does not shrink with the sample", "[detectability]") {
    CHECK(error_of_report(survey(0.03, 1e12), 70, 1) == Approx(100 * 0.03 * 0.21).epsilon(1e-3));
    CHECK(error_of_report(survey(0, 1e12), 70, 1) < 1e-3);
    CHECK(error_of_report(survey(0.03), 70, 1) > error_of_report(survey(0), 70, 1));
}

TEST_CASE("The chance to tell: five in a hundred of nothing, eighty of the smallest difference, by hand between",
          "[detectability]") {
    CHECK(chance_to_tell(0, 1) == Approx(0.05).margin(1e-6));
    CHECK(chance_to_tell(kTwoSidedFivePercent + kPowerEightyPercent, 1) == Approx(0.8).margin(1e-4));
    CHECK(chance_to_tell(-1.959964, 1) == Approx(0.5).margin(1e-4));
    CHECK(chance_to_tell(10, 1) == Approx(1));
    CHECK(std::isnan(chance_to_tell(1, 0)));
}

TEST_CASE("Reports are pooled: their number, the first from which the chance stays, what all of them tell",
          "[detectability]") {
    const std::vector<double> steady(40, 1.0), errors(40, 1.0);
    const Detection all = detected(steady, errors);
    CHECK(all.reports == 40);
    CHECK(all.first_report == 8);  // 2.8016 squared is 7.85
    CHECK(all.smallest == Approx(2.8016 / std::sqrt(40.0)).epsilon(1e-4));
    CHECK(all.difference == 1);
    std::vector<double> lost(40, 0.0);
    std::fill_n(lost.begin(), 10, 1.0);  // seen at first, and drowned later
    CHECK(detected(lost, errors).first_report == 0);
    CHECK(detected({}, {}).reports == 0);
    std::vector<double> with_gap = steady;
    with_gap[0] = std::nan("");
    CHECK(detected(with_gap, errors).reports == 39);
}

TEST_CASE("The formula is what drawn samples come to", "[detectability]") {
    constexpr int kTimes = 4000, kReports = 3;
    constexpr double kShare = 0.02, kLevel = 0.7, kRise = 0.08, kWave = 0.08;
    const RegimeDesign design = survey(kWave, 20000);
    const int asked = static_cast<int>(std::lround(design.at_random * kShare));
    std::mt19937 chance(7);
    std::normal_distribution<double> normal;
    const auto report = [&](double level) {
        const double error = kWave * normal(chance), odds = std::log(level / (1 - level)) + error;
        std::binomial_distribution<int> answers(asked, 1 / (1 + std::exp(-odds)));
        return 100.0 * answers(chance) / asked;
    };
    int seen = 0, by_chance = 0;
    const double error = std::sqrt(2.0 / kReports) * error_of_report(design, 100 * (kLevel + kRise / 2), kShare);
    for (int time = 0; time < kTimes; ++time) {
        double with = 0, without = 0, again = 0;
        for (int r = 0; r < kReports; ++r)
            with += report(kLevel + kRise) / kReports, without += report(kLevel) / kReports,
                again += report(kLevel) / kReports;
        seen += std::abs(with - without) / error > kTwoSidedFivePercent;
        by_chance += std::abs(again - without) / error > kTwoSidedFivePercent;
    }
    const double expected = chance_to_tell(100 * kRise, error);
    CHECK(expected > 0.5);
    CHECK(expected < 0.95);
    CHECK(seen / static_cast<double>(kTimes) == Approx(expected).margin(0.03));
    CHECK(by_chance / static_cast<double>(kTimes) == Approx(0.05).margin(0.02));
}

TEST_CASE("Of a comparison: each regime and what it sees, large differences at once and none never",
          "[detectability]") {
    MadeComparison made({{"Large", around(30, 0.1)}, {"None", around(0, 0.1)}}, 8);
    sim::Scenario baseline = tests::scenario(1);
    sim::LeverSetting monitoring = tests::lever(sim::LeverKind::kMonitoring, 0, 1);
    monitoring.values.clear();
    monitoring.set(1, {.number = 100000});
    baseline.levers = {monitoring};
    made.comparison.plan.monitoring = sim::monitoring_of(baseline, 0);
    const auto rows = detectable(made.comparison);
    const auto row_of = [&](int option, std::string_view regime, std::string_view indicator) {
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const Detectable& row) {
            return row.option == option && row.group == 0 && row.regime == regime && row.indicator->name == indicator;
        });
        return found == rows.end() ? nullptr : &*found;
    };
    const Detectable* large = row_of(1, "quarterly_survey", "get_on_well");
    REQUIRE(large);
    CHECK(large->detection.reports == 4);
    CHECK(large->detection.difference == Approx(30).margin(0.2));
    CHECK(large->detection.first_report == 1);
    CHECK(large->known_in_week == 13 + 8);
    const Detectable* none = row_of(2, "quarterly_survey", "get_on_well");
    REQUIRE(none);
    CHECK(none->detection.first_report == 0);
    CHECK(none->detection.chance < 0.1);
    CHECK(row_of(1, "police_reports_twice_yearly", "get_on_well") == nullptr);  // it asks nobody
    CHECK(row_of(1, "community_panel", "police_confidence") != nullptr);
    const auto participants = std::count_if(
        rows.begin(), rows.end(), [](const Detectable& row) { return row.regime == kEvaluation && row.group == -1; });
    CHECK(participants > 0);
    for (const Detectable& row : rows) {
        INFO(row.option << ' ' << row.group << ' ' << row.regime << ' ' << row.indicator->name);
        CHECK((row.known_in_week > 0) == (row.detection.first_report > 0));
    }
    CHECK(detectability_summary(made.comparison, rows).find("A, people get on well (report 1)") != std::string::npos);
    int series = 0, likely = 0, soonest = 1000;
    for (const Detectable& row : rows) {
        if (row.option != 1 || row.group > 0) continue;
        ++series;
        if (row.detection.first_report == 0) continue;
        ++likely;
        soonest = std::min(soonest, row.known_in_week);
    }
    REQUIRE(likely > 1);
    const std::string line = detectability_line(made.comparison, rows);
    CHECK(line.starts_with("Likely to be seen (80 %) by monitoring within 1 year: A in " + std::to_string(likely) +
                           " of " + std::to_string(series) + " series; first "));
    const auto first = std::find_if(rows.begin(), rows.end(), [&](const Detectable& row) {
        return row.option == 1 && row.group <= 0 && row.detection.first_report > 0 && row.known_in_week == soonest;
    });
    const std::string joined_lines = replaced(line, "\n", " ");
    CHECK(joined_lines.find("; first " + lower_first(std::string(first->indicator->title)) + " under A, by ") !=
          std::string::npos);
    CHECK(joined_lines.ends_with(", in week " + std::to_string(soonest) + "; nothing of B. "));
    std::vector<Detectable> unseen = rows;
    for (Detectable& row : unseen) row.detection.first_report = 0;
    CHECK(detectability_line(made.comparison, unseen) ==
          "Likely to be seen (80 %) by monitoring within 1 year: nothing of any option.\n");
    CHECK(detectability_line(made.comparison, {}).empty());
    const std::string table = detectability_table(made.comparison, rows);
    CHECK(table.find("100 %, report 1") != std::string::npos);
    CHECK(table.find("Participants and others, 200 an arm") != std::string::npos);
    for (std::size_t at = 0, end = 0; at < table.size(); at = end + 1) {
        end = table.find('\n', at);
        CHECK(end - at <= 120);
    }
}

TEST_CASE("A change is the last quarter of the reports less the first", "[line_up]") {
    CHECK(change_of({1, 2, 3, 4, 5, 6, 7, 9}) == Approx(8 - 1.5));
    CHECK(change_of({1, std::nan(""), 4}) == 3);
    CHECK(std::isnan(change_of({1, std::nan("")})));
}

TEST_CASE("The chance to pick the programme out of four: all, a quarter, none, and ties by lot", "[line_up]") {
    const auto rising = [](std::initializer_list<double> changes) {
        std::vector<MeasuredSeries> series;
        for (const double change : changes) series.push_back({50, 50 + change});
        return series;
    };
    const auto baseline = rising({1, -2, 3, -4, 5});
    CHECK(chance_to_pick(rising({9, 9, -9, 9, 9}), baseline) == 1);
    CHECK(chance_to_pick(rising({0, 0, 0, 0, 0}), baseline) == 0);
    CHECK(chance_to_pick(rising({1, 1, 1, 1, 1}), rising({1, 1, 1, 1, 1})) == Approx(0.25));
    // Of the others' four triples one is below 3.5 throughout, where 4 or 5 is the replicate's own; else none.
    // left.
    CHECK(chance_to_pick(rising({3.5, 3.5, 3.5, 3.5, 3.5}), baseline) == Approx(2 * 0.25 / 5));
    CHECK(std::isnan(chance_to_pick(rising({9, 9, 9}), rising({1, 2, 3}))));
}

TEST_CASE("A line-up has the option once, among three baselines of other seeds, in a place that the lot chooses",
          "[line_up]") {
    std::vector<MeasuredSeries> option, baseline;
    for (int r = 0; r < 6; ++r) option.push_back({100.0 + r}), baseline.push_back({1.0 * r});
    std::array<int, kInLineUp> places{};
    for (std::uint32_t seed = 1; seed <= 80; ++seed) {
        const LineUp made = line_up(option, baseline, 2, seed);
        ++places[made.programme];
        std::vector<int> others;
        for (std::size_t k = 0; k < kInLineUp; ++k) {
            if (k == made.programme) {
                CHECK(made.series[k] == MeasuredSeries{102.0});
                continue;
            }
            CHECK(made.replicate[k] != 2);
            CHECK(made.series[k] == baseline[static_cast<std::size_t>(made.replicate[k])]);
            others.push_back(made.replicate[k]);
        }
        std::sort(others.begin(), others.end());
        CHECK(std::unique(others.begin(), others.end()) == others.end());
        CHECK(line_up(option, baseline, 2, seed).programme == made.programme);
    }
    for (const int times : places) CHECK(times > 8);
    CHECK_THROWS_AS(line_up(option, std::vector<MeasuredSeries>(3), 0, 1), std::invalid_argument);
}
