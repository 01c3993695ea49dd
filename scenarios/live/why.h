// Why a state moved: the ledger of change of a place between two weeks of a branch, column by column, adding up to the
// change of its mean (model.md section 4).
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "sim/measures/record.h"
#include "sim/run/state.h"

namespace concord::live {

struct WhyQuestion {
    std::vector<int> branches;        // one or two ids
    int from = 0, to = 0;             // weeks, from <= to
    std::vector<int> neighbourhoods;  // ascending
    bool below_district = false;
    bool operator==(const WhyQuestion&) const = default;
};

// Means of the place's adults. Below district level grievance and programme trust are left out (NaN), and what
// incidents, news and support did is counted with moves, so that none of it can be worked out (model.md section 9).
struct WhyOfBranch {
    int id = 0;
    std::array<double, sim::kStates> before{}, after{};                          // mean of the state
    std::array<std::array<double, sim::kLedgerColumns>, sim::kStates> column{};  // change of the mean by column
};

struct WhyAnswer {
    WhyQuestion question;
    double adults = 0;  // simulated adults the means rest on; below ten: everything else is NaN
    std::vector<WhyOfBranch> branches;
};

// `neighbourhoods` of the place; `adults` simulated adults of every neighbourhood, [N].
WhyOfBranch why(const sim::SimulationState& before, const sim::SimulationState& after,
                const std::vector<int>& neighbourhoods, const std::vector<double>& adults, bool below_district);

}  // namespace concord::live
