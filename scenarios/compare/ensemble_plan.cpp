#include "scenarios/compare/ensemble_plan.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "scenarios/compare/dose.h"
#include "scenarios/compare/draws_file.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/compare/matters.h"
#include "scenarios/files/text.h"
#include "scenarios/files/version.h"
#include "sim/ground/random.h"
#include "sim/measures/measure.h"

namespace concord::scenarios {
namespace {

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

// What any plan asks of its scenarios.
void check(const std::vector<sim::Scenario>& scenarios) {
    const auto length = [](const sim::Scenario& scenario) {
        return scenario.weeks ? std::to_string(*scenario.weeks) + " weeks" : std::to_string(scenario.years) + " years";
    };
    for (const sim::Scenario& scenario : scenarios)
        if (scenario.start != scenarios[0].start || scenario.length() != scenarios[0].length())
            throw std::invalid_argument("scenario \"" + scenario.name + "\" runs " + length(scenario) + " from " +
                                        sim::to_iso(scenario.start) + ", the baseline " + length(scenarios[0]) +
                                        " from " + sim::to_iso(scenarios[0].start) +
                                        "; a comparison needs the same time");
    for (std::size_t i = 0; i < scenarios.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (scenarios[i].name == scenarios[j].name)
                throw std::invalid_argument("two scenarios are both named \"" + scenarios[i].name + "\"");
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
    check(scenarios);
    for (const sim::Scenario& scenario : scenarios)
        if (!sim::same_events(scenario, scenarios[0]))
            throw std::invalid_argument("scenario \"" + scenario.name +
                                        "\" meets other events than the baseline; a comparison needs the same, in the "
                                        "same order");
    if (const int weeks = scenarios[0].length(); weeks == 0 || weeks % sim::kWeeksPerYear != 0)
        throw std::invalid_argument(std::to_string(weeks) +
                                    " weeks: a comparison is of whole years of 52 weeks, and judges by the last");
}

void check(const std::vector<sim::Scenario>& scenarios, const GivenRuns& given) {
    if (scenarios.empty()) throw std::invalid_argument("an evaluation needs a scenario; there is none");
    if (given.rows.empty()) throw std::invalid_argument("an evaluation needs a draw and a seed; there are none");
    for (const GivenRun& row : given.rows)
        if (row.draw < 0 || row.draw >= static_cast<int>(given.draws.size()))
            throw std::invalid_argument("an evaluation's row asks for draw " + std::to_string(row.draw) + " of " +
                                        std::to_string(given.draws.size()));
    check(scenarios);
}

// Of each scenario against the baseline, over all draws: the nearest.
void put_reach(Plan& plan, const std::vector<sim::Scenario>& scenarios, std::size_t outcomes) {
    std::vector<std::vector<sim::Reach>>& reach = plan.reach;
    reach.assign(scenarios.size(), std::vector<sim::Reach>(outcomes));
    plan.reach_of_equality.resize(scenarios.size());
    plan.reach_of_programme.resize(scenarios.size());
    for (std::size_t draw = 0; draw < plan.draws.size(); ++draw) {
        sim::Parameters parameters = sim::default_parameters();
        const auto table = sim::parameter_table();
        for (std::size_t i = 0; i < table.size(); ++i) sim::set(parameters, table[i], plan.draws[draw].at(i));
        for (std::size_t s = 1; s < scenarios.size(); ++s) {
            const sim::ReachTable found = sim::reach_between(scenarios[s], scenarios[0], parameters);
            for (std::size_t o = 0; o < outcomes; ++o) reach[s][o] = std::max(reach[s][o], found.of_outcome(o));
            for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
                plan.reach_of_equality[s][e] = std::max(plan.reach_of_equality[s][e], found.equality[e]);
            for (std::size_t k = 0; k < sim::kProgrammeMeasures; ++k)
                plan.reach_of_programme[s][k] =
                    std::max(plan.reach_of_programme[s][k], found.of_programme(static_cast<sim::ProgrammeMeasure>(k)));
        }
    }
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

double mean_dilution(const Plan& plan) {
    const auto found = std::find(plan.parameter_names.begin(), plan.parameter_names.end(), "dilution");
    const auto at = static_cast<std::size_t>(found - plan.parameter_names.begin());
    return std::accumulate(plan.draws.begin(), plan.draws.end(), 0.0,
                           [&](double sum, const std::vector<double>& draw) { return sum + draw.at(at); }) /
           static_cast<double>(plan.draws.size());
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

}  // namespace

std::string describe(ParameterDraws parameters) {
    switch (parameters) {
        case ParameterDraws::kDefaults: return "defaults";
        case ParameterDraws::kPrior: return "draws from the priors";
        case ParameterDraws::kFile: return "draws from a file";
        case ParameterDraws::kGiven: return "rows given to be evaluated";
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

sim::Date Plan::start() const {
    return sim::make_date(std::stoi(start_date.substr(0, 4)), static_cast<unsigned>(std::stoi(start_date.substr(5, 2))),
                          static_cast<unsigned>(std::stoi(start_date.substr(8, 2))));
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
    if (cost_factors.empty()) return factors;
    const std::vector<double>& row = cost_factors.at(replicate);
    for (const sim::LeverSetting& lever : scenario.levers) {
        const bool assumed = lever.cost.source.empty() || lever.cost.source == "assumption";
        factors.push_back(row.at(static_cast<std::size_t>(lever.kind) + (assumed ? sim::kLeverKinds : 0)));
    }
    return factors;
}

namespace {

// What all runs of a plan share: program, place, scenarios. Without runs, and without a checksum yet.
Plan plan_of(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const Checksums& inputs) {
    Plan plan;
    plan.weeks = scenarios[0].length();
    plan.scale = world.scale;
    plan.population_seed = world.seed;
    plan.geography = world.geography.source;
    plan.start_date = sim::to_iso(scenarios[0].start);
    plan.inputs = inputs;
    plan.inputs.emplace_back("parameter table", parameter_table_checksum());
    plan.program_version = std::string(kProgramVersion);
    plan.program_commit = std::string(kProgramCommit);
    plan.program_sources = std::string(kProgramSources);
    for (const sim::Scenario& scenario : scenarios) {
        plan.names.push_back(scenario.name);
        plan.purposes.push_back(scenario.purpose);
        plan.texts.push_back(scenario.text);
        std::string key = file_key(scenario.name);
        while (std::find(plan.keys.begin(), plan.keys.end(), key) != plan.keys.end()) key += "_2";
        plan.keys.push_back(key);
    }
    for (const sim::ParameterInfo& info : sim::parameter_table()) plan.parameter_names.push_back(info.name);
    for (const sim::MeasureInfo& outcome : sim::outcome_rows())
        plan.matters.push_back(sim::usual_smallest_difference(outcome));
    return plan;
}

void add_replicate(Plan& plan, std::uint32_t seed, int draw) {
    for (int scenario = 0; scenario < plan.scenarios(); ++scenario)
        plan.runs.push_back({scenario, plan.replicates, seed, draw});
    ++plan.replicates;
}

void add_run_checksums(Plan& plan, const std::vector<sim::Scenario>& scenarios) {
    for (const PlannedRun& run : plan.runs)
        plan.run_checksums.push_back(run_checksum(plan, scenarios[run.scenario], run));
}

}  // namespace

Plan make_plan(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const PlanOptions& options) {
    check(scenarios, options);
    Plan plan = plan_of(world, scenarios, options.inputs);
    plan.seed = options.seed;
    plan.parameters = options.parameters;
    plan.assumption = options.assumption;
    plan.kernel = options.kernel;
    if (!options.matters.empty()) plan.matters = options.matters;
    const sim::Stream chances(options.seed, sim::Process::kReplicate);
    const bool drawn = options.parameters != ParameterDraws::kDefaults;
    if (options.parameters == ParameterDraws::kFile) {
        plan.draws_source = options.draws->source;
        plan.inputs.emplace_back("draws/" + options.draws->path.filename().string(), options.draws->checksum);
    }
    plan.checksum = plan_checksum(plan);
    if (!drawn) plan.draws.push_back(values_of(sim::default_parameters()));
    for (int replicate = 0; replicate < options.replicates; ++replicate) {
        add_replicate(plan, chances.word(static_cast<std::uint32_t>(replicate), 0, kSeedWord), drawn ? replicate : 0);
        if (options.parameters == ParameterDraws::kFile)
            plan.draws.push_back(values_of(options.draws->rows[row_of_replicate(*options.draws, chances, replicate)]));
        if (options.parameters == ParameterDraws::kPrior)
            plan.draws.push_back(values_of(sim::draw_from_priors(options.seed, static_cast<std::uint32_t>(replicate))));
        if (drawn) plan.cost_factors.push_back(cost_factors(chances, replicate));
    }
    add_run_checksums(plan, scenarios);
    put_reach(plan, scenarios, plan.matters.size());
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        plan.places_reached.push_back(sim::places_reached(world.geography, scenarios[s], scenarios[0]));
        plan.parts.push_back(parts_of(scenarios, s));
        plan.growth.push_back(growth_of(world.geography, scenarios[s], scenarios[0], mean_dilution(plan)));
        plan.bought.push_back(bought_by(scenarios[s], world.geography));
        plan.paid.push_back(paid_by(scenarios[s], world.geography));
    }
    plan.monitoring = sim::monitoring_of(scenarios[0], 0);
    return plan;
}

Plan make_plan(const sim::World& world, const std::vector<sim::Scenario>& scenarios, const GivenRuns& given) {
    check(scenarios, given);
    Plan plan = plan_of(world, scenarios, given.inputs);
    plan.parameters = ParameterDraws::kGiven;
    plan.kernel = given.kernel;
    plan.checksum = plan_checksum(plan);
    for (const sim::Parameters& draw : given.draws) plan.draws.push_back(values_of(draw));
    for (const GivenRun& row : given.rows) add_replicate(plan, row.seed, row.draw);
    add_run_checksums(plan, scenarios);
    return plan;
}

std::vector<std::string> text_checksums(const Plan& plan) {
    std::vector<std::string> checksums;
    for (const std::string& text : plan.texts) checksums.push_back(sha256(text));
    return checksums;
}

}  // namespace concord::scenarios
