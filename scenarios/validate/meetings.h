// Whom residents meet in a week, counted in the built population: for the closed form, which hears of an event as often
// as people talk, and lets openness feed on talks across backgrounds (model.md 4.2, 4.3).
#pragma once

#include <vector>

#include "sim/parameters/parameters.h"
#include "sim/world/world.h"

namespace concord::validate {

// Talks a week of one resident aged 10 or over.
struct Meetings {
    double face_to_face = 0;
    double across = 0, across_friends = 0;  // of those, with another background: friends apart from all others
};

// Of every talker, [T]. Friends are taken as their rule makes them (3.3), not as they were drawn.
std::vector<Meetings> meetings(const sim::World& world, const sim::Parameters& parameters);

}  // namespace concord::validate
