// Rows of a made-up lever, one of each kind: what a file says is what is read, written and said, and every slip has its
// line.
#include "scenarios/format/lever_fields.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>

#include "scenarios/files/input_error.h"

using namespace concord;
using namespace concord::scenarios;
using sim::FieldKind;
using sim::FieldValue;

namespace {

constexpr sim::FieldGroup kManner = {"manner", "How it is done"};
const std::vector<sim::FieldChoice> kPartners = {
    {"police", "Police"}, {"councils", "Councils"}, {"nhs_trusts", "NHS trusts"}};

// clang-format off
const std::vector<sim::LeverField> kRows = {
    {.key = "meetings_a_year", .title = "Meetings", .unit = "meetings a year", .meaning = "how many", .high = 52},
    {.key = "membership", .title = "Membership", .meaning = "who", .kind = FieldKind::kSet, .choices = kPartners},
    {.key = "regime", .title = "Regime", .meaning = "how", .kind = FieldKind::kChoice,
     .choices = {{"none", "None"}, {"quarterly_survey", "A survey every quarter"}, {"panel", "A panel"}}},
    {.key = "openness", .title = "Openness", .unit = "share of minutes", .meaning = "how open",
     .kind = FieldKind::kShare, .group = kManner},
    {.key = "warmth", .title = "Warmth", .unit = "points", .meaning = "how warm", .low = -2, .high = 2,
     .group = kManner},
};
// clang-format on

// Lines of a lever, the first of which is line 1.
std::vector<FieldValue> read(const std::string& lines, std::span<const sim::LeverField> rows = kRows) {
    const TomlNode root = parse_toml("made_up.toml", lines);
    const CheckedTable table("made_up.toml", root, "lever 1 (forum)", keys_in_lever(rows));
    return read_fields(table, rows);
}

std::string written(const std::vector<FieldValue>& values) {
    return field_toml(kRows.front(), values.front()) + "\n" + further_fields_toml(kRows, values);
}

struct Slip {
    int line;
    std::string_view text;
    std::string_view message;
};

}  // namespace

TEST_CASE("numbers, a set, a choice and a group with a share are read, written and read again") {
    const std::string lines =
        "meetings_a_year = 4.5\nmembership = [\"councils\", \"police\"]\nregime = \"quarterly_survey\"\n"
        "manner = { openness = 0.25, source = \"S1\", note = \"n\" }\n";
    const auto values = read(lines);
    REQUIRE(values.size() == kRows.size());
    CHECK(values[0].number == 4.5);
    CHECK(values[1].members == 0b011);
    CHECK(values[2].choice == 1);
    CHECK(values[3].number == 0.25);
    CHECK(values[4] == kRows[4].neutral);
    CHECK(written(values) ==
          "meetings_a_year = 4.5\nmembership = [\"police\", \"councils\"]\nregime = \"quarterly_survey\"\n"
          "manner = { openness = 0.25, warmth = 0 }\n");
    CHECK(read(written(values)) == values);
}

TEST_CASE("every value of every field survives being written, neutral ones by not being there") {
    for (std::size_t k = 0; k < kRows.size(); ++k) {
        std::vector<FieldValue> tried;
        if (sim::is_number(kRows[k]))
            for (const double number : {kRows[k].low, kRows[k].high, 1.0 / 3, 0.1}) tried.push_back({.number = number});
        for (std::uint32_t some = 0; !kRows[k].choices.empty() && some < 8; ++some)
            tried.push_back(kRows[k].kind == FieldKind::kSet ? FieldValue{.members = some}
                                                             : FieldValue{.choice = static_cast<int>(some % 3)});
        for (const FieldValue& value : tried) {
            std::vector<FieldValue> values;
            for (const sim::LeverField& row : kRows) values.push_back(row.neutral);
            values[k] = value;
            INFO(written(values));
            CHECK(sim::is_allowed(kRows[k], value));
            CHECK(read(written(values)) == values);
        }
    }
    CHECK(written({{}, {}, {}, {}, {}}) == "meetings_a_year = 0\n");
}

TEST_CASE("a lever may begin with a set or a choice, which can be switched off") {
    const std::vector<sim::LeverField> set = {kRows[1]}, choice = {kRows[2]};
    CHECK(read("membership = []", set).front() == kRows[1].neutral);
    CHECK(read(field_toml(kRows[1], kRows[1].neutral), set).front() == kRows[1].neutral);
    CHECK(read("regime = \"none\"", choice).front() == kRows[2].neutral);
    CHECK_THROWS_WITH(read("# nothing\n", set),
                      Catch::Contains("has no membership; write for example membership = []"));
}

TEST_CASE("each slip in a field is told with file, line, value and what is allowed") {
    // clang-format off
    const Slip slips[] = {
        {1, "meetings_a_year = 53", "meetings_a_year = 53 in lever 1 (forum) is out of range; allowed are 0 to 52"},
        {1, "meetings_a_year = nan", "meetings_a_year = nan in lever 1 (forum) is out of range"},
        {1, "meetings_a_year = \"4\"", "meetings_a_year = \"4\" in lever 1 (forum) must be a number"},
        {2, "membership = [\"police\", \"council\"]",
         "an entry of membership = \"council\" in lever 1 (forum) is no choice; the nearest is councils; "
         "allowed are police, councils and nhs_trusts"},
        {2, "membership = [\"police\", \"councils\", \"police\"]", "\"police\" is named twice in membership"},
        {2, "membership = [3]", "an entry of membership = 3 in lever 1 (forum) is no choice"},
        {2, "membership = \"police\"",
         "membership = \"police\" in lever 1 (forum) must be a list, for example [\"police\"]; allowed in it are"},
        {3, "regime = \"quartely_survey\"",
         "regime = \"quartely_survey\" in lever 1 (forum) is no choice; the nearest is quarterly_survey; "
         "allowed are none, quarterly_survey and panel"},
        {3, "regime = [\"panel\"]", "regime = a list in lever 1 (forum) is no choice; allowed are none"},
        {3, "regime = true", "regime = true in lever 1 (forum) is no choice; allowed are none"},
        {3, "regim = \"panel\"", "unknown key regim in lever 1 (forum); the nearest is regime"},
        {4, "manner = { openness = 1.5 }", "openness = 1.5 in manner is out of range; allowed are 0 to 1"},
        {4, "manner = { openness = \"50%\" }", "openness = \"50%\" in manner must be a number"},
        {4, "manner = { warmth = -3 }", "warmth = -3 in manner is out of range; allowed are -2 to 2"},
        {4, "manner = { opennes = 1 }", "unknown key opennes in manner; the nearest is openness"},
        {4, "manner = { note = 3 }", "note = 3 in manner must be text"},
        {4, "manner = 0.5", "manner is 0.5, not a table of entries"},
        {4, "openness = 0.5", "unknown key openness in lever 1 (forum)"},
    };
    // clang-format on
    const std::vector<std::string> valid = {"meetings_a_year = 4", "membership = [\"police\"]", "regime = \"panel\"",
                                            "manner = { openness = 0.5 }"};
    for (const Slip& slip : slips) {
        std::string lines;
        for (int line = 1; line <= static_cast<int>(valid.size()); ++line)
            lines += (line == slip.line ? std::string(slip.text) : valid[line - 1]) + "\n";
        INFO(slip.text);
        std::optional<InputError> error;
        try {
            read(lines);
        } catch (const InputError& caught) {
            error = caught;
        }
        REQUIRE(error);
        CHECK(error->file == "made_up.toml");
        CHECK(error->line == slip.line);
        CHECK(error->column >= 1);
        CHECK_THAT(error->problem, Catch::Contains(std::string(slip.message)));
    }
}

TEST_CASE("fields are said in words: titles of choices, numbers with their unit, a group on one line") {
    const std::vector<FieldValue> values = {{.number = 4}, {.members = 0b101}, {.choice = 1}, {.number = 0.25}, {}};
    CHECK(field_words(kRows[0], values[0]) == "4 meetings a year");
    CHECK(field_words(kRows[1], values[1]) == "Police, NHS trusts");
    CHECK(field_words(kRows[1], {}) == "none");
    CHECK(field_words(kRows[2], values[2]) == "A survey every quarter");
    const auto lines = further_field_lines(kRows, values);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].title == "membership");
    CHECK(lines[1].words == "A survey every quarter");
    CHECK(lines[2].title == "manner");
    CHECK(lines[2].words == "openness 0.25, warmth +0");
    CHECK(allowed_words(kRows[4]) == "-2 to 2");
    CHECK(allowed_words(kRows[2]) == "none, quarterly_survey and panel");
}
