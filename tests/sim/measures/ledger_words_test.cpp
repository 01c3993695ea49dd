// Words of the ledger for people: every pair of column and state that a run can fill has some, no pair that none can,
// no two columns of a state the same, and each is true of whatever fills it.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

#include "sim/measures/flows.h"
#include "sim/run/start.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

using Filled = std::array<std::array<bool, kStates>, kLedgerColumns>;

// What no default has, though its range does.
Parameters with_every_effect() {
    Parameters p = tests::as_intended();
    p.due_diligence_voice = -0.01;
    p.attack_police_trust = -0.03;
    p.attack_neighbour_trust = 0.02;
    return p;
}

// Sums of the whole run, over all places.
using Sums = std::array<VectorDouble, kLedgerColumns>;

Sums ledger_of(const Parameters& parameters, const Scenario& scenario, int weeks) {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 2, .seed = 8});
    Simulation simulation(world, prepare(world, parameters, scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
    Sums sums;
    for (VectorDouble& sum : sums) sum.setZero();
    while (simulation.week() < weeks) simulation.step();
    for (const LedgerRow& row : simulation.state().ledger.place)
        for (std::size_t k = 0; k < kLedgerColumns; ++k) sums[k] += row[k].abs();
    return sums;
}

std::vector<NewsEvent> every_event() {
    std::vector<NewsEvent> events;
    for (const NewsInfo& kind : news_table()) events.push_back(tests::event(kind.kind, 10));
    return events;
}

// Adds the pairs that a run of a year with every lever and an event of every kind fills, as confidence declines.
void fill(Filled& filled, const Parameters& parameters, Baseline baseline) {
    auto scenario = tests::scenario(1, tests::every_lever(2));
    scenario.events = every_event();
    scenario.baseline = std::move(baseline);
    scenario.baseline.confidence_decline = 3;
    scenario.baseline.support.referrals_per_100000_a_year = 3000;  // so that a year in a small place has some
    const Sums sums = ledger_of(parameters, scenario, kWeeksPerYear);
    for (std::size_t k = 0; k < kLedgerColumns; ++k)
        for (int s = 0; s < kStates; ++s) filled[k][static_cast<std::size_t>(s)] |= sums[k][s] != 0;
}

Filled filled_by_runs() {
    Filled filled{};
    fill(filled, with_every_effect(), tests::plain_baseline());
    // Nearly everybody at the upper end, or at the lower one: there the scale's limits are met.
    Parameters lively = with_every_effect();
    lively.transient = 0.9;
    for (const double level : {97.0, 3.0}) {
        Baseline extreme = tests::plain_baseline();
        extreme.item_level.fill(level);
        fill(filled, lively, extreme);
    }
    return filled;
}

// Of a column that nothing else fills, the pairs that a scenario fills are told in words that name it.
void check_named(LedgerColumn column, const Scenario& scenario, std::string_view name) {
    const Sums sums = ledger_of(with_every_effect(), scenario, 3);
    const Sums without = ledger_of(with_every_effect(), tests::scenario(1), 3);
    REQUIRE((without[column] == 0).all());
    CHECK((sums[column] != 0).any());
    for (int s = 0; s < kStates; ++s) {
        if (sums[column][s] == 0) continue;
        const std::string_view words = kLedgerTable[column].words[static_cast<std::size_t>(s)];
        INFO(fmt::format("{}, {}: \"{}\" does not name {}", kLedgerNames[column],
                         kStateNames[static_cast<std::size_t>(s)], words, name));
        CHECK(words.find(name) != std::string_view::npos);
    }
}

}  // namespace

TEST_CASE("What fills a column that several things may fill is named in the column's words", "[ledger]") {
    for (const NewsInfo& kind : news_table()) {
        auto scenario = tests::scenario(1);
        scenario.events = {tests::event(kind.kind, 0)};
        check_named(kLedgerNews, scenario, "events");
    }
    auto declining = tests::scenario(1);
    declining.baseline.confidence_decline = 3;
    check_named(kLedgerNews, declining, "decline");
    for (const LeverSetting& setting : tests::every_lever(2)) {
        LeverSetting at_once = setting;
        at_once.ramp_weeks = 0;
        const Scenario scenario = tests::scenario(1, {at_once});
        switch (setting.kind) {
            case LeverKind::kVenueDueDiligence: check_named(kLedgerNews, scenario, "rooms"); break;
            case LeverKind::kEnforcementLedPrevention:
            case LeverKind::kOpenCommunication: check_named(kLedgerNews, scenario, "prevention programme"); break;
            case LeverKind::kCommunityEngagement:
            case LeverKind::kBridgingProgrammes:
            case LeverKind::kEsolCircles: check_named(kLedgerEngagement, scenario, "taking part"); break;
            default: break;  // no other lever fills a column that is empty without it
        }
    }
    // Without police in front of anything nothing is said of them.
    for (const std::string_view words : kLedgerTable[kLedgerNews].words)
        CHECK(words.find("police in front") == std::string_view::npos);
}

TEST_CASE("Every column of the ledger that moves a state has words of its own for it, and no other has any",
          "[ledger]") {
    const Filled filled = filled_by_runs();
    for (std::size_t k = 0; k < kLedgerColumns; ++k)
        for (std::size_t s = 0; s < kStates; ++s) {
            INFO(fmt::format("{}, {}: \"{}\"", kLedgerNames[k], kStateNames[s], kLedgerTable[k].words[s]));
            // A change may be cut off at the end of the scale for any state, whether or not it was in these runs.
            if (k == kLedgerBounds)
                CHECK_FALSE(kLedgerTable[k].words[s].empty());
            else
                CHECK(filled[k][s] == !kLedgerTable[k].words[s].empty());
        }
}

TEST_CASE("No two columns of a state are told in the same words", "[ledger]") {
    for (std::size_t s = 0; s < kStates; ++s) {
        std::set<std::string_view> seen;
        for (std::size_t k = 0; k < kLedgerColumns; ++k) {
            const std::string_view words = kLedgerTable[k].words[s];
            INFO(words);
            CHECK((words.empty() || seen.insert(words).second));
        }
    }
    CHECK(kLedgerTable[kLedgerContact].words[kNeighbourTrust] == "talks with neighbours");
    CHECK(kLedgerTable[kLedgerContact].words[kOpenness].starts_with("contact between backgrounds"));
}
