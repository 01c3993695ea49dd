// The numbers behind the map's colours: values of the units, class breaks that hold still while the clock runs, the
// scale.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viz/explorer/figures/results.h"
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
    // Of differences by district: what may be said of each, once all further runs are there; otherwise empty. Hatched
    // are those that are neither gain nor harm.
    std::vector<Finding> findings;
    std::vector<std::uint8_t> hatched;
    std::string note;     // how the colours are to be read; may be empty
    std::string warning;  // of a difference, above the map: from what on there is colour, or that it is magnified
    bool magnified = false;
    const char* unit = "";  // of differences, after their number: " points"
    bool ranks_allowed = true;
};

// What hatching of differences means.
inline constexpr const char* kNeitherGainNorHarm = "no gain or harm: could be either way, or too little to matter";

// Levels of a branch at the week shown. Breaks come from its first week, the same for all branches that share it, so
// that two maps side by side and two weeks can be compared by colour. Empty: nothing computed yet.
std::optional<MapValues> map_values(const Explorer& explorer, int branch);
// How far apart the maps of both branches lie: "The two maps differ by 0.23 at most: no place changes colour."
std::string both_note(const MapValues& one, const MapValues& other);
// The shown branch minus the other, on a diverging scale about 0. Hate incidents once there is a range only.
std::optional<MapValues> difference_values(const Explorer& explorer);
// Why there is none, or that it is not modelled: a sentence without its full stop.
std::string why_no_difference(const Explorer& explorer);

}  // namespace concord::explorer
