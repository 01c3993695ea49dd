// Text from outside: what is refused at the door, and what is made harmless on the way out.
#include "scenarios/files/text_checks.h"

#include <catch2/catch.hpp>
#include <string>

#include "scenarios/files/csv_file.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/shown_text.h"

namespace concord::scenarios {
namespace {

TEST_CASE("Hidden characters are refused with their place, other writing is not", "[text]") {
    CHECK_NOTHROW(require_plain_text(
        "a", "Tab\tand line\r\n\xC3\x96ldham \xE2\x80\x94 \xD9\x85\xD9\x8E\xE2\x80\x8C \xF0\x9F\x98\x80\n"));
    CHECK_THROWS_WITH(require_plain_text("a", "line\nx\x1B[31m"),
                      "a:2:2: hidden character U+001B: allowed is text that can be seen, tabs and line ends");
    CHECK_THROWS_WITH(require_plain_text("a", "\xC3\x96\xE2\x80\xAE"),
                      Catch::Contains("a:1:2: hidden character U+202E"));
    for (const char* text : {"\x7F", "\x08", "\xC2\x9B", "\xE2\x80\x8B", "\xE2\x81\xA6", "\xE2\x80\xA8", "\xEF\xBB\xBF",
                             "\xF3\xA0\x80\x81"})
        CHECK_THROWS_WITH(require_plain_text("a", text), Catch::Contains("hidden character"));
    CHECK_THROWS_WITH(require_plain_text("a", std::string_view("\0", 1)), Catch::Contains("NUL"));
    CHECK_THROWS_WITH(require_plain_text("a", "\xFF"), Catch::Contains("UTF-8"));
}

TEST_CASE("A name is one line of at most 200 characters that can be seen", "[text]") {
    CHECK(problem_of_name("Wigan (east)") == "");
    std::string longest;
    for (std::size_t i = 0; i < kLongestName; ++i) longest += "\xC3\x96";  // characters, not bytes
    CHECK(problem_of_name(longest) == "");
    CHECK(problem_of_name(longest + "x") == "must have at most 200 characters; it has 201");
    CHECK(problem_of_name("a\nb") == "must stand on one line, without tabs");
    CHECK(problem_of_name("a\x1B") == "must not hold the hidden character U+001B");
    CHECK(problem_of_name("\xC3") == "must be UTF-8 text");
}

TEST_CASE("Names in a table are names", "[text]") {
    const std::string long_name = "name\n" + std::string(201, 'x') + "\n";  // a CsvFile points into its text
    const CsvFile good("t.csv", "name\nWigan\n"), wide("t.csv", long_name);
    CHECK(good.name_at(0, 0) == "Wigan");
    CHECK_THROWS_WITH(wide.name_at(0, 0), Catch::Contains("t.csv:2:1") && Catch::Contains("at most 200 characters"));
    CHECK_THROWS_WITH(CsvFile("t.csv",
                              "name\nWig\xE2\x80\xAE"
                              "an\n"),
                      Catch::Contains("t.csv:2:4: hidden character U+202E"));
    CHECK(CsvFile("t.csv", "\xEF\xBB\xBFname\nWigan\n").rows() == 1);  // as spreadsheets write
}

TEST_CASE("What a terminal would obey is shown, not sent", "[text]") {
    CHECK(printable("plain\ttext\n\xC3\x96") == "plain\ttext\n\xC3\x96");
    CHECK(printable("\x1B[2J\rgone\x07") == "\\x1B[2J\\x0Dgone\\x07");
    CHECK(printable("\xC2\x9B"
                    "31m \xE2\x80\xAE") == "\\u{009B}31m \\u{202E}");
    CHECK(printable(std::string_view("\xFF\0", 2)) == "\\xFF\\x00");
}

TEST_CASE("A cell of text is no formula", "[text]") {
    CHECK(csv_text("Oldham \"east\"") == "\"Oldham \"\"east\"\"\"");
    for (const std::string text : {"=1+1", "+1", "-1", "@a", "\tx"}) CHECK(csv_text(text) == "\"'" + text + "\"");
}

}  // namespace
}  // namespace concord::scenarios
