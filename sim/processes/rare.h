// Rare things of a week, drawn before it (model.md 7): candidates come by geometric gaps at a ceiling rate, and each is
// then accepted by a uniform of its own against rate / ceiling. The ceiling is a function of parameters and place
// alone, the same in every scenario, so that a lever adds or takes away events and shifts nobody else's. Where the
// ceiling is not rare, every resident is a candidate.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/ground/random_batch.h"
#include "sim/measures/flows.h"
#include "sim/processes/context.h"

namespace concord::sim {

// Acceptance and what follows have a stream of their own for each kind, by resident.
constexpr Process rare_events(EventKind kind) {
    return static_cast<Process>(static_cast<std::uint32_t>(Process::kRareEvents) + rare_number(kind));
}

inline constexpr double kRarelyEnough = 0.02;  // a week: above it gaps cost more than a word for everybody

// Throws std::runtime_error that names kind and neighbourhood: a rate above its ceiling is a fault, never a clip.
[[noreturn]] void refuse_rate(const Context& context, EventKind kind, int n, double rate, double ceiling);

// The rare events of one neighbourhood and week. The first gap of every kind comes from one block, so that a
// neighbourhood without a candidate, as most are in a small sample, costs next to nothing.
class RareWeek {
  public:
    RareWeek(const Context& context, int n, std::uint32_t week) : context_(context), n_(n), week_(week), first_{} {
        static_assert(kDrawnAsRare.size() <= 4 * kFirstBlocks);
        for (std::uint32_t b = 0; b < kFirstBlocks; ++b)
            first_[b] =
                Stream(context.options.seed, Process::kCandidates).block(static_cast<std::uint32_t>(n), week, b);
    }

    int neighbourhood() const { return n_; }
    std::uint32_t week() const { return week_; }

    // For each resident to whom it happens, ascending: happens(resident, words), of which words[1] to [3] are theirs to
    // use. `rate` gives a resident's probability, at most `ceiling`.
    template <class Rate, class Happens>
    void draw(EventKind kind, double ceiling, const Rate& rate, const Happens& happens) const {
        if (!(ceiling > 0)) return;
        ceiling = std::min(ceiling, 1.0);
        const Stream events(context_.options.seed, rare_events(kind));
        const auto accept = [&](std::uint32_t i, std::uint32_t word, double of) {
            const double probability = rate(i);
            if (!(probability <= ceiling)) refuse_rate(context_, kind, n_, probability, ceiling);
            return word < threshold(probability / of);
        };
        if (ceiling > kRarelyEnough) return draw_for_everybody(events, accept, happens);
        const std::uint32_t begin = context_.begin(n_), end = context_.begin(n_ + 1);
        const std::uint32_t number = rare_number(kind);
        double u = open_unit(first_[number / 4][number % 4]);
        // (1 - c)^n >= 1 - c n: the first gap reaches past the end.
        if (u <= 1 - ceiling * (end - begin)) return;
        WordSource gaps(Stream(context_.options.seed, Process::kCandidates), static_cast<std::uint32_t>(n_), week_,
                        (number + 1) << 16);
        const double log_none = maths::log1p(-ceiling);
        for (double at = begin;; at += 1, u = open_unit(gaps())) {
            at += std::floor(maths::log(u) / log_none);
            if (!(at < end)) return;
            const auto i = static_cast<std::uint32_t>(at);
            const Block words = events.block(i, week_, 0);
            if (accept(i, words[0], ceiling)) happens(i, words);
        }
    }

  private:
    const Context& context_;
    int n_;
    std::uint32_t week_;
    static constexpr std::uint32_t kFirstBlocks = (kDrawnAsRare.size() + 3) / 4;
    std::array<Block, kFirstBlocks> first_;

    template <class Accept, class Happens>
    void draw_for_everybody(const Stream& events, const Accept& accept, const Happens& happens) const {
        alignas(64) std::uint32_t words[4][kBatch];
        const std::uint32_t end = context_.begin(n_ + 1);
        for (std::uint32_t first = context_.begin(n_); first < end; first += kBatch) {
            philox_batch(first, week_, 1, events.key(), &words[0][0]);
            for (std::uint32_t i = first; i < std::min(first + kBatch, end); ++i)
                if (const std::uint32_t k = i - first; accept(i, words[0][k], 1))
                    happens(i, Block{words[0][k], words[1][k], words[2][k], words[3][k]});
        }
    }
};

}  // namespace concord::sim
