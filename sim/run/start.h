// What is solved once per population, parameter draw, seed and baseline (model.md 3.4 to 3.6), shared by every
// scenario: what each process starts from, the friends at week 0, and the set-points of the balance.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/ground/lanes.h"
#include "sim/ground/memory.h"
#include "sim/ground/vector.h"
#include "sim/measures/ledger.h"
#include "sim/run/rooms.h"
#include "sim/run/simulation.h"

namespace concord::sim {

// Eight set-points in 16 bits each: values in [-1, 2], steps of 4.6e-5. Set-points may lie outside [0, 1].
struct SetPoint {
    static constexpr float kLow = -1.0f, kStep = 3.0f / 65535.0f;
    alignas(16) std::uint16_t code[kStates];

    static SetPoint of(const Vector& x) {
        SetPoint s;
        for (int k = 0; k < kStates; ++k) {
            const float q = (x[k] - kLow) / kStep + 0.5f;
            s.code[k] = static_cast<std::uint16_t>(q < 0 ? 0 : q > 65535.0f ? 65535.0f : q);
        }
        return s;
    }
    Vector value() const { return as_vector(kLow + as_float(widened(code)) * kStep); }
};
static_assert(sizeof(SetPoint) == 16, "set-points are half of the state's size: the memory budget counts on it");

struct Start : Context, RoomStarts {
    Column<Friends> friends;     // [talkers] at week 0; empty where they were handed to the one run that needs them
    Column<SetPoint> set_point;  // [talkers]
    LedgerRates ledger_rates;
    BalanceReport balance;
};

// The friends at week 0 (3.3).
Column<Friends> friends_at_start(const Context& context);
// Test worlds whose districts are kept apart: a tie across a district's border becomes one to oneself (no
// talk). Does nothing otherwise.
void confine_friends(const Context& context, Column<Friends>& friends);

}  // namespace concord::sim
