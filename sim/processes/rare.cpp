#include "sim/processes/rare.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace concord::sim {

void refuse_rate(const Context& context, Rare kind, int n, double rate, double ceiling) {
    constexpr std::array<std::string_view, 4> kNames = {"stops", "service contacts", "patrol contacts",
                                                        "hate incidents"};
    throw std::runtime_error(fmt::format(
        "the weekly rate of {} in {}, {:g}, is above the most that is allowed for, {:g}: check the levers' intensities",
        kNames[static_cast<std::size_t>(kind)],
        context.world->geography.neighbourhoods[static_cast<std::size_t>(n)].name, rate, ceiling));
}

}  // namespace concord::sim
