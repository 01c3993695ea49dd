// `concord compare`: paired runs of options against a baseline into a comparison folder.
#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "scenarios/comparison.h"
#include "scenarios/ensemble.h"
#include "scenarios/provenance.h"
#include "scenarios/scenario_file.h"
#include "scenarios/units_table.h"

namespace concord::cli {
namespace {

struct CompareArguments {
    std::vector<std::string> names;
    std::string scale = "1:20", draws = "defaults", source;
    std::filesystem::path out = "comparison";
    int runs = 50, years = 0, threads = 0, keep_fields = 1;
    std::optional<double> until_se;
    std::uint32_t seed = 1, population_seed = 1;
    bool resume = false;
    ProgressMode progress = ProgressMode::kAuto;
};

void check(const CompareArguments& a) {
    if (a.names.size() < 2) throw std::invalid_argument("compare needs a baseline and at least one option");
    if (a.runs < 2) throw std::invalid_argument("--runs " + std::to_string(a.runs) + ": expected 2 or more");
    if (a.keep_fields < 0) throw std::invalid_argument("--keep-fields " + std::to_string(a.keep_fields) + ": expected 0 or more");
    if (a.until_se && !(*a.until_se > 0)) throw std::invalid_argument("--until-se: expected a standard error above 0, in the outcomes' units");
}

int compare(const CompareArguments& a) {
    check(a);
    const int threads = use_threads(a.threads);
    const auto geography = geography_from(a.source);
    std::vector<sim::Scenario> scenarios_read;
    for (const auto& name : a.names) {
        scenarios_read.push_back(scenarios::read_scenario(name, geography));
        if (a.years != 0) scenarios_read.back().years = checked_years(a.years);
    }
    const auto world = sim::build_world(geography, {.scale = parse_scale(a.scale), .seed = a.population_seed});
    const auto plan = scenarios::make_plan(world, scenarios_read, {.replicates = a.runs,
        .parameters = a.draws == "prior" ? scenarios::ParameterDraws::kPrior : scenarios::ParameterDraws::kDefaults,
        .seed = a.seed, .inputs = geography.source});
    watch_interrupts();
    scenarios::EnsembleResult result;
    {
        Progress progress(a.progress, "comparing");
        result = scenarios::run_ensemble(world, scenarios_read, plan, scenarios::engine_runs(world, scenarios_read, threads),
            {.folder = a.out, .threads = threads, .resume = a.resume, .keep_fields = a.keep_fields, .until_se = a.until_se, .stop = &interrupted(),
             .progress = [&](const scenarios::EnsembleProgress& p) { progress.update(p.share_done, p.runs_done, p.runs_total, "runs"); }});
    }
    if (result.stopped) {
        fmt::print(stderr, "interrupted: {} runs are kept in {}. The same command with --resume goes on from there, to the same result.\n", result.runs_done + result.runs_found, a.out.string());
        return 1;
    }
    const auto comparison = scenarios::fold(a.out, plan, result.replicates, geography);
    scenarios::write_comparison(a.out, comparison);
    scenarios::write_provenance(a.out, scenarios::provenance_of(plan));
    fmt::print("{}\nWhat the money buys\n\n{}\nWritten: {}/comparison.csv, {}/comparison.h5\n", scenarios::comparison_table(comparison),
               scenarios::units_table(scenarios_read, geography), a.out.string(), a.out.string());
    return 0;
}

}  // namespace

void add_compare(CLI::App& app, Action& chosen) {
    auto a = std::make_shared<CompareArguments>();
    CLI::App* command = app.add_subcommand("compare", "Compare options with a baseline over paired runs");
    command->add_option("scenarios", a->names, "the baseline, then the options: files or shipped names")->required();
    command->add_option("--runs", a->runs, "paired replicates of each scenario (with --until-se: at most)")->capture_default_str();
    command->add_option("--until-se", a->until_se, "stop once the standard error of every GM headline difference is at most this");
    command->add_option("--draws", a->draws, "parameters: defaults, or one draw from the priors a replicate")->check(CLI::IsMember({"defaults", "prior"}))->capture_default_str();
    command->add_option("--out", a->out, "comparison folder")->capture_default_str();
    command->add_flag("--resume", a->resume, "go on with an interrupted comparison");
    command->add_option("--keep-fields", a->keep_fields, "keep whole results files of the first N replicates")->capture_default_str();
    command->add_option("--scale", a->scale, "1:K, one simulated resident for K")->capture_default_str();
    command->add_option("--years", a->years, "1 to 30 (default: the scenarios')");
    command->add_option("--seed", a->seed, "of the plan; the seeds of the runs follow from it")->capture_default_str();
    command->add_option("--population-seed", a->population_seed, "of the synthetic population")->capture_default_str();
    command->add_option("--threads", a->threads, "0: all cores; the result does not depend on it")->capture_default_str();
    command->add_option("--source", a->source, "folder of a table or of official files (default: built in)");
    add_progress_option(*command, a->progress);
    command->callback([a, &chosen] { chosen = [a] { return compare(*a); }; });
}

}  // namespace concord::cli
