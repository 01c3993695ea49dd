// A measure of one row and one function is in every file of a comparison by itself: results, runs, comparison.h5 and
// comparison.csv, under its name, title and unit, and only where its disclosure lets it.
#include "tests/support/further_measure.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/comparison_variables.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/results/results_file.h"
#include "scenarios/results/results_writer.h"
#include "sim/run/simulation.h"
#include "tests/support/runs.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {
namespace {

constexpr std::size_t kNew = sim::kOutcomes;  // its place among the outcomes

struct Setting {
    tests::ScratchFolder scratch;
    std::filesystem::path folder = scratch.path;
    std::vector<sim::Measure> further{tests::kUnfairShareGap};
    sim::World world = sim::build_world(sim::small_geography(2, 2, 3), {.scale = 4, .seed = 8});
    std::vector<sim::Scenario> scenarios{tests::scenario(1), tests::scenario(1, tests::every_lever(2))};
    Plan plan;

    Setting() {
        scenarios[0].name = "Status quo", scenarios[1].name = "Every lever";
        plan = make_plan(world, scenarios, {.replicates = 2, .parameters = ParameterDraws::kDefaults, .seed = 4});
        std::filesystem::create_directories(folder / "runs");
        for (const PlannedRun& planned : plan.runs) {
            const sim::Scenario& scenario = scenarios[planned.scenario];
            const sim::RunRecord record = run(scenario, planned.seed, nullptr);
            write_shard(folder, plan, planned.scenario, planned.replicate, world, record,
                        sim::cost_of(scenario, record[sim::SeriesId::kUnitsBought]), plan.inputs);
        }
    }
    sim::RunRecord run(const sim::Scenario& scenario, std::uint32_t seed, sim::PeriodObserver* observer) const {
        const sim::RunOptions options{.seed = seed};
        sim::Simulation simulation(world, sim::prepare(world, sim::default_parameters(), scenario.baseline, options),
                                   scenario, options);
        return sim::run(simulation, {.observer = observer, .further = further});
    }
};

}  // namespace

TEST_CASE("A further measure is in results, runs, comparison.h5 and comparison.csv by itself",
          "[comparison][measure]") {
    const Setting it;
    const sim::GroupLayout layout{.districts = 2};
    const auto gm = static_cast<std::size_t>(layout.gm()), groups = static_cast<std::size_t>(layout.count());

    const sim::Parameters parameters = sim::default_parameters();
    ResultsWriter writer(it.folder / "run.h5",
                         {.world = it.world, .scenario = it.scenarios[1], .parameters = parameters, .seed = 4});
    const sim::RunRecord record = it.run(it.scenarios[1], 4, &writer);
    writer.finish(record, sim::cost_of(it.scenarios[1], record[sim::SeriesId::kUnitsBought]));
    const ResultsFile results(it.folder / "run.h5");
    REQUIRE(results.has("group_unfair_share_gap"));
    CHECK(results.long_name("group_unfair_share_gap") == "Gap in unfair stops between ethnic groups, by group");
    const std::vector<double> by_group = results.read("group_unfair_share_gap");
    for (std::size_t p = 1; p <= 13; ++p) {
        CHECK(by_group.at(p * groups + gm) == record[sim::SeriesId::kGroupOutcomes].at(p, gm, kNew));
        CHECK(std::isnan(by_group.at(p * groups + 1)));  // of no district
    }

    const Shard shard = read_shard(it.folder, it.plan, 1, 0);
    CHECK(shard[sim::SeriesId::kGroupOutcomes].size() == 14 * groups * (kNew + 1));

    const Comparison c = fold(it.folder, it.plan, 2, it.world.geography, sim::outcome_rows(it.further));
    const Difference& gap = c.difference(1, layout.gm(), static_cast<int>(kNew));
    CHECK(gap.baseline > 0);
    CHECK(gap.mean == Approx(gap.level - gap.baseline));
    CHECK(std::isnan(c.difference(1, layout.district(0), static_cast<int>(kNew)).mean));
    write_comparison(it.folder, c);
    const hdf5::Reader file = open_concord_file(it.folder / "comparison.h5", "comparison", kComparisonFormat);
    CHECK(file.texts("outcome").at(kNew) == "unfair_share_gap");
    CHECK(file.texts("outcome_title").at(kNew) == "Gap in unfair stops between ethnic groups");
    CHECK(file.texts("outcome_unit").at(kNew) == "percentage points");
    CHECK(file.shape("level_mean") == std::vector<std::size_t>{2, 14, groups, kNew + 1});
    CHECK(file.read("difference").at((groups + gm) * (kNew + 1) + kNew) == gap.mean);
    for (std::size_t g = 0; g < groups; ++g)  // nothing is said of it elsewhere, not even that it cannot be said
        CHECK(std::isnan(file.read("verdict").at((groups + g) * (kNew + 1) + kNew)) == (g != gm));

    const std::string csv = comparison_csv(c);
    std::size_t rows = 0;
    for (std::size_t at = csv.find(",unfair_share_gap,"); at != std::string::npos;
         at = csv.find(",unfair_share_gap,", at + 1))
        ++rows;
    CHECK(rows == 1);  // of Greater Manchester alone
    CHECK(csv.find(R"("Every lever","Status quo","Greater Manchester",unfair_share_gap,"percentage points",)") !=
          std::string::npos);
    // Its title is longer than there is room beside the cells.
    CHECK(comparison_table(c).find("\n  Gap in unfair stops between ethnic groups\n         ") != std::string::npos);
}

}  // namespace concord::scenarios
