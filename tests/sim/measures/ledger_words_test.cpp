// Words of the ledger for people: every pair of column and state that a run can fill has some, no pair that none can,
// and no two columns of a state the same.
#include "sim/measures/ledger_words.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

#include "sim/run/start.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

using Filled = std::array<std::array<bool, kStates>, kLedgerColumns>;

// Adds the pairs that a run of a year with every lever fills, and events if there are any.
void fill(Filled& filled, const Parameters& parameters, Baseline baseline, std::vector<NewsEvent> events = {}) {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 2, .seed = 8});
    auto scenario = tests::scenario(1, tests::every_lever(2));
    scenario.baseline = std::move(baseline);
    scenario.events = std::move(events);
    scenario.baseline.support.referrals_per_100000_a_year = 3000;  // so that a year in a small place has some
    Simulation simulation(world, prepare(world, parameters, scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
    while (simulation.week() < kWeeksPerYear) simulation.step();
    for (const LedgerRow& row : simulation.state().ledger.place)
        for (std::size_t k = 0; k < kLedgerColumns; ++k)
            for (int s = 0; s < kStates; ++s) filled[k][static_cast<std::size_t>(s)] |= row[k][s] != 0;
}

Filled filled_by_runs() {
    Filled filled{};
    fill(filled, tests::as_intended(), tests::plain_baseline());
    // Nearly everybody at the upper end, or at the lower one: there the scale's limits are met.
    Parameters lively = tests::as_intended();
    lively.transient = 0.9;
    for (const double level : {97.0, 3.0}) {
        Baseline extreme = tests::plain_baseline();
        extreme.item_level.fill(level);
        fill(filled, lively, extreme);
    }
    // What events move that need not be so: trust in police and in neighbours, after an attack.
    Parameters moved = tests::as_intended();
    moved.attack_police_trust = moved.attack_neighbour_trust = 0.02;
    fill(filled, moved, tests::plain_baseline(),
         {tests::event(NewsKind::kAttack, 4), tests::event(NewsKind::kSolidarity, 6)});
    return filled;
}

}  // namespace

TEST_CASE("Every column of the ledger that moves a state has words of its own for it, and no other has any",
          "[ledger]") {
    const Filled filled = filled_by_runs();
    for (std::size_t k = 0; k < kLedgerColumns; ++k)
        for (std::size_t s = 0; s < kStates; ++s) {
            INFO(fmt::format("{}, {}: \"{}\"", kLedgerNames[k], kStateNames[s], kLedgerWords[k][s]));
            // A change may be cut off at the end of the scale for any state, whether or not it was in these runs.
            if (k == kLedgerBounds)
                CHECK_FALSE(kLedgerWords[k][s].empty());
            else
                CHECK(filled[k][s] == !kLedgerWords[k][s].empty());
        }
}

TEST_CASE("No two columns of a state are told in the same words", "[ledger]") {
    for (std::size_t s = 0; s < kStates; ++s) {
        std::set<std::string_view> seen;
        for (std::size_t k = 0; k < kLedgerColumns; ++k) {
            const std::string_view words = kLedgerWords[k][s];
            INFO(words);
            CHECK((words.empty() || seen.insert(words).second));
        }
    }
    CHECK(kLedgerWords[kLedgerContact][kNeighbourTrust] == "talks with neighbours");
    CHECK(kLedgerWords[kLedgerContact][kOpenness] == "contact between backgrounds");
}
