#include "calibration/emulated_likelihood.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "calibration/normal.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

double log_density(double off, double variance) {
    if (!(variance > 0)) return std::numeric_limits<double>::quiet_NaN();
    return log_normal_density(off / std::sqrt(variance)) - sim::maths::log(variance) / 2;
}

}  // namespace

LogLikelihood emulated_likelihood(std::vector<Emulator> emulators, std::vector<Target> targets,
                                  const EmulatedLikelihoodChoices& choices) {
    check_targets(targets);
    if (emulators.size() != targets.size())
        throw std::invalid_argument("emulated likelihood: " + std::to_string(emulators.size()) + " emulators for " +
                                    std::to_string(targets.size()) + " targets");
    return [emulators = std::move(emulators), targets = std::move(targets), choices](const Eigen::MatrixXd& points) {
        Eigen::VectorXd sum = Eigen::VectorXd::Zero(points.rows());
        for (std::size_t k = 0; k < targets.size(); ++k) {
            const EmulatedOutput emulated = emulators[k].predict(points);
            Eigen::VectorXd variance = other_variance(targets[k], emulated);
            if (choices.emulator_variance) variance += emulated.mean_variance;
            for (Eigen::Index n = 0; n < sum.size(); ++n)
                sum[n] += log_density(targets[k].observed - emulated.mean[n], variance[n]);
        }
        return sum;
    };
}

}  // namespace concord::calibration
