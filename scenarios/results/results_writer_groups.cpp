// The part of a results file that is written at the end: GM, districts and groups, costs, parameters, and what the file
// says of itself.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scenarios/files/text.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

using hdf5::Type;
using hdf5::Variable;

// Rows done of a table whose rows have `width` values; never more than there is room for.
template <class T>
std::size_t rows_of(const std::vector<T>& table, std::size_t width, std::size_t most) {
    return std::min(table.size() / width, most);
}

// Blocks [first, first + width) of every row of `row_width` values.
template <class T>
std::vector<float> block_of(const std::vector<T>& table, std::size_t rows, std::size_t row_width, std::size_t first,
                            std::size_t width) {
    std::vector<float> block;
    block.reserve(rows * width);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t i = 0; i < width; ++i) block.push_back(static_cast<float>(table[r * row_width + first + i]));
    return block;
}

}  // namespace

void ResultsWriter::write_weeks(const sim::RunRecord& record) {
    const std::size_t places = 1 + districts_, row = places * sim::kOutcomes;
    const std::size_t weeks = rows_of(record.weekly_outcome, row, static_cast<std::size_t>(weeks_) + 1);
    for (std::size_t o = 0; o < sim::kOutcomes; ++o) {
        const sim::MeasureInfo& info = sim::kOutcomeTable[o];
        if (!sim::may_show(info.disclosure, sim::Quantity::kLevel, sim::Resolution::kDistrict)) continue;
        const std::string name(info.name);
        file_.define(
            {.name = name, .dimensions = {"week", "district"}, .attributes = describe_outcome(info, ", by district")});
        file_.define({.name = name + "_gm",
                      .dimensions = {"week"},
                      .attributes = describe_outcome(info, ", Greater Manchester")});
        const std::vector<float> column = column_of(std::span<const float>(record.weekly_outcome), sim::kOutcomes, o);
        file_.write_rows(name, 0, weeks, std::span<const float>(block_of(column, weeks, places, 1, districts_)));
        file_.write_rows(name + "_gm", 0, weeks, std::span<const float>(block_of(column, weeks, places, 0, 1)));
    }
}

void ResultsWriter::write_groups(const sim::RunRecord& record) {
    const std::size_t most = static_cast<std::size_t>(periods_) + 1;
    file_.define({.name = "group_adults",
                  .type = Type::kFloat64,
                  .dimensions = {"group"},
                  .attributes = described("residents aged 16 and over", "1")});
    file_.write("group_adults", record.adults);
    const ShownGroups shown(record, static_cast<int>(districts_));
    const auto outcome = shown.of(record.outcome, sim::kOutcomeTable),
               state_mean = shown.of(record.state_mean, sim::kStateTable),
               state_sd = shown.of(record.state_sd, sim::kStateTable);
    const auto events = shown.of(record.events, sim::kEventTable), changes = shown.of_ledger(record.ledger);
    const auto define = [&](const std::string& name, const hdf5::Attributes& attributes) {
        file_.define({.name = name, .dimensions = {"period", "group"}, .attributes = attributes});
    };
    // Columns of tables [period][group][columns]; `first` is the period of the first row.
    const auto write = [&](const std::string& name, auto values, std::size_t columns, std::size_t column,
                           std::size_t first) {
        const std::vector<float> cells = column_of(values, columns, column);
        const std::size_t rows = rows_of(cells, groups_, most - first);
        file_.write_rows(name, first, rows, std::span<const float>(cells.data(), rows * groups_));
    };
    for (std::size_t o = 0; o < sim::kOutcomes; ++o) {
        const std::string name = "group_" + std::string(sim::kOutcomeTable[o].name);
        define(name, describe_outcome(sim::kOutcomeTable[o], ", by group"));
        write(name, std::span(outcome), sim::kOutcomes, o, 0);
    }
    for (std::size_t e = 0; e < sim::kEventKinds; ++e) {
        const std::string name = "group_count_" + std::string(sim::kEventNames[e]);
        define(name, described(std::string(sim::kEventTable[e].title) + " in the four weeks to this date", "1"));
        write(name, std::span(events), sim::kEventKinds, e, 1);
    }
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        const std::string state(sim::kStateNames[s]), title(sim::kStateTable[s].title);
        define("group_" + state + "_mean", described(title + ", mean", "1"));
        define("group_" + state + "_sd", described(title + ", standard deviation over residents", "1"));
        write("group_" + state + "_mean", std::span(state_mean), sim::kStates, s, 0);
        write("group_" + state + "_sd", std::span(state_sd), sim::kStates, s, 0);
        const std::string ledger = "group_ledger_" + state;
        file_.define({.name = ledger,
                      .type = Type::kFloat64,
                      .dimensions = {"period", "group", "ledger_column"},
                      .attributes = described(title + ", why its mean changed in the four weeks to this date", "1")});
        std::vector<double> cells;
        for (std::size_t i = s; i < changes.size(); i += sim::kStates) cells.push_back(changes[i]);
        const std::size_t row = groups_ * sim::kLedgerColumns, rows = rows_of(cells, row, most - 1);
        file_.write_rows(ledger, 1, rows, std::span<const double>(cells.data(), rows * row));
        if (!sim::may_show(sim::kStateTable[s].disclosure, sim::Quantity::kLevel, sim::Resolution::kDistrict)) continue;
        constexpr std::size_t kDeciles = 9;
        const std::string decile = "district_" + state + "_decile";
        file_.define({.name = decile,
                      .type = Type::kUInt8,
                      .dimensions = {"period", "district", "decile"},
                      .scale = 0.005,
                      .attributes = described(title + ", deciles over residents", "1")});
        const std::size_t place = sim::kStates * kDeciles, table_row = (1 + districts_) * place;
        const std::size_t done = rows_of(record.state_decile, table_row, most);
        std::vector<float> deciles;
        for (std::size_t p = 0; p < done; ++p)
            for (std::size_t d = 1; d <= districts_; ++d)
                for (std::size_t k = 0; k < kDeciles; ++k)
                    deciles.push_back(record.state_decile[p * table_row + d * place + s * kDeciles + k]);
        file_.write_rows(decile, 0, done, std::span<const float>(deciles));
    }
}

// Outcomes by neighbourhood once a year that are not among the items.
void ResultsWriter::write_years(const sim::RunRecord& record) {
    for (std::size_t outcome = sim::kOutcomeCohesionIndex; outcome < sim::kOutcomes; ++outcome) {
        const sim::MeasureInfo& info = sim::kOutcomeTable[outcome];
        if (!sim::may_show(info.disclosure, sim::Quantity::kLevel, sim::Resolution::kNeighbourhood)) continue;
        hdf5::Attributes attributes = describe_outcome(info, ", by neighbourhood, at the end of each year");
        attributes.emplace_back("comment", kPlaceCaveat);
        const std::string name = "neighbourhood_" + std::string(info.name);
        file_.define({.name = name, .dimensions = {"year", "neighbourhood"}, .attributes = attributes});
        std::vector<float> cells = column_of(std::span(record.neighbourhood_year), sim::kOutcomes, outcome);
        for (float& x : cells) x = rounded_to(x, kPercentQuantum);
        const std::size_t rows = rows_of(cells, neighbourhoods_, static_cast<std::size_t>(years_) + 1);
        file_.write_rows(name, 0, rows, std::span<const float>(cells.data(), rows * neighbourhoods_));
    }
}

void ResultsWriter::write_costs(const sim::CostReport& costs) {
    file_.attribute("cost_gbp", costs.total_gbp);
    file_.attribute("cost_present_gbp", costs.present_gbp);
    file_.attribute("cost_price_year", std::int32_t{sim::kPriceYear});
    const auto& levers = description_.scenario.levers;
    if (levers.empty()) return;
    std::vector<std::string> labels;
    for (const sim::LeverSetting& lever : levers)
        labels.push_back(std::to_string(labels.size() + 1) + " " + std::string(sim::info(lever.kind).name));
    file_.coordinate("lever", labels, {{"long_name", "lever of the scenario, in its order"}});
    count_coordinate(file_, "budget_year", 1, years_, "year of the run");
    const std::string price = "GBP of " + std::to_string(sim::kPriceYear);
    const auto table = [&](const char* name, const std::string& long_name, const std::string& units, auto member) {
        std::vector<double> cells(levers.size() * districts_ * static_cast<std::size_t>(years_), 0.0);
        for (const sim::CostLine& line : costs.lines)
            cells.at((static_cast<std::size_t>(line.lever) * districts_ + static_cast<std::size_t>(line.district)) *
                         static_cast<std::size_t>(years_) +
                     static_cast<std::size_t>(line.year)) += line.*member;
        file_.define({.name = name,
                      .type = Type::kFloat64,
                      .dimensions = {"lever", "district", "budget_year"},
                      .attributes = described(long_name, units)});
        file_.write(name, cells);
    };
    table("units_bought", "units bought (seats, places, hours, officers, stops)", "1", &sim::CostLine::units);
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
