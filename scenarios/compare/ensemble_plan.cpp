#include "scenarios/compare/ensemble_plan.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <stdexcept>

#include "scenarios/compare/draws_file.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/compare/matters.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/text.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_file.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"
#include "sim/ground/random.h"
#include "sim/measures/measure.h"

namespace concord::scenarios {
namespace {

constexpr int kPlanFormat = 3;
// Words of a replicate's chances: its seed, which weighted row of draws it takes, then factors of costs.
constexpr std::uint32_t kSeedWord = 0, kRowWord = 1, kFirstCostWord = 4;

// Prices from a publication are known to a quarter, assumed ones to a factor of two (model.md section 6).
double published_factor(std::uint32_t word) { return 0.75 + 0.5 * sim::open_unit(word); }
double assumed_factor(std::uint32_t word) { return std::exp2(2 * sim::open_unit(word) - 1); }

std::vector<double> cost_factors(const sim::Stream& chances, int replicate) {
    std::vector<double> factors;
    for (const auto factor : {published_factor, assumed_factor})
        for (std::uint32_t kind = 0; kind < sim::kLeverKinds; ++kind)
            factors.push_back(factor(chances.word(static_cast<std::uint32_t>(replicate), 0, kFirstCostWord + kind)));
    return factors;
}

std::vector<double> values_of(const sim::Parameters& parameters) {
    std::vector<double> values;
    for (const sim::ParameterInfo& info : sim::parameter_table()) values.push_back(sim::get(parameters, info));
    return values;
}

void check(const std::vector<sim::Scenario>& scenarios, const PlanOptions& options) {
    if (scenarios.size() < 2)
        throw std::invalid_argument("a comparison needs a baseline and at least one other scenario");
    if (options.replicates < 2)
        throw std::invalid_argument("a comparison needs at least 2 runs of each scenario, for an interval");
    if (options.parameters == ParameterDraws::kFile &&
        (options.draws == nullptr || (options.draws->cumulative_weight.empty() &&
                                      options.draws->rows.size() < static_cast<std::size_t>(options.replicates))))
        throw std::invalid_argument(std::to_string(options.replicates) +
                                    " runs of each scenario need as many rows of draws; the file has " +
                                    std::to_string(options.draws == nullptr ? 0 : options.draws->rows.size()));
    for (const sim::Scenario& scenario : scenarios)
        if (scenario.start != scenarios[0].start || scenario.years != scenarios[0].years)
            throw std::invalid_argument("scenario \"" + scenario.name + "\" runs " + std::to_string(scenario.years) +
                                        " years from " + sim::to_iso(scenario.start) + ", the baseline " +
                                        std::to_string(scenarios[0].years) + " years from " +
                                        sim::to_iso(scenarios[0].start) + "; a comparison needs the same time");
    for (std::size_t i = 0; i < scenarios.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (scenarios[i].name == scenarios[j].name)
                throw std::invalid_argument("two scenarios are both named \"" + scenarios[i].name + "\"");
}

// Of each scenario against the baseline, over all draws: the nearest.
std::vector<std::vector<sim::Reach>> reach_of(const Plan& plan, const std::vector<sim::Scenario>& scenarios,
                                              std::size_t outcomes) {
    std::vector<std::vector<sim::Reach>> reach(scenarios.size(), std::vector<sim::Reach>(outcomes));
    for (std::size_t draw = 0; draw < plan.draws.size(); ++draw) {
        sim::Parameters parameters = sim::default_parameters();
        const auto table = sim::parameter_table();
        for (std::size_t i = 0; i < table.size(); ++i) sim::set(parameters, table[i], plan.draws[draw].at(i));
        for (std::size_t s = 1; s < scenarios.size(); ++s) {
            const sim::ReachTable found = sim::reach_between(scenarios[s], scenarios[0], parameters);
            for (std::size_t o = 0; o < outcomes; ++o) reach[s][o] = std::max(reach[s][o], found.of_outcome(o));
        }
    }
    return reach;
}

// Other options whose levers put together are those of option `whole`, when each only adds levers to the baseline.
std::vector<int> parts_of(const std::vector<sim::Scenario>& scenarios, std::size_t whole) {
    std::vector<sim::LeverUse> left = sim::only_in(scenarios[whole], scenarios[0]);
    std::vector<int> parts;
    for (std::size_t s = 1; s < scenarios.size(); ++s) {
        const std::vector<sim::LeverUse> own = sim::only_in(scenarios[s], scenarios[0]);
        const bool adds =
            sim::same_start(scenarios[s], scenarios[0]) && sim::same_start(scenarios[whole], scenarios[0]) &&
            sim::only_in(scenarios[0], scenarios[s]).empty() && sim::only_in(scenarios[0], scenarios[whole]).empty();
        if (s == whole || own.empty() || !adds) continue;
        std::vector<sim::LeverUse> without = left;
        const bool inside = std::all_of(own.begin(), own.end(), [&](const sim::LeverUse& use) {
            const auto found = std::find(without.begin(), without.end(), use);
            if (found == without.end()) return false;
            without.erase(found);
            return true;
        });
        if (!inside) continue;
        left = without;
        parts.push_back(static_cast<int>(s));
    }
    return left.empty() && parts.size() > 1 ? parts : std::vector<int>{};
}

// Row by row; where rows have weights, each replicate draws its own with these chances, so that more replicates leave
// the first ones as they are.
std::size_t row_of_replicate(const DrawsFile& draws, const sim::Stream& chances, int replicate) {
    if (draws.cumulative_weight.empty()) return static_cast<std::size_t>(replicate);
    const double chance = sim::unit_double(chances.word(static_cast<std::uint32_t>(replicate), 0, kRowWord));
    const auto row = std::upper_bound(draws.cumulative_weight.begin(), draws.cumulative_weight.end(),
                                      chance * draws.cumulative_weight.back());
    return static_cast<std::size_t>(row - draws.cumulative_weight.begin());
}

ParameterDraws parameters_named(const std::string& words) {
    for (const auto draws : {ParameterDraws::kPrior, ParameterDraws::kFile})
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

std::string describe(ParameterDraws parameters) {
    switch (parameters) {
        case ParameterDraws::kDefaults: return "defaults";
        case ParameterDraws::kPrior: return "draws from the priors";
        case ParameterDraws::kFile: return "draws from a file";
    }
    return {};
}

sim::Kernel kernel_named(std::string_view name) {
    const auto found = std::find(kKernelNames.begin(), kKernelNames.end(), name);
    if (found == kKernelNames.end())
        throw std::invalid_argument("no kernel of influence is named " + std::string(name));
    return static_cast<sim::Kernel>(found - kKernelNames.begin());
}

std::string file_key(const std::string& name) {
    constexpr std::size_t kLongest = 60;
    return file_stem(name, "scenario").substr(0, kLongest);
}

sim::Parameters Plan::parameters_of(const sim::Scenario& scenario, int replicate) const {
    sim::Parameters resolved = sim::default_parameters();
    const std::vector<double>& values = draws.at(run(0, replicate).draw);
    const auto table = sim::parameter_table();
    for (std::size_t i = 0; i < table.size(); ++i) sim::set(resolved, table[i], values.at(i));
    return sim::with_overrides(resolved, scenario);
}

std::vector<double> Plan::cost_factors_of(const sim::Scenario& scenario, int replicate) const {
    std::vector<double> factors;
    if (parameters == ParameterDraws::kDefaults) return factors;
    const std::vector<double>& row = cost_factors.at(replicate);
    for (const sim::LeverSetting& lever : scenario.levers) {
        const bool assumed = lever.cost.source.empty() || lever.cost.source == "assumption";
        factors.push_back(row.at(static_cast<std::size_t>(lever.kind) + (assumed ? sim::kLeverKinds : 0)));
    }
    return factors;
}

Plan make_plan(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const PlanOptions& options) {
    check(scenarios, options);
    Plan plan{.seed = options.seed,
              .parameters = options.parameters,
              .replicates = options.replicates,
              .years = scenarios[0].years,
              .scale = world.scale,
              .population_seed = world.seed,
              .geography = world.geography.source,
              .start_date = sim::to_iso(scenarios[0].start),
              .inputs = options.inputs,
              .assumption = options.assumption,
              .kernel = options.kernel,
              .matters = options.matters,
              .program_version = std::string(kProgramVersion),
              .program_commit = std::string(kProgramCommit),
              .program_sources = std::string(kProgramSources),
              .names = {},
              .keys = {},
              .purposes = {},
              .texts = {},
              .runs = {},
              .parameter_names = {},
              .draws = {},
              .draws_source = {},
              .cost_factors = {},
              .checksum = {},
              .run_checksums = {}};
    for (const sim::Scenario& scenario : scenarios) {
        plan.names.push_back(scenario.name);
        plan.purposes.push_back(scenario.purpose);
        plan.texts.push_back(scenario.text);
        std::string key = file_key(scenario.name);
        while (std::find(plan.keys.begin(), plan.keys.end(), key) != plan.keys.end()) key += "_2";
        plan.keys.push_back(key);
    }
    for (const sim::ParameterInfo& info : sim::parameter_table()) plan.parameter_names.push_back(info.name);
    const auto outcomes = sim::outcome_rows();
    if (plan.matters.empty())
        for (const sim::MeasureInfo& outcome : outcomes)
            plan.matters.push_back(sim::usual_smallest_difference(outcome));
    const sim::Stream chances(options.seed, sim::Process::kReplicate);
    const bool drawn = options.parameters != ParameterDraws::kDefaults;
    plan.inputs.emplace_back("parameter table", parameter_table_checksum());
    if (options.parameters == ParameterDraws::kFile) {
        plan.draws_source = options.draws->source;
        plan.inputs.emplace_back("draws/" + options.draws->path.filename().string(), options.draws->checksum);
    }
    plan.checksum = plan_checksum(plan);
    if (!drawn) plan.draws.push_back(values_of(sim::default_parameters()));
    for (int replicate = 0; replicate < options.replicates; ++replicate) {
        const std::uint32_t seed = chances.word(static_cast<std::uint32_t>(replicate), 0, kSeedWord);
        for (int scenario = 0; scenario < plan.scenarios(); ++scenario)
            plan.runs.push_back({scenario, replicate, seed, drawn ? replicate : 0});
        if (options.parameters == ParameterDraws::kFile)
            plan.draws.push_back(values_of(options.draws->rows[row_of_replicate(*options.draws, chances, replicate)]));
        if (options.parameters == ParameterDraws::kPrior)
            plan.draws.push_back(values_of(sim::draw_from_priors(options.seed, static_cast<std::uint32_t>(replicate))));
        if (drawn) plan.cost_factors.push_back(cost_factors(chances, replicate));
    }
    for (const PlannedRun& run : plan.runs)
        plan.run_checksums.push_back(run_checksum(plan, scenarios[run.scenario], run));
    plan.reach = reach_of(plan, scenarios, outcomes.size());
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        plan.places_reached.push_back(sim::places_reached(world.geography, scenarios[s], scenarios[0]));
        plan.parts.push_back(parts_of(scenarios, s));
    }
    return plan;
}

std::vector<std::string> text_checksums(const Plan& plan) {
    std::vector<std::string> checksums;
    for (const std::string& text : plan.texts) checksums.push_back(sha256(text));
    return checksums;
}

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
                                                      {"years", std::int32_t{plan.years}},
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
              .years = whole("years"),
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
