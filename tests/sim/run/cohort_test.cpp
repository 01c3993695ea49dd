// Those whom levers reach: who counts, for how long, and what is told of them.
#include "sim/run/cohort.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>
#include <set>

#include "sim/measures/item_model.h"
#include "sim/run/start.h"
#include "sim/run/state.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

constexpr std::uint8_t kSeatsTaken = kind_bit(LeverKind::kCommunityEngagement);

// Two runs of a year from one start, with seats and without.
struct Futures {
    World world = build_world(small_geography(1, 2, 3), {.scale = 2, .seed = 8});
    Scenario seated, plain = tests::scenario(1);
    std::shared_ptr<const Start> start;
    std::optional<Simulation> with, without;

    explicit Futures(double seats)
        : seated(tests::scenario(1, {tests::lever(LeverKind::kCommunityEngagement, seats)})),
          start(prepare(world, tests::as_intended(), plain.baseline, {.seed = 5})) {
        with.emplace(world, start, seated, RunOptions{.seed = 5});
        without.emplace(world, start, plain, RunOptions{.seed = 5});
        for (int week = 0; week < kWeeksPerYear; ++week) with->step(), without->step();
    }
};

LeverWeek week_with(float trained, float stops, float fair, float satisfied) {
    LeverWeek week;
    week.any = true;
    week.trained = {trained};
    week.stop_multiple = {stops};
    week.fair_share_change = {fair};
    week.satisfaction_change = {satisfied};
    return week;
}

}  // namespace

TEST_CASE("An event is a lever's when the lever has a hand in it there", "[cohort]") {
    const LeverWeek none = week_with(0, 1, 0, 0);
    const auto stop = event_bit(kEventStops), service = event_bit(kEventServiceContacts),
               patrol = event_bit(kEventPatrolContacts);
    CHECK(kinds_reaching(none, 0, event_bit(kEventSeats)) == kind_bit(LeverKind::kCommunityEngagement));
    CHECK(kinds_reaching(none, 0, event_bit(kEventPlaces)) == kind_bit(LeverKind::kBridgingProgrammes));
    CHECK(kinds_reaching(none, 0, event_bit(kEventCircles)) == kind_bit(LeverKind::kEsolCircles));
    CHECK(kinds_reaching(none, 0, patrol) == kind_bit(LeverKind::kNeighbourhoodPolicing));
    CHECK(kinds_reaching(none, 0, stop | service | event_bit(kEventHateIncidents)) == 0);
    const auto training = kind_bit(LeverKind::kProceduralJusticeTraining), stops = kind_bit(LeverKind::kStopAndSearch);
    for (const auto event : {stop, service}) CHECK(kinds_reaching(week_with(0.5f, 1, 0, 0), 0, event) == training);
    CHECK(kinds_reaching(week_with(0, 2, 0, 0), 0, stop) == stops);
    CHECK(kinds_reaching(week_with(0, 1, -0.1f, 0), 0, stop) == stops);
    CHECK(kinds_reaching(week_with(0, 1, -0.1f, 0), 0, service) == 0);
    CHECK(kinds_reaching(week_with(0, 1, 0, 0.1f), 0, service) == stops);
    LeverWeek idle = week_with(0.5f, 2, 0, 0);
    idle.any = false;
    CHECK(kinds_reaching(idle, 0, stop) == 0);
}

TEST_CASE("Those who took a seat are followed until they move, beside themselves without it", "[cohort]") {
    const Futures futures(100);
    const SimulationState &run = futures.with->state(), &other = futures.without->state();
    double adults = 0, voice = 0, voice_without = 0, influence = 0, fell = 0;
    for (int n = 0; n < futures.world.neighbourhoods(); ++n)
        for (auto i = futures.world.neighbourhood_begin[n]; i < futures.world.neighbourhood_begin[n + 1]; ++i) {
            const bool seated = run.last_seat[i] != engagement::kNeverSeated;  // begins anew with every household
            CHECK((run.reached_by[i] == kSeatsTaken) == seated);
            CHECK(other.reached_by[i] == 0);
            if (!seated) continue;
            ++adults;
            voice += static_cast<double>(run.now[i][kVoice]);
            voice_without += static_cast<double>(other.now[i][kVoice]);
            influence += static_cast<double>(futures.start->initial.items.agree(n, load(run.now[i]))[kInfluence]);
            fell += run.now[i][kPoliceTrust] < static_cast<float>(run.police_trust_start[i]) / 65535.0f - 0.1f ? 1 : 0;
        }
    REQUIRE(adults > 50);
    const Participants found = participants_of(*futures.start, run, kSeatsTaken, other.now);
    CHECK(found.residents == adults * 2);  // each stands for two
    CHECK(found.with[kVoice] == Approx(voice / adults));
    CHECK(found.without[kVoice] == Approx(voice_without / adults));
    CHECK(found.with[kVoice] - found.without[kVoice] > 0.01);
    CHECK(found.with[cohort_measure_of(kOutcomeInfluence)] == Approx(100 * influence / adults));
    CHECK(found.with[cohort_measure_of(kOutcomePoliceTrustFell)] == Approx(100 * fell / adults));
    CHECK(kCohortNames[cohort_measure_of(kOutcomeInfluence)] == "influence");
    CHECK(kCohortNames[cohort_measure_of(kOutcomePoliceTrustFell)] == "police_trust_fell");
    const Participants nobody =
        participants_of(*futures.start, run, kind_bit(LeverKind::kNeighbourhoodPolicing), other.now);
    CHECK(nobody.residents == 0);
}

TEST_CASE("Of a cohort are told the states, and every outcome that neighbourhoods keep", "[cohort]") {
    REQUIRE(kCohortNames.size() == kStates + kPlaceOutcomes.size());
    for (std::size_t s = 0; s < kStates; ++s) CHECK(kCohortNames[s] == kStateNames[s]);
    std::set<std::size_t> at;
    for (const int outcome : kPlaceOutcomes) {
        CHECK(kCohortNames[cohort_measure_of(outcome)] == kOutcomeTable[static_cast<std::size_t>(outcome)].name);
        at.insert(cohort_measure_of(outcome));
    }
    CHECK(at.size() == kPlaceOutcomes.size());
    const Futures futures(100);
    const Participants found =
        participants_of(*futures.start, futures.with->state(), kSeatsTaken, futures.without->states());
    for (std::size_t k = 0; k < kCohortMeasures; ++k) {
        INFO(kCohortNames[k]);
        CHECK(std::isfinite(found.with[k]));
        CHECK(std::isfinite(found.without[k]));
    }
}

TEST_CASE("Some neighbourhoods' adults stand beside themselves without the lever", "[cohort]") {
    const Futures futures(100);
    const SimulationState &run = futures.with->state(), &other = futures.without->state();
    const std::array places = {1, 4};
    double adults = 0, belong = 0, belong_without = 0;
    for (const int n : places)
        for (auto i = futures.world.neighbourhood_begin[n]; i < futures.world.neighbourhood_begin[n + 1]; ++i) {
            if (futures.world.age_band[i] < kFirstAdultBand) continue;
            const ItemModel& items = futures.start->initial.items;
            belong += static_cast<double>(items.agree(n, load(run.now[i]))[kBelong]);
            belong_without += static_cast<double>(items.agree(n, load(other.now[i]))[kBelong]);
            ++adults;
        }
    const auto k = static_cast<std::size_t>(
        std::find(kPlaceOutcomes.begin(), kPlaceOutcomes.end(), int{kOutcomeBelong}) - kPlaceOutcomes.begin());
    const PairedPlaces found = places_of(*futures.start, run, places, other.now);
    CHECK(found.with[k] == Approx(100 * belong / adults));
    CHECK(found.without[k] == Approx(100 * belong_without / adults));
    CHECK(found.with[k] != found.without[k]);
    for (const double mean : places_of(*futures.start, run, {}, other.now).with) CHECK(std::isnan(mean));
}

TEST_CASE("Of fewer than ten nothing is told, not even how many", "[cohort]") {
    const Futures futures(100);
    SimulationState run = futures.with->state();
    int left = 0;
    for (std::size_t i = 0; i < run.reached_by.size(); ++i)
        if (run.reached_by[i] != 0 && ++left > 9) run.reached_by[i] = 0;
    const Participants few = participants_of(*futures.start, run, kSeatsTaken, futures.without->states());
    CHECK(few.residents == 0);
    for (const double mean : few.with) CHECK(std::isnan(mean));
    for (const double mean : few.without) CHECK(std::isnan(mean));
}
