#include "sim/measures/item_model.h"

namespace concord::sim {

std::array<Vector, kStates> item_loadings(const Parameters& p) {
    std::array<Vector, kStates> loading;
    for (auto& v : loading) v.setZero();
    auto put = [&](State state, Item item, double k) { loading[state][item] = static_cast<float>(k); };
    put(kNeighbourTrust, kGetOnWell, p.item_well_trust);
    put(kOpenness, kGetOnWell, p.item_well_openness);
    put(kVoice, kGetOnWell, p.item_well_voice);
    put(kSafety, kGetOnWell, p.item_well_safety);
    put(kNeighbourTrust, kTrustNeighbours, p.item_trust);
    put(kBelonging, kBelong, p.item_belong);
    put(kVoice, kInfluence, p.item_influence);
    put(kSafety, kFeelSafe, p.item_safe);
    put(kPoliceTrust, kPoliceConfidence, p.item_police);
    put(kSafety, kDisorderProblem, p.item_disorder_safety);
    put(kNeighbourTrust, kSatisfiedArea, p.item_satisfied_trust);
    put(kBelonging, kSatisfiedArea, p.item_satisfied_belonging);
    // satisfied_area falls with the logit of disorder_problem, which itself falls with safety.
    put(kSafety, kSatisfiedArea, p.item_satisfied_safety + p.item_satisfied_disorder * p.item_disorder_safety);
    return loading;
}

}  // namespace concord::sim
