// The part of a results file that is written at the end: series of groups (their names are in sim/measures/series.h),
// costs, parameters, and what the file says of itself.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scenarios/files/text.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_series.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

using hdf5::Type;

}  // namespace

void ResultsWriter::write_series(const sim::RunRecord& record) {
    for (const sim::Series& series : record.series)
        if (series.info().results.kept()) write_variables(file_, record, series);
}

void ResultsWriter::write_costs(const sim::CostReport& costs) {
    file_.attribute("cost_gbp", costs.total_gbp);
    file_.attribute("cost_present_gbp", costs.present_gbp);
    file_.attribute("cost_price_year", std::int32_t{sim::kPriceYear});
    const auto& levers = description_.scenario.levers;
    if (levers.empty()) return;
    const std::string price = "GBP of " + std::to_string(sim::kPriceYear);
    const auto table = [&](const char* name, const std::string& long_name, const std::string& units, auto member) {
        std::vector<double> cells(levers.size() * districts_ * static_cast<std::size_t>(budget_years_), 0.0);
        for (const sim::CostLine& line : costs.lines)
            cells.at((static_cast<std::size_t>(line.lever) * districts_ + static_cast<std::size_t>(line.district)) *
                         static_cast<std::size_t>(budget_years_) +
                     static_cast<std::size_t>(line.year)) += line.*member;
        file_.define({.name = name,
                      .type = Type::kFloat64,
                      .dimensions = {"lever", "district", "budget_year"},
                      .attributes = described(long_name, units)});
        file_.write(name, cells);
    };
    table("cost", "cost in real terms, " + price, "GBP", &sim::CostLine::gbp);
    table("cost_present", "cost discounted to the start of the run, " + price, "GBP", &sim::CostLine::present_gbp);
}

void ResultsWriter::write_parameters() {
    const auto table = sim::parameter_table();
    std::vector<std::string> names, sources, units;
    std::vector<double> values;
    for (const sim::ParameterInfo& info : table) {
        names.push_back(info.name);
        sources.push_back(info.source);
        units.push_back(info.unit);
        values.push_back(sim::get(description_.parameters, info));
    }
    file_.coordinate("parameter", names, {{"long_name", "behaviour parameter"}});
    file_.define({.name = "parameter_value",
                  .type = Type::kFloat64,
                  .dimensions = {"parameter"},
                  .attributes = described("value used in this run", "1", "each in the unit given by parameter_unit")});
    file_.write("parameter_value", values);
    file_.texts("parameter_unit", "parameter", units, {{"long_name", "unit of the parameter"}});
    file_.texts("parameter_source", "parameter", sources, {{"long_name", "evidence id, or assumption"}});
}

void ResultsWriter::write_attributes(const sim::RunRecord& record, bool complete) {
    const sim::Scenario& scenario = description_.scenario;
    std::vector<std::string> warnings = description_.warnings;
    warnings.insert(warnings.end(), description_.world.notes.begin(), description_.world.notes.end());
    warnings.insert(warnings.end(), record.warnings.begin(), record.warnings.end());
    hdf5::Attributes attributes = {
        {"Conventions", kConventions},
        {"title", "Concord: one run of \"" + scenario.name + "\""},
        {"source",
         "Concord " + std::string(kProgramVersion) + " (" + std::string(kProgramCommit) + "), agent-based simulation"},
        {"caveat", kCaveat},
        {"concord_file", "results"},
        {"format_version", std::int32_t{kResultsFormat}},
        {"program_version", std::string(kProgramVersion)},
        {"program_commit", std::string(kProgramCommit)},
        {"program_sources", std::string(kProgramSources)},
        {"complete", std::int32_t{complete ? 1 : 0}},
        {"weeks_done", std::int32_t{record.weeks}},
        {"weeks", std::int32_t{weeks_}},
        {"scenario_name", scenario.name},
        {"scenario_purpose", scenario.purpose},
        {"scenario_text", scenario.text},
        {"start_date", sim::to_iso(scenario.start)},
        {"seed", description_.seed},
        {"population_seed", description_.world.seed},
        {"scale", std::int32_t{description_.world.scale}},
        {"geography_source", description_.world.geography.source},
        {"parameter_origin", description_.parameter_source},
        {"parameters_json", parameters_json(description_.parameters)},
        {"input_checksums", to_json(description_.checksums)},
        {"warnings", fmt::format("{}", fmt::join(warnings, "\n"))},
    };
    if (!description_.plan_checksum.empty()) {
        attributes.emplace_back("plan_checksum", description_.plan_checksum);
        attributes.emplace_back("run_checksum", description_.run_checksum);
    }
    for (const auto& [name, value] : attributes) file_.attribute(name, value);
}

std::string parameters_json(const sim::Parameters& parameters) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const sim::ParameterInfo& info : sim::parameter_table()) json[info.name] = sim::get(parameters, info);
    return json.dump();
}

}  // namespace concord::scenarios
