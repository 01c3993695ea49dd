// What a run warns of: bounds of the scale that take away what was to happen.
#include <catch2/catch.hpp>

#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

std::vector<std::string> warnings_of(const Parameters& parameters) {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 2, .seed = 8});
    return tests::finish(world, tests::scenario(1), parameters).record.warnings;
}

bool warns_of(const std::vector<std::string>& warnings, State state) {
    const std::string text =
        "the bounds [0, 1] took more than 1 % of the gross change of " + std::string(kStateNames[state]);
    return std::find(warnings.begin(), warnings.end(), text) != warnings.end();
}

}  // namespace

TEST_CASE("A state of which the bounds of the scale take more than a hundredth is named, and no other") {
    CHECK(warnings_of(default_parameters()).empty());
    Parameters high = default_parameters();  // some are led beyond 1 by changes of their own, which come often in voice
    high.start_mean[kVoice] = 0.9;
    high.yearly_fade[kVoice] = 0.7;
    high.transient = 0.6;
    const auto warnings = warnings_of(high);
    for (const std::string& warning : warnings) UNSCOPED_INFO(warning);
    CHECK(warns_of(warnings, kVoice));
    CHECK_FALSE(warns_of(warnings, kPoliceTrust));
    CHECK_FALSE(warns_of(warnings, kNeighbourTrust));
}

TEST_CASE("Deciles of a state rise from the first to the ninth, a tenth of the residents below the first") {
    const auto world = build_world(small_geography(1, 2, 3), {.scale = 1, .seed = 8});
    auto scenario = tests::scenario(1);
    scenario.weeks = 4;
    const tests::Finished run = tests::finish(world, scenario, default_parameters());
    for (int state = 0; state < kStates; ++state) {
        std::array<double, kDeciles> decile{};
        for (std::size_t d = 0; d < kDeciles; ++d) {
            decile[d] = run.record[SeriesId::kStateDeciles].at(1, 0, state, d);
            if (d > 0) CHECK(decile[d] > decile[d - 1]);
        }
        double adults = 0, below = 0;
        for (std::uint32_t i = 0; i < world.talkers(); ++i) {
            if (world.age_band[i] < kFirstAdultBand) continue;
            ++adults;
            below += static_cast<double>(run.states[i][state]) < decile[0];
        }
        CHECK(below / adults == Approx(0.1).margin(0.01));
    }
}
