// The toolkit's emulators and what they rule out, on any points and outputs: concord.calibration names them.
#include <nanobind/eigen/dense.h>
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <stdexcept>

#include "calibration/emulated_likelihood.h"
#include "calibration/emulator.h"
#include "calibration/emulator_diagnostics.h"
#include "calibration/history_matching.h"
#include "calibration/replicates.h"
#include "notebooks/binding/interruptible.h"
#include "notebooks/binding/likelihood.h"
#include "notebooks/binding/module.h"

namespace nb = nanobind;

namespace concord::python {
namespace {

using namespace calibration;
using Result = nb::typed<nb::dict, nb::str, nb::any>;
using Rows = nb::typed<nb::list, Result>;
using Unlocked = nb::call_guard<nb::gil_scoped_release>;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

// One for each output.
struct Emulators {
    std::vector<Emulator> all;
};

EmulatorChoices choices(bool matern, bool linear, int starts) {
    return {.kernel = matern ? Kernel::kMatern52 : Kernel::kSquaredExponential,
            .mean = linear ? Mean::kLinear : Mean::kConstant,
            .starts = starts};
}

std::vector<Eigen::MatrixXd> by_output(const Eigen::MatrixXd& outputs, Eigen::Index replicates) {
    std::vector<Eigen::MatrixXd> runs;
    for (Eigen::Index k = 0; k < outputs.cols(); ++k) runs.push_back(replicates_of(outputs, replicates, k));
    return runs;
}

// Ctrl-C during a fit is KeyboardInterrupt, within an evaluation of the likelihood.
void stoppable_fit(const std::function<void(const std::atomic<bool>&)>& fit) {
    bool interrupted = true;
    try {
        interrupted = interruptible([&](Control& control) { fit(control.stop); }, nb::none());
    } catch (const FitStopped&) {  // interrupted
    }
    if (!interrupted) return;
    PyErr_SetNone(PyExc_KeyboardInterrupt);
    throw nb::python_error();
}

Emulators fitted(const Space& space, const Eigen::MatrixXd& points, const Eigen::MatrixXd& outputs,
                 Eigen::Index replicates, bool matern, bool linear, int starts) {
    Emulators made;
    stoppable_fit([&](const std::atomic<bool>& stop) {
        EmulatorChoices chosen = choices(matern, linear, starts);
        chosen.stop = &stop;
        made.all = fit_emulators(space, points, by_output(outputs, replicates), chosen);
    });
    return made;
}

Result predicted(const Emulators& emulators, const Eigen::MatrixXd& points) {
    const auto outputs = static_cast<Eigen::Index>(emulators.all.size());
    Eigen::MatrixXd mean(points.rows(), outputs), mean_variance = mean, seed_variance = mean;
    {
        const nb::gil_scoped_release unlocked;
        for (Eigen::Index k = 0; k < outputs; ++k) {
            const EmulatedOutput e = emulators.all[static_cast<std::size_t>(k)].predict(points);
            mean.col(k) = e.mean;
            mean_variance.col(k) = e.mean_variance;
            seed_variance.col(k) = e.seed_variance;
        }
    }
    Result out;
    out["mean"] = mean;
    out["mean_variance"] = mean_variance;
    out["seed_variance"] = seed_variance;
    return out;
}

// Rows of a table of diagnostics.
Rows rows_of(const std::vector<EmulatorDiagnostics>& all) {
    Rows rows;
    for (const EmulatorDiagnostics& d : all) {
        Result row;
        row["verdict"] = std::string(verdict_name(d.verdict));
        row["explained"] = d.explained.value;
        row["r2"] = d.r2;
        row["coverage"] = d.coverage.value;
        row["errors"] = d.errors.value;
        row["mahalanobis"] = d.mahalanobis.value;
        row["points"] = d.standardised.size();
        row["words"] = d.words;
        rows.append(row);
    }
    return rows;
}

Rows left_one_out(const Emulators& emulators) {
    std::vector<EmulatorDiagnostics> all;
    {
        const nb::gil_scoped_release unlocked;
        for (const Emulator& e : emulators.all) all.push_back(leave_one_out_diagnostics(e));
    }
    return rows_of(all);
}

Rows held_out(const Emulators& emulators, const Eigen::MatrixXd& points, const Eigen::MatrixXd& outputs,
              Eigen::Index replicates) {
    if (outputs.cols() != static_cast<Eigen::Index>(emulators.all.size()))
        throw std::invalid_argument("there is not one output for each emulator");
    std::vector<EmulatorDiagnostics> all;
    {
        const nb::gil_scoped_release unlocked;
        for (std::size_t k = 0; k < emulators.all.size(); ++k)
            all.push_back(held_out_diagnostics(emulators.all[k], points,
                                               replicates_of(outputs, replicates, static_cast<Eigen::Index>(k))));
    }
    return rows_of(all);
}

Result process_row(const Hyperparameters& of) {
    Result row;
    row["lengths"] = of.lengths;
    row["variance"] = of.variance;
    row["nugget"] = of.nugget;
    return row;
}

Rows hyperparameters(const Emulators& emulators) {
    constexpr std::array<const char*, 3> kSources = {"emulated", "pooled", "nugget"};
    Rows rows;
    for (const Emulator& e : emulators.all) {
        const EmulatorValues values = e.values();
        Result row;
        row["mean"] = process_row(values.mean);
        if (values.log_variance) row["log_variance"] = process_row(*values.log_variance);
        row["seed_variance"] = kSources[static_cast<std::size_t>(e.seed_variance())];
        row["points_left_out"] = e.points_left_out();
        row["runs_left_out"] = e.runs_left_out();
        rows.append(row);
    }
    return rows;
}

// Names with [targets] of observed, observation variance, discrepancy variance, realisations.
std::vector<Target> targets_of(const std::vector<std::string>& names, const Eigen::MatrixXd& numbers) {
    if (numbers.rows() != static_cast<Eigen::Index>(names.size()) || numbers.cols() != 4)
        throw std::invalid_argument("targets are not rows of four numbers");
    std::vector<Target> targets;
    for (Eigen::Index k = 0; k < numbers.rows(); ++k)
        targets.push_back({.name = names[static_cast<std::size_t>(k)],
                           .observed = numbers(k, 0),
                           .observation_variance = numbers(k, 1),
                           .discrepancy_variance = numbers(k, 2),
                           .realisations = numbers(k, 3)});
    return targets;
}

Likelihood likelihood(const Emulators& emulators, const std::vector<Eigen::Index>& chosen,
                      const std::vector<std::string>& names, const Eigen::MatrixXd& numbers, bool emulator_variance) {
    std::vector<Emulator> of_targets;
    for (const Eigen::Index k : chosen) of_targets.push_back(emulators.all.at(static_cast<std::size_t>(k)));
    return {emulated_likelihood(std::move(of_targets), targets_of(names, numbers),
                                {.emulator_variance = emulator_variance})};
}

// A wave as plain arrays, and back. Hyperparameters stand in rows [outputs][lengths, variance, nugget], NaN where there
// is no process.
Eigen::RowVectorXd values_row(const std::optional<Hyperparameters>& of, Eigen::Index parameters) {
    if (!of) return Eigen::RowVectorXd::Constant(parameters + 2, kMissing);
    Eigen::RowVectorXd row(parameters + 2);
    row << of->lengths.transpose(), of->variance, of->nugget;
    return row;
}

Hyperparameters values_of(const Eigen::RowVectorXd& row) {
    return {.lengths = row.head(row.size() - 2).transpose(),
            .variance = row[row.size() - 2],
            .nugget = row[row.size() - 1]};
}

Result wave_out(const Wave& wave) {
    const auto outputs = static_cast<Eigen::Index>(wave.values.size());
    Eigen::MatrixXd mean(outputs, wave.points.cols() + 2), log_variance = mean;
    for (Eigen::Index k = 0; k < outputs; ++k) {
        const EmulatorValues& values = wave.values[static_cast<std::size_t>(k)];
        mean.row(k) = values_row(values.mean, wave.points.cols());
        log_variance.row(k) = values_row(values.log_variance, wave.points.cols());
    }
    Result out;
    out["points"] = wave.points;
    out["runs"] = wave.runs;
    out["mean"] = mean;
    out["log_variance"] = log_variance;
    out["share"] = std::vector<double>{wave.share.share, wave.share.low, wave.share.high};
    return out;
}

Wave wave_in(const Eigen::MatrixXd& points, const std::vector<Eigen::MatrixXd>& runs, const Eigen::MatrixXd& mean,
             const Eigen::MatrixXd& log_variance, const std::vector<double>& share) {
    const auto outputs = static_cast<Eigen::Index>(runs.size());
    for (const Eigen::MatrixXd* rows : {&mean, &log_variance})
        if (rows->rows() != outputs || rows->cols() != points.cols() + 2)
            throw std::invalid_argument("a wave's hyperparameters do not match its points and outputs");
    for (const Eigen::MatrixXd& one : runs)
        if (one.rows() != points.rows() || one.cols() < 1)
            throw std::invalid_argument("a wave's runs do not match its points");
    if (share.size() != 3) throw std::invalid_argument("a wave's share is not three numbers");
    Wave wave{.points = points, .runs = runs, .values = {}, .share = {share[0], share[1], share[2]}};
    for (Eigen::Index k = 0; k < outputs; ++k) {
        EmulatorValues values{.mean = values_of(mean.row(k))};
        if (!std::isnan(log_variance(k, 0))) values.log_variance = values_of(log_variance.row(k));
        wave.values.push_back(std::move(values));
    }
    return wave;
}

Rows rules(const HistoryMatching& matching) {
    Rows rows;
    const NotRuledOut& region = matching.region();
    for (std::size_t k = 0; k < region.outputs.size(); ++k) {
        const OutputRule& rule = region.outputs[k];
        Result row;
        row["output"] = rule.name;
        row["alone"] = rule.alone.share;
        row["alone_low"] = rule.alone.low;
        row["alone_high"] = rule.alone.high;
        row["without"] = rule.without.share;
        row["without_low"] = rule.without.low;
        row["without_high"] = rule.without.high;
        row["uncertainty"] = region.uncertainty[static_cast<Eigen::Index>(k)];
        rows.append(row);
    }
    return rows;
}

HistoryChoices history_choices(const Result& given) {
    const auto number = [&](const char* name, auto as) { return nb::cast<decltype(as)>(given[name]); };
    using Index = Eigen::Index;
    return {.points = number("points", Index()),
            .replicates = number("replicates", Index()),
            .cutoff = number("cutoff", 0.0),
            .nth = number("nth", 0),
            .most_waves = number("most_waves", 0),
            .least_shrinkage = number("least_shrinkage", 0.0),
            .least_uncertainty = number("least_uncertainty", 0.0),
            .emulators = choices(number("matern", true), number("linear", true), number("starts", 0)),
            .region = {.candidates = number("candidates", Index()),
                       .enough = number("enough", Index()),
                       .particles = number("particles", Index())}};
}

void add_history_matching(nb::module_& module) {
    nb::class_<Wave>(module, "Wave", "A wave of history matching.")
        .def(nb::new_(&wave_in), nb::arg("points"), nb::arg("runs"), nb::arg("mean"), nb::arg("log_variance"),
             nb::arg("share"));
    nb::class_<HistoryMatching>(module, "HistoryMatching", "Waves of runs that rule points out.")
        .def(nb::new_([](const Space& space, const std::vector<std::string>& names, const Eigen::MatrixXd& numbers,
                         const Result& options, std::uint32_t seed, std::vector<Wave> waves) {
                 const HistoryChoices chosen = history_choices(options);
                 const nb::gil_scoped_release unlocked;
                 return HistoryMatching(space, targets_of(names, numbers), chosen, seed, std::move(waves));
             }),
             nb::arg("space"), nb::arg("names"), nb::arg("numbers"), nb::arg("options"), nb::arg("seed"),
             nb::arg("waves"))
        .def("design", &HistoryMatching::design, "Of the next wave, [points][parameters].")
        .def("seeds", &HistoryMatching::seeds, "Of its runs, [points x replicates].")
        .def(
            "add",
            [](HistoryMatching& h, const Eigen::MatrixXd& outputs) {
                stoppable_fit([&](const std::atomic<bool>& stop) { h.add(outputs, &stop); });
            },
            nb::arg("outputs"), "Of those, [points x replicates][outputs].")
        .def("implausibility", &HistoryMatching::implausibility, nb::arg("points"), Unlocked(), "[points].")
        .def(
            "emulators", [](const HistoryMatching& h, std::size_t wave) { return Emulators{h.emulators(wave)}; },
            nb::arg("wave"))
        .def("waves",
             [](const HistoryMatching& h) {
                 Rows waves;
                 for (const Wave& wave : h.waves()) waves.append(wave_out(wave));
                 return waves;
             })
        .def("outputs", &rules, "Of each what it rules out.")
        .def_prop_ro("stop", [](const HistoryMatching& h) { return std::string(stop_name(h.stop())); })
        .def_prop_ro("words", &HistoryMatching::words)
        .def_prop_ro("sample", [](const HistoryMatching& h) { return h.region().sample; })
        .def_prop_ro("share", [](const HistoryMatching& h) {
            const ShareInterval& share = h.region().share;
            return std::vector<double>{share.share, share.low, share.high};
        });
}

}  // namespace

void add_emulation(nb::module_& module) {
    nb::class_<Likelihood>(module, "Likelihood", "Of points, by emulators.")
        .def(
            "__call__", [](const Likelihood& l, const Eigen::MatrixXd& points) { return l.of(points); },
            nb::arg("points"), Unlocked(), "[n][parameters] to [n].");
    nb::class_<Emulators>(module, "Emulators", "One for each output.")
        .def("predict", &predicted, nb::arg("points"), "[points][outputs] of each figure.")
        .def("leave_one_out", &left_one_out, "A row of diagnostics for each output.")
        .def("held_out", &held_out, nb::arg("points"), nb::arg("outputs"), nb::arg("replicates"),
             "A row of diagnostics for each output.")
        .def("hyperparameters", &hyperparameters, "Of each output's processes.")
        .def("likelihood", &likelihood, nb::arg("chosen"), nb::arg("names"), nb::arg("numbers"),
             nb::arg("emulator_variance"), "Of targets, rows of observed, its variance, discrepancy, realisations.");
    module.def("fit_emulators", &fitted, nb::arg("space"), nb::arg("points"), nb::arg("outputs"), nb::arg("replicates"),
               nb::arg("matern"), nb::arg("linear"), nb::arg("starts"),
               "Of [points][parameters] and [points x replicates][outputs].");
    add_history_matching(module);
}

}  // namespace concord::python
