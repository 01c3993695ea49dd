// What a comparison says, in numbers and in words: paired differences, intervals that name their kind, costs of a
// point of a gain, and no number where the verdict allows none.
#include "scenarios/compare/comparison.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "scenarios/compare/comparison_variables.h"
#include "scenarios/compare/ensemble.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/compare/provenance.h"
#include "scenarios/compare/survey.h"
#include "scenarios/files/text.h"
#include "scenarios/results/results_file.h"
#include "tests/scenarios/results/fabricated_run.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

// Option 1 raises every outcome by 3, option 2 does nothing, option 3 lowers by 3; noise is shared to nine tenths.
struct Compared {
    tests::ScratchFolder scratch;
    fs::path folder = scratch.path;
    sim::World world = fabricated_world(sim::small_geography());
    std::vector<sim::Scenario> scenarios = {
        fabricated_scenario("Status quo", 1, false), fabricated_scenario("Helps", 1, true),
        fabricated_scenario("Does nothing", 1, true), fabricated_scenario("Harms", 1, true)};
    Plan plan;
    Comparison comparison;

    explicit Compared(ParameterDraws draws, int replicates = 20) {
        fs::create_directories(folder / "runs");
        plan = make_plan(world, scenarios, {.replicates = replicates, .parameters = draws});
        constexpr double kEffect[] = {0, 3, 0, -3};
        for (const PlannedRun& run : plan.runs) {
            const std::size_t s = static_cast<std::size_t>(run.scenario);
            write_shard(folder, plan, run.scenario, run.replicate, world,
                        fabricated_record(world, 1,
                                          {.seed = run.seed,
                                           .effect = kEffect[s],
                                           .own_noise = run.scenario == 0 ? 0 : 0.3,
                                           .scenario = static_cast<std::uint32_t>(run.scenario)}),
                        fabricated_costs(world, scenarios[s]), plan.inputs);
        }
        comparison = fold(folder, plan, replicates, world.geography);
    }
};

}  // namespace

using Catch::Matchers::Contains;

TEST_CASE("Differences are paired, and their intervals are t-intervals at defaults", "[comparison]") {
    const Compared it(ParameterDraws::kDefaults);
    const Difference& d = it.comparison.difference(1, 0, sim::kOutcomeGetOnWell);
    std::vector<double> expected;
    for (int r = 0; r < 20; ++r)
        expected.push_back(read_final_year(it.folder, it.plan, 1, r)[0] - read_final_year(it.folder, it.plan, 0, r)[0]);
    const Interval interval = mean_interval(moments_of(expected));
    CHECK(d.mean == Approx(moments_of(expected).mean()));
    CHECK(d.interval.low == Approx(interval.low));
    CHECK(d.interval.high == Approx(interval.high));
    CHECK(d.mean == Approx(3).margin(0.4));
    CHECK(d.share_same_sign == Approx(1));
    CHECK(d.survey == Approx(smallest_survey_difference_at(
                          d.baseline, it.world.geography.total_residents() / sim::kResidentsOfGreaterManchester)));
    CHECK(std::isnan(it.comparison.difference(1, 0, sim::kOutcomeCohesionIndex).survey));
    CHECK(d.variance_ratio > 5);  // about (1 + 1.09) / 0.09
    CHECK(it.comparison.median_variance_ratio(1) == Approx(23).epsilon(0.5));
}

TEST_CASE("With drawn parameters the interval is the percentiles over draws", "[comparison]") {
    const Compared it(ParameterDraws::kPrior);
    std::vector<double> expected;
    for (int r = 0; r < 20; ++r)
        expected.push_back(read_final_year(it.folder, it.plan, 1, r)[0] - read_final_year(it.folder, it.plan, 0, r)[0]);
    const Difference& d = it.comparison.difference(1, 0, sim::kOutcomeGetOnWell);
    CHECK(d.interval.low == Approx(percentile(expected, 0)));  // 20 draws: the range
    CHECK(d.interval.high == Approx(percentile(expected, 1)));
    CHECK_THAT(reading_guide(it.comparison), Contains("range over all draws"));
    CHECK_THAT(comparison_csv(it.comparison), Contains("range over draws"));
}

TEST_CASE("The cost of a point, or the words for why there is none", "[comparison]") {
    const Compared it(ParameterDraws::kDefaults);
    const Difference& helps = it.comparison.difference(1, 0, sim::kOutcomeGetOnWell);
    CHECK(helps.cost_words.empty());
    CHECK(helps.cost_per_point == Approx(170000 / helps.mean));
    CHECK(helps.cost_interval.low == Approx(170000 / helps.interval.high));
    CHECK(helps.cost_interval.high == Approx(170000 / helps.interval.low));
    int small = 0;
    for (int o = 0; o < sim::kOutcomes; ++o) {
        const Difference& d = it.comparison.difference(2, 0, o);
        CHECK((d.cost_words == "no change that matters") == (d.verdict == sim::Verdict::kNoChangeThatMatters));
        CHECK((d.cost_words.empty() || std::isnan(d.cost_per_point)));
        small += d.verdict == sim::Verdict::kNoChangeThatMatters ? 1 : 0;
    }
    CHECK(small >= 7);
    CHECK(it.comparison.difference(3, 0, sim::kOutcomeGetOnWell).cost_words == "harm");
    CHECK(it.comparison.difference(1, 0, sim::kOutcomePoliceTrustFell).cost_words == "harm");  // fewer is better
    CHECK(it.comparison.difference(3, 0, sim::kOutcomePoliceTrustFell).cost_words.empty());
    CHECK(it.comparison.difference(1, 2, 0).cost_words ==
          "gain at no extra cost");  // the lever is in the first district only
    CHECK(it.comparison.difference(1, 8, 0).cost_words == "cost not split by this group");
}

TEST_CASE("Behind the answer every number stands with its interval and verdict", "[comparison]") {
    const Compared it(ParameterDraws::kDefaults);
    const std::string table = comparison_details(it.comparison);
    for (const char* words : {"no change that matters", "within +-0.5", "not a survey item", "gain", "harm", "£"})
        CHECK_THAT(table, Contains(words));
    CHECK_THAT(replaced(table, "\n", " "), Contains("simulated residents, not a measurement of this place"));
}

TEST_CASE("The comparison file holds what was folded; the CSV has one row a difference", "[comparison]") {
    const Compared it(ParameterDraws::kDefaults);
    write_comparison(it.folder, it.comparison);
    const hdf5::Reader file = open_concord_file(it.folder / "comparison.h5", "comparison", kComparisonFormat);
    const std::size_t groups = it.comparison.groups.size(), outcomes = it.comparison.outcomes.size();
    CHECK(file.shape("difference") == std::vector<std::size_t>{4, groups, outcomes});
    CHECK(file.read("difference").at(groups * outcomes) == Approx(it.comparison.difference(1, 0, 0).mean));
    CHECK(file.shape("difference_by_replicate") == std::vector<std::size_t>{4, 20, groups, outcomes});
    REQUIRE(file.shape("level_by_replicate") == std::vector<std::size_t>{4, 20, groups, outcomes});
    const std::vector<double> levels = file.read("level_by_replicate"), changes = file.read("difference_by_replicate");
    const std::size_t arm = 20 * groups * outcomes,
                      cell = 7 * groups * outcomes + 3;  // replicate 7, GM, the fourth outcome
    CHECK(levels[arm + cell] == Approx(read_final_year(it.folder, it.plan, 1, 7)[3]));
    CHECK(levels[arm + cell] - levels[cell] == Approx(changes[arm + cell]).margin(1e-5));
    CHECK(file.shape("neighbourhood_difference_mean") == std::vector<std::size_t>{4, 2, 7, 12});
    CHECK(file.read("neighbourhood_difference_mean").at(1 * 2 * 8 * 12 + 8 * 12) == Approx(3).margin(0.4));
    CHECK(file.read("neighbourhood_share_positive").at(1 * 2 * 8 * 12 + 8 * 12) == Approx(1));
    CHECK(file.read("ledger_difference").at(groups * 80) == Approx(0).margin(1e-12));  // same seed, same made-up ledger
    CHECK(file.texts("scenario").at(1) == "Helps");
    const std::string csv = comparison_csv(it.comparison);
    CHECK(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')) ==
          1 + 3 * groups * outcomes + 3 * sim::kPlaceOutcomes.size() + 3 * outcomes);  // groups, places, pairs
    CHECK_THAT(csv, Contains("no change that matters"));
}

TEST_CASE("The provenance record is an RO-Crate that names program, scenarios and files", "[comparison]") {
    const Compared it(ParameterDraws::kDefaults);
    write_comparison(it.folder, it.comparison);
    write_provenance(it.folder, provenance_of(it.plan, it.folder), "2026-01-05");
    std::ifstream stream(it.folder / "ro-crate-metadata.json");
    const nlohmann::json crate = nlohmann::json::parse(stream);
    CHECK(crate["@context"][0] == "https://w3id.org/ro/crate/1.1/context");
    CHECK(crate["@graph"][0]["conformsTo"]["@id"] == "https://w3id.org/ro/crate/1.1");
    CHECK(crate["@graph"][1]["datePublished"] == "2026-01-05");
    CHECK_THAT(crate.dump(), Contains("comparison.h5") && Contains("Does nothing") && Contains("SoftwareApplication"));
}

}  // namespace concord::scenarios
