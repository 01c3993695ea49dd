#include "sim/random_batch.h"

#include <immintrin.h>

namespace concord::sim {
namespace {

// Constants of Philox4x32 (Salmon et al. 2011); tested against Random123's own implementation.
constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
constexpr int kRounds = 10;

struct Product {
    __m256i high, low;
};

inline Product multiply(__m256i x, std::uint32_t constant) {
    const __m256i m = _mm256_set1_epi32(static_cast<int>(constant));
    const __m256i even = _mm256_mul_epu32(x, m);
    const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(x, 32), m);
    return {_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0b10101010),
            _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0b10101010)};
}

inline __m256i broadcast(std::uint32_t word) { return _mm256_set1_epi32(static_cast<int>(word)); }

struct Counter {
    __m256i c0, c1, c2, c3;
};

inline Counter counter(std::uint32_t first, std::uint32_t week, std::uint32_t draw) {
    const __m256i ramp = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return {_mm256_add_epi32(broadcast(first), ramp), broadcast(week), broadcast(draw), _mm256_setzero_si256()};
}

inline void turn(Counter& c, std::uint32_t k0, std::uint32_t k1) {
    const Product a = multiply(c.c0, kMultiplier0), b = multiply(c.c2, kMultiplier1);
    c.c0 = _mm256_xor_si256(_mm256_xor_si256(b.high, c.c1), broadcast(k0));
    c.c2 = _mm256_xor_si256(_mm256_xor_si256(a.high, c.c3), broadcast(k1));
    c.c1 = b.low;
    c.c3 = a.low;
}

inline void put(const Counter& c, std::uint32_t* out, int stride) {
    const __m256i words[4] = {c.c0, c.c1, c.c2, c.c3};
    for (int w = 0; w < 4; ++w) _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + w * stride), words[w]);
}

}  // namespace

void philox_batch(std::uint32_t first, int lanes, std::uint32_t week, std::uint32_t draw,
                  std::array<std::uint32_t, 2> key, std::uint32_t* out, int stride) {
    for (int lane = 0; lane < lanes; lane += 2 * kLanes) {
        // Two groups of eight at once: one alone leaves the multiplier idle while it waits for itself.
        Counter a = counter(first + static_cast<std::uint32_t>(lane), week, draw);
        Counter b = counter(first + static_cast<std::uint32_t>(lane) + kLanes, week, draw);
        std::uint32_t k0 = key[0], k1 = key[1];
        for (int round = 0; round < kRounds; ++round) {
            turn(a, k0, k1);
            turn(b, k0, k1);
            k0 += kWeyl0;
            k1 += kWeyl1;
        }
        put(a, out + lane, stride);
        if (lane + kLanes < lanes) put(b, out + lane + kLanes, stride);
    }
}

}  // namespace concord::sim
