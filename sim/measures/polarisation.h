// How far residents, and areas, stand apart in a state (model.md section 6). Dispersion and bimodality are two of the
// senses in which attitudes are called polarised (M20): they need not move together, so both are given.
#pragma once

#include <vector>

#include "sim/ground/vector.h"

namespace concord::sim {

// Sums over adults of powers of x - 1/2, state by state. From the middle of the scale little is lost to rounding.
struct PowerSums {
    VectorDouble first = VectorDouble::Zero(), second = VectorDouble::Zero(), third = VectorDouble::Zero(),
                 fourth = VectorDouble::Zero();
    double adults = 0;
    PowerSums& operator+=(const PowerSums& more);
};

// Standard deviation of a state over the adults, [0, 0.5]. NaN for nobody.
double dispersion(const PowerSums& sums, State of);
// Sarle's bimodality coefficient (skewness^2 + 1) / kurtosis, in (0, 1], of all adults and not corrected for a sample
// (M21): 1/3 normal, 5/9 uniform, 1 two equal camps; it rises with skewness too, so a high one is a reason to look at
// the deciles, no proof of two camps. NaN where nobody differs.
double bimodality(const PowerSums& sums, State of);

// Mean absolute difference between areas (Gini's mean difference): of the means of the areas where two adults live,
// drawn at random with replacement. In a sample chance alone sets areas apart, so it is larger than at 1:1.
struct AreaMean {
    double adults = 0, mean = 0;
};
double mean_absolute_difference(std::vector<AreaMean> areas);  // NaN without adults

}  // namespace concord::sim
