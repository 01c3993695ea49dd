// From states to survey percentages (model.md section 6, items): P(agree) = logistic(cut + sum of loadings x state),
// one table for patterns, surveys and headlines alike. Cuts are fitted once at week 0 to the published levels.
#pragma once

#include <array>
#include <vector>

#include "sim/ground/vector.h"
#include "sim/measures/items.h"
#include "sim/parameters/parameters.h"

namespace concord::sim {

static_assert(kItems == kStates, "items and states share a vector register");

struct ItemModel {
    std::array<Vector, kStates> loading;  // [state] on each of the eight items, logit per state
    std::vector<Vector> cut;              // [N] by neighbourhood: level, district effect, disorder, area noise; logit

    // Probability of agreeing with each item.
    Vector agree(int neighbourhood, const Vector& x) const { return logistic_of(logit(cut[neighbourhood], x)); }
    Vector logit(const Vector& at_zero, const Vector& x) const {
        return at_zero + loading[kNeighbourTrust] * x[kNeighbourTrust] + loading[kVoice] * x[kVoice] +
               loading[kPoliceTrust] * x[kPoliceTrust] + loading[kBelonging] * x[kBelonging] +
               loading[kOpenness] * x[kOpenness] + loading[kSafety] * x[kSafety];
    }
};

// The loadings of section 6; grievance and programme_trust load on no item.
std::array<Vector, kStates> item_loadings(const Parameters& parameters);

}  // namespace concord::sim
