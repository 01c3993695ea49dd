// What is solved once per population, parameter draw, seed and baseline (model.md 3.4 to 3.6), shared by every
// scenario: the linear predictor of the starting state, set-points, item cuts, stop and hostility rates.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/ground/lanes.h"
#include "sim/ground/vector.h"
#include "sim/measures/item_model.h"
#include "sim/run/simulation.h"
#include "sim/world/friendships.h"

namespace concord::sim {

// Eight set-points in 16 bits each: values in [-1, 2], steps of 4.6e-5. Set-points may lie outside [0, 1].
struct SetPoint {
    static constexpr float kLow = -1.0f, kStep = 3.0f / 65535.0f;
    alignas(16) std::uint16_t code[kStates];

    static SetPoint of(const Vector& x) {
        SetPoint s;
        for (int k = 0; k < kStates; ++k) {
            const float q = (x[k] - kLow) / kStep + 0.5f;
            s.code[k] = static_cast<std::uint16_t>(q < 0 ? 0 : q > 65535.0f ? 65535.0f : q);
        }
        return s;
    }
    Vector value() const { return as_vector(kLow + as_float(widened(code)) * kStep); }
};
static_assert(sizeof(SetPoint) == 16, "set-points are half of the state's size: the memory budget counts on it");

// Return and influence rates a week (4.1): rho = (1 - w) phi, lambda = w phi / T.
struct Rates {
    float fade = 0;     // phi
    Vector back, talk;  // rho, lambda
    double talks = 0;   // T, mean talks a week of a resident aged 10+
};

struct StopRates {  // stops a week of a resident: scale x age x disorder x exposure (4.4)
    double scale = 0;
    std::array<double, kAgeBands> age{};
    std::array<double, kEthnicGroups> exposure{};
    std::vector<double> disorder;  // [N]
    double of(int neighbourhood, int age_band, int group) const {
        return scale * age[static_cast<std::size_t>(age_band)] * exposure[static_cast<std::size_t>(group)] *
               disorder[static_cast<std::size_t>(neighbourhood)];
    }
};

struct HostilityStart {
    double base = 0;  // h0, solved so that recorded incidents meet the baseline
    std::vector<std::array<double, kEthnicGroups>> own_share;  // [A] of the area's talkers
    std::vector<double> police_trust;                          // [A] mean at start
};

struct Start {
    const World* world = nullptr;
    Parameters parameters{};
    Baseline baseline;
    RunOptions options;
    FriendshipParameters friendship;
    Rates rates;
    // Ethnic groups in order of their lowest-numbered talker: sums over groups are taken in this order, so that not
    // even a last bit depends on how the groups are labelled (section 9).
    std::array<std::size_t, kEthnicGroups> group_order{};

    std::vector<Vector> place_logit;          // [N] intercept, slopes, district, area and neighbourhood effects
    std::array<Vector, kAgeBands> age_logit;  // slope on age
    std::vector<float> move_rate;             // [N] probability that a household leaves in a week
    std::vector<float> disorder;              // [N] D0, GM mean 1
    std::vector<float> disorder_z;            // [N] z(IoD crime score)
    double log_disorder_per_z = 1;            // log D0 on z over residents, by least squares
    Column<Friends> friends;     // [talkers] at week 0; empty where they were handed to the one run that needs them
    Column<SetPoint> set_point;  // [talkers]
    ItemModel items;
    std::array<double, kStates> mean{}, sd{};  // of adults at week 0
    StopRates stops;
    std::vector<float> service;     // [N] service contacts a week of a resident
    std::vector<float> fair_share;  // [districts] of stops, before training and posture
    HostilityStart hostility;
    BalanceReport balance;
};

FriendshipParameters friendship_parameters(const Parameters& parameters);
// The friends at week 0 (3.3).
Column<Friends> friends_at_start(const Start& start);
// Test worlds whose districts are kept apart: a tie across a district's border becomes one to oneself (no
// talk). Does nothing otherwise.
void confine_friends(const Start& start, Column<Friends>& friends);

// Standard scores over residents: (x - mean) / sd, both weighted by `weight`.
std::vector<double> standard_scores(const std::vector<double>& x, const std::vector<double>& weight);

}  // namespace concord::sim
