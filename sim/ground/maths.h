// The elementary functions of the simulation, made of IEEE additions, multiplications and divisions one by one (no
// fused steps, no library): the same bits on every machine and with every compiler. Only square roots are left to the
// machine, which rounds them exactly as well. In double within 2 units in the last place (pow 8), in float within 3e-7;
// tests hold them against the C library's.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/ground/lanes.h"

namespace concord::sim::maths {

// ln 2 = high + low; k x high is exact for |k| < 2^20.
inline constexpr double kLn2High = 0x1.62e42fee00000p-1, kLn2Low = 0x1.a39ef35793c76p-33, kLog2E = 0x1.71547652b82fep+0;
// Added to a number and taken away again, it leaves the nearest whole number; the last bits of the sum hold it as an
// integer.
inline constexpr double kWhole = 0x1.8p52;
inline constexpr float kWholeFloat = 0x1.8p23f;

// std::bit_cast, which not every compiler of ours has yet.
template <class To, class From>
inline To same_bits(const From& from) {
    static_assert(sizeof(To) == sizeof(From));
    return load_as<To>(&from);
}

// 1 / n! and 1 / (2 n + 1), for series by Horner's rule.
inline constexpr auto kOneOverFactorial = [] {
    std::array<double, 14> terms{};
    double factorial = 1;
    for (std::size_t n = 0; n < terms.size(); factorial *= static_cast<double>(++n)) terms[n] = 1 / factorial;
    return terms;
}();
inline constexpr auto kOneOverOdd = [] {
    std::array<double, 12> terms{};
    for (std::size_t n = 0; n < terms.size(); ++n) terms[n] = 1 / static_cast<double>(2 * n + 1);
    return terms;
}();

// (ln 2)^n / n!, of 2^x on [-1/2, 1/2].
inline constexpr auto kOfTwo = [] {
    std::array<float, 8> terms{};
    double power = 1;
    for (std::size_t n = 0; n < terms.size(); ++n, power *= 0.6931471805599453)
        terms[n] = static_cast<float>(power * kOneOverFactorial[n]);
    return terms;
}();

// 0 below -708, where the result has no bits left to be exact in; infinity above 709.
inline double exp(double x) {
    if (!(x > -708)) return std::isnan(x) ? x : 0;
    if (x > 709) return std::numeric_limits<double>::infinity();
    const double shifted = x * kLog2E + kWhole, k = shifted - kWhole;  // e^x = 2^k e^r
    const double r = (x - k * kLn2High) - k * kLn2Low;                 // |r| <= ln 2 / 2
    double p = 0;
    for (std::size_t n = 14; n-- > 0;) p = p * r + kOneOverFactorial[n];
    const auto power = same_bits<std::uint64_t>(shifted) - same_bits<std::uint64_t>(kWhole);
    return same_bits<double>(same_bits<std::uint64_t>(p) + (power << 52));
}

// 2 artanh(s) for |s| < 0.18, by its series.
inline double twice_artanh(double s) {
    const double z = s * s;
    double p = 0;
    for (std::size_t n = 12; n-- > 1;) p = p * z + kOneOverOdd[n];
    return 2 * s + 2 * s * (z * p);
}

// Natural. -infinity at 0, not a number below.
inline double log(double x) {
    if (!(x > 0)) return x == 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    if (x > std::numeric_limits<double>::max()) return x;
    constexpr double kSubnormal = 0x1p54;
    const bool tiny = x < std::numeric_limits<double>::min();
    const auto bits = same_bits<std::uint64_t>(tiny ? x * kSubnormal : x);
    constexpr std::uint64_t kRootHalf =
        0x3FE6A09E667F3BCDull;  // bits of sqrt(1/2): x = 2^k m with m in [sqrt(1/2), sqrt(2))
    const auto k = static_cast<std::int64_t>(bits - kRootHalf) >> 52;
    const double m = same_bits<double>(bits - (static_cast<std::uint64_t>(k) << 52));
    const double whole = static_cast<double>(k) - (tiny ? 54 : 0);
    return whole * kLn2High + (twice_artanh((m - 1) / (m + 1)) + whole * kLn2Low);
}

// log(1 + x), exact near 0.
inline double log1p(double x) { return std::abs(x) < 0.25 ? twice_artanh(x / (2 + x)) : log(1 + x); }

// base^exponent for base >= 0; 0^0 = 1.
inline double pow(double base, double exponent) {
    if (exponent == 0) return 1;
    if (base == 0) return exponent > 0 ? 0 : std::numeric_limits<double>::infinity();
    return exp(exponent * log(base));
}

inline double hypot(double x, double y) { return std::sqrt(x * x + y * y); }
inline double logistic(double z) { return 1 / (1 + exp(-z)); }

// Eight at once, in float. 2^x for x in [-126, 126], clipped to it.
inline Floats exp2(Floats x) {
    x = clipped(x, -126.0f, 126.0f);
    const Floats shifted = x + kWholeFloat, whole = shifted - kWholeFloat, rest = x - whole;
    Floats p = all(0.0f);
    for (std::size_t n = kOfTwo.size(); n-- > 0;) p = p * rest + kOfTwo[n];
    return bits_as_floats(bits_of(p) + ((bits_of(shifted) - bits_of(all(kWholeFloat))) << 23));
}

inline Floats logistic(Floats z) { return 1.0f / (1.0f + exp2(z * static_cast<float>(-kLog2E))); }

// Natural, of positive normal numbers.
inline Floats log(Floats x) {
    constexpr std::uint32_t kRootHalf = 0x3F3504F3u;
    const Lanes bits = bits_of(x), k = bits - kRootHalf;
    const Lanes power = (k >> 23) - ((k >> 31) << 9);  // sign kept: an arithmetic shift of lanes without a sign
    const Floats m = bits_as_floats(bits - (power << 23)), s = (m - 1.0f) / (m + 1.0f), z = s * s;
    Floats p = all(0.0f);
    for (std::size_t n = 5; n-- > 0;) p = p * z + static_cast<float>(kOneOverOdd[n]);
    constexpr float kHigh = 0x1.62ep-1f,
                    kLow = static_cast<float>(0x1.0bfbe8e7bcd5ep-15);  // as above; k x high is exact
    const Floats whole = as_float(power);
    return whole * kHigh + (2.0f * s * p + whole * kLow);
}

// Cosine and sine of t full turns, t in [0, 1].
struct Turned {
    Floats cosine, sine;
};
inline Turned turned(Floats t) {
    const Floats quarters = 4.0f * t + kWholeFloat;
    const Lanes quarter = bits_of(quarters) & 3u;
    const Floats angle = (t - 0.25f * (quarters - kWholeFloat)) * 6.28318530717958648f,
                 z = angle * angle;  // within an eighth of a turn
    const Floats c = 1.0f + z * (-1.0f / 2 + z * (1.0f / 24 + z * (-1.0f / 720 + z * (1.0f / 40320))));
    const Floats s = angle * (1.0f + z * (-1.0f / 6 + z * (1.0f / 120 + z * (-1.0f / 5040 + z * (1.0f / 362880)))));
    const Lanes odd = equal(quarter & 1u, all(1u));
    const auto turn = [](Floats v, Lanes by_half) { return bits_as_floats(bits_of(v) ^ (by_half << 31)); };
    return {turn(choose(odd, s, c), ((quarter + 1) >> 1) & 1u), turn(choose(odd, c, s), quarter >> 1)};
}

}  // namespace concord::sim::maths
