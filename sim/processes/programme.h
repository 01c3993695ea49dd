// The prevention programme in residents' eyes (model.md 4.7): who has heard of it; what changes in those who have as
// police front its contacts, and as it says openly what it does; and what police in front make of recruiters. Without a
// lever or an event awareness stays level, and nobody's state moves.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/ground/vector.h"
#include "sim/policy/schedule.h"
#include "sim/processes/context.h"
#include "sim/processes/delivery.h"
#include "sim/processes/initial_state.h"
#include "sim/processes/rare.h"
#include "sim/processes/turnover.h"

namespace concord::sim::programme {

struct Start {
    // A week: share of the aware who forget, of the unaware who learn of it without a lever, of those within reach of
    // open communication who learn of it besides. The second balances the first at awareness_start.
    double forgotten = 0, learnt = 0, told_openly = 0;
    double cut = 0;  // logit of programme_support without any programme_trust
};
Start fit(const Context& context, const initial_state::Start& initial, const turnover::Start& turnover);

// Share of the aware who are in favour of the programme [0, 1], at that programme_trust.
double support(const Context& context, const Start& start, double programme_trust);

// A byte a resident, not a bit, since areas run side by side. Read and written by whoever advances the resident's own
// area, so that during a week nobody may ask for that of a resident elsewhere.
struct State {
    std::vector<std::uint8_t> programme_known;  // [T] kAware, and how late the resident comes within reach
};
inline constexpr std::uint8_t kAware = 128;
inline constexpr int kReachSteps = 128;  // of the order in which residents come within reach of open communication
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("programme_known", state.programme_known);
}
void init(const Context& context, State& state);
// Somebody else moves in, at the end of that week: as likely aware as anybody at the start.
void renew(const Context& context, std::uint32_t resident, int week, State& state);

inline bool is_aware(const State& state, std::uint32_t resident) {
    return (state.programme_known[resident] & kAware) != 0;
}
// How far a resident is within the reach of open communication [0, 1]: mean over residents `reach`, and the same
// residents first at any reach, so that half of the reach is half of the effect.
inline double within_reach(std::uint8_t known, double reach) {
    const double far = reach * kReachSteps - (known & (kReachSteps - 1));
    return far < 0 ? 0 : far > 1 ? 1 : far;
}

// What a week of the programme changes in an aware resident of a neighbourhood; all 0 without a lever.
struct Push {
    float trust_by_framing = 0, grievance_by_framing = 0;  // the second of whoever trusts the programme not at all
    float trust_by_explanation = 0;                        // of whoever is within reach
    double reach = 0;                                      // of open communication
    bool any() const { return trust_by_framing != 0 || grievance_by_framing != 0 || trust_by_explanation != 0; }
};
Push push_of_place(const Context& context, const delivery::Start& delivery, const LeverWeek& levers, int n);
// In a resident at state x of last week.
Vector felt(const Push& push, std::uint8_t known, const Vector& x);

// An event of the week that makes the unaware aware (news.h).
struct Alert {
    double share = 0;       // of the unaware in the neighbourhood's district [0, 1]
    std::uint32_t key = 0;  // of its draws, below kMostAlertKeys
};
inline constexpr std::uint32_t kMostAlertKeys = 512;

// Who of a neighbourhood learns of the programme this week and who forgets, from last week's awareness.
void advance(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
             std::span<const Alert> alerts, const RareWeek& rare, State& state);
// A resident has talked face to face with so many people who were wrongly referred or supported.
void tell(const Context& context, std::uint32_t resident, int week, int partners, State& state);

// By how much police front more of a district's prevention contacts than today, of what was left to others then: 0 as
// today, 1 all of them, below 0 where they step back.
double fronted_beyond_today(const Context& context, const LeverWeek& levers, int district);
// Share of a district's residents whom open communication reaches this week [0, 1]: 0 where it does not work.
double explained(const Context& context, const delivery::Start& delivery, const LeverWeek& levers, int district);
// What police in front of prevention leave of a recruiters' event that comes this week, [districts], 0 or more.
std::vector<float> left_by_enforcement(const Context& context, const delivery::Start& delivery,
                                       const LeverWeek& levers);

}  // namespace concord::sim::programme
