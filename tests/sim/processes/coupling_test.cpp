// The room of coupling: each arrow pulls what its table says and nothing else; return and arrows together settle where
// the inverse says; a loop that would run away is refused by name.
#include "sim/processes/coupling.h"

#include <catch2/catch.hpp>

#include "tests/sim/processes/drawn_week.h"

using namespace concord;
using namespace concord::sim;

namespace {

Context with(const Parameters& parameters) {
    static const World world = build_world(small_geography(1, 1, 2), {.scale = 4, .seed = 8});
    return make_context(world, parameters, tests::plain_baseline(), {});
}

Parameters without_arrows() {
    Parameters p = default_parameters();
    for (const auto& arrow : coupling::arrows()) p.*arrow.kappa = 0;
    for (const auto& arrow : coupling::place_arrows()) p.*arrow.points = 0;
    return p;
}

}  // namespace

TEST_CASE("An arrow pulls its own state alone, in proportion, either way") {
    for (const auto& arrow : coupling::arrows()) {
        INFO(kStateNames[arrow.from] << " -> " << kStateNames[arrow.to]);
        Parameters p = without_arrows();
        p.*arrow.kappa = 0.3;
        const Context context = with(p);
        const auto start = coupling::fit(context);
        CHECK(start.layers == 1);
        for (int s = 0; s < kStates; ++s) {
            Vector away = Vector::Zero();
            away[s] = -0.2f;
            const Vector pulled = coupling::pull_of_states(start, away);
            for (int to = 0; to < kStates; ++to) {
                const bool its = s == arrow.from && to == arrow.to;
                CHECK(pulled[to] == Approx(its ? -0.2f * 0.3f * context.rates.fade[to] : 0.0f));
            }
        }
    }
    const auto none = coupling::fit(with(without_arrows()));
    CHECK(none.layers == 0);
    CHECK((coupling::pull_of_states(none, Vector::Constant(1)) == Vector::Zero()).all());
}

TEST_CASE("A lasting point of one state brings kappa points of the other where nobody talks") {
    Parameters p = default_parameters();
    p.influence_share = p.influence_share_slow = 0;
    const Context context = with(p);
    const auto start = coupling::fit(context);
    // x settles where back (s - x) + C (x - s) + push = 0, so x - s = M^-1 push.
    VectorDouble push = VectorDouble::Zero();
    push[kPoliceTrust] = static_cast<double>(context.rates.back[kPoliceTrust]);  // one point of police trust, lasting
    const VectorDouble settled = -start.set_point_shift.times(push);
    CHECK(settled[kPoliceTrust] == Approx(1));
    CHECK(settled[kGrievance] == Approx(p.police_to_grievance));
    const double voice = p.police_to_grievance * p.grievance_to_voice;
    CHECK(settled[kVoice] == Approx(voice));
    const double trust = voice * p.voice_to_trust;
    CHECK(settled[kNeighbourTrust] == Approx(trust));
    CHECK(settled[kBelonging] ==
          Approx(p.police_to_belonging + voice * p.voice_to_belonging + trust * p.trust_to_belonging));
    CHECK(settled[kOpenness] == Approx(0).margin(1e-12));
}

TEST_CASE("Disorder that lasts brings its points of safety and trust, and none where it is as at the start") {
    Parameters p = default_parameters();
    p.influence_share = p.influence_share_slow = 0;
    const Context context = with(p);
    const auto start = coupling::fit(context);
    CHECK((coupling::pull_of_disorder(start, 1.3f, 1.3f) == Vector::Zero()).all());
    const Vector higher = coupling::pull_of_disorder(start, 1.1f, 1.0f);
    CHECK(higher[kSafety] / context.rates.fade[kSafety] == Approx(p.disorder_to_safety / 100).epsilon(1e-4));
    CHECK(higher[kNeighbourTrust] / context.rates.fade[kNeighbourTrust] ==
          Approx(p.disorder_to_trust / 100).epsilon(1e-4));
    CHECK(coupling::pull_of_disorder(start, 0.9f, 1.0f)[kSafety] > 0);
    CHECK(higher[kVoice] == 0);
}

TEST_CASE("Every corner of the arrows' ranges is stable; a planted loop is refused by name") {
    Parameters p = default_parameters();
    for (const bool high : {false, true}) {
        for (const auto& info : parameters_of("coupling")) set(p, info, high ? info.high : info.low);
        CHECK_NOTHROW(coupling::fit(with(p)));
    }
    Matrix loop;
    for (std::size_t k = 0; k < kStates; ++k) loop.at[k][k] = 0.01;
    loop.at[kBelonging][kVoice] = loop.at[kVoice][kBelonging] = -0.02;
    CHECK_THROWS_WITH(coupling::require_stable(loop), Catch::Matchers::Contains("voice -> belonging -> voice") &&
                                                          Catch::Matchers::Contains("run away"));
    Matrix still;
    for (std::size_t k = 0; k < kStates; ++k) still.at[k][k] = 0.01;
    CHECK_NOTHROW(coupling::require_stable(still));
    still.at[kSafety][kSafety] = 0;  // stays wherever it is put: an eigenvalue of 0
    CHECK_THROWS(coupling::require_stable(still));
}
