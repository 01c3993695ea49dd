#include "scenarios/files/free_path.h"

#include <fmt/format.h>

#include "scenarios/files/paths.h"

namespace concord::scenarios {

std::filesystem::path free_path(const std::filesystem::path& folder, const std::string& stem,
                                const std::string& ending) {
    std::filesystem::path path = folder / (stem + ending);
    for (int k = 2; is_taken(path); ++k) path = folder / fmt::format("{}-{}{}", stem, k, ending);
    return path;
}

}  // namespace concord::scenarios
