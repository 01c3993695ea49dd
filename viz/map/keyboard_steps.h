// Moving over the map with the arrow keys: from a selected unit to the one that lies most nearly in that direction.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "viz/map/cells.h"
#include "viz/map/interior_point.h"

namespace concord::map {

enum class Direction : std::size_t { kEast = 0, kNorth, kWest, kSouth };

class KeyboardSteps {
  public:
    // `centres` are the level's interior_points; a unit without land takes no part.
    KeyboardSteps(const LevelMap& level, const std::vector<InteriorPoint>& centres);

    // The unit to select; `unit` itself where nothing lies that way. From any unit every other unit with land can be
    // reached. A neighbour is preferred; across open country it is the nearest unit that way.
    int step(int unit, Direction direction) const {
        return steps_[static_cast<std::size_t>(unit)][static_cast<std::size_t>(direction)];
    }

  private:
    std::vector<std::array<int, 4>> steps_;
};

}  // namespace concord::map
