// `concord compare`: paired runs of options against a baseline into a comparison folder.
#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <optional>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/words.h"
#include "scenarios/compare/comparison.h"
#include "scenarios/compare/comparison_screen.h"
#include "scenarios/compare/contested.h"
#include "scenarios/compare/detectability.h"
#include "scenarios/compare/dose.h"
#include "scenarios/compare/draws_file.h"
#include "scenarios/compare/ensemble.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/compare/line_up.h"
#include "scenarios/compare/matters.h"
#include "scenarios/compare/meetings_table.h"
#include "scenarios/compare/provenance.h"
#include "scenarios/compare/stress.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/folder_lock.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/format/units_table.h"
#include "sim/measures/measure.h"

namespace concord::cli {
namespace {

constexpr const char* kContestedLeftOut =
    "Contested assumptions were left out (--contested 0): rankings may depend on them.\n";
constexpr const char* kMoreInDetails =
    "Numbers, districts, groups, pairs, contested assumptions, programme, support, monitoring, money: --details\n";

struct CompareArguments {
    std::vector<std::string> names;
    std::string scale = "1:20", draws = "defaults", source;
    std::filesystem::path out = "comparison";
    int runs = 50, threads = 0, keep_fields = 1;
    Adjustments adjustments;
    int contested = -1;  // pairs under each contested assumption; -1: a tenth of the runs, at least two
    std::optional<double> until_se;
    std::uint32_t seed = 1, population_seed = 1;
    scenarios::EnsembleOptions::OnError on_error = scenarios::EnsembleOptions::OnError::kStop;
    double patience = 60;  // minutes
    bool resume = false, details = false, dose = false;
    std::vector<std::string> outputs;
    std::string matters;
    std::vector<std::string> stress;
    sim::Kernel kernel = sim::Kernel::kAssimilation;
    ProgressMode progress = ProgressMode::kAuto;
};

void check(const CompareArguments& a) {
    if (a.names.size() < 2) throw std::invalid_argument("compare needs a baseline and at least one option");
    constexpr int kMostRuns = 100000;
    if (a.runs < 2 || a.runs > kMostRuns)
        throw std::invalid_argument("--runs " + std::to_string(a.runs) + ": expected 2 to " +
                                    std::to_string(kMostRuns));
    if (std::filesystem::exists(a.out) && !std::filesystem::is_directory(a.out))
        throw std::invalid_argument(a.out.string() + " is a file; --out needs a folder");
    if (a.contested == 1 || a.contested < -1)
        throw std::invalid_argument("--contested " + std::to_string(a.contested) + ": expected 0 or 2 and more");
    if (a.keep_fields < 0)
        throw std::invalid_argument("--keep-fields " + std::to_string(a.keep_fields) + ": expected 0 or more");
    if (!(a.patience > 0))
        throw std::invalid_argument(fmt::format("--patience {}: expected minutes above 0", a.patience));
    if (a.until_se && !(*a.until_se > 0))
        throw std::invalid_argument("--until-se: expected a standard error above 0, in the outcomes' units");
}

std::map<std::string, sim::Kernel> kernels() {
    std::map<std::string, sim::Kernel> by_name;
    for (const std::string_view name : scenarios::kKernelNames) by_name.emplace(name, scenarios::kernel_named(name));
    return by_name;
}

scenarios::ParameterDraws kind_of_draws(const std::string& draws) {
    if (draws == "defaults") return scenarios::ParameterDraws::kDefaults;
    return draws == "prior" ? scenarios::ParameterDraws::kPrior : scenarios::ParameterDraws::kFile;
}

// What the comparison and its contested repetitions share.
struct Setting {
    const CompareArguments& arguments;
    const sim::World& world;
    const scenarios::Checksums& inputs;
    const std::optional<scenarios::DrawsFile>& draws;
    const std::vector<sim::SmallestDifference>& matters;
    scenarios::ProcessGroup group;
    int threads;
};

// One comparison: its runs, folded and written. Empty when interrupted.
std::optional<scenarios::Comparison> compare_in(const std::filesystem::path& folder, const Setting& setting,
                                                const std::vector<sim::Scenario>& options, int runs,
                                                const std::string& assumption = {}) {
    const CompareArguments& a = setting.arguments;
    const sim::World& world = setting.world;
    const auto group = setting.group;
    const int threads = setting.threads;
    const auto plan = scenarios::make_plan(world, options,
                                           {.replicates = runs,
                                            .parameters = kind_of_draws(a.draws),
                                            .seed = a.seed,
                                            .inputs = setting.inputs,
                                            .assumption = assumption,
                                            .kernel = a.kernel,
                                            .matters = setting.matters,
                                            .draws = setting.draws ? &*setting.draws : nullptr});
    const bool main = assumption.empty();
    const std::string what = main ? "comparing" : assumption;
    scenarios::EnsembleResult result;
    {
        constexpr unsigned kSeconds =
            2;  // most runs stop sooner, at the end of a week; balancing a large population takes longer
        const EndsByItself in_time(kSeconds,
                                   fmt::format("concord: interrupted: finished runs are kept in {}. The same command "
                                               "with --resume goes on from there, to the same result.\n",
                                               scenarios::printable(folder.string())));
        Progress progress(group.leads() ? a.progress : ProgressMode::kOff, what);
        try {
            result = scenarios::run_ensemble(world, options, plan, scenarios::engine_runs(world, options, threads),
                                             {.folder = folder,
                                              .threads = threads,
                                              .group = group,
                                              .resume = a.resume,
                                              .keep_fields = main ? a.keep_fields : 0,
                                              .until_se = main ? a.until_se : std::nullopt,
                                              .on_error = a.on_error,
                                              .patience_minutes = a.patience,
                                              .stop = &interrupted(),
                                              .note = [](const std::string& note) { say("note: {}\n", note); },
                                              .progress =
                                                  [&](const scenarios::EnsembleProgress& p) {
                                                      progress.update(p.share_done, p.runs_done, p.runs_total, "runs",
                                                                      p.seconds_left);
                                                  }});
        } catch (const scenarios::InputError&) {
            throw;
        } catch (const std::runtime_error&) {
            if (std::filesystem::exists(folder / "runs"))
                say("finished runs are kept in {}; the same command with --resume goes on from there\n",
                    folder.string());
            throw;
        }
        if (!result.stopped && result.failed.empty()) progress.finish();
    }
    if (result.stopped) {
        if (!group.leads()) return std::nullopt;
        say("interrupted: {} runs are kept in {}. The same command with --resume goes on from there, to the same "
            "result.\n",
            result.runs_done + result.runs_found, folder.string());
        return std::nullopt;
    }
    if (!result.failed.empty()) {
        for (const auto& run : result.failed)
            say("failed: \"{}\", run {}: {}\n", run.scenario, run.replicate, run.problem);
        say("{} runs failed; the others are kept in {}. The same command with --resume makes what is missing.\n",
            result.failed.size(), folder.string());
        return std::nullopt;
    }
    if (!group.leads()) return scenarios::Comparison{};  // the leading process folds and writes
    auto comparison = scenarios::fold(folder, plan, result.replicates, world.geography);
    scenarios::write_comparison(folder, comparison);
    scenarios::write_provenance(folder, scenarios::provenance_of(plan));
    return comparison;
}

int compare(const CompareArguments& a) {
    check(a);
    const auto matters = scenarios::parse_matters(a.matters, sim::outcome_rows());
    const int threads = use_threads(a.threads);
    const auto group = scenarios::process_group();
    std::optional<scenarios::DrawsFile> draws;
    if (kind_of_draws(a.draws) == scenarios::ParameterDraws::kFile) draws = scenarios::read_draws(a.draws);
    const auto geography = geography_from(a.source);
    const auto inputs = table_checksums_of(a.source);
    std::vector<sim::Scenario> options;
    for (const auto& name : a.names) {
        options.push_back(scenarios::read_scenario(name, geography));
        adjust(options.back(), a.adjustments);
    }
    std::vector<std::vector<sim::Scenario>> at_doses;  // refused before the first run where a lever does not go so far
    for (const int times : scenarios::kDoses)
        if (a.dose) at_doses.push_back(scenarios::at_dose(options, times));
    std::vector<sim::NewsEvent> events;
    for (const std::string& text : a.stress) events.push_back(scenarios::parse_stressor(text, geography));
    const auto shaken = scenarios::under_stress(options, events, geography);
    watch_interrupts();
    std::optional<EndsByItself> before_the_first_run(
        std::in_place, 0, "concord: interrupted before the first run of this call: nothing was written\n");
    const auto world = sim::build_world(geography, {.scale = parse_scale(a.scale), .seed = a.population_seed});
    before_the_first_run.reset();
    std::optional<scenarios::FolderLock> lock;  // by the leading process, for its group
    if (group.leads()) lock.emplace(a.out);
    const Setting setting{a, world, inputs, draws, matters, group, threads};
    auto comparison = compare_in(a.out, setting, options, a.runs);
    if (!comparison) return 1;
    std::vector<scenarios::Comparison> contested;
    const int pairs =
        a.contested >= 0 ? a.contested : std::max(2, (group.leads() ? comparison->replicates : a.runs) / 10);
    for (const auto& assumption : scenarios::contested_assumptions()) {
        if (pairs == 0) break;
        auto one = compare_in(a.out / "contested" / assumption.key, setting, scenarios::under(assumption, options),
                              pairs, assumption.title);
        if (!one) return 1;
        contested.push_back(std::move(*one));
    }
    std::vector<scenarios::Comparison> doses;
    for (std::size_t k = 0; k < at_doses.size(); ++k) {
        auto one = compare_in(a.out / "dose" / std::to_string(scenarios::kDoses[k]), setting, at_doses[k],
                              group.leads() ? comparison->replicates : a.runs,
                              fmt::format("options at {} times their size", scenarios::kDoses[k]));
        if (!one) return 1;
        doses.push_back(std::move(*one));
    }
    std::optional<scenarios::Comparison> stressed;
    const auto stress_folder = a.out / "stress";
    if (!events.empty()) {
        stressed = compare_in(stress_folder, setting, shaken, group.leads() ? comparison->replicates : a.runs,
                              "under stress: " + scenarios::in_words(events, geography));
        if (!stressed) return 1;
    }
    if (!group.leads()) return 0;
    std::optional<scenarios::Stress> stress;
    if (stressed) {
        stress = scenarios::fold_stress(a.out, *comparison, stress_folder, *stressed, options, events, geography);
        scenarios::write_text_file(a.out / "stress.csv", scenarios::stress_csv(*stress));
    }
    if (!doses.empty()) {
        scenarios::use_doses(*comparison, {&doses[0], &doses[1]});
        scenarios::write_comparison(a.out, *comparison);
    }
    scenarios::write_monitoring(a.out, *comparison, options.front());
    const auto seen = scenarios::detectable(*comparison, options.front());
    tell_or_say_where(a.out, [&] {
        print("{}", scenarios::comparison_screen(*comparison, seen, a.outputs));
        if (stress)
            print("{}{}{}", scenarios::stress_table(*stress), scenarios::meetings_text(*stressed),
                  scenarios::warnings_text(*stressed));
        if (contested.empty()) print("{}", kContestedLeftOut);
        if (a.details)
            print("{}{}\n{}\nWhat the money buys\n\n{}\n{}\n", scenarios::comparison_details(*comparison),
                  contested.empty() ? "" : scenarios::contested_table(*comparison, contested),
                  scenarios::behind_the_screen(*comparison, seen), scenarios::units_table(options, geography),
                  scenarios::funders_table(options, geography));
        print("{}Written: {}/comparison.csv, {}/comparison.h5\n", a.details ? "" : kMoreInDetails, a.out.string(),
              a.out.string());
    });
    return 0;
}

}  // namespace

void add_compare(CLI::App& app, Action& chosen) {
    auto a = std::make_shared<CompareArguments>();
    CLI::App* command = app.add_subcommand("compare", "Compare options with a baseline over paired runs");
    command->add_option("scenarios", a->names, "the baseline, then the options: files or shipped names")->required();
    command->add_option("--runs", a->runs, "paired replicates of each scenario (with --until-se: at most)")
        ->capture_default_str();
    command->add_option("--until-se", a->until_se,
                        "stop once the standard error of every GM headline difference is at most this");
    command
        ->add_option(
            "--draws", a->draws,
            "parameters: defaults; prior, one draw from the priors a replicate; or a file of draws (HDF5, netCDF-4 "
            "with or without ArviZ's group posterior, .csv), one row a replicate, or drawn by its weights")
        ->capture_default_str();
    command->add_option("--out", a->out, "comparison folder")->capture_default_str();
    command->add_flag("--resume", a->resume,
                      "go on with an interrupted comparison, or add runs (--runs) or scenarios to a finished one");
    command->add_option("--keep-fields", a->keep_fields, "keep whole results files of the first N replicates")
        ->capture_default_str();
    command->add_option(
        "--contested", a->contested,
        "pairs under each contested assumption, 2 or more; 0: none (default: a tenth of the runs, at least 2)");
    command->add_option("--matters", a->matters,
                        "smallest differences that matter, declared before the runs: get_on_well=1,incidents=10% "
                        "(default: 0.5 points of percentages and the index, 5 % of the baseline's incidents)");
    command->add_flag("--details", a->details, "print the numbers behind the answer as well");
    command->add_flag("--dose", a->dose,
                      "run every option at twice and four times its size as well, to say what it would take");
    command->add_option("--stress", a->stress,
                        "run every option under this event as well, and say how deep it cuts and how fast it fades: "
                        "attack:2029-05-22:Manchester (concord describe events); more than one may be given");
    add_words<sim::Kernel>(*command, "--kernel", a->kernel, "assimilation", kernels(), "of influence");
    command->add_option("--scale", a->scale, "1:K, one simulated resident for K")->capture_default_str();
    add_adjustments(*command, a->adjustments);
    add_outputs(*command, a->outputs);
    command->add_option("--seed", a->seed, "of the plan; the seeds of the runs follow from it")->capture_default_str();
    command->add_option("--population-seed", a->population_seed, "of the synthetic population")->capture_default_str();
    command->add_option("--threads", a->threads, "0: all cores; the result does not depend on it")
        ->capture_default_str();
    command->add_option("--source", a->source, "folder of a table or of official files (default: built in)");
    using OnError = scenarios::EnsembleOptions::OnError;
    add_words<OnError>(*command, "--on-error", a->on_error, "stop",
                       {{"stop", OnError::kStop}, {"continue", OnError::kContinue}},
                       "when a run fails: stop the others, or continue with them and list what failed");
    command
        ->add_option("--patience", a->patience,
                     "among several processes: minutes to wait without a new run of the others")
        ->capture_default_str();
    add_progress_option(*command, a->progress);
    command->callback([a, &chosen] { chosen = [a] { return compare(*a); }; });
}

}  // namespace concord::cli
