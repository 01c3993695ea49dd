// The room of delivery: an intended effect is thinner where a lever reaches many, and in a district a lever works, has
// no effect or the contrary one.
#include "sim/processes/delivery.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

constexpr int kDistricts = 40;
constexpr auto kSeats = static_cast<std::size_t>(LeverKind::kCommunityEngagement);
constexpr auto kTraining = static_cast<std::size_t>(LeverKind::kProceduralJusticeTraining);

struct Region {
    World world = build_world(small_geography(kDistricts, 1, 1), {.scale = 1, .seed = 8});
    Context of(const Parameters& parameters, std::uint32_t seed) const {
        return make_context(world, parameters, tests::plain_baseline(), {.seed = seed});
    }
};

}  // namespace

TEST_CASE("Up to one resident in a hundred a year an effect is whole; ten times as many share it thinner") {
    const Parameters p = default_parameters();
    CHECK(delivery::dilution(p, 0) == 1);
    CHECK(delivery::dilution(p, 0.01) == 1);
    CHECK(delivery::dilution(p, 0.1) == Approx(std::pow(10, -p.dilution)));
    CHECK(p.dilution > 0);
}

TEST_CASE("Levers work, fail and backfire as often as the parameters say, each by a draw of its own") {
    const Region region;
    Parameters p = default_parameters();
    p.no_effect = 0.3, p.backfire = 0.1, p.training_backfire = 0.4, p.backfire_size = 0.25;
    std::array<double, kLeverKinds> failed{}, contrary{};
    int alike = 0, all = 0;
    constexpr int kSeeds = 60;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed)
        for (const auto& works : delivery::fit(region.of(p, seed)).works) {
            for (std::size_t k = 0; k < works.size(); ++k) {
                REQUIRE((works[k] == 1 || works[k] == 0 || works[k] == -0.25f));
                failed[k] += works[k] == 0, contrary[k] += works[k] < 0;
            }
            ++all, alike += works[0] == works[1];
        }
    for (std::size_t k = 0; k < failed.size(); ++k) {
        CHECK(failed[k] / all == Approx(0.3).margin(0.04));  // of 2,400: sd 0.009
        CHECK(contrary[k] / all == Approx(k == kTraining ? 0.4 : 0.1).margin(0.04));
    }
    CHECK(alike < 0.6 * all);  // 0.6^2 + 0.3^2 + 0.1^2 = 0.46 by chance
    CHECK(all == kSeeds * kDistricts);
}

TEST_CASE("A lever's fate in a district is one of seed, lever and district, whatever the scenario does with it") {
    const Region region;
    const Context context = region.of(default_parameters(), 5);
    const auto start = delivery::fit(context), again = delivery::fit(context);
    CHECK(start.works == again.works);
    CHECK(start.works != delivery::fit(region.of(default_parameters(), 6)).works);
    LeverWeek few, many;
    few.reach[kSeats] = 0.02, many.reach[kSeats] = 0.04;
    for (LeverWeek* levers : {&few, &many}) delivery::dilute(context.parameters, *levers);
    for (int n = 0; n < region.world.neighbourhoods(); ++n) {
        const double works = start.works[context.district_of(n)][kSeats];
        const auto effect = [&](const LeverWeek& levers) {
            return delivery::effect(context, start, levers, LeverKind::kCommunityEngagement, n);
        };
        CHECK(effect(few) == Approx(works * std::pow(2, -context.parameters.dilution)));
        CHECK(effect(many) == Approx(works * std::pow(4, -context.parameters.dilution)));
    }
}
