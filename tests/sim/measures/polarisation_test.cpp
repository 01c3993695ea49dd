// Dispersion, bimodality and how far areas stand apart, against numbers worked out on paper.
#include "sim/measures/polarisation.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace concord::sim;

namespace {

PowerSums sums_of(const std::vector<double>& levels) {
    PowerSums sums;
    for (const double level : levels) {
        const double y = level - 0.5;
        sums.first[kOpenness] += y;
        sums.second[kOpenness] += y * y;
        sums.third[kOpenness] += y * y * y;
        sums.fourth[kOpenness] += y * y * y * y;
        sums.adults += 1;
    }
    return sums;
}

}  // namespace

TEST_CASE("Two camps have a bimodality of one, however unequal, and a dispersion by their distance") {
    const PowerSums equal = sums_of({0.2, 0.2, 0.8, 0.8}), unequal = sums_of({0.2, 0.6, 0.6, 0.6});
    CHECK(dispersion(equal, kOpenness) == Approx(0.3));
    CHECK(bimodality(equal, kOpenness) == Approx(1));
    CHECK(dispersion(unequal, kOpenness) == Approx(0.4 * std::sqrt(3.0 / 16)));
    CHECK(bimodality(unequal, kOpenness) == Approx(1));  // skewness^2 4/3, kurtosis 7/3
}

TEST_CASE("Three levels as frequent as one another: dispersion and bimodality by hand") {
    const PowerSums sums = sums_of({0.25, 0.5, 0.75});  // m2 = 1/24, m4 = 1/384
    CHECK(dispersion(sums, kOpenness) == Approx(std::sqrt(1.0 / 24)));
    CHECK(bimodality(sums, kOpenness) == Approx(1 / 1.5));
}

TEST_CASE("A uniform state has a bimodality of five ninths, away from the middle too") {
    for (const double low : {0.0, 0.3, 0.9}) {
        std::vector<double> levels;
        for (int k = 0; k < 4000; ++k) levels.push_back(low + 0.1 * (k + 0.5) / 4000);
        CHECK(bimodality(sums_of(levels), kOpenness) == Approx(5.0 / 9).epsilon(1e-4));
    }
}

TEST_CASE("One-sidedness raises bimodality, and where nobody differs there is none") {
    CHECK(bimodality(sums_of({0.1, 0.2, 0.2, 0.2, 0.9}), kOpenness) >
          bimodality(sums_of({0.1, 0.2, 0.5, 0.8, 0.9}), kOpenness));
    CHECK(dispersion(sums_of({0.7, 0.7, 0.7}), kOpenness) == Approx(0).margin(1e-7));
    CHECK(std::isnan(bimodality(sums_of({0.7, 0.7, 0.7}), kOpenness)));
    CHECK(std::isnan(bimodality(PowerSums{}, kOpenness)));
    CHECK(std::isnan(dispersion(PowerSums{}, kOpenness)));
}

TEST_CASE("Powers add up member by member") {
    PowerSums a = sums_of({0.1, 0.4}), b = sums_of({0.9});
    a += b;
    const PowerSums all = sums_of({0.1, 0.4, 0.9});
    CHECK(a.first[kOpenness] == Approx(all.first[kOpenness]));
    CHECK(a.second[kOpenness] == Approx(all.second[kOpenness]));
    CHECK(a.third[kOpenness] == Approx(all.third[kOpenness]));
    CHECK(a.fourth[kOpenness] == Approx(all.fourth[kOpenness]));
    CHECK(a.adults == 3);
}

TEST_CASE("The mean difference between areas is that of two adults drawn at random") {
    CHECK(mean_absolute_difference({{10, 0.5}, {30, 0.7}}) == Approx(2 * 0.25 * 0.75 * 0.2));
    CHECK(mean_absolute_difference({{30, 0.7}, {10, 0.5}}) == Approx(0.075));
    CHECK(mean_absolute_difference({{5, 0.4}, {9, 0.4}}) == Approx(0).margin(1e-15));
    CHECK(std::isnan(mean_absolute_difference({})));
    const std::vector<AreaMean> areas = {{120, 0.61}, {80, 0.42}, {200, 0.55}, {40, 0.42}, {60, 0.7}};
    double pairs = 0;
    for (const AreaMean& a : areas)
        for (const AreaMean& b : areas) pairs += a.adults * b.adults * std::abs(a.mean - b.mean);
    CHECK(mean_absolute_difference(areas) == Approx(pairs / (500.0 * 500.0)));
}
