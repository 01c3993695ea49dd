// Policing (model.md 4.4): stops by age, place and published exposure; service contacts; patrol; and disorder. An
// encounter changes only the resident who draws it; whoever talks to them face to face in the next week feels a share.
#pragma once

#include <vector>

#include "sim/ground/memory.h"
#include "sim/policy/schedule.h"
#include "sim/processes/context.h"
#include "sim/processes/delivery.h"
#include "sim/processes/pending.h"
#include "sim/processes/rare.h"

namespace concord::sim::policing {

struct StopRates {  // stops a week of a resident: scale x age x disorder x exposure
    double scale = 0;
    std::array<double, kAgeBands> age{};
    std::array<double, kEthnicGroups> exposure{};
    std::vector<double> disorder;  // [N]
    double of(int neighbourhood, int age_band, int group) const {
        return scale * age[age_band] * exposure[group] * disorder[neighbourhood];
    }
};

struct Start {
    std::vector<float> disorder;          // [N] D0, from the police-recorded rates; GM mean 1
    std::vector<float> disorder_z;        // [N] z(IoD crime score)
    double log_disorder_per_z = 1;        // log D0 on z over residents, by least squares
    StopRates stops;                      // scale and exposure such that GM's totals and rate ratios are the published
    std::vector<float> service;           // [N] service contacts a week of a resident
    std::vector<RareBounds> stop_bounds;  // [N] of anybody there: at the baseline, and at the lever's highest multiple
    std::vector<RareBounds> service_bounds;  // [N] at the disorder that stops can bring
};
Start fit(const Context& context);
// Simulated GM-wide stop rate of each group relative to White, all residents as denominator.
std::array<double, kEthnicGroups> stop_rate_ratios(const Context& context, const Start& start);

struct State {
    std::vector<float> disorder;  // [N]
};
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("disorder", state.disorder);
}
void init(const Start& start, State& state);

// Effects of one encounter on a resident's state; each returns the increment. `share` is 1 for the resident and the
// vicarious share for a listener.
Vector stop_effect(const Parameters& parameters, const Vector& x, bool fair, float share);
Vector service_effect(const Parameters& parameters, const Vector& x, bool satisfied, float share);
Vector patrol_effect(const Parameters& parameters, const Vector& x, bool fair);
// Expected effect of one stop, and of one service contact, at a resident's state.
Vector expected_stop_effect(const Parameters& parameters, const Vector& x, double fair_share, float share);
Vector expected_service_effect(const Parameters& parameters, const Vector& x, float share);

// Service contacts a week of a resident of neighbourhood n aged 10 and over, at the start's disorder.
double service_rate(const Context& context, const Start& start, int n);

// What officers' practice and posture make in a place of the shares of encounters that are fair or satisfying. `skill`:
// how far practice has come from the start's towards perfect (practice.h).
struct Shares {
    float fair = 0, satisfied = 0, patrol_fair = 0;
};
Shares shares(const Parameters& parameters, const LeverWeek& levers, double skill, int n);

// Adds what a week without levers is expected to change in a resident of neighbourhood n at state x, of whom `stops` a
// week are expected.
void add_expected(const Context& context, const Start& start, int n, const Vector& x, double stops,
                  const ExpectedWeek& week, VectorDouble& increment);

// Encounters of a neighbourhood this week: stops, service contacts, patrol contacts, each kind in order of resident.
void draw(const Context& context, const Start& start, const delivery::Start& delivery, const State& state,
          const LeverWeek& levers, double skill, const RareWeek& rare, const Column<ResidentState>& states,
          std::vector<Pending>& out);
// What a listener at state x feels of what a partner's tag says of encounters with the police.
Vector heard(const Parameters& parameters, const Vector& x, std::uint8_t tag);

// Disorder a week later, given stops as a multiple of baseline, patrol as a share of a full dose, times what delivery
// makes of it, and officers' skill above the start's.
float next_disorder(const Parameters& parameters, float disorder, float start, float stop_multiple, float patrol,
                    float skill);
void advance_disorder(const Context& context, const Start& start, const delivery::Start& delivery,
                      const LeverWeek& levers, double skill, int n, State& state);

}  // namespace concord::sim::policing
