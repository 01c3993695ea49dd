// Hyperparameters of a Gaussian process by penalised maximum likelihood: gradients, NLopt's L-BFGS (Nocedal 1980, Liu
// and Nocedal 1989) from several starts in one order, weak log-normal priors. The priors keep the length of an input
// that does nothing bounded, which the likelihood alone does not: the search ends at 5 of their sds, 148 ranges by
// default.
//
// What NLopt finds is rounded to 1/1024 in the logarithm, far inside its uncertainty: so an NLopt built by another
// compiler, whose last bits may differ, gives the same hyperparameters but for one that comes to lie at the very edge
// of a step. From the hyperparameters on, bits depend on no library.
#pragma once

#include <atomic>
#include <optional>
#include <stdexcept>

#include "calibration/gaussian_process.h"

namespace concord::calibration {

struct LogPrior {
    double median = 1, log_sd = 1;  // both above 0
};

struct FitChoices {
    Kernel kernel = Kernel::kMatern52;
    Mean mean = Mean::kConstant;
    std::optional<double> nugget = std::nullopt;             // given, 0 or more; without: fitted
    LogPrior length = {.median = 1, .log_sd = 1};            // over the range of the input in the design
    LogPrior variance = {.median = 1, .log_sd = 2};          // over the variance of the outputs in the design
    LogPrior fitted_nugget = {.median = 0.01, .log_sd = 3};  // likewise
    int starts = 3;                                          // 1 or more
    int most_evaluations = 200;                              // of each start
    const std::atomic<bool>* stop = nullptr;                 // looked at before each evaluation; true: give up
};

// A fit was asked to stop.
struct FitStopped : std::runtime_error {
    FitStopped() : std::runtime_error("Gaussian process fit: stopped") {}
};

struct FittedProcess {
    GaussianProcess process;
    double penalised = 0;  // log likelihood and log priors (without constants) at the maximum
    int start = 0;         // the one that came highest
    int evaluations = 0;   // of all starts
    bool converged = false;
};

// Throws std::invalid_argument as GaussianProcess does, and for choices outside their ranges; FitStopped.
FittedProcess fit_gaussian_process(const Observations& observations, const FitChoices& choices = {});

}  // namespace concord::calibration
