// Engagement (model.md 4.5): seats of community engagement, places of bridging programmes and of English circles,
// filled by exponential keys so that the pairing between scenarios is kept; what a participant gains, and what
// neighbours hear of it.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/policy/schedule.h"
#include "sim/processes/contact.h"
#include "sim/processes/context.h"
#include "sim/processes/delivery.h"
#include "sim/processes/pending.h"

namespace concord::sim::engagement {

enum class SeatKind : std::uint8_t { kEngagement, kBridging, kEsol };
inline constexpr std::size_t kSeatKinds = 3;

struct Participant {
    std::uint32_t resident = 0;
    SeatKind kind = SeatKind::kEngagement;
};

struct Start {
    // Of one seat, and of one English circle completed, before dilution: reliable effect x sd at the start.
    double voice_gain = 0, belonging_gain = 0, trust_gain_of_circle = 0;
};
// `sd` of adults' states at week 0.
Start fit(const Context& context, const std::array<double, kStates>& sd);

inline constexpr std::uint16_t kNeverSeated = 0;  // last_seat holds week + 1

struct State {
    std::vector<std::uint16_t> last_seat;                                    // [T] week + 1 of the last seat
    std::vector<std::array<double, kSeatKinds>> seats_bought, seats_filled;  // [A] by kind since the start, full scale
    // [T] what programmes have lastingly added to the set-point of openness; empty while the parameter `lasting` is 0
    std::vector<float> lasting_openness;
};
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("last_seat", state.last_seat);
    visit("seats_bought", state.seats_bought);
    visit("seats_filled", state.seats_filled);
    visit("lasting_openness", state.lasting_openness);
}
void init(const Context& context, State& state);
inline void renew(std::uint32_t resident, State& state) {
    state.last_seat[resident] = kNeverSeated;
    if (!state.lasting_openness.empty()) state.lasting_openness[resident] = 0;
}

// How programmes are run in a district this week (practice.h).
struct Run {
    double practised = 1;  // of what a seat, place or circle gives at the start's practice
    double outreach = 0;   // [0, 1] as seat_outreach
};

// A new friend of another background for a participant, with its place among the ties; kNone when none is made.
struct NewTie {
    std::uint32_t resident = 0, slot = 0, friend_ = kNone;
};

// Adds the friend after the last tie, or in place of one of a full list.
void befriend(const NewTie& tie, Friends& ties);

// Who takes a seat in an area this week, what it changes in them, and whom they befriend; both in order of resident.
// Seats are pooled over the neighbourhoods of the area that have any, so that a small sample does not lose those that
// nobody in a single neighbourhood could take (decision 0008).
void draw(const Context& context, const Start& start, const delivery::Start& delivery, const ContactConstants& contact,
          const LeverWeek& levers, const Run& run, int area, std::uint32_t week, const Column<ResidentState>& states,
          State& state, std::vector<Pending>& out, std::vector<NewTie>& ties);

// What everybody in neighbourhood n hears of its seats: voice rises by visibility x seats per head x gain.
Vector visible(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
               double practised, int n);

// Who takes the `seats` of a week in the given neighbourhoods of an area: the smallest of -ln(u) / weight over eligible
// residents (adults, or young people aged 10-24 for a bridging place), once a year at most. Appends to `out`.
void fill_seats(const Context& context, std::span<const int> places, std::uint32_t week, SeatKind kind,
                std::uint32_t seats, double outreach, const Column<ResidentState>& states,
                const std::vector<std::uint16_t>& last_seat, std::vector<Participant>& out);

// Whether the place, taken that week, has any effect: English circles are not always completed.
bool completes(const Context& context, std::uint32_t week, const Participant& participant);

// What the participant gains: voice and belonging (engagement seats only), trust in neighbours (English circles only),
// openness by structured meetings with residents of other backgrounds. `delivered` of it comes about (delivery.h).
Vector participant_gain(const Context& context, const Start& start, const ContactConstants& contact, std::uint32_t week,
                        const Participant& participant, const Column<ResidentState>& states, float delivered);

}  // namespace concord::sim::engagement
