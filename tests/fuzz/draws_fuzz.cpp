// Parameter draws from a file of another program: what is accepted lies within the allowed ranges.
#include "scenarios/compare/draws_file.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace concord;
    static const fuzz::ScratchFile file("draws");
    file.fill(fuzz::text_of(data, size));
    fuzz::accepted([&] {
        for (const sim::Parameters& row : scenarios::read_draws(file.path()).rows)
            for (const sim::ParameterInfo& info : sim::parameter_table())
                if (!(get(row, info) >= info.low && get(row, info) <= info.high)) __builtin_trap();
    });
    return 0;
}
