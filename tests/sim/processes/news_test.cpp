// Events: how deep they cut, how fast that fades, what stays, on whom they weigh less, who moves in after one, and how
// many hate incidents follow.
#include "sim/processes/news.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "scenarios/greater_manchester/table.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

// Nothing but events changes anybody, and return at the rate `fade`.
Parameters only_news(double fade = 1e-9) {
    Parameters p = tests::only_influence();
    p.yearly_fade.fill(fade);
    p.influence_share = p.influence_share_slow = 0;
    p.buffer_ties = p.buffer_trust = 0;
    return p;
}

World town(double churn = 0) {
    Geography geography = small_geography(2, 2, 3);
    for (auto& n : geography.neighbourhoods) n.churn = churn;
    return build_world(geography, {.scale = 4, .seed = 8});
}

struct Twins {
    Scenario calm = tests::scenario(1), shaken = tests::scenario(1);
    RunOptions options{.seed = 3};
    const World& world;
    Parameters parameters;
    std::shared_ptr<const Start> start;
    Simulation without, with;

    Twins(const World& w, const Parameters& p, std::vector<NewsEvent> events)
        : shaken([&] {
              Scenario s = tests::scenario(1);
              s.events = std::move(events);
              return s;
          }()),
          world(w),
          parameters(p),
          start(prepare(world, parameters, calm.baseline, options)),
          without(world, start, calm, options),
          with(world, start, shaken, options) {}
    void run_to(int week) {
        while (with.week() < week) without.step(), with.step();
    }
    double difference(std::uint32_t i, int state) const {
        return static_cast<double>(with.states()[i][state] - without.states()[i][state]);
    }
    double mean_difference(int state, int district = -1) const {
        double sum = 0, n = 0;
        for (int place = 0; place < world.neighbourhoods(); ++place)
            if (district < 0 || start->district_of(place) == district)
                for (auto i = start->begin(place); i < start->begin(place + 1); ++i) sum += difference(i, state), ++n;
        return sum / n;
    }
    double felt(std::uint32_t i, std::size_t event = 0) const {
        return with.state().news_felt[event * world.talkers() + i] * static_cast<double>(news::kFeltStep);
    }
};

constexpr int kComes = 5;  // weeks after the start

}  // namespace

TEST_CASE("An attack moves everybody at once, by its amplitude, and a year later its residue is left") {
    const World world = town();
    const Parameters p = only_news();
    Twins twins(world, p, {tests::event(NewsKind::kAttack, 0)});
    const double share = twins.start->world->neighbourhood_begin[6] / static_cast<double>(world.talkers());
    const double weight[] = {1 / (share + p.news_elsewhere * (1 - share)),
                             p.news_elsewhere / (share + p.news_elsewhere * (1 - share))};
    const Column<ResidentState> before = twins.with.states();
    twins.run_to(1);
    int whole = 0, spared = 0;
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = twins.start->begin(n); i < twins.start->begin(n + 1); ++i) {
            const double cut = p.attack_safety * weight[twins.start->district_of(n)];
            const double felt = twins.felt(i);
            (felt == 1 ? whole : spared) += 1;
            if (felt < 1) REQUIRE(before[i][kSafety] < cut + 1e-6);  // only whoever has less than that to lose
            REQUIRE(twins.difference(i, kSafety) == Approx(-cut * felt).margin(1e-6));
            REQUIRE(twins.difference(i, kOpenness) ==
                    Approx(-p.attack_openness * weight[twins.start->district_of(n)] * felt).margin(1e-6));
        }
    CHECK(whole > 100 * spared);
    CHECK(twins.mean_difference(kSafety) == Approx(-p.attack_safety).epsilon(0.01));
    CHECK(twins.mean_difference(kGrievance) == Approx(p.attack_grievance).epsilon(0.01));
    twins.run_to(3);
    CHECK(twins.mean_difference(kOpenness) / -p.attack_openness ==
          Approx(p.news_residue + (1 - p.news_residue) * std::pow(0.5, 2 / p.attack_half_life)).epsilon(0.01));
    CHECK(twins.mean_difference(kSafety) / -p.attack_safety ==
          Approx(p.news_residue + (1 - p.news_residue) * std::pow(0.5, 2 / p.attack_safety_half_life)).epsilon(0.01));
    twins.run_to(52);
    double worst = 0;
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = twins.start->begin(n); i < twins.start->begin(n + 1); ++i) {
            const double left = -p.attack_openness * weight[twins.start->district_of(n)] * p.news_residue;
            worst = std::max(worst, std::abs(twins.difference(i, kOpenness) - left * twins.felt(i)));
            REQUIRE(twins.difference(i, kSafety) <= 1e-6);  // nobody is paid back what they never lost
        }
    CHECK(worst < 1e-4);
}

TEST_CASE("Set-points move with an event: return takes nothing back twice, and what stays, stays") {
    const World world = town();
    Twins twins(world, only_news(0.5), {tests::event(NewsKind::kAttack, kComes)});
    for (const int week : {kComes, kComes + 1, kComes + 8, 52}) {
        twins.run_to(week);
        for (std::uint32_t i = 0; i < world.talkers(); i += 7)
            if (week == kComes)
                REQUIRE(twins.difference(i, kSafety) == 0);
            else
                REQUIRE(twins.difference(i, kSafety) < 0);
    }
    // Without return the same is left, but for what 16 bits of a set-point round.
    Twins still(world, only_news(), {tests::event(NewsKind::kAttack, kComes)});
    still.run_to(52);
    CHECK(twins.mean_difference(kSafety) == Approx(still.mean_difference(kSafety)).margin(1e-5));
    CHECK(twins.mean_difference(kGrievance) > 0);
}

TEST_CASE("Whoever moves in after an event has felt it too, and is not paid back") {
    const World world = town(0.6);
    Parameters given = only_news();
    given.buffer_ties = 0.3;  // newcomers have friends of their own
    Twins twins(world, given, {tests::event(NewsKind::kAttack, kComes)});
    twins.run_to(kComes + 1);
    const auto felt_at_first = twins.with.state().news_felt;
    const double first = twins.mean_difference(kSafety);
    twins.run_to(kComes + 9);
    // Half of it has gone after eight weeks, for newcomers as for all.
    const Parameters& p = twins.parameters;
    CHECK(twins.mean_difference(kSafety) / first ==
          Approx(p.news_residue + (1 - p.news_residue) * std::pow(0.5, 8 / p.attack_safety_half_life)).epsilon(0.01));
    int renewed = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        REQUIRE(twins.difference(i, kSafety) <= 1e-6);
        renewed += twins.with.state().news_felt[i] != felt_at_first[i];
    }
    CHECK(renewed > 0);
}

TEST_CASE(
    "An event weighs less on whoever has a friend of another background, or trusts the police; the mean is held") {
    const World world = town();
    Parameters p = only_news();
    const auto mean_felt = [&](const Twins& twins) {
        double sum = 0;
        for (std::uint32_t i = 0; i < world.talkers(); ++i) sum += twins.felt(i);
        return sum / world.talkers();
    };
    SECTION("ties") {
        p.buffer_ties = 0.3;
        Twins twins(world, p, {tests::event(NewsKind::kAttack, 0)});
        twins.run_to(1);
        double sum[2] = {0, 0}, count[2] = {0, 0};
        for (std::uint32_t i = 0; i < world.talkers(); ++i) {
            bool other = false;
            for (const auto j : twins.without.state().friends[i])
                other |= j != kNone && world.ethnic_group[j] != world.ethnic_group[i];
            sum[other] += twins.felt(i), ++count[other];
        }
        REQUIRE(count[0] > 100);
        REQUIRE(count[1] > 100);
        CHECK(sum[1] / count[1] / (sum[0] / count[0]) == Approx(0.7).margin(0.02));
        CHECK(mean_felt(twins) == Approx(1).margin(0.01));
    }
    SECTION("trust in the police") {
        p.buffer_trust = 0.3;
        Twins twins(world, p, {tests::event(NewsKind::kAttack, 0)});
        const Column<ResidentState> before = twins.with.states();
        twins.run_to(1);
        double mean = 0;
        for (std::uint32_t i = 0; i < world.talkers(); ++i)
            mean += (1 - 0.3 * static_cast<double>(before[i][kPoliceTrust])) / world.talkers();
        for (std::uint32_t i = 0; i < world.talkers(); ++i)
            if (before[i][kSafety] > 0.2F && before[i][kOpenness] > 0.2F && before[i][kGrievance] < 0.8F)
                REQUIRE(twins.felt(i) ==
                        Approx((1 - 0.3 * static_cast<double>(before[i][kPoliceTrust])) / mean).margin(0.005));
        CHECK(mean_felt(twins) == Approx(1).margin(0.01));
    }
    SECTION("off") {
        Twins twins(world, p, {tests::event(NewsKind::kVote, 0)});
        twins.run_to(1);
        CHECK(mean_felt(twins) == Approx(1).margin(0.003));
    }
}

TEST_CASE("What reaches some reaches that share of them; a meeting is heard of in its district alone") {
    const World world = town();
    Parameters p = only_news();
    p.online_hostility_reach = 0.4;
    p.meeting_reach = 0.2;
    Twins twins(world, p,
                {tests::event(NewsKind::kOnlineHostility, 0, 0, 6), tests::event(NewsKind::kExtremistMeeting, 1, 1)});
    twins.run_to(2);
    double saw = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) saw += twins.felt(i) > 0;
    CHECK(saw / world.talkers() == Approx(0.4).margin(0.03));
    CHECK(twins.mean_difference(kSafety, 0) ==
          Approx(-p.attack_safety * p.online_hostility_strength * 0.4).epsilon(0.1));
    CHECK(twins.mean_difference(kSafety, 1) - twins.mean_difference(kSafety, 0) ==
          Approx(-p.attack_safety * p.meeting_strength * 0.2).epsilon(0.3));
    // A wave holds as long as it lasts, and then fades.
    const double in_force = twins.mean_difference(kSafety, 0);
    twins.run_to(6);
    CHECK(twins.mean_difference(kSafety, 0) == Approx(in_force).epsilon(1e-4));
    twins.run_to(6 + static_cast<int>(p.online_hostility_half_life));
    CHECK(twins.mean_difference(kSafety, 0) / in_force == Approx((1 + p.news_residue) / 2).epsilon(0.02));
}

TEST_CASE(
    "After an attack as many incidents are recorded in four weeks as its ratio says, in both directions of recording") {
    const World world = build_world(scenarios::built_in_greater_manchester(), {.scale = 100, .seed = 1});
    for (const double recording : {0.0, 0.6}) {
        Parameters p = default_parameters();
        p.attack_recording = recording;
        double with[3] = {0, 0, 0}, without[3] = {0, 0, 0};
        for (std::uint32_t seed = 1; seed <= 6; ++seed) {
            Scenario calm = tests::scenario(1);
            calm.weeks = 16;
            calm.baseline.recorded_hate_per_1000_a_year = 100;  // so that they are many
            Scenario shaken = calm;
            shaken.events = {tests::event(NewsKind::kAttack, 4, 3)};
            const auto recorded = [&](const Scenario& scenario, double* sums) {
                const RunRecord record = tests::finish(world, scenario, p, {.seed = seed}).record;
                for (int k = 0; k < 3; ++k)
                    sums[k] += record[SeriesId::kEvents].at(1 + k, 0, static_cast<int>(kEventHateRecorded));
            };
            recorded(calm, without);
            recorded(shaken, with);
        }
        CAPTURE(recording);
        CHECK(with[0] / without[0] == Approx(1.99).epsilon(0.05));
        CHECK(with[2] / without[2] < 1.1);  // P6: from the ninth week on
        CHECK(with[2] > without[2]);
    }
}

TEST_CASE("A ratio that fallen openness alone exceeds is said to be out of reach, and adds nothing") {
    const World world = town();
    Parameters p = default_parameters();
    p.vote_strength = 0.5;
    p.attack_openness = 0.05;
    NewsEvent vote = tests::event(NewsKind::kVote, 0);
    vote.incident_ratio = 1;
    Scenario scenario = tests::scenario(1);
    scenario.events = {vote, tests::event(NewsKind::kAttack, 2)};
    const auto start = prepare(world, p, scenario.baseline, {.seed = 3});
    scenario.weeks = 4;
    Simulation run(world, start, scenario, {.seed = 3});
    const auto events = news::fit(*start, start->hostility, scenario, run.states(), run.state().friends);
    REQUIRE(events.list.size() == 2);
    CHECK(events.list[0].ratio_is_out_of_reach);
    CHECK(events.list[0].more_incidents == 0);
    CHECK_FALSE(events.list[1].ratio_is_out_of_reach);
    CHECK(events.list[1].more_incidents > 0.9);
    const auto& warnings = sim::run(run).warnings;
    CHECK(std::count_if(warnings.begin(), warnings.end(),
                        [](const auto& w) { return w.starts_with("vote: fallen openness alone"); }) == 1);
}

TEST_CASE("Events of a scenario come in order of week, and one more changes no draw of another") {
    const World world = town();
    Parameters p = only_news();
    Twins one(world, p, {tests::event(NewsKind::kSolidarity, 9)});
    Twins two(world, p, {tests::event(NewsKind::kSolidarity, 9), tests::event(NewsKind::kOnlineGrooming, 2)});
    one.run_to(10);
    two.run_to(10);
    REQUIRE(two.with.state().news_come.size() == 2);
    CHECK(two.with.state().news_come[0].week == 2);
    for (std::uint32_t i = 0; i < world.talkers(); ++i) REQUIRE((one.felt(i) > 0) == (two.felt(i, 1) > 0));
}

TEST_CASE("Whoever moves in after two waves has heard of each by a draw of its own") {
    const World world = town(0.9);
    Parameters p = only_news();
    p.online_hostility_reach = 0.5;
    Twins twins(world, p,
                {tests::event(NewsKind::kOnlineHostility, 2, 0, 3), tests::event(NewsKind::kOnlineHostility, 8, 0, 3)});
    twins.run_to(9);
    const auto at_first = twins.with.state().news_felt;
    twins.run_to(52);
    double moved = 0, both = 0;
    for (std::uint32_t i = 0; i < world.talkers(); ++i) {
        const bool first = twins.felt(i, 0) > 0, second = twins.felt(i, 1) > 0;
        if (first == (at_first[i] > 0) && second == (at_first[world.talkers() + i] > 0)) continue;
        moved += 1, both += first == second;
    }
    REQUIRE(moved > 200);
    CHECK(both / moved == Approx(0.5).margin(4 * std::sqrt(0.25 / moved)));
}

TEST_CASE("A prepared forum shortens half-lives by its members' share, in its districts, read when the event comes") {
    const World world = town();
    Parameters p = tests::as_intended();
    const auto left = [&](std::vector<LeverSetting> levers, const Parameters& with) {
        const auto start = prepare(world, with, tests::plain_baseline(), {.seed = 3});
        const Scenario scenario = tests::scenario(1, std::move(levers));
        LeverWeek week;
        Schedule(world.geography, scenario).at(0, week);
        return news::left_by_preparedness(*start, start->delivery, week);
    };
    CHECK(left({}, p) == std::vector<float>{1, 1});
    const double half = p.prepared * p.prepared_without_communication;
    CHECK(left({tests::forum(1)}, p)[0] == Approx(1 - half));
    CHECK(left({tests::forum(1)}, p)[1] == 1);
    LeverSetting two_of_six = tests::forum(2);
    two_of_six.values = {{.members = 1U << kForumPolice | 1U << kForumCouncils | 1U << kForumVcfse}};
    CHECK(left({two_of_six}, p)[1] == Approx(1 - half / 3));  // community groups are not among the six
    p.prepared_without_communication = 1;
    p.prepared = 0.5;
    CHECK(left({tests::forum(2)}, p)[0] == 0.5F);
    p.prepared = -0.12;
    CHECK(left({tests::forum(2)}, p)[0] == Approx(1.12));
    p.prepared = 0;  // off
    CHECK(left({tests::forum(2)}, p) == std::vector<float>{1, 1});

    Parameters only = only_news();
    only.prepared = 0.5, only.prepared_without_communication = 1;
    const auto dip = [&](std::vector<LeverSetting> levers, int week) {
        Scenario calm = tests::scenario(1, levers), shaken = calm;
        shaken.events = {tests::event(NewsKind::kAttack, 0)};
        const auto start = prepare(world, only, calm.baseline, {.seed = 3});
        Simulation without(world, start, calm, {.seed = 3}), with(world, start, shaken, {.seed = 3});
        while (with.week() < week) without.step(), with.step();
        double sum = 0;
        for (std::uint32_t i = 0; i < world.talkers(); ++i)
            sum += static_cast<double>(with.states()[i][kSafety] - without.states()[i][kSafety]);
        return sum / world.talkers();
    };
    CHECK(dip({tests::forum(2)}, 1) == Approx(dip({}, 1)));                // as deep
    CHECK(dip({tests::forum(2)}, 5) == Approx(dip({}, 9)).epsilon(0.01));  // four weeks do what eight did
    LeverSetting late = tests::forum(2);
    late.from = add_weeks(late.from, 2);
    CHECK(dip({late}, 9) == Approx(dip({}, 9)));  // who was not prepared when it came is not
}
