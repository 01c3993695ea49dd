// What a week's talks do to a resident: influence, contact and what is heard, over all partners at once (model.md 4.2, 4.3).
// The innermost loop of the program: partners' openness and tags are gathered in registers, and which way a talk goes is
// decided without a branch, since it cannot be predicted.
#pragma once

#include <immintrin.h>

#include "sim/processes/contact.h"
#include "sim/processes/influence.h"
#include "sim/processes/talks.h"

namespace concord::sim {

// A resident's tag: background and what befell them last week. One byte, so that all of them stay in cache.
enum Tag : std::uint8_t { kTagGroup = 7, kTagFairStop = 8, kTagUnfairStop = 16, kTagVictim = 32 };
inline constexpr std::uint8_t kTagHeard = kTagFairStop | kTagUnfairStop | kTagVictim;   // what partners hear of

inline constexpr float kOutcomeScale = 65536.0f;   // outcomes of talks are 16-bit words

struct TalkEffect {
    Vector influence;        // sum over talks of k(|d|) d
    float across, trust;     // sums of +1 or -omega over talks across backgrounds, and over talks with neighbours
    std::uint32_t heard;     // union of the face-to-face partners' tags of last week
};

inline float sum_of(__m256 v) {
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

// Sums of the eight lanes of three vectors, in the first three lanes.
inline __m128 sums_of(__m256 a, __m256 b, __m256 c) {
    const __m256 pairs = _mm256_hadd_ps(_mm256_hadd_ps(a, b), _mm256_hadd_ps(c, c));
    return _mm_add_ps(_mm256_castps256_ps128(pairs), _mm256_extractf128_ps(pairs, 1));
}

inline __m256 absolute(__m256 v) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0f), v); }

inline float talk_step(float outcome, float q, float omega) { return outcome < q * kOutcomeScale ? 1.0f : -omega; }

template <Kernel K>
inline TalkEffect talk_effect(const Vector& x, std::uint32_t i, const TalkBatch& batch, int lane, const ResidentState* states,
                              const std::uint8_t* tags, const ContactConstants& contact, const KernelParameters& kernel) {
    static_assert(kFaceToFace == 9 && kFirstNeighbourSlot == 2 && kNeighbourTalks == 3, "slots are spelt out below");
    const std::uint32_t* j = batch.partner[lane];
    const int own = tags[i];

    // Eight of the nine face-to-face partners side by side; the ninth follows by itself.
    const __m256i tag = _mm256_setr_epi32(tags[j[0]], tags[j[1]], tags[j[2]], tags[j[3]], tags[j[4]], tags[j[5]], tags[j[6]], tags[j[7]]);
    const int last_tag = tags[j[8]];
    const __m256i different = _mm256_and_si256(_mm256_xor_si256(tag, _mm256_set1_epi32(own)), _mm256_set1_epi32(kTagGroup));
    const __m256 same = _mm256_castsi256_ps(_mm256_cmpeq_epi32(different, _mm256_setzero_si256()));
    const __m256 openness = _mm256_setr_ps(states[j[0]].value[kOpenness], states[j[1]].value[kOpenness], states[j[2]].value[kOpenness],
                                           states[j[3]].value[kOpenness], states[j[4]].value[kOpenness], states[j[5]].value[kOpenness],
                                           states[j[6]].value[kOpenness], states[j[7]].value[kOpenness]);
    const float reader = contact.reader(x), omega = contact.omega;
    __m256 q = _mm256_add_ps(_mm256_set1_ps(reader), _mm256_mul_ps(_mm256_set1_ps(contact.q1), openness));
    q = _mm256_min_ps(_mm256_max_ps(q, _mm256_set1_ps(ContactConstants::kLowest)), _mm256_set1_ps(ContactConstants::kHighest));
    const __m256 outcome = _mm256_cvtepi32_ps(_mm256_cvtepu16_epi32(_mm_load_si128(reinterpret_cast<const __m128i*>(batch.outcome[lane]))));
    const __m256 positive = _mm256_cmp_ps(outcome, _mm256_mul_ps(q, _mm256_set1_ps(kOutcomeScale)), _CMP_LT_OQ);
    const __m256 steps = _mm256_andnot_ps(same, _mm256_blendv_ps(_mm256_set1_ps(-omega), _mm256_set1_ps(1.0f), positive));
    const bool last_other = ((last_tag ^ own) & kTagGroup) != 0;
    const float last_step = talk_step(batch.outcome[lane][8], contact.positive(reader, states[j[8]].value[kOpenness]), omega);

    TalkEffect effect;
    effect.across = sum_of(steps) + (last_other ? last_step : 0.0f);

    // What partners have to tell; one's own tag (a talk that did not take place) is no news.
    const __m256i self = _mm256_cmpeq_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(j)), _mm256_set1_epi32(static_cast<int>(i)));
    const __m256i news = _mm256_andnot_si256(self, _mm256_and_si256(tag, _mm256_set1_epi32(kTagHeard)));
    effect.heard = static_cast<std::uint32_t>(!_mm256_testz_si256(news, news)) | (j[8] != i ? static_cast<std::uint32_t>(last_tag & kTagHeard) : 0u);

    // Neighbours: the odds follow the mean distance of the two residents' states.
    const __m256 mine = _mm256_load_ps(x.data());
    const auto gap = [&](int slot) { return absolute(_mm256_sub_ps(_mm256_load_ps(states[j[slot]].value), mine)); };
    alignas(16) float distance[4];
    _mm_store_ps(distance, sums_of(gap(2), gap(3), gap(4)));
    effect.trust = 0;
    for (int k = 0; k < kNeighbourTalks; ++k) {
        const float step = talk_step(batch.neighbour_outcome[lane][k], contact.positive_neighbour(distance[k] * (1.0f / kStates)), omega);
        effect.trust += j[kFirstNeighbourSlot + k] != i ? step : 0.0f;
    }

    effect.influence = Vector::Zero();
    if constexpr (K == Kernel::kAssimilation) {
        for (int slot = 0; slot < kSlots; ++slot) effect.influence += load(states[j[slot]]);
        effect.influence -= static_cast<float>(kSlots) * x;
    } else {
        for (int slot = 0; slot < kSlots; ++slot) effect.influence += pull<K>(load(states[j[slot]]) - x, ((tags[j[slot]] ^ own) & kTagGroup) != 0, kernel);
    }
    return effect;
}

// A vector that is zero but for openness and neighbour_trust, made in registers.
inline Vector contact_vector(float openness, float trust) {
    static_assert(kNeighbourTrust == 0 && kOpenness == 4, "lanes are spelt out below");
    Vector v;
    _mm256_store_ps(v.data(), _mm256_setr_ps(trust, 0, 0, 0, openness, 0, 0, 0));
    return v;
}

}  // namespace concord::sim
