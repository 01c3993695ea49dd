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

// A character in UTF-8 of so many bytes, whether or not it needs them.
std::string encoded(char32_t c, int bytes) {
    constexpr unsigned kMarks[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    std::string out(static_cast<std::size_t>(bytes), '\0');
    for (int k = bytes - 1; k > 0; --k, c >>= 6)
        out[static_cast<std::size_t>(k)] = static_cast<char>(0x80u | (c & 0x3Fu));
    out[0] = static_cast<char>(kMarks[bytes] | c);
    return out;
}

TEST_CASE("Characters of one to four bytes are told apart at their edges", "[text]") {
    struct Case {
        char32_t number;
        int bytes;
    };
    for (const Case& c : {Case{0x01, 1}, Case{0x7F, 1}, Case{0x80, 2}, Case{0x7FF, 2}, Case{0x800, 3}, Case{0xD7FF, 3},
                          Case{0xE000, 3}, Case{0xFFFF, 3}, Case{0x10000, 4}, Case{0x10FFFF, 4}}) {
        const std::string text = encoded(c.number, c.bytes);
        INFO(std::hex << static_cast<unsigned>(c.number));
        CHECK(first_character(text + "rest").length == static_cast<std::size_t>(c.bytes));
        CHECK(first_character(text).number == c.number);
        CHECK(first_character(text.substr(0, text.size() - 1)).length == 0);  // cut short
    }
    for (const Case& c : {Case{0x00, 1}, Case{0x00, 2}, Case{0x7F, 2}, Case{0x7FF, 3}, Case{0xFFFF, 4}, Case{0xD800, 3},
                          Case{0xDFFF, 3}, Case{0x110000, 4}}) {
        INFO(std::hex << static_cast<unsigned>(c.number) << " in " << c.bytes);
        CHECK(first_character(encoded(c.number, c.bytes)).length == 0);
    }
    for (const char* wrong : {"", "\x80", "\xBF", "\xC3x", "\xE2\x82x", "\xF5\x80\x80\x80", "\xFF"})
        CHECK(first_character(wrong).length == 0);
}

TEST_CASE("What is hidden begins and ends where Unicode says", "[text]") {
    const std::pair<char32_t, char32_t> hidden[] = {
        {0x00, 0x08},     {0x0B, 0x0C},     {0x0E, 0x1F},     {0x7F, 0x9F},     {0x61C, 0x61C},   {0x200B, 0x200B},
        {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};
    for (const auto& [first, last] : hidden) {
        INFO(std::hex << static_cast<unsigned>(first));
        for (char32_t c = first; c <= last; ++c) CHECK(is_hidden(c));
        if (first > 0) CHECK_FALSE(is_hidden(first - 1));
        CHECK_FALSE(is_hidden(last + 1));
    }
    for (const char32_t seen : {U'\t', U'\n', U'\r', U' ', U'\u200C', U'\u200D'}) CHECK_FALSE(is_hidden(seen));
}

TEST_CASE("The place of a byte that is no UTF-8 counts lines and characters", "[text]") {
    CHECK_THROWS_WITH(require_utf8("a", "\xC3\x96\n\xC3\x96\xC3\x96\xFFx"),
                      "a:2:3: byte 0xFF is not UTF-8: save the file as UTF-8");
    CHECK_THROWS_WITH(require_utf8("a", std::string_view("ab\0", 3)), "a:1:3: NUL byte: this is not a text file");
    CHECK_THROWS_WITH(require_utf8("a", "\xED\xA0\x80"), "a:1:1: byte 0xED is not UTF-8: save the file as UTF-8");
    CHECK_NOTHROW(require_utf8("a", "\x1B hidden, but UTF-8"));
    CHECK(starts_character('a'));
    CHECK(starts_character('\xC3'));
    CHECK_FALSE(starts_character('\x96'));
}

TEST_CASE("The nearest name has the fewest letters added, left out or changed; the first of those as near", "[text]") {
    const std::vector<std::string_view> places = {"Bolton", "Bury", "Oldham", "Rochdale"};
    CHECK(nearest_name("Oldam", places) == "Oldham");    // one left out
    CHECK(nearest_name("Ooldham", places) == "Oldham");  // one added
    CHECK(nearest_name("Burt", places) == "Bury");       // one changed
    CHECK(nearest_name("", places) == "Bury");           // the shortest
    CHECK(nearest_name("Rochdale", places) == "Rochdale");
    CHECK(nearest_name("ab", {"ax", "xb", "ab c"}) == "ax");
    CHECK(nearest_name("kitten", {"sittings", "sitting"}) == "sitting");  // three edits against four
    CHECK(nearest_name("x", {}) == "");
    const std::string same(100, 'a'), one = same + "b", other = same + "c";
    CHECK(nearest_name(other, {one, other}) == one);  // beyond a hundred letters nobody looks
}

}  // namespace
}  // namespace concord::scenarios
