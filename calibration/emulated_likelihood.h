// How likely emulated outputs make what was observed: independent normals about the emulated means, for chains
// (mcmc.h). Their variance is that of implausibility.h: observation + discrepancy + emulator + seeds / realisations.
// The emulator's part keeps draws from being surer than the emulator is.
#pragma once

#include <vector>

#include "calibration/emulator.h"
#include "calibration/implausibility.h"
#include "calibration/mcmc.h"

namespace concord::calibration {

struct EmulatedLikelihoodChoices {
    bool emulator_variance = true;  // false: the emulated means are taken for the model's
};

// Of points in the space's units, with the constants of the densities in, so that values of different models compare.
// NaN where the variance is 0, as there is no density. One emulator for each target. Throws std::invalid_argument:
// numbers of emulators and targets that do not match, and what check_targets() refuses; when called, points of another
// number of parameters.
LogLikelihood emulated_likelihood(std::vector<Emulator> emulators, std::vector<Target> targets,
                                  const EmulatedLikelihoodChoices& choices = {});

}  // namespace concord::calibration
