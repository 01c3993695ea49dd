// From words to numbers: the ends of each range, and that a draw is a function of who, when and which.
#include "sim/ground/random.h"

#include <catch2/catch.hpp>
#include <set>

using namespace concord::sim;

namespace {
constexpr std::uint32_t kMost = 0xFFFFFFFFu;
}

TEST_CASE("Uniform numbers keep to their half-open ranges at both ends") {
    CHECK(unit_float(0) == 0.0f);
    CHECK(unit_float(kMost) == 1 - 0x1.0p-24f);
    CHECK(unit_float(0x80000000u) == 0.5f);
    CHECK(unit_double(0) == 0.0);
    CHECK(unit_double(kMost) == 1 - 0x1.0p-32);
    CHECK(open_unit(0) > 0);
    CHECK(open_unit(kMost) < 1);
    CHECK(open_unit(0) + open_unit(kMost) == 1);
}

TEST_CASE("Bounded integers reach every value and never the bound") {
    CHECK(below(kMost, 0) == 0);
    for (const std::uint32_t n : {1u, 2u, 3u, 1000u, kMost}) {
        CHECK(below(0, n) == 0);
        CHECK(below(kMost, n) == n - 1);
    }
    std::set<std::uint32_t> met;
    for (std::uint32_t sixteenth = 0; sixteenth < 16; ++sixteenth) met.insert(below(sixteenth << 28, 16));
    CHECK(met.size() == 16);
}

TEST_CASE("A word lies under the threshold of a probability in that share of words") {
    CHECK(threshold(0) == 0);
    CHECK(threshold(-0.5) == 0);
    CHECK(threshold(std::numeric_limits<double>::quiet_NaN()) == 0);
    CHECK(threshold(0.5) == 0x80000000u);
    CHECK(threshold(0.25) == 0x40000000u);
    CHECK(threshold(1) == kMost);
    CHECK(threshold(7) == kMost);
}

TEST_CASE("Rounding at random takes one of the two neighbours, by the word") {
    CHECK(stochastic_round(3, 0) == 3);
    CHECK(stochastic_round(3, kMost) == 3);
    CHECK(stochastic_round(3.25, threshold(0.25) - 1) == 4);
    CHECK(stochastic_round(3.25, threshold(0.25)) == 3);
    CHECK(stochastic_round(0.999, kMost) == 0);
}

TEST_CASE("Draws are told apart by seed, process, who, week and number, and by nothing else") {
    const Stream stream(7, Process::kTalks);
    const std::uint32_t word = stream.word(11, 3, 5);
    CHECK(stream.word(11, 3, 5) == word);
    CHECK(stream.block(11, 3, 1)[1] == word);  // four words a block
    const std::set<std::uint32_t> all = {word,
                                         stream.word(12, 3, 5),
                                         stream.word(11, 4, 5),
                                         stream.word(11, 3, 6),
                                         Stream(8, Process::kTalks).word(11, 3, 5),
                                         Stream(7, Process::kTies).word(11, 3, 5)};
    CHECK(all.size() == 6);
}

TEST_CASE("A source of words gives the words of its blocks in order, from the first block asked for") {
    const Stream stream(7, Process::kEngagement);
    WordSource words(stream, 11, 3), later(stream, 11, 3, 2);
    for (std::uint32_t block = 0; block < 2; ++block)
        for (const std::uint32_t expected : stream.block(11, 3, block)) CHECK(words() == expected);
    for (const std::uint32_t expected : stream.block(11, 3, 2)) {
        CHECK(words() == expected);
        CHECK(later() == expected);
    }
    WordSource again(stream, 11, 3);
    CHECK(again.below(10) == below(stream.word(11, 3, 0), 10));
    CHECK(again.unit() == unit_double(stream.word(11, 3, 1)));
}
