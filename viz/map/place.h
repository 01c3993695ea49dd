// A place that a user can pick: all of Greater Manchester, or a unit of one of the map's levels.
#pragma once

#include <string>
#include <vector>

#include "viz/map/cells.h"

namespace concord::explorer {

struct Place {
    bool whole = true;  // all of Greater Manchester; level and unit then mean nothing
    map::Level level = map::Level::kDistrict;
    int unit = 0;
    bool operator==(const Place&) const = default;
    bool below_district() const { return !whole && level != map::Level::kDistrict; }
};

inline Place greater_manchester() { return {}; }
inline Place place_of(map::Level level, int unit) { return {false, level, unit}; }

// "Greater Manchester"; "Wigan"; "Moss Side, Manchester"; "Bolton 005A, Bolton".
std::string name_of(const sim::Geography& geography, const Place& place);
// What identifies it in a script: "gm", or the code of the unit.
std::string code_of(const sim::Geography& geography, const Place& place);
// Ascending.
std::vector<int> neighbourhoods_of(const sim::Geography& geography, const Place& place);
// The district it lies in; -1 for all of Greater Manchester.
int district_of(const sim::Geography& geography, const Place& place);
// Level in words, singular: "neighbourhood", "area", "ward", "district".
const char* level_name(map::Level level);
const char* level_plural(map::Level level);

}  // namespace concord::explorer
