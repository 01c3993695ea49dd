// The five files of the neighbourhood table in one input, each after a line "=== NAME"; what is accepted is written
// again.
#include <vector>

#include "scenarios/greater_manchester/table.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace concord;
    std::vector<scenarios::EmbeddedFile> files;
    for (const auto& [name, text] : fuzz::files_in(fuzz::text_of(data, size))) files.push_back({name, text});
    fuzz::accepted([&] {
        const sim::Geography geography = scenarios::parse_table(files, "fuzzed");
        for (const char* name : {"districts.csv", "wards.csv", "areas.csv", "neighbourhoods.csv", "commuting.csv"})
            if (scenarios::table_text(geography, name).empty()) __builtin_trap();
    });
    return 0;
}
