// The numbers behind the map's colours: values of the units, class breaks that hold still while the clock runs, the
// scale.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viz/explorer/session/explorer.h"
#include "viz/figure/figure.h"

namespace concord::explorer {

struct MapValues {
    std::string title, axis;  // "Feeling safe", "Percent of adults"
    figure::NumberStyle style;
    figure::ScaleKind scale = figure::ScaleKind::kSequential;
    std::vector<double> value;  // of each unit; NaN: too few adults
    std::vector<double> breaks;
    int week = 0;
    // Of differences by district: the members' interval includes 0. Empty where there are no members to say so.
    std::vector<std::uint8_t> zero_inside;
    std::string note;     // how the colours are to be read; may be empty
    std::string warning;  // of a difference, above the map: from what on there is colour, or that it is magnified
    bool magnified = false;
    const char* unit = "";  // of differences, after their number: " points"
    bool ranks_allowed = true;
};

inline constexpr const char* kZeroInside =
    "0 is inside the range of the further runs";  // what hatching of differences means

// Levels of a branch at the week shown. Breaks come from its first week, the same for all branches that share it, so
// that two maps side by side and two weeks can be compared by colour. Empty: nothing computed yet.
std::optional<MapValues> map_values(const Explorer& explorer, int branch);
// How far apart the maps of both branches lie: "The two maps differ by 0.23 at most: no place changes colour."
std::string both_note(const MapValues& one, const MapValues& other);
// The shown branch minus the other, on a diverging scale about 0.
std::optional<MapValues> difference_values(const Explorer& explorer);

}  // namespace concord::explorer
