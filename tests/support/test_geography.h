// A small made-up Geography for tests: districts 10 km apart, areas 2 km, neighbourhoods 0.6 km, with margins like the
// census's (age, ethnic group and household sizes each off by a few persons, as ONS perturbs its tables). The last
// neighbourhood of every area is a student one with halls of residence; every area has one secondary school, the first
// area of a district a college and the first area of all a university.
#pragma once

#include "sim/world/geography.h"

namespace concord::sim {

Geography small_geography(int districts = 2, int areas_per_district = 2, int neighbourhoods_per_area = 3);

}  // namespace concord::sim
