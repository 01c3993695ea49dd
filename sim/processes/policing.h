// Policing (model.md 4.4): stops by age, place and published exposure; service contacts; patrol; and disorder. An
// encounter changes only the resident who draws it; whoever talks to them face to face in the next week feels a share.
#pragma once

#include "sim/policy/schedule.h"
#include "sim/run/start.h"

namespace concord::sim {

// Disorder (GM mean 1 over residents) and its standard score, from the police-recorded rates and the IoD crime score.
void fit_disorder(Start& start);
// Solves the exposure of each group so that GM-wide rate ratios are the published ones, and the scale so that the total
// is the published rate: age and place already explain part of the ratio (4.4).
void fit_stop_rates(Start& start);
// Simulated GM-wide stop rate of each group relative to White, all residents as denominator.
std::array<double, kEthnicGroups> stop_rate_ratios(const Start& start);

// Effects of one encounter on a resident's state; each returns the increment. `share` is 1 for the resident and the
// vicarious share for a listener.
Vector stop_effect(const Parameters& parameters, const Vector& x, bool fair, float share);
Vector service_effect(const Parameters& parameters, const Vector& x, bool satisfied);
Vector patrol_effect(const Parameters& parameters, const Vector& x);

// Expected effect of one stop, and of one service contact, at a resident's state: for the balance (3.5).
Vector expected_stop_effect(const Parameters& parameters, const Vector& x, double fair_share, float share);
Vector expected_service_effect(const Parameters& parameters, const Vector& x);

// Disorder a week later, given stops as a multiple of baseline, patrol (hours a week per 1,000) and share trained.
float next_disorder(const Parameters& parameters, float disorder, float start, float stop_multiple, float patrol_hours,
                    float trained);

// Share of stops experienced as fair in a district once training and posture are in force. Whether training backfires
// there is one draw a district and run.
float trained_fair_share(const Start& start, int district, float trained, float posture, bool backfires);
bool training_backfires(const Start& start, int district);

}  // namespace concord::sim
