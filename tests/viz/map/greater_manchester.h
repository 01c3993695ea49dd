// The built-in Greater Manchester and its map, made once for all tests of this folder.
#pragma once

#include "scenarios/greater_manchester/table.h"
#include "viz/map/cells.h"

struct BuiltIn {
    concord::sim::Geography geography = concord::scenarios::built_in_greater_manchester();
    concord::map::CellMap map = concord::map::build_cell_map(geography);
};

inline const BuiltIn& built_in() {
    static const BuiltIn place;
    return place;
}
