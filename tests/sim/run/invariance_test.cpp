// Invariance: threads, repetition, labels of ethnic groups, districts that a lever
// leaves alone. Bits are compared, and a few readable numbers beside them.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/runs.h"
#include "tests/support/with_threads.h"

using namespace concord;

namespace {

tests::Finished at_threads(int threads, const sim::World& world, const sim::Scenario& scenario) {
    return tests::with_threads(threads,
                               [&] { return tests::finish(world, scenario, sim::default_parameters(), {.seed = 4}); });
}

// The same people under other labels: tables that are sorted by group are sorted again, nothing else changes.
sim::World relabelled(sim::World w, const std::array<std::uint8_t, sim::kEthnicGroups>& label) {
    for (auto& g : w.ethnic_group) g = label[g];
    for (auto& g : w.child_ethnic_group) g = label[g];
    for (int n = 0; n < w.neighbourhoods(); ++n) {
        const auto k = static_cast<std::size_t>(n);
        const auto begin = w.neighbourhood_begin[k], end = w.neighbourhood_begin[k + 1];
        auto* order = w.by_group.data();
        std::sort(order + begin, order + end, [&](auto a, auto b) {
            return std::pair(w.ethnic_group[begin + a], a) < std::pair(w.ethnic_group[begin + b], b);
        });
        auto& bounds = w.group_begin[k];
        bounds.fill(0);
        for (auto i = begin; i < end; ++i) ++bounds[w.ethnic_group[i] + 1u];
        for (std::size_t g = 0; g < sim::kEthnicGroups; ++g)
            bounds[g + 1] = static_cast<std::uint16_t>(bounds[g + 1] + bounds[g]);
    }
    for (sim::Neighbourhood& n : w.geography.neighbourhoods) {
        const auto old = n.ethnic_group;
        for (std::size_t g = 0; g < sim::kEthnicGroups; ++g) n.ethnic_group[label[g]] = old[g];
    }
    for (auto& before : w.group_before) {
        const auto old = before;
        for (std::size_t g = 0; g < sim::kEthnicGroups; ++g) before[label[g]] = old[g];
    }
    for (std::size_t v = 0; v < w.venue_kind.size(); ++v) {
        auto* member = w.venue_member.data();
        std::sort(member + w.venue_begin[v], member + w.venue_begin[v + 1],
                  [&](auto a, auto b) { return std::pair(w.ethnic_group[a], a) < std::pair(w.ethnic_group[b], b); });
        auto& bounds = w.venue_group_begin[v];
        bounds.fill(0);
        for (auto m = w.venue_begin[v]; m < w.venue_begin[v + 1]; ++m) ++bounds[w.ethnic_group[member[m]] + 1u];
        for (std::size_t g = 0; g < sim::kEthnicGroups; ++g) bounds[g + 1] += bounds[g];
    }
    return w;
}

}  // namespace

TEST_CASE("A run with every lever on is bit-identical at 1, 2 and 3 threads, and when repeated") {
    const auto world = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 2, .seed = 8});
    auto scenario = tests::scenario(2, tests::every_lever(2));
    for (int kind = 0; kind < sim::kNewsKinds; ++kind)
        scenario.events.push_back(tests::event(static_cast<sim::NewsKind>(kind), 10 + 3 * kind, kind % 2));
    const auto one = at_threads(1, world, scenario);
    for (const int threads : {1, 2, 3}) {
        const auto again = at_threads(threads, world, scenario);
        CHECK(tests::same_bits(one.states, again.states));
        CHECK(tests::same_bits(one.record, again.record));
        const auto last = [](const sim::RunRecord& r) { return r[sim::SeriesId::kWeeklyOutcomes].values.back(); };
        CHECK(last(one.record) == last(again.record));
    }
    const auto other = tests::finish(world, scenario, sim::default_parameters(), {.seed = 5});
    CHECK_FALSE(tests::same_bits(one.states, other.states));
}

TEST_CASE("Relabelling the ethnic groups of a finished population leaves every state bit-identical after a year") {
    const auto world = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 2, .seed = 8});
    auto scenario = tests::scenario(1, tests::every_lever(2));  // the baseline's exposure is equal
    for (const auto kind : {sim::NewsKind::kAttack, sim::NewsKind::kOnlineHostility, sim::NewsKind::kExtremistMeeting})
        scenario.events.push_back(tests::event(kind, 20));  // buffers ask for friends of another background
    const auto plain = tests::finish(world, scenario, sim::default_parameters(), {.seed = 4});
    for (const auto& label : {std::array<std::uint8_t, 5>{3, 0, 1, 2, 4}, std::array<std::uint8_t, 5>{4, 3, 2, 1, 0},
                              std::array<std::uint8_t, 5>{1, 0, 2, 3, 4}}) {
        const auto permuted = tests::finish(relabelled(world, label), scenario, sim::default_parameters(), {.seed = 4});
        CHECK(tests::same_bits(plain.states, permuted.states));
        const sim::GroupLayout layout{.districts = 2};
        for (int e = 0; e < sim::kEthnicGroups; ++e)  // and permutes the rows of what is measured by group
            for (std::size_t m = 0; m < sim::kEqualityMeasures; ++m) {
                if (m == sim::kEqualityStopRatio) continue;  // to White residents, whoever bears the label
                const auto at = [&](const sim::RunRecord& r, int group) {
                    return r[sim::SeriesId::kEquality].at(1, layout.ethnic(group), m);
                };
                const double was = at(plain.record, e), is = at(permuted.record, label[static_cast<std::size_t>(e)]);
                CAPTURE(e, sim::kEqualityNames[m]);
                CHECK((std::isnan(was) ? std::isnan(is) : is == Approx(was).epsilon(1e-6)));
            }
    }
    auto unequal = scenario;
    unequal.baseline.exposure.equal = false;
    unequal.baseline.exposure.ratio = {3, 1, 1, 1, 1};
    const auto labels_matter =
        tests::finish(relabelled(world, {1, 0, 2, 3, 4}), unequal, sim::default_parameters(), {.seed = 4});
    CHECK_FALSE(tests::same_bits(plain.states, labels_matter.states));  // the comparison can fail
}

TEST_CASE("With a lever in one district and ties confined to districts, the others stay bit-identical for ten years",
          "[slow]") {
    const auto world = sim::build_world(sim::small_geography(10, 2, 2), {.scale = 4, .seed = 8});
    auto levers = tests::every_lever(10);
    for (auto& lever : levers) lever.districts = {3};
    const sim::RunOptions options{.seed = 4, .confine_to_district = true};
    auto parameters = sim::default_parameters();
    parameters.share_rate_alone = 0;  // else districts learn from the one whose officers are trained
    auto alone = tests::scenario(10), helped = tests::scenario(10, levers);
    for (auto* scenario : {&alone, &helped}) scenario->baseline.support.pooled = false;  // else they share its places
    const auto without = tests::finish(world, alone, parameters, options);
    const auto with = tests::finish(world, helped, parameters, options);
    for (std::size_t d = 0; d < 10; ++d) {
        const auto begin = world.neighbourhood_begin[world.neighbourhood_of_district_begin[d]];
        const auto end = world.neighbourhood_begin[world.neighbourhood_of_district_begin[d + 1]];
        const bool same = std::equal(
            &without.states[begin], &without.states[end - 1] + 1, &with.states[begin],
            [](const auto& a, const auto& b) { return std::equal(a.value, a.value + sim::kStates, b.value); });
        INFO("district " << d);
        CHECK(same == (d != 3));
    }
}

TEST_CASE("A start prepared for another seed or world is refused") {
    const auto world = sim::build_world(sim::small_geography(1, 1, 2), {.scale = 8, .seed = 8});
    const auto scenario = tests::scenario(1);
    const auto start = sim::prepare(world, sim::default_parameters(), scenario.baseline, {.seed = 4});
    CHECK_THROWS_AS(sim::Simulation(world, start, scenario, {.seed = 5}), std::invalid_argument);
}
