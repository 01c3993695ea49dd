// Practice (model.md 4.10): the quality of what a district's council and its police do, [0, 1]. Training raises it,
// staff who leave and forgetting lower it, and districts learn from the best of them, faster in a partnership forum.
// What it does is measured from the start: at the start's quality everything is as the parameters have it, and without
// a lever it stays there.
#pragma once

#include <array>
#include <vector>

#include "sim/policy/schedule.h"
#include "sim/processes/context.h"
#include "sim/processes/delivery.h"

namespace concord::sim::practice {

enum Kind : std::uint8_t {
    kEngagement,      // of councils: how programmes are run
    kFairEncounters,  // of police districts: how people are treated
    kRecognition,     // of councils and the services around them: how a need for support is recognised (4.8)
};
inline constexpr std::size_t kKinds = 3;
using Quality = std::array<double, kKinds>;

struct Start {
    std::vector<Quality> quality;  // [districts] drawn by lot, alike for all: never from figures of a named district
    Quality best{};                // of all districts
};
Start fit(const Context& context);

struct State {
    std::vector<Quality> practice;  // [districts] now
};
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("practice", state.practice);
}
void init(const Start& start, State& state);

// A week later. Before everything else of the week, from last week's.
void advance(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
             State& state);

// How far a district has come from its start to perfect practice: 0 at the start, 1 where it is perfect, below 0 where
// training has backfired.
inline double gained(const Start& start, const State& state, Kind kind, int district) {
    const auto d = static_cast<std::size_t>(district);
    const double before = start.quality[d][kind];
    return (state.practice[d][kind] - before) / (1 - before);
}

// What training pulls practice to from the start's `before`; `comes_about` is the share trained times what delivery
// makes of it, below 0 where training backfires.
double aim_of_training(double before, double comes_about);
// How far training that goes on takes practice (as `gained`): to where what it pulls and what is forgotten balance.
// What districts learn from one another is left out.
double levels_off(const Parameters& parameters, double before, double comes_about);

// What a seat, place or circle gives there, of what it gives at the start's practice.
double of_a_seat(const Context& context, const Start& start, const State& state, int district);

// Share of those who fill seats for whom everybody comes alike, in that district's week.
double outreach(const Context& context, const delivery::Start& delivery, const LeverWeek& levers, int district);

// How far a district's sector is in the forum this week [0, 1]: 0 where the forum does not work there.
double membership(const delivery::Start& delivery, const LeverWeek& levers, int district, ForumMember member);

}  // namespace concord::sim::practice
