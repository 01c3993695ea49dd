// Rounding keeps totals and margins, and is unbiased where it says so (sim/world/rounding.h).
#include "sim/world/rounding.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

namespace {

using namespace concord::sim;

TEST_CASE("Largest remainders sum to the total and differ from their quotas by less than one", "[rounding]") {
    const std::vector<double> weights = {3.2, 0, 1.7, 5.5, 0.4};
    for (const int total : {0, 1, 7, 100, 12345}) {
        const std::vector<int> counts = largest_remainder(weights, total);
        CHECK(std::accumulate(counts.begin(), counts.end(), 0) == total);
        CHECK(counts[1] == 0);
        for (std::size_t i = 0; i < weights.size(); ++i) CHECK(std::abs(counts[i] - total * weights[i] / 10.8) < 1);
    }
    CHECK(largest_remainder(std::vector<double>{0, 0}, 5) == std::vector<int>{3, 2});
}

TEST_CASE("Caps are respected and what they cut off goes to the others", "[rounding]") {
    const std::vector<int> caps = {2, 100, 100, 4};
    CHECK(largest_remainder_capped(std::vector<double>{5, 1, 1, 0}, caps, 12) == std::vector<int>{2, 5, 5, 0});
    CHECK(largest_remainder_capped(std::vector<double>{1, 0, 0, 0}, caps, 206) == caps);
    CHECK(largest_remainder_capped(std::vector<double>{1, 0, 0, 0}, caps, 999) == caps);
}

TEST_CASE("Proportional fitting meets both margins and keeps a seed's odds ratios", "[rounding]") {
    std::vector<double> table = {4, 1, 1, 4};
    fit_to_margins(table, std::vector<int>{30, 70}, std::vector<int>{60, 40});
    CHECK(table[0] + table[1] == Approx(30));
    CHECK(table[0] + table[2] == Approx(60));
    CHECK(table[0] * table[3] / (table[1] * table[2]) == Approx(16));
}

TEST_CASE("Rounding a table keeps both margins exact and every cell's expectation", "[rounding]") {
    const std::vector<int> rows = {7, 3, 11, 1, 0, 18}, columns = {13, 9, 2, 15, 1};
    std::vector<double> table(30, 1.0);
    fit_to_margins(table, rows, columns);
    const int draws = 4000;
    std::vector<double> mean(30, 0);
    bool margins_exact = true, neighbours = true;
    for (std::uint32_t draw = 0; draw < draws; ++draw) {
        WordSource words(Stream(3, Process::kPersons), draw, 0);
        const std::vector<int> counts = round_keeping_margins(table, 6, 5, words);
        for (std::size_t r = 0; r < 6; ++r)
            margins_exact &= std::accumulate(&counts[r * 5], &counts[r * 5] + 5, 0) == rows[r];
        for (std::size_t c = 0; c < 5; ++c) {
            int sum = 0;
            for (std::size_t r = 0; r < 6; ++r) sum += counts[r * 5 + c];
            margins_exact &= sum == columns[c];
        }
        for (std::size_t k = 0; k < 30; ++k) {
            neighbours &= std::abs(counts[k] - table[k]) < 1;
            mean[k] += counts[k] / static_cast<double>(draws);
        }
    }
    CHECK(margins_exact);
    CHECK(neighbours);
    for (std::size_t k = 0; k < 30; ++k) CHECK(mean[k] == Approx(table[k]).margin(4 * 0.5 / std::sqrt(draws)));
}

}  // namespace
