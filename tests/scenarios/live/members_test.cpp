// Further members of a branch: which draw and seed each has, and what of a path they have reached.
#include "scenarios/live/members.h"

#include <catch2/catch.hpp>

#include "sim/run/week_reader.h"
#include "tests/support/runs.h"

namespace concord::live {
namespace {

struct Session {
    sim::World world = sim::build_world(sim::small_geography(2, 1, 2), {.scale = 5, .seed = 8});
    ScenarioPtr first = [] {
        sim::Scenario scenario = tests::scenario(1);
        scenario.parameters.push_back({"fair_share", 0.9, ""});
        return std::make_shared<const sim::Scenario>(std::move(scenario));
    }();
    ScenarioPtr same_again() const { return std::make_shared<const sim::Scenario>(*first); }
};

constexpr std::uint32_t kSeed = 11;

}  // namespace

TEST_CASE("Member m runs with draw m of the seed and the seed's next number but m, under what the scenario fixes",
          "[members]") {
    const Session session;
    Members members(session.world, session.first, 3, kSeed, std::size_t{1} << 28);
    const BranchPath path{{0, session.first}};
    CHECK(members.bytes() == 0);  // none begun
    while (members.grow(path, 4)) {
    }
    CHECK(members.bytes() > 0);
    const auto weeks = members.weeks(path);
    REQUIRE(weeks.size() == 3);
    for (std::uint32_t m = 0; m < 3; ++m) {
        INFO(m);
        REQUIRE(weeks[m].size() == 5);
        sim::Parameters p = sim::draw_from_priors(kSeed, m);
        p.fair_share = 0.9;
        const sim::RunOptions options{.seed = kSeed + 1 + m};
        const auto start = sim::prepare(session.world, p, session.first->baseline, options);
        sim::Simulation run(session.world, start, *session.first, options);
        while (run.week() < 4) run.step();
        const auto expected = sim::WeekReader(start).outcomes(run.state());
        for (const auto outcome : {sim::kOutcomeBelong, sim::kOutcomePoliceConfidence, sim::kOutcomeFeelSafe})
            CHECK(weeks[m][4]->outcome[outcome] == expected[outcome]);
    }
}

TEST_CASE("Of a path not forked yet the members have its past, up to the week of the fork", "[members]") {
    const Session session;
    Members members(session.world, session.first, 2, kSeed, std::size_t{1} << 28);
    const BranchPath today{{0, session.first}}, fork{{0, session.first}, {3, session.same_again()}};
    while (members.grow(today, 6)) {
    }
    for (const auto& of : members.weeks(fork)) CHECK(of.size() == 4);  // weeks 0 to 3
    while (members.grow(fork, 5)) {
    }
    for (std::size_t m = 0; m < 2; ++m) {
        CHECK(members.weeks(fork)[m].size() == 6);
        CHECK(members.weeks(fork)[m][3] == members.weeks(today)[m][3]);
        CHECK(members.weeks(today)[m].size() == 7);
    }
    CHECK_FALSE(members.grow(fork, 5));
    Members none(session.world, session.first, 0, kSeed, 0);
    CHECK_FALSE(none.grow(today, 3));
    CHECK(none.weeks(today).empty());
}

}  // namespace concord::live
