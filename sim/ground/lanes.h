// Eight residents side by side in one register: words to draw with, floats for what talks do. Plain operators work on
// both; what has no operator stands here, for AVX2 and in a portable form that gives the same bits. Conditions are
// lanes of all ones or zeros.
#pragma once

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include <cstdint>
#include <cstring>

namespace concord::sim {

inline constexpr int kWide = 8;
using Lanes = std::uint32_t __attribute__((vector_size(4 * kWide)));
using Floats = float __attribute__((vector_size(4 * kWide)));

template <class V>
V load_as(const void* p) {  // from any address
    V v;
    std::memcpy(&v, p, sizeof v);
    return v;
}
inline Lanes load_lanes(const std::uint32_t* p) { return load_as<Lanes>(p); }
inline Floats load_floats(const float* p) { return load_as<Floats>(p); }
inline void store(std::uint32_t* p, Lanes v) { std::memcpy(p, &v, sizeof v); }
inline void store(float* p, Floats v) { std::memcpy(p, &v, sizeof v); }

inline Lanes all(std::uint32_t x) { return Lanes{x, x, x, x, x, x, x, x}; }
inline Floats all(float x) { return Floats{x, x, x, x, x, x, x, x}; }
inline Lanes counting_from(std::uint32_t first) { return first + Lanes{0, 1, 2, 3, 4, 5, 6, 7}; }

inline Floats bits_as_floats(Lanes v) { return reinterpret_cast<Floats>(v); }
inline Lanes bits_of(Floats v) { return reinterpret_cast<Lanes>(v); }
inline Lanes equal(Lanes a, Lanes b) { return reinterpret_cast<Lanes>(a == b); }
inline Lanes less(Floats a, Floats b) { return reinterpret_cast<Lanes>(a < b); }
inline Floats absolute(Floats v) { return bits_as_floats(bits_of(v) & 0x7FFFFFFFu); }

inline Lanes below16(Lanes word16, Lanes n) {
    return (word16 * n) >> 16;
}  // an integer below n, of a 16-bit word; n < 65536
inline Lanes low16(Lanes word) { return word & 0xFFFFu; }
inline Lanes high16(Lanes word) { return word >> 16; }

// f(lane) for each lane. Values are loaded one by one: a gather is slower on the machines at hand, and far slower where
// it is mitigated.
template <class F>
inline Floats each_lane_float(const F& f) {
    return Floats{f(0), f(1), f(2), f(3), f(4), f(5), f(6), f(7)};
}

#ifdef __AVX2__

inline __m256i bits(Lanes v) { return reinterpret_cast<__m256i>(v); }
inline Lanes lanes(__m256i v) { return reinterpret_cast<Lanes>(v); }

template <class F>
inline Lanes each_lane(const F& f) {
    // Through a register: left to itself the compiler packs bytes by a chain of shifts.
    const auto v = [&](int lane) {
        int x = static_cast<int>(f(lane));
        __asm__("" : "+r"(x));
        return x;
    };
    return lanes(_mm256_setr_epi32(v(0), v(1), v(2), v(3), v(4), v(5), v(6), v(7)));
}
// Eight neighbouring bytes or 16-bit words, widened.
inline Lanes widened(const std::uint8_t* p) {
    return lanes(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
}
inline Lanes widened(const std::uint16_t* p) {
    return lanes(_mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
}

inline Lanes choose(Lanes condition, Lanes yes, Lanes no) {
    return lanes(_mm256_blendv_epi8(bits(no), bits(yes), bits(condition)));
}
inline Floats choose(Lanes condition, Floats yes, Floats no) {
    return _mm256_blendv_ps(no, yes, _mm256_castsi256_ps(bits(condition)));
}
inline Lanes at_least(Lanes a, Lanes b) { return equal(lanes(_mm256_max_epu32(bits(a), bits(b))), a); }
inline Floats clipped(Floats x, float low, float high) { return _mm256_min_ps(_mm256_max_ps(x, all(low)), all(high)); }
inline Floats as_float(Lanes v) { return _mm256_cvtepi32_ps(bits(v)); }     // of integers below 2^31
inline Lanes truncated(Floats v) { return lanes(_mm256_cvttps_epi32(v)); }  // of values in [0, 2^31)
// One bit a lane.
inline unsigned mask_of(Lanes condition) {
    return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(bits(condition))));
}
// table[k] of a table of eight, in a register; k < 8.
inline Lanes among(Lanes table, Lanes k) { return lanes(_mm256_permutevar8x32_epi32(bits(table), bits(k))); }
// High halves of the 64-bit products: word x n / 2^32, an integer below n.
inline Lanes below(Lanes word, Lanes n) {
    const __m256i even = _mm256_mul_epu32(bits(word), bits(n));
    const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(bits(word), 32), _mm256_srli_epi64(bits(n), 32));
    return lanes(_mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA));
}
// Sums over the eight values of eight vectors, each as ((0+1)+(2+3)) + ((4+5)+(6+7)).
inline Floats sums_of_eight(const Floats (&v)[kWide]) {
    const __m256 a = _mm256_hadd_ps(_mm256_hadd_ps(v[0], v[1]), _mm256_hadd_ps(v[2], v[3]));
    const __m256 b = _mm256_hadd_ps(_mm256_hadd_ps(v[4], v[5]), _mm256_hadd_ps(v[6], v[7]));
    return _mm256_add_ps(_mm256_permute2f128_ps(a, b, 0x20), _mm256_permute2f128_ps(a, b, 0x31));
}
// sum[k] += v[k], in double.
inline void add_widened(double* sum, Floats v) {
    const __m256d low = _mm256_cvtps_pd(_mm256_castps256_ps128(v)), high = _mm256_cvtps_pd(_mm256_extractf128_ps(v, 1));
    _mm256_storeu_pd(sum, _mm256_add_pd(_mm256_loadu_pd(sum), low));
    _mm256_storeu_pd(sum + 4, _mm256_add_pd(_mm256_loadu_pd(sum + 4), high));
}
// Bit k mod 32 of each lane's word, as a condition.
inline Lanes bit_of(Lanes word, Lanes k) {
    return lanes(_mm256_srai_epi32(_mm256_sllv_epi32(bits(word), bits(31u - (k & 31u))), 31));
}

#else

template <class F>
inline Lanes each_lane(const F& f) {
    const auto v = [&](int lane) { return static_cast<std::uint32_t>(f(lane)); };
    return Lanes{v(0), v(1), v(2), v(3), v(4), v(5), v(6), v(7)};
}
template <class T>
inline Lanes widened(const T* p) {
    return each_lane([&](int lane) { return p[lane]; });
}

inline Lanes choose(Lanes condition, Lanes yes, Lanes no) { return (condition & yes) | (~condition & no); }
inline Floats choose(Lanes condition, Floats yes, Floats no) {
    return bits_as_floats(choose(condition, bits_of(yes), bits_of(no)));
}
inline Lanes at_least(Lanes a, Lanes b) { return reinterpret_cast<Lanes>(a >= b); }
inline Floats clipped(Floats x, float low, float high) {
    const Floats at_low = choose(less(all(low), x), x, all(low));
    return choose(less(at_low, all(high)), at_low, all(high));
}
inline Floats as_float(Lanes v) {
    return each_lane_float([&](int lane) { return static_cast<float>(static_cast<std::int32_t>(v[lane])); });
}
inline Lanes truncated(Floats v) {
    return each_lane([&](int lane) { return static_cast<std::int32_t>(v[lane]); });
}
inline unsigned mask_of(Lanes condition) {
    unsigned mask = 0;
    for (int lane = 0; lane < kWide; ++lane) mask |= (condition[lane] >> 31) << lane;
    return mask;
}
inline Lanes among(Lanes table, Lanes k) {
    return each_lane([&](int lane) { return table[k[lane]]; });
}
inline Lanes below(Lanes word, Lanes n) {
    return each_lane([&](int lane) { return (std::uint64_t{word[lane]} * n[lane]) >> 32; });
}
inline Floats sums_of_eight(const Floats (&v)[kWide]) {
    return each_lane_float([&](int k) {
        return ((v[k][0] + v[k][1]) + (v[k][2] + v[k][3])) + ((v[k][4] + v[k][5]) + (v[k][6] + v[k][7]));
    });
}
inline void add_widened(double* sum, Floats v) {
    for (int lane = 0; lane < kWide; ++lane) sum[lane] += static_cast<double>(v[lane]);
}
inline Lanes bit_of(Lanes word, Lanes k) { return 0u - (word >> (k & 31u) & 1u); }

#endif

// table[k] for each lane, from memory.
template <class T>
inline Lanes looked_up(const T* table, Lanes k) {
    alignas(32) std::uint32_t at[kWide];
    store(at, k);
    return each_lane([&](int lane) { return table[at[lane]]; });
}

}  // namespace concord::sim
