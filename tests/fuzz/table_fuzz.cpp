// The five files of the neighbourhood table in one input, each after a line "=== NAME"; what is accepted is written
// again.
#include <vector>

#include "scenarios/greater_manchester/table.h"
#include "tests/fuzz/fuzz.h"

namespace {

// At most so many, as the reader gets only files that a folder of that kind can hold.
constexpr std::size_t kMostFiles = 8;

std::vector<concord::scenarios::EmbeddedFile> files_in(std::string_view text) {
    constexpr std::string_view kMark = "=== ";
    std::vector<concord::scenarios::EmbeddedFile> files;
    while (text.starts_with(kMark) && files.size() < kMostFiles) {
        const std::size_t line_end = text.find('\n');
        if (line_end == std::string_view::npos) break;
        const std::string_view name = text.substr(kMark.size(), line_end - kMark.size());
        text.remove_prefix(line_end + 1);
        const std::size_t next = text.find("\n=== ");
        const std::size_t length = next == std::string_view::npos ? text.size() : next + 1;
        files.push_back({name, text.substr(0, length)});
        text.remove_prefix(length);
    }
    return files;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace concord;
    const auto files = files_in(fuzz::text_of(data, size));
    fuzz::accepted([&] {
        const sim::Geography geography = scenarios::parse_table(files, "fuzzed");
        for (const char* name : {"districts.csv", "wards.csv", "areas.csv", "neighbourhoods.csv", "commuting.csv"})
            if (scenarios::table_text(geography, name).empty()) __builtin_trap();
    });
    return 0;
}
