// Ticks, class limits and numbers as words.
#include "viz/figure/class_breaks.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "viz/figure/numbers.h"

using namespace concord::figure;
using concord::sim::make_date;

namespace {
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("Ticks are exact multiples of 1, 2 or 5 times a power of ten, and few enough", "[figure][ticks]") {
    CHECK(nice_ticks({0, 1}, 5) == std::vector<double>{0, 0.2, 0.4, 0.6, 0.8, 1});
    CHECK(nice_ticks({-3.4, 3.4}, 4) == std::vector<double>{-2, 0, 2});
    CHECK(nice_ticks({70.2, 77.9}, 8).front() == 71);
    for (const double span : {1e-6, 0.37, 4.0, 81.0, 2.3e7}) {
        for (int most = 1; most < 12; ++most)
            CHECK(nice_ticks({-0.3 * span, 0.7 * span}, most).size() <= static_cast<std::size_t>(most) + 1);
    }
}

TEST_CASE("Decimals are those that tell ticks apart", "[figure][ticks]") {
    CHECK(decimals_for(5) == 0);
    CHECK(decimals_for(0.5) == 1);
    CHECK(decimals_for(0.25) == 2);
    CHECK(decimals_for(0.02) == 2);
}

TEST_CASE("Time ticks are years on long axes and months on short ones, within the axis", "[figure][ticks]") {
    const TimeAxis axis = {"", make_date(2026, 4, 6)};
    const auto years = time_ticks({0, 520}, axis, 12);
    REQUIRE(years.size() == 10);
    CHECK(years.front().text == "2027");
    CHECK(years.front().x == Approx(270.0 / 7));  // days from 6 April to 1 January
    const auto months = time_ticks({0, 26}, axis, 16);
    REQUIRE(!months.empty());
    CHECK(months.front().text == "May 2026");
    CHECK(months[1].text == "Jun");
    for (int most = 1; most < 20; ++most) {
        for (const auto& tick : time_ticks({10, 300}, axis, most)) {
            CHECK(tick.x >= 10);
            CHECK(tick.x <= 300);
        }
        CHECK(time_ticks({10, 300}, axis, most).size() <= static_cast<std::size_t>(most));
    }
}

TEST_CASE("Equal classes cover the values in nice steps", "[figure][breaks]") {
    const std::vector<double> values = {61.3, 70, kMissing, 88.8, 74.1};
    const auto breaks = equal_breaks(values, 6);
    CHECK(breaks == std::vector<double>{60, 65, 70, 75, 80, 85, 90});
    CHECK(equal_breaks(std::vector<double>{5, 5, 5}, 5).size() >= 3);
    CHECK(equal_breaks(std::vector<double>{kMissing}, 5).size() >= 3);
}

TEST_CASE("Diverging classes are symmetric about zero", "[figure][breaks]") {
    for (int classes = 2; classes <= 7; ++classes) {
        const auto breaks = diverging_breaks(std::vector<double>{-0.7, 2.9, kMissing}, classes);
        REQUIRE(breaks.size() == static_cast<std::size_t>(classes) + 1);
        for (std::size_t k = 0; k < breaks.size(); ++k)
            CHECK(breaks[k] == Approx(-breaks[breaks.size() - 1 - k]).margin(1e-12));
        CHECK(breaks.back() >= 2.9);
    }
}

TEST_CASE("Quantile classes hold about the same number of values", "[figure][breaks]") {
    std::vector<double> values;
    for (int k = 0; k < 1000; ++k) values.push_back(std::exp(0.005 * k));
    const auto breaks = quantile_breaks(values, 5);
    REQUIRE(breaks.size() == 6);
    for (int k = 0; k < 5; ++k) {
        const auto count =
            std::count_if(values.begin(), values.end(), [&](double v) { return class_of(v, breaks) == k; });
        CHECK(count == Approx(200).margin(40));
    }
}

TEST_CASE("A value's class: ends included, beyond them the outer classes, none for missing", "[figure][breaks]") {
    const std::vector<double> breaks = {0, 10, 20, 30};
    CHECK(class_of(0, breaks) == 0);
    CHECK(class_of(10, breaks) == 1);
    CHECK(class_of(30, breaks) == 2);
    CHECK(class_of(-5, breaks) == 0);
    CHECK(class_of(99, breaks) == 2);
    CHECK(class_of(kMissing, breaks) == -1);
}

TEST_CASE("Numbers read as people write them", "[figure][numbers]") {
    CHECK(format_number(61.25, {Unit::kPercent, false, 1}) == "61.2 %");
    CHECK(format_number(1.25, {Unit::kPoints, true, 1}) == "+1.2 points");
    CHECK(format_number(-0.4, {Unit::kPoints, true, 1}) == "\u22120.4 points");
    CHECK(format_number(1234567, {Unit::kPounds, false, 0}) == "\u00a31,234,567");
    CHECK(format_number(-999, {Unit::kNumber, false, 0}) == "\u2212999");
    CHECK(format_number(-0.001, {Unit::kPoints, true, 1}) == "0.0 points");
    CHECK(format_number(kMissing, {Unit::kPercent, false, 1}) == kNoData);
    CHECK(format_date(make_date(2026, 4, 6)) == "6 Apr 2026");
}

TEST_CASE("A time is a date, a week, or what the axis says it counts", "[figure][numbers]") {
    CHECK(format_week(3, TimeAxis{}) == "week 3");
    CHECK(format_week_tick(3, TimeAxis{}) == "week 3");
    TimeAxis quarters;
    quarters.label = "Quarter of the run";
    CHECK(format_week(3, quarters) == "Quarter of the run 3");
    CHECK(format_week_tick(3, quarters) == "3");
}

TEST_CASE("Diverging classes are as wide as asked for at least, and wider where the values need it", "[figure]") {
    CHECK(diverging_breaks(std::vector<double>{0.01, -0.02}, 5, 1) ==
          std::vector<double>{-2.5, -1.5, -0.5, 0.5, 1.5, 2.5});
    CHECK(diverging_breaks(std::vector<double>{12, -2}, 5, 1).back() >= 12);
}
