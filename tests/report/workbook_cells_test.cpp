// Names of sheets, text and formats of numbers, each against what Excel takes.
#include "report/workbook_cells.h"

#include <catch2/catch.hpp>
#include <limits>
#include <set>
#include <string>

namespace concord::report {

TEST_CASE("A sheet has a name that Excel takes and no other sheet has", "[report][workbook]") {
    std::set<std::string> taken = {"notes"};
    CHECK(sheet_name("costs", taken) == "costs");
    CHECK(sheet_name("notes", taken) == "notes-2");
    CHECK(sheet_name("history", taken) == "history-2");
    const std::string first(31, 'a');
    CHECK(sheet_name(first + "-one", taken) == first);
    CHECK(sheet_name(first + "-two", taken) == std::string(29, 'a') + "-2");
    CHECK(sheet_name(first + "-three", taken) == std::string(29, 'a') + "-3");
    CHECK(sheet_name("costs-" + first, taken) == "costs-" + std::string(25, 'a'));
    CHECK(sheet_name(std::string(30, 'b') + "-c", taken) == std::string(30, 'b'));
    CHECK(sheet_name(std::string(28, 'b') + "-bc", taken) == std::string(28, 'b') + "-bc");
    CHECK(sheet_name(std::string(28, 'b') + "-bc-d", taken) == std::string(28, 'b') + "-2");
    CHECK(sheet_name("--", taken) == "-2");
    CHECK(taken.size() == 12);
}

TEST_CASE("Text of a cell hides nothing and stays what it was", "[report][workbook]") {
    CHECK(cell_text("=1+1") == "=1+1");
    CHECK(cell_text("a\tb\nc \u00e9 \U0001F600") == "a\tb\nc \u00e9 \U0001F600");
    CHECK(cell_text("\u202Etxt.exe") == "\\u{202E}txt.exe");
    CHECK(cell_text("a\x07 b\r \xFF") == "a\\x07 b\\x0D \\xFF");
    CHECK(cell_text("\uFFFE\uFFFF\uFFFD") == "\\u{FFFE}\\u{FFFF}\uFFFD");
    CHECK(cell_text("_x003D_1") == "_x005F_x003D_1");
    CHECK(cell_text("_x003d_x003D_") == "_x005F_x003d_x005F_x003D_");
    CHECK(cell_text("_x03D_ _xGGGG_ _x003D") == "_x03D_ _xGGGG_ _x003D");
}

TEST_CASE("Text longer than a cell is cut between characters, and says so", "[report][workbook]") {
    const std::string end = " \u2026 (cut: a cell holds no more)";
    const std::size_t kept = kLongestCell - (end.size() - 2);  // the ellipsis is one character of three bytes
    CHECK(cell_text(std::string(kLongestCell, 'x')) == std::string(kLongestCell, 'x'));
    CHECK(cell_text(std::string(kLongestCell + 1, 'x')) == std::string(kept, 'x') + end);
    std::string faces = "x";  // two units each
    for (std::size_t k = 0; k < kLongestCell / 2; ++k) faces += "\U0001F600";
    CHECK(cell_text(faces) == faces);
    const std::string cut = cell_text(faces + "x");
    CHECK(cut == faces.substr(0, 1 + (kept - 1) / 2 * 4) + end);
}

TEST_CASE("A number is shown as its text shows it", "[report][workbook]") {
    CHECK(number_format({"12", 12.25}) == "0");
    CHECK(number_format({"12.2", 12.2499}) == "0.0");
    CHECK(number_format({"12,345", 12345.4}) == "#,##0");
    CHECK(number_format({"\u00a312,345.50", 12345.5}) == "\"\u00a3\"#,##0.00");
    CHECK(number_format({"\u22120.4", -0.41}) == "0.0");
    CHECK(number_format({"+0.4 points", 0.41}) == "+0.0;-0.0;0.0");
    CHECK(number_format({"+\u00a3400", 400}) == "+\"\u00a3\"0;-\"\u00a3\"0;\"\u00a3\"0");
    CHECK(number_format({"61 %", 0.614}) == "0%");
    CHECK(number_format({"61.4 %", 61.44}) == "0.0");
    CHECK(number_format({"0 %", 0}) == "0");
    CHECK(number_format({"1.2 million", 1'200'000}).empty());
    CHECK(number_format({"gain: +1.2 points (+0.9 to +1.6)", 1.2345}) == "+0.0;-0.0;0.0");
    CHECK(number_format({"1 of 10, that is 0.9", 0.9}) == "0.0");
    CHECK(number_format({"6 Apr 2026", 12}).empty());
    CHECK(number_format({"", 12}).empty());
}

namespace {

Table one_column(std::vector<Cell> cells) {
    Table table{.id = "t", .caption = "", .columns = {{"A"}}, .rows = {}};
    for (Cell& cell : cells) table.rows.push_back({{std::move(cell)}});
    return table;
}

std::size_t columns_of(std::vector<Cell> cells) { return with_words(one_column(std::move(cells))).columns.size(); }

}  // namespace

TEST_CASE("Words stand beside numbers where they say more, and only there", "[report][workbook]") {
    CHECK(columns_of({{"1.2 points", 1.2}, {"\u22120.4 points", -0.4}, {"no data"}}) == 1);
    CHECK(columns_of({{"", 1.2}, {"5 %", 5}}) == 1);
    CHECK(columns_of({{"could be either way", Tone::kUnsure}, {"6 to 7"}}) == 1);
    CHECK(columns_of({{"1.2 points", 1.2}, {"1.2 adults", 1.2}}) == 2);
    CHECK(columns_of({{"1.2 (0.9 to 1.6)", 1.2}}) == 2);
    CHECK(columns_of({{"1.2", 1.2, Tone::kGain}, {"1.3", 1.3}}) == 2);
    CHECK(columns_of({{"1.2", 1.2}, {"could be either way", Tone::kUnsure}}) == 2);

    const Table table = with_words(one_column({{"+1.2", 1.2, Tone::kGain},
                                               {"harm: +0.4", 0.4, Tone::kHarm},
                                               {"in all draws, perhaps too little", Tone::kUnsure},
                                               {"out of reach", std::numeric_limits<double>::infinity()},
                                               {"", 3, Tone::kSmall},
                                               {}}));
    CHECK(table.columns[1].title == "A, in words");
    const std::vector<std::string> words = {"gain: +1.2",   "harm: +0.4",          "in all draws, perhaps too little",
                                            "out of reach", "too small to matter", ""};
    for (std::size_t k = 0; k < words.size(); ++k) {
        CHECK(table.rows[k].cells[1].text == words[k]);
        CHECK_FALSE(holds_number(table.rows[k].cells[1]));
        CHECK(table.rows[k].cells[1].tone == table.rows[k].cells[0].tone);
        CHECK((holds_number(table.rows[k].cells[0]) || table.rows[k].cells[0].text.empty()));
    }
    CHECK(table.rows[0].cells[0].number == 1.2);
}

TEST_CASE("Text is as wide as its longest line, and takes a line for each that it fills", "[report][workbook]") {
    CHECK(width_of("") == 0);
    CHECK(width_of("a\nb\u00e9\U0001F600\n") == 3);
    CHECK(lines_of("", 4) == 1);
    CHECK(lines_of("abcd", 4) == 1);
    CHECK(lines_of("abcde", 4) == 2);
    CHECK(lines_of("abcdefghi\n\nab", 4) == 5);
    CHECK(lines_of("\u00e9\u00e9\u00e9\u00e9", 4) == 1);
}

TEST_CASE("Text can be read on the colour of every tone, which words say as well", "[report][workbook]") {
    std::set<std::string> words, colours;
    for (const Tone tone : {Tone::kGain, Tone::kHarm, Tone::kUnsure, Tone::kSmall, Tone::kNotModelled}) {
        words.insert(words_of(tone));
        colours.insert(to_hex(tone_colour(tone)));
        CHECK(contrast(tone_colour(tone), {0, 0, 0}) > 7);  // WCAG AAA
    }
    CHECK(words.size() == 5);
    CHECK(colours.size() == 5);
    CHECK(words_of(Tone::kNone).empty());
}

}  // namespace concord::report
