#include "scenarios/study/output_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "calibration/design.h"
#include "scenarios/files/input_error.h"

namespace concord::study {
namespace {

struct Spread {
    double mean = 0, sd = 0;
    bool known = false;  // two thirds of the runs were there
};

Spread spread_of(const Eigen::VectorXd& values) {
    Spread spread;
    double sum = 0, squares = 0;
    int used = 0;
    for (const double value : values)
        if (std::isfinite(value)) sum += value, ++used;
    spread.known = used >= 2 && 3 * used >= 2 * static_cast<int>(values.size());
    if (!spread.known) return spread;
    spread.mean = sum / used;
    for (const double value : values)
        if (std::isfinite(value)) squares += (value - spread.mean) * (value - spread.mean);
    spread.sd = std::sqrt(squares / (used - 1));
    return spread;
}

Eigen::MatrixXd over_prior(const Study& study, const calibration::Model& model) {
    const Eigen::Index n = study.check.draws;
    const calibration::Space space = study.space();
    const Eigen::MatrixXd points = space.from_unit(calibration::latin_hypercube(n, space.size(), study.seed));
    const std::vector<std::uint32_t> seeds(static_cast<std::size_t>(n),
                                           calibration::run_seeds(study.seed, 0, 1).front());
    return model(points, seeds);
}

Eigen::MatrixXd over_seeds(const Study& study, const calibration::Model& model) {
    const Eigen::Index n = study.check.seeds;
    const calibration::Space space = study.space();
    const Eigen::MatrixXd points = space.from_unit(Eigen::MatrixXd::Constant(n, space.size(), 0.5));
    return model(points, calibration::run_seeds(study.seed, 1, n));
}

}  // namespace

std::string_view verdict_words(OutputVerdict verdict) {
    switch (verdict) {
        case OutputVerdict::kMoved: return "moved by parameters";
        case OutputVerdict::kDrowned: return "moved more by chance than by parameters";
        case OutputVerdict::kWeak: return "hardly moved: by less than a tenth of what the measurement may be off";
        case OutputVerdict::kBuiltIn: return "built in: no parameter moves it";
        case OutputVerdict::kNoRuns: return "not known: too many runs failed";
    }
    return {};
}

OutputVerdict judge(const OutputCheck& check) {
    constexpr double kNothing = 1e-6, kTenth = 0.1;
    if (!std::isfinite(check.prior_sd) || !std::isfinite(check.seed_sd)) return OutputVerdict::kNoRuns;
    const double nothing = std::max(kNothing * std::max(std::abs(check.mean), check.target_sd), check.resolution);
    if (check.prior_sd <= nothing) return OutputVerdict::kBuiltIn;
    if (check.prior_sd < kTenth * check.target_sd) return OutputVerdict::kWeak;
    return check.prior_sd < check.seed_sd ? OutputVerdict::kDrowned : OutputVerdict::kMoved;
}

std::vector<OutputCheck> check_outputs(const Study& study, const calibration::Model& model) {
    const Eigen::MatrixXd prior = over_prior(study, model), seeds = over_seeds(study, model);
    std::vector<OutputCheck> checks;
    for (std::size_t k = 0; k < study.outputs.size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        const Spread by_prior = spread_of(prior.col(column)), by_seed = spread_of(seeds.col(column));
        constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
        OutputCheck& check = checks.emplace_back();
        check.output = study.outputs[k].name;
        const Observable& observable = study.observables[static_cast<std::size_t>(study.outputs[k].observable)];
        check.matters = observable.matters;
        check.resolution = observable.resolution;
        check.mean = by_prior.mean;
        check.prior_sd = by_prior.known ? by_prior.sd : kUnknown;
        check.seed_sd = by_seed.known ? by_seed.sd : kUnknown;
        for (const Measurement& measurement : study.measurements)
            if (measurement.output == static_cast<int>(k))
                check.target_sd = std::hypot(measurement.sd, observable.discrepancy_sd);
        check.verdict = judge(check);
    }
    return checks;
}

std::vector<int> fitted_measurements(const Study& study, const std::vector<OutputCheck>& checks) {
    std::vector<int> fitted;
    std::string why;
    for (std::size_t m = 0; m < study.measurements.size(); ++m) {
        const OutputCheck& check = checks[static_cast<std::size_t>(study.measurements[m].output)];
        if (check.verdict == OutputVerdict::kBuiltIn || check.verdict == OutputVerdict::kNoRuns)
            why += fmt::format("{}{} (sd over {} draws of the prior {:.4f}, over seeds {:.4f}: {})",
                               why.empty() ? "" : "; ", check.output, study.check.draws, check.prior_sd, check.seed_sd,
                               verdict_words(check.verdict));
        else
            fitted.push_back(static_cast<int>(m));
    }
    if (fitted.empty())
        throw scenarios::InputError(study.file.string(), 0, 0,
                                    "nothing of what it measures may be fitted, since a fit would say nothing of the "
                                    "parameters: " +
                                        why);
    return fitted;
}

}  // namespace concord::study
