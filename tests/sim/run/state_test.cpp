// Saving and restoring: a run taken up again goes on bit for bit, and a fork is the run of its own scenario.
#include "sim/run/state.h"

#include <catch2/catch.hpp>
#include <functional>

#include "sim/run/week_reader.h"
#include "tests/support/runs.h"
#include "tests/support/with_threads.h"

using namespace concord;

namespace {

struct Setting {
    sim::World world = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 2, .seed = 8});
    sim::Scenario scenario = [] {
        sim::Scenario s = tests::scenario(2, tests::every_lever(2));
        s.events = {tests::event(sim::NewsKind::kAttack, 4, 1)};
        return s;
    }();
    sim::RunOptions options{.seed = 4};
    sim::Parameters parameters = [] {
        sim::Parameters p = sim::default_parameters();
        p.lasting = 0.3;  // so that every member has something in it
        return p;
    }();
    std::shared_ptr<const sim::Start> start = sim::prepare(world, parameters, scenario.baseline, options);

    sim::Simulation begin(const sim::Scenario& s) const { return {world, start, s, options}; }
};

void run_to(sim::Simulation& simulation, int week) {
    while (simulation.week() < week) simulation.step();
}

}  // namespace

TEST_CASE("A run restored from a saved week goes on bit for bit, again and again") {
    const Setting setting;
    sim::Simulation run = setting.begin(setting.scenario);
    run_to(run, 26);
    const auto saved = run.save();
    run_to(run, 61);
    const auto expected = run.save();
    sim::Simulation other = setting.begin(setting.scenario);
    for (int again = 0; again < 3; ++again) {
        sim::Simulation& simulation = again == 0 ? other : run;  // another object, then back and forth in the same one
        simulation.restore(*saved);
        CHECK(simulation.week() == 26);
        run_to(simulation, 61);
        CHECK(sim::first_difference(*simulation.save(), *expected) == "");
    }
    CHECK(sim::first_difference(*saved, *expected) == "week");
}

TEST_CASE("A fork from a saved week is bit-identical to a whole run of its scenario, at any number of threads") {
    const Setting setting;
    sim::Scenario forked = setting.scenario;
    forked.levers.push_back(tests::every_lever(2)[0]);
    forked.levers.back().from = sim::add_weeks(forked.start, 40);
    forked.levers.back().ramp_weeks = 0;
    forked.events.push_back(tests::event(sim::NewsKind::kSolidarity, 33));
    sim::Simulation parent = setting.begin(setting.scenario);
    run_to(parent, 26);
    const auto saved = parent.save();
    run_to(parent, 70);
    const auto fork_and_compare = [&] {
        sim::Simulation fork = setting.begin(forked);
        fork.restore(*saved);
        run_to(fork, 70);
        sim::Simulation whole = setting.begin(forked);
        run_to(whole, 70);
        CHECK(sim::first_difference(*fork.save(), *whole.save()) == "");
        CHECK_FALSE(sim::first_difference(*fork.save(), *parent.save()).empty());  // the lever did something
    };
    for (const int threads : {1, 2}) tests::with_threads(threads, fork_and_compare);
}

TEST_CASE("A comparison of states sees a change of any member") {
    const Setting setting;
    sim::Simulation run = setting.begin(setting.scenario);
    run_to(run, 5);
    const auto saved = run.save();
    const std::vector<std::pair<std::string_view, std::function<void(sim::SimulationState&)>>> changes = {
        {"week", [](auto& s) { ++s.week; }},
        {"now", [](auto& s) { s.now.back()[7] += 1e-6f; }},
        {"tag_now", [](auto& s) { s.tag_now[3] ^= 1; }},
        {"friends", [](auto& s) { s.friends[2][0] ^= 1; }},
        {"police_trust_start", [](auto& s) { ++s.police_trust_start[0]; }},
        {"reached_by", [](auto& s) { ++s.reached_by[0]; }},
        {"last_seat", [](auto& s) { ++s.last_seat[0]; }},
        {"moved", [](auto& s) { s.moved[0] ^= 1; }},
        {"disorder", [](auto& s) { s.disorder[0] += 1e-6f; }},
        {"area_sums", [](auto& s) { s.area_sums[0].openness += 1e-9; }},
        {"sums", [](auto& s) { s.sums[1].incidents += 1; }},
        {"ledger.place", [](auto& s) { s.ledger.place[0][3][2] += 1; }},
        {"ledger.by_age", [](auto& s) { s.ledger.by_age[0][1][3][2] += 1; }},
        {"ledger.by_group", [](auto& s) { s.ledger.by_group[0][1][3][2] += 1; }},
        {"counts.place", [](auto& s) { s.counts.place[0][1] += 1; }},
        {"counts.by_age", [](auto& s) { s.counts.by_age[0][1][1] += 1; }},
        {"counts.by_group", [](auto& s) { s.counts.by_group[0][1][1] += 1; }},
        {"counts.by_household", [](auto& s) { s.counts.by_household[0][1][1] += 1; }},
        {"seats_bought", [](auto& s) { s.seats_bought[0][1] += 1; }},
        {"seats_filled", [](auto& s) { s.seats_filled[0][1] += 1; }},
        {"lasting_openness", [](auto& s) { s.lasting_openness[5] += 1e-6f; }},
        {"news_come", [](auto& s) { s.news_come[0].week += 1; }},
        {"news_felt", [](auto& s) { s.news_felt[3] ^= 1; }},
        {"news_half_lives", [](auto& s) { s.news_half_lives[0] -= 1e-3f; }},
        {"news_amplitudes", [](auto& s) { s.news_amplitudes[0] -= 1e-3f; }},
        {"programme_known", [](auto& s) { s.programme_known[7] ^= sim::programme::kAware; }},
        {"practice", [](auto& s) { s.practice[0][1] += 1e-9; }},
        {"meeting_attempts", [](auto& s) { s.meeting_attempts.emplace_back(); }},
        {"open_report", [](auto& s) { s.open_report[0].to += 1; }},
        {"tallies", [](auto& s) { s.tallies[1].agreed[2] += 1; }},
        {"reports", [](auto& s) { s.reports.emplace_back(); }},
        {"measured", [](auto& s) { s.measured.emplace_back(); }},
        {"panel", [](auto& s) { s.panel.emplace_back(); }},
        {"panel_begin", [](auto& s) { s.panel_begin.emplace_back(); }},
        {"meeting_counts", [](auto& s) { s.meeting_counts[0][1] += 1; }},
        {"support_cases", [](auto& s) { s.support_cases.emplace_back(); }},
        {"support_unused", [](auto& s) { s.support_unused[1] += 1e-9; }},
        {"support_counts", [](auto& s) { s.support_counts[0][1] += 1; }},
        {"support_wrong_by_group", [](auto& s) { s.support_wrong_by_group[2] += 1; }},
    };
    for (const std::string_view name : sim::member_names()) {
        INFO(name);
        CHECK(std::count_if(changes.begin(), changes.end(), [&](const auto& c) { return c.first == name; }) == 1);
    }
    CHECK(changes.size() == 1 + sim::member_names().size());
    for (const auto& [member, change] : changes) {
        sim::SimulationState changed = *saved;
        change(changed);
        CHECK(sim::first_difference(*saved, changed) == member);
        CHECK_FALSE(changed.bytes() == 0);
    }
}

TEST_CASE("A saved state of another world is refused") {
    const Setting setting;
    sim::Simulation run = setting.begin(setting.scenario);
    sim::SimulationState other = *run.save();
    other.now.pop_back();
    CHECK_THROWS_AS(run.restore(other), std::invalid_argument);
    CHECK(run.week() == 0);
}

TEST_CASE("Weekly outcomes read beside a run are those of its record") {
    const Setting setting;
    sim::Simulation run = setting.begin(setting.scenario);
    const sim::WeekReader reader(setting.start);
    std::vector<float> read = reader.outcomes(run.state());
    for (int week = 0; week < 2 * sim::kWeeksPerYear; ++week) {
        run.step();
        const auto more = reader.outcomes(run.state());
        read.insert(read.end(), more.begin(), more.end());
    }
    const auto record = tests::finish(setting.world, setting.scenario, setting.parameters, setting.options).record;
    const std::vector<double>& recorded = record[sim::SeriesId::kWeeklyOutcomes].values;
    REQUIRE(read.size() == recorded.size());
    for (std::size_t k = 0; k < read.size(); ++k)
        if (!(std::isnan(read[k]) && std::isnan(recorded[k]))) REQUIRE(static_cast<double>(read[k]) == recorded[k]);
}
