#include "scenarios/files/input_error.h"
#include "scenarios/greater_manchester/table.h"
#include "scenarios/greater_manchester/table_compiler.h"
#include "scenarios/greater_manchester/table_format.h"

namespace concord::scenarios {

sim::Geography load_geography(const std::optional<std::filesystem::path>& folder) {
    if (!folder) return built_in_greater_manchester();
    std::error_code unreadable;  // told below as not being a source
    if (std::filesystem::exists(*folder / kNeighbourhoodsFile, unreadable)) return read_table(*folder);
    if (std::filesystem::exists(*folder / kLookupFile, unreadable)) return compile_geography(*folder);
    throw InputError(folder->string(), 0, 0,
                     std::string("is no source of neighbourhoods: a folder with ")
                         .append(kNeighbourhoodsFile)
                         .append(" (a table) or with ")
                         .append(kLookupFile)
                         .append(" (official files) is expected"));
}

}  // namespace concord::scenarios
