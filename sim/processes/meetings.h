// Extremist meetings (model.md 4.7): organisers try to hire a room in a district; where due diligence covers rooms they
// may be turned away, and then try a neighbouring district, or give up. A meeting that is held is an event of the
// district in which it is held (news.h). Districts and counts only: no room is ever named.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/measures/meetings.h"
#include "sim/policy/schedule.h"
#include "sim/processes/context.h"
#include "sim/processes/delivery.h"
#include "sim/processes/news.h"

namespace concord::sim::meetings {

inline constexpr int kMostMoves = 2;  // of one meeting; then it is given up. One that leaves GM is not followed

struct Start {
    std::vector<std::vector<int>> neighbours;  // [districts] those that border on each, ascending
    std::vector<double> of_district;           // [N] share of the residents of its district
};
Start fit(const Context& context);

// An attempt to hire a room that is still to come.
struct Attempt {
    std::int32_t event = 0, district = kNoDistrict, week = 0, moves = 0;
};
struct State {
    std::vector<Attempt> meeting_attempts;
    std::vector<std::array<double, kMeetingCounts>> meeting_counts;  // [districts] since the start
};
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("meeting_attempts", state.meeting_attempts);
    visit("meeting_counts", state.meeting_counts);
}
void init(const Context& context, State& state);

// Tries the meetings of the week, those among the scenario's events and those that have moved on; what is held joins
// the events that have come. Draws are keyed by event and move, so that options which turn away the same meeting see it
// turn up in the same place.
void begin_week(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
                const news::Events& events, const news::LeftByInstitutions& left, int week, news::State& news,
                State& state);

// What everybody in neighbourhood n loses of voice in a week as groups are turned away by mistake: an arrow from the
// share of rooms covered.
Vector turned_away(const Context& context, const LeverWeek& levers, int n);

}  // namespace concord::sim::meetings
