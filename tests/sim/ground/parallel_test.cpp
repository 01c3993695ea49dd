// What every loop over areas leans on: each index once, a failure that comes out; and columns with room past their end.
#include "sim/ground/parallel.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/ground/percentile.h"

using namespace concord::sim;

TEST_CASE("A parallel loop visits every index once, and none of an empty range") {
    std::vector<int> visits(1000, 0);
    parallel_for(1000, [&](int k) { ++visits[k]; });
    CHECK(visits == std::vector<int>(1000, 1));
    parallel_for(0, [](int) { FAIL("nothing to visit"); });
}

TEST_CASE("What goes wrong at an index comes out of the loop when the others are done") {
    std::vector<int> visits(64, 0);
    const auto loop = [&] {
        parallel_for(64, [&](int k) {
            ++visits[k];
            if (k == 17) throw std::runtime_error("neighbourhood 17");
        });
    };
    CHECK_THROWS_WITH(loop(), "neighbourhood 17");
    CHECK(visits == std::vector<int>(64, 1));
}

TEST_CASE("A column begins on a cache line and may be read past its end") {
    for (const std::size_t size : {std::size_t{1}, std::size_t{1000}, std::size_t{1} << 20}) {
        const Column<std::uint16_t> column(size, 9);
        CHECK(reinterpret_cast<std::uintptr_t>(column.data()) % 64 == 0);
        for (std::size_t k = 0; k < kColumnPadding; ++k) CHECK(column.data()[size + k] == 0);
    }
    CHECK_THROWS_AS(Column<std::uint64_t>(std::size_t{1} << 40), std::bad_alloc);
}

TEST_CASE("Quantiles are interpolated between order statistics, without those that are not defined") {
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    CHECK(percentile({3, 1, 2}, 0.5) == 2);
    CHECK(percentile({4, 1, 2, 3}, 0.5) == 2.5);
    CHECK(percentile({10, 20}, 0.025) == Approx(10.25));
    CHECK(percentile({1, 2, 3}, 0) == 1);
    CHECK(percentile({1, 2, 3}, 1) == 3);
    CHECK(percentile({kNaN, 5, kNaN}, 0.9) == 5);
    CHECK(std::isnan(percentile({kNaN}, 0.5)));
    CHECK(percentile({1, kInfinite, kInfinite}, 0.75) == kInfinite);
    CHECK(percentile({1, 2, kInfinite}, 0.5) == 2);
}
