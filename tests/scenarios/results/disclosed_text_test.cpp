// The walker reads printed text: what may not be shown is found in it by the words of the tables, in prose and in rows
// of tables, and what commands do print is let through.
#include "tests/support/disclosed_text.h"

#include <catch2/catch.hpp>

#include "sim/measures/flows.h"
#include "tests/support/disclosed_measures.h"
#include "tests/support/disclosed_words.h"

namespace concord::tests {
namespace {

using Catch::Matchers::Contains;
using Complaints = std::vector<std::string>;
using sim::Quantity;
using sim::Resolution;

std::size_t found(const std::string& text) { return complaints_of_text(text).size(); }
bool lets(const std::string& text) { return complaints_of_text(text) == Complaints{}; }

// Whether some table with the same words shows it there.
bool is_open(std::string_view words, sim::Cell cell) {
    const auto names = named_in(words);
    REQUIRE(names.size() == 1);
    CHECK(names.front()->words.size() == words.size());
    return may_name(*names.front(), cell);
}

void check_found_where_closed(std::string_view words, const sim::Disclosure& disclosure) {
    const std::string what(words);
    INFO(what);
    for (const auto& [place, cell] :
         {std::pair<std::string, sim::Cell>{"Moss Side", {Resolution::kWardOrArea}},
          {"E01005153", {Resolution::kNeighbourhood}},
          {"Manchester 018A", {Resolution::kNeighbourhood}},
          {"Oldham", {Resolution::kDistrict}},
          {"ethnic group Asian", {Resolution::kGreaterManchester, sim::Breakdown::kEthnicGroup}}}) {
        const bool open = is_open(what, cell);
        if (sim::may_show(disclosure, Quantity::kLevel, cell)) CHECK(open);
        CHECK(lets(what + " is 0.3 in " + place + ".\n") == open);
        CHECK(lets("  " + place + "   12   " + what + "\n") == open);
        CHECK(lets(what + " by place\n  " + place + "   12   3\n") == open);
        CHECK(lets("  place      " + what + "\n  " + place + "     12\n") == open);
        CHECK(lets("| " + place + " | " + what + " | 3 |\n") == open);
    }
}

}  // namespace

TEST_CASE("A printed measure is found by its name and title where its table closes it", "[disclosure]") {
    int closed = 0;
    const auto check = [&](const auto& table) {
        for (const sim::MeasureInfo& row : table) {
            closed += !sim::may_show(row.disclosure, Quantity::kLevel, Resolution::kNeighbourhood);
            check_found_where_closed(row.name, row.disclosure);
            check_found_where_closed(row.title, row.disclosure);
        }
    };
    check(known_outcomes());
    check(sim::kStateTable);
    check(sim::kEventTable);
    check(sim::kMeetingTable);
    check(sim::kProgrammeTable);
    check(sim::kSupportTable);
    check(sim::kEqualityTable);
    check(sim::kIndicatorTable);
    CHECK(closed > 80);
    for (const sim::LedgerColumnInfo& column : sim::kLedgerTable) {
        check_found_where_closed(column.name, column.disclosure);
        check_found_where_closed(column.title, column.disclosure);
    }
}

TEST_CASE("Hostility, support, news and hate incidents of a named place are found in printed text", "[disclosure]") {
    CHECK(complaints_of_text("Hostility in Moss Side is 0.31.\n") ==
          Complaints{"line 2 or before: says \"hostility\" of \"Moss Side\", where it may not"});
    CHECK(found("Of all wards hostility and hate are highest in Hale\n") == 1);
    CHECK(found("hostility and hate is highest in Hale\n") == 1);
    CHECK(lets("Somebody is hale, whatever hostility there is.\n"));
    CHECK(found("Mean hate incidents per 1,000: 8.3 in\nMoss Side.\n") == 1);
    CHECK(found("support   Oldham 3\n") == 0);
    CHECK(found("support   Bolton 001A 3\n") == 1);
    CHECK(found("news  E02001065  0.1\n") == 1);
    CHECK(found("group_needs_met_by_year   Oldham   12\n") == 1);
    CHECK(found("group_referrals_by_year   Oldham   12\n") == 0);
    CHECK(found("Wrong referrals a year: asian 12, black 3.\n") == 0);
    CHECK(found("Needs met a year: asian 12, black 3.\n") == 2);
    CHECK(found("Grievance of White residents is 0.3.\n") == 0);
    CHECK(found("Bridging ties of White residents are 0.9.\n") == 1);
}

TEST_CASE("In a printed table what a heading or the columns name is that of the rows", "[disclosure]") {
    const std::string head = "Places reached, end of the run          A         B\n";
    CHECK(lets(head + "  Feeling safe                          too small cannot say\n"));
    CHECK(found(head + "  Cohesion index                        too small cannot say\n") == 1);
    CHECK(found(head + "  Cohesion index                        54.0      +0.1\n") == 1);
    CHECK(lets(head + "  Belonging                             too small cannot say\nGreater Manchester, year 1      "
                      "baseline  A\n  Cohesion index                  54.0    +0.1\n"));
    // Prose below a table is of its last part.
    CHECK(found(head + "  Belonging    60.1   too small\nHate incidents fell by 5 %.\n") == 1);
    CHECK(lets(head + "  Belonging    60.1   too small\nGreater Manchester, year 1      baseline  A\n"
                      "  Belonging                       60.1    +0.1\nHate incidents fell by 5 %.\n"));
    CHECK(lets("Cohesion index by district\n    Bolton      54.1\n"));
    CHECK(found("Cohesion index by ward\n    Bolton      54.1\n    Breightmet    51.0\n") == 1);
    CHECK(found("Referrals by group\n  quantity   asian   black   white\n  in all      12   3   40\n") == 3);
    CHECK(lets("Wrong referrals by group\n  quantity   asian   black   white\n  in all      12   3   40\n"));
    CHECK(found("Referrals by group\n\n  Asian     12\n") == 0);
    CHECK(found("Referrals by group\n  Asian     12\n  Other     3\n") == 2);
    CHECK(found("  Bridging ties, asian    0.9   1.0\n") == 1);
    CHECK(lets("  Friends of another background, asian    27.8\n"));
    CHECK(lets("Referrals\n  council     12   other\n"));
    // No place is broken down by group, of no measure.
    const std::string columns = "Feeling safe by group\n  of          ethnic group Asian   ethnic group Black\n";
    CHECK(lets(columns + "  in all      70.1   71.2\n"));
    CHECK(found(columns + "  Oldham      70.1   71.2\n") == 1);
    CHECK(lets("Early support: 5 supported places\n  where     Moss Side 3 neighbourhoods\n"));
}

}  // namespace concord::tests
