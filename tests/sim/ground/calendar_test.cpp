// Weeks between dates, and dates as text.
#include "sim/ground/calendar.h"

#include <catch2/catch.hpp>

using namespace concord::sim;

TEST_CASE("Whole weeks between dates are rounded down, before the start as after it") {
    const Date start = make_date(2026, 1, 5);
    CHECK(weeks_between(start, start) == 0);
    CHECK(weeks_between(start, start + std::chrono::days(6)) == 0);
    CHECK(weeks_between(start, start + std::chrono::days(7)) == 1);
    CHECK(weeks_between(start, start - std::chrono::days(1)) == -1);
    CHECK(weeks_between(start, start - std::chrono::days(7)) == -1);
    CHECK(weeks_between(start, start - std::chrono::days(8)) == -2);
    for (const int weeks : {-520, -1, 0, 1, 51, 520}) CHECK(weeks_between(start, add_weeks(start, weeks)) == weeks);
}

TEST_CASE("Dates are written as in ISO 8601, over leap days and ends of years") {
    CHECK(to_iso(make_date(2026, 9, 7)) == "2026-09-07");
    CHECK(to_iso(add_weeks(make_date(2027, 12, 27), 1)) == "2028-01-03");
    CHECK(to_iso(make_date(2028, 2, 28) + std::chrono::days(1)) == "2028-02-29");
    CHECK(to_iso(make_date(2026, 2, 28) + std::chrono::days(1)) == "2026-03-01");
    CHECK(to_iso(add_weeks(make_date(2026, 1, 5), 52)) == "2027-01-04");
}
