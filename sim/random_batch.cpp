#include "sim/random_batch.h"

#include <immintrin.h>

namespace concord::sim {
namespace {

// Constants of Philox4x32 (Salmon et al. 2011); tested against Random123's own implementation.
constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
constexpr int kRounds = 10;

inline __m256i broadcast(std::uint32_t word) { return _mm256_set1_epi32(static_cast<int>(word)); }

// Four residents' counters, one a 64-bit lane: the product of a round is then in place for the next one, which reads the
// low 32 bits only, so what is left above them does no harm.
struct Counter {
    __m256i c0, c1, c2, c3;
};

inline Counter counter(std::uint32_t first, std::uint32_t week, std::uint32_t draw) {
    const auto who = [&](std::uint32_t k) { return static_cast<long long>(first + k); };
    return {_mm256_setr_epi64x(who(0), who(1), who(2), who(3)), broadcast(week), broadcast(draw), _mm256_setzero_si256()};
}

inline void turn(Counter& c, __m256i k0, __m256i k1) {
    const __m256i a = _mm256_mul_epu32(c.c0, broadcast(kMultiplier0)), b = _mm256_mul_epu32(c.c2, broadcast(kMultiplier1));
    c.c0 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(b, 32), c.c1), k0);
    c.c2 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(a, 32), c.c3), k1);
    c.c1 = b;
    c.c3 = a;
}

// The low halves of two fours, in order.
inline __m256i joined(__m256i a, __m256i b) {
    const __m256i halves = _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), _MM_SHUFFLE(2, 0, 2, 0)));
    return _mm256_permute4x64_epi64(halves, _MM_SHUFFLE(3, 1, 2, 0));
}

}  // namespace

void philox_batch(std::uint32_t first, int lanes, std::uint32_t week, std::uint32_t draw,
                  std::array<std::uint32_t, 2> key, std::uint32_t* out, int stride) {
    for (int lane = 0; lane < lanes; lane += kLanes) {
        const std::uint32_t who = first + static_cast<std::uint32_t>(lane);
        Counter a = counter(who, week, draw), b = counter(who + kLanes / 2, week, draw);
        std::uint32_t k0 = key[0], k1 = key[1];
        for (int round = 0; round < kRounds; ++round) {
            turn(a, broadcast(k0), broadcast(k1));
            turn(b, broadcast(k0), broadcast(k1));
            k0 += kWeyl0;
            k1 += kWeyl1;
        }
        const __m256i words[4] = {joined(a.c0, b.c0), joined(a.c1, b.c1), joined(a.c2, b.c2), joined(a.c3, b.c3)};
        for (int w = 0; w < 4; ++w) _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + w * stride + lane), words[w]);
    }
}

}  // namespace concord::sim
