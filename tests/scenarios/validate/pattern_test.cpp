// A row of the table of patterns: its verdict at both sides of a tolerance, and every word that it is printed with.
#include "scenarios/validate/pattern.h"

#include <catch2/catch.hpp>
#include <cmath>

namespace concord::validate {
namespace {

Result row(double low, double high, std::vector<double> values, int decimals = 2) {
    return {.low = low, .high = high, .values = std::move(values), .decimals = decimals};
}

}  // namespace

TEST_CASE("Verdicts change just beyond each end of the tolerance", "[pattern]") {
    struct Case {
        double low, high, value;
        Verdict verdict;
    };
    const double beyond = std::nextafter(13.0, 20), under = std::nextafter(7.0, 0);
    for (const Case& c :
         {Case{7, 13, 7, Verdict::kMet}, Case{7, 13, 13, Verdict::kMet}, Case{7, 13, under, Verdict::kMissed},
          Case{7, 13, beyond, Verdict::kMissed}, Case{-kNoBound, 13, -1e9, Verdict::kMet},
          Case{-kNoBound, 13, beyond, Verdict::kMissed}, Case{7, kNoBound, 1e9, Verdict::kMet},
          Case{7, kNoBound, under, Verdict::kMissed}, Case{0, kNoBound, -0.0, Verdict::kMet},
          Case{-kNoBound, kNoBound, 8, Verdict::kReported}, Case{-kNoBound, kNoBound, std::nan(""), Verdict::kReported},
          Case{-kNoBound, 13, std::nan(""), Verdict::kMissed}}) {
        INFO(c.low << " to " << c.high << ": " << c.value);
        CHECK(row(c.low, c.high, {c.value}).verdict() == c.verdict);
    }
    // The mean over seeds counts, and one seed without a figure is none at all.
    CHECK(row(7, 13, {0, 26}).verdict() == Verdict::kMet);
    CHECK(row(7, 13, {6, 7, 7.9}).verdict() == Verdict::kMissed);
    CHECK(row(7, 13, {10, std::nan("")}).verdict() == Verdict::kMissed);
    CHECK(row(7, 13, {}).verdict() == Verdict::kNotEvaluated);
    CHECK(row(0, kNoBound, {1, 2, 6}).value() == Approx(3));
}

TEST_CASE("A tolerance is written as short as it can be", "[pattern]") {
    CHECK(row(0.9, kNoBound, {}).tolerance() == "0.9 or more");
    CHECK(row(-kNoBound, -3, {}).tolerance() == "-3 or less");
    CHECK(row(-0.1, 0.1, {}).tolerance() == "-0.1 to 0.1");
    CHECK(row(-0.89, -0.49, {}).tolerance() == "-0.89 to -0.49");
    CHECK(row(-kNoBound, kNoBound, {}).tolerance() == "");
}

TEST_CASE("A value is written with the row's decimals, and what its seeds span from least to most", "[pattern]") {
    const std::vector<double> seeds = {2.345, -1.005, 0.5};
    CHECK(row(0, 1, seeds, 0).value_text() == "1");
    CHECK(row(0, 1, seeds, 1).value_text() == "0.6");
    CHECK(row(0, 1, seeds, 3).value_text() == "0.613");
    CHECK(row(0, 1, seeds, 1).interval_text() == "-1.0 to 2.3");
    CHECK(row(0, 1, {3, 3}, 0).interval_text() == "3 to 3");
    CHECK(row(0, 1, {3}).interval_text() == "");
    CHECK(row(0, 1, {}).interval_text() == "");
    CHECK(row(0, 1, {}).value_text() == "");
    CHECK(Result{}.decimals == 2);
    CHECK(Result{}.verdict() == Verdict::kNotEvaluated);
}

TEST_CASE("Kinds and verdicts have their words", "[pattern]") {
    CHECK(kind_name(Kind::kBuiltIn) == "built in");
    CHECK(kind_name(Kind::kFitted) == "fitted");
    CHECK(kind_name(Kind::kFollows) == "follows");
    CHECK(kind_name(Kind::kPredicted) == "predicted");
    CHECK(verdict_name(Verdict::kMet) == "met");
    CHECK(verdict_name(Verdict::kMissed) == "missed");
    CHECK(verdict_name(Verdict::kReported) == "reported");
    CHECK(verdict_name(Verdict::kNotEvaluated) == "not evaluated");
}

}  // namespace concord::validate
