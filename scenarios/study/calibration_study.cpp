#include "scenarios/study/calibration_study.h"

#include <fmt/format.h>

#include <cmath>

#include "calibration/random.h"
#include "calibration/weighted.h"

namespace concord::study {
namespace {

class Calibration {
  public:
    Calibration(const Study& study, KeptRuns& runs, const std::function<void(const std::string&)>& tell)
        : study_(study), runs_(runs), tell_(tell), space_(study.space()) {}

    CalibrationResult make() {
        tell_("checking what moves the outputs");
        result_.checks = check_outputs(study_, runs_.model("check"));
        result_.fitted = fitted_measurements(study_, result_.checks);
        const std::vector<calibration::Target> targets = targets_of(study_, result_.fitted);
        Fit made = fit(study_, result_.fitted, targets, study_.seed, runs_, "", tell_);
        result_.history = std::move(made.history), result_.abc = std::move(made.abc);
        result_.posterior = std::move(made.posterior), result_.convergence = std::move(made.convergence);
        if (result_.posterior) look_at_posterior();
        if (study_.calibration->truths > 0)
            result_.truths = fit_known_truths(study_, result_.fitted, targets, runs_, tell_);
        return std::move(result_);
    }

  private:
    const Study& study_;
    KeptRuns& runs_;
    const std::function<void(const std::string&)>& tell_;
    calibration::Space space_;
    CalibrationResult result_;

    void look_at_posterior() {
        result_.identifiability = calibration::identifiability(space_, *result_.posterior);
        tell_("runs from the posterior");
        const Eigen::Index n = study_.calibration->predictive;
        const Eigen::MatrixXd points = pooled(resampled(*result_.posterior, n, study_.seed));
        const auto seeds = calibration::run_seeds(study_.seed + 1, 0, n);
        const Eigen::MatrixXd outputs = runs_.model("predictive")(points, seeds);
        for (std::size_t m = 0; m < study_.measurements.size(); ++m)
            result_.predicted.push_back(predicted(study_.measurements[m], outputs, static_cast<std::uint32_t>(m)));
    }

    Predicted predicted(const Measurement& measurement, const Eigen::MatrixXd& outputs, std::uint32_t number) const {
        const double error = std::hypot(measurement.sd, discrepancy_of(study_, measurement));
        std::vector<double> values;
        for (Eigen::Index row = 0; row < outputs.rows(); ++row) {
            calibration::Random random(study_.seed, calibration::Method::kMeasurement, static_cast<std::uint32_t>(row),
                                       number + 1);
            const double value = outputs(row, measurement.output) + error * random.normal();
            if (std::isfinite(value)) values.push_back(value);
        }
        Predicted result{.measured = measurement.value};
        if (values.empty()) return result;
        const Eigen::VectorXd all =
            Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
        const auto quantiles =
            calibration::weighted_quantiles(all, calibration::equal_weights(all.size()), {0.05, 0.5, 0.95});
        result.low = quantiles[0], result.middle = quantiles[1], result.high = quantiles[2];
        return result;
    }
};

}  // namespace

CalibrationResult calibrate(const Study& study, KeptRuns& runs, const std::function<void(const std::string&)>& tell) {
    return Calibration(study, runs, tell).make();
}

}  // namespace concord::study
