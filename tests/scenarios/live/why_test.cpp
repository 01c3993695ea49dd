// Why two futures differ, of made-up sums and ledgers: signs, shares of adults, columns that may not be shown.
#include "scenarios/live/why.h"

#include <catch2/catch.hpp>
#include <cmath>

namespace concord::live {
namespace {

constexpr std::size_t kVoice = sim::kVoice, kGrievance = sim::kGrievance;

// Three places with nothing in them.
sim::SimulationState nothing() {
    sim::SimulationState state;
    state.sums.resize(3);
    state.ledger.place.resize(3);
    for (auto& row : state.ledger.place) sim::clear(row);
    return state;
}

// The sum of voice and its ledger in a place have grown by so much.
void grow(sim::SimulationState& state, std::size_t place, sim::LedgerColumn column, double by) {
    state.sums[place].state[sim::kVoice] += by;
    state.ledger.place[place][static_cast<std::size_t>(column)][sim::kVoice] += by;
}

const std::vector<double> kAdults = {8, 12, 100};

}  // namespace

TEST_CASE("What one future gained and the other did not, over the adults of the places asked about", "[why]") {
    const auto before = nothing();
    auto one = nothing(), other = nothing();
    grow(one, 0, sim::kLedgerEngagement, 3);
    grow(one, 1, sim::kLedgerEngagement, 2);
    grow(one, 2, sim::kLedgerEngagement, 50);  // not asked about
    grow(one, 1, sim::kLedgerReturn, -1);
    grow(other, 0, sim::kLedgerReturn, -2);
    grow(other, 1, sim::kLedgerInfluence, 0.5);
    const Why answer = why({before, one}, {before, other}, {0, 1}, kAdults, false);
    // (3 + 2 - 1) - (-2 + 0.5), of 20 adults.
    CHECK(answer.difference[kVoice] == Approx(5.5 / 20));
    CHECK(answer.column[kVoice][sim::kLedgerEngagement] == Approx(5 / 20.0));
    CHECK(answer.column[kVoice][sim::kLedgerReturn] == Approx((-1 + 2) / 20.0));
    CHECK(answer.column[kVoice][sim::kLedgerInfluence] == Approx(-0.5 / 20));
    CHECK(answer.unshown[kVoice] == 0);
    for (const double part : answer.column[sim::kSafety]) CHECK(part == 0);
    const Why reversed = why({before, other}, {before, one}, {0, 1}, kAdults, false);
    CHECK(reversed.difference[kVoice] == -answer.difference[kVoice]);
}

TEST_CASE("Only what happened between both ends counts", "[why]") {
    auto before = nothing(), other_before = nothing();
    grow(before, 1, sim::kLedgerContact, 7);
    grow(other_before, 1, sim::kLedgerContact, 4);
    auto after = before, other_after = other_before;
    grow(after, 1, sim::kLedgerContact, 2);
    grow(other_after, 1, sim::kLedgerContact, 1);
    const Why answer = why({before, after}, {other_before, other_after}, {1}, kAdults, false);
    CHECK(answer.difference[kVoice] == Approx(1 / 12.0));
    CHECK(answer.column[kVoice][sim::kLedgerContact] == Approx(1 / 12.0));
}

TEST_CASE("Below district level hostility is counted with moves, and neither has a bar", "[why]") {
    const auto before = nothing();
    auto one = nothing();
    grow(one, 1, sim::kLedgerHostility, -3);
    grow(one, 1, sim::kLedgerTurnover, 1);
    grow(one, 1, sim::kLedgerPolicing, 6);
    const Why district = why({before, one}, {before, before}, {1}, kAdults, false);
    CHECK(district.column[kVoice][sim::kLedgerHostility] == Approx(-3 / 12.0));
    CHECK(district.column[kVoice][sim::kLedgerTurnover] == Approx(1 / 12.0));
    CHECK(district.unshown[kVoice] == 0);
    const Why below = why({before, one}, {before, before}, {1}, kAdults, true);
    CHECK(below.column[kVoice][sim::kLedgerHostility] == 0);
    CHECK(below.column[kVoice][sim::kLedgerTurnover] == 0);
    CHECK(below.column[kVoice][sim::kLedgerPolicing] == Approx(6 / 12.0));
    CHECK(below.unshown[kVoice] == Approx(-2 / 12.0));
    CHECK(below.difference[kVoice] == Approx(4 / 12.0));
}

TEST_CASE("Fewer than ten adults say nothing, ten do", "[why]") {
    const auto before = nothing();
    auto one = nothing();
    grow(one, 0, sim::kLedgerEngagement, 1);
    const auto of = [&](double adults) { return why({before, one}, {before, before}, {0}, {adults, 0, 0}, false); };
    CHECK(of(10).difference[kVoice] == Approx(0.1));
    const Why few = of(9);
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        CHECK(std::isnan(few.difference[s]));
        CHECK(std::isnan(few.unshown[s]));
        for (const double part : few.column[s]) CHECK(std::isnan(part));
    }
    // Two places too small by themselves are told of together.
    CHECK(why({before, one}, {before, before}, {0, 1}, {5, 5, 0}, false).difference[kVoice] == Approx(0.1));
    CHECK_FALSE(std::isnan(of(10).difference[kGrievance]));  // a difference, which may be shown
    CHECK(std::isnan(why({before, one}, {before, before}, {}, kAdults, false).difference[kVoice]));
}

}  // namespace concord::live
