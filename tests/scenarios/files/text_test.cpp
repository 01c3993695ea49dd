// Small things done to text, and free names for files.
#include "scenarios/files/text.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "scenarios/files/free_path.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/files/text_checks.h"
#include "tests/support/scratch_folder.h"

using namespace concord;
using namespace concord::scenarios;

TEST_CASE("Text: ends, letters and words") {
    CHECK(trimmed(" \t20 % \t") == "20 %");
    CHECK(trimmed(" \t") == "");
    CHECK(trimmed("") == "");
    CHECK(lower("LSOA21CD Ä") == "lsoa21cd Ä");
    CHECK(upper("week_2 ä") == "WEEK_2 ä");
    CHECK(upper_first("points") == "Points");
    CHECK(upper_first("") == "");
    CHECK(lower_first("Trust in Police") == "trust in Police");
    CHECK(readable("neighbour_trust_") == "neighbour trust ");
    CHECK(replaced("a trust, a trust", "a trust", "a trust in a trust") == "a trust in a trust, a trust in a trust");
}

TEST_CASE("Text: thousands are set apart, what rounds to zero has no sign") {
    CHECK(with_thousands(0) == "0");
    CHECK(with_thousands(999.6) == "1,000");
    CHECK(with_thousands(-1234567) == "-1,234,567");
    CHECK(with_thousands(-0.4) == "0");
    CHECK(with_thousands(-0.004, 2) == "0.00");
    CHECK(with_thousands(123456.789, 1) == "123,456.8");
    CHECK(with_thousands(-123.5, 1) == "-123.5");
}

TEST_CASE("Text: counts and differences") {
    CHECK(counted(0, "run") == "0 runs");
    CHECK(counted(1, "run") == "1 run");
    CHECK(counted(12, "further run") == "12 further runs");
    CHECK(signed_number(0.1234, 2) == "+0.12");
    CHECK(signed_number(-3, 1) == "-3.0");
    CHECK(signed_number(-0.0004, 3) == "0");
}

TEST_CASE("Text: markup and quotes") {
    CHECK(xml_escaped("<a href=\"x\">&\x1B\t\n") == "&lt;a href=&quot;x&quot;&gt;&amp; \t\n");
    CHECK(csv_quoted("Oldham \"east\"") == "\"Oldham \"\"east\"\"\"");
    CHECK(csv_quoted("-1") == "\"-1\"");  // only csv_text guards against formulas
}

TEST_CASE("Text: names for files") {
    CHECK(file_stem("Trust-led, with 20% more", "it") == "trust_led_with_20_more");
    CHECK(file_stem("  Änderung__2 ", "it") == "nderung_2");
    CHECK(file_stem("***", "it") == "it");
    CHECK(file_stem(std::string(200, 'X'), "it") == std::string(200, 'x'));
}

TEST_CASE("Text: a line that people type hides nothing") {
    CHECK(problem_of_text("a note,\twith Ä and 統") == "");
    CHECK(problem_of_text("\xC3(") == "it is not UTF-8");
    CHECK(problem_of_text(std::string_view("a\0b", 3)) == "it is not UTF-8");
    CHECK(problem_of_text("a\x1B[31m") == "it holds the control character U+001B");
    CHECK(problem_of_text("two\nlines") == "it holds the control character U+000A");
    CHECK(problem_of_text("\xC2\x85") == "it holds the control character U+0085");
    for (const char* turned : {"\xE2\x80\x8E", "\xE2\x80\xAE", "\xE2\x80\xA8", "\xE2\x81\xA6"})
        CHECK_THAT(problem_of_text(turned), Catch::Contains("which changes the direction or lines of text"));
}

TEST_CASE("Files: a free name is one at which there is nothing, not even a broken link") {
    const tests::ScratchFolder folder;
    CHECK(free_path(folder.path, "panel", ".png") == folder / "panel.png");
    std::ofstream(folder / "panel.png") << "x";
    CHECK(free_path(folder.path, "panel", ".png") == folder / "panel-2.png");
    std::filesystem::create_symlink("nowhere", folder / "panel-2.png");
    CHECK(free_path(folder.path, "panel", ".png") == folder / "panel-3.png");
    CHECK(free_path(folder.path, "panel") == folder / "panel");
    std::filesystem::create_directory(folder / "panel");
    CHECK(free_path(folder.path, "panel") == folder / "panel-2");
}
