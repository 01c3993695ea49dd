// The workbook as a file: whole or not at all, and the same bytes for the same document. What stands in it is read back
// by tests/end_to_end/report_workbook_test.py.
#include "report/workbook.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <string>

#include "report/workbook_parts.h"
#include "tests/support/full_disk.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/workbook_sample.h"

namespace concord::report {

using Catch::Matchers::Contains;
using tests::ScratchFolder, tests::text_of;

namespace {

bool is_empty(const ScratchFolder& folder) { return std::filesystem::is_empty(folder.path); }

// Packs to a tenth of its size and less, so that the file fits on a disk where its parts did not.
Document long_document() {
    Document document = tests::workbook_sample();
    Table table{.id = "long", .caption = "Long", .columns = {{"Number"}, {"Text"}}, .rows = {}};
    for (int k = 0; k < 4000; ++k) table.rows.push_back({{{"", k / 8.0}, "the same text in every row"}});
    document.sections[0].blocks.emplace_back(std::move(table));
    return document;
}

}  // namespace

TEST_CASE("A document with problems becomes no workbook", "[report][workbook]") {
    const ScratchFolder folder;
    Document document = tests::workbook_sample();
    document.sections[1].id = document.sections[0].id;
    CHECK_THROWS_WITH(write_workbook(folder / "report.xlsx", document), Contains("id \"first\" is there twice"));
    CHECK_THROWS_AS(write_workbook(folder / "report.xlsx", document), std::invalid_argument);
    CHECK(is_empty(folder));
}

TEST_CASE("The same document makes the same bytes, and nothing but the file", "[report][workbook]") {
    const ScratchFolder folder;
    write_workbook(folder / "one.xlsx", tests::workbook_sample());
    write_workbook(folder / "two.xlsx", tests::workbook_sample());
    CHECK(text_of(folder / "one.xlsx").starts_with("PK"));
    CHECK(text_of(folder / "one.xlsx") == text_of(folder / "two.xlsx"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 2);
    Document other = tests::workbook_sample();
    other.caveat = "Another";
    write_workbook(folder / "one.xlsx", other);
    CHECK(text_of(folder / "one.xlsx") != text_of(folder / "two.xlsx"));
}

TEST_CASE("A workbook that cannot be written leaves nothing and says why", "[report][workbook]") {
    const ScratchFolder folder;
    CHECK_THROWS_WITH(write_workbook(folder / "nowhere" / "report.xlsx", tests::workbook_sample()),
                      Contains("nowhere") && Contains("No such file or directory"));
    std::filesystem::create_directories(folder / "taken.xlsx/by a folder");
    CHECK_THROWS_WITH(write_workbook(folder / "taken.xlsx", tests::workbook_sample()),
                      Contains("taken.xlsx") && Contains("irectory"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("A workbook with more rows than a sheet has is refused", "[report][workbook]") {
    const ScratchFolder folder;
    Document document = tests::workbook_sample();
    Table table{.id = "long", .caption = "Long", .columns = {{"Empty"}}, .rows = {}};
    table.rows.assign(1'048'576, {{Cell()}});
    document.sections[0].blocks.emplace_back(std::move(table));
    CHECK_THROWS_WITH(write_workbook(folder / "report.xlsx", document), Contains("report.xlsx: cannot write"));
    CHECK(is_empty(folder));
}

TEST_CASE("A workbook on a full disk is none", "[report][workbook]") {
    const ScratchFolder folder;
    const Document document = long_document();
    write_workbook(folder / "whole.xlsx", document);
    const auto size = std::filesystem::file_size(folder / "whole.xlsx");
    std::filesystem::remove(folder / "whole.xlsx");
    // Beyond the last the library's own temporary file of the long sheet does not fit: it says nothing of that.
    for (const std::uintmax_t room : {std::uintmax_t{0}, std::uintmax_t{700}, size / 2, size - 1, size, 2 * size}) {
        INFO(room << " of " << size);
        CHECK(tests::fails_on_a_full_disk(room, [&] { write_workbook(folder / "report.xlsx", document); }));
        CHECK(is_empty(folder));
    }
    CHECK_FALSE(tests::fails_on_a_full_disk(40 * size, [&] { write_workbook(folder / "report.xlsx", document); }));
    CHECK_FALSE(is_empty(folder));
}

TEST_CASE("A part that breaks off is found", "[report][workbook]") {
    const ScratchFolder folder;
    write_workbook(folder / "report.xlsx", tests::workbook_sample());
    const std::string archive = text_of(folder / "report.xlsx");
    CHECK(broken_part(archive).empty());
    CHECK(broken_part("") == "it has no end");
    CHECK(broken_part(archive.substr(0, archive.size() - 1)) == "it has no end");
    CHECK(broken_part(archive.substr(1)) == "its list of parts is broken");
    std::string changed = archive;
    changed[60] ^= 0x55;  // in the first part
    CHECK(broken_part(changed) == "[Content_Types].xml is not whole");
}

}  // namespace concord::report
