// A table with its allowed keys: every kind of value at both ends of its range, and the sentence for what is refused.
#include "scenarios/files/checked_table.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <functional>

#include "scenarios/files/input_error.h"

namespace concord::scenarios {
namespace {

using Use = std::function<void(const CheckedTable&)>;

// What is said when `text`, a file whose one allowed key is x, is put to `use`; empty when nothing is.
std::string complaint(
    const std::string& text, const Use& use = [](const CheckedTable&) {}) {
    try {
        const TomlNode root = parse_toml("f.toml", text);
        use(CheckedTable("f.toml", root, "the file", {"x"}));
        return {};
    } catch (const InputError& error) {
        return error.what();
    }
}

// What `read` makes of the file's one entry, x = `value`.
template <class Read>
auto read_x(const std::string& value, const Read& read) {
    const TomlNode root = parse_toml("f.toml", "x = " + value);
    return read(CheckedTable("f.toml", root, "the file", {"x"}));
}

}  // namespace

TEST_CASE("What is absent is nothing, and what is required says how to write it", "[checked_table]") {
    const TomlNode root = parse_toml("f.toml", "# nothing\nx = 1\n");
    const CheckedTable table("f.toml", root, "[baseline]", {"x", "y"});
    CHECK(table.has("x"));
    CHECK_FALSE(table.has("y"));
    CHECK(table.find("y") == nullptr);
    CHECK(table.text("y").empty());
    CHECK(table.number("y", 0, 1) == std::nullopt);
    CHECK(table.integer("y", 0, 1) == std::nullopt);
    CHECK(table.truth("y") == std::nullopt);
    CHECK(table.date("y") == std::nullopt);
    CHECK(table.weeks("y", 1) == std::nullopt);
    CHECK(table.names("y").empty());
    CHECK_THROWS_WITH(table.require("y", "y = 3"), "f.toml:1:1: [baseline] has no y; write for example y = 3");
    CHECK(table.require("x", "").number == 1);
    CHECK(table.title() == "[baseline]");
    CHECK_THROWS_WITH(table.fail("is odd"), "f.toml:1:1: is odd");
}

TEST_CASE("A number is taken at both ends of its range and refused beyond, nan and other kinds too",
          "[checked_table]") {
    const Use number = [](const CheckedTable& table) { table.number("x", 2, 5.5); };
    for (const char* inside : {"2", "5.5", "3.25", "2.0"}) CHECK(complaint(std::string("x = ") + inside, number) == "");
    CHECK(complaint("x = 1.99", number) == "f.toml:1:5: x = 1.99 in the file is out of range; allowed are 2 to 5.5");
    CHECK(complaint("\nx =  5.51", number) == "f.toml:2:6: x = 5.51 in the file is out of range; allowed are 2 to 5.5");
    CHECK(complaint("x = nan", number) == "f.toml:1:5: x = nan in the file is out of range; allowed are 2 to 5.5");
    CHECK(complaint("x = inf", number) == "f.toml:1:5: x = inf in the file is out of range; allowed are 2 to 5.5");
    CHECK(complaint("x = \"3\"", number) == "f.toml:1:5: x = \"3\" in the file must be a number, for example 2");
    CHECK(complaint("x = true", number) == "f.toml:1:5: x = true in the file must be a number, for example 2");
    CHECK(read_x("5.5", [](const CheckedTable& table) { return table.number("x", 2, 5.5); }) == 5.5);
}

TEST_CASE("A whole number may be written with a point, but has no part behind it", "[checked_table]") {
    const auto integer = [](const CheckedTable& table) { return table.integer("x", -3, 30); };
    CHECK(read_x("30", integer) == 30);
    CHECK(read_x("-3", integer) == -3);
    CHECK(read_x("7.0", integer) == 7);
    CHECK(complaint("x = 7.5", integer) == "f.toml:1:5: x = 7.5 in the file must be a whole number");
    CHECK(complaint("x = 31", integer) == "f.toml:1:5: x = 31 in the file is out of range; allowed are -3 to 30");
    CHECK(complaint("x = -4", integer) == "f.toml:1:5: x = -4 in the file is out of range; allowed are -3 to 30");
}

TEST_CASE("Truth, dates and texts are of their own kind", "[checked_table]") {
    CHECK(read_x("true", [](const CheckedTable& table) { return table.truth("x"); }) == true);
    CHECK(read_x("false", [](const CheckedTable& table) { return table.truth("x"); }) == false);
    CHECK(complaint("x = 1", [](const CheckedTable& table) { table.truth("x"); }) ==
          "f.toml:1:5: x = 1 in the file must be true or false, for example true");
    CHECK(read_x("2026-04-06", [](const CheckedTable& table) { return table.date("x"); }) ==
          sim::make_date(2026, 4, 6));
    CHECK(complaint("x = \"2026-04-06\"", [](const CheckedTable& table) { table.date("x"); }) ==
          "f.toml:1:5: x = \"2026-04-06\" in the file must be a date, for example 2026-04-06 (without quotes)");
    CHECK(complaint("x = 2026-04-06", [](const CheckedTable& table) { table.text("x"); }) ==
          "f.toml:1:5: x = 2026-04-06 in the file must be text in quotes, for example \"Oldham\"");
    CHECK(read_x("\" a \"", [](const CheckedTable& table) { return table.text("x"); }) == " a ");
}

TEST_CASE("Weeks are a whole number with its unit, from none to the most allowed", "[checked_table]") {
    const auto weeks = [](const CheckedTable& table) { return table.weeks("x", 52); };
    for (const auto& [text, number] : {std::pair{"\"26 weeks\"", 26},
                                       {"\"1 week\"", 1},
                                       {"\"0 weeks\"", 0},
                                       {"\"52 weeks\"", 52},
                                       {"\"  4weeks \"", 4},
                                       {"\"1 weeks\"", 1}}) {
        INFO(text);
        CHECK(read_x(text, weeks) == number);
    }
    for (const char* wrong : {"weeks", "26", "2.5 weeks", "26 weeks or so", "+3 weeks", "three weeks", ""}) {
        INFO(wrong);
        const std::string value = fmt::format("\"{}\"", wrong);
        CHECK(complaint("x = " + value, weeks) ==
              "f.toml:1:5: x = " + value + " in the file is not a number of weeks; write for example \"26 weeks\"");
    }
    for (const char* beyond : {"\"53 weeks\"", "\"-1 weeks\""})
        CHECK(complaint(std::string("x = ") + beyond, weeks) ==
              "f.toml:1:5: x = " + std::string(beyond) + " in the file must lie between 0 and 52 weeks");
    CHECK(complaint("x = 26", weeks) ==
          "f.toml:1:5: x = 26 in the file must be text in quotes, for example \"26 weeks\"");
}

TEST_CASE("A percentage has its sign, stands in quotes and keeps to its range", "[checked_table]") {
    const auto percent = [](const CheckedTable& table) { return table.percent_of(*table.find("x"), "x", 5, 95); };
    CHECK(read_x("\"5%\"", percent) == 5);
    CHECK(read_x("\" 95 % \"", percent) == 95);
    CHECK(read_x("\"61.5%\"", percent) == 61.5);
    CHECK(complaint("x = \"61\"", percent) ==
          "f.toml:1:5: x = \"61\" in the file is not a percentage; write for example \"20%\"");
    CHECK(complaint("x = \"%\"", percent) ==
          "f.toml:1:5: x = \"%\" in the file is not a percentage; write for example \"20%\"");
    CHECK(complaint("x = \"4.9%\"", percent) == "f.toml:1:5: x = \"4.9%\" in the file must lie between 5% and 95%");
    CHECK(complaint("x = \"95.1%\"", percent) == "f.toml:1:5: x = \"95.1%\" in the file must lie between 5% and 95%");
    CHECK(complaint("x = 0.2", percent) ==
          "f.toml:1:5: x = 0.2 in the file must be text in quotes, for example \"20%\", with the sign and in quotes");
}

TEST_CASE("A list of names is neither empty nor mixed, and keeps its order", "[checked_table]") {
    const Use names = [](const CheckedTable& table) { table.names("x"); };
    const TomlNode root = parse_toml("f.toml", "x = [\"b\", \"a\"]");
    const CheckedTable table("f.toml", root, "the file", {"x"});
    const auto list = table.names("x");
    REQUIRE(list.size() == 2);
    CHECK(list[0]->text == "b");
    CHECK(list[1]->text == "a");
    CHECK(complaint("x = []", names) ==
          "f.toml:1:5: x in the file is an empty list; leave it out or name at least one");
    CHECK(complaint("x = [\"a\",\n 7]", names) ==
          "f.toml:2:2: an entry of x = 7 in the file must be text in quotes, for example \"Oldham\"");
    CHECK(complaint("x = \"a\"", names) ==
          "f.toml:1:5: x = \"a\" in the file must be a list, for example [\"Oldham\", \"Rochdale\"]");
}

TEST_CASE("A required text is not blank, a required name fit for one", "[checked_table]") {
    const Use text = [](const CheckedTable& table) { table.required_text("x", "x = \"it\""); };
    const Use name = [](const CheckedTable& table) { table.required_name("x", "x = \"it\""); };
    CHECK(complaint("x = \"a\\nb\"", text) == "");
    CHECK(complaint("x = \" \\t\"", text) == "f.toml:1:5: x in the file is blank; write for example x = \"it\"");
    CHECK(complaint("# none", text) == "f.toml:1:1: the file has no x; write for example x = \"it\"");
    CHECK(complaint("x = \"a\\nb\"", name) == "f.toml:1:5: x in the file must stand on one line, without tabs");
    CHECK(complaint("x = \"a b\"", name) == "");
}

TEST_CASE("The first key that is not allowed is told with its place and the nearest one", "[checked_table]") {
    CHECK(complaint("x = 1\nyy = 2\nzzz = 3\n") ==
          "f.toml:2:1: unknown key yy in the file; the nearest is x; allowed are x");
    const TomlNode root = parse_toml("f.toml", "t = 1\n");
    CHECK_THROWS_WITH(CheckedTable("f.toml", root.entries[0].value, "t", {}),
                      "f.toml:1:5: t is 1, not a table of entries");
    // Nobody is aimed at by what they are; words that only contain such a word are a matter of spelling.
    for (const char* key : {"ethnicity", "by_race", "RACES", "religion", "immigrant_share", "first-language"}) {
        INFO(key);
        CHECK_THAT(complaint(std::string(key) + " = 1"),
                   Catch::Contains("nothing can be aimed at people by ethnic group, religion, country of birth"));
    }
    for (const char* key : {"embrace", "destination", "newborns", "interfaith2"}) {
        INFO(key);
        CHECK_THAT(complaint(std::string(key) + " = 1"), Catch::Contains("the nearest is x; allowed are x"));
    }
}

TEST_CASE("Names are listed with a word before the last", "[checked_table]") {
    CHECK(either({}) == "");
    CHECK(either({"A"}) == "A");
    CHECK(either({"A", "B"}) == "A or B");
    CHECK(either({"A", "B", "C"}) == "A, B or C");
    CHECK(either({"A", "B", "C"}, "and") == "A, B and C");
    CHECK(suggestion("Oldam", {"Bolton", "Oldham"}) == "; the nearest is Oldham");
    CHECK(suggestion("Oldam", {}) == "");
}

}  // namespace concord::scenarios
