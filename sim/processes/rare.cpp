#include "sim/processes/rare.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace concord::sim {

void refuse_rate(const Context& context, EventKind kind, int n, double rate, double ceiling) {
    std::string name(kEventNames[kind]);
    std::replace(name.begin(), name.end(), '_', ' ');
    throw std::runtime_error(fmt::format(
        "the weekly rate of {} in {}, {:g}, is above the most that is allowed for, {:g}: check the levers' intensities",
        name, context.world->geography.neighbourhoods[n].name, rate, ceiling));
}

}  // namespace concord::sim
