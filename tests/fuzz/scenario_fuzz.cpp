// A scenario file, on the built-in place (what it may extend is there as well); what is accepted can also be described.
#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace concord;
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    const auto text = fuzz::text_of(data, size);
    fuzz::accepted([&] {
        const sim::Scenario scenario = scenarios::read_scenario_text("fuzzed.toml", text, geography);
        if (scenarios::describe(scenario, geography).empty()) __builtin_trap();
    });
    return 0;
}
