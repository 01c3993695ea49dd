#include "sim/processes/turnover.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/calendar.h"
#include "sim/ground/lanes.h"
#include "sim/ground/maths.h"
#include "sim/ground/random_batch.h"

namespace concord::sim::turnover {
namespace {

// Draws of a resident and week in the stream of ties.
constexpr std::uint32_t kDrawDecay = 0;        // 8 x 16 bits: does the tie end
constexpr std::uint32_t kDrawReplacement = 8;  // + place: who instead
constexpr std::uint32_t kDrawRenewal = 1;      // 8 x 16 bits: is a newcomer's tie new
constexpr std::uint32_t kDrawNewcomer = 16;    // + place: who instead

std::uint16_t word16(const Block& words, std::uint32_t k) {
    return static_cast<std::uint16_t>(words[k / 2] >> (16 * (k % 2)));
}

constexpr std::uint32_t kDrawAgain = 32;  // added for each further attempt at somebody who is no friend yet
constexpr std::uint32_t kAttempts = 5;

bool same_district(const World& world, std::uint32_t i, std::uint32_t j) {
    const auto district = [&](std::uint32_t k) {
        return world.geography.neighbourhoods[world.neighbourhood_of(k)].district;
    };
    return district(i) == district(j);
}

// A new friend by the rule of 3.3. Somebody who is among the ties already is drawn again a few times, of the same kind
// (own background or another): otherwise small pools, which run out of one's own first, would raise mixing as the years
// go by.
std::uint32_t replacement(const Context& context, const Stream& stream, std::uint32_t week, std::uint32_t resident,
                          int n, std::uint32_t draw, const Friends& ties) {
    const auto& group = context.world->ethnic_group;
    const auto drawn = [&](std::uint32_t attempt) {
        return draw_friend(*context.world, context.friendship, resident, n,
                           stream.block(resident, week, draw + attempt * kDrawAgain));
    };
    const auto known = [&](std::uint32_t k) { return std::find(ties.begin(), ties.end(), k) != ties.end(); };
    std::uint32_t j = drawn(0);
    for (std::uint32_t attempt = 1; j != kNone && known(j) && attempt < kAttempts; ++attempt) {
        const std::uint32_t other = drawn(attempt);
        if (other != kNone && !known(other) && (group[other] == group[resident]) == (group[j] == group[resident]))
            j = other;
    }
    if (j == kNone) return resident;  // alone in the world: a tie to oneself is no talk
    return context.options.confine_to_district && !same_district(*context.world, resident, j) ? resident : j;
}

}  // namespace

Start fit(const Context& context) {
    Start start;
    for (const auto& n : context.world->geography.neighbourhoods)
        start.move_rate.push_back(static_cast<float>(1 - maths::pow(1 - n.churn, 1.0 / kWeeksPerYear)));
    const double stays =
        maths::pow(1 - context.parameters.tie_decay, static_cast<double>(kWeeksPerPeriod) / kWeeksPerYear);
    start.tie_ends = static_cast<std::uint32_t>((1 - stays) * 65536);
    return start;
}

void init(const Context& context, State& state) { state.moved.assign((context.world->talkers() + 31) / 32, 0); }

void note_moved(std::uint32_t resident, State& state) {
    // Areas may share a word.
    __atomic_fetch_or(&state.moved[resident / 32], std::uint32_t{1} << (resident % 32), __ATOMIC_RELAXED);
}

void add_expected(const Context& context, const Start& start, int n, VectorDouble& increment) {
    const double moves = start.move_rate[n];
    increment[kBelonging] -= moves * context.parameters.newcomer_belonging;
    increment[kNeighbourTrust] -= moves * context.parameters.newcomer_trust;
}

void leaving_households(const Context& context, const Start& start, int n, std::uint32_t week,
                        std::vector<std::uint32_t>& out) {
    const double rate = start.move_rate[n];
    if (!(rate > 0)) return;
    const World& world = *context.world;
    WordSource words(Stream(context.options.seed, Process::kTurnover), static_cast<std::uint32_t>(n), week);
    const double log_stay = maths::log1p(-rate);
    double household = world.neighbourhood_household_begin[n];
    const double end = world.neighbourhood_household_begin[n + 1];
    for (;;) {  // gaps between households that leave are geometric
        household += std::floor(maths::log(open_unit(words())) / log_stay);
        if (household >= end) return;
        out.push_back(static_cast<std::uint32_t>(household));
        household += 1;
    }
}

void renew_ties(const Context& context, std::uint32_t week, std::uint32_t resident, int n, Friends& ties) {
    const Stream stream(context.options.seed, Process::kTies);
    const Block words = stream.block(resident, week, kDrawRenewal);
    const double share = context.parameters.newcomer_new_ties * 65536;
    for (std::uint32_t k = 0; k < kMaxFriends && ties[k] != kNone; ++k)
        if (word16(words, k) < share)
            ties[k] = replacement(context, stream, week, resident, n, kDrawNewcomer + k, ties);
}

void replace_ties(const Context& context, const Start& start, const State& state, std::uint32_t week, int n,
                  Column<Friends>& friends, std::vector<std::uint32_t>& changed) {
    const Stream stream(context.options.seed, Process::kTies);
    const auto begin = context.world->neighbourhood_begin[n], end = context.world->neighbourhood_begin[n + 1];
    static_assert(kDrawDecay == 0, "the first block of a batch");
    alignas(64) std::uint32_t words[4][kBatch];
    for (std::uint32_t first = begin; first < end; first += kBatch) {
        philox_batch(first, week, 1, stream.key(), &words[0][0]);
        for (std::uint32_t i = first; i < std::min(first + kBatch, end); ++i) {
            __builtin_prefetch(friends.data() + i + kBatch);
            Friends& ties = friends[i];
            const Lanes tie = load_lanes(ties.data()), none = equal(tie, all(kNone)),
                        someone = choose(none, all(i), tie);
            const Lanes half = looked_up(state.moved.data(), someone >> 5);  // the word that holds whether they moved
            const Lanes pair = each_lane([&](int k) { return words[k / 2][i - first]; });
            const Lanes drawn = (pair >> Lanes{0, 16, 0, 16, 0, 16, 0, 16}) & 0xFFFFu;
            const Lanes ending = bit_of(half, tie) | ~at_least(drawn, all(start.tie_ends));
            unsigned gone = mask_of(ending & ~none);
            if (gone != 0) changed.push_back(i);
            for (; gone != 0; gone &= gone - 1) {
                const auto k = static_cast<std::uint32_t>(__builtin_ctz(gone));
                ties[k] = replacement(context, stream, week, i, n, kDrawReplacement + k, ties);
            }
        }
    }
}

}  // namespace concord::sim::turnover
