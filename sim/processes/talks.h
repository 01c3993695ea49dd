// Who talks to whom in a week (model.md 4.2): partners of a batch of residents, drawn by slot, and the words that
// decide how each talk goes. Slot layout is fixed, so a draw never depends on how many were made before it.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sim/ground/lanes.h"
#include "sim/ground/random.h"
#include "sim/ground/random_batch.h"
#include "sim/processes/context.h"

namespace concord::sim {

inline constexpr int kHouseholdTalks = 2, kNeighbourTalks = 3, kVenueTalks = 2,
                     kFriendTalks = 2;  // a week, model.md 4.2
inline constexpr int kFaceToFace = kHouseholdTalks + kNeighbourTalks + kVenueTalks + kFriendTalks;
inline constexpr int kFirstNeighbourSlot = kHouseholdTalks;
inline constexpr int kFirstVenueSlot = kFirstNeighbourSlot + kNeighbourTalks;
inline constexpr int kFirstFriendSlot = kFirstVenueSlot + kVenueTalks;
inline constexpr int kFirstOnlineSlot = kFaceToFace;
inline constexpr int kOnlineSlots = 3;  // drawn in the common path; more are drawn in a rare one
inline constexpr int kMostOnline = 12;  // beyond this a Poisson of 2.4 has no mass worth a draw (below 1e-5)
inline constexpr int kSlots = kFaceToFace + kOnlineSlots;
inline constexpr std::uint32_t kAhead =
    64;  // residents whose own data are fetched ahead: too many streams for the machine to see

// One batch, slot by slot, so that the arithmetic runs over residents side by side: partner[slot][lane] is a resident;
// a talk that does not take place has the resident as their own partner. Lanes past the end of a neighbourhood hold
// other residents.
struct TalkBatch {
    alignas(64) std::uint32_t partner[kSlots][kBatch];
    alignas(64)
        std::uint32_t outcome[kFaceToFace][kBatch];  // uniform in [0, 65536): is the talk across backgrounds positive
    alignas(64) std::uint32_t neighbour_outcome[kNeighbourTalks][kBatch];  // the same for neighbour_trust
    alignas(
        64) std::uint32_t cell[kBatch];  // of the ledger: adults by age band and group, LedgerWeek::kNobody below 16
    alignas(64) std::uint32_t online[kBatch];  // online talks in all; those beyond kOnlineSlots by extra_online
};

// Thresholds of the number of online talks: count = how many thresholds a word reaches.
struct OnlineTable {
    std::array<std::array<std::uint32_t, kMostOnline>, kAgeBands> at_least{};  // word >= entry k-1: at least k talks
    explicit OnlineTable(const Parameters& parameters);
    double mean(int age_band) const;
};

// What is the same for everybody in a neighbourhood.
struct TalkPlace {
    std::uint32_t begin, count;
    // Neighbours of one's own group, by group: where they begin in by_group, how many but oneself, the last of them.
    alignas(32) std::uint32_t group_begin[kWide]{}, group_others[kWide]{}, group_last[kWide]{};
    const std::uint16_t* by_group;
    const std::uint8_t* groups;
    std::uint32_t online_begin, online_count;  // who may be met online
};

class Talks {
  public:
    explicit Talks(const Context& context);
    TalkPlace place(int n) const;

    // Partners of the batch that begins with resident `first`, of whom `lanes` live in the place, in the given week. In
    // two parts, so that what the first asks for is in cache when the second reads it: `draw` leaves in a venue's slots
    // where the members are listed, `meet_at_venue` puts the members there. States of rare online partners are fetched
    // by the way.
    void draw(const TalkPlace& place, std::uint32_t first, int lanes, std::uint32_t week,
              const Column<Friends>& friends, const ResidentState* states, TalkBatch& out) const;
    void meet_at_venue(const TalkPlace& place, std::uint32_t first, int lanes, TalkBatch& out) const;
    const std::uint32_t* listed(const TalkBatch& batch, int slot, int lane) const {
        return members_ + batch.partner[slot][lane];
    }

    // Partner of online talk number `talk` >= kOnlineSlots.
    std::uint32_t extra_online(const TalkPlace& place, std::uint32_t resident, std::uint32_t week, int talk) const;

    double mean_talks() const { return mean_talks_; }
    const OnlineTable& online() const { return online_; }

  private:
    struct Eight;  // residents side by side, half a batch

    const World* world_;
    Stream stream_;
    OnlineTable online_;
    alignas(32) std::uint32_t online_at_least_[kOnlineSlots][kWide]{};  // the same table by slot, then age band
    std::uint16_t keep_;  // threshold: a neighbour of another background is kept
    bool confine_;
    double mean_talks_ = 0;
    const std::uint32_t* members_;  // of all venues, by number

    void household(const Eight& e) const;
    void friends(const Eight& e, const Column<Friends>& ties) const;
    void neighbours(const Eight& e, const TalkPlace& place) const;
    void venue(const Eight& e) const;
    void online(const Eight& e, const TalkPlace& place) const;
    void further_online(const Eight& e, const TalkPlace& place, std::uint32_t week, const ResidentState* states) const;
};

// The batches of a neighbourhood one after another, three of them under way: partners of the one at hand are in cache,
// those of the next are being fetched, and so are the venues' lists that name some of them for the one after.
class TalksOfPlace {
  public:
    TalksOfPlace(const Talks& talks, const World& world, int n, std::uint32_t week, const Column<Friends>& friends,
                 const ResidentState* states, const std::uint8_t* tags);

    bool more() const { return first_ < end_; }
    void next();
    const TalkBatch& batch() const { return batches_[current_]; }
    const TalkPlace& place() const { return place_; }
    std::uint32_t first() const { return first_; }
    int lanes() const { return lanes_from(first_); }
    // To be called once a lane of the batch at hand: memory keeps up when it is asked a little at a time. Always
    // inline: g++ drops calls of a function that does nothing but fetch ahead.
    [[gnu::always_inline]] void fetch_for_later(int lane) const {
        if (lane < lanes_from(first_ + kBatch)) fetch_partners(batches_[(current_ + 1) % 3], lane);
        if (lane < lanes_from(first_ + 2 * kBatch))
            for (int slot = kFirstVenueSlot; slot < kFirstFriendSlot; ++slot)
                __builtin_prefetch(talks_.listed(batches_[(current_ + 2) % 3], slot, lane));
    }

  private:
    const Talks& talks_;
    TalkPlace place_;
    std::uint32_t week_, first_, end_;
    const Column<Friends>& friends_;
    const ResidentState* states_;
    const std::uint8_t* tags_;
    int current_ = 0;
    TalkBatch batches_[3];

    int lanes_from(std::uint32_t first) const {
        return first < end_ ? static_cast<int>(std::min<std::uint32_t>(kBatch, end_ - first)) : 0;
    }
    void draw(std::uint32_t first, TalkBatch& batch);
    void prepare_later();
    // Household and neighbours are close in memory; the others are fetched ahead.
    [[gnu::always_inline]] void fetch_partners(const TalkBatch& batch, int lane) const {
        for (int slot = kFirstVenueSlot; slot < kSlots; ++slot) __builtin_prefetch(states_ + batch.partner[slot][lane]);
        for (int slot = kFirstVenueSlot; slot < kFaceToFace; ++slot)
            __builtin_prefetch(tags_ + batch.partner[slot][lane]);
    }
};

// Mean number of talks a week of a resident, T, expected over the built population.
double expected_talks(const World& world, const OnlineTable& online);

}  // namespace concord::sim
