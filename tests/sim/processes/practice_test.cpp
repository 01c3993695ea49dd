// Practice of districts: level without a lever, raised by training, fading, learnt from the best in a forum; and what
// it does to seats, to encounters and to who comes.
#include "sim/processes/practice.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;
using practice::kEngagement;
using practice::kFairEncounters;

namespace {

constexpr int kDistricts = 4;

// Districts, and their practice week after week under some levers.
struct Region {
    World world = build_world(small_geography(kDistricts, 1, 3), {.scale = 8, .seed = 8});
    std::shared_ptr<const Start> start;
    practice::State state;

    explicit Region(const Parameters& p, std::uint32_t seed = 3)
        : start(prepare(world, p, tests::plain_baseline(), {.seed = seed})) {
        practice::init(start->practice, state);
    }
    LeverWeek levers(std::vector<LeverSetting> settings) const {
        const Scenario scenario = tests::scenario(1, std::move(settings));
        LeverWeek week;
        Schedule(world.geography, scenario).at(0, week);
        delivery::dilute(start->parameters, week);
        return week;
    }
    void advance(const LeverWeek& week, int weeks) {
        for (int k = 0; k < weeks; ++k) practice::advance(*start, start->practice, start->delivery, week, state);
    }
    double gained(practice::Kind kind, int district) const {
        return practice::gained(start->practice, state, kind, district);
    }
    int best(practice::Kind kind) const {
        const auto& q = start->practice.quality;
        return static_cast<int>(
            std::max_element(q.begin(), q.end(), [&](const auto& a, const auto& b) { return a[kind] < b[kind]; }) -
            q.begin());
    }
};

LeverSetting training(double share, std::vector<int> districts) {
    LeverSetting setting = tests::lever(LeverKind::kProceduralJusticeTraining, share, kDistricts);
    setting.districts = std::move(districts);
    return setting;
}
LeverSetting forum_of(std::vector<int> districts) {
    LeverSetting setting = tests::forum(kDistricts);
    setting.districts = std::move(districts);
    return setting;
}
const std::vector<int> kAll = {0, 1, 2, 3};

Parameters undiluted() {
    Parameters p = tests::as_intended();
    p.dilution = 0;
    return p;
}

}  // namespace

TEST_CASE("Practice is drawn by lot around its mean, district by district, each kind for itself") {
    Parameters p = tests::as_intended();
    double sum[2] = {0, 0}, square[2] = {0, 0}, product = 0, n = 0;
    for (std::uint32_t seed = 1; seed <= 100; ++seed) {
        const Region region(p, seed);
        for (const practice::Quality& q : region.start->practice.quality) {
            for (const int kind : {0, 1}) sum[kind] += q[kind], square[kind] += q[kind] * q[kind];
            product += q[0] * q[1], ++n;
        }
    }
    for (const int kind : {0, 1}) {
        CHECK(sum[kind] / n == Approx(p.practice_start).margin(4 * p.practice_spread / std::sqrt(n)));
        CHECK(std::sqrt(square[kind] / n - sum[kind] / n * (sum[kind] / n)) == Approx(p.practice_spread).epsilon(0.15));
    }
    CHECK(product / n - sum[0] / n * (sum[1] / n) == Approx(0).margin(4 * 0.01 / std::sqrt(n)));
}

TEST_CASE("Without a lever practice stays where it is, to the last bit, whatever districts pick up from one another") {
    Parameters p = tests::as_intended();
    p.share_rate_alone = 0.005;
    Region region(p);
    region.advance(region.levers({}), 520);
    CHECK(region.state.practice == region.start->practice.quality);
    region.advance(region.levers({tests::lever(LeverKind::kCommunityEngagement, 50, kDistricts)}), 52);
    CHECK(region.state.practice == region.start->practice.quality);
}

TEST_CASE(
    "Training all staff levels off at 0.94 of perfect practice, half of it after 16 weeks, and fades when it ends") {
    Parameters p = undiluted();
    p.share_rate_alone = 0;
    Region region(p);
    const LeverWeek all = region.levers({training(1, kAll)});
    const double rate = p.train_rate + p.practice_fade / kWeeksPerYear, level = p.train_rate / rate;
    double half = 0;
    for (int week = 1; week <= 400; ++week) {
        region.advance(all, 1);
        if (half == 0 && region.gained(kFairEncounters, 2) > level / 2) half = week;
    }
    CHECK(half == 16);
    for (int d = 0; d < kDistricts; ++d) {
        CHECK(region.gained(kFairEncounters, d) == Approx(level).epsilon(1e-4));
        CHECK(region.gained(kFairEncounters, d) == Approx(p.train_rate / rate).epsilon(1e-4));
        CHECK(region.gained(kEngagement, d) == 0);  // nothing but the forum's sharing trains engagement
    }
    region.advance(region.levers({}), 52);
    CHECK(region.gained(kFairEncounters, 0) ==
          Approx(level * std::pow(1 - p.practice_fade / kWeeksPerYear, 52)).epsilon(1e-4));
    CHECK(level == Approx(0.912).margin(0.001));
    Region half_of_them(p);
    half_of_them.advance(half_of_them.levers({training(0.5, kAll)}), 400);
    CHECK(half_of_them.gained(kFairEncounters, 1) == Approx(level / 2).epsilon(1e-4));  // and no more
}

TEST_CASE("Where training backfires practice is unlearnt, no further than to nothing; where it fails nothing happens") {
    Parameters p = undiluted();
    p.share_rate_alone = 0;
    p.training_backfire = 1, p.backfire_size = 0.2;
    Region region(p);
    region.advance(region.levers({training(1, kAll)}), 1000);
    const double fade = p.practice_fade / kWeeksPerYear;
    for (int d = 0; d < kDistricts; ++d) {
        const double q0 = region.start->practice.quality[d][kFairEncounters];
        const double aim = std::max(0.0, q0 - 0.2 * (1 - q0));
        CHECK(region.state.practice[d][kFairEncounters] ==
              Approx((p.train_rate * aim + fade * q0) / (p.train_rate + fade)).epsilon(1e-4));
    }
    p.backfire_size = 1;
    Region worse(p);
    worse.advance(worse.levers({training(1, kAll)}), 1000);
    for (int d = 0; d < kDistricts; ++d) CHECK(worse.state.practice[d][kFairEncounters] >= 0);
    p.training_backfire = 0, p.no_effect = 1;
    Region fails(p);
    fails.advance(fails.levers({training(1, kAll)}), 100);
    CHECK(fails.state.practice == fails.start->practice.quality);
}

TEST_CASE("A forum's members close their gap to the best of them; a borough on its own has nobody to learn from") {
    const Parameters p = tests::as_intended();
    Region region(p);
    const double fade = p.practice_fade / kWeeksPerYear, more = p.share_rate_forum - p.share_rate_alone;
    region.advance(region.levers({forum_of(kAll)}), 2000);
    for (const auto kind : {kEngagement, kFairEncounters}) {
        const double best = region.start->practice.best[kind];
        CHECK(region.state.practice[region.best(kind)][kind] == Approx(best));  // nobody to learn from
        for (int d = 0; d < kDistricts; ++d) {
            const double q0 = region.start->practice.quality[d][kind];
            const double closed = more / (fade + p.share_rate_alone + more);
            CHECK(region.state.practice[d][kind] == Approx(q0 + closed * (best - q0)).epsilon(1e-6));
        }
    }
    Region alone(p);
    alone.advance(alone.levers({forum_of({0})}), 200);
    CHECK(alone.state.practice == alone.start->practice.quality);

    Parameters off = p;
    off.practice_spread = 0;
    Region alike(off);
    alike.advance(alike.levers({forum_of(kAll)}), 200);
    CHECK(alike.state.practice == alike.start->practice.quality);

    LeverSetting without_police = forum_of(kAll);
    without_police.values = {{.members = 1U << kForumCouncils}};
    Region councils(p);
    councils.advance(councils.levers({without_police}), 52);
    const int learner = (councils.best(kEngagement) + 1) % kDistricts;
    CHECK(councils.gained(kEngagement, learner) > 0);
    for (int d = 0; d < kDistricts; ++d) CHECK(councils.gained(kFairEncounters, d) == 0);
    off = p;
    off.no_effect = 1;  // the forum works nowhere
    Region idle(off);
    idle.advance(idle.levers({forum_of(kAll)}), 52);
    CHECK(idle.state.practice == idle.start->practice.quality);
}

TEST_CASE("What one district trains the others pick up, slowly without a forum and fast in one") {
    Parameters p = undiluted();
    const auto other = [&](std::vector<LeverSetting> levers, double alone) {
        Parameters q = p;
        q.share_rate_alone = alone;
        Region region(q);
        region.advance(region.levers(std::move(levers)), 104);
        return region.gained(kFairEncounters, 2);
    };
    CHECK(other({training(1, {0})}, 0) == 0);
    const double slowly = other({training(1, {0})}, 0.001), fast = other({training(1, {0}), forum_of(kAll)}, 0.001);
    CHECK(slowly > 0.02);
    CHECK(fast > 3 * slowly);
}

TEST_CASE("Officers of some places of a district are that share of all of its officers") {
    const Region region(tests::as_intended());
    LeverSetting some = training(0.8, {1});
    some.target.rule = Target::Rule::kMostDeprived;
    some.target.share = 0.5;
    const Scenario scenario = tests::scenario(1, {some});
    const Schedule schedule(region.world.geography, scenario);
    LeverWeek week;
    schedule.at(0, week);
    double reached = 0, all = 0;
    for (const Neighbourhood& n : region.world.geography.neighbourhoods)
        if (n.district == 1) all += n.residents;
    for (const int n : schedule.reached(0)) reached += region.world.geography.neighbourhoods[n].residents;
    REQUIRE(reached < all);
    for (std::size_t n = 0; n < region.world.geography.neighbourhoods.size(); ++n)
        CHECK(week.trained[n] ==
              Approx(region.world.geography.neighbourhoods[n].district == 1 ? 0.8 * reached / all : 0));
}

TEST_CASE("Practice makes of a seat what its gain says, and community groups in the forum whom it reaches") {
    Parameters p = tests::as_intended();
    Region region(p);
    region.state.practice[1][kEngagement] = 1;
    CHECK(practice::of_a_seat(*region.start, region.start->practice, region.state, 0) == 1);
    CHECK(practice::of_a_seat(*region.start, region.start->practice, region.state, 1) ==
          Approx(1 + p.practice_engagement_gain));
    const auto outreach = [&](const std::vector<LeverSetting>& levers, int district) {
        return practice::outreach(*region.start, region.start->delivery, region.levers(levers), district);
    };
    CHECK(outreach({}, 0) == p.seat_outreach);
    CHECK(outreach({forum_of({0, 1})}, 0) == Approx(p.seat_outreach + p.forum_vcfse_outreach));
    CHECK(outreach({forum_of({0, 1})}, 2) == p.seat_outreach);
    LeverSetting without_groups = forum_of(kAll);
    without_groups.values = {{.members = (1U << kForumVcfse) - 1}};
    CHECK(outreach({without_groups}, 0) == p.seat_outreach);
}

TEST_CASE("A forum costs by the year and its share of residents, members or many; an empty one is none") {
    const Region region(tests::as_intended());
    const auto units = [&](LeverSetting setting) {
        const Scenario scenario = tests::scenario(1, {std::move(setting)});
        const Schedule schedule(region.world.geography, scenario);
        double sum = 0;
        for (int d = 0; d < kDistricts; ++d) sum += kWeeksPerYear * schedule.units(0, d, 0);
        return sum;
    };
    CHECK(units(forum_of(kAll)) == Approx(region.world.geography.total_residents() / kResidentsOfGreaterManchester));
    LeverSetting empty = forum_of(kAll);
    empty.values.clear();
    CHECK(units(empty) == 0);
    CHECK(empty.is_neutral());
}

TEST_CASE("Training that goes on takes practice to where it is said to level off, for good and for bad") {
    for (const double comes_about : {1.0, 0.5, -0.5}) {
        CAPTURE(comes_about);
        Parameters p = undiluted();
        p.practice_spread = p.share_rate_alone = 0;  // nobody to learn from
        p.training_backfire = comes_about < 0 ? 1 : 0;
        p.backfire_size = std::abs(comes_about);
        Region region(p);
        region.advance(region.levers({training(comes_about < 0 ? 1 : comes_about, kAll)}), 20 * kWeeksPerYear);
        for (const int district : kAll)
            CHECK(region.gained(kFairEncounters, district) ==
                  Approx(practice::levels_off(p, p.practice_start, comes_about)).margin(1e-6));
    }
    // By hand: pulled to perfect at 0.04 a week, back by a fifth a year; and no practice is below none.
    const Parameters p = default_parameters();
    CHECK(practice::levels_off(p, 0.3, 1) == Approx(0.04 / (0.04 + 0.2 / 52)));
    CHECK(practice::levels_off(p, 0.3, 0) == Approx(0).margin(1e-12));
    CHECK(practice::levels_off(p, 0.3, -1) == Approx(-0.3 / 0.7 * 0.04 / (0.04 + 0.2 / 52)));
}
