// Break-even shares (model.md section 4): rules by which good and bad events move a state to opposite sides, and on
// which side the parameters lie. Everything is taken from the functions that runs use.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/processes/context.h"

namespace concord::sim {

struct BreakEven {
    std::string_view rule;  // "stop -> police_trust"
    double weight = 0;      // of a bad event against a good one, > 0
    double share = 0;       // of good events, [0, 1]

    // Share of good events at which they cancel out.
    double cancels_at() const { return weight / (1 + weight); }
    // What an event brings on average, of what a good one does: above 0 the rule raises its state.
    double net() const { return share - weight * (1 - share); }
};

// In the same order for all parameters.
std::vector<BreakEven> break_even_rules(const Parameters& parameters);

// By rule, the share of draws 0 to `draws` - 1 from the priors in which it raises its state. Throws
// std::invalid_argument for less than one draw.
std::vector<double> share_of_draws_raising(std::uint32_t seed, std::uint32_t draws);

}  // namespace concord::sim
