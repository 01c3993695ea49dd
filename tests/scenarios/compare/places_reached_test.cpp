// The places reached as one: means over the reached neighbourhoods alone, by how many adults live there.
#include "scenarios/compare/places_reached.h"

#include <catch2/catch.hpp>
#include <cmath>

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

// One year; in the row of outcome k, neighbourhood n stands at 10 k + `values[n]` at its end, and at 0 at its start.
Shard ending_at(const std::array<double, 3>& values) {
    Shard shard;
    std::vector<double>& rows = shard.series[static_cast<std::size_t>(sim::SeriesId::kNeighbourhoodOutcomes)];
    rows.assign(sim::kPlaceOutcomes.size() * 3, 0);
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k)
        for (const double value : values) rows.push_back(10 * static_cast<double>(k) + value);
    return shard;
}

}  // namespace

TEST_CASE("Places reached are weighed by adults, each outcome apart", "[comparison]") {
    const PlacesReached reached(three_places(), {0, 1}, 1);
    CHECK(reached.residents() == 1000);
    CHECK(reached.adults() == 400);
    const std::vector<double> means = reached.means_at_the_end(ending_at({60, 40, 7}));
    REQUIRE(means.size() == sim::kPlaceOutcomes.size());
    for (std::size_t k = 0; k < means.size(); ++k)  // (300 x 60 + 100 x 40) / 400
        CHECK(means[k] == Approx(55 + 10 * static_cast<double>(k)));
}

TEST_CASE("A place that a run does not show is left out of the mean", "[comparison]") {
    const double none = std::nan("");
    const PlacesReached reached(three_places(), {0, 1}, 1);
    CHECK(reached.means_at_the_end(ending_at({none, 40, 7})).front() == Approx(40));
    CHECK(std::isnan(reached.means_at_the_end(ending_at({none, none, 7})).front()));
    CHECK(std::isnan(PlacesReached(three_places(), {}, 1).means_at_the_end(ending_at({60, 40, 7})).front()));
}

}  // namespace concord::scenarios
