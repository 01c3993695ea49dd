// Rare events as candidates: they come at their rate, a higher rate only adds to them, and a rate above its ceiling
// ends the run.
#include "sim/processes/rare.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

using Met = std::set<std::pair<std::uint32_t, std::uint32_t>>;  // week, resident

struct Place {
    double usual = 0.003;  // layers above it are drawn when rates reach there
    World world = build_world(small_geography(1, 1, 2), {.scale = 1, .seed = 8});
    Context context = make_context(world, default_parameters(), tests::plain_baseline(), {.seed = 3});

    Met met(Rare kind, double ceiling, double rate, std::uint32_t weeks) const {
        return met(
            kind, ceiling, rate, [&](std::uint32_t) { return rate; }, weeks);
    }
    template <class Rate>
    Met met(Rare kind, double ceiling, double highest, const Rate& rate, std::uint32_t weeks) const {
        Met found;
        std::uint32_t last = 0;
        for (std::uint32_t week = 0; week < weeks; ++week)
            RareWeek(context, 1, week).draw(kind, {usual, ceiling}, highest, rate, [&](std::uint32_t i, const Block&) {
                CHECK(i >= context.begin(1));
                CHECK(i < context.begin(2));
                CHECK((found.empty() || found.rbegin()->first < week || i > last));  // ascending within a week
                last = i;
                found.insert({week, i});
            });
        return found;
    }
    double residents() const { return context.begin(2) - context.begin(1); }
};

bool within(const Met& few, const Met& many) { return std::includes(many.begin(), many.end(), few.begin(), few.end()); }

}  // namespace

TEST_CASE("Rare events come at their rate, by gaps and by a word each, in one layer and in several") {
    Place place;
    for (const auto& [usual, ceiling] :
         {std::pair{0.01, 0.01}, {0.0005, 0.01}, {0.0, 0.5}, {0.0001, 0.5}, {0.2, 0.5}}) {
        place.usual = usual;
        const double rate = 0.004, expected = rate * place.residents() * 4000;
        const auto found = static_cast<double>(place.met(Rare::kStops, ceiling, rate, 4000).size());
        INFO("usual " << usual << ", ceiling " << ceiling);
        CHECK(std::abs(found - expected) < 4.5 * std::sqrt(expected));
        CHECK(expected > 500);
    }
}

TEST_CASE("A rate far above a layer in which everybody is a candidate is met no oftener than it says") {
    Place place;
    for (const double usual : {0.02, 0.05, 0.1}) {
        place.usual = usual;
        const double rate = 0.3, everybody = place.residents() * 200;
        const auto found = static_cast<double>(place.met(Rare::kPatrolContacts, 1, rate, 200).size());
        INFO("usual " << usual);
        CHECK(std::abs(found - rate * everybody) < 4.5 * std::sqrt(rate * (1 - rate) * everybody));
    }
}

TEST_CASE("A higher rate adds rare events and moves none; kinds do not know of each other") {
    const Place place;
    for (const double ceiling : {0.01, 0.5}) {
        const Met none = place.met(Rare::kHateIncidents, ceiling, 0, 500),
                  few = place.met(Rare::kHateIncidents, ceiling, 0.002, 500),
                  many = place.met(Rare::kHateIncidents, ceiling, 0.009, 500);
        CHECK(none.empty());
        CHECK(few.size() > 20);
        CHECK(many.size() > 2 * few.size());
        CHECK(within(few, many));
        CHECK_FALSE(within(place.met(Rare::kStops, ceiling, 0.002, 500), many));
    }
    CHECK(place.met(Rare::kStops, 0, 0, 10).empty());
}

TEST_CASE("Whom a rare event may meet depends on their own rate alone, not on the highest in the place") {
    const Place place;
    const auto odd = [](std::uint32_t i) { return i % 2 ? 0.004 : 0.0; };
    for (const double ceiling : {0.01, 0.5}) {
        const Met found = place.met(Rare::kStops, ceiling, 0.004, odd, 500);
        CHECK(found.size() > 20);
        CHECK(found == place.met(Rare::kStops, ceiling, 0.009, odd, 500));
        for (const auto& [week, resident] : found) CHECK(resident % 2 == 1);
        CHECK_THROWS_WITH(place.met(Rare::kStops, ceiling, 0.003, odd, 500), Catch::Matchers::Contains("stops"));
    }
}

TEST_CASE("A rate above its ceiling ends the run with its name, whichever way it is drawn") {
    const Place place;
    for (const double ceiling : {0.01, 0.5}) {
        CHECK_NOTHROW(place.met(Rare::kServiceContacts, ceiling, ceiling, 300));
        CHECK_THROWS_WITH(place.met(Rare::kServiceContacts, ceiling, ceiling * 1.01, 300),
                          Catch::Matchers::Contains("service contacts") && Catch::Matchers::Contains("above"));
    }
    CHECK_THROWS_WITH(place.met(Rare::kPatrolContacts, 2, 1.5, 1), Catch::Matchers::Contains("patrol contacts"));
}
