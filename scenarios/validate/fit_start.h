// The start fitted where a cross-section informs it (model.md 3.4), without a run: slopes of trust in neighbours on
// deprivation and disorder, scatter of places and residents, the slope of belonging on age. To estimates of trust by
// area in five districts and to belonging by age; everything else about places is left to be predicted.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "calibration/least_squares.h"
#include "scenarios/validate/area_trust.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"

namespace concord::validate {

enum FittedParameter : std::size_t {
    kDeprivationOnTrust = 0,
    kDisorderOnTrust,
    kNeighbourhoodSd,
    kAreaSd,
    kResidentSd,
    kAgeOnBelonging,
};
inline constexpr std::size_t kFittedParameters = 6;
// The parameter's name in the table, and its prior here: a sign that is known is a bound.
struct FittedPrior {
    std::string_view name;
    double mean, sd, low, high;
};
std::span<const FittedPrior> fitted_priors();

struct StartFit {
    calibration::Fit fit;
    std::vector<double> trust;  // percent predicted for each area of trust given, also for those left out of the fit
    double spread = 0;          // of trust between areas of a district, points: as predicted, noise of places included
    double spread_observed = 0;
};

// Throws std::invalid_argument when fewer than two districts are left. `left_out`: a district whose areas are not
// fitted to; -1 for none.
StartFit fit_start(const sim::Geography& geography, const sim::Parameters& parameters, const sim::Baseline& baseline,
                   const std::vector<AreaTrust>& trust, int left_out = -1);

// The parameters with what was fitted put in.
sim::Parameters with_fit(sim::Parameters parameters, const StartFit& fitted);

// z(IMD) of each of the areas, mean over residents; lower trust is expected where it is higher.
std::vector<double> deprivation_of(const sim::Geography& geography, const std::vector<AreaTrust>& trust);

}  // namespace concord::validate
