// What a future does to whom it reaches, before what is left of it in Greater Manchester (model.md section 6): those
// who took part, and the places reached, in the main run.
#pragma once

#include <string>
#include <vector>

#include "viz/explorer/session/explorer.h"

namespace concord::explorer {

// A sentence each, of the shown branch against the other; none while nothing is there or the two pull the same levers.
// A single pair of runs has no range, so that no verdict is given: only what differs by as much as matters is told.
std::vector<std::string> reached_words(const Explorer& explorer);

}  // namespace concord::explorer
