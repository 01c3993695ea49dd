// Rare things of a week, drawn before it (model.md 7): candidates come at a ceiling rate, and each is accepted by a
// uniform of its own against rate / ceiling. The ceiling is a function of parameters and place alone, the same in every
// scenario, so that a lever adds or takes away events and shifts nobody else's. It can lie far above what happens in
// most weeks, so candidates come in layers: one to the usual rate, and others, each to twice the one below. A layer
// that lies above everybody's rate is not drawn. In one that is rare they come by geometric gaps; else everybody is a
// candidate.
#pragma once

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <cmath>
#include <cstdint>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/ground/random_batch.h"
#include "sim/measures/flows.h"
#include "sim/processes/context.h"

namespace concord::sim {

inline constexpr double kRarelyEnough = 0.04;    // a week: above it gaps cost more than a word for everybody
inline constexpr std::uint32_t kRareLayers = 8;  // at most: the last one ends at the ceiling

// What candidates come at: of a place, the same in every scenario. Probabilities a week; a bound above 1 counts as 1.
struct RareBounds {
    double usual;    // where the lowest layer ends: about what happens to whoever meets with it most often
    double ceiling;  // what nobody's rate exceeds
};

// How an event turns out, and whether it happens where everybody is a candidate, have streams of their own.
constexpr Process of_rare(Rare kind) {
    return static_cast<Process>(static_cast<std::uint32_t>(Process::kRareEvents) + rare_number(kind));
}
constexpr Process rare_for_all(Rare kind, std::uint32_t layer) {
    return static_cast<Process>(static_cast<std::uint32_t>(Process::kRareForAll) + rare_number(kind) * kRareLayers +
                                layer);
}

// Throws std::runtime_error that names kind and neighbourhood: a rate above its ceiling is a fault, never a clip.
[[noreturn]] void refuse_rate(const Context& context, Rare kind, int n, double rate, double ceiling);

// The rare events of one neighbourhood and week. The first gap of every kind's lowest layer comes from one block, so
// that a neighbourhood without a candidate, as most are in a small sample, costs next to nothing.
class RareWeek {
  public:
    RareWeek(const Context& context, int n, std::uint32_t week) : context_(context), n_(n), week_(week), first_{} {
        static_assert(kRareNames.size() <= 4 * kFirstBlocks);
        for (std::uint32_t b = 0; b < kFirstBlocks; ++b)
            first_[b] =
                Stream(context.options.seed, Process::kCandidates).block(static_cast<std::uint32_t>(n), week, b);
    }

    int neighbourhood() const { return n_; }
    std::uint32_t week() const { return week_; }

    // For each resident to whom it happens, ascending: happens(resident, words), all four words theirs to use. `rate`
    // gives a resident's probability this week, at most the ceiling and at most `highest`, a bound of this week.
    template <class Rate, class Happens>
    void draw(Rare kind, RareBounds bounds, double highest, const Rate& rate, const Happens& happens) const {
        const double ceiling = std::min(bounds.ceiling, 1.0);
        highest = std::min(highest, ceiling);
        boost::container::small_vector<std::uint32_t, 64> met;
        std::uint32_t layer = 0;
        double below = 0, top = bounds.usual > 0 ? std::min(bounds.usual, ceiling) : ceiling;
        for (; layer < kRareLayers && below < highest; ++layer) {
            // With probability `chance` in each layer, someone of rate r is met in one of them with probability r.
            const double height = top - below, chance = height / (1 - below);
            const bool rarely = chance <= kRarelyEnough;
            const double share = rarely ? 1 : chance;
            const auto accepted = [&](double r) { return threshold(std::min(1.0, (r - below) / height) * share); };
            const std::uint32_t low = accepted(highest);
            const auto candidate = [&](std::uint32_t i, std::uint32_t word) {
                if (word >= low) return;  // whoever it is
                const double probability = rate(i);
                if (!(probability <= highest)) refuse_rate(context_, kind, n_, probability, highest);
                if (word < accepted(probability)) met.push_back(i);
            };
            if (rarely)
                draw_by_gaps(kind, layer, chance, candidate);
            else
                draw_for_all(kind, layer, low, candidate);
            below = top;
            top = layer + 2 < kRareLayers ? std::min(2 * top, ceiling) : ceiling;
        }
        if (layer > 1) {
            std::sort(met.begin(), met.end());
            met.erase(std::unique(met.begin(), met.end()), met.end());
        }
        const Stream events(context_.options.seed, of_rare(kind));
        for (const std::uint32_t i : met) happens(i, events.block(i, week_, 0));
    }

  private:
    const Context& context_;
    int n_;
    std::uint32_t week_;
    static constexpr std::uint32_t kFirstBlocks = (kRareNames.size() + 3) / 4;
    std::array<Block, kFirstBlocks> first_;

    template <class Candidate>
    void draw_by_gaps(Rare kind, std::uint32_t layer, double chance, const Candidate& candidate) const {
        const std::uint32_t begin = context_.begin(n_), end = context_.begin(n_ + 1), number = rare_number(kind);
        WordSource words(Stream(context_.options.seed, Process::kCandidates), static_cast<std::uint32_t>(n_), week_,
                         (number * kRareLayers + layer + 1) << 16);
        double u = open_unit(layer == 0 ? first_[number / 4][number % 4] : words());
        // (1 - c)^n >= 1 - c n: the first gap reaches past the end.
        if (u <= 1 - chance * (end - begin)) return;
        const double log_none = maths::log1p(-chance);
        for (double at = begin;; at += 1, u = open_unit(words())) {
            at += std::floor(maths::log(u) / log_none);
            if (!(at < end)) return;
            candidate(static_cast<std::uint32_t>(at), words());
        }
    }

    // Everybody's word is drawn, and those below `low` are gone through.
    template <class Candidate>
    void draw_for_all(Rare kind, std::uint32_t layer, std::uint32_t low, const Candidate& candidate) const {
        const Stream stream(context_.options.seed, rare_for_all(kind, layer));
        alignas(64) std::uint32_t words[4][kBatch], lowest[kBatch];
        const std::uint32_t begin = context_.begin(n_), end = context_.begin(n_ + 1);
        for (std::uint32_t first = begin / 4; 4 * first < end; first += kBatch) {
            philox_batch(first, week_, 1, stream.key(), &words[0][0]);
            std::uint32_t lowest_of_all = low;
            for (int k = 0; k < kBatch; ++k) {
                lowest[k] = std::min(std::min(words[0][k], words[1][k]), std::min(words[2][k], words[3][k]));
                lowest_of_all = std::min(lowest_of_all, lowest[k]);
            }
            if (lowest_of_all == low) continue;
            for (std::uint32_t k = 0; k < kBatch; ++k) {
                if (lowest[k] >= low) continue;
                for (std::uint32_t w = 0; w < 4; ++w)
                    if (const std::uint32_t i = 4 * (first + k) + w; begin <= i && i < end) candidate(i, words[w][k]);
            }
        }
    }
};

}  // namespace concord::sim
