#include "scenarios/compare/ensemble_shard.h"

#include <cstdio>
#include <optional>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/input_error.h"
#include "scenarios/results/results_file.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

constexpr int kShardFormat = 3;
constexpr double kNeighbourhoodStep = 0.002;  // 0 to 100 in 16 bits; identical pairs stay identical

void write_coordinates(hdf5::Writer& file, const Plan& plan, const sim::World& world, const sim::RunRecord& record) {
    const sim::Geography& geography = world.geography;
    std::vector<std::string> outcomes, codes, kept, districts;
    for (const sim::MeasureInfo& info : sim::kOutcomeTable) outcomes.emplace_back(info.name);
    for (const int outcome : kNeighbourhoodOutcomes) kept.push_back(outcomes[static_cast<std::size_t>(outcome)]);
    for (const sim::Neighbourhood& n : geography.neighbourhoods) codes.push_back(n.code);
    for (const sim::District& d : geography.districts) districts.push_back(d.name);
    count_coordinate(file, "period", 0, record.periods, "four-week period; 0 is the start");
    count_coordinate(file, "finished_period", 1, record.periods, "four-week period");
    count_coordinate(file, "year", 0, plan.years, "years since the start");
    file.coordinate("group", sim::group_names(geography), {{"long_name", "group of residents"}});
    file.coordinate("outcome", outcomes, {{"long_name", "headline outcome"}});
    file.coordinate("event", to_strings(sim::kEventNames), {{"long_name", "what was counted"}});
    file.coordinate("ledger_column", to_strings(sim::kLedgerNames), {{"long_name", "why a mean state changed"}});
    file.coordinate("state", to_strings(sim::kStateNames), {{"long_name", "state of residents"}});
    file.coordinate("district", districts, {{"long_name", "district"}});
    file.coordinate("neighbourhood_outcome", kept, {{"long_name", "headline outcome"}});
    file.coordinate("neighbourhood", codes, {{"long_name", "neighbourhood (LSOA 2021 code)"}});
}

std::vector<float> neighbourhood_cells(const sim::RunRecord& record, int years) {
    const std::size_t n = static_cast<std::size_t>(record.neighbourhoods);
    std::vector<float> cells;
    for (std::size_t y = 0; y <= static_cast<std::size_t>(years); ++y)
        for (const int outcome : kNeighbourhoodOutcomes)
            for (std::size_t i = 0; i < n; ++i)
                cells.push_back(
                    record.neighbourhood_year.at((y * n + i) * sim::kOutcomes + static_cast<std::size_t>(outcome)));
    return cells;
}

void write_costs(hdf5::Writer& file, const sim::CostReport& costs) {
    file.attribute("cost_gbp", costs.total_gbp);
    file.attribute("cost_present_gbp", costs.present_gbp);
    file.define({.name = "cost_present_by_district",
                 .type = hdf5::Type::kFloat64,
                 .dimensions = {"district"},
                 .attributes = described("discounted cost", "GBP")});
    std::vector<double> by_district = costs.present_by_district;
    file.write("cost_present_by_district", by_district);
    if (costs.units_by_lever.empty()) return;
    count_coordinate(file, "lever", 1, static_cast<int>(costs.units_by_lever.size()),
                     "lever of the scenario, in its order");
    file.define({.name = "units_by_lever",
                 .type = hdf5::Type::kFloat64,
                 .dimensions = {"lever"},
                 .attributes = described("units bought", "1")});
    file.write("units_by_lever", costs.units_by_lever);
    file.define({.name = "cost_present_by_lever",
                 .type = hdf5::Type::kFloat64,
                 .dimensions = {"lever"},
                 .attributes = described("discounted cost", "GBP")});
    file.write("cost_present_by_lever", costs.present_by_lever);
}

}  // namespace

std::filesystem::path shard_path(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    char number[16];
    std::snprintf(number, sizeof number, "-%04d.h5", replicate);
    return folder / "runs" / (plan.keys.at(static_cast<std::size_t>(scenario)) + number);
}

std::filesystem::path fields_path(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    return folder / "fields" / shard_path({}, plan, scenario, replicate).filename();
}

void write_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate,
                 const sim::World& world, const sim::RunRecord& record, const sim::CostReport& costs,
                 const Checksums& inputs) {
    const std::filesystem::path path = shard_path(folder, plan, scenario, replicate);
    hdf5::Writer file(temporary_path(path));
    std::string warnings;
    for (const std::string& warning : record.warnings) warnings += (warnings.empty() ? "" : "\n") + warning;
    for (const auto& [name, value] :
         hdf5::Attributes{{"Conventions", kConventions},
                          {"title", "Concord: one run of a comparison"},
                          {"caveat", kCaveat},
                          {"concord_file", "run"},
                          {"format_version", std::int32_t{kShardFormat}},
                          {"scenario_name", plan.names.at(static_cast<std::size_t>(scenario))},
                          {"replicate", std::int32_t{replicate}},
                          {"seed", plan.run(scenario, replicate).seed},
                          {"program_version", plan.program_version},
                          {"program_commit", plan.program_commit},
                          {"program_sources", plan.program_sources},
                          {"plan_checksum", plan.checksum},
                          {"run_checksum", plan.checksum_of(scenario, replicate)},
                          {"input_checksums", to_json(inputs)},
                          {"warnings", warnings}})
        file.attribute(name, value);
    write_coordinates(file, plan, world, record);
    const auto define = [&](const char* name, hdf5::Type type, std::vector<std::string> dimensions,
                            const hdf5::Attributes& attributes) {
        file.define(
            {.name = name, .type = type, .dimensions = std::move(dimensions), .deflate = 4, .attributes = attributes});
    };
    define("adults", hdf5::Type::kFloat64, {"group"}, described("residents aged 16 and over", "1"));
    file.write("adults", record.adults);
    define("outcomes", hdf5::Type::kFloat32, {"period", "group", "outcome"},
           described("headline outcome, each in its unit", "1"));
    const ShownGroups shown(record, static_cast<int>(world.geography.districts.size()));
    file.write("outcomes", shown.of(record.outcome, sim::kOutcomeTable));
    define("events", hdf5::Type::kFloat32, {"finished_period", "group", "event"},
           described("count in the period, full scale", "1"));
    file.write("events", shown.of(record.events, sim::kEventTable));
    define("ledger", hdf5::Type::kFloat32, {"finished_period", "group", "ledger_column", "state"},
           described("change of the group's mean in the period, by cause", "1"));
    std::vector<float> ledger;
    ledger.reserve(record.ledger.size());
    for (const double x : shown.of_ledger(record.ledger)) ledger.push_back(rounded_to(x, kLedgerQuantum));
    file.write("ledger", ledger);
    file.define(
        {.name = "neighbourhood_outcomes",
         .type = hdf5::Type::kUInt16,
         .dimensions = {"year", "neighbourhood_outcome", "neighbourhood"},
         .deflate = 4,
         .scale = kNeighbourhoodStep,
         .attributes = described("headline outcome at the end of the year, each in its unit", "1", kPlaceCaveat)});
    file.write("neighbourhood_outcomes", neighbourhood_cells(record, plan.years));
    write_costs(file, costs);
    file.close();
    publish(path);
}

namespace {

void require_own(const hdf5::Reader& file, const Plan& plan, int scenario, int replicate) {
    const auto is = [&](const char* attribute, const std::string& expected) {
        return file.has_attribute(attribute) && file.text(attribute) == expected;
    };
    if (!is("plan_checksum", plan.checksum))
        file.refuse(
            "belongs to another comparison: it was made under another plan (its plan_checksum differs); move it away");
    if (!is("run_checksum", plan.checksum_of(scenario, replicate)))
        file.refuse("belongs to another run of this comparison (its run_checksum differs); move it away");
}

hdf5::Reader open_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    hdf5::Reader file = open_concord_file(shard_path(folder, plan, scenario, replicate), "run", kShardFormat);
    require_own(file, plan, scenario, replicate);
    return file;
}

FoundFile find_file(const std::filesystem::path& path, const std::string& kind, int format, const Plan& plan,
                    int scenario, int replicate) {
    if (!std::filesystem::exists(path)) return {};
    std::optional<hdf5::Reader> file;
    try {
        file.emplace(open_concord_file(path, kind, format));
    } catch (const InputError& error) {
        return {FileState::kDamaged, error.problem};
    }
    require_own(*file, plan, scenario, replicate);
    return {FileState::kWhole};
}

}  // namespace

FoundFile find_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    return find_file(shard_path(folder, plan, scenario, replicate), "run", kShardFormat, plan, scenario, replicate);
}

FoundFile find_fields(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    return find_file(fields_path(folder, plan, scenario, replicate), "results", kResultsFormat, plan, scenario,
                     replicate);
}

FinalYear final_year(const std::vector<double>& outcome, int periods) {
    constexpr int kPeriods = sim::kWeeksPerYear / sim::kWeeksPerPeriod;
    const std::size_t row = outcome.size() / static_cast<std::size_t>(periods + 1);
    FinalYear means(row, 0.0);
    for (int p = periods - kPeriods + 1; p <= periods; ++p)
        for (std::size_t i = 0; i < row; ++i) means[i] += outcome[static_cast<std::size_t>(p) * row + i] / kPeriods;
    return means;
}

FinalYear read_final_year(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    const hdf5::Reader file = open_shard(folder, plan, scenario, replicate);
    return final_year(file.read("outcomes"), static_cast<int>(file.shape("outcomes").at(0)) - 1);
}

Shard read_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    const hdf5::Reader file = open_shard(folder, plan, scenario, replicate);
    Shard shard{.outcome = file.read("outcomes"),
                .events = file.read("events"),
                .ledger = file.read("ledger"),
                .neighbourhood_year = file.read("neighbourhood_outcomes"),
                .adults = file.read("adults"),
                .cost_gbp = file.number("cost_gbp"),
                .cost_present_gbp = file.number("cost_present_gbp"),
                .cost_present_by_district = file.read("cost_present_by_district"),
                .units_by_lever = {},
                .cost_present_by_lever = {},
                .warnings = file.text("warnings")};
    if (file.has("units_by_lever")) {
        shard.units_by_lever = file.read("units_by_lever");
        shard.cost_present_by_lever = file.read("cost_present_by_lever");
    }
    return shard;
}

}  // namespace concord::scenarios
