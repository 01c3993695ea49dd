// Something that befalls a resident this week apart from talks: by what, what is counted, and what it changes. Rare
// things are drawn before the week is computed, in order of resident, so that the hot loop merges one short list and a
// new kind of them costs nothing in the common path.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/ground/vector.h"
#include "sim/measures/record.h"

namespace concord::sim {

// A resident's tag: background and what befell them last week. One byte, so that all of them stay in cache.
enum Tag : std::uint8_t {
    kTagGroup = 7,
    kTagFairStop = 8,
    kTagUnfairStop = 16,
    kTagVictim = 32,
    kTagServedWell = 64,
    kTagServedBadly = 128,
    // Learnt that they were wrongly referred: all that police can do in a week at once, which they never do.
    kTagWronglyReferred = kTagFairStop | kTagUnfairStop | kTagServedWell | kTagServedBadly,
};
// In support: both of what a week's stop can be, and not all of the above.
inline constexpr std::uint8_t kTagSupported = kTagFairStop | kTagUnfairStop;
constexpr bool wrongly_referred(std::uint8_t tag) { return (tag & kTagWronglyReferred) == kTagWronglyReferred; }
constexpr bool supported(std::uint8_t tag) { return (tag & kTagSupported) == kTagSupported && !wrongly_referred(tag); }

struct Pending {
    std::uint32_t resident = 0;
    LedgerColumn column = kLedgerReturn;
    std::uint32_t events = 0;  // one bit an EventKind
    std::uint8_t tag = 0;      // bits of the resident's tag: what those they talk to will hear of
    Vector change = Vector::Zero();
};

constexpr std::uint32_t event_bit(EventKind kind) { return 1u << kind; }
static_assert(kEventKinds <= 32, "one bit an event");

}  // namespace concord::sim
