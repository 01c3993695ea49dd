// What the program knows of itself: parameters, outcomes, scenarios, as lists of dicts.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <cstdint>

#include "notebooks/binding/module.h"
#include "scenarios/files/version.h"
#include "scenarios/format/scenario_file.h"
#include "sim/measures/indicators.h"
#include "sim/measures/measure.h"
#include "sim/measures/record.h"
#include "sim/parameters/parameters.h"
#include "sim/run/cohort.h"

namespace nb = nanobind;

namespace concord::python {
namespace {

using Rows = nb::typed<nb::list, nb::typed<nb::dict, nb::str, nb::any>>;  // of a table, by column

Rows parameters() {
    Rows rows;
    for (const sim::ParameterInfo& info : sim::parameter_table()) {
        nb::dict row;
        row["name"] = info.name;
        row["process"] = info.group->process;
        row["default"] = info.value;
        row["prior"] = sim::prior_name(info.prior);
        row["low"] = info.low;
        row["high"] = info.high;
        row["unit"] = info.unit;
        row["meaning"] = info.meaning;
        row["grade"] = std::string(1, info.grade);
        row["source"] = info.source;
        rows.append(row);
    }
    return rows;
}

Rows measures(std::span<const sim::MeasureInfo> table) {
    Rows rows;
    for (const sim::MeasureInfo& info : table) {
        nb::dict row;
        row["name"] = info.name;
        row["title"] = info.title;
        row["unit"] = info.unit;
        row["meaning"] = info.meaning;
        row["better"] = info.better;
        rows.append(row);
    }
    return rows;
}

// What an evaluation can hand out besides outcomes: the name of a series, the pattern by which results files name what
// it measures, and the rows of that.
Rows series() {
    Rows rows;
    for (const sim::SeriesId id :
         {sim::SeriesId::kMeasured, sim::SeriesId::kMeasuredTruth, sim::SeriesId::kEquality, sim::SeriesId::kProgramme,
          sim::SeriesId::kSupport, sim::SeriesId::kSupportOfRun, sim::SeriesId::kMeetings}) {
        const sim::SeriesInfo& info = sim::info(id);
        nb::dict row;
        row["name"] = info.name;
        row["variable"] = info.variable;
        row["measures"] = measures(sim::rows_along(info.axes[sim::measure_axis(info)], {}));
        rows.append(row);
    }
    return rows;
}

Rows scenarios() {
    Rows rows;
    for (const scenarios::ShippedScenario& shipped : scenarios::list_scenarios()) {
        nb::dict row;
        row["file"] = shipped.file;
        row["name"] = shipped.name;
        row["purpose"] = shipped.purpose;
        rows.append(row);
    }
    return rows;
}

std::vector<std::vector<double>> prior_draws(std::uint32_t seed, std::uint32_t first, std::uint32_t count) {
    std::vector<std::vector<double>> rows;
    for (std::uint32_t draw = first; draw < first + count; ++draw) {
        const sim::Parameters drawn = sim::draw_from_priors(seed, draw);
        std::vector<double>& row = rows.emplace_back();
        for (const sim::ParameterInfo& info : sim::parameter_table()) row.push_back(sim::get(drawn, info));
    }
    return rows;
}

}  // namespace

void add_tables(nb::module_& module) {
    module.attr("version") = std::string(scenarios::kProgramVersion);
    module.attr("commit") = std::string(scenarios::kProgramCommit);
    module.def("parameters", &parameters, "Rows of the table of behaviour parameters.");
    module.def(
        "outcomes", [] { return measures(sim::outcome_rows()); }, "Rows of the outcomes of a run.");
    module.def(
        "indicators", [] { return measures(sim::kIndicatorTable); }, "Rows of what monitoring can see.");
    module.def(
        "states", [] { return measures(sim::kStateTable); }, "Rows of the residents' states.");
    module.def("series", &series, "Series that an evaluation hands out besides outcomes.");
    module.def("scenarios", &scenarios, "The shipped scenarios.");
    module.def(
        "cohort_measures", [] { return std::vector<std::string>(sim::kCohortNames.begin(), sim::kCohortNames.end()); },
        "What is measured of those whom levers reach.");
    module.def("prior_draws", &prior_draws, nb::arg("seed"), nb::arg("first"), nb::arg("count"),
               "[count][parameters]: draws from the priors, those of `concord compare --draws prior` with that seed.");
}

}  // namespace concord::python
