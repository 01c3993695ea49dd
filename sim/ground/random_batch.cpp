#include "sim/ground/random_batch.h"

#include "sim/ground/random.h"

#ifdef __x86_64__
#ifndef __clang__
// g++ 12 takes the "undefined" operand of its own unmasked AVX-512 intrinsics for an uninitialised variable.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#endif

namespace concord::sim {
namespace {

using Key = std::array<std::uint32_t, 2>;

// Constants of Philox4x32 (Salmon et al. 2011); tested against Random123's own implementation.
[[maybe_unused]] constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
[[maybe_unused]] constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
[[maybe_unused]] constexpr int kRounds = 10;

void draw_plainly(std::uint32_t first, std::uint32_t week, int blocks, Key key, std::uint32_t* out) {
    for (int block = 0; block < blocks; ++block)
        for (std::uint32_t lane = 0; lane < kBatch; ++lane) {
            const Block words = philox({first + lane, week, static_cast<std::uint32_t>(block), 0}, key);
            for (int w = 0; w < 4; ++w) out[(4 * block + w) * kBatch + static_cast<int>(lane)] = words[w];
        }
}

#ifdef __AVX2__

inline __m256i broadcast(std::uint32_t word) { return _mm256_set1_epi32(static_cast<int>(word)); }

// Four residents' counters, one a 64-bit lane: the product of a round is then in place for the next one, which reads
// the low 32 bits only, so what is left above them does no harm.
struct Counter {
    __m256i c0, c1, c2, c3;
};

inline Counter counter(std::uint32_t first, std::uint32_t week, std::uint32_t draw) {
    const auto who = [&](std::uint32_t k) { return static_cast<long long>(first + k); };
    return {_mm256_setr_epi64x(who(0), who(1), who(2), who(3)), broadcast(week), broadcast(draw),
            _mm256_setzero_si256()};
}

inline void turn(Counter& c, __m256i k0, __m256i k1) {
    const __m256i a = _mm256_mul_epu32(c.c0, broadcast(kMultiplier0)),
                  b = _mm256_mul_epu32(c.c2, broadcast(kMultiplier1));
    c.c0 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(b, 32), c.c1), k0);
    c.c2 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(a, 32), c.c3), k1);
    c.c1 = b;
    c.c3 = a;
}

// The low halves of two fours, in order.
inline __m256i joined(__m256i a, __m256i b) {
    const __m256i halves =
        _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), _MM_SHUFFLE(2, 0, 2, 0)));
    return _mm256_permute4x64_epi64(halves, _MM_SHUFFLE(3, 1, 2, 0));
}

void draw_eight(std::uint32_t first, std::uint32_t week, std::uint32_t draw, Key key, std::uint32_t* out) {
    Counter a = counter(first, week, draw), b = counter(first + 4, week, draw);
    std::uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < kRounds; ++round) {
        turn(a, broadcast(k0), broadcast(k1));
        turn(b, broadcast(k0), broadcast(k1));
        k0 += kWeyl0;
        k1 += kWeyl1;
    }
    const __m256i words[4] = {joined(a.c0, b.c0), joined(a.c1, b.c1), joined(a.c2, b.c2), joined(a.c3, b.c3)};
    for (int w = 0; w < 4; ++w) _mm256_store_si256(reinterpret_cast<__m256i*>(out + w * kBatch), words[w]);
}

void draw_with_avx2(std::uint32_t first, std::uint32_t week, int blocks, Key key, std::uint32_t* out) {
    for (int block = 0; block < blocks; ++block)
        for (std::uint32_t half = 0; half < kBatch; half += 8)
            draw_eight(first + half, week, static_cast<std::uint32_t>(block), key, out + 4 * block * kBatch + half);
}

#endif

#ifdef __x86_64__

// Integers alone: a processor without AVX-512 gives the same words by another way.
[[gnu::target("avx512f")]] void draw_with_avx512(std::uint32_t first, std::uint32_t week, int blocks, Key key,
                                                 std::uint32_t* out) {
    constexpr int kXor = 0x96;  // of three
    const __m512i m0 = _mm512_set1_epi64(kMultiplier0), m1 = _mm512_set1_epi64(kMultiplier1);
    const __m512i eight = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
    // The low halves of two eights, in order.
    const __m512i order = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    for (int block = 0; block < blocks; ++block) {
        __m512i a0 = _mm512_add_epi64(_mm512_set1_epi64(first), eight), b0 = _mm512_add_epi64(a0, _mm512_set1_epi64(8));
        __m512i a1 = _mm512_set1_epi64(week), a2 = _mm512_set1_epi64(block), a3 = _mm512_setzero_si512();
        __m512i b1 = a1, b2 = a2, b3 = a3;
        std::uint32_t k0 = key[0], k1 = key[1];
        for (int round = 0; round < kRounds; ++round) {
            const __m512i key0 = _mm512_set1_epi32(static_cast<int>(k0)),
                          key1 = _mm512_set1_epi32(static_cast<int>(k1));
            const __m512i ap = _mm512_mul_epu32(a0, m0), aq = _mm512_mul_epu32(a2, m1);
            const __m512i bp = _mm512_mul_epu32(b0, m0), bq = _mm512_mul_epu32(b2, m1);
            a0 = _mm512_ternarylogic_epi64(_mm512_srli_epi64(aq, 32), a1, key0, kXor);
            a2 = _mm512_ternarylogic_epi64(_mm512_srli_epi64(ap, 32), a3, key1, kXor);
            b0 = _mm512_ternarylogic_epi64(_mm512_srli_epi64(bq, 32), b1, key0, kXor);
            b2 = _mm512_ternarylogic_epi64(_mm512_srli_epi64(bp, 32), b3, key1, kXor);
            a1 = aq, a3 = ap, b1 = bq, b3 = bp;
            k0 += kWeyl0;
            k1 += kWeyl1;
        }
        std::uint32_t* words = out + 4 * block * kBatch;
        _mm512_store_si512(words, _mm512_permutex2var_epi32(a0, order, b0));
        _mm512_store_si512(words + kBatch, _mm512_permutex2var_epi32(a1, order, b1));
        _mm512_store_si512(words + 2 * kBatch, _mm512_permutex2var_epi32(a2, order, b2));
        _mm512_store_si512(words + 3 * kBatch, _mm512_permutex2var_epi32(a3, order, b3));
    }
}

#endif

PhiloxBatch& chosen() {
    static PhiloxBatch way = philox_ways().front().draw;
    return way;
}

}  // namespace

std::vector<PhiloxWay> philox_ways() {
    std::vector<PhiloxWay> ways;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f")) ways.push_back({"avx512", draw_with_avx512});
#endif
#ifdef __AVX2__
    ways.push_back({"avx2", draw_with_avx2});
#endif
    ways.push_back({"plain", draw_plainly});
    return ways;
}

void use_philox_way(PhiloxBatch draw) { chosen() = draw; }

void philox_batch(std::uint32_t first, std::uint32_t week, int blocks, Key key, std::uint32_t* out) {
    chosen()(first, week, blocks, key, out);
}

}  // namespace concord::sim
