// Why a state stands where it does in one future and not in another: the difference of their ledgers of change over the
// same weeks, column by column, adding up to the difference of what the state's mean did. What both have alike falls
// away: a ledger by itself is gross flows that balance one another, and tells nothing (model.md section 9).
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "sim/measures/record.h"
#include "sim/run/cohort.h"
#include "sim/run/state.h"

namespace concord::live {

struct WhyQuestion {
    int branch = 0;                   // id
    std::optional<int> against;       // id; without: the same future with no lever pulled
    int from = 0, to = 0;             // weeks, from <= to
    std::vector<int> neighbourhoods;  // ascending
    bool below_district = false;
    bool operator==(const WhyQuestion&) const = default;
};

// One future at both ends.
struct Stretch {
    const sim::SimulationState &before, &after;
};

// Of means of the place's adults, 0 to 1, one future minus the other; everything is NaN for fewer than ten simulated
// adults. Columns that may not be shown there stand in none: what they did is in `unshown`, together with the column
// that they are counted in elsewhere (sim/measures/flows.h), so that it cannot be worked out.
struct Why {
    std::array<double, sim::kStates> difference{}, unshown{};
    std::array<std::array<double, sim::kLedgerColumns>, sim::kStates> column{};
};

struct WhyAnswer : Why {
    WhyQuestion question;
    // Of all of Greater Manchester: whom the future's levers have reached by the last week, beside the same residents
    // in the other one. Nobody where the two do not start alike.
    sim::Participants took_part;
    double adults = 0;      // simulated, that the means rest on
    bool no_lever = false;  // held against no lever, and none is pulled: both futures are the same
};

// `neighbourhoods` of the place; `adults` simulated adults of every neighbourhood, [N].
Why why(const Stretch& one, const Stretch& other, const std::vector<int>& neighbourhoods,
        const std::vector<double>& adults, bool below_district);

}  // namespace concord::live
