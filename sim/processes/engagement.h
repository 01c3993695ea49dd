// Engagement (model.md 4.5): seats of community engagement and places of bridging programmes, filled by exponential
// keys so that the pairing between scenarios is kept; what a participant gains.
#pragma once

#include <span>
#include <vector>

#include "sim/processes/contact.h"
#include "sim/run/start.h"

namespace concord::sim {

enum class SeatKind : std::uint8_t { kEngagement, kBridging };

struct Participant {
    std::uint32_t resident = 0;
    SeatKind kind = SeatKind::kEngagement;
};

inline constexpr std::uint16_t kNeverSeated = 0;  // last_seat holds week + 1

// Who takes the `seats` of a week in the given neighbourhoods of an area: the smallest of -ln(u) / weight over eligible
// residents (adults, or young people aged 10-24 for a bridging place), once a year at most. Appends to `out`.
void fill_seats(const Start& start, std::uint32_t seed, std::span<const int> places, std::uint32_t week, SeatKind kind,
                std::uint32_t seats, const Column<ResidentState>& states, const std::vector<std::uint16_t>& last_seat,
                std::vector<Participant>& out);

// Number of seats to fill in an area: expected seats at full scale / k, rounded at random.
std::uint32_t simulated_seats(const Start& start, std::uint32_t seed, int area, std::uint32_t week, SeatKind kind,
                              double expected);

// What the participant gains: voice and belonging (engagement seats only), openness by structured meetings with
// residents of other backgrounds of the area. `dilution` in (0, 1] scales the gain.
Vector participant_gain(const Start& start, const ContactConstants& contact, std::uint32_t seed, std::uint32_t week,
                        const Participant& participant, const Column<ResidentState>& states, float dilution);

// Factor by which a gain falls as the share of GM's residents reached in a year rises above 1 % (P11).
float dilution_factor(const Parameters& parameters, double reach);

// A new friend of another background for the participant, with its place among the ties; kNone when none is made.
struct NewTie {
    std::uint32_t slot = 0, friend_ = kNone;
};
NewTie bridging_tie(const Start& start, std::uint32_t seed, std::uint32_t week, std::uint32_t resident);

}  // namespace concord::sim
