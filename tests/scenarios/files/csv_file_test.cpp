// The strict reader of comma-separated text: what it takes, and that it says where what it does not take stands.
#include "scenarios/files/csv_file.h"

#include <catch2/catch.hpp>

namespace concord::scenarios {
namespace {

// What is wrong with a text, with its place; empty when nothing is.
std::string complaint(
    const std::string& text, void (*use)(const CsvFile&) = [](const CsvFile&) {}) {
    try {
        const CsvFile csv("f.csv", text);
        use(csv);
        return {};
    } catch (const InputError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("Cells are found by row and column, comments apart", "[csv]") {
    const std::string text = "# first\n#   second  \na,b,c\n1,two,\n-3.5,\"x, y\",\"say \"\"no\"\"\"\n";
    const CsvFile csv("f.csv", text);
    CHECK(csv.comments() == std::vector<std::string_view>{"first", "second"});
    REQUIRE(csv.rows() == 2);
    CHECK(csv.column("c") == 2);
    CHECK(csv.cell(0, 1) == "two");
    CHECK(csv.cell(0, 2).empty());
    CHECK(csv.cell(1, 1) == "x, y");
    CHECK(csv.cell(1, 2) == "say \"no\"");
    CHECK(csv.number(1, 0) == -3.5);
    CHECK(csv.count(0, 0) == 1);
    CHECK(csv.line_of(0) == 4);
    CHECK(csv.line_of(1) == 5);
}

TEST_CASE("Figures are refused by kind, with column, value and place", "[csv]") {
    const auto at = [](const std::string& cell, void (*use)(const CsvFile&)) {
        return complaint("n,v\nx," + cell + "\n", use);
    };
    const auto count = [](const CsvFile& csv) { csv.count(0, 1); };
    const auto number = [](const CsvFile& csv) { csv.number(0, 1); };
    const auto share = [](const CsvFile& csv) { csv.share(0, 1); };
    const auto positive = [](const CsvFile& csv) { csv.not_negative(0, 1); };
    const auto text = [](const CsvFile& csv) { csv.text(0, 1); };
    CHECK(at("3", count).empty());
    CHECK(at("3.0", count) == "f.csv:2:3: column 'v' (2 of 2): '3.0' is not a whole number");
    CHECK(at("-3", count) == "f.csv:2:3: column 'v' (2 of 2): '-3' is negative; a count of 0 or more is expected");
    CHECK(at("99999999999999", count).find("is too large") != std::string::npos);
    CHECK(at("1e3", number).empty());
    CHECK(at("", number).find("'' is not a number") != std::string::npos);
    CHECK(at("1 ", number).find("is not a number") != std::string::npos);
    CHECK(at("nan", number).find("is not a number") != std::string::npos);
    CHECK(at("inf", number).find("is not a number") != std::string::npos);
    CHECK(at("1e300", number).find("is out of range") != std::string::npos);
    CHECK(at("0", share).empty());
    CHECK(at("1", share).empty());
    CHECK(at("1.0001", share).find("outside [0, 1]") != std::string::npos);
    CHECK(at("-0.0001", share).find("outside [0, 1]") != std::string::npos);
    CHECK(at("-1", positive).find("is negative") != std::string::npos);
    CHECK(at("0", positive).empty());
    CHECK(at("", text).find("is empty; text is expected") != std::string::npos);
    CHECK(at("a", text).empty());
}

TEST_CASE("A place counts characters, not bytes", "[csv]") {
    CHECK(complaint("n,v\nÄÖÜ,x\n", [](const CsvFile& csv) { csv.number(0, 1); }).starts_with("f.csv:2:5:"));
    CHECK(complaint("n,v\n\"a,b\",x\n", [](const CsvFile& csv) { csv.number(0, 1); }).starts_with("f.csv:2:7:"));
}

TEST_CASE("Columns are asked for by name, in order, and no others", "[csv]") {
    const std::string text = "name,residents\na,1\n";
    const CsvFile csv("f.csv", text);
    CHECK_NOTHROW(csv.require_columns({"name", "residents"}));
    const auto refused = [&](const std::vector<std::string>& wanted) {
        try {
            csv.require_columns(wanted);
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(refused({"name", "resident"}) == "f.csv:1: column 'resident' is missing; the nearest here is 'residents'");
    CHECK(refused({"residents", "name"}).find("out of order") != std::string::npos);
    CHECK(refused({"name"}).find("'residents' is unknown") != std::string::npos);
    CHECK(complaint("a,a\n1,2\n") == "f.csv:1:3: column 'a' appears twice");
    CHECK(complaint("a,,b\n1,2,3\n") == "f.csv:1:3: a column has no name");
}

TEST_CASE("Rows and files that are cut, short or long are refused where they are", "[csv]") {
    CHECK(complaint("").find("ends before its header") != std::string::npos);
    CHECK(complaint("# only\n").starts_with("f.csv:2:"));
    CHECK(complaint("# cut") == "f.csv:1: the file ends inside a comment: it is cut short");
    CHECK(complaint("a,b\n1\n") == "f.csv:2:1: 1 cells in this row; the header has 2 columns");
    CHECK(complaint("a,b\n1,2,3\n") == "f.csv:2:5: 3 cells in this row; the header has 2 columns");
    CHECK(complaint("a,b\n1,2").starts_with("f.csv:2"));
    CHECK(complaint("a,b\n1,\"2\n3").starts_with("f.csv:2:3"));
    CHECK(complaint("a\r\n1\r\n").empty());
    CHECK(complaint("\xEF\xBB\xBF"
                    "a\n1\n")
              .empty());
    CHECK_FALSE(complaint("a\n\xC0\x80\n").empty());
    CHECK_FALSE(complaint(std::string("a\n\0\n", 4)).empty());
}

TEST_CASE("Quotes hold a whole cell, on one line, and are closed before the comma", "[csv]") {
    CHECK(complaint("a,b\n1,2\"3\n") ==
          "f.csv:2:3: cell '2\"3' has a quote inside: quote the whole cell and double the quote");
    CHECK(complaint("a,b\n\"1\"x,2\n") ==
          "f.csv:2:4: text after a closing quote: a comma or the end of the line is expected");
    CHECK(complaint("a,b\n1,\"2\n3\",4\n") == "f.csv:2:3: a quoted cell runs over the end of the line");
    CHECK(complaint("a,b\n1,\"2") == "f.csv:2:3: a quote is opened and never closed");
    CHECK(complaint("a,b\n1,\"2\"") == "f.csv:2:6: the last line has no line end: the file is cut short");
    CHECK(complaint("a,b\n1,2\n3") == "f.csv:3:2: the last line has no line end: the file is cut short");
    const CsvFile csv("f.csv", "\"a\",\"b,c\"\r\n\"\"\"\",\"\"\r\nx,\"\"\"y\"\"\"\r\n");
    CHECK(csv.column_names() == std::vector<std::string_view>{"a", "b,c"});
    CHECK(csv.cell(0, 0) == "\"");
    CHECK(csv.cell(0, 1).empty());
    CHECK(csv.cell(1, 0) == "x");
    CHECK(csv.cell(1, 1) == "\"y\"");
}

TEST_CASE("Line ends of either kind, comments before the header alone, no empty lines", "[csv]") {
    const CsvFile csv("f.csv", "#one\r\n#\r\na,b\r\n#1,2\r\n");
    CHECK(csv.comments() == std::vector<std::string_view>{"one", ""});
    CHECK(csv.rows() == 1);
    CHECK(csv.cell(0, 0) == "#1");  // below the header it is a cell like any other
    CHECK(csv.cell(0, 1) == "2");
    CHECK(csv.line_of(0) == 4);
    CHECK(complaint("a,b\n1,2\n\n3,4\n") == "f.csv:3:1: 1 cells in this row; the header has 2 columns");
    CHECK(complaint("\na,b\n") == "f.csv:1:1: a column has no name");
    CHECK(complaint("a,b\n1,2,\n") == "f.csv:2:5: 3 cells in this row; the header has 2 columns");
    CHECK(complaint("a\n") == "");
    CHECK(CsvFile("f.csv", "a\n").rows() == 0);
}

TEST_CASE("Counts and numbers end at a hundred million", "[csv]") {
    const auto at = [](const std::string& cell, void (*use)(const CsvFile&)) {
        return complaint("v\n" + cell + "\n", use);
    };
    const auto count = [](const CsvFile& csv) { csv.count(0, 0); };
    const auto number = [](const CsvFile& csv) { csv.number(0, 0); };
    CHECK(at("100000000", count).empty());
    CHECK(at("100000001", count) ==
          "f.csv:2:1: column 'v' (1 of 1): '100000001' is too large; at most 100000000 is allowed");
    CHECK(at("0", count).empty());
    CHECK(at("", count) == "f.csv:2:1: column 'v' (1 of 1): '' is not a whole number");
    CHECK(at("1e3", count) == "f.csv:2:1: column 'v' (1 of 1): '1e3' is not a whole number");
    for (const char* inside : {"100000000", "-100000000", "-0.5"}) CHECK(at(inside, number).empty());
    for (const std::string beyond : {"100000000.1", "-100000000.1"})
        CHECK(at(beyond, number) ==
              "f.csv:2:1: column 'v' (1 of 1): '" + beyond + "' is out of range; allowed are -100000000 to 100000000");
    const CsvFile csv("f.csv", "v\n0.25\n-2\n");
    CHECK(csv.share(0, 0) == 0.25);
    CHECK(csv.not_negative(0, 0) == 0.25);
    CHECK_THROWS_WITH(csv.not_negative(1, 0),
                      "f.csv:3:1: column 'v' (1 of 1): '-2' is negative; 0 or more is expected");
    CHECK_THROWS_WITH(csv.fail_at_line(7, "is odd"), "f.csv:7: is odd");
}

TEST_CASE("Columns that are unknown or out of order are told where they stand, and what was meant", "[csv]") {
    const CsvFile csv("f.csv", "# a comment\nname,\xC3\xA4rea,area\nx,1,2\n");
    const auto refused = [&](const std::vector<std::string>& wanted) {
        try {
            csv.require_columns(wanted);
            return std::string();
        } catch (const InputError& error) {
            return std::string(error.what());
        }
    };
    CHECK(refused({"name", "area"}) ==
          "f.csv:2:6: column '\xC3\xA4rea' is unknown; allowed: the 2 columns of the format, nearest 'area'");
    CHECK(refused({"area", "\xC3\xA4rea", "name"}) ==
          "f.csv:2:1: column 'name' is out of order; 'area' is expected here");
    CHECK(refused({"name", "area", "\xC3\xA4rea"}) ==
          "f.csv:2:6: column '\xC3\xA4rea' is out of order; 'area' is expected here");
    CHECK(csv.column("area") == 2);
}

}  // namespace concord::scenarios
