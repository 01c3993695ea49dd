#include "sim/processes/talks.h"

#include <immintrin.h>

#include <algorithm>
#include <cmath>

namespace concord::sim {
namespace {

// Words of a resident's week, block by block of Philox; every word is used.
enum Word {
    kHouseholdPick = 0, kHouseholdOutcome, kFriendPick, kFriendOutcome,             // 2 x 16 bits each
    kNeighbourPick, kNeighbourKeep = kNeighbourPick + kNeighbourTalks,              // keep: 2 x 16 bits
    kNeighbourKeepThird, kNeighbourOutcome, kNeighbourTrustOutcome, kNeighbourTrustThird,   // third: keep, outcome of the first; trust
    kVenueOutcome, kOnlineCount, kVenuePick, kOnlinePick = kVenuePick + kVenueTalks,
    kChance = kOnlinePick + kOnlineSlots, kWords
};
static_assert(kWords % 4 == 0, "every word of a Philox block is used");
constexpr int kBlocks = kWords / 4;
constexpr std::uint32_t kExtraOnlineDraw = 16;   // blocks from here on: the rare online talks

std::uint16_t low(std::uint32_t word) { return static_cast<std::uint16_t>(word); }
std::uint16_t high(std::uint32_t word) { return static_cast<std::uint16_t>(word >> 16); }
std::uint32_t pick16(std::uint16_t word, std::uint32_t n) { return (word * n) >> 16; }

// Number of ties: places past it hold kNone.
std::uint32_t degree_of(const Friends& tie) {
    const __m256i empty = _mm256_cmpeq_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(tie.data())), _mm256_set1_epi32(-1));
    return kMaxFriends - static_cast<std::uint32_t>(__builtin_popcount(static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(empty)))));
}

// A uniform choice among count candidates other than `self`: whoever draws oneself takes the last instead.
std::uint32_t not_self(std::uint32_t chosen, std::uint32_t self, std::uint32_t last) { return chosen == self ? last : chosen; }

}  // namespace

OnlineTable::OnlineTable(const Parameters& p) {
    for (int band = 0; band < kAgeBands; ++band) {
        const double rate = band == kAge65Plus ? p.talks_online_old : band <= kAge10To15 ? p.talks_online_young : p.talks_online_adult;
        double mass = std::exp(-rate), below = 0;
        for (int k = 0; k < kMostOnline; ++k) {
            below += mass;   // P(count <= k)
            mass *= rate / (k + 1);
            at_least[static_cast<std::size_t>(band)][static_cast<std::size_t>(k)] = threshold(below);
        }
    }
}

double OnlineTable::mean(int band) const {
    double sum = 0;
    for (const auto t : at_least[static_cast<std::size_t>(band)]) sum += 1 - unit_double(t);
    return sum;
}

double expected_talks(const World& world, const OnlineTable& online) {
    double talks = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        talks += std::min<int>(kHouseholdTalks, world.household_talkers[i] - 1) + online.mean(world.age_band[i]) + kFriendTalks;
        const auto v = world.venue[i];
        if (v != kNone && world.venue_begin[v + 1] - world.venue_begin[v] > 1) talks += kVenueTalks;
    }
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto m = world.neighbourhood_begin[static_cast<std::size_t>(n) + 1] - world.neighbourhood_begin[static_cast<std::size_t>(n)];
        if (m > 1) talks += static_cast<double>(m) * kNeighbourTalks;
    }
    return world.talkers() > 0 ? talks / world.talkers() : 0;
}

Talks::Talks(const Start& start, std::uint32_t seed)
    : world_(start.world), stream_(seed, Process::kTalks), online_(start.parameters),
      keep_(static_cast<std::uint16_t>(std::min(65535.0, start.parameters.mixing_uptake * 65536))),
      confine_(start.options.confine_to_district), mean_talks_(expected_talks(*start.world, online_)) {}

void Talks::draw_household(std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], TalkBatch& out) const {
    for (int lane = 0; lane < lanes; ++lane) {
        const std::uint32_t i = first + static_cast<std::uint32_t>(lane);
        const std::uint32_t position = world_->household_position[i], others = world_->household_talkers[i] - 1u;
        const std::uint32_t begin = i - position, w = word[kHouseholdPick][lane];
        out.partner[lane][0] = others >= 1 ? begin + not_self(pick16(low(w), others), position, others) : i;
        out.partner[lane][1] = others >= 2 ? begin + not_self(pick16(high(w), others), position, others) : i;
        out.outcome[lane][0] = low(word[kHouseholdOutcome][lane]);
        out.outcome[lane][1] = high(word[kHouseholdOutcome][lane]);
    }
}

void Talks::draw_neighbours(int n, std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], TalkBatch& out) const {
    const auto place = static_cast<std::size_t>(n);
    const std::uint32_t begin = world_->neighbourhood_begin[place], count = world_->neighbourhood_begin[place + 1] - begin;
    const std::uint16_t* by_group = world_->by_group.data() + begin;
    const auto& group_begin = world_->group_begin[place];
    const std::uint8_t* group = world_->ethnic_group.data();
    for (int lane = 0; lane < lanes; ++lane) {
        const std::uint32_t i = first + static_cast<std::uint32_t>(lane), self = i - begin;
        const std::uint32_t own_begin = group_begin[group[i]], own = group_begin[group[i] + 1u] - own_begin;
        const std::uint16_t* mine = by_group + own_begin;
        const std::uint32_t last_own = mine[own - 1];
        const std::uint16_t keep[kNeighbourTalks] = {low(word[kNeighbourKeep][lane]), high(word[kNeighbourKeep][lane]), low(word[kNeighbourKeepThird][lane])};
        for (int k = 0; k < kNeighbourTalks; ++k) {   // both candidates are looked up: which it will be cannot be predicted
            // The high half of word x count chooses anyone, what is left over in the low half one's own: it is uniform given the first.
            const std::uint64_t product = static_cast<std::uint64_t>(word[kNeighbourPick + k][lane]) * (count - 1);
            const std::uint32_t any = begin + not_self(static_cast<std::uint32_t>(product >> 32), self, count - 1);
            const std::uint32_t own_pick = begin + not_self(mine[below(static_cast<std::uint32_t>(product), own - 1)], self, last_own);
            const bool replaced = (group[any] != group[i]) & (keep[k] >= keep_) & (own > 1);
            const std::uint32_t j = replaced ? own_pick : any;
            out.partner[lane][kFirstNeighbourSlot + k] = count > 1 ? j : i;
        }
    }
    for (int lane = 0; lane < lanes; ++lane) {
        out.outcome[lane][kFirstNeighbourSlot] = high(word[kNeighbourKeepThird][lane]);
        out.outcome[lane][kFirstNeighbourSlot + 1] = low(word[kNeighbourOutcome][lane]);
        out.outcome[lane][kFirstNeighbourSlot + 2] = high(word[kNeighbourOutcome][lane]);
        out.neighbour_outcome[lane][0] = low(word[kNeighbourTrustOutcome][lane]);
        out.neighbour_outcome[lane][1] = high(word[kNeighbourTrustOutcome][lane]);
        out.neighbour_outcome[lane][2] = low(word[kNeighbourTrustThird][lane]);
    }
}

void Talks::draw_venue(int n, std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], TalkBatch& out) const {
    std::uint32_t begin[kBatch], size[kBatch];
    for (int lane = 0; lane < lanes; ++lane) {   // two passes, so that the loads of a batch overlap
        const std::uint32_t v = world_->venue[first + static_cast<std::uint32_t>(lane)];
        begin[lane] = v == kNone ? 0 : world_->venue_begin[v];
        size[lane] = v == kNone ? 0 : world_->venue_begin[v + 1] - begin[lane];
    }
    for (int k = 0; k < kVenueTalks; ++k)
        for (int lane = 0; lane < lanes; ++lane) {
            const std::uint32_t i = first + static_cast<std::uint32_t>(lane);
            std::uint32_t j = i;
            if (size[lane] > 1) {
                const std::uint32_t* member = world_->venue_member_by_number.data() + begin[lane];
                j = member[below(word[kVenuePick + k][lane], size[lane] - 1)];
                if (j == i) [[unlikely]]   // as not_self, without reading the last member each time
                    j = member[size[lane] - 1];
            }
            out.partner[lane][kFirstVenueSlot + k] = j;
            out.outcome[lane][kFirstVenueSlot + k] = k == 0 ? low(word[kVenueOutcome][lane]) : high(word[kVenueOutcome][lane]);
        }
    if (!confine_) return;
    const auto range = online_range(n);
    for (int k = 0; k < kVenueTalks; ++k)
        for (int lane = 0; lane < lanes; ++lane)
            if (auto& j = out.partner[lane][kFirstVenueSlot + k]; j - range.begin >= range.count) j = first + static_cast<std::uint32_t>(lane);
}

void Talks::draw_friends(std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], const std::vector<Friends>& friends, TalkBatch& out) const {
    for (int lane = 0; lane < lanes; ++lane) {
        const std::uint32_t i = first + static_cast<std::uint32_t>(lane);
        const Friends& tie = friends[i];
        const std::uint32_t degree = degree_of(tie);
        const std::uint32_t w = word[kFriendPick][lane];
        const std::uint16_t picks[kFriendTalks] = {low(w), high(w)};
        for (int k = 0; k < kFriendTalks; ++k) {
            const std::uint32_t j = degree > 0 ? tie[pick16(picks[k], degree)] : i;
            out.partner[lane][kFirstFriendSlot + k] = j == kNone ? i : j;
        }
        out.outcome[lane][kFirstFriendSlot] = low(word[kFriendOutcome][lane]);
        out.outcome[lane][kFirstFriendSlot + 1] = high(word[kFriendOutcome][lane]);
    }
}

Talks::OnlineRange Talks::online_range(int n) const {
    if (!confine_) return {0, world_->talkers()};
    const auto d = static_cast<std::size_t>(world_->geography.neighbourhoods[static_cast<std::size_t>(n)].district);
    const auto begin = world_->neighbourhood_begin[static_cast<std::size_t>(world_->neighbourhood_of_district_begin[d])];
    return {begin, world_->neighbourhood_begin[static_cast<std::size_t>(world_->neighbourhood_of_district_begin[d + 1])] - begin};
}

void Talks::draw_online(int n, std::uint32_t first, int lanes, const std::uint32_t (*word)[kBatch], TalkBatch& out) const {
    const auto range = online_range(n);
    const std::uint8_t* age_bands = world_->age_band.data();
    const auto* tables = online_.at_least.data();
    for (int lane = 0; lane < lanes; ++lane) {
        const std::uint32_t i = first + static_cast<std::uint32_t>(lane);
        const auto& table = tables[age_bands[i]];
        const std::uint32_t drawn = word[kOnlineCount][lane];
        int count = 0;   // without a branch up to the common number: it cannot be predicted
        for (std::size_t k = 0; k < kOnlineSlots; ++k) count += drawn >= table[k];
        if (count == kOnlineSlots) [[unlikely]]
            while (count < kMostOnline && drawn >= table[static_cast<std::size_t>(count)]) ++count;
        out.online[lane] = static_cast<std::uint8_t>(count);
        out.chance[lane] = word[kChance][lane];
        for (int k = 0; k < kOnlineSlots; ++k) {
            const std::uint32_t j = range.begin + below(word[kOnlinePick + k][lane], range.count);
            out.partner[lane][kFirstOnlineSlot + k] = k < count ? j : i;
        }
    }
}

void Talks::draw(int n, std::uint32_t first, int lanes, std::uint32_t week, const std::vector<Friends>& friends, TalkBatch& out) const {
    alignas(32) std::uint32_t word[kBlocks * 4][kBatch];
    for (int block = 0; block < kBlocks; ++block)
        philox_batch(first, lanes, week, static_cast<std::uint32_t>(block), stream_.key(), &word[4 * block][0], kBatch);
    draw_household(first, lanes, word, out);
    draw_neighbours(n, first, lanes, word, out);
    draw_venue(n, first, lanes, word, out);
    draw_friends(first, lanes, word, friends, out);
    draw_online(n, first, lanes, word, out);
}

std::uint32_t Talks::extra_online(int n, std::uint32_t resident, std::uint32_t week, int talk) const {
    const auto range = online_range(n);
    return range.begin + below(stream_.word(resident, week, 4 * kExtraOnlineDraw + static_cast<std::uint32_t>(talk)), range.count);
}

}  // namespace concord::sim
