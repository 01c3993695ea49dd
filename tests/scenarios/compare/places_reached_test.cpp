// The places that levers reach, as one: who lives there, and what is said of them.
#include "scenarios/compare/places_reached.h"

#include <array>
#include <catch2/catch.hpp>

namespace concord::scenarios {
namespace {

sim::Geography three_places() {
    sim::Geography geography;
    for (const std::array<int, 2> people : {std::array{100, 300}, std::array{500, 100}, std::array{0, 900}}) {
        sim::Neighbourhood n;
        n.age = {people[0], people[1] / 2, people[1] / 2};  // below 16, and above
        n.residents = people[0] + people[1];
        geography.neighbourhoods.push_back(n);
    }
    return geography;
}

}  // namespace

TEST_CASE("Places reached: who lives there, and whether they are all", "[comparison]") {
    const PlacesReached two(three_places(), {0, 1});
    CHECK(two.residents == 1000);
    CHECK(two.adults == 400);
    CHECK_FALSE(two.everywhere);
    CHECK(PlacesReached(three_places(), {0, 1, 2}).everywhere);
    const PlacesReached none(three_places(), {});
    CHECK(none.residents == 0);
    CHECK_FALSE(none.everywhere);
    CHECK_FALSE(PlacesReached(sim::Geography{}, {}).everywhere);
}

}  // namespace concord::scenarios
