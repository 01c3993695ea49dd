// What befalls a resident in a week besides talks (model.md 4.4, 4.6): a stop, a service contact, a patrol contact or a
// hate incident. All are rare, so one word decides: each kind has a quarter of its range, of which its probability is
// used. A resident meets at most one of them in a week; each comes exactly at its rate, and changing one rate changes
// no other. A weekly probability cannot exceed a quarter: the allowed patrol stays below it at the default number of
// contacts.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "sim/ground/random.h"
#include "sim/ground/resident.h"

namespace concord::sim {

enum class Encounter { kNothing, kStop, kService, kPatrol, kIncident };

// Thresholds of the week's chances in one neighbourhood.
struct Chances {
    std::array<std::array<std::uint32_t, kEthnicGroups>, kAgeBands> stop{};
    std::array<std::uint32_t, kEthnicGroups> incident{};
    std::uint32_t service = 0, patrol = 0;
    float fair_share = 0, satisfied = 0;
    std::uint32_t most_stops = 0;  // largest of stop
    float stop_multiple = -1;      // that stop was solved for; -1: not yet
};

inline constexpr std::uint32_t kQuarter = 1u << 30;

// The threshold of a weekly probability inside its quarter; at most a quarter.
inline std::uint32_t chance_threshold(double probability) { return std::min(kQuarter, threshold(probability)); }

inline Encounter encounter(const Chances& chance, std::uint32_t word, int age_band, int group) {
    const std::uint32_t within = word & (kQuarter - 1);
    switch (word >> 30) {
        case 0:
            return within < chance.stop[static_cast<std::size_t>(age_band)][static_cast<std::size_t>(group)]
                       ? Encounter::kStop
                       : Encounter::kNothing;
        case 1: return within < chance.service ? Encounter::kService : Encounter::kNothing;
        case 2: return within < chance.patrol ? Encounter::kPatrol : Encounter::kNothing;
        default:
            return within < chance.incident[static_cast<std::size_t>(group)] ? Encounter::kIncident
                                                                             : Encounter::kNothing;
    }
}

// Whether the word may hold an encounter at all: a test the hot loop can make without the table.
inline std::uint32_t largest_threshold(const Chances& chance) {
    const std::uint32_t most = std::max({chance.service, chance.patrol, chance.most_stops});
    return std::max(most, *std::max_element(chance.incident.begin(), chance.incident.end()));
}

}  // namespace concord::sim
