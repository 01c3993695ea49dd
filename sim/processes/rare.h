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
#include "sim/processes/context.h"

namespace concord::sim {

// Keeps the draws of kinds apart; a new kind takes the next number, and keeps it.
enum class Rare : std::uint32_t { kStop = 0, kServiceContact = 1, kPatrolContact = 2, kIncident = 3 };

// Streams of their own: gaps between candidates by neighbourhood, acceptance and what follows by resident.
constexpr Process candidates_of(Rare kind) {
    return static_cast<Process>(static_cast<std::uint32_t>(Process::kCandidates) + static_cast<std::uint32_t>(kind));
}
constexpr Process rare_events(Rare kind) {
    return static_cast<Process>(static_cast<std::uint32_t>(Process::kRareEvents) + static_cast<std::uint32_t>(kind));
}

inline constexpr double kRarelyEnough = 0.015;  // a week: above it gaps cost more than a word for everybody

// Throws std::runtime_error that names kind and neighbourhood: a rate above its ceiling is a fault, never a clip.
[[noreturn]] void refuse_rate(const Context& context, Rare kind, int n, double rate, double ceiling);

// For each resident of neighbourhood n to whom it happens this week, ascending: happens(resident, words) with two words
// of their own (words[1] and words[2]) that nothing else uses. `rate` gives a resident's probability, at most
// `ceiling`.
template <class Rate, class Happens>
void draw_rare(const Context& context, Rare kind, int n, std::uint32_t week, double ceiling, const Rate& rate,
               const Happens& happens) {
    if (!(ceiling > 0)) return;
    ceiling = std::min(ceiling, 1.0);
    const Stream events(context.options.seed, rare_events(kind));
    const std::uint32_t begin = context.begin(n), end = context.begin(n + 1);
    const auto accept = [&](std::uint32_t i, std::uint32_t word, double of) {
        const double probability = rate(i);
        if (!(probability <= ceiling)) refuse_rate(context, kind, n, probability, ceiling);
        return word < threshold(probability / of);
    };
    if (ceiling > kRarelyEnough) {
        alignas(64) std::uint32_t words[4][kBatch];
        for (std::uint32_t first = begin; first < end; first += kBatch) {
            philox_batch(first, week, 1, events.key(), &words[0][0]);
            for (std::uint32_t i = first; i < std::min(first + kBatch, end); ++i)
                if (const std::uint32_t k = i - first; accept(i, words[0][k], 1))
                    happens(i, Block{words[0][k], words[1][k], words[2][k], words[3][k]});
        }
        return;
    }
    WordSource gaps(Stream(context.options.seed, candidates_of(kind)), static_cast<std::uint32_t>(n), week);
    const double log_none = maths::log1p(-ceiling);
    for (double at = begin;; at += 1) {
        at += std::floor(maths::log(open_unit(gaps())) / log_none);
        if (!(at < end)) return;
        const auto i = static_cast<std::uint32_t>(at);
        const Block words = events.block(i, week, 0);
        if (accept(i, words[0], ceiling)) happens(i, words);
    }
}

}  // namespace concord::sim
