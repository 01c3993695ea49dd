// comparison.h5: every variable holds the member it is named after, over the coordinates that say what is what.
#include "scenarios/compare/comparison_variables.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/results/results_file.h"
#include "scenarios/results/results_series.h"
#include "scenarios/results/results_variables.h"
#include "tests/scenarios/compare/worked_runs.h"

namespace concord::scenarios {
namespace {

using Values = std::vector<double>;

Values each(const Comparison& c, double (*get)(const Difference&)) {
    Values values;
    for (const Difference& d : c.final_year) values.push_back(get(d));
    return values;
}

// Of what is shown: a measure that a group has not, or may not show, is missing throughout.
Values of_equality(const Comparison& c, double (*get)(const Difference&)) {
    Values values;
    for (const Difference& d : c.equality) values.push_back(std::isnan(d.mean) ? std::nan("") : get(d));
    return values;
}

// Equal as floats: most variables are stored so.
bool same(const Values& a, const Values& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!(static_cast<float>(a[i]) == static_cast<float>(b[i]) || (std::isnan(a[i]) && std::isnan(b[i]))))
            return false;
    return true;
}

Values counting(int first, int last) {
    Values values;
    for (int i = first; i <= last; ++i) values.push_back(i);
    return values;
}

}  // namespace

TEST_CASE("Every variable of the comparison file is the member it is named after", "[comparison]") {
    const Worked it(ParameterDraws::kPrior);
    write_comparison(it.folder, it.comparison);
    const hdf5::Reader file = open_concord_file(it.folder / "comparison.h5", "comparison", kComparisonFormat);
    const Comparison& c = it.comparison;
    const std::vector<std::pair<const char*, Values>> expected = {
        {"baseline", each(c, [](const Difference& d) { return d.baseline; })},
        {"level", each(c, [](const Difference& d) { return d.level; })},
        {"difference", each(c, [](const Difference& d) { return d.mean; })},
        {"difference_low", each(c, [](const Difference& d) { return d.interval.low; })},
        {"difference_high", each(c, [](const Difference& d) { return d.interval.high; })},
        {"difference_se", each(c, [](const Difference& d) { return d.standard_error; })},
        {"share_same_sign", each(c, [](const Difference& d) { return d.share_same_sign; })},
        {"survey_difference", each(c, [](const Difference& d) { return d.survey; })},
        {"smallest_difference", each(c, [](const Difference& d) { return d.matters; })},
        {"verdict", each(c, [](const Difference& d) { return static_cast<double>(d.verdict); })},
        {"people", each(c, [](const Difference& d) { return d.people; })},
        {"multiple", each(c, [](const Difference& d) { return d.multiple; })},
        {"multiple_for_gain", each(c, [](const Difference& d) { return d.multiple_for_gain; })},
        {"residents_reached", c.residents_reached},
        {"variance_ratio", each(c, [](const Difference& d) { return d.variance_ratio; })},
        {"cost_per_point", each(c, [](const Difference& d) { return d.cost_per_point; })},
        {"cost_per_point_low", each(c, [](const Difference& d) { return d.cost_interval.low; })},
        {"cost_per_point_high", each(c, [](const Difference& d) { return d.cost_interval.high; })},
        {"difference_by_replicate", c.by_replicate},
        {"year_difference", c.year_mean},
        {"year_difference_low", c.year_low},
        {"year_difference_high", c.year_high},
        {"year_share_same_sign", c.year_share},
        {"level_mean", c.table("level_mean")},
        {"level_sd", c.table("level_sd")},
        {"difference_mean", c.table("difference_mean")},
        {"difference_sd", c.table("difference_sd")},
        {"event_mean", c.table("event_mean")},
        {"ledger_difference", c.table("ledger_difference")},
        {"neighbourhood_difference_mean", c.table("neighbourhood_difference_mean")},
        {"neighbourhood_difference_variance", c.table("neighbourhood_difference_variance")},
        {"neighbourhood_share_positive", c.table("neighbourhood_share_positive")},
        {"weekly_mean", c.table("weekly_mean")},
        {"weekly_difference", c.table("weekly_difference")},
        {"equality_by_year", c.table("equality_by_year")},
        {"equality_difference_by_year", c.table("equality_difference_by_year")},
        {"equality_baseline", of_equality(c, [](const Difference& d) { return d.baseline; })},
        {"equality_difference", of_equality(c, [](const Difference& d) { return d.mean; })},
        {"equality_difference_low", of_equality(c, [](const Difference& d) { return d.interval.low; })},
        {"equality_difference_high", of_equality(c, [](const Difference& d) { return d.interval.high; })},
        {"equality_share_same_sign", of_equality(c, [](const Difference& d) { return d.share_same_sign; })},
        {"equality_smallest_difference", of_equality(c, [](const Difference& d) { return d.matters; })},
        {"equality_verdict", of_equality(c, [](const Difference& d) { return static_cast<double>(d.verdict); })},
        {"cost_present", c.cost_present},
        {"cost_present_by_district", c.cost_present_by_district},
        {"adults", c.adults}};
    for (const auto& [name, values] : expected) {
        INFO(name);
        CHECK(same(file.read(name), values));
    }
    Values drawn;
    for (const auto& row : c.plan.draws) drawn.insert(drawn.end(), row.begin(), row.end());
    CHECK(file.read("parameter_value") == drawn);
}

TEST_CASE("The coordinates of the comparison file count what they say", "[comparison]") {
    const Worked it(ParameterDraws::kPrior);
    write_comparison(it.folder, it.comparison);
    const hdf5::Reader file = open_concord_file(it.folder / "comparison.h5", "comparison", kComparisonFormat);
    CHECK(file.read("replicate") == counting(0, 2));
    CHECK(file.read("run_year") == counting(1, 2));
    CHECK(file.read("year") == counting(0, 2));
    CHECK(file.read("finished_period") == counting(1, 26));
    CHECK(file.read("draw") == counting(0, 2));
    const Values weeks = file.read("week");
    REQUIRE(weeks.size() == 105);
    CHECK(weeks[2] == 14);
    const Values days = file.read("period");
    REQUIRE(days.size() == 27);
    CHECK(days[0] == 0);
    CHECK(days[1] == 28);
    CHECK(days[26] == 728);
    CHECK(file.text("units", "period") == "days since 2026-01-05");
    CHECK(file.texts("scenario") == std::vector<std::string>{"Status quo", "Helps", "Unsure"});
    CHECK(file.texts("district") == std::vector<std::string>{"District 1", "District 2"});
    CHECK(file.texts("group").at(0) == "Greater Manchester");
    CHECK(file.texts("group").size() == 20);
    CHECK(file.texts("equality_measure") == to_strings(sim::kEqualityNames));
    CHECK(file.texts("equality_unit").at(sim::kEqualityTies) == "friends per adult");
    CHECK(file.texts("outcome").at(sim::kOutcomeHateIncidents) == "hate_incidents");
    CHECK(file.texts("outcome_unit").at(sim::kOutcomeCohesionIndex) == "points (0-100)");
    CHECK(file.texts("state").at(sim::kGrievance) == "grievance");
    CHECK(file.texts("event").at(sim::kEventMoves) == "moves");
    CHECK(file.texts("ledger_column").at(sim::kLedgerPolicing) == "policing");
    CHECK(file.texts("neighbourhood").size() == 12);
    const std::vector<std::string> kept = file.texts("neighbourhood_outcome");
    CHECK(kept.front() == "get_on_well");
    CHECK(std::count(kept.begin(), kept.end(), "police_trust_fell") == 1);
    CHECK(std::count(kept.begin(), kept.end(), "cohesion_index") == 0);  // may not be shown there
    CHECK(kept.size() == sim::kPlaceOutcomes.size());
    CHECK(file.number("replicates") == 3);
    CHECK(file.number("years") == 2);
    CHECK(file.number("scale") == 20);
    CHECK(file.number("population_seed") == 3);
    CHECK(file.text("parameters") == "draws from the priors");
}

TEST_CASE("A run on disk gives back what it was made from", "[ensemble]") {
    const Worked it(ParameterDraws::kDefaults);
    const sim::RunRecord record = worked_record(it.world, 2, 1);
    const Shard shard = read_shard(it.folder, it.plan, 2, 1);
    for (const auto id :
         {sim::SeriesId::kGroupOutcomes, sim::SeriesId::kEvents, sim::SeriesId::kLedger, sim::SeriesId::kAdults})
        CHECK(same(shard[id], shown_values(record, record[id])));
    CHECK(shard[sim::SeriesId::kEvents] == record[sim::SeriesId::kEvents].values);
    CHECK(shard[sim::SeriesId::kStateMeans].empty());  // not kept in runs
    CHECK(shard.cost_present_gbp == 20e3);
    CHECK(shard.cost_gbp == 20e3);
    CHECK(shard.cost_present_by_district == Values{12e3, 8e3});
    CHECK(shard.units_by_lever.empty());
    // By year, outcome and neighbourhood. Year 2, outcome 1, place 5: 50 + 1 + 5 + 2 x 2 - 2.
    CHECK(shard[sim::SeriesId::kNeighbourhoodOutcomes].at((2 * sim::kPlaceOutcomes.size() + 1) * 12 + 5) ==
          Approx(58).margin(1e-3));
    CHECK(std::isnan(read_shard(it.folder, it.plan, 2, 0)[sim::SeriesId::kNeighbourhoodOutcomes].at(0)));
    CHECK_THROWS(read_shard(it.folder, it.plan, 2, 3));  // no fourth replicate
}

}  // namespace concord::scenarios
