#include "sim/processes/neighbour_distance.h"

#include <algorithm>

namespace concord::sim {

NeighbourDistances::NeighbourDistances(std::span<const ResidentState> states, std::span<const std::uint8_t> groups,
                                       const NeighbourChances& chances)
    : states_(states), groups_(groups), chances_(chances) {
    if (states.size() <= kExact) return;
    table_.resize(kEthnicGroups);
    for (Levels& levels : table_) levels.fill(Vector::Zero());
    for (std::size_t g = 0; g < kEthnicGroups; ++g) {
        const Levels distance = to_group(g);
        for (std::size_t own = 0; own < kEthnicGroups; ++own)
            for (std::size_t k = 0; k < distance.size(); ++k) table_[own][k] += chances[own][g] * distance[k];
    }
}

// Sum over a group of the distance of each state from every level of the table: below a level all that is missing to
// it, above it all that goes beyond.
NeighbourDistances::Levels NeighbourDistances::to_group(std::size_t group) const {
    constexpr auto kStepsFloat = static_cast<float>(kSteps);
    std::array<Vector, kSteps> number, sum;  // of the members between two levels
    number.fill(Vector::Zero());
    sum.fill(Vector::Zero());
    for (std::size_t j = 0; j < states_.size(); ++j) {
        if (groups_[j] != group) continue;
        const float* y = states_[j].value;
        for (int s = 0; s < kStates; ++s) {
            const auto step = static_cast<std::size_t>(std::min(static_cast<int>(y[s] * kStepsFloat), kSteps - 1));
            number[step][s] += 1;
            sum[step][s] += y[s];
        }
    }
    Levels distance;
    Vector below = Vector::Zero(), sum_below = Vector::Zero(), above = Vector::Zero(), sum_above = Vector::Zero();
    for (std::size_t k = 0; k < kSteps; ++k) above += number[k], sum_above += sum[k];
    for (std::size_t k = 0; k < distance.size(); ++k) {
        const float level = static_cast<float>(k) / kStepsFloat;
        distance[k] = (level * below - sum_below) + (sum_above - level * above);
        if (k == kSteps) break;
        below += number[k], sum_below += sum[k];
        above -= number[k], sum_above -= sum[k];
    }
    return distance;
}

float NeighbourDistances::mean(std::size_t own, const Vector& x) const {
    if (table_.empty()) {
        Floats total = all(0.0f);
        for (std::size_t j = 0; j < states_.size(); ++j)  // 0 to oneself
            total += chances_[own][groups_[j]] * absolute(load_floats(states_[j].value) - as_floats(x));
        return sum_of(total) / kStates;
    }
    const Floats scaled = as_floats(x) * static_cast<float>(kSteps);
    const Lanes whole = truncated(scaled), last = all(std::uint32_t{kSteps - 1}),
                step = choose(at_least(last, whole), whole, last);
    const Floats part = scaled - as_float(step);
    const float* levels = table_[own][0].data();
    const auto at = [&](std::uint32_t later) {
        return each_lane_float(
            [&](int s) { return levels[(step[s] + later) * kStates + static_cast<std::uint32_t>(s)]; });
    };
    const Floats low = at(0);
    return sum_of(low + part * (at(1) - low)) / kStates;
}

}  // namespace concord::sim
