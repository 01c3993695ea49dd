// Docking: counts of what is drawn at a known rate agree with it within sampling error.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/processes/policing.h"
#include "sim/processes/talks.h"
#include "sim/processes/turnover.h"
#include "tests/support/runs.h"

using namespace concord;

namespace {

double total(const sim::RunRecord& r, sim::EventKind kind, int group = 0) {
    double sum = 0;
    for (int p = 0; p < r.periods; ++p) sum += r[sim::SeriesId::kEvents].at(p, group, int{kind});
    return sum;
}

}  // namespace

TEST_CASE("Stops, service contacts and recorded incidents come at their published rates") {
    const auto world = sim::build_world(sim::small_geography(2, 3, 4), {.scale = 1, .seed = 5});
    constexpr int kYears = 6;
    const auto scenario = tests::scenario(kYears);
    const auto run = tests::finish(world, scenario, sim::default_parameters());
    const auto within_four_sigma = [](double count, double expected) {
        INFO("counted " << count << ", expected " << expected);
        CHECK(std::abs(count - expected) < 4 * std::sqrt(expected));
    };
    const double thousand_years = world.residents() / 1000.0 * kYears;
    within_four_sigma(total(run.record, sim::kEventStops), scenario.baseline.stops_per_1000_a_year * thousand_years);
    within_four_sigma(total(run.record, sim::kEventUnfairStops), 0.45 * total(run.record, sim::kEventStops));
    within_four_sigma(total(run.record, sim::kEventHateRecorded),
                      scenario.baseline.recorded_hate_per_1000_a_year * thousand_years);
    double service = 0, moves = 0;
    const auto start = sim::prepare(world, sim::default_parameters(), scenario.baseline, {});
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const double talkers = world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n];
        service += talkers * world.residents() / world.talkers() * static_cast<double>(start->policing.service[n]) *
                   kYears * sim::kWeeksPerYear;
        moves += talkers * static_cast<double>(start->turnover.move_rate[n]) * kYears * sim::kWeeksPerYear;
    }
    within_four_sigma(total(run.record, sim::kEventServiceContacts), service);
    CHECK(total(run.record, sim::kEventMoves) == Approx(moves).epsilon(0.03));  // clustered in households
}

TEST_CASE("Published exposure ratios come out of the simulated stop rates; equal exposure leaves age and place alone") {
    const auto world = sim::build_world(sim::small_geography(2, 3, 4), {.scale = 2, .seed = 5});
    auto baseline = tests::plain_baseline();
    baseline.exposure.equal = false;
    baseline.exposure.ratio = {1.4, 2.4, 1, 1, 1};
    const auto unequal = sim::prepare(world, sim::default_parameters(), baseline, {});
    const auto ratio = sim::policing::stop_rate_ratios(*unequal, unequal->policing);
    for (std::size_t g = 0; g < sim::kEthnicGroups; ++g)
        CHECK(ratio[g] == Approx(baseline.exposure.of(static_cast<int>(g), sim::default_parameters())).epsilon(1e-9));
    baseline.exposure.equal = true;
    const auto start = sim::prepare(world, sim::default_parameters(), baseline, {});
    for (const double e : start->policing.stops.exposure) CHECK(e == 1.0);
    double expected = 0;  // the total does not depend on the ratios
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            expected += start->policing.stops.of(n, world.age_band[i], world.ethnic_group[i]);
    CHECK(expected * sim::kWeeksPerYear * 1000 / world.residents() ==
          Approx(baseline.stops_per_1000_a_year).epsilon(1e-9));
}

TEST_CASE("Online talks are Poisson by age, and talks reach the expected number") {
    const auto world = sim::build_world(sim::small_geography(2, 2, 3), {.scale = 2, .seed = 5});
    const auto start = sim::prepare(world, sim::default_parameters(), tests::plain_baseline(), {.seed = 9});
    const sim::Talks talks(*start);
    sim::Column<sim::Friends> friends;
    sim::draw_friends(world, start->friendship, friends);
    const sim::Column<sim::ResidentState> states(world.talkers());
    std::array<double, 6> count{};
    double adults = 0, held = 0;
    sim::TalkBatch batch;
    for (std::uint32_t week = 0; week < 4; ++week)
        for (int n = 0; n < world.neighbourhoods(); ++n)
            for (auto first = world.neighbourhood_begin[n]; first < world.neighbourhood_begin[n + 1];
                 first += sim::kBatch) {
                const int lanes =
                    static_cast<int>(std::min<std::uint32_t>(sim::kBatch, world.neighbourhood_begin[n + 1] - first));
                talks.draw(talks.place(n), first, lanes, week, friends, states.data(), batch);
                talks.meet_at_venue(talks.place(n), first, lanes, batch);
                for (int lane = 0; lane < lanes; ++lane) {
                    const auto i = first + static_cast<std::uint32_t>(lane);
                    for (int slot = 0; slot < sim::kSlots; ++slot) held += batch.partner[slot][lane] != i;
                    held += std::max(0, static_cast<int>(batch.online[lane]) - sim::kOnlineSlots);
                    if (world.age_band[i] < sim::kAge16To24 || world.age_band[i] > sim::kAge50To64) continue;
                    ++adults;
                    if (batch.online[lane] < 6) ++count[batch.online[lane]];
                }
            }
    double mass = std::exp(-1.2);
    for (std::size_t k = 0; k < count.size(); ++k) {
        CHECK(std::abs(count[k] - adults * mass) < 4 * std::sqrt(adults * mass));
        mass *= 1.2 / static_cast<double>(k + 1);
    }
    CHECK(held / world.talkers() / 4 == Approx(talks.mean_talks()).epsilon(0.005));
}

TEST_CASE("A resident's draws of a week have nothing to do with one another") {
    const auto world = sim::build_world(sim::small_geography(2, 2, 3), {.scale = 1, .seed = 5});
    const auto start = sim::prepare(world, sim::default_parameters(), tests::plain_baseline(), {.seed = 9});
    const sim::Talks talks(*start);
    sim::Column<sim::Friends> friends;
    sim::draw_friends(world, start->friendship, friends);
    const sim::Column<sim::ResidentState> states(world.talkers());
    constexpr std::size_t kDraws = sim::kNeighbourTalks + sim::kFaceToFace + sim::kNeighbourTalks;
    std::array<std::array<double, kDraws>, kDraws> product{};
    std::array<double, kDraws> sum{};
    double count = 0;
    sim::TalkBatch batch;
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto begin = world.neighbourhood_begin[n], end = world.neighbourhood_begin[n + 1];
        for (auto first = begin; first + sim::kBatch <= end; first += sim::kBatch) {
            talks.draw(talks.place(n), first, sim::kBatch, 3, friends, states.data(), batch);
            for (int lane = 0; lane < sim::kBatch; ++lane) {
                std::array<double, kDraws> draw{};  // each in [0, 1): which neighbour, and how the talks turn out
                std::size_t k = 0;
                for (int slot = 0; slot < sim::kNeighbourTalks; ++slot)
                    draw[k++] = static_cast<double>(batch.partner[sim::kFirstNeighbourSlot + slot][lane] - begin) /
                                (end - begin);
                for (int slot = 0; slot < sim::kFaceToFace; ++slot) draw[k++] = batch.outcome[slot][lane] / 65536.0;
                for (int slot = 0; slot < sim::kNeighbourTalks; ++slot)
                    draw[k++] = batch.neighbour_outcome[slot][lane] / 65536.0;
                ++count;
                for (std::size_t a = 0; a < kDraws; ++a) {
                    sum[a] += draw[a];
                    for (std::size_t b = 0; b <= a; ++b) product[a][b] += draw[a] * draw[b];
                }
            }
        }
    }
    const auto covariance = [&](std::size_t a, std::size_t b) {
        return product[a][b] / count - sum[a] * sum[b] / count / count;
    };
    for (std::size_t a = 0; a < kDraws; ++a)
        for (std::size_t b = 0; b < a; ++b) {
            CAPTURE(a, b, count);
            // A hundred pairs: five standard errors are met by chance once in ten thousand such tests.
            CHECK(std::abs(covariance(a, b)) < 5 / std::sqrt(count) * std::sqrt(covariance(a, a) * covariance(b, b)));
        }
}

TEST_CASE("Households leave at their neighbourhood's rate") {
    const auto world = sim::build_world(sim::small_geography(1, 1, 3), {.scale = 1, .seed = 5});
    const auto start = sim::prepare(world, sim::default_parameters(), tests::plain_baseline(), {.seed = 4});
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        double left = 0;
        std::vector<std::uint32_t> leaving;
        constexpr std::uint32_t kWeeks = 3000;
        for (std::uint32_t week = 0; week < kWeeks; ++week) {
            leaving.clear();
            sim::turnover::leaving_households(*start, start->turnover, n, week, leaving);
            left += static_cast<double>(leaving.size());
        }
        const double households = world.neighbourhood_household_begin[n + 1] - world.neighbourhood_household_begin[n];
        const double rate = static_cast<double>(start->turnover.move_rate[n]), expected = kWeeks * households * rate;
        CHECK(std::abs(left - expected) < 4 * std::sqrt(expected * (1 - rate)));
    }
}
