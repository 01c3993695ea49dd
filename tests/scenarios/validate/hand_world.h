// Worlds of a handful of residents written down one by one, for arithmetic done by hand: who lives with whom, of which
// age and background, and nobody drawn at random.
#pragma once

#include <vector>

#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"
#include "sim/world/world.h"

namespace concord::tests {

struct Person {
    sim::AgeBand age = sim::kAge35To49;
    sim::EthnicGroup group = sim::kWhite;
};
using Household = std::vector<Person>;
using Place = std::vector<Household>;  // households of one neighbourhood

// One district and area for each place; of each the table has 1,000 residents for every person. Nobody has a venue.
sim::World hand_world(const std::vector<Place>& places);
// Sends some residents to one venue together.
void send_to_venue(sim::World& world, const std::vector<std::uint32_t>& members);

// Alike everywhere and for everybody, with every effect and every way of passing one on turned off.
sim::Parameters still_parameters();

}  // namespace concord::tests
