// Schools, colleges, universities and workplaces (model.md section 3.2).
#include "sim/world/venues.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/greater_manchester/table.h"
#include "sim/world/population_summary.h"
#include "tests/support/test_geography.h"

namespace {

using namespace concord;
using namespace concord::sim;

TEST_CASE("Members of a venue are those who name it, by ethnic group and then number", "[venues]") {
    const World world = build_world(small_geography(), {1, 4, {}});
    std::size_t named = 0;
    for (const std::uint32_t v : world.venue) named += v != kNone;
    CHECK(named == world.venue_member.size());
    bool right = true;
    for (std::size_t v = 0; v < world.venue_kind.size(); ++v) {
        const std::uint32_t begin = world.venue_begin[v];
        right &= world.venue_group_begin[v][kEthnicGroups] == world.venue_begin[v + 1] - begin;
        for (std::size_t g = 0; g < kEthnicGroups; ++g)
            for (std::uint32_t k = world.venue_group_begin[v][g]; k < world.venue_group_begin[v][g + 1]; ++k) {
                const std::uint32_t member = world.venue_member[begin + k];
                right &= world.venue[member] == v && world.ethnic_group[member] == g;
                right &= k == world.venue_group_begin[v][g] || world.venue_member[begin + k - 1] < member;
            }
    }
    CHECK(right);
}

TEST_CASE("Venues take the activities they are for; all pupils and students have one", "[venues]") {
    const World world = build_world(small_geography(), {1, 4, {}});
    bool right = true;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        const std::uint32_t v = world.venue[i];
        const int activity = world.activity[i];
        if (activity == kSchool || activity == kCollege) right &= v != kNone;
        if (v == kNone) continue;
        switch (world.venue_kind[v]) {
            case VenueKind::kSchool: right &= activity == kSchool; break;
            case VenueKind::kCollege: right &= activity == kCollege && world.fine_age[i] <= 5; break;
            case VenueKind::kUniversity: right &= activity == kCollege && world.fine_age[i] >= 5; break;
            case VenueKind::kWorkplace: right &= activity == kEmployed; break;
        }
    }
    CHECK(right);
}

TEST_CASE("A workplace has as many agents at 1:5 as at 1:1; a school a fifth", "[venues]") {
    for (const int scale : {1, 5}) {
        const World world = build_world(small_geography(2, 4, 3), {scale, 4, {}});
        const auto rows = summarise_venues(world);
        const auto value = [&](const char* quantity) {
            return std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.quantity == quantity; })
                ->simulated;
        };
        CHECK(value("workplaces: mean members") == Approx(20).margin(2));
        CHECK(value("secondary schools") == 8);
        const auto pupils = std::count(world.activity.begin(), world.activity.end(), kSchool);
        CHECK(value("secondary schools: mean members") * 8 == Approx(static_cast<double>(pupils)));
    }
}

TEST_CASE("Working at home follows its mean, and varies with the tables", "[venues]") {
    const Geography geography = small_geography();
    const std::vector<double> shares = work_at_home_shares(geography, {});
    double at_home = 0, employed = 0;
    for (std::size_t n = 0; n < shares.size(); ++n) {
        at_home += shares[n] * geography.neighbourhoods[n].in_work;
        employed += geography.neighbourhoods[n].in_work;
    }
    CHECK(at_home / employed == Approx(0.20));
    CHECK(shares[5] > shares[0]);
}

TEST_CASE("Commuters of Greater Manchester follow the gravity model", "[venues][gm]") {
    const World world = build_world(scenarios::built_in_greater_manchester(), {10, 2, {}});
    for (const SummaryRow& r : summarise_commuting(world)) {
        if (r.unit == "km") CHECK(r.simulated == Approx(r.expected).epsilon(0.02));
        if (r.quantity == "in the right pair of districts, against the gravity model") CHECK(r.simulated > 0.98);
        if (r.quantity == "to a workplace in Greater Manchester")
            CHECK(r.simulated == Approx(r.expected).epsilon(0.01));
    }
}

TEST_CASE("Most pupils go to a school within a few kilometres", "[venues][gm]") {
    const World world = build_world(scenarios::built_in_greater_manchester(), {10, 2, {}});
    const auto& places = world.geography.neighbourhoods;
    double pupils = 0, near = 0;
    for (std::size_t n = 0; n < places.size(); ++n)
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            if (world.activity[i] != kSchool) continue;
            ++pupils;
            if (world.venue[i] == kNone) continue;
            const std::size_t school_area = world.venue_area[world.venue[i]];
            const Neighbourhood& there = places[world.neighbourhood_of_area_begin[school_area]];
            near += std::hypot(there.easting - places[n].easting, there.northing - places[n].northing) < 5000;
        }
    CHECK(near / pupils > 0.9);
}

}  // namespace
