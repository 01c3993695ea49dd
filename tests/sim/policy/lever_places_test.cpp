// Where a lever is at work: in the places it is aimed at or, where its row says so, in all of their districts.
#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/policy/reach.h"
#include "sim/policy/schedule.h"
#include "sim/policy/targeting.h"
#include "tests/support/runs.h"
#include "tests/support/test_geography.h"

using namespace concord;
using namespace concord::sim;

namespace {

constexpr int kDistricts = 2;

const Geography& places() {
    static const Geography geography = small_geography(kDistricts, 2, 3);
    return geography;
}

// Aimed at the first area of the first district, as much of it as there may be.
LeverSetting in_one_area(const LeverInfo& lever) {
    LeverSetting setting = tests::lever(lever.kind, 0, kDistricts);
    for (std::size_t k = 0; k < lever.fields.size(); ++k) {
        const LeverField& field = lever.fields[k];
        FieldValue most{.number = field.high};
        if (field.kind == FieldKind::kChoice) most = {.choice = 0};
        if (field.kind == FieldKind::kSet) most = {.members = (1U << field.choices.size()) - 1};
        setting.set(k, most);
    }
    setting.target = {.rule = Target::Rule::kAreas, .areas = {0}};
    return setting;
}

std::vector<int> where(auto wanted) {
    std::vector<int> found;
    for (int n = 0; n < static_cast<int>(places().neighbourhoods.size()); ++n)
        if (wanted(n)) found.push_back(n);
    return found;
}

}  // namespace

TEST_CASE("What a lever does beside the places it is aimed at is said by its row, and the places reached are these") {
    const auto area = where([](int n) { return places().neighbourhoods[n].area == 0; });
    const auto district = where([](int n) { return places().neighbourhoods[n].district == 0; });
    REQUIRE(area.size() < district.size());
    for (const LeverInfo& lever : lever_table()) {
        if (lever.kind == LeverKind::kMonitoring) continue;  // changes nobody
        INFO(lever.name);
        Scenario scenario = tests::scenario(1, {in_one_area(lever)}), without = tests::scenario(1);
        scenario.baseline.support.pooled = without.baseline.support.pooled = false;
        LeverWeek week;
        Schedule(places(), scenario).at(0, week);
        const auto changed = where([&](int n) {
            return std::any_of(lever_effects().begin(), lever_effects().end(), [&](const LeverEffect& effect) {
                return (week.*effect.of)[static_cast<std::size_t>(n)] != effect.neutral;
            });
        });
        const auto& most = lever.of_districts ? district : area;
        CHECK(std::includes(most.begin(), most.end(), changed.begin(), changed.end()));
        CHECK(places_reached(places(), scenario, without) == most);
    }
}
