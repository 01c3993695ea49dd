// Areas, wards and districts out of the outlines of their neighbourhoods.
#pragma once

#include <cstddef>
#include <vector>

#include "viz/map/polygon.h"

namespace concord::map {

// The shapes united by parent (one index in [0, parents) for each shape): sides that two shapes of one parent walk in
// opposite ways vanish. The shapes must not overlap, and must share the corners along common borders, as the ONS's full
// and 20 m generalised outlines do; where they do not, thin gaps stay. Gaps and parts below 1 m2 are left out.
std::vector<std::vector<Polygon>> merged_shapes(const std::vector<std::vector<Polygon>>& shapes,
                                                const std::vector<int>& parent_of, std::size_t parents);

}  // namespace concord::map
