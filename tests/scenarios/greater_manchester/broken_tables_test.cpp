// Every way to break a table of neighbourhoods is refused with file, line, column and what is allowed; nothing that
// comes in a file makes the reader fail in another way.
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "scenarios/files/csv_file.h"
#include "scenarios/files/input_error.h"
#include "scenarios/greater_manchester/table.h"
#include "scenarios/greater_manchester/table_compiler.h"
#include "scenarios/greater_manchester/table_format.h"
#include "tests/support/scratch_folder.h"

namespace fs = std::filesystem;
using namespace concord::scenarios;

namespace {

// The built-in table, to be broken. Lines count from 1, as in messages.
class Table {
  public:
    std::string& operator[](std::string_view name) { return texts_[index(name)]; }

    std::string line(std::string_view name, int number) {
        const auto [start, length] = place(name, number);
        return (*this)[name].substr(start, length);
    }
    void set_line(std::string_view name, int number, const std::string& text) {
        const auto [start, length] = place(name, number);
        (*this)[name].replace(start, length, text);
    }
    // Sets the cell of a named column in a line without quoted cells; returns the character it starts at.
    int set_cell(std::string_view name, int number, std::string_view column, const std::string& value,
                 int header_line) {
        const auto header = split(line(name, header_line));
        auto cells = split(line(name, number));
        std::string joined;
        int position = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) joined += ',';
            if (header[i] == column) {
                position = static_cast<int>(joined.size()) + 1;
                cells[i] = value;
            }
            joined += cells[i];
        }
        set_line(name, number, joined);
        return position;
    }

    std::string error() {
        std::vector<EmbeddedFile> files;
        for (std::size_t i = 0; i < texts_.size(); ++i)
            if (!texts_[i].empty() || keep_empty) files.push_back({kTableFileNames[i], texts_[i]});
        try {
            parse_table(files, "here/");
        } catch (const InputError& problem) {
            return problem.what();
        }
        return "no error";
    }

    bool keep_empty = false;

  private:
    static std::size_t index(std::string_view name) {
        return static_cast<std::size_t>(std::find(kTableFileNames.begin(), kTableFileNames.end(), name) -
                                        kTableFileNames.begin());
    }
    std::pair<std::size_t, std::size_t> place(std::string_view name, int number) {
        const std::string& text = (*this)[name];
        std::size_t start = 0;
        for (int line = 1; line < number; ++line) start = text.find('\n', start) + 1;
        return {start, text.find('\n', start) - start};
    }
    static std::vector<std::string> split(const std::string& line) {
        std::vector<std::string> cells(1);
        for (char letter : line) {
            if (letter == ',')
                cells.emplace_back();
            else
                cells.back() += letter;
        }
        return cells;
    }
    static std::array<std::string, 5> built_in() {
        std::array<std::string, 5> texts;
        for (const EmbeddedFile& file : embedded_table_files()) texts[index(file.name)] = file.text;
        return texts;
    }

    std::array<std::string, 5> texts_ = built_in();
};

constexpr std::string_view kPlaces = kNeighbourhoodsFile;
constexpr int kHeader = 5, kFirst = 6;  // lines of neighbourhoods.csv

std::string at(std::string_view file, int line, int column, const std::string& problem) {
    return "here/" + std::string(file) + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + problem;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("An unbroken table has no error", "[table]") { CHECK(Table().error() == "no error"); }

TEST_CASE("A cell that is no figure of its kind is refused at its place", "[table]") {
    struct Case {
        std::string column, value, problem;
    };
    const auto broken = GENERATE(values<Case>({
        {"employed", "abc", "column 'employed' (30 of 47): 'abc' is not a whole number"},
        {"employed", "12.5", "column 'employed' (30 of 47): '12.5' is not a whole number"},
        {"employed", "", "column 'employed' (30 of 47): '' is not a whole number"},
        {"employed", "-3", "column 'employed' (30 of 47): '-3' is negative; a count of 0 or more is expected"},
        {"employed", "99999999999",
         "column 'employed' (30 of 47): '99999999999' is too large; at most 100000000 is allowed"},
        {"churn", "1.2", "column 'churn' (36 of 47): '1.2' is outside [0, 1]; a share is expected"},
        {"churn", "nan", "column 'churn' (36 of 47): 'nan' is not a number"},
        {"crime_score", "1e999", "column 'crime_score' (38 of 47): '1e999' is not a number"},
        {"area_km2", "-0.1", "column 'area_km2' (7 of 47): '-0.1' is negative; 0 or more is expected"},
        {"area", "E02999999", "column 'area' (3 of 47): 'E02999999' is unknown: it is not in areas.csv"},
        {"ward", "E05999999", "column 'ward' (4 of 47): 'E05999999' is unknown: it is not in wards.csv"},
        {"name", "", "column 'name' (2 of 47): '' is empty; text is expected"},
        {"residents", "9000", "column 'residents' (8 of 47): '9000' disagrees with its age bands, which sum to "},
        {"households", "0", "column 'households' (10 of 47): '0' disagrees with its households by size, which sum to "},
    }));
    Table table;
    const int line = GENERATE(6, 900);
    const int column = table.set_cell(kPlaces, line, broken.column, broken.value, kHeader);
    const std::string expected = at(kPlaces, line, column, broken.problem);
    CHECK(table.error().substr(0, expected.size()) == expected);
}

TEST_CASE("A ward of another district is refused", "[table]") {
    Table table;
    const int column = table.set_cell(kPlaces, kFirst, "ward", "E05015013", kHeader);
    CHECK(table.error() ==
          at(kPlaces, kFirst, column, "column 'ward' (4 of 47): 'E05015013' lies in another district than the area"));
}

TEST_CASE("Columns missing, unknown, twice or moved are refused by name", "[table]") {
    Table table;
    const std::string header = table.line(kPlaces, kHeader);
    table.set_line(kPlaces, kHeader, replaced(header, "churn", "churm"));
    CHECK(table.error() == "here/neighbourhoods.csv:5: column 'churn' is missing; the nearest here is 'churm'");
    table.set_line(kPlaces, kHeader, replaced(header, "unemployed", "employed"));
    CHECK(table.error() ==
          at(kPlaces, kHeader, static_cast<int>(header.find("unemployed")) + 1, "column 'employed' appears twice"));
    table.set_line(kPlaces, kHeader, replaced(header, "employed,unemployed", "unemployed,employed"));
    CHECK(table.error() == at(kPlaces, kHeader, static_cast<int>(header.find(",employed")) + 2,
                              "column 'unemployed' is out of order; 'employed' is expected here"));
}

TEST_CASE("A column beyond the format is refused: religion, language and country of birth cannot slip in", "[table]") {
    Table table;
    for (int line = 3; line <= 13; ++line)
        table.set_line(kDistrictsFile, line, table.line(kDistrictsFile, line) + (line == 3 ? ",religion" : ",0"));
    CHECK(table.error() ==
          at(kDistrictsFile, 3, 49,
             "column 'religion' is unknown; allowed: the 4 columns of the format, nearest 'district'"));
}

TEST_CASE("A row with too many or too few cells is refused", "[table]") {
    Table table;
    const std::string row = table.line(kPlaces, 700);
    table.set_line(kPlaces, 700, row + ",7");
    CHECK(table.error() ==
          at(kPlaces, 700, static_cast<int>(row.size()) + 2, "48 cells in this row; the header has 47 columns"));
    table.set_line(kPlaces, 700, row.substr(0, row.rfind(',')));
    CHECK(table.error().find("46 cells in this row; the header has 47 columns") != std::string::npos);
    table.set_line(kPlaces, 700, "");
    CHECK(table.error() == at(kPlaces, 700, 1, "1 cells in this row; the header has 47 columns"));
}

TEST_CASE("Codes twice and rows out of order are refused", "[table]") {
    Table table;
    const std::string first = table.line(kPlaces, kFirst), second = table.line(kPlaces, kFirst + 1);
    const std::string code = first.substr(0, first.find(','));
    table.set_line(kPlaces, kFirst + 1, first);
    CHECK(table.error() ==
          at(kPlaces, kFirst + 1, 1, "column 'neighbourhood' (1 of 47): '" + code + "' appears twice"));
    table.set_line(kPlaces, kFirst, second);
    CHECK(table.error() ==
          at(kPlaces, kFirst + 1, 1,
             "column 'neighbourhood' (1 of 47): '" + code + "' is out of order: it must come before '" +
                 second.substr(0, second.find(',')) + "'"));
}

TEST_CASE("Totals that disagree with the header lines are refused", "[table]") {
    Table table;
    table.set_line(kPlaces, 3, "# total residents 2867793");
    CHECK(table.error() == "here/neighbourhoods.csv:3: 2867793 residents are declared, the rows sum to 2867794");
    table.set_line(kPlaces, 3, "# total residents many");
    CHECK(table.error() == "here/neighbourhoods.csv:3: 'many' after '# total residents ' is not a whole number");
}

TEST_CASE("A file of another kind or format is refused", "[table]") {
    Table table;
    table.set_line(kAreasFile, 1, "# concord table 2 areas");
    CHECK(table.error() == "here/areas.csv:1: '# concord table 1 ...' is expected on this line");
    table.set_line(kAreasFile, 1, "# concord table 1 wards");
    CHECK(table.error() == "here/areas.csv:1: this is a table of wards; areas are expected");
}

TEST_CASE("A file cut short is refused wherever it is cut", "[table]") {
    Table whole;
    Table table = whole;
    table.set_line(kPlaces, 1707, "");
    table[kPlaces].pop_back();
    CHECK(table.error() ==
          "here/neighbourhoods.csv:2: 1702 rows are declared, 1701 are here: the file is cut short or was added to");
    for (std::string_view name : kTableFileNames)
        for (std::size_t k = 0; k < 25; ++k) {
            table = whole;
            table.keep_empty = true;
            table[name].resize(whole[name].size() * k / 25);
            INFO(name << " cut to " << table[name].size() << " bytes");
            CHECK(table.error() != "no error");
        }
    table = whole;
    table[kPlaces].pop_back();
    const int end = static_cast<int>(whole.line(kPlaces, 1707).size()) + 1;
    CHECK(table.error() == at(kPlaces, 1707, end, "the last line has no line end: the file is cut short"));
}

TEST_CASE("Bytes that are not text are refused", "[table]") {
    Table table;
    const std::string row = table.line(kPlaces, 100);
    table.set_line(kPlaces, 100, std::string(row).replace(20, 1, 1, '\0'));
    CHECK(table.error() == at(kPlaces, 100, 21, "NUL byte: this is not a text file"));
    table.set_line(kPlaces, 100, std::string(row).replace(20, 1, "\xE9"));
    CHECK(table.error() == at(kPlaces, 100, 21, "byte 0xE9 is not UTF-8: save the file as UTF-8"));
}

TEST_CASE("Quotes left open are refused where they open", "[table]") {
    Table table;
    const int column = table.set_cell(kPlaces, 50, "name", "\"Bolton 0", kHeader);
    CHECK(table.error() == at(kPlaces, 50, column, "a quoted cell runs over the end of the line"));
    table.set_cell(kPlaces, 50, "name", "Bol\"ton", kHeader);
    CHECK(table.error() ==
          at(kPlaces, 50, column, "cell 'Bol\"ton' has a quote inside: quote the whole cell and double the quote"));
}

TEST_CASE("A missing or empty file is refused", "[table]") {
    Table table;
    table[kWardsFile].clear();
    CHECK(table.error() == "here/wards.csv: is missing from the table");
    table.keep_empty = true;
    CHECK(table.error() == "here/wards.csv:1: the file ends before its header line");
}

TEST_CASE("Line ends of other systems and byte-order marks are accepted", "[table]") {
    Table table;
    std::string text;
    for (char letter : table[kDistrictsFile]) {
        if (letter == '\n') text += '\r';
        text += letter;
    }
    table[kDistrictsFile] = "\xEF\xBB\xBF" + text;
    CHECK(table.error() == "no error");
}

TEST_CASE("Whatever byte is changed, the reader accepts the table or throws InputError", "[table]") {
    const Table whole;
    std::uint32_t draw = 12345;
    const auto next = [&draw] { return (draw = draw * 1664525u + 1013904223u) >> 8; };
    for (int trial = 0; trial < 150; ++trial) {
        Table table = whole;
        std::string& text = table[kTableFileNames[next() % kTableFileNames.size()]];
        text[next() % text.size()] = "\"\n,#\r-9xE.\0\xC3"[next() % 12];
        CHECK_NOTHROW(table.error());
    }
}

TEST_CASE("A folder that is no source of neighbourhoods says what is expected", "[table]") {
    CHECK_THROWS_WITH(load_geography("/no/such/folder"),
                      Catch::Contains("/no/such/folder: is no source of neighbourhoods") &&
                          Catch::Contains("neighbourhoods.csv") &&
                          Catch::Contains("lookup_lsoa21_msoa21_ward_lad.csv"));
    CHECK_THROWS_WITH(read_table("/no/such/folder"),
                      "/no/such/folder/districts.csv: cannot be opened for reading: No such file or directory");
}

TEST_CASE("Official files that are broken are refused with file, line and column", "[table]") {
    const concord::tests::ScratchFolder folder;
    const std::string path = (folder.path / kLookupFile).string();
    const std::string header =
        "lsoa21_code,lsoa21_name,msoa21_code,msoa21_hcl_name,ward24_code,ward24_name,lad_code,lad_name\n";
    const std::string row = "E01000001,A 001A,E02000001,Abbey,E05000001,Abbey Ward,E08000001,Aton\n";
    const auto error_of = [&](const std::string& text) {
        std::ofstream(path, std::ios::binary) << text;
        try {
            load_geography(folder.path);
        } catch (const InputError& problem) {
            return std::string(problem.what());
        }
        return std::string("no error");
    };
    CHECK(error_of(replaced(header, "lad_code", "lad22_code") + row) ==
          path + ":1: column 'lad_code' is missing; the nearest here is 'lad22_code'");
    CHECK(error_of(header + row + row) == path + ":3:1: column 'lsoa21_code' (1 of 8): 'E01000001' appears twice");
    CHECK(error_of(header + row + replaced(replaced(row, "E01000001", "E01000002"), "E08000001", "E08000002")) ==
          path + ":3:18: column 'msoa21_code' (3 of 8): 'E02000001' lies in E08000002 here and in E08000001 before");
    CHECK(error_of(header + row) ==
          (folder / "lsoa21_population.csv").string() + ": cannot be opened for reading: No such file or directory");
}
