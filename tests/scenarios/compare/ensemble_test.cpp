// Comparisons survive interruption and do not depend on threads: the plan is fixed, shards are whole, and what is
// folded from them has the same bytes.
#include "scenarios/compare/ensemble.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/results/results_file.h"
#include "tests/scenarios/compare/fabricated_ensemble.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;
using Folder = TestFolder;
using Setting = FabricatedEnsemble;

}  // namespace

using Catch::Matchers::Contains;

TEST_CASE("A plan gives every scenario of a replicate the same seed, and comes back from its file", "[ensemble]") {
    const Folder folder;
    const Setting setting;
    for (const ParameterDraws draws : {ParameterDraws::kDefaults, ParameterDraws::kPrior}) {
        const Plan plan = setting.plan({.replicates = 5, .parameters = draws, .seed = 9});
        REQUIRE(plan.runs.size() == 15);
        std::set<std::uint32_t> seeds;
        for (const PlannedRun& run : plan.runs) {
            CHECK(run.seed == plan.run(0, run.replicate).seed);
            seeds.insert(run.seed);
        }
        CHECK(seeds.size() == 5);
        CHECK(plan.draws.size() == (draws == ParameterDraws::kPrior ? 5 : 1));
        write_plan(folder.path / "plan.h5", plan);
        CHECK(difference(read_plan(folder.path / "plan.h5"), plan).empty());
    }
}

TEST_CASE("Drawn unit costs stay in their ranges, and are common to the scenarios of a replicate", "[ensemble]") {
    Setting setting;
    setting.scenarios[2].levers[0].cost.source = "C06";
    const Plan plan = setting.plan({.replicates = 40, .parameters = ParameterDraws::kPrior});
    for (int r = 0; r < 40; ++r) {
        const double assumed = plan.cost_factors_of(setting.scenarios[1], r).at(0),
                     published = plan.cost_factors_of(setting.scenarios[2], r).at(0);
        CHECK((assumed >= 0.5 && assumed <= 2));
        CHECK((published >= 0.75 && published <= 1.25));
        CHECK((assumed > 1) == (published > 1));  // dear in one scenario, dear in all
    }
    CHECK(setting.plan().cost_factors_of(setting.scenarios[1], 0).empty());
}

TEST_CASE("Overrides of a scenario are fixed in every draw", "[ensemble]") {
    Setting setting;
    setting.scenarios[1].parameters = {{.name = "fair_share", .value = 0.456, .source = "test"}};
    const Plan plan = setting.plan({.replicates = 3, .parameters = ParameterDraws::kPrior});
    for (int r = 0; r < 3; ++r) CHECK(plan.parameters_of(setting.scenarios[1], r).fair_share == 0.456);
    CHECK(plan.parameters_of(setting.scenarios[0], 0).fair_share !=
          plan.parameters_of(setting.scenarios[0], 1).fair_share);
}

TEST_CASE("Scenarios that cannot be compared are refused", "[ensemble]") {
    Setting setting;
    setting.scenarios[1].years = 3;
    CHECK_THROWS_WITH(setting.plan(), Contains("Engagement") && Contains("needs the same time"));
    setting.scenarios[1] = setting.scenarios[0];
    CHECK_THROWS_WITH(setting.plan(), Contains("both named"));
    for (sim::Scenario& scenario : setting.scenarios) scenario.weeks = 60;
    setting.scenarios[1].name = "Engagement";
    CHECK_THROWS_WITH(setting.plan(), Contains("60 weeks") && Contains("whole years"));
    CHECK(file_key("Engagement first, everywhere!") == "engagement_first_everywhere");
    CHECK(file_key("***") == "scenario");
}

TEST_CASE("The comparison has the same bytes at one and two threads and after an interruption", "[ensemble]") {
    const Folder folder;
    Setting one, two, broken;
    const Plan plan = one.plan();
    CHECK(one.go(folder.path / "one", plan, {.folder = {}, .threads = 1}).replicates == 6);
    CHECK(two.go(folder.path / "two", plan, {.folder = {}, .threads = 2}).replicates == 6);

    broken.stop_after = 7;
    const EnsembleResult stopped = broken.go(folder.path / "broken", plan, {.folder = {}, .threads = 2});
    CHECK(stopped.stopped);
    CHECK(stopped.runs_done <= 7);
    std::ofstream(folder.path / "broken" / "runs" / "engagement-0005.h5.77.unfinished") << "cut short by a crash";
    broken.stop_after = 1 << 30;
    broken.stop = false;
    broken.made.clear();
    const EnsembleResult resumed =
        broken.go(folder.path / "broken", plan, {.folder = {}, .threads = 2, .resume = true});
    CHECK_FALSE(resumed.stopped);
    CHECK(resumed.runs_found == stopped.runs_done);
    CHECK(static_cast<int>(broken.made.size()) == 18 - stopped.runs_done);  // only what was missing

    CHECK_FALSE(fs::exists(folder.path / "broken" / "runs" / "engagement-0005.h5.77.unfinished"));
    const std::string bytes = one.compare(folder.path / "one", plan, 6);
    CHECK(two.compare(folder.path / "two", plan, 6) == bytes);
    CHECK(broken.compare(folder.path / "broken", plan, 6) == bytes);
    CHECK(bytes_of(folder.path / "one/plan.h5") == bytes_of(folder.path / "broken/plan.h5"));
    CHECK(bytes_of(folder.path / "one/runs/engagement-0005.h5") ==
          bytes_of(folder.path / "broken/runs/engagement-0005.h5"));
    CHECK(bytes_of(folder.path / "one/fields/engagement-0000.h5") ==
          bytes_of(folder.path / "broken/fields/engagement-0000.h5"));
    CHECK(ResultsFile(folder.path / "one/fields/engagement-0000.h5").complete);
    CHECK_FALSE(fs::exists(folder.path / "one/fields/engagement-0001.h5"));
}

TEST_CASE("A folder with a comparison is not run over, and another plan cannot resume it", "[ensemble]") {
    const Folder folder;
    Setting setting;
    setting.go(folder.path / "it", setting.plan(), {.folder = {}});
    CHECK_THAT(message_of([&] { setting.go(folder.path / "it", setting.plan(), {.folder = {}}); }),
               Contains("--resume"));
    CHECK_THAT(message_of([&] {
                   setting.go(folder.path / "it", setting.plan({.replicates = 4}), {.folder = {}, .resume = true});
               }),
               Contains("number of runs a scenario was 6 and is now 4") && Contains("more, not fewer"));
    CHECK_THAT(message_of([&] {
                   setting.go(folder.path / "it", setting.plan({.replicates = 6, .seed = 5}),
                              {.folder = {}, .resume = true});
               }),
               Contains("the seed was 1 and is now 5"));
    setting.scenarios[2].text += "# changed\n";
    CHECK_THAT(message_of([&] { setting.go(folder.path / "it", setting.plan(), {.folder = {}, .resume = true}); }),
               Contains("scenario \"Nothing new\" has changed"));
}

TEST_CASE("A damaged shard is named, not folded", "[ensemble]") {
    const Folder folder;
    Setting setting;
    const Plan plan = setting.plan({.replicates = 2});
    setting.go(folder.path / "it", plan, {.folder = {}});
    const fs::path shard = shard_path(folder.path / "it", plan, 1, 1);
    CHECK(fs::file_size(shard) < (1u << 20));
    fs::resize_file(shard, fs::file_size(shard) / 2);
    CHECK_THAT(message_of([&] { setting.compare(folder.path / "it", plan, 2); }), Contains("engagement-0001.h5"));
}

TEST_CASE("Until a standard error is reached, in whole batches and the same at any number of threads", "[ensemble]") {
    const Folder folder;
    Setting one, two, never;
    const Plan plan = one.plan({.replicates = 40});
    const EnsembleResult a =
        one.go(folder.path / "one", plan, {.folder = {}, .threads = 1, .keep_fields = 0, .until_se = 0.08});
    const EnsembleResult b =
        two.go(folder.path / "two", plan, {.folder = {}, .threads = 2, .keep_fields = 0, .until_se = 0.08});
    CHECK(a.replicates == b.replicates);
    CHECK(a.replicates % kReplicatesPerBatch == 0);
    CHECK((a.replicates > 10 && a.replicates < 40));
    CHECK(*a.largest_se <= 0.08);
    CHECK(largest_standard_error(folder.path / "one", plan, a.replicates - kReplicatesPerBatch) > 0.08);
    CHECK(one.compare(folder.path / "one", plan, a.replicates) == two.compare(folder.path / "two", plan, b.replicates));
    CHECK(never.go(folder.path / "never", plan, {.folder = {}, .threads = 2, .keep_fields = 0, .until_se = 0.0001})
              .replicates == 40);
}

TEST_CASE("A run that fails stops the comparison with its own error", "[ensemble]") {
    const Folder folder;
    const Setting setting;
    const RunFunction failing = [](const RunRequest&) -> RunOutput { throw std::runtime_error("the model broke"); };
    CHECK_THROWS_WITH(run_ensemble(setting.world, setting.scenarios, setting.plan(), failing,
                                   {.folder = folder.path / "it", .threads = 2}),
                      "the model broke");
}

TEST_CASE("Told to go on, a comparison makes every run that can be made and lists the others", "[ensemble]") {
    Setting setting;
    const Folder folder;
    const Plan plan = setting.plan({.replicates = 3});
    const RunFunction good = setting.run();
    const RunFunction failing = [&](const RunRequest& request) -> RunOutput {
        if (request.scenario == 1 && request.replicate == 1) throw std::runtime_error("the model broke");
        return good(request);
    };
    const auto go = [&](EnsembleOptions::OnError on_error) {
        return run_ensemble(setting.world, setting.scenarios, plan, failing,
                            {.folder = folder.path, .resume = true, .keep_fields = 0, .on_error = on_error});
    };
    const auto kept = [&] {
        return std::distance(fs::directory_iterator(folder.path / "runs"), fs::directory_iterator{});
    };
    CHECK_THROWS_WITH(go(EnsembleOptions::OnError::kStop), "the model broke");
    CHECK(kept() < 8);
    const EnsembleResult result = go(EnsembleOptions::OnError::kContinue);
    CHECK(kept() == 8);
    CHECK(result.replicates == 0);
    CHECK_FALSE(result.stopped);
    REQUIRE(result.failed.size() == 1);
    CHECK(result.failed[0].scenario == plan.names[1]);
    CHECK(result.failed[0].replicate == 1);
    CHECK(result.failed[0].problem == "the model broke");
    CHECK(setting.go(folder.path, plan, {.folder = {}, .resume = true, .keep_fields = 0}).replicates == 3);
}

TEST_CASE("A process that never comes is waited for no longer than told", "[ensemble]") {
    Setting setting;
    const Folder folder;
    CHECK_THROWS_WITH(setting.go(folder.path, setting.plan({.replicates = 2}),
                                 {.folder = {}, .group = {0, 2}, .keep_fields = 0, .patience_minutes = 0.002}),
                      Catch::Contains("process 0 of 2") && Catch::Contains("--patience"));
    CHECK(fs::exists(shard_path(folder.path, setting.plan({.replicates = 2}), 0, 0)));
}

TEST_CASE("Progress counts what was found and ends at all", "[ensemble]") {
    const Folder folder;
    Setting setting;
    EnsembleProgress last;
    setting.go(folder.path / "it", setting.plan(),
               {.folder = {}, .threads = 2, .progress = [&](const EnsembleProgress& p) { last = p; }});
    CHECK(last.runs_done == 18);
    CHECK(last.runs_total == 18);
    CHECK(last.share_done == Approx(1));
    CHECK(last.seconds_left == 0);
}

TEST_CASE("Processes that share a comparison make every run once, and the bytes of one process", "[ensemble]") {
    const Folder folder;
    Setting alone, shared;
    const Plan plan = alone.plan({.replicates = 25, .parameters = ParameterDraws::kPrior});
    for (const std::optional<double> until_se : {std::optional<double>(), std::optional<double>(1e-6)}) {
        const fs::path one = folder.path / (until_se ? "one_se" : "one"),
                       many = folder.path / (until_se ? "many_se" : "many");
        const auto expected = alone.go(one, plan, {.folder = {}, .threads = 2, .until_se = until_se});
        std::vector<std::thread> processes;
        std::array<EnsembleResult, 3> results;
        for (int rank = 2; rank >= 0; --rank)
            processes.emplace_back([&, rank] {
                results[rank] =
                    shared.go(many, plan, {.folder = {}, .threads = 1, .group = {rank, 3}, .until_se = until_se});
            });
        for (auto& process : processes) process.join();
        CHECK(results[0].replicates == expected.replicates);
        int made = 0;
        for (const auto& result : results) made += result.runs_done;
        CHECK(made == expected.runs_done);
        CHECK(shared.compare(many, plan, expected.replicates) == alone.compare(one, plan, expected.replicates));
    }
}

TEST_CASE("The launcher's variables say which process of how many this is", "[ensemble]") {
    const auto with = [](const char* rank, const char* size) {
        ::setenv("OMPI_COMM_WORLD_RANK", rank, 1), ::setenv("OMPI_COMM_WORLD_SIZE", size, 1);
        const auto group = process_group();
        return std::pair(group.rank, group.size);
    };
    CHECK(with("2", "4") == std::pair(2, 4));
    CHECK_THROWS_WITH(with("4", "4"), Contains("no process of the group"));
    CHECK_THROWS_WITH(with("two", "4"), Contains("\"two\""));
    ::unsetenv("OMPI_COMM_WORLD_RANK"), ::unsetenv("OMPI_COMM_WORLD_SIZE");
    ::setenv("SLURM_PROCID", "0", 1), ::setenv("SLURM_NTASKS", "8", 1);  // a batch script that is no step
    CHECK(process_group().size == 1);
    ::unsetenv("SLURM_PROCID"), ::unsetenv("SLURM_NTASKS");
}

}  // namespace concord::scenarios
