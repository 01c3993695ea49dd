// The room of hostility: the published recorded incidents at the start, and incidents that come at their rate.
#include "sim/processes/hostility.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/sim/processes/drawn_week.h"

using namespace concord;
using namespace concord::sim;
using namespace concord::tests;

namespace {

std::vector<AreaSums> sums_of(const Town& town) {
    std::vector<AreaSums> sums(town.world.geography.areas.size());
    for (int n = 0; n < town.world.neighbourhoods(); ++n)
        for (auto i = town.start->begin(n); i < town.start->begin(n + 1); ++i)
            sums[town.start->area_of(n)].add(town.start->parameters, town.world.ethnic_group[i], load(town.states[i]));
    return sums;
}

}  // namespace

TEST_CASE("At the observed levels as many incidents are recorded as the baseline publishes") {
    Town town;
    town.everybody(0.3f);  // below the cutoff: some openness lacks
    for (const double published : {2.0, 5.0}) {
        Context context = *town.start;
        context.baseline.recorded_hate_per_1000_a_year = published;
        const auto sums = sums_of(town);
        const auto start = hostility::fit(context, sums, std::span(town.states.data(), town.states.size()));
        double recorded = 0;
        for (int n = 0; n < town.world.neighbourhoods(); ++n)
            for (auto i = context.begin(n); i < context.begin(n + 1); ++i)
                recorded += hostility::rate(context, start, context.area_of(n), town.world.ethnic_group[i],
                                            sums[context.area_of(n)]) *
                            hostility::probability_recorded(context.parameters, 0.3);
        CHECK(recorded * kWeeksPerYear * 1000 / town.world.residents() == Approx(published).epsilon(1e-4));
    }
}

TEST_CASE("A district's incidents are those published of it; the others share the rest by exposure, not by openness") {
    const auto world = build_world(small_geography(3, 2, 3), {.scale = 2, .seed = 8});
    auto baseline = plain_baseline();
    baseline.recorded_hate_per_1000_a_year = 4;
    const auto recorded = [&](const Parameters& p) {
        const auto start = prepare(world, p, baseline, {});
        std::vector<AreaSums> sums(world.geography.areas.size());
        for (int n = 0; n < world.neighbourhoods(); ++n)
            for (auto i = start->begin(n); i < start->begin(n + 1); ++i)
                sums[start->area_of(n)].add(p, world.ethnic_group[i],
                                            initial_state::observed_level(*start, start->initial, i, n));
        return hostility::recorded_by_district(*start, start->hostility, sums);
    };
    const auto shared = recorded(default_parameters());
    double residents = 0, sum = 0;
    std::vector<double> people(3);
    for (int n = 0; n < world.neighbourhoods(); ++n)
        people[world.geography.neighbourhoods[n].district] +=
            world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n] + world.neighbourhood_child_begin[n + 1] -
            world.neighbourhood_child_begin[n];
    for (std::size_t d = 0; d < 3; ++d) residents += people[d], sum += shared[d] * people[d];
    CHECK(sum / residents == Approx(4));
    auto closed = default_parameters();
    closed.start_mean[kOpenness] = 0.4;
    CHECK(recorded(closed) == shared);  // whatever their openness

    baseline.recorded_hate_by_district = {std::nullopt, 7.5, std::nullopt};
    const auto known = recorded(default_parameters());
    CHECK(known[1] == 7.5);
    CHECK(known[0] / known[2] == Approx(shared[0] / shared[2]));
    CHECK((known[0] * people[0] + 7.5 * people[1] + known[2] * people[2]) / residents == Approx(4));
}

TEST_CASE("No rate passes the ceiling, however closed the others and however low the trust") {
    Town town;
    const auto& start = town.start->hostility;
    town.everybody(0.0f);
    const auto sums = sums_of(town);
    for (std::size_t a = 0; a < sums.size(); ++a)
        for (int g = 0; g < kEthnicGroups; ++g)
            CHECK(hostility::rate(*town.start, start, static_cast<int>(a), g, sums[a]) <= start.bounds[a].ceiling);
    hostility::State state{sums};  // and whatever happens
    const auto worst = hostility::rates(*town.start, start, state, {.rate = 1e6, .recording = 0.5}, 0);
    CHECK(*std::max_element(worst.of_group.begin(), worst.of_group.end()) == start.bounds[0].ceiling);
    CHECK(worst.recording == 0.5);
    const auto usual = hostility::rates(*town.start, start, state, {}, 0);
    for (int g = 0; g < kEthnicGroups; ++g)
        CHECK(usual.of_group[g] == hostility::rate(*town.start, start, 0, g, sums[0]));
    town.everybody(1.0f);
    for (int g = 0; g < kEthnicGroups; ++g) CHECK(hostility::rate(*town.start, start, 0, g, sums_of(town)[0]) == 0);
    CHECK(hostility::rate(*town.start, start, 0, kWhite, AreaSums{}) == 0);  // nobody there
}

TEST_CASE("Incidents come at each group's rate, are recorded at theirs, and mark their victim") {
    Town town;
    town.everybody(0.4f);
    hostility::Rates rates{};
    rates.of_group[kAsian] = 0.004;
    rates.of_group[kWhite] = 0.002;
    auto start = town.start->hostility;
    for (RareBounds& of_area : start.bounds) of_area = {.usual = 0.001, .ceiling = 0.005};
    const int weeks = 520;
    const auto drawn = town.drawn(weeks, [&](const RareWeek& rare, std::vector<Pending>& out) {
        hostility::draw(*town.start, start, rates, {}, rare, town.states, out);
    });
    std::array<double, kEthnicGroups> met{}, people{};
    for (auto i = town.start->begin(1); i < town.start->begin(2); ++i) ++people[town.world.ethnic_group[i]];
    for (const Pending& one : drawn) {
        ++met[town.world.ethnic_group[one.resident]];
        REQUIRE(one.column == kLedgerHostility);
        REQUIRE(one.tag == kTagVictim);
        REQUIRE((one.change == hostility::victim_effect(town.start->parameters, Vector::Constant(0.4f), 1)).all());
    }
    CHECK(near(met[kAsian], weeks * 0.004 * people[kAsian]));
    CHECK(near(met[kWhite], weeks * 0.002 * people[kWhite]));
    CHECK(met[kBlack] + met[kMixed] + met[kOther] == 0);
    CHECK(count(drawn, kEventHateIncidents) == static_cast<double>(drawn.size()));
    CHECK(near(count(drawn, kEventHateRecorded),
               hostility::probability_recorded(town.start->parameters, 0.4) * static_cast<double>(drawn.size())));
}

TEST_CASE("What is heard of an incident is the declared share of what it did to the victim") {
    const Parameters p = default_parameters();
    const Vector x = Vector::Constant(0.7f), victim = hostility::victim_effect(p, x, 1), heard = hostility::heard(p, x);
    for (const int s : {kSafety, kNeighbourTrust, kBelonging, kGrievance}) {
        CHECK(heard[s] == Approx(p.vicarious * victim[s]));
        CHECK(victim[s] * (s == kGrievance ? 1 : -1) > 0);
    }
    CHECK(victim[kOpenness] == 0);
    // An incident takes a share of what is there and cannot leave the scale.
    CHECK(hostility::victim_effect(p, Vector::Zero(), 1)[kSafety] == 0);
    CHECK(hostility::victim_effect(p, Vector::Constant(1), 1)[kGrievance] == 0);
}

TEST_CASE("Third parties bring to the records a share of what would not be there, or keep a share from them") {
    using hostility::Countered;
    CHECK(Countered{}.recorded(0.38) == 0.38);
    CHECK(Countered{.third_party = 0.1}.recorded(0.38) == Approx(0.38 + 0.62 * 0.1));
    CHECK(Countered{.third_party = -0.06}.recorded(0.38) == Approx(0.38 * 0.94));
    CHECK(Countered{.third_party = -0.06}.recorded(0.02) > 0);
}

TEST_CASE("Counter-hate lowers the rate and raises what is recorded by its reach, as it is delivered and diluted") {
    Town town(as_intended());
    const Parameters& p = town.start->parameters;
    const auto of = [&](double reach) {
        return hostility::countered(*town.start, town.start->delivery,
                                    town.levers({lever(LeverKind::kCounterHate, reach)}), 0);
    };
    CHECK(of(0).rate == 1);
    CHECK(of(0).third_party == 0);
    LeverWeek levers = town.levers({lever(LeverKind::kCounterHate, 0.5)});
    const double diluted = delivery::dilution(p, levers.reach[static_cast<std::size_t>(LeverKind::kCounterHate)]);
    CHECK(of(0.5).rate == Approx(1 - p.counter_hate_rate * 0.5 * diluted));
    CHECK(of(0.5).third_party == Approx(p.counter_hate_reporting * 0.5 * diluted));
    delivery::Start contrary = town.start->delivery;
    for (auto& of_district : contrary.works) of_district.fill(-0.5f);
    CHECK(hostility::countered(*town.start, contrary, levers, 0).rate > 1);
    contrary.works[0].fill(0);
    CHECK(hostility::countered(*town.start, contrary, levers, 0).rate == 1);
}

TEST_CASE("With counter-hate on, as many fewer incidents happen and more are recorded as it says; switched off, none") {
    const World world = build_world(small_geography(2, 2, 3), {.scale = 2, .seed = 8});
    Parameters p = as_intended();
    p.counter_hate_rate = 0.2;
    p.counter_hate_reporting = 0.3;
    const auto counts = [&](std::vector<LeverSetting> levers, const Parameters& with) {
        Scenario scenario = tests::scenario(1, std::move(levers));
        scenario.baseline.recorded_hate_per_1000_a_year = 100;
        const auto record = finish(world, scenario, with, {.seed = 3}).record;
        std::array<double, 2> sum{};
        for (int period = 0; period < record.periods; ++period) {
            sum[0] += record[SeriesId::kEvents].at(period, 0, int{kEventHateIncidents});
            sum[1] += record[SeriesId::kEvents].at(period, 0, int{kEventHateRecorded});
        }
        return sum;
    };
    const auto lever_on = std::vector{lever(LeverKind::kCounterHate, 1, 2)};
    const auto without = counts({}, p), with = counts(lever_on, p);
    CHECK(with[0] / without[0] == Approx(0.8).margin(0.02));
    const double recorded = without[1] / without[0];
    CHECK(with[1] / with[0] == Approx(recorded + (1 - recorded) * 0.3).margin(0.02));
    p.counter_hate_rate = p.counter_hate_reporting = 0;
    CHECK(counts(lever_on, p) == without);
}
