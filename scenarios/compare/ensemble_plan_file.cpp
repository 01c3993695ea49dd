// The plan of a comparison as a file: `plan.h5`.
#include "scenarios/compare/ensemble_plan.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/compare/matters.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/results/results_file.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"
#include "sim/measures/measure.h"

namespace concord::scenarios {
namespace {

constexpr int kPlanFormat = 6;

ParameterDraws parameters_named(const std::string& words) {
    for (const auto draws : {ParameterDraws::kPrior, ParameterDraws::kFile, ParameterDraws::kGiven})
        if (words == describe(draws)) return draws;
    return ParameterDraws::kDefaults;
}

std::vector<double> flattened(const std::vector<std::vector<double>>& rows) {
    std::vector<double> values;
    for (const std::vector<double>& row : rows) values.insert(values.end(), row.begin(), row.end());
    return values;
}

std::vector<std::vector<double>> in_rows(const std::vector<double>& values, std::size_t width) {
    std::vector<std::vector<double>> rows;
    for (std::size_t i = 0; width > 0 && i + width <= values.size(); i += width)
        rows.emplace_back(values.begin() + static_cast<std::ptrdiff_t>(i),
                          values.begin() + static_cast<std::ptrdiff_t>(i + width));
    return rows;
}

}  // namespace

void write_plan(const std::filesystem::path& path, const Plan& plan) {
    hdf5::Writer file(temporary_path(path));
    for (const auto& [name, value] : hdf5::Attributes{{"Conventions", kConventions},
                                                      {"title", "Concord: plan of a comparison"},
                                                      {"caveat", kCaveat},
                                                      {"concord_file", "plan"},
                                                      {"format_version", std::int32_t{kPlanFormat}},
                                                      {"program_version", plan.program_version},
                                                      {"program_commit", plan.program_commit},
                                                      {"program_sources", plan.program_sources},
                                                      {"plan_checksum", plan.checksum},
                                                      {"seed", plan.seed},
                                                      {"parameters", describe(plan.parameters)},
                                                      {"draws_source", plan.draws_source},
                                                      {"replicates", std::int32_t{plan.replicates}},
                                                      {"weeks", std::int32_t{plan.weeks}},
                                                      {"scale", std::int32_t{plan.scale}},
                                                      {"population_seed", plan.population_seed},
                                                      {"geography_source", plan.geography},
                                                      {"input_checksums", to_json(plan.inputs)},
                                                      {"assumption", plan.assumption},
                                                      {"kernel", std::string(name_of(plan.kernel))},
                                                      {"matters", matters_text(plan.matters, sim::outcome_rows())},
                                                      {"start_date", plan.start_date}})
        file.attribute(name, value);
    file.coordinate("scenario", plan.names, {{"long_name", "scenario; the first is the baseline"}});
    file.texts("scenario_key", "scenario", plan.keys, {{"long_name", "name of its files"}});
    file.texts("scenario_purpose", "scenario", plan.purposes, {{"long_name", "what it is for"}});
    file.texts("scenario_text", "scenario", plan.texts, {{"long_name", "the scenario files as read, base first"}});
    file.texts("scenario_checksum", "scenario", text_checksums(plan),
               {{"long_name", "SHA-256 of the scenario's text"}});
    count_coordinate(file, "run", 0, static_cast<int>(plan.runs.size()) - 1, "planned run");
    const auto column = [&](const char* name, const char* long_name, auto member) {
        std::vector<double> values;
        for (const PlannedRun& run : plan.runs) values.push_back(static_cast<double>(run.*member));
        file.define(
            {.name = name, .type = hdf5::Type::kInt64, .dimensions = {"run"}, .attributes = described(long_name, "1")});
        file.write(name, values);
    };
    column("run_scenario", "index of the scenario", &PlannedRun::scenario);
    column("run_replicate", "replicate", &PlannedRun::replicate);
    column("run_seed", "seed of the run, common to the scenarios of a replicate", &PlannedRun::seed);
    column("run_draw", "row of parameter_value", &PlannedRun::draw);
    file.texts("run_checksum", "run", plan.run_checksums,
               {{"long_name", "SHA-256 of all that makes the run; its files carry it"}});
    file.coordinate("parameter", plan.parameter_names, {{"long_name", "behaviour parameter"}});
    count_coordinate(file, "draw", 0, static_cast<int>(plan.draws.size()) - 1, "parameter draw");
    file.define({.name = "parameter_value",
                 .type = hdf5::Type::kFloat64,
                 .dimensions = {"draw", "parameter"},
                 .attributes = described("value of the parameter in the draw", "1")});
    file.write("parameter_value", flattened(plan.draws));
    if (!plan.cost_factors.empty()) {
        std::vector<std::string> labels;
        for (const char* kind : {"published ", "assumed "})
            for (const sim::LeverInfo& info : sim::lever_table()) labels.push_back(kind + std::string(info.name));
        file.coordinate("price", labels, {{"long_name", "kind of unit cost"}});
        file.define({.name = "cost_factor",
                     .type = hdf5::Type::kFloat64,
                     .dimensions = {"draw", "price"},
                     .attributes = described("factor on the unit cost in the draw", "1")});
        file.write("cost_factor", flattened(plan.cost_factors));
    }
    file.close();
    publish(path);
}

Plan read_plan(const std::filesystem::path& path) {
    const hdf5::Reader file = open_concord_file(path, "plan", kPlanFormat);
    const auto whole = [&](const char* name) { return static_cast<int>(file.number(name)); };
    Plan plan{.seed = static_cast<std::uint32_t>(file.number("seed")),
              .parameters = parameters_named(file.text("parameters")),
              .replicates = whole("replicates"),
              .weeks = whole("weeks"),
              .scale = whole("scale"),
              .population_seed = static_cast<std::uint32_t>(file.number("population_seed")),
              .geography = file.text("geography_source"),
              .start_date = file.text("start_date"),
              .inputs = checksums_from_json(file.text("input_checksums")),
              .assumption = file.text("assumption"),
              .kernel = kernel_named(file.text("kernel")),
              .matters = parse_matters(file.text("matters"), sim::outcome_rows()),
              .program_version = file.text("program_version"),
              .program_commit = file.text("program_commit"),
              .program_sources = file.text("program_sources"),
              .names = file.texts("scenario"),
              .keys = file.texts("scenario_key"),
              .purposes = file.texts("scenario_purpose"),
              .texts = file.texts("scenario_text"),
              .runs = {},
              .parameter_names = file.texts("parameter"),
              .draws = {},
              .draws_source = file.text("draws_source"),
              .cost_factors = {},
              .checksum = file.text("plan_checksum"),
              .run_checksums = file.texts("run_checksum")};
    if (plan.checksum != plan_checksum(plan)) file.refuse("is not the plan it says: its checksum differs");
    const std::vector<double> scenario = file.read("run_scenario"), replicate = file.read("run_replicate"),
                              seed = file.read("run_seed"), draw = file.read("run_draw");
    const std::size_t runs = static_cast<std::size_t>(plan.replicates) * plan.names.size();
    if (runs != scenario.size() || runs != replicate.size() || runs != seed.size() || runs != draw.size() ||
        runs != plan.run_checksums.size())
        file.refuse("is damaged: its runs do not match their number");
    for (std::size_t i = 0; i < runs; ++i)
        plan.runs.push_back({static_cast<int>(scenario[i]), static_cast<int>(replicate[i]),
                             static_cast<std::uint32_t>(seed[i]), static_cast<int>(draw[i])});
    plan.draws = in_rows(file.read("parameter_value"), plan.parameter_names.size());
    if (file.has("cost_factor")) plan.cost_factors = in_rows(file.read("cost_factor"), 2 * sim::kLeverKinds);
    return plan;
}

}  // namespace concord::scenarios
