// The toolkit's designs, sensitivity analyses and discovery, on any points and outputs: concord.calibration names them.
#include <nanobind/eigen/dense.h>
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cstdint>

#include "calibration/design.h"
#include "calibration/importance_of_information.h"
#include "calibration/model.h"
#include "calibration/morris.h"
#include "calibration/prim.h"
#include "calibration/regional_sensitivity.h"
#include "calibration/sobol_indices.h"
#include "calibration/space.h"
#include "notebooks/binding/module.h"

namespace nb = nanobind;

namespace concord::python {
namespace {

using namespace calibration;
using Result = nb::typed<nb::dict, nb::str, nb::any>;
using Unlocked = nb::call_guard<nb::gil_scoped_release>;

Bootstrap bootstrap(Eigen::Index resamples, double level, std::uint32_t seed) {
    return {.resamples = resamples, .level = level, .seed = seed};
}

// One number of each item of a table, as an array of its shape; they all have rows of one length.
template <class Item, class Number>
Eigen::MatrixXd numbers(const std::vector<std::vector<Item>>& table, const Number& number) {
    const auto rows = static_cast<Eigen::Index>(table.size());
    const auto columns = table.empty() ? 0 : static_cast<Eigen::Index>(table.front().size());
    Eigen::MatrixXd out(rows, columns);
    for (Eigen::Index i = 0; i < rows; ++i)
        for (Eigen::Index k = 0; k < columns; ++k)
            out(i, k) = static_cast<double>(number(table[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)]));
    return out;
}

Result morris(const Groups& groups, const Eigen::MatrixXd& points, const Eigen::MatrixXd& outputs,
              const Bootstrap& options) {
    MorrisResult found;
    {
        const nb::gil_scoped_release unlocked;
        found = morris_analysis(groups, points, outputs, options);
    }
    Result out;
    const auto add = [&](const char* name, auto number) { out[name] = numbers(found.effects, number); };
    add("mu_star", [](const ElementaryEffects& e) { return e.mu_star; });
    add("mu_star_low", [](const ElementaryEffects& e) { return e.mu_star_range.low; });
    add("mu_star_high", [](const ElementaryEffects& e) { return e.mu_star_range.high; });
    add("mu", [](const ElementaryEffects& e) { return e.mu; });
    add("mu_low", [](const ElementaryEffects& e) { return e.mu_range.low; });
    add("mu_high", [](const ElementaryEffects& e) { return e.mu_range.high; });
    add("sigma", [](const ElementaryEffects& e) { return e.sigma; });
    add("sigma_low", [](const ElementaryEffects& e) { return e.sigma_range.low; });
    add("sigma_high", [](const ElementaryEffects& e) { return e.sigma_range.high; });
    add("effects", [](const ElementaryEffects& e) { return e.effects; });
    out["failed_runs"] = found.failed_runs;
    return out;
}

void add_order(Result& out, const std::string& name, const std::vector<std::vector<SobolIndex>>& indices,
               const std::vector<SobolIndices>& outputs) {
    out[name.c_str()] = numbers(indices, [](const SobolIndex& index) { return index.value; });
    out[(name + "_low").c_str()] = numbers(indices, [](const SobolIndex& index) { return index.range.low; });
    out[(name + "_high").c_str()] = numbers(indices, [](const SobolIndex& index) { return index.range.high; });
    std::vector<std::vector<std::string>> verdicts;
    for (std::size_t k = 0; k < indices.size(); ++k) {
        verdicts.emplace_back();
        for (const SobolIndex& index : indices[k]) verdicts.back().emplace_back(outputs[k].verdict(index));
    }
    out[(name + "_verdict").c_str()] = verdicts;
}

Result sobol(Eigen::Index groups, const Eigen::MatrixXd& outputs, const SobolOptions& options) {
    SobolResult found;
    {
        const nb::gil_scoped_release unlocked;
        found = sobol_analysis(groups, outputs, options);
    }
    std::vector<std::vector<SobolIndex>> first, total, second;
    std::vector<double> mean, variance;
    for (const SobolIndices& one : found.outputs) {
        first.push_back(one.first);
        total.push_back(one.total);
        mean.push_back(one.mean);
        variance.push_back(one.variance);
        // Row by row of the triangle above the diagonal, as Python's itertools.combinations goes.
        std::vector<SobolIndex>& pairs = second.emplace_back();
        for (std::size_t i = 0; i < one.second.size(); ++i)
            for (std::size_t j = i + 1; j < one.second.size(); ++j) pairs.push_back(one.second[i][j]);
    }
    Result out;
    add_order(out, "first", first, found.outputs);
    add_order(out, "total", total, found.outputs);
    if (options.second_order) add_order(out, "second", second, found.outputs);
    out["mean"] = mean;
    out["variance"] = variance;
    out["base_points"] = found.base_points;
    out["left_out"] = found.left_out;
    return out;
}

Result box_of(const PrimBox& box) {
    Result out;
    out["low"] = box.low;
    out["high"] = box.high;
    out["points"] = box.points;
    out["of_interest"] = box.of_interest;
    out["coverage"] = box.coverage;
    out["density"] = box.density;
    out["mass"] = box.mass;
    nb::list restrictions;
    for (const PrimRestriction& one : box.restrictions) {
        nb::dict row;
        row["parameter"] = one.parameter;
        row["low"] = one.low;
        row["high"] = one.high;
        row["quasi_p"] = one.quasi_p;
        row["coverage_without"] = one.coverage_without;
        row["density_without"] = one.density_without;
        restrictions.append(row);
    }
    out["restrictions"] = restrictions;
    return out;
}

Result boxes(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest, const PrimOptions& options) {
    PrimResult found;
    {
        const nb::gil_scoped_release unlocked;
        found = prim(points, interest, options);
    }
    Result out;
    nb::list searches;
    for (const PrimSearch& search : found.searches) {
        nb::dict one;
        nb::list trajectory;
        for (const PrimBox& box : search.trajectory) trajectory.append(box_of(box));
        one["trajectory"] = trajectory;
        one["chosen"] = search.chosen;
        one["box"] = box_of(search.box);
        searches.append(one);
    }
    out["searches"] = searches;
    out["failed_runs"] = found.failed_runs;
    out["coverage"] = found.coverage;
    out["density"] = found.density;
    return out;
}

Result regional(const Eigen::MatrixXd& points, const Eigen::MatrixXd& interest) {
    const RegionalResult found = regional_sensitivity(points, interest);
    Result out;
    const auto add = [&](const char* name, auto number) { out[name] = numbers(found.sensitivities, number); };
    add("distance", [](const RegionalSensitivity& one) { return one.distance; });
    add("at", [](const RegionalSensitivity& one) { return one.at; });
    add("of_interest_lie_lower", [](const RegionalSensitivity& one) { return one.of_interest_lie_lower; });
    add("p", [](const RegionalSensitivity& one) { return one.p; });
    add("adjusted_p", [](const RegionalSensitivity& one) { return one.adjusted_p; });
    out["of_interest"] = found.of_interest;
    out["others"] = found.others;
    out["failed_runs"] = found.failed_runs;
    return out;
}

Result perfect(const Eigen::MatrixXd& net_benefit) {
    const PerfectInformation found = expected_value_of_perfect_information(net_benefit);
    Result out;
    out["value"] = found.value;
    out["standard_error"] = found.standard_error;
    out["expected"] = found.expected;
    out["best"] = found.best;
    out["runs"] = found.runs;
    out["failed_runs"] = found.failed_runs;
    return out;
}

Result partial(const Eigen::MatrixXd& known, const Eigen::MatrixXd& net_benefit, const InformationRegression& options) {
    PartialInformation found;
    {
        const nb::gil_scoped_release unlocked;
        found = expected_value_of_partial_information(known, net_benefit, options);
    }
    Result out;
    out["value"] = found.value;
    out["standard_error"] = found.standard_error;
    out["bias"] = found.bias;
    out["effective_parameters"] = found.effective_parameters;
    out["runs"] = found.runs;
    out["failed_runs"] = found.failed_runs;
    return out;
}

Space space_of(const std::vector<std::string>& names, const std::vector<std::string>& shapes,
               const Eigen::MatrixXd& numbers, const std::vector<std::string>& groups) {
    std::vector<Dimension> dimensions;
    for (std::size_t k = 0; k < names.size(); ++k) {
        const auto row = static_cast<Eigen::Index>(k);
        dimensions.push_back({.name = names[k],
                              .shape = shape_named(shapes[k]),
                              .low = numbers(row, 0),
                              .high = numbers(row, 1),
                              .mode = numbers(row, 2),
                              .mean = numbers(row, 3),
                              .sd = numbers(row, 4),
                              .group = groups[k]});
    }
    return Space(std::move(dimensions));
}

}  // namespace

void add_sensitivity(nb::module_& module) {
    nb::class_<Space>(module, "Space", "Parameters with their distributions.")
        .def("from_unit", &Space::from_unit, nb::arg("unit"), "From the unit cube, [n][parameters].")
        .def("to_unit", &Space::to_unit, nb::arg("points"), "Into the unit cube, [n][parameters].")
        .def("groups", &Space::groups, "What is varied together, as indices.")
        .def("group_names", &Space::group_names, "Of groups.");
    module.def("space", &space_of, nb::arg("names"), nb::arg("shapes"), nb::arg("numbers"), nb::arg("groups"),
               "Of rows of low, high, mode, mean, sd.");
    module.def("run_seeds", &run_seeds, nb::arg("seed"), nb::arg("first"), nb::arg("n"), "Seeds of runs, [n].");
    module.def("latin_hypercube", &latin_hypercube, nb::arg("n"), nb::arg("parameters"), nb::arg("seed"), Unlocked(),
               "[n][parameters] in the unit cube.");
    module.def("maximin_latin_hypercube", &maximin_latin_hypercube, nb::arg("n"), nb::arg("parameters"),
               nb::arg("seed"), nb::arg("tries"), Unlocked(), "The same, of several the one most spread.");
    module.def("sobol_sequence", &sobol_sequence, nb::arg("n"), nb::arg("parameters"), nb::arg("seed"),
               nb::arg("first"), Unlocked(), "[n][parameters] in the unit cube.");
    module.def("morris_design", &morris_design, nb::arg("groups"), nb::arg("trajectories"), nb::arg("seed"),
               nb::arg("levels"), Unlocked(), "[trajectories x (groups + 1)][parameters] in the unit cube.");
    module.def(
        "morris_analysis",
        [](const Groups& groups, const Eigen::MatrixXd& points, const Eigen::MatrixXd& outputs, Eigen::Index resamples,
           double level,
           std::uint32_t seed) { return morris(groups, points, outputs, bootstrap(resamples, level, seed)); },
        nb::arg("groups"), nb::arg("points"), nb::arg("outputs"), nb::arg("resamples"), nb::arg("level"),
        nb::arg("seed"), "[outputs][groups] of each figure.");
    module.def("saltelli_design", &saltelli_design, nb::arg("groups"), nb::arg("n"), nb::arg("seed"),
               nb::arg("second_order"), Unlocked(), "[n x (groups + 2)][parameters] in the unit cube.");
    module.def(
        "sobol_analysis",
        [](Eigen::Index groups, const Eigen::MatrixXd& outputs, bool second_order, Eigen::Index dummy,
           Eigen::Index resamples, double level, std::uint32_t seed) {
            const Bootstrap resampling = bootstrap(resamples, level, seed);
            return sobol(groups, outputs, {.second_order = second_order, .bootstrap = resampling, .dummy = dummy});
        },
        nb::arg("groups"), nb::arg("outputs"), nb::arg("second_order"), nb::arg("dummy"), nb::arg("resamples"),
        nb::arg("level"), nb::arg("seed"), "[outputs][groups] of each figure.");
    module.def(
        "prim",
        [](const Eigen::MatrixXd& points, const Eigen::VectorXd& interest, double peel, double paste, double least_mass,
           double least_density, int most_boxes) {
            return boxes(points, interest,
                         {.peel = peel,
                          .paste = paste,
                          .least_mass = least_mass,
                          .least_density = least_density,
                          .most_boxes = most_boxes});
        },
        nb::arg("points"), nb::arg("interest"), nb::arg("peel"), nb::arg("paste"), nb::arg("least_mass"),
        nb::arg("least_density"), nb::arg("most_boxes"), "Boxes in which cases of interest are dense.");
    module.def("regional_sensitivity", &regional, nb::arg("points"), nb::arg("interest"),
               "[splits][parameters] of each figure.");
    module.def("evpi", &perfect, nb::arg("net_benefit"), "Of [n][options].");
    module.def(
        "evppi",
        [](const Eigen::MatrixXd& known, const Eigen::MatrixXd& net_benefit, Eigen::Index knots, Eigen::Index draws,
           std::uint32_t seed) { return partial(known, net_benefit, {.knots = knots, .draws = draws, .seed = seed}); },
        nb::arg("known"), nb::arg("net_benefit"), nb::arg("knots"), nb::arg("draws"), nb::arg("seed"),
        "Of [n][parameters of interest] and [n][options].");
}

}  // namespace concord::python
