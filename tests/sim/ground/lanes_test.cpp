// Eight side by side do what one at a time would: each operation against plain arithmetic, at the ends of its range.
// The portable form of the same header is held to the same bits by the golden checksums of ARM64 and WebAssembly.
#include "sim/ground/lanes.h"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

#include "sim/ground/random.h"

using namespace concord::sim;

namespace {

constexpr Lanes kMixed{0, 1, 2, 31, 32, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFFu};

Lanes words(std::uint32_t round) {
    Lanes v{};
    for (std::uint32_t lane = 0; lane < kWide; ++lane) v[lane] = Stream(4, Process::kTalks).word(lane, round, 0);
    return v;
}

template <class F>
void each(const F& check) {
    for (int lane = 0; lane < kWide; ++lane) {
        CAPTURE(lane);
        check(lane);
    }
}

}  // namespace

TEST_CASE("Comparisons fill their lane, and choices take it") {
    const Lanes other{0, 2, 1, 31, 33, 0x80000000u, 0x7FFFFFFFu, 0};
    const Lanes same = equal(kMixed, other), reached = at_least(kMixed, other);
    const Lanes one = choose(reached, kMixed, other);
    each([&](int k) {
        CHECK(same[k] == (kMixed[k] == other[k] ? 0xFFFFFFFFu : 0));
        CHECK(reached[k] == (kMixed[k] >= other[k] ? 0xFFFFFFFFu : 0));  // as numbers without sign
        CHECK(one[k] == std::max(kMixed[k], other[k]));
    });
    CHECK(mask_of(same) == 0b00001001u);
    CHECK(mask_of(~same) == 0b11110110u);
}

TEST_CASE("Bounded integers of eight words are those of one") {
    for (std::uint32_t round = 0; round < 50; ++round) {
        const Lanes word = words(round), n = words(round + 1000) >> (round % 32);
        const Lanes full = concord::sim::below(word, n), half = below16(high16(word), low16(n));
        each([&](int k) {
            CHECK(full[k] == concord::sim::below(word[k], n[k]));
            CHECK(half[k] == (word[k] >> 16) * (n[k] & 0xFFFFu) >> 16);
        });
    }
    each(
        [&](int k) { CHECK(concord::sim::below(all(0xFFFFFFFFu), kMixed)[k] == (kMixed[k] > 0 ? kMixed[k] - 1 : 0)); });
}

TEST_CASE("Bits, tables and neighbouring bytes are found by lane") {
    const Lanes word = words(1), table = words(2), k = words(3) & 7u;
    const std::vector<std::uint8_t> bytes = {0, 1, 127, 128, 200, 254, 255, 7, 9};
    const std::vector<std::uint16_t> shorts = {0, 1, 255, 256, 32767, 32768, 65535, 7, 9};
    const std::vector<std::uint32_t> memory = {90, 91, 92, 93, 94, 95, 96, 97};
    each([&](int lane) {
        CHECK(bit_of(word, kMixed)[lane] == ((word[lane] >> (kMixed[lane] % 32) & 1u) ? 0xFFFFFFFFu : 0));
        CHECK(among(table, k)[lane] == table[k[lane]]);
        CHECK(looked_up(memory.data(), k)[lane] == 90 + k[lane]);
        CHECK(widened(bytes.data() + 1)[lane] == bytes[lane + 1]);
        CHECK(widened(shorts.data() + 1)[lane] == shorts[lane + 1]);
        CHECK(counting_from(0xFFFFFFFCu)[lane] == 0xFFFFFFFCu + static_cast<std::uint32_t>(lane));
    });
}

TEST_CASE("Floats are clipped, cut towards zero and summed in the order that is written down") {
    const Floats x{-1.5f, -0.0f, 0.0f, 0.2f, 0.7f, 1.0f, 1.5f, 1e9f};
    const float expected[kWide] = {0, 0, 0, 0.2f, 0.7f, 1, 1, 1};
    each([&](int k) {
        CHECK(clipped(x, 0, 1)[k] == expected[k]);
        CHECK(absolute(x)[k] == std::abs(x[k]));
        CHECK(truncated(absolute(x))[k] == static_cast<std::uint32_t>(std::abs(x[k])));
        CHECK(as_float(counting_from(16777210u))[k] == static_cast<float>(16777210 + k));
    });
    Floats v[kWide];
    for (std::uint32_t row = 0; row < kWide; ++row) v[row] = as_float(words(row) >> 3) * 0x1.0p-20f;
    each([&](int k) {
        const Floats& r = v[k];
        CHECK(sums_of_eight(v)[k] == ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7])));
    });
    double sum[kWide] = {1e9, 1, 2, 3, 4, 5, 6, 7};
    add_widened(sum, all(0x1.0p-20f));
    each([&](int k) { CHECK(sum[k] == (k == 0 ? 1e9 : k) + 0x1.0p-20); });  // in double: nothing is lost
}
