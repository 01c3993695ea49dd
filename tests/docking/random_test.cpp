// Docking: Philox4x32-10 against its published known answers, our eight-lane version against Random123's, and
// uniformity.
#include "sim/ground/random.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <catch2/catch.hpp>

#include "sim/ground/random_batch.h"

using namespace concord::sim;

TEST_CASE("Philox gives the known answers of Random123's kat_vectors") {
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("A batch at once has the same words as one resident at a time, in every way that this machine knows") {
    constexpr int kBlocks = 5;
    const std::uint32_t first = 0xfffffff8u;  // the resident number wraps inside the batch
    for (const PhiloxWay& way : philox_ways()) {
        CAPTURE(way.name);
        alignas(64) std::uint32_t out[kBlocks * 4][kBatch];
        way.draw(first, 519, kBlocks, {77, 9}, &out[0][0]);
        for (std::uint32_t block = 0; block < kBlocks; ++block)
            for (std::uint32_t lane = 0; lane < kBatch; ++lane) {
                const Block expected = philox({first + lane, 519, block, 0}, {77, 9});
                for (std::size_t w = 0; w < 4; ++w) REQUIRE(out[4 * block + w][lane] == expected[w]);
            }
    }
    CHECK(philox_ways().back().name == std::string("plain"));
}

TEST_CASE("Bounded integers are uniform within sampling error") {
    constexpr std::uint32_t kBins = 13, kDraws = 130000;
    std::array<double, kBins> count{};
    for (std::uint32_t i = 0; i < kDraws; ++i) ++count[below(Stream(5, Process::kTalks).word(i, 2, 1), kBins)];
    double chi_squared = 0;
    for (const double c : count) chi_squared += (c - kDraws / kBins) * (c - kDraws / kBins) / (kDraws / kBins);
    CHECK(chi_squared < quantile(boost::math::chi_squared(kBins - 1), 0.9999));
}

TEST_CASE("Stochastic rounding keeps the expectation") {
    double sum = 0;
    constexpr std::uint32_t kDraws = 40000;
    for (std::uint32_t i = 0; i < kDraws; ++i)
        sum += stochastic_round(2.3, Stream(1, Process::kEngagement).word(i, 0, 0));
    CHECK(sum / kDraws == Approx(2.3).margin(4 * std::sqrt(0.3 * 0.7 / kDraws)));
}
