#include "scenarios/compare/process_group.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace concord::scenarios {
namespace {

struct Launcher {
    const char *rank, *size;
};
// Slurm sets SLURM_NTASKS for the batch script as well, which is one process; the step's number is set by srun only.
constexpr Launcher kLaunchers[] = {{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                                   {"PMI_RANK", "PMI_SIZE"},
                                   {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"}};

std::optional<int> number_in(const char* variable) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return std::nullopt;
    int value = 0;
    const char* end = text + std::strlen(text);
    if (std::from_chars(text, end, value).ptr != end || text == end)
        throw std::invalid_argument(
            fmt::format("environment variable {}=\"{}\": expected a whole number", variable, text));
    return value;
}

}  // namespace

ProcessGroup process_group() {
    for (const Launcher& launcher : kLaunchers) {
        const auto rank = number_in(launcher.rank), size = number_in(launcher.size);
        if (!rank || !size) continue;
        if (*size < 1 || *rank < 0 || *rank >= *size)
            throw std::invalid_argument(fmt::format("environment: {}={} of {}={} is no process of the group",
                                                    launcher.rank, *rank, launcher.size, *size));
        return {*rank, *size};
    }
    return {};
}

}  // namespace concord::scenarios
