// What the session computes beside the window is what batch runs of the same scenarios give.
#include <catch2/catch.hpp>
#include <cstring>
#include <thread>

#include "scenarios/format/scenario_file.h"
#include "sim/run/simulation.h"
#include "tests/support/session.h"
#include "viz/explorer/figures/results.h"

using namespace concord;
using namespace concord::explorer;

namespace {

// Weekly outcomes of a batch run, as `concord run` has them: hate incidents of the week alone.
std::vector<float> batch(const sim::Geography& geography, sim::Scenario scenario, int scale, int weeks,
                         std::uint32_t seed, const sim::Parameters& parameters) {
    const auto world = sim::build_world(geography, {.scale = scale, .seed = 1});
    const sim::RunOptions options{.seed = seed};
    const auto start = sim::prepare(world, parameters, scenario.baseline, options);
    sim::Simulation simulation(world, start, scenario, options);
    const auto record = sim::run(simulation, {.progress = [&](int week, int) { return week < weeks; }});
    const std::vector<double>& outcomes = record[sim::SeriesId::kWeeklyOutcomes].values;
    return {outcomes.begin(), outcomes.end()};
}

bool same(const Weeks& weeks, const std::vector<float>& record, std::size_t count) {
    const std::size_t width = weeks.front()->outcome.size();
    for (std::size_t w = 0; w < count; ++w) {
        std::vector<float> of_week = weeks[w]->outcome;
        for (std::size_t g = 0; g < weeks[w]->incidents.size(); ++g)
            of_week[g * sim::kOutcomes + sim::kOutcomeHateIncidents] = weeks[w]->incidents[g];
        if (std::memcmp(of_week.data(), record.data() + w * width, width * sizeof(float)) != 0) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("A branch, its parent and its members are bit-identical to batch runs of the scenario that is saved from it",
          "[large]") {
    tests::Session session(200);
    session.play(
        "open trust_led; show_week 30; fork \"More seats\"; lever community_engagement 60; show_week 60; lever "
        "neighbourhood_policing 1; "
        "show_week 70; save_branch fork.toml; show_branch Trust-led; show_week 70; save_branch parent.toml");
    const auto& geography = session.explorer.geography();
    for (const auto& saved : {std::pair{"fork.toml", "More seats"}, std::pair{"parent.toml", "Trust-led"}}) {
        const char *file = saved.first, *name = saved.second;
        INFO(name);
        const sim::Scenario scenario = scenarios::read_scenario(session.folder / file, geography);
        const auto& branches = session.now().branches;
        const auto plan = std::find_if(branches.begin(), branches.end(), [&](const auto& b) { return b.name == name; });
        const BranchResult& result = *session.explorer.frame().branch(plan->id);
        REQUIRE(result.last_week() >= 70);
        CHECK(same(result.weeks, batch(geography, scenario, 200, 70, 1, sim::default_parameters()), 71));
        REQUIRE(result.members.size() == kMembers);
        for (const std::uint32_t m : {0u, 5u}) {
            REQUIRE(result.members[m].size() == 71);
            CHECK(same(result.members[m], batch(geography, scenario, 400, 70, 2 + m, sim::draw_from_priors(1, m)), 71));
        }
    }
}

TEST_CASE("Scrubbing, undoing and doing again change nothing of what was computed", "[handover]") {
    tests::Session session(500);
    session.play("open status_quo_today; show_week 40; fork Other; lever stop_and_search 2; show_week 80");
    const auto before = session.explorer.frame().branch(session.now().shown)->weeks;
    session.play("show_week 3; show_week 55; undo; undo; undo; redo; redo; redo; select Oldham; show_week 80");
    const auto& after = session.explorer.frame().branch(session.now().shown)->weeks;
    REQUIRE(after.size() >= 81);
    for (std::size_t w = 0; w <= 80; ++w) CHECK(after[w]->state == before[w]->state);
}

TEST_CASE("A lever pulled in the past makes a new branch; one pulled at the front does not", "[handover]") {
    tests::Session session(1000);
    session.play("open status_quo_today; show_week 20; lever community_engagement 30");
    CHECK(session.now().branches.size() == 1);
    session.play("show_week 40; show_week 10; lever community_engagement 50");
    REQUIRE(session.now().branches.size() == 2);
    const BranchPlan &fork = session.now().branches[1], &parent = session.now().branches[0];
    CHECK(fork.parent == parent.id);
    CHECK(fork.forked_at == 10);
    CHECK(session.now().shown == fork.id);
    CHECK(session.now().against == parent.id);
    CHECK(setting_at(parent.scenario(), sim::LeverKind::kCommunityEngagement, 30)->intensity() == 30);
    CHECK(setting_at(fork.scenario(), sim::LeverKind::kCommunityEngagement, 30)->intensity() == 50);
    // Both keep what they share.
    const auto& frame = session.explorer.frame();
    CHECK(frame.branch(fork.id)->weeks[10] == frame.branch(parent.id)->weeks[10]);
}

TEST_CASE("An assumption begins every branch anew from week 0 under it; members follow", "[handover]") {
    tests::Session session(500);
    session.play("open status_quo_today; fork Other; lever stop_and_search 4; show_week 30");
    const auto result = [&] { return session.explorer.frame().branch(session.now().shown); };
    const float before = result()->weeks[30]->outcome[sim::kOutcomePoliceConfidence];
    const float start = result()->weeks[0]->outcome[sim::kOutcomePoliceConfidence];
    session.play("assume fair_share 0.5");
    CHECK(result()->last_week() >= 30);
    CHECK(result()->weeks[0]->outcome[sim::kOutcomePoliceConfidence] == Approx(start).margin(0.5));
    CHECK(result()->weeks[30]->outcome[sim::kOutcomePoliceConfidence] != before);
    for (const BranchPlan& plan : session.now().branches) CHECK(plan.scenario().parameters.size() == 1);
    session.play("undo");
    CHECK(result()->weeks[30]->outcome[sim::kOutcomePoliceConfidence] == before);
}

TEST_CASE("The clock waits for the simulation, plays at its speed and stops at the end", "[handover]") {
    tests::Session session(1000);
    auto& explorer = session.explorer;
    session.play("open status_quo_today; speed 10");
    explorer.perform("play");
    for (int k = 0; k < 400 && session.now().week < 20; ++k) {
        explorer.tick(0.05);
        CHECK(explorer.week_there() >= session.now().week - 1);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    CHECK(session.now().week == 20);
    explorer.perform("play");
    CHECK_FALSE(session.now().playing);
    const int stopped = session.now().week;
    explorer.tick(1);
    CHECK(session.now().week == stopped);
    session.play("show_week 519");
    explorer.perform("play");
    for (int k = 0; k < 400 && session.now().playing; ++k) {
        explorer.tick(0.1);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    CHECK(session.now().week == 520);
    CHECK_FALSE(session.now().playing);
}

TEST_CASE("Headlines: differences are paired, and nothing differs between equal branches") {
    tests::Session session(500);
    session.play("open status_quo_today; fork Same; show_week 26");
    for (const Headline& row : headlines(session.explorer, -1)) {
        REQUIRE(row.finding);
        CHECK(row.finding->difference == 0);
        CHECK(row.finding->spread.come == kMembers);
        CHECK(row.finding->spread.low == 0);
        CHECK(row.finding->spread.includes_zero);
        CHECK(row.finding->verdict == sim::Verdict::kNotModelled);  // no finding, though all runs agree
        CHECK(row.survey_sees.has_value() == sim::kOutcomeTable[row.outcome].percentage);
    }
    session.play("fork Stops; lever stop_and_search 10; show_week 104");
    const auto rows = headlines(session.explorer, -1);
    const Finding& confidence = *rows[sim::kOutcomePoliceConfidence].finding;
    CHECK(confidence.difference < 0);
    CHECK(confidence.spread.low < 0);
    CHECK(confidence.spread.low < confidence.spread.high);
    CHECK(confidence.verdict != sim::Verdict::kNotModelled);
}

TEST_CASE("Spread of members: lowest, highest, and whether zero lies inside") {
    CHECK(spread_of({}).includes_zero);
    CHECK(std::isnan(spread_of({1}).low));
    const Spread spread = spread_of({0.2, -0.1, 0.4});
    CHECK(spread.low == -0.1);
    CHECK(spread.high == 0.4);
    CHECK(spread.includes_zero);
    const Spread few = spread_of({0.2, std::nan(""), 0.4});  // one rests on too few
    CHECK(few.members == 2);
    CHECK(few.come == 3);
    CHECK(few.low == 0.2);
    CHECK_FALSE(spread_of({0.2, 0.1}).includes_zero);
    CHECK(spread_of({0.0, 0.1}).includes_zero);
}
