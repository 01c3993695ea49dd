#include "sim/processes/rare.h"

#include <fmt/format.h>

#include <stdexcept>

namespace concord::sim {

void refuse_rate(const Context& context, Rare kind, int n, double rate, double ceiling) {
    throw std::runtime_error(fmt::format(
        "the weekly rate of {} in {}, {:g}, is above the most that is allowed for, {:g}: check the levers' intensities",
        kRareNames[rare_number(kind)], context.world->geography.neighbourhoods[n].name, rate, ceiling));
}

}  // namespace concord::sim
