#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/text.h"
#include "scenarios/study/calibration_study.h"

namespace concord::study {
namespace {

using calibration::AbcStop;
using scenarios::Table;

std::string percent(double share) { return fmt::format("{:.3g} %", 100 * share); }

std::string share_words(const calibration::ShareInterval& share) {
    return fmt::format("{} ({} to {})", percent(share.share), percent(share.low), percent(share.high));
}

std::string abc_stop_words(AbcStop stop) {
    switch (stop) {
        case AbcStop::kNot: return "stopped from outside";
        case AbcStop::kTolerance: return "the least tolerance was reached";
        case AbcStop::kPopulations: return "as many populations as were asked for";
        case AbcStop::kSimulations: return "the simulations were spent";
        case AbcStop::kAccepted: return "too few runs came nearer";
        case AbcStop::kNoNearer: return "no run came nearer";
    }
    return {};
}

void tell_waves(const calibration::HistoryMatching& history, Report& report) {
    report.sentences.push_back(history.words());
    Table waves{.title = "Waves", .columns = {"wave", "points", "left of the space (95 %)"}, .rows = {}};
    for (std::size_t w = 0; w < history.waves().size(); ++w)
        waves.rows.push_back({std::to_string(w + 1), std::to_string(history.waves()[w].points.rows()),
                              share_words(history.waves()[w].share)});
    report.tables.push_back(waves);
    Table outputs{.title = "What each output rules out",
                  .columns = {"output", "left by it alone", "left without it"},
                  .rows = {}};
    for (const calibration::OutputRule& rule : history.region().outputs)
        outputs.rows.push_back({rule.name, share_words(rule.alone), share_words(rule.without)});
    report.tables.push_back(outputs);
}

void tell_abc(const calibration::AbcState& state, Report& report) {
    report.sentences.push_back(
        fmt::format("ABC: {} in {} simulations; {}; {:.0f} effective particles; distance at most {} sds of all "
                    "simulations' spread.",
                    scenarios::counted(state.tolerances.size(), "population"), state.simulations,
                    abc_stop_words(state.stop), state.population.effective_size, figure(state.population.tolerance)));
    if (state.population.effective_size < 100)
        report.sentences.push_back("Fewer than 100 effective particles: the posterior is rough.");
}

void tell_range(const Study& study, const calibration::HistoryMatching& history, Report& report) {
    const calibration::NotRuledOut& left = history.region();
    if (left.empty()) return;
    Table table{.title = "Not ruled out (no posterior: where a fit may be)",
                .columns = {"parameter", "of", "left"},
                .rows = {}};
    for (std::size_t k = 0; k < study.varied.size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        table.rows.push_back({study.varied[k].name, range_of(study.varied[k].low, study.varied[k].high),
                              range_of(left.low[column], left.high[column])});
    }
    report.tables.push_back(table);
}

void tell_posterior(const CalibrationResult& result, Report& report) {
    Table table{.title = "Posterior",
                .columns = {"parameter", "median", "middle 90 %", "mean", "sd", "shrinkage", "verdict"},
                .rows = {}};
    const auto marginals = calibration::marginals(*result.posterior);
    for (std::size_t k = 0; k < marginals.size(); ++k) {
        const calibration::Marginal& m = marginals[k];
        const calibration::Identified& known = result.identifiability->parameters[k];
        table.rows.push_back({m.name, figure(m.quantiles[1]), range_of(m.quantiles[0], m.quantiles[2]), figure(m.mean),
                              figure(m.sd), fmt::format("{:.2f}", known.shrinkage),
                              known.at_bound   ? "at a bound of its prior"
                              : known.informed ? "informed by the data"
                                               : "as the prior has it"});
    }
    report.tables.push_back(table);
    for (const std::string& sentence : result.identifiability->sentences) report.sentences.push_back(sentence);
    if (!result.convergence) return;
    report.sentences.push_back(result.convergence->converged ? "The chains have converged."
                                                             : "The chains have NOT converged:");
    for (const std::string& reason : result.convergence->reasons) report.sentences.push_back("  " + reason);
}

std::string used(const CalibrationResult& result, std::size_t measurement) {
    return std::find(result.fitted.begin(), result.fitted.end(), static_cast<int>(measurement)) != result.fitted.end()
               ? "fitted"
               : "not fitted";
}

void tell_targets(const Study& study, const CalibrationResult& result, Report& report) {
    Table table{.title = result.predicted.empty()
                             ? "Targets"
                             : fmt::format("Targets, and {} runs from the posterior with errors of "
                                           "measurement and discrepancy",
                                           study.calibration->predictive),
                .columns = {"output", "measured", "sd", "use", "middle 90 % of runs", "measured is", "source"},
                .rows = {}};
    std::size_t inside = 0, judged = 0;
    for (std::size_t m = 0; m < study.measurements.size(); ++m) {
        const Measurement& measurement = study.measurements[m];
        std::string range = "-", place = "-";
        if (!result.predicted.empty()) {
            const Predicted& predicted = result.predicted[m];
            range = range_of(predicted.low, predicted.high);
            place = predicted.inside() ? "inside" : "outside";
            if (used(result, m) == "fitted") ++judged, inside += predicted.inside();
        }
        table.rows.push_back({study.outputs[static_cast<std::size_t>(measurement.output)].name,
                              figure(measurement.value), figure(measurement.sd), used(result, m), range, place,
                              measurement.source});
    }
    report.tables.push_back(table);
    if (judged > 0)
        report.sentences.push_back(fmt::format(
            "{} of {} fitted measurements lie in the middle 90 % of runs from the posterior.", inside, judged));
}

void tell_left_out(const Study& study, const CalibrationResult& result, Report& report) {
    for (std::size_t m = 0; m < study.measurements.size(); ++m) {
        if (used(result, m) == "fitted") continue;
        const OutputCheck& check = result.checks[static_cast<std::size_t>(study.measurements[m].output)];
        report.sentences.push_back(fmt::format("{} is not fitted to: {}.", check.output, verdict_words(check.verdict)));
    }
}

}  // namespace

Report calibration_report(const Study& study, const CalibrationResult& result, const KeptRuns& runs) {
    Report report;
    report.sentences.push_back(opening(study));
    report.tables.push_back(check_table(study, result.checks));
    tell_left_out(study, result, report);
    if (result.history) tell_waves(*result.history, report);
    if (result.abc) tell_abc(*result.abc, report);
    if (result.history && !result.posterior) tell_range(study, *result.history, report);
    if (result.posterior) tell_posterior(result, report);
    tell_targets(study, result, report);
    if (result.truths) tell_truths(study, *result.truths, report);
    report.sentences.push_back(failures(runs));
    return report;
}

std::string targets_csv(const Study& study, const CalibrationResult& result) {
    std::string text =
        "output,use,verdict,source,measured,sd,sd_over_prior,sd_over_seeds,predicted_low,predicted_median,"
        "predicted_high\n";
    for (std::size_t m = 0; m < study.measurements.size(); ++m) {
        const Measurement& measurement = study.measurements[m];
        const OutputCheck& check = result.checks[static_cast<std::size_t>(measurement.output)];
        const Predicted predicted = result.predicted.empty() ? Predicted{} : result.predicted[m];
        text += csv_row({check.output, used(result, m), std::string(verdict_words(check.verdict)), measurement.source},
                        {measurement.value, measurement.sd, check.prior_sd, check.seed_sd, predicted.low,
                         predicted.middle, predicted.high});
    }
    return text;
}

std::string not_ruled_out_csv(const Study& study, const CalibrationResult& result) {
    std::string text;
    for (const calibration::Dimension& varied : study.varied) text.append(text.empty() ? "" : ",").append(varied.name);
    text += "\n";
    for (const auto& point : result.history->region().sample.rowwise()) {
        std::string row;
        for (const double value : point) row += fmt::format("{}{}", row.empty() ? "" : ",", value);
        text += row + "\n";
    }
    return text;
}

}  // namespace concord::study
