// Eight residents side by side in one register: integers for drawing, floats for what talks do. Plain operators work on both.
#pragma once

#include <immintrin.h>

#include <cstdint>

namespace concord::sim {

inline constexpr int kWide = 8;
using Lanes = std::uint32_t __attribute__((vector_size(32)));
using Floats = float __attribute__((vector_size(32)));

inline __m256i bits(Lanes v) { return reinterpret_cast<__m256i>(v); }
inline Lanes lanes(__m256i v) { return reinterpret_cast<Lanes>(v); }
inline Lanes load_lanes(const std::uint32_t* p) { return lanes(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))); }
inline void store(std::uint32_t* p, Lanes v) { _mm256_store_si256(reinterpret_cast<__m256i*>(p), bits(v)); }
inline void store(float* p, Floats v) { _mm256_store_ps(p, v); }
inline Lanes all(std::uint32_t x) { return lanes(_mm256_set1_epi32(static_cast<int>(x))); }
inline Floats all(float x) { return _mm256_set1_ps(x); }
// Conditions are lanes of all ones or all zeros.
inline Lanes choose(Lanes condition, Lanes yes, Lanes no) { return lanes(_mm256_blendv_epi8(bits(no), bits(yes), bits(condition))); }
inline Floats choose(Lanes condition, Floats yes, Floats no) { return _mm256_blendv_ps(no, yes, _mm256_castsi256_ps(bits(condition))); }
inline Lanes equal(Lanes a, Lanes b) { return lanes(_mm256_cmpeq_epi32(bits(a), bits(b))); }
inline Lanes at_least(Lanes a, Lanes b) { return equal(lanes(_mm256_max_epu32(bits(a), bits(b))), a); }
inline Lanes less(Floats a, Floats b) { return lanes(_mm256_castps_si256(_mm256_cmp_ps(a, b, _CMP_LT_OQ))); }
inline Floats clipped(Floats x, float low, float high) { return _mm256_min_ps(_mm256_max_ps(x, all(low)), all(high)); }
inline Floats as_float(Lanes v) { return _mm256_cvtepi32_ps(bits(v)); }   // of integers below 2^31
inline unsigned mask_of(Lanes condition) { return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(bits(condition)))); }
// table[k] of a table of eight, in a register.
inline Lanes among(Lanes table, Lanes k) { return lanes(_mm256_permutevar8x32_epi32(bits(table), bits(k))); }

// High halves of the 64-bit products: word x n / 2^32, an integer below n.
inline Lanes below(Lanes word, Lanes n) {
    const __m256i even = _mm256_mul_epu32(bits(word), bits(n));
    const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(bits(word), 32), _mm256_srli_epi64(bits(n), 32));
    return lanes(_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA));
}
inline Lanes below16(Lanes word16, Lanes n) { return (word16 * n) >> 16; }
inline Lanes low16(Lanes word) { return word & 0xFFFFu; }
inline Lanes high16(Lanes word) { return word >> 16; }

// f(lane) for each lane. Values are loaded one by one: a gather is slower on the machines at hand, and far slower where it is
// mitigated.
template <class F>
inline Lanes each_lane(const F& f) {
    // Through a register: left to itself the compiler packs bytes by a chain of shifts.
    const auto v = [&](int lane) { int x = static_cast<int>(f(lane)); __asm__("" : "+r"(x)); return x; };
    return lanes(_mm256_setr_epi32(v(0), v(1), v(2), v(3), v(4), v(5), v(6), v(7)));
}
template <class F>
inline Floats each_lane_float(const F& f) { return _mm256_setr_ps(f(0), f(1), f(2), f(3), f(4), f(5), f(6), f(7)); }

// Sums over the eight values of eight vectors, each as ((0+1)+(2+3)) + ((4+5)+(6+7)).
inline Floats sums_of_eight(const Floats (&v)[kWide]) {
    const __m256 a = _mm256_hadd_ps(_mm256_hadd_ps(v[0], v[1]), _mm256_hadd_ps(v[2], v[3]));
    const __m256 b = _mm256_hadd_ps(_mm256_hadd_ps(v[4], v[5]), _mm256_hadd_ps(v[6], v[7]));
    return _mm256_add_ps(_mm256_permute2f128_ps(a, b, 0x20), _mm256_permute2f128_ps(a, b, 0x31));
}

}  // namespace concord::sim
