#include "scenarios/study/calibration_study.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "calibration/abc_regression.h"
#include "calibration/emulated_likelihood.h"
#include "calibration/random.h"
#include "calibration/weighted.h"

namespace concord::study {
namespace {

using calibration::HistoryMatching;
using calibration::Model;
using calibration::Posterior;
using calibration::Target;

double discrepancy_of(const Study& study, const Measurement& measurement) {
    const Output& output = study.outputs[static_cast<std::size_t>(measurement.output)];
    return study.observables[static_cast<std::size_t>(output.observable)].discrepancy_sd;
}

std::vector<Target> targets_of(const Study& study, const std::vector<int>& fitted) {
    std::vector<Target> targets;
    for (const int m : fitted) {
        const Measurement& measurement = study.measurements[static_cast<std::size_t>(m)];
        const double discrepancy = discrepancy_of(study, measurement);
        targets.push_back({.name = study.outputs[static_cast<std::size_t>(measurement.output)].name,
                           .observed = measurement.value,
                           .observation_variance = measurement.sd * measurement.sd,
                           .discrepancy_variance = discrepancy * discrepancy});
    }
    return targets;
}

// The outputs that are fitted to, in order of their measurements.
Model fitted_outputs(const Study& study, const std::vector<int>& fitted, Model all) {
    std::vector<Eigen::Index> columns;
    for (const int m : fitted) columns.push_back(study.measurements[static_cast<std::size_t>(m)].output);
    return [columns, all = std::move(all)](const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
        const Eigen::MatrixXd outputs = all(points, seeds);
        Eigen::MatrixXd own(outputs.rows(), static_cast<Eigen::Index>(columns.size()));
        for (std::size_t k = 0; k < columns.size(); ++k)
            own.col(static_cast<Eigen::Index>(k)) = outputs.col(columns[k]);
        return own;
    };
}

// As a measurement would see the outputs: with an error of its size and the model's discrepancy, by each run's seed.
// So the posterior of ABC is that of a measurement with errors, at any tolerance (Wilkinson 2013).
Model with_errors(const std::vector<Target>& targets, Model model) {
    return [targets, model = std::move(model)](const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
        Eigen::MatrixXd outputs = model(points, seeds);
        for (Eigen::Index row = 0; row < outputs.rows(); ++row) {
            calibration::Random random(seeds[static_cast<std::size_t>(row)], calibration::Method::kMeasurement, 0);
            for (Eigen::Index k = 0; k < outputs.cols(); ++k) {
                const Target& target = targets[static_cast<std::size_t>(k)];
                outputs(row, k) +=
                    std::sqrt(target.observation_variance + target.discrepancy_variance) * random.normal();
            }
        }
        return outputs;
    };
}

// By the emulators of the last wave; where an earlier wave rules a point out, by that wave's, which have seen the
// model there as the later ones have not.
calibration::LogLikelihood likelihood_of(const std::shared_ptr<const HistoryMatching>& history,
                                         const std::vector<Target>& targets,
                                         const calibration::HistoryChoices& choices) {
    std::vector<calibration::LogLikelihood> of_wave;
    for (std::size_t w = 0; w < history->waves().size(); ++w)
        of_wave.push_back(calibration::emulated_likelihood(history->emulators(w), targets));
    return [=](const Eigen::MatrixXd& points) {
        Eigen::VectorXd values(points.rows());
        std::vector<Eigen::Index> left;
        for (Eigen::Index row = 0; row < points.rows(); ++row) left.push_back(row);
        for (std::size_t w = 0; w < of_wave.size() && !left.empty(); ++w) {
            Eigen::MatrixXd here(static_cast<Eigen::Index>(left.size()), points.cols());
            for (std::size_t k = 0; k < left.size(); ++k) here.row(static_cast<Eigen::Index>(k)) = points.row(left[k]);
            const bool last = w + 1 == of_wave.size();
            const Eigen::VectorXd worst =
                last ? Eigen::VectorXd() : calibration::nth_highest(history->implausibilities(here, w), choices.nth);
            const Eigen::VectorXd likelihood = of_wave[w](here);
            std::vector<Eigen::Index> next;
            for (std::size_t k = 0; k < left.size(); ++k) {
                const auto row = static_cast<Eigen::Index>(k);
                if (!last && worst[row] <= choices.cutoff)
                    next.push_back(left[k]);
                else
                    values[left[k]] = likelihood[row];
            }
            left = std::move(next);
        }
        return values;
    };
}

class Calibration {
  public:
    Calibration(const Study& study, KeptRuns& runs, const std::function<void(const std::string&)>& tell)
        : study_(study), runs_(runs), tell_(tell), space_(study.space()) {}

    CalibrationResult make() {
        tell_("checking what moves the outputs");
        result_.checks = check_outputs(study_, runs_.model("check"));
        result_.fitted = fitted_measurements(study_, result_.checks);
        targets_ = targets_of(study_, result_.fitted);
        using Method = CalibrationSettings::Method;
        const Method method = study_.calibration->method;
        method == Method::kAbc ? by_abc() : by_waves();
        if (method == Method::kMcmc && !result_.history->region().empty()) by_chains();
        if (result_.posterior) look_at_posterior();
        return std::move(result_);
    }

  private:
    const Study& study_;
    KeptRuns& runs_;
    const std::function<void(const std::string&)>& tell_;
    calibration::Space space_;
    std::vector<Target> targets_;
    CalibrationResult result_;

    void by_waves() {
        calibration::HistoryMatching& history =
            result_.history.emplace(space_, targets_, study_.calibration->history, study_.seed);
        const Model model = fitted_outputs(study_, result_.fitted, runs_.model("wave"));
        while (history.stop() == calibration::Stop::kGoOn) {
            tell_(fmt::format("wave {} of at most {}", history.waves().size() + 1,
                              study_.calibration->history.most_waves));
            history.run(model, 1);
        }
    }

    void by_chains() {
        tell_("chains on the emulators");
        const auto history = std::make_shared<const HistoryMatching>(*result_.history);
        const calibration::Mcmc chains(space_, likelihood_of(history, targets_, study_.calibration->history),
                                       study_.calibration->mcmc);
        result_.posterior = chains.run();
        result_.convergence = calibration::judge(*result_.posterior);
    }

    void by_abc() {
        const Model model = with_errors(targets_, fitted_outputs(study_, result_.fitted, runs_.model("abc")));
        Eigen::VectorXd observed(static_cast<Eigen::Index>(targets_.size()));
        for (std::size_t k = 0; k < targets_.size(); ++k) observed[static_cast<Eigen::Index>(k)] = targets_[k].observed;
        const calibration::AbcSmc abc(space_, model, observed, study_.calibration->abc);
        calibration::AbcState& state = result_.abc.emplace();
        do tell_(fmt::format("population {}", state.population.number + 2));
        while (abc.step(state));
        const calibration::AbcPopulation& last = result_.abc->population;
        // Without two particles for each slope the regression has nothing to stand on: as they are, then.
        const bool enough = last.effective_size >= 2.0 * static_cast<double>(observed.size() + 1);
        result_.posterior =
            enough ? calibration::adjusted_posterior(space_, last, observed) : abc.posterior(*result_.abc);
    }

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
