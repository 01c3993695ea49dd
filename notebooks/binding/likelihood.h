// What chains take for a likelihood that is no function of Python's.
#pragma once

#include "calibration/mcmc.h"

namespace concord::python {

struct Likelihood {
    calibration::LogLikelihood of;
};

}  // namespace concord::python
