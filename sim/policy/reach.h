// Which states and headline outcomes a lever can move at all, and by which way (model.md section 6): directly, at
// second hand, or not at all. Read off tables alone: what each lever acts on, the arrows between states (a coefficient
// of 0 takes one out), the loadings of items and what each outcome is made of. Where there is no way, a difference of
// zero is no finding: the verdict is "not modelled". That no way is missing here is tested against paired runs.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "sim/measures/equality.h"
#include "sim/measures/items.h"
#include "sim/measures/programme.h"
#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::sim {

// What effects pass through on their way: the eight states, by number, and what is no state.
enum Passage : int {
    kThroughDisorder = kStates,
    kThroughFriends,    // whom residents have as friends
    kThroughIncidents,  // hate incidents
    kThroughSeats,      // who takes the seats of a programme
    kThroughAwareness,  // who has heard of the prevention programme
    kThroughReferrals,  // who is referred for support, rightly or by mistake
};
inline constexpr int kPassages = kThroughReferrals + 1;
std::string words_of(Passage passage);  // "trust in police", "disorder", "new friends"

enum class Reach : std::uint8_t { kNotAtAll, kSecondHand, kDirect };
inline constexpr std::array<std::string_view, 3> kReachNames = {"not at all", "at second hand", "directly"};

struct Route {
    Reach reach = Reach::kNotAtAll;
    std::vector<int> through{};  // of a way at second hand, the shortest one: Passages before the end
};

struct ReachTable {
    std::array<Route, kStates> states;
    std::array<Route, kOutcomes> outcomes;
    Route awareness;  // of the prevention programme
    // Measures of equality, polarisation and segregation; nothing leads to who lives where.
    std::array<Reach, kEqualityMeasures> equality{};
    // Of a measure that is no headline outcome nothing is known but that it is made of states and events: as near as
    // the nearest of the states.
    Reach of_further_measures() const;
    // Who is in favour of the prevention programme is asked of those who have heard of it.
    Reach of_programme(ProgrammeMeasure measure) const {
        const Reach trust = states[kProgrammeTrust].reach;
        if (measure == kProgrammeMeanTrust) return trust;
        return measure == kProgrammeAware ? awareness.reach : std::max(awareness.reach, trust);
    }
    Reach of_outcome(std::size_t outcome) const {
        return outcome < kOutcomes ? outcomes[outcome].reach : of_further_measures();
    }
};

// What levers meet with besides themselves.
struct Surroundings {
    std::array<bool, kLeverKinds> in_force{};  // levers, by kind
    bool stops = true, incidents = true;       // the baseline has any
    bool pooled = false;                       // places of support are one pool in the baseline
    std::array<bool, kNewsKinds> events{};     // the scenario brings any, by kind
};

// Levers that `one` has and `other` has not; those that change nothing left out.
std::vector<LeverUse> only_in(const Scenario& one, const Scenario& other);

// Neighbourhoods that a lever reaches which only one of the two has, ascending; all of them where the two do not start
// alike.
std::vector<int> places_reached(const Geography& geography, const Scenario& option, const Scenario& baseline);

// Of levers of these kinds that differ between two futures which start alike.
ReachTable reach_of(std::span<const LeverKind> differing, const Parameters& parameters,
                    const Surroundings& surroundings);

// Of all that differs between two scenarios; where they do not start alike (other published levels, parameters of their
// own) everything is reached directly. Parameters are those of a run, the scenarios' own values not yet put in.
ReachTable reach_between(const Scenario& option, const Scenario& baseline, const Parameters& parameters);

}  // namespace concord::sim
