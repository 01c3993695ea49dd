// Emulators of a stochastic model's outputs, each by itself: one Gaussian process for the mean, with the noise of means
// over replicates known, and one for the logarithm of the variance between seeds, with its sampling variance known
// (Ankenman, Nelson and Staum 2010; Andrianakis et al. 2015). Inputs are the space's cumulative distributions, so that
// they fill the unit cube whatever their units and priors.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <span>
#include <vector>

#include "calibration/gaussian_process_fit.h"
#include "calibration/space.h"

namespace concord::calibration {

struct EmulatorChoices {
    Kernel kernel = Kernel::kMatern52;
    Mean mean = Mean::kLinear;  // of the mean's process; that of the log variance has a constant one
    // Noise of a point's mean from its own replicates alone. Without: from the emulated variance, which is steadier
    // where there are few replicates.
    bool own_noise = false;
    int starts = 3;
    const std::atomic<bool>* stop = nullptr;  // true: the fit gives up with FitStopped
};

// Where the variance between seeds comes from.
enum class SeedVariance {
    kEmulated,  // from the log variance's process: 10 points or more with two replicates that differ
    kPooled,    // one for all points, from fewer: 0 where all replicates are alike
    kNugget     // one replicate a point: what the mean's process takes for noise
};

// What was fitted: with the runs, an emulator to the same bits.
struct EmulatorValues {
    Hyperparameters mean;
    std::optional<Hyperparameters> log_variance = std::nullopt;
};

struct EmulatedOutput {
    Eigen::VectorXd mean;           // [points]
    Eigen::VectorXd mean_variance;  // how uncertain that is
    Eigen::VectorXd seed_variance;  // of a run about the mean
};

class Emulator {
  public:
    // Points [n][parameters] in the space's units and runs [n][replicates]; runs that are not finite are left out,
    // points with none left too. Throws std::invalid_argument: shapes that do not match, points that are not finite,
    // fewer usable points than 2 + coefficients of the mean, and what a Gaussian process refuses.
    Emulator(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& runs,
             const EmulatorChoices& choices, const EmulatorValues& values);
    static Emulator fit(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& runs,
                        const EmulatorChoices& choices = {});

    EmulatedOutput predict(const Eigen::MatrixXd& points) const;     // in the space's units
    EmulatedOutput predict_unit(const Eigen::MatrixXd& unit) const;  // in the unit cube

    const GaussianProcess& mean_process() const { return mean_; }
    const GaussianProcess* variance_process() const { return log_variance_ ? &*log_variance_ : nullptr; }
    const Space& space() const { return space_; }
    EmulatorValues values() const;
    SeedVariance seed_variance() const { return source_; }
    Eigen::Index points_left_out() const { return points_left_out_; }
    Eigen::Index runs_left_out() const { return runs_left_out_; }

  private:
    struct Parts;
    Emulator(const Space& space, Parts parts);
    static Parts parts(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& runs,
                       const EmulatorChoices& choices, const EmulatorValues* values);

    Space space_;
    std::optional<GaussianProcess> log_variance_;
    GaussianProcess mean_;
    SeedVariance source_;
    double pooled_;
    Eigen::Index points_left_out_, runs_left_out_;
};

// One for each output's runs, in parallel.
std::vector<Emulator> fit_emulators(const Space& space, const Eigen::MatrixXd& points,
                                    std::span<const Eigen::MatrixXd> runs, const EmulatorChoices& choices = {});

}  // namespace concord::calibration
