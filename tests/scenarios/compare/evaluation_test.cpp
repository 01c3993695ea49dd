// The model as a function: every row and scenario once, in memory or in a folder alike, and what fails is told.
#include "scenarios/compare/evaluation.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <mutex>

#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/results/results_series.h"
#include "tests/scenarios/compare/fabricated_ensemble.h"
#include "tests/support/disclosure_walker.h"
#include "tests/support/test_geography.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

// Two scenarios on a small place, two draws, three seeds.
struct Setting {
    sim::World world = sim::build_world(sim::small_geography(), {.scale = 5, .seed = 3});
    std::vector<sim::Scenario> scenarios{fabricated_scenario("Status quo", 1, false),
                                         fabricated_scenario("Engagement", 1, true)};
    GivenRuns given{.draws = {sim::default_parameters(), sim::draw_from_priors(1, 4)},
                    .rows = {{0, 11}, {1, 11}, {0, 12}, {1, 12}},
                    .inputs = {{"table", std::string(64, 'a')}}};

    explicit Setting(int weeks) {
        for (sim::Scenario& scenario : scenarios) scenario.weeks = weeks;
    }
    Plan plan() const { return make_plan(world, scenarios, given); }
};

using Values = std::map<std::pair<int, int>, std::vector<double>>;  // by scenario and replicate

// Of one series; a run's others are empty.
Values values_of(const Setting& setting, EvaluationOptions options, Evaluation* result = nullptr,
                 sim::SeriesId series = sim::SeriesId::kGroupOutcomes) {
    options.series = {series};
    Values values;
    std::mutex mutex;
    const Plan plan = setting.plan();
    const Evaluation made = evaluate(setting.world, setting.scenarios, plan, options, [&](const EvaluatedRun& run) {
        const std::lock_guard lock(mutex);
        CHECK(values
                  .emplace(std::pair(run.scenario, run.replicate),
                           std::vector<double>(run[series].begin(), run[series].end()))
                  .second);
        for (std::size_t id = 0; id < sim::kSeries; ++id)
            CHECK((run.series[id].empty() || id == static_cast<std::size_t>(series)));
    });
    if (result) *result = made;
    return values;
}

// What the last row's run of the second scenario is, made by itself.
sim::RunRecord last_run(const Setting& setting) {
    const auto start = sim::prepare(setting.world, setting.given.draws[1], setting.scenarios[1].baseline, {.seed = 12});
    sim::Simulation simulation(setting.world, start, setting.scenarios[1], {.seed = 12});
    return sim::run(simulation);
}

// NaN is like NaN.
bool same(const Values& a, const Values& b) {
    const auto like = [](double x, double y) { return x == y || (x != x && y != y); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const auto& x, const auto& y) {
        return x.first == y.first &&
               std::equal(x.second.begin(), x.second.end(), y.second.begin(), y.second.end(), like);
    });
}

}  // namespace

TEST_CASE("An evaluation is the same in memory and in a folder, at one and three threads", "[evaluation]") {
    const TestFolder folder;
    const Setting setting(8);
    Evaluation result;
    const Values one = values_of(setting, {.threads = 1}, &result);
    REQUIRE(one.size() == 8);
    CHECK_FALSE(result.stopped);
    for (const std::string& problem : result.problems) CHECK(problem.empty());
    CHECK(one.at({0, 0}).size() == 3 * sim::outcome_rows().size() * sim::group_names(setting.world.geography).size());
    CHECK(one.at({0, 0}) != one.at({0, 1}));  // another draw
    CHECK(one.at({0, 0}) != one.at({0, 2}));  // another seed
    CHECK(same(one, values_of(setting, {.threads = 3})));
    CHECK(same(one, values_of(setting, {.folder = folder.path / "kept", .threads = 2})));
    std::filesystem::remove(folder.path / "kept/runs/engagement-0002.h5");
    CHECK(same(one, values_of(setting, {.folder = folder.path / "kept", .threads = 2})));
}

TEST_CASE("What monitoring reports is handed out beside what is true, the same in a folder", "[evaluation]") {
    const TestFolder folder;
    const Setting setting(28);
    const auto free = [&](sim::SeriesId id) { return values_of(setting, {.threads = 2}, nullptr, id); };
    const Values measured = free(sim::SeriesId::kMeasured), truth = free(sim::SeriesId::kMeasuredTruth);
    CHECK(same(measured, values_of(setting, {.folder = folder.path, .threads = 2}, nullptr, sim::SeriesId::kMeasured)));
    REQUIRE((measured.size() == 8 && truth.size() == 8));
    const std::size_t places = 1 + setting.world.geography.districts.size();
    CHECK(measured.at({0, 0}).size() == 2 * places * sim::kIndicators);
    const sim::RunRecord record = last_run(setting);
    const std::size_t stops = (1 * places + 0) * sim::kIndicators + sim::kSeenStops;  // of all, in the second quarter
    CHECK(measured.at({1, 3})[stops] == record[sim::SeriesId::kMeasured].values[stops]);
    CHECK(truth.at({1, 3})[stops] == record[sim::SeriesId::kMeasuredTruth].values[stops]);
    CHECK(measured.at({1, 3})[stops] > 0);
}

TEST_CASE("Every series that runs keep is handed out, the same in a folder, and only what may be shown",
          "[evaluation]") {
    const TestFolder folder;
    const Setting setting(56);
    const sim::RunRecord record = last_run(setting);
    using sim::SeriesId;
    for (const SeriesId id : {SeriesId::kEquality, SeriesId::kProgramme, SeriesId::kSupport, SeriesId::kSupportOfRun,
                              SeriesId::kMeetings}) {
        INFO(sim::info(id).name);
        const Values free = values_of(setting, {.threads = 2}, nullptr, id);
        CHECK(same(free, values_of(setting, {.folder = folder.path, .threads = 2}, nullptr, id)));
        const std::vector<double> shown = shown_values(record, record[id]);
        const std::vector<double>& handed = free.at({1, 3});
        REQUIRE(handed.size() == shown.size());
        for (std::size_t k = 0; k < shown.size(); ++k) {
            CHECK(std::isnan(handed[k]) == std::isnan(shown[k]));
            if (!std::isnan(shown[k])) CHECK(handed[k] == static_cast<double>(static_cast<float>(shown[k])));
        }
        if (id == SeriesId::kEquality || id == SeriesId::kProgramme || id == SeriesId::kMeetings)
            CHECK(std::any_of(handed.begin(), handed.end(), [](double x) { return !std::isnan(x); }));
    }
    CHECK_THROWS_WITH(values_of(setting, {.threads = 1}, nullptr, SeriesId::kStateMeans),
                      Contains("state_means: runs do not keep this"));
}

TEST_CASE("A row's value is that of a run with its draw and seed, whoever asks", "[evaluation]") {
    const Setting setting(8);
    const Values values = values_of(setting, {.threads = 2});
    const sim::RunRecord record = last_run(setting);
    CHECK(record.weeks == 8);
    CHECK(record.periods == 2);
    const sim::Series& outcomes = record[sim::SeriesId::kGroupOutcomes];
    const std::vector<double>& row = values.at({1, 3});
    for (const std::size_t outcome : {sim::kOutcomeInfluence, sim::kOutcomePoliceConfidence})
        CHECK(row[(2 * outcomes.length(sim::Axis::kGroup) + 0) * outcomes.length(sim::Axis::kOutcome) + outcome] ==
              outcomes.at(2, 0, outcome));
}

TEST_CASE("The start alone, and a length between years, are kept in a folder like any other", "[evaluation]") {
    const TestFolder folder;
    for (const int weeks : {0, 4, 60}) {
        INFO(weeks);
        const Setting setting(weeks);
        const auto kept = folder.path / std::to_string(weeks);
        const Values free = values_of(setting, {.threads = 2});
        CHECK(same(free, values_of(setting, {.folder = kept, .threads = 2})));
        CHECK(read_plan(kept / "plan.h5").weeks == weeks);
        CHECK(read_shard(kept, setting.plan(), 1, 0).periods == static_cast<std::size_t>(weeks / 4));
    }
    // What an evaluation keeps, of whoever asks (`world.evaluate(..., out=)` among them), says nothing that it may not.
    CHECK(tests::disclosure_complaints_below(folder.path) == std::vector<std::string>{});
}

TEST_CASE("A run that cannot be made is a problem of its own", "[evaluation]") {
    const TestFolder folder;
    Setting setting(4);
    setting.scenarios[1].parameters = {{.name = "no_such_parameter", .value = 1, .source = "test"}};
    for (const bool kept : {false, true}) {
        Evaluation result;
        EvaluationOptions options{.threads = 2};
        if (kept) options.folder = folder.path;
        const Values values = values_of(setting, options, &result);
        CHECK(values.size() == 4);
        for (int replicate = 0; replicate < 4; ++replicate) {
            CHECK(result.problem_of(setting.plan(), 0, replicate).empty());
            CHECK_THAT(result.problem_of(setting.plan(), 1, replicate), Contains("no_such_parameter"));
        }
    }
}

TEST_CASE("An evaluation that is stopped says which runs are missing", "[evaluation]") {
    const Setting setting(52);
    std::atomic<bool> stop = false;
    EvaluationOptions options{.threads = 1, .stop = &stop};
    options.progress = [&](int done, int total) {
        CHECK(total == 8);
        stop = done == 3;
    };
    Evaluation result;
    const Values values = values_of(setting, options, &result);
    CHECK(result.stopped);
    CHECK(values.size() == 3);
    CHECK(std::count(result.problems.begin(), result.problems.end(), "not run: interrupted") == 5);
}

TEST_CASE("What cannot be evaluated is refused", "[evaluation]") {
    Setting setting(4);
    setting.given.rows = {{2, 1}};
    CHECK_THROWS_WITH(setting.plan(), Contains("draw 2 of 2"));
    setting.given.rows.clear();
    CHECK_THROWS_WITH(setting.plan(), Contains("a draw and a seed"));
    setting.given.rows = {{0, 1}};
    setting.scenarios[1].weeks = 8;
    CHECK_THROWS_WITH(setting.plan(), Contains("8 weeks") && Contains("4 weeks"));
    setting.scenarios.clear();
    CHECK_THROWS_WITH(setting.plan(), Contains("needs a scenario"));
}

}  // namespace concord::scenarios
