// Distance to the neighbours one may talk to: the table of large neighbourhoods against the sum over everybody.
#include "sim/processes/neighbour_distance.h"

#include <catch2/catch.hpp>

#include "sim/ground/random.h"

using namespace concord::sim;

namespace {

struct Place {
    std::vector<ResidentState> states;
    std::vector<std::uint8_t> groups;
};

Place drawn(std::uint32_t residents) {
    Place place;
    WordSource words(Stream(3, Process::kInitialState), 0, 0);
    for (std::uint32_t i = 0; i < residents; ++i) {
        const auto group = below(words(), kEthnicGroups - 1);  // nobody of the last
        Vector x;
        for (int s = 0; s < kStates; ++s) x[s] = unit_float(words()) * (0.4f + 0.1f * static_cast<float>(group));
        ResidentState state;
        store(state, x);
        place.states.push_back(state);
        place.groups.push_back(static_cast<std::uint8_t>(group));
    }
    return place;
}

NeighbourChances drawn_chances() {
    NeighbourChances chances{};
    for (std::size_t own = 0; own < kEthnicGroups; ++own)
        for (std::size_t g = 0; g < kEthnicGroups; ++g)
            chances[own][g] =
                0.0005f + 0.0002f * static_cast<float>(own) + 0.0003f * static_cast<float>(g * (own + 1) % 4);
    return chances;
}

double summed(const Place& place, const NeighbourChances& chances, std::size_t own, const Vector& x) {
    double sum = 0;
    for (std::size_t j = 0; j < place.states.size(); ++j)
        sum += static_cast<double>(chances[own][place.groups[j]]) *
               static_cast<double>((load(place.states[j]) - x).abs().sum()) / kStates;
    return sum;
}

}  // namespace

TEST_CASE("Neighbours' distances: tabled or summed, they are the sum over everybody", "[balance]") {
    const auto chances = drawn_chances();
    for (const std::uint32_t residents : {1u, 2u, 128u, 129u, 1500u}) {
        const Place place = drawn(residents);
        const NeighbourDistances distances(place.states, place.groups, chances);
        // Exact up to 128; beyond, the table's lines stand a little above the curve, and never below it.
        const double largest = residents <= NeighbourDistances::kExact ? 0 : 0.0005;
        for (std::size_t i = 0; i < place.states.size(); i += 7)
            for (std::size_t own = 0; own < kEthnicGroups; ++own) {
                const Vector x = load(place.states[i]);
                const double difference = static_cast<double>(distances.mean(own, x)) - summed(place, chances, own, x);
                CHECK(difference > -1e-5);
                CHECK(difference < largest + 1e-5);
            }
    }
}

TEST_CASE("Neighbours' distances: at both ends of the range and between two levels", "[balance]") {
    Place place;
    for (int i = 0; i < 200; ++i) {
        ResidentState state;
        store(state, Vector::Constant(i < 100 ? 0.0f : 1.0f));
        place.states.push_back(state);
        place.groups.push_back(i < 100 ? 0 : 1);
    }
    NeighbourChances chances{};
    chances[0] = {0.0f, 0.01f, 0.0f, 0.0f, 0.0f};  // those at 0 talk to those at 1 alone
    chances[1] = {0.005f, 0.005f, 0.0f, 0.0f, 0.0f};
    const NeighbourDistances distances(place.states, place.groups, chances);
    for (const float level : {0.0f, 0.3f, 0.7101f, 1.0f}) {
        CHECK(distances.mean(0, Vector::Constant(level)) == Approx(1 - level).margin(1e-5));
        CHECK(distances.mean(1, Vector::Constant(level)) == Approx(0.5).margin(1e-5));
        CHECK(distances.mean(2, Vector::Constant(level)) == 0);
    }
}
