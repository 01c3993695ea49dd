#include "scenarios/study/study_fit.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "calibration/abc_regression.h"
#include "calibration/emulated_likelihood.h"
#include "calibration/random.h"

namespace concord::study {
namespace {

using calibration::HistoryMatching;
using calibration::Model;
using calibration::Target;

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

class Fitting {
  public:
    Fitting(const Study& study, std::vector<Target> targets, std::uint32_t seed,
            const std::function<void(const std::string&)>& tell)
        : study_(study), targets_(std::move(targets)), seed_(seed), tell_(tell), space_(study.space()) {}

    // `runs_of` gives the model of the fitted outputs under a label.
    Fit make(const std::function<Model(const std::string& label)>& runs_of) {
        using Method = CalibrationSettings::Method;
        const Method method = study_.calibration->method;
        method == Method::kAbc ? by_abc(runs_of("abc")) : by_waves(runs_of("wave"));
        if (method == Method::kMcmc && !made_.history->region().empty()) by_chains();
        return std::move(made_);
    }

  private:
    const Study& study_;
    std::vector<Target> targets_;
    std::uint32_t seed_;
    const std::function<void(const std::string&)>& tell_;
    calibration::Space space_;
    Fit made_;

    void by_waves(const Model& model) {
        HistoryMatching& history = made_.history.emplace(space_, targets_, study_.calibration->history, seed_);
        while (history.stop() == calibration::Stop::kGoOn) {
            tell_(fmt::format("wave {} of at most {}", history.waves().size() + 1,
                              study_.calibration->history.most_waves));
            history.run(model, 1);
        }
    }

    void by_chains() {
        tell_("chains on the emulators");
        const auto history = std::make_shared<const HistoryMatching>(*made_.history);
        calibration::McmcSettings settings = study_.calibration->mcmc;
        settings.seed = seed_;
        const calibration::Mcmc chains(space_, likelihood_of(history, targets_, study_.calibration->history), settings);
        made_.posterior = chains.run();
        made_.convergence = calibration::judge(*made_.posterior);
    }

    void by_abc(const Model& outputs) {
        const Model model = with_errors(targets_, outputs);
        Eigen::VectorXd observed(static_cast<Eigen::Index>(targets_.size()));
        for (std::size_t k = 0; k < targets_.size(); ++k) observed[static_cast<Eigen::Index>(k)] = targets_[k].observed;
        calibration::AbcSettings settings = study_.calibration->abc;
        settings.seed = seed_;
        const calibration::AbcSmc abc(space_, model, observed, settings);
        calibration::AbcState& state = made_.abc.emplace();
        do tell_(fmt::format("population {}", state.population.number + 2));
        while (abc.step(state));
        const calibration::AbcPopulation& last = made_.abc->population;
        // Without two particles for each slope the regression has nothing to stand on: as they are, then.
        const bool enough = last.effective_size >= 2.0 * static_cast<double>(observed.size() + 1);
        made_.posterior = enough ? calibration::adjusted_posterior(space_, last, observed) : abc.posterior(*made_.abc);
    }
};

}  // namespace

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

Fit fit(const Study& study, const std::vector<int>& fitted, const std::vector<Target>& targets, std::uint32_t seed,
        KeptRuns& runs, const std::string& label, const std::function<void(const std::string&)>& tell) {
    return Fitting(study, targets, seed, tell).make([&](const std::string& part) {
        return fitted_outputs(study, fitted, runs.model(label + part));
    });
}

}  // namespace concord::study
