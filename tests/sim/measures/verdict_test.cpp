// What may be said of an interval beside the smallest difference that matters.
#include "sim/measures/verdict.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/measures/items.h"

namespace concord::sim {
namespace {

constexpr double kMatters = 0.5;
Verdict of(double low, double high, int better = +1) { return verdict_of(low, high, better, kMatters, true); }

}  // namespace

TEST_CASE("A gain or a harm lies with all of its interval at or beyond what matters", "[verdict]") {
    CHECK(of(0.5, 0.9) == Verdict::kGain);
    CHECK(of(0.49, 0.9) == Verdict::kCannotSay);
    CHECK(of(-0.9, -0.5) == Verdict::kHarm);
    CHECK(of(-0.9, -0.49) == Verdict::kCannotSay);
    CHECK(of(0.5, 0.9, -1) == Verdict::kHarm);  // of incidents, say
    CHECK(of(-0.9, -0.5, -1) == Verdict::kGain);
}

TEST_CASE("A sure change that is too small to matter is no finding", "[verdict]") {
    CHECK(of(0.1, 0.4) == Verdict::kNoChangeThatMatters);
    CHECK(of(-0.49, 0.49) == Verdict::kNoChangeThatMatters);
    CHECK(of(0, 0) == Verdict::kNoChangeThatMatters);
    CHECK(of(-0.5, 0.1) == Verdict::kCannotSay);
    CHECK(of(-3, 3) == Verdict::kCannotSay);
    CHECK_FALSE(tells_sign(of(0.1, 0.4)));
    CHECK(tells_sign(of(-3, 3)));
}

TEST_CASE("Without an interval nothing can be said, without a way there nothing is modelled", "[verdict]") {
    const double none = std::nan("");
    CHECK(of(none, none) == Verdict::kCannotSay);
    CHECK(verdict_of(0, 0, +1, kMatters, false) == Verdict::kNotModelled);
    CHECK(verdict_of(3, 4, +1, kMatters, false) == Verdict::kNotModelled);  // reach decides, never the numbers
    CHECK(verdict_of(none, none, +1, kMatters, false) == Verdict::kNotModelled);
    CHECK_FALSE(tells_sign(Verdict::kNotModelled));
    CHECK(of(3, 4, 0) == Verdict::kCannotSay);  // nobody has said which way is the better one
    CHECK(of(0.1, 0.2, 0) == Verdict::kNoChangeThatMatters);
}

TEST_CASE("Half a point matters of percentages and the index, a twentieth of the baseline of incidents", "[verdict]") {
    for (int o = 0; o < kOutcomes; ++o) {
        const SmallestDifference usual = usual_smallest_difference(kOutcomeTable[o]);
        INFO(kOutcomeTable[o].name);
        CHECK(usual.of_baseline == (o == kOutcomeHateIncidents));
        CHECK(usual.at(4) == Approx(o == kOutcomeHateIncidents ? 0.2 : 0.5));
    }
    CHECK(SmallestDifference{.size = 0.1, .of_baseline = true}.at(-4) == Approx(0.4));
}

}  // namespace concord::sim
