// Counter-based random numbers (model.md section 7): Philox4x32-10, key = (seed, process), counter = (who, week, draw,
// 0), of a draw from the priors (draw, attempt, hash of the parameter's name). A draw is a pure function of these
// numbers, so every scenario meets the same chance (common random numbers) and nothing depends on order or on the
// number of threads. No generator state exists anywhere.
#pragma once

#ifdef __wasm__
#define __riscv  // Random123 wants an architecture that it knows; this one changes nothing else in it
#include <Random123/philox.h>
#undef __riscv
#else
#include <Random123/philox.h>
#endif

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace concord::sim {

// One stream a purpose. Values are part of the results: never renumber, only append.
enum class Process : std::uint32_t {
    kPersons = 1,           // who lives in a neighbourhood: integerisation of its age by ethnic-group table
    kHouseholds = 2,        // who lives with whom
    kSampling = 3,          // which households a 1:k sample keeps
    kActivity = 4,          // employed, student, retired ...
    kVenues = 5,            // which school, college or workplace
    kFriends = 6,           // initial friends
    kInitialState = 7,      // resident, neighbourhood, area effects on the starting state
    kTenure = 8,            // how long a household has been there at week 0
    kTalks = 9,             // partners and outcomes of a week's talks
    kEngagement = 11,       // seats, who fills them, their meetings
    kTurnover = 12,         // households that leave
    kTies = 13,             // ties that decay, and what replaces them
    kTraining = 14,         // whether training is delivered well
    kParameterDraw = 15,    // draws from the priors
    kReplicate = 16,        // seeds of replicates, derived from a plan's seed
    kPersonalChange = 17,   // residents' changes for reasons of their own
    kNews = 18,             // whom an event reaches
    kEsolCircles = 19,      // places in English circles, who fills them and completes them, their meetings
    kMeetings = 20,         // whether an extremist meeting is turned away, and where it is tried then
    kPractice = 21,         // quality of practice of districts at the start
    kProgramme = 22,        // who has heard of the prevention programme, and who is within reach of what it says
    kSurvey = 23,           // whom a survey asks, whether they answer, what they say, and what a wave gets wrong
    kSupportStart = 24,     // who has a need, or a case, at week 0
    kSupportContacts = 25,  // which sectors a resident is in contact with in a year
    kSupportCases = 26,     // whether a need ends, is recognised, what comes of a case
    kSupportPolice = 27,    // whether a contact with police leads to a referral
    kSupportMoves = 28,     // where a need goes when a household moves
    kPanel = 29,            // who joins a community panel and who leaves it, and what members say
    kLineUp = 30,           // which of four series in a line-up has the programme
    kIndexWeights = 31,     // weights of the cohesion index other than equal ones
    kCandidates = 32,       // gaps between candidates for rare events of a neighbourhood
    kRareEvents = 64,       // + kind of rare event: how it turns out for a resident
    kRareForAll = 128,      // + kind and layer: whether it happens, where everybody is a candidate; four share a block
};

using Block = std::array<std::uint32_t, 4>;

// The raw bijection, as in Random123. Throws nothing.
inline Block philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
    const r123::Philox4x32 generator;
    const r123::Philox4x32::ctr_type c{{counter[0], counter[1], counter[2], counter[3]}};
    const r123::Philox4x32::key_type k{{key[0], key[1]}};
    const auto r = generator(c, k);
    return {r[0], r[1], r[2], r[3]};
}

// [0, 1) with 24 bits, exact in float.
inline float unit_float(std::uint32_t word) { return static_cast<float>(word >> 8) * 0x1.0p-24f; }
// [0, 1) with 32 bits.
inline double unit_double(std::uint32_t word) { return word * 0x1.0p-32; }
// (0, 1), never 0 or 1: for logarithms and inverse distribution functions.
inline double open_unit(std::uint32_t word) { return (word + 0.5) * 0x1.0p-32; }
// Integer in [0, n); bias below n / 2^32. Returns 0 for n = 0.
inline std::uint32_t below(std::uint32_t word, std::uint32_t n) {
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(word) * n) >> 32);
}
// The threshold t for which `word < t` has probability p (clamped to [0, 1]).
inline std::uint32_t threshold(double p) {
    if (!(p > 0)) return 0;
    return p >= 1 ? std::numeric_limits<std::uint32_t>::max() : static_cast<std::uint32_t>(p * 0x1.0p32);
}

// The chances of one process of one run.
class Stream {
  public:
    constexpr Stream(std::uint32_t seed, Process process) : key_{seed, static_cast<std::uint32_t>(process)} {}
    // Four 32-bit words. `who` is a resident, household or neighbourhood number; `draw` is fixed by slot.
    Block block(std::uint32_t who, std::uint32_t week, std::uint32_t draw) const {
        return philox({who, week, draw, 0}, key_);
    }
    std::uint32_t word(std::uint32_t who, std::uint32_t week, std::uint32_t draw) const {
        return block(who, week, draw / 4)[draw % 4];
    }
    std::array<std::uint32_t, 2> key() const { return key_; }

  private:
    std::array<std::uint32_t, 2> key_;
};

// A standard UniformRandomBitGenerator over the words of one (who, week), for Boost.Random distributions with a shape
// (Poisson, binomial, gamma, normal). Local to the call that makes it; `first_draw` counts blocks.
class WordSource {
  public:
    using result_type = std::uint32_t;
    WordSource(Stream stream, std::uint32_t who, std::uint32_t week, std::uint32_t first_block = 0)
        : stream_(stream), who_(who), week_(week), next_block_(first_block) {}
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()() {
        if (used_ == 4) {
            block_ = stream_.block(who_, week_, next_block_++);
            used_ = 0;
        }
        return block_[used_++];
    }
    std::uint32_t below(std::uint32_t n) { return sim::below((*this)(), n); }
    double unit() { return unit_double((*this)()); }

  private:
    Stream stream_;
    std::uint32_t who_, week_, next_block_;
    Block block_{};
    int used_ = 4;
};

// Rounds x up or down at random so that the expectation is x. x >= 0.
inline std::uint32_t stochastic_round(double x, std::uint32_t word) {
    const double floor = std::floor(x);
    return static_cast<std::uint32_t>(floor) + (unit_double(word) < x - floor ? 1u : 0u);
}

}  // namespace concord::sim
