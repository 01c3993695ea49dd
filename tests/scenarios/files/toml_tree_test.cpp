// TOML as a tree that knows where everything stood, and what is refused before and after the library has read it.
#include "scenarios/files/toml_tree.h"

#include <catch2/catch.hpp>

#include "scenarios/files/input_error.h"
#include "scenarios/files/toml_depth.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;
using Kind = TomlNode::Kind;

const TomlEntry& entry(const TomlNode& table, const char* key) {
    const TomlEntry* found = table.find(key);
    REQUIRE(found != nullptr);
    return *found;
}

std::string complaint(const std::string& text) {
    try {
        parse_toml("f.toml", text);
        return {};
    } catch (const InputError& error) {
        return error.what();
    }
}

// `before`, then so many times `text`, then `after`.
std::string repeated(std::string before, std::string_view text, int times, std::string_view after = {}) {
    for (int k = 0; k < times; ++k) before.append(text);
    return before.append(after);
}

}  // namespace

TEST_CASE("Entries keep the order of the file, with the place of key and value", "[toml]") {
    const TomlNode root = parse_toml("f.toml", "zebra = 1\n\n  apple =  'two'\n[table]\nm = { k = true }\n");
    REQUIRE(root.entries.size() == 3);
    CHECK(root.entries[0].key == "zebra");
    CHECK(root.entries[1].key == "apple");
    CHECK(root.entries[2].key == "table");
    CHECK(std::pair(root.line, root.column) == std::pair(1, 1));
    CHECK(std::pair(root.entries[1].line, root.entries[1].column) == std::pair(3, 3));
    CHECK(std::pair(root.entries[1].value.line, root.entries[1].value.column) == std::pair(3, 12));
    const TomlNode& inner = entry(entry(root, "table").value, "m").value;
    CHECK(std::pair(inner.line, inner.column) == std::pair(5, 5));
    CHECK(entry(inner, "k").value.truth);
    CHECK(std::pair(entry(inner, "k").line, entry(inner, "k").column) == std::pair(5, 7));
    CHECK(root.find("k") == nullptr);
}

TEST_CASE("Values keep their kind, and are shown as they would be recognised", "[toml]") {
    const TomlNode root = parse_toml("f.toml",
                                     "a = 40\nb = 2.5\nc = \"all\"\nd = false\ne = 2026-04-06\nf = [1, \"x\"]\n"
                                     "g = 09:30:00\nh = 40.0\ni = {}\n");
    const auto value = [&](const char* key) -> const TomlNode& { return entry(root, key).value; };
    CHECK(value("a").kind == Kind::kNumber);
    CHECK(value("a").whole);
    CHECK(value("a").number == 40);
    CHECK_FALSE(value("b").whole);
    CHECK_FALSE(value("h").whole);
    CHECK(value("b").number == 2.5);
    CHECK(value("c").text == "all");
    CHECK(value("e").date == sim::make_date(2026, 4, 6));
    REQUIRE(value("f").items.size() == 2);
    CHECK(value("f").items[0].number == 1);
    CHECK(value("f").items[1].text == "x");
    const std::pair<const char*, const char*> shown_as[] = {
        {"a", "40"},     {"b", "2.5"},           {"c", "\"all\""}, {"d", "false"},  {"e", "2026-04-06"},
        {"f", "a list"}, {"g", "a time of day"}, {"h", "40"},      {"i", "a table"}};
    for (const auto& [key, words] : shown_as) {
        INFO(key);
        CHECK(shown(value(key)) == words);
    }
    CHECK(kind_name(Kind::kText) == "text in quotes");
    CHECK(kind_name(Kind::kNumber) == "a number");
    CHECK(kind_name(Kind::kTruth) == "true or false");
    CHECK(kind_name(Kind::kDate) == "a date");
}

TEST_CASE("What is no TOML is refused where it goes wrong", "[toml]") {
    CHECK(complaint("") == "f.toml: the file is empty; a scenario starts with format = 1");
    CHECK(complaint(" \t\r\n\n") == "f.toml: the file is empty; a scenario starts with format = 1");
    CHECK(complaint("# a comment is something\n") == "");
    CHECK_THAT(complaint("a = 1\na = 2\n"), Catch::StartsWith("f.toml:2:") && Contains("not valid TOML"));
    CHECK_THAT(complaint("a = 1\nb = 2026-02-30\n"), Catch::StartsWith("f.toml:2:") && Contains("not valid TOML"));
    CHECK_THAT(complaint("a = 1\nb =\n"), Catch::StartsWith("f.toml:2:") && Contains("not valid TOML"));
    CHECK_THAT(complaint("a = 1\nb = 2\nc = \"open\n"), Catch::StartsWith("f.toml:3:"));
    CHECK(complaint("a = 1\nb = 2\n[#\n") ==
          "f.toml:3: not valid TOML: a key or a table's name in [ ] is cut short or holds what no name may");
}

TEST_CASE("What escapes would hide is found in texts, lists and keys, with its place", "[toml]") {
    constexpr const char* kHidden = "hidden character U+202E: allowed is text that can be seen, tabs and line ends";
    CHECK(complaint("a = 1\nb = \"x\\u202E\"\n") == std::string("f.toml:2:5: the text holds a ") + kHidden);
    CHECK(complaint("a = [1, \"\\u202E\"]\n") == std::string("f.toml:1:9: the text holds a ") + kHidden);
    CHECK(complaint("[t]\nu = { \"k\\u202E\" = 1 }\n") == std::string("f.toml:2:7: the key holds a ") + kHidden);
    CHECK(complaint("a = \"line\\nand\\ttab\"\n") == "");
    CHECK_THAT(complaint("a = \"\xE2\x80\xAE\"\n"), Catch::StartsWith("f.toml:1:6: hidden character U+202E"));
}

TEST_CASE("Brackets may nest 32 deep, a dotted key may have 32 parts, and no more", "[toml_depth]") {
    const auto refused = [](const std::string& text) {
        try {
            require_shallow("f.toml", text);
            return std::string();
        } catch (const InputError& error) {
            return std::string(error.what());
        }
    };
    CHECK(refused(repeated("a = ", "[", 32, "]]")) == "");
    CHECK(refused(repeated("a = ", "[", 33)) ==
          "f.toml:1:37: brackets nest deeper than 32 levels; a scenario needs four");
    CHECK(refused(repeated("\na = ", "{", 33)) ==
          "f.toml:2:37: brackets nest deeper than 32 levels; a scenario needs four");
    CHECK(refused(repeated("", "[a]\n", 40)) == "");   // closed again
    CHECK(refused(repeated("]]]]]", "[", 32)) == "");  // closing what is not open makes no room
    CHECK(refused(repeated("a", ".a", 31, " = 1\n")) == "");
    CHECK(refused(repeated("a", ".a", 32, " = 1\n")) ==
          "f.toml:1:64: a dotted key goes deeper than 32 levels; a scenario needs four");
    CHECK(refused(repeated("", "a.b = 0.5\n", 40)) == "");
    CHECK(refused(repeated("# ", "[", 50)) == "");
    CHECK(refused(repeated("a = \"", "[", 50, "\"")) == "");
    CHECK(refused(repeated("a = '", "{", 50, "'")) == "");
    CHECK(refused(repeated(repeated("a = \"\"\"\n", "[", 50, "\n\"\"\"\n"), "[", 33))
              .starts_with("f.toml:4:33: brackets"));
    CHECK(refused(repeated("a = \"\\\"", "[", 50, "\"")) == "");       // the escaped quote ends nothing
    CHECK_FALSE(refused(repeated("a = '\\'", "[", 50, "'")).empty());  // between single ones nothing escapes
    CHECK_FALSE(refused(repeated("a = \"open\n", "[", 50)).empty());   // an open text ends with its line
}

TEST_CASE("Outside quotes and comments stands plain ASCII only", "[toml_depth]") {
    CHECK(complaint("a = \"\xC3\xA9\" # \xC3\xA9\n") == "");
    CHECK(complaint("a = 1\n \xC3\xA9 = 2\n") ==
          "f.toml:2:2: not valid TOML: \"\xC3\xA9\" stands outside quotes, where only plain ASCII is allowed");
    CHECK(complaint("a = \xE2\x82\xAC\x35\n") ==
          "f.toml:1:5: not valid TOML: \"\xE2\x82\xAC\" stands outside quotes, where only plain ASCII is allowed");
}

}  // namespace concord::scenarios
