// Who talks to whom in a week (model.md 4.2): partners of a batch of residents, drawn by slot, and the words that decide
// how each talk goes. Slot layout is fixed, so a draw never depends on how many were made before it.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/random.h"
#include "sim/random_batch.h"
#include "sim/start.h"

namespace concord::sim {

inline constexpr int kHouseholdTalks = 2, kNeighbourTalks = 3, kVenueTalks = 2, kFriendTalks = 2;  // a week, model.md 4.2
inline constexpr int kFaceToFace = kHouseholdTalks + kNeighbourTalks + kVenueTalks + kFriendTalks;
inline constexpr int kFirstNeighbourSlot = kHouseholdTalks;
inline constexpr int kFirstVenueSlot = kFirstNeighbourSlot + kNeighbourTalks;
inline constexpr int kFirstFriendSlot = kFirstVenueSlot + kVenueTalks;
inline constexpr int kFirstOnlineSlot = kFaceToFace;
inline constexpr int kOnlineSlots = 3;            // drawn in the common path; more are drawn in a rare one
inline constexpr int kMostOnline = 12;            // beyond this a Poisson of 2.4 has no mass worth a draw (below 1e-5)
inline constexpr int kSlots = kFaceToFace + kOnlineSlots;
inline constexpr int kBatch = 16;                 // residents drawn together: their partners are prefetched together

inline constexpr int kSlotsPadded = 16;           // a resident's partners fill one cache line

// One batch: partner[lane][slot] is a resident; a talk that does not take place has the resident as their own partner.
struct TalkBatch {
    alignas(64) std::uint32_t partner[kBatch][kSlotsPadded];
    alignas(32) std::uint16_t outcome[kBatch][kSlotsPadded];   // uniform in [0, 65536): is the talk across backgrounds positive
    alignas(8) std::uint16_t neighbour_outcome[kBatch][4];     // the same for neighbour_trust, first kNeighbourTalks used
    std::uint8_t online[kBatch];                               // online talks in all; those beyond kOnlineSlots by extra_online
    std::uint32_t chance[kBatch];                              // one word for the week's encounters (sim/processes/encounters.h)
};

// Thresholds of the number of online talks: count = how many thresholds a word reaches.
struct OnlineTable {
    std::array<std::array<std::uint32_t, kMostOnline>, kAgeBands> at_least{};   // word >= entry k-1: at least k talks
    explicit OnlineTable(const Parameters& parameters);
    double mean(int age_band) const;
};

class Talks {
  public:
    Talks(const Start& start, std::uint32_t seed);

    // Partners of residents first .. first + lanes - 1, all of neighbourhood n, in the given week.
    void draw(int n, std::uint32_t first, int lanes, std::uint32_t week, const std::vector<Friends>& friends, TalkBatch& out) const;
    // Partner of online talk number `talk` >= kOnlineSlots.
    std::uint32_t extra_online(int n, std::uint32_t resident, std::uint32_t week, int talk) const;

    double mean_talks() const { return mean_talks_; }
    const OnlineTable& online() const { return online_; }

  private:
    const World* world_;
    Stream stream_;
    OnlineTable online_;
    std::uint16_t keep_;                   // threshold: a neighbour of another background is kept
    bool confine_;
    double mean_talks_ = 0;

    struct OnlineRange { std::uint32_t begin, count; };
    OnlineRange online_range(int n) const;
    void draw_household(std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], TalkBatch& out) const;
    void draw_neighbours(int n, std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], TalkBatch& out) const;
    void draw_venue(int n, std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], TalkBatch& out) const;
    void draw_friends(std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], const std::vector<Friends>& friends, TalkBatch& out) const;
    void draw_online(int n, std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], TalkBatch& out) const;
};

// Mean number of talks a week of a resident, T, expected over the built population.
double expected_talks(const World& world, const OnlineTable& online);

}  // namespace concord::sim
