#include "sim/processes/talks.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/measures/ledger.h"

namespace concord::sim {
namespace {

// Words of a resident's week, block by block of Philox.
enum Word {
    kHouseholdPick = 0,
    kHouseholdOutcome,
    kFriendPick,
    kFriendOutcome,  // 2 x 16 bits each
    kNeighbourPick,
    kNeighbourKeep = kNeighbourPick + kNeighbourTalks,  // keep: 2 x 16 bits
    kNeighbourKeepThird,
    kNeighbourOutcome,
    kNeighbourTrustOutcome,
    kNeighbourTrustThird,  // third: keep, outcome of the first; trust
    kVenueOutcome,
    kOnlineCount,
    kVenuePick,
    kOnlinePick = kVenuePick + kVenueTalks,
    kSpare = kOnlinePick + kOnlineSlots,  // used by nothing; the block is drawn all the same
    kWords
};
static_assert(kWords % 4 == 0, "whole Philox blocks");
constexpr int kBlocks = kWords / 4;
constexpr std::uint32_t kExtraOnlineDraw = 16;  // blocks from here on: the rare online talks

// Whoever draws oneself takes the last instead.
Lanes but_self(Lanes chosen, Lanes self, Lanes last) { return choose(equal(chosen, self), last, chosen); }

// Number of ties: places past it hold kNone.
unsigned degree_of(const Friends& tie) {
    return kMaxFriends - static_cast<unsigned>(__builtin_popcount(mask_of(equal(load_lanes(tie.data()), all(kNone)))));
}

}  // namespace

OnlineTable::OnlineTable(const Parameters& p) {
    for (int band = 0; band < kAgeBands; ++band) {
        const double rate = band == kAge65Plus   ? p.talks_online_old
                            : band <= kAge10To15 ? p.talks_online_young
                                                 : p.talks_online_adult;
        double mass = maths::exp(-rate), below = 0;
        for (int k = 0; k < kMostOnline; ++k) {
            below += mass;  // P(count <= k)
            mass *= rate / (k + 1);
            at_least[band][k] = threshold(below);
        }
    }
}

double OnlineTable::mean(int band) const {
    double sum = 0;
    for (const auto t : at_least[band]) sum += 1 - unit_double(t);
    return sum;
}

double expected_talks(const World& world, const OnlineTable& online) {
    double talks = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        talks += std::min<int>(kHouseholdTalks, world.household_talkers[i] - 1) + online.mean(world.age_band[i]) +
                 kFriendTalks;
        const auto v = world.venue[i];
        if (v != kNone && world.venue_begin[v + 1] - world.venue_begin[v] > 1) talks += kVenueTalks;
    }
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto m = world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n];
        if (m > 1) talks += static_cast<double>(m) * kNeighbourTalks;
    }
    return world.talkers() > 0 ? talks / world.talkers() : 0;
}

Talks::Talks(const Context& context)
    : world_(context.world),
      stream_(context.options.seed, Process::kTalks),
      online_(context.parameters),
      keep_(static_cast<std::uint16_t>(std::min(65535.0, context.parameters.mixing_uptake * 65536))),
      confine_(context.options.confine_to_district),
      mean_talks_(expected_talks(*context.world, online_)),
      // Whoever has no venue looks up the first member of all: without any venue some other number will do.
      members_(world_->venue_member_by_number.empty() ? world_->venue_others.data()
                                                      : world_->venue_member_by_number.data()) {
    for (std::size_t k = 0; k < kOnlineSlots; ++k)
        for (std::size_t band = 0; band < kAgeBands; ++band) online_at_least_[k][band] = online_.at_least[band][k];
}

TalkPlace Talks::place(int n) const {
    TalkPlace p;
    p.begin = world_->neighbourhood_begin[n];
    p.count = world_->neighbourhood_begin[n + 1] - p.begin;
    p.by_group = world_->by_group.data() + p.begin;
    p.groups = world_->ethnic_group.data() + p.begin;
    for (std::size_t g = 0; g < kEthnicGroups; ++g) {
        const std::uint32_t begin = world_->group_begin[n][g], own = world_->group_begin[n][g + 1] - begin;
        p.group_begin[g] = begin;
        p.group_others[g] = own > 0 ? own - 1 : 0;
        p.group_last[g] = own > 0 ? p.by_group[begin + own - 1] : 0;
    }
    p.online_begin = 0;
    p.online_count = world_->talkers();
    if (confine_) {
        const auto d = static_cast<std::size_t>(world_->geography.neighbourhoods[n].district);
        const auto first_of = [&](std::size_t district) {
            return world_->neighbourhood_begin[world_->neighbourhood_of_district_begin[district]];
        };
        p.online_begin = first_of(d);
        p.online_count = first_of(d + 1) - p.online_begin;
    }
    return p;
}

// Eight residents of a batch: what drawing needs of them, their words, and where the result goes.
struct Talks::Eight {
    const World& world;
    const std::uint32_t (*word)[kBatch];
    TalkBatch& out;
    int half;          // first lane of the batch: 0 or 8
    std::uint32_t at;  // the first of them
    int residents;     // of the place among them, the first ones; the others are drawn for nothing
    Lanes i = counting_from(at), group = widened(&world.ethnic_group[at]), band = widened(&world.age_band[at]);

    Lanes words(int w) const { return load_lanes(&word[w][half]); }
    void meet(int slot, Lanes partner) const { store(&out.partner[slot][half], partner); }
    void outcome(int slot, Lanes word16) const { store(&out.outcome[slot][half], word16); }
};

inline void Talks::household(const Eight& e) const {
    const Lanes position = widened(&world_->household_position[e.at]),
                talkers = widened(&world_->household_talkers[e.at]);
    const Lanes home = e.i - position, others = talkers - 1, pick = e.words(kHouseholdPick);
    e.meet(0, choose(at_least(all(1u), talkers), e.i, home + but_self(below16(low16(pick), others), position, others)));
    e.meet(1,
           choose(at_least(all(2u), talkers), e.i, home + but_self(below16(high16(pick), others), position, others)));
    e.outcome(0, low16(e.words(kHouseholdOutcome)));
    e.outcome(1, high16(e.words(kHouseholdOutcome)));
}

inline void Talks::friends(const Eight& e, const Column<Friends>& ties) const {
    const Friends* own = ties.data() + e.at;
    // Past the end of the place no ties are read: they may be another thread's, who renews them.
    const Lanes degree = each_lane([&](int lane) { return lane < e.residents ? degree_of(own[lane]) : 0u; });
    const Lanes none = equal(degree, all(0u)), pick = e.words(kFriendPick);
    const auto one_of = [&](Lanes word16) {
        const Lanes j =
            looked_up(own[0].data(), choose(none, all(0u), counting_from(0) * kMaxFriends + below16(word16, degree)));
        return choose(equal(j, all(kNone)) | none, e.i, j);
    };
    e.meet(kFirstFriendSlot, one_of(low16(pick)));
    e.meet(kFirstFriendSlot + 1, one_of(high16(pick)));
    e.outcome(kFirstFriendSlot, low16(e.words(kFriendOutcome)));
    e.outcome(kFirstFriendSlot + 1, high16(e.words(kFriendOutcome)));
}

// A neighbour is anyone in the neighbourhood; one of another group is kept with probability mixing_uptake, else
// replaced by one of one's own group. The high half of word x count chooses anyone, what is left over in the low half
// one's own: it is uniform given the first. Both are looked up: which it will be cannot be predicted.
inline void Talks::neighbours(const Eight& e, const TalkPlace& place) const {
    const Lanes self = e.i - place.begin, last = all(place.count - 1);
    const Lanes own_begin = among(load_lanes(place.group_begin), e.group),
                own_others = among(load_lanes(place.group_others), e.group);
    const Lanes own_last = among(load_lanes(place.group_last), e.group);
    const Lanes keep[kNeighbourTalks] = {low16(e.words(kNeighbourKeep)), high16(e.words(kNeighbourKeep)),
                                         low16(e.words(kNeighbourKeepThird))};
    for (int k = 0; k < kNeighbourTalks; ++k) {
        const Lanes word = e.words(kNeighbourPick + k);
        const Lanes any = but_self(below(word, last), self, last);
        const Lanes own =
            but_self(looked_up(place.by_group, own_begin + below(word * last, own_others)), self, own_last);
        const Lanes other = ~equal(looked_up(place.groups, any), e.group);
        const Lanes replaced = other & at_least(keep[k], all(std::uint32_t{keep_})) & ~equal(own_others, all(0u));
        e.meet(kFirstNeighbourSlot + k, place.count > 1 ? place.begin + choose(replaced, own, any) : e.i);
    }
    e.outcome(kFirstNeighbourSlot, high16(e.words(kNeighbourKeepThird)));
    e.outcome(kFirstNeighbourSlot + 1, low16(e.words(kNeighbourOutcome)));
    e.outcome(kFirstNeighbourSlot + 2, high16(e.words(kNeighbourOutcome)));
    store(&e.out.neighbour_outcome[0][e.half], low16(e.words(kNeighbourTrustOutcome)));
    store(&e.out.neighbour_outcome[1][e.half], high16(e.words(kNeighbourTrustOutcome)));
    store(&e.out.neighbour_outcome[2][e.half], low16(e.words(kNeighbourTrustThird)));
}

inline void Talks::venue(const Eight& e) const {
    const Lanes first = load_lanes(&world_->venue_first[e.at]), others = load_lanes(&world_->venue_others[e.at]);
    for (int k = 0; k < kVenueTalks; ++k) e.meet(kFirstVenueSlot + k, first + below(e.words(kVenuePick + k), others));
    e.outcome(kFirstVenueSlot, low16(e.words(kVenueOutcome)));
    e.outcome(kFirstVenueSlot + 1, high16(e.words(kVenueOutcome)));
}

inline void Talks::online(const Eight& e, const TalkPlace& place) const {
    const Lanes drawn = e.words(kOnlineCount);
    Lanes talks = all(0u);
    for (int k = 0; k < kOnlineSlots; ++k) {
        const Lanes takes_place = at_least(drawn, among(load_lanes(online_at_least_[k]), e.band));
        talks -= takes_place;  // true is -1
        const Lanes anyone = place.online_begin + below(e.words(kOnlinePick + k), all(place.online_count));
        e.meet(kFirstOnlineSlot + k, choose(takes_place, anyone, e.i));
    }
    store(&e.out.online[e.half], talks);
}

// Online talks beyond the common number.
inline void Talks::further_online(const Eight& e, const TalkPlace& place, std::uint32_t week,
                                  const ResidentState* states) const {
    const Lanes all_slots = equal(load_lanes(&e.out.online[e.half]), all(std::uint32_t{kOnlineSlots}));
    for (auto many = mask_of(all_slots); many != 0; many &= many - 1) {
        const int lane = e.half + __builtin_ctz(many);
        const std::uint32_t i = e.at + static_cast<std::uint32_t>(lane - e.half), word = e.word[kOnlineCount][lane];
        std::uint32_t& talks = e.out.online[lane];
        for (const auto& table = online_.at_least[world_->age_band.data()[i]];
             talks < kMostOnline && word >= table[talks]; ++talks)
            __builtin_prefetch(states + extra_online(place, i, week, static_cast<int>(talks)));
    }
}

void Talks::draw(const TalkPlace& place, std::uint32_t first, int lanes, std::uint32_t week,
                 const Column<Friends>& ties, const ResidentState* states, TalkBatch& out) const {
    for (const auto* column : {&world_->venue_first, &world_->venue_others})
        __builtin_prefetch(column->data() + first + kAhead);
    for (const auto* column :
         {&world_->ethnic_group, &world_->age_band, &world_->household_position, &world_->household_talkers})
        __builtin_prefetch(column->data() + first + kAhead);
    for (std::uint32_t i = first + kAhead / 2; i < first + kAhead / 2 + kBatch; i += 2)
        __builtin_prefetch(ties.data() + i);
    alignas(64) std::uint32_t word[kBlocks * 4][kBatch];
    philox_batch(first, week, kBlocks, stream_.key(), &word[0][0]);
    for (int half = 0; half < lanes; half += kWide) {
        const Eight e{*world_, word, out, half, first + static_cast<std::uint32_t>(half), lanes - half};
        household(e);
        friends(e, ties);
        neighbours(e, place);
        venue(e);
        online(e, place);
        further_online(e, place, week, states);
        const Lanes adult = at_least(e.band, all(std::uint32_t{kFirstAdultBand}));
        store(&out.cell[half], choose(adult, (e.band - kFirstAdultBand) * kEthnicGroups + e.group,
                                      all(std::uint32_t{LedgerWeek::kNobody})));
    }
}

void Talks::meet_at_venue(const TalkPlace& place, std::uint32_t first, int lanes, TalkBatch& out) const {
    for (int half = 0; half < lanes; half += kWide) {
        const std::uint32_t at = first + static_cast<std::uint32_t>(half);
        const Lanes i = counting_from(at), others = load_lanes(&world_->venue_others[at]),
                    alone = equal(others, all(0u));
        for (int k = 0; k < kVenueTalks; ++k) {
            std::uint32_t* slot = &out.partner[kFirstVenueSlot + k][half];
            Lanes j = looked_up(members_, load_lanes(slot));
            for (auto self = mask_of(equal(i, j) & ~alone); self != 0; self &= self - 1) {  // takes the last instead
                const auto lane = static_cast<unsigned>(__builtin_ctz(self));
                j[lane] = members_[world_->venue_first[at + lane] + others[lane]];
            }
            j = choose(alone, i, j);
            if (confine_) j = choose(at_least(j - place.online_begin, all(place.online_count)), i, j);
            store(slot, j);
        }
    }
}

std::uint32_t Talks::extra_online(const TalkPlace& place, std::uint32_t resident, std::uint32_t week, int talk) const {
    const std::uint32_t word = stream_.word(resident, week, 4 * kExtraOnlineDraw + static_cast<std::uint32_t>(talk));
    return place.online_begin + below(word, place.online_count);
}

TalksOfPlace::TalksOfPlace(const Talks& talks, const World& world, int n, std::uint32_t week,
                           const Column<Friends>& friends, const ResidentState* states, const std::uint8_t* tags)
    : talks_(talks),
      place_(talks.place(n)),
      week_(week),
      first_(world.neighbourhood_begin[n]),
      end_(world.neighbourhood_begin[n + 1]),
      friends_(friends),
      states_(states),
      tags_(tags) {
    draw(first_, batches_[0]);
    draw(first_ + kBatch, batches_[1]);
    talks_.meet_at_venue(place_, first_, lanes(), batches_[0]);
    for (int lane = 0; lane < lanes(); ++lane) fetch_partners(batches_[0], lane);
    prepare_later();
}

void TalksOfPlace::next() {
    first_ += kBatch;
    current_ = (current_ + 1) % 3;
    prepare_later();
}

void TalksOfPlace::draw(std::uint32_t first, TalkBatch& batch) {
    if (const int lanes = lanes_from(first); lanes > 0)
        talks_.draw(place_, first, lanes, week_, friends_, states_, batch);
}

void TalksOfPlace::prepare_later() {
    talks_.meet_at_venue(place_, first_ + kBatch, lanes_from(first_ + kBatch), batches_[(current_ + 1) % 3]);
    draw(first_ + 2 * kBatch, batches_[(current_ + 2) % 3]);
}

}  // namespace concord::sim
