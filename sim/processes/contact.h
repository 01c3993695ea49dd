// Contact (model.md 4.3): a face-to-face talk across backgrounds is positive or negative and moves openness; a talk
// with a neighbour moves neighbour_trust the same way, with odds that depend on likeness of states, never on
// background.
#pragma once

#include <algorithm>

#include "sim/ground/vector.h"
#include "sim/processes/context.h"

namespace concord::sim {

// The constants of the hot loop, in float.
struct ContactConstants {
    float q0, q1, q2;                                 // probability positive: at the means, openness, safety
    float q3, q1_structured;                          // of a structured meeting: more, and its own slope on openness
    float step, step_friend, step_structured, omega;  // kappa, of friends, kappa_s, weight of a negative one
    float neighbour_step, neighbour_q, neighbour_slope;
    float openness_mean, safety_mean;  // o0, s0: GM means at the start
    float norm_pull;                   // nu_o

    static constexpr float kLowest = 0.05f, kHighest = 0.95f;  // probabilities are clipped to this range

    static ContactConstants of(const Parameters& p) {
        const auto f = [](double x) { return static_cast<float>(x); };
        return {.q0 = f(p.contact_positive),
                .q1 = f(p.contact_openness),
                .q2 = f(p.contact_safety),
                .q3 = f(p.contact_structured),
                .q1_structured = f(p.contact_openness_structured),
                .step = f(p.contact_step),
                .step_friend = f(p.contact_step_friend),
                .step_structured = f(p.contact_step_structured),
                .omega = f(p.contact_negative_weight),
                .neighbour_step = f(p.neighbour_step),
                .neighbour_q = f(p.neighbour_positive),
                .neighbour_slope = f(p.neighbour_distance),
                .openness_mean = f(p.start_mean[kOpenness]),
                .safety_mean = f(p.start_mean[kSafety]),
                .norm_pull = f(p.norm_pull)};
    }
    // The same formulas for one resident (Number = float) and for eight side by side (Floats).
    // Part of the probability that depends on the reader alone; add q1 x the partner's openness, then clip.
    template <class Number>
    Number reader(Number openness, Number safety) const {
        return q0 + q1 * (openness - 2 * openness_mean) + q2 * (safety - safety_mean);
    }
    float reader(const Vector& x) const { return reader(x[kOpenness], x[kSafety]); }
    static float clip(float q) { return std::clamp(q, kLowest, kHighest); }
    static Floats clip(Floats q) { return clipped(q, kLowest, kHighest); }
    template <class Number>
    Number positive(Number reader_part, Number partner_openness) const {
        return clip(reader_part + q1 * partner_openness);
    }
    float positive_structured(const Vector& x, float partner_openness) const {
        return clip(q0 + q3 + q1_structured * (x[kOpenness] + partner_openness - 2 * openness_mean) +
                    q2 * (x[kSafety] - safety_mean));
    }
    // Probability that a talk with a neighbour is positive, given the mean distance of the two residents' states.
    template <class Number>
    Number positive_neighbour(Number mean_distance) const {
        return neighbour_q - neighbour_slope * mean_distance;
    }
    // Expected step of one talk, in units of kappa w(x): +1 with probability q, else -omega.
    float expected(float q) const { return q - omega * (1 - q); }
};

namespace contact {

// Adds what a week's talks are expected to change in a resident at state x: openness by talks across backgrounds and by
// the area's mean `openness` (nu_o), neighbour_trust by talks with neighbours.
void add_expected(const Context& context, const ContactConstants& constants, const Vector& x, double openness,
                  const ExpectedWeek& week, VectorDouble& increment);

}  // namespace contact
}  // namespace concord::sim
