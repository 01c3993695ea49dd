// The room of engagement: seats bought and filled, what they change, whom participants befriend, and what neighbours
// hear of it.
#include "sim/processes/engagement.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/run/start.h"
#include "tests/sim/processes/drawn_week.h"

using namespace concord;
using namespace concord::sim;
using namespace concord::tests;

namespace {

struct Drawn {
    engagement::State state;
    std::vector<Pending> pending;
    std::vector<engagement::NewTie> ties;
};

// Practice as at the start, and nobody in a forum.
engagement::Run as_usual(const Town& town) {
    return {.practised = 1, .outreach = town.start->parameters.seat_outreach};
}

Drawn weeks_of(const Town& town, const LeverWeek& levers, std::uint32_t weeks) {
    Drawn d;
    engagement::init(*town.start, d.state);
    for (std::uint32_t week = 0; week < weeks; ++week)
        engagement::draw(*town.start, town.start->engagement, town.start->delivery,
                         ContactConstants::of(town.start->parameters), levers, as_usual(town), 0, week, town.states,
                         d.state, d.pending, d.ties);
    return d;
}

constexpr auto kSeats = static_cast<std::size_t>(LeverKind::kCommunityEngagement);
LeverSetting seats(double intensity) { return lever(LeverKind::kCommunityEngagement, intensity); }
LeverSetting places(double intensity) { return lever(LeverKind::kBridgingProgrammes, intensity); }
LeverSetting circles(double intensity) { return lever(LeverKind::kEsolCircles, intensity); }

double in_area(const Town& town, const std::vector<float>& per_place) {
    double sum = 0;
    for (int n = town.world.neighbourhood_of_area_begin[0]; n < town.world.neighbourhood_of_area_begin[1]; ++n)
        sum += static_cast<double>(per_place[n]);
    return sum;
}

}  // namespace

TEST_CASE("Seats bought are those of the lever, filled but for the rounding of a week, at any scale") {
    for (const int scale : {1, 4}) {
        const Town town(as_intended(), plain_baseline(), scale);
        const LeverWeek levers = town.levers({seats(40), places(20)});
        constexpr std::uint32_t kWeeks = 51;
        const Drawn d = weeks_of(town, levers, kWeeks);
        INFO("1:" << scale);
        CHECK(d.state.seats_bought[0][0] == Approx(kWeeks * in_area(town, levers.engagement_seats)));
        CHECK(d.state.seats_bought[0][1] == Approx(kWeeks * in_area(town, levers.bridging_places)));
        CHECK(d.state.seats_bought[1][0] == 0);  // the other area draws for itself
        for (std::size_t kind = 0; kind < 2; ++kind)
            CHECK(d.state.seats_filled[0][kind] ==
                  Approx(d.state.seats_bought[0][kind]).margin(4.5 * scale * std::sqrt(0.25 * kWeeks)));
        CHECK(count(d.pending, kEventSeats) * scale == d.state.seats_filled[0][0]);
        CHECK(count(d.pending, kEventPlaces) * scale == d.state.seats_filled[0][1]);
        CHECK(count(d.pending, kEventSeats) > 40);
    }
}

TEST_CASE("A seat gives voice and belonging by its reliable effect, a place openness alone") {
    const Town town(as_intended());
    const auto& start = town.start->engagement;
    const Parameters p = as_intended();
    const double effect = p.seat_effect / std::sqrt(p.seat_reliability);
    CHECK(start.voice_gain == Approx(effect * town.start->initial.sd[kVoice]));
    CHECK(start.belonging_gain == Approx(effect * town.start->initial.sd[kBelonging]));
    const LeverWeek levers = town.levers({seats(15), places(60)});
    const double of_seats = delivery::dilution(p, levers.reach[kSeats]);
    const Drawn d = weeks_of(town, levers, 30);
    double seated = 0, placed = 0, opened = 0;
    for (const Pending& one : d.pending) {
        REQUIRE(one.column == kLedgerEngagement);
        REQUIRE(one.tag == 0);
        const bool seat = (one.events & event_bit(kEventSeats)) != 0;
        (seat ? seated : placed) += 1;
        REQUIRE(one.change[kVoice] == Approx(seat ? start.voice_gain * of_seats : 0));
        REQUIRE(one.change[kBelonging] == Approx(seat ? start.belonging_gain * of_seats : 0));
        opened += one.change[kOpenness] > 0;
        REQUIRE(one.change[kGrievance] == 0);
    }
    CHECK(seated > 20);
    CHECK(placed > 20);
    CHECK(opened > (seated + placed) / 2);  // meetings can go badly
}

TEST_CASE("Participants come in order of resident within a week, and nobody twice in a year") {
    const Town town;
    const LeverWeek levers = town.levers({seats(200), places(100)});
    Drawn d;
    engagement::init(*town.start, d.state);
    std::vector<int> seats_of(town.world.talkers(), 0);
    for (std::uint32_t week = 0; week < 52; ++week) {
        std::vector<Pending> pending;
        engagement::draw(*town.start, town.start->engagement, town.start->delivery,
                         ContactConstants::of(town.start->parameters), levers, as_usual(town), 0, week, town.states,
                         d.state, pending, d.ties);
        REQUIRE(std::is_sorted(pending.begin(), pending.end(),
                               [](const Pending& a, const Pending& b) { return a.resident < b.resident; }));
        for (const Pending& one : pending) {
            REQUIRE(++seats_of[one.resident] == 1);
            REQUIRE(d.state.last_seat[one.resident] == week + 1);
        }
    }
    std::vector<engagement::Participant> again;
    const std::vector<std::uint16_t> all_seated(town.world.talkers(), 52);  // in week 51
    const auto fill = [&](std::uint32_t week) {
        again.clear();
        engagement::fill_seats(*town.start, std::array{0}, week, engagement::SeatKind::kEngagement, 5, 0.5, town.states,
                               all_seated, again);
        return again.size();
    };
    CHECK(fill(102) == 0);
    CHECK(fill(103) == 5);  // 52 weeks later
}

TEST_CASE("New friends are of another background, as often as the parameter says, and never push a list beyond eight") {
    Parameters p = as_intended();
    p.seat_friend = 0.5;
    const Town town(p);
    const Drawn d = weeks_of(town, town.levers({seats(300)}), 40);
    CHECK(near(static_cast<double>(d.ties.size()), 0.5 * static_cast<double>(d.pending.size())));
    for (const auto& tie : d.ties)
        REQUIRE(town.world.ethnic_group[tie.friend_] != town.world.ethnic_group[tie.resident]);

    Friends few{7, 9, kNone, kNone, kNone, kNone, kNone, kNone};
    engagement::befriend({1, 0, 9}, few);
    CHECK(few == Friends{7, 9, kNone, kNone, kNone, kNone, kNone, kNone});  // a friend already
    engagement::befriend({1, 0xFFFFFFFFu, 4}, few);
    CHECK(few == Friends{7, 9, 4, kNone, kNone, kNone, kNone, kNone});
    Friends full{1, 2, 3, 4, 5, 6, 7, 8};
    engagement::befriend({0, 0xFFFFFFFFu, 20}, full);
    CHECK(full == Friends{1, 2, 3, 4, 5, 6, 7, 20});
    engagement::befriend({0, 0, 21}, full);
    CHECK(full == Friends{21, 2, 3, 4, 5, 6, 7, 20});
}

TEST_CASE("Neighbours hear of seats in proportion to them, by the parameter, and of nothing where there are none") {
    Parameters p = as_intended();
    p.seat_visibility = 0.2;
    const Town town(p);
    const auto heard = [](const Town& in, std::vector<LeverSetting> settings, double practised = 1) {
        return engagement::visible(*in.start, in.start->engagement, in.start->delivery, in.levers(std::move(settings)),
                                   practised, 1);
    };
    const LeverWeek levers = town.levers({seats(2)});
    const int residents = town.world.geography.neighbourhoods[1].residents;
    const double a_head = static_cast<double>(levers.engagement_seats[1]) / residents;
    const double gain = town.start->engagement.voice_gain * delivery::dilution(p, levers.reach[kSeats]);
    CHECK(heard(town, {seats(2)})[kVoice] == Approx(0.2 * a_head * gain));
    CHECK(heard(town, {seats(2)}, 1.2)[kVoice] == Approx(1.2 * 0.2 * a_head * gain));
    CHECK(heard(town, {seats(2)})[kBelonging] == 0);
    CHECK((heard(town, {}) == Vector::Zero()).all());
    p.seat_visibility = 0;
    const Town deaf(p);
    CHECK((heard(deaf, {seats(2)}) == Vector::Zero()).all());
}

TEST_CASE("The lasting share of a programme's gain in openness moves the set-point, until the household moves on") {
    Parameters p = as_intended();
    const Town fading(p);
    const LeverWeek levers = fading.levers({places(40)});
    CHECK(weeks_of(fading, levers, 20).state.lasting_openness.empty());

    p.lasting = 0.4;
    const Town town(p);
    Drawn d = weeks_of(town, levers, 20);
    std::vector<double> gained(town.world.talkers());
    for (const Pending& one : d.pending) gained[one.resident] += one.change[kOpenness];
    std::uint32_t somebody = kNone;
    for (std::uint32_t i = 0; i < town.world.talkers(); ++i) {
        REQUIRE(d.state.lasting_openness[i] == Approx(0.4 * gained[i]).margin(1e-7));
        if (gained[i] > 0) somebody = i;
    }
    REQUIRE(somebody != kNone);
    engagement::renew(somebody, d.state);
    CHECK(d.state.lasting_openness[somebody] == 0);
}

TEST_CASE("With a lasting share, what a programme has added to openness stays when all else of it has faded") {
    const auto world = build_world(small_geography(1, 2, 3), {.scale = 4, .seed = 8});
    auto once = places(400);
    once.until = add_weeks(scenario(1).start, 52);
    const auto openness_after = [&](double lasting) {
        Parameters p = only_influence();
        p.yearly_fade[kOpenness] = 0.7;
        p.contact_step_structured = 0.009;
        p.lasting = lasting;
        const GroupLayout layout{.districts = 1};
        const auto mean = [&](std::vector<LeverSetting> levers) {
            const auto record = finish(world, scenario(6, std::move(levers)), p).record;
            return record[SeriesId::kStateMeans].at(record.periods, layout.gm(), int{kOpenness});
        };
        return mean({once}) - mean({});
    };
    const double all_fades = openness_after(0), half_lasts = openness_after(0.5);
    CHECK(half_lasts > 5 * all_fades);
    CHECK(half_lasts > 0.0005);
}

TEST_CASE("Adults take places in English circles: most complete them, gain trust in neighbours, and make friends") {
    Parameters p = as_intended();
    p.esol_friend = 0.4;
    const Town town(p);
    const LeverWeek levers = town.levers({circles(100)});
    const Drawn d = weeks_of(town, levers, 50);
    CHECK(d.state.seats_bought[0][2] == Approx(50 * in_area(town, levers.esol_places)));
    CHECK(count(d.pending, kEventCircles) * town.world.scale == d.state.seats_filled[0][2]);
    const double gain = p.esol_effect / std::sqrt(p.seat_reliability) * town.start->initial.sd[kNeighbourTrust] *
                        delivery::dilution(p, levers.reach[static_cast<std::size_t>(LeverKind::kEsolCircles)]);
    double taken = 0, completed = 0;
    for (const Pending& one : d.pending) {
        REQUIRE(one.events == event_bit(kEventCircles));
        REQUIRE(town.world.age_band[one.resident] >= kFirstAdultBand);
        REQUIRE(one.change[kVoice] == 0);
        REQUIRE(one.change[kBelonging] == 0);
        taken += 1;
        if (one.change[kNeighbourTrust] == 0) {
            REQUIRE(one.change[kOpenness] == 0);
            continue;
        }
        completed += 1;
        REQUIRE(one.change[kNeighbourTrust] == Approx(gain));
    }
    REQUIRE(taken > 200);
    CHECK(completed / taken == Approx(p.esol_completion).margin(4 * std::sqrt(0.75 * 0.25 / taken)));
    CHECK(near(static_cast<double>(d.ties.size()), 0.4 * completed));
    CHECK(town.start->engagement.trust_gain_of_circle > 0);
}

TEST_CASE("Circles draw for themselves: beside them seats and places go to the same residents") {
    const Town town(as_intended());
    const auto taken = [&](std::vector<LeverSetting> levers, EventKind kind) {
        const Drawn d = weeks_of(town, town.levers(std::move(levers)), 1);
        std::vector<std::uint32_t> who;
        for (const Pending& one : d.pending)
            if ((one.events & event_bit(kind)) != 0) who.push_back(one.resident);
        return who;
    };
    CHECK_FALSE(taken({seats(300), places(300)}, kEventSeats).empty());
    CHECK(taken({seats(300), places(300)}, kEventSeats) == taken({seats(300), places(300), circles(100)}, kEventSeats));
    CHECK(taken({seats(300), places(300)}, kEventPlaces) ==
          taken({seats(300), places(300), circles(100)}, kEventPlaces));
}
