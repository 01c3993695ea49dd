// Whom residents meet in a week, counted by hand in places of a few: at home, next door, at a venue, among friends.
#include "scenarios/validate/meetings.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/validate/hand_world.h"

namespace concord::validate {
namespace {

using tests::Person;

constexpr Person kWhite{sim::kAge35To49, sim::kWhite}, kAsian{sim::kAge35To49, sim::kAsian};

// Of friends one part comes from the neighbourhood, one from the venue and two from anywhere.
sim::Parameters friendships() {
    sim::Parameters p = tests::still_parameters();
    p.mixing_uptake = 0.5;
    p.friend_neighbourhood = 0.25, p.friend_venue = 0.25;
    return p;
}

}  // namespace

TEST_CASE("Who lives alone talks to neighbours and friends; two at home talk once, three and more twice",
          "[meetings]") {
    const auto world = tests::hand_world({{{kWhite}, {kWhite, kWhite}, {kWhite, kWhite, kWhite, kWhite}}});
    const auto met = meetings(world, friendships());
    REQUIRE(met.size() == 7);
    CHECK(met[0].face_to_face == 3 + 2);
    CHECK(met[1].face_to_face == 1 + 3 + 2);
    CHECK(met[2].face_to_face == 1 + 3 + 2);
    CHECK(met[6].face_to_face == 2 + 3 + 2);
    for (const auto& of : met) {
        CHECK(of.across == 0);
        CHECK(of.across_friends == 0);
    }
}

TEST_CASE("Talks across backgrounds follow the shares of others at home, next door and anywhere", "[meetings]") {
    // Four neighbours, one Asian, who lives with two White residents; a second place is White alone.
    const auto world = tests::hand_world({{{kAsian, kWhite, kWhite}, {kWhite}}, {{kWhite, kWhite}, {kWhite, kWhite}}});
    const auto met = meetings(world, friendships());
    // The Asian resident: both at home are others (2 talks), all of the three others next door (3 x uptake).
    CHECK(met[0].across == Approx(2 + 3 * 0.5 * 1));
    // A White one of that household: one of two at home, one of the three next door.
    CHECK(met[1].across == Approx(1 + 3 * 0.5 / 3));
    CHECK(met[3].across == Approx(3 * 0.5 / 3));
    CHECK(met[4].across == 0);
    // Friends: a quarter from the place, a quarter from the venue (there is none: the place again), half from anywhere,
    // where one of eight is Asian.
    CHECK(met[0].across_friends == Approx(2 * 0.5 * (0.5 * 1 + 0.5 * 7 / 8)));
    CHECK(met[1].across_friends == Approx(2 * 0.5 * (0.5 / 3 + 0.5 / 8)));
    CHECK(met[4].across_friends == Approx(2 * 0.5 * (0.5 / 8)));
}

TEST_CASE("A venue brings two talks, across as often as its members are others", "[meetings]") {
    auto world = tests::hand_world({{{kWhite}, {kWhite}, {kAsian}, {kAsian}}});
    tests::send_to_venue(world, {0, 2, 3});
    const auto met = meetings(world, friendships());
    CHECK(met[0].face_to_face == 3 + 2 + 2);
    CHECK(met[1].face_to_face == 3 + 2);
    CHECK(met[0].across == Approx(3 * 0.5 * 2 / 3 + 2));        // both others there are Asian, talks there as they come
    CHECK(met[2].across == Approx(3 * 0.5 * 2 / 3 + 2 / 2.0));  // one of two
    CHECK(met[0].across_friends == Approx(2 * 0.5 * (0.25 * 2 / 3 + 0.25 * 1 + 0.5 * 2 / 4)));
    CHECK(met[2].across_friends == Approx(2 * 0.5 * (0.25 * 2 / 3 + 0.25 / 2 + 0.5 * 2 / 4)));
}

TEST_CASE("Who is alone in a place has no neighbour to talk to", "[meetings]") {
    const auto met = meetings(tests::hand_world({{{kAsian}}, {{kWhite}, {kWhite}}}), friendships());
    CHECK(met[0].face_to_face == 2);
    CHECK(met[0].across == 0);
    CHECK(met[0].across_friends == Approx(2 * 0.5 * 0.5 * 2 / 3));  // nobody of another background next door
    CHECK(met[1].face_to_face == 5);
}

}  // namespace concord::validate
