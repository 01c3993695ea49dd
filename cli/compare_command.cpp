// `concord compare`: paired runs of options against a baseline into a comparison folder.
#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <optional>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/words.h"
#include "scenarios/compare/whole_comparison.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/paths.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/format/scenario_file.h"

namespace concord::cli {
namespace {

constexpr const char* kMoreInDetails =
    "Numbers, districts, groups, pairs, contested assumptions, programme, support, monitoring, money: --details\n";

struct CompareArguments {
    std::vector<std::string> names;
    std::string scale = "1:20", source;
    scenarios::CompareRequest request;
    int threads = 0;
    Adjustments adjustments;
    std::uint32_t population_seed = 1;
    bool details = false;
    std::vector<std::string> outputs;
    ProgressMode progress = ProgressMode::kAuto;
};

std::map<std::string, sim::Kernel> kernels() {
    std::map<std::string, sim::Kernel> by_name;
    for (const std::string_view name : scenarios::kKernelNames) by_name.emplace(name, scenarios::kernel_named(name));
    return by_name;
}

// The runs of one folder, with progress, interruption and what is said of both.
scenarios::EnsembleResult see_to_runs(const scenarios::ComparedPart& part, scenarios::EnsembleOptions options,
                                      const scenarios::MakeRuns& make, ProgressMode mode) {
    const std::string folder = part.folder.string();
    const bool leads = options.group.leads();
    scenarios::EnsembleResult result;
    {
        constexpr unsigned kSeconds =
            2;  // most runs stop sooner, at the end of a week; balancing a large population takes longer
        const EndsByItself in_time(kSeconds,
                                   fmt::format("concord: interrupted: finished runs are kept in {}. The same command "
                                               "with --resume goes on from there, to the same result.\n",
                                               scenarios::printable(folder)));
        Progress progress(leads ? mode : ProgressMode::kOff, part.assumption.empty() ? "comparing" : part.assumption);
        options.stop = &interrupted();
        options.note = [](const std::string& note) { say("note: {}\n", note); };
        options.progress = [&](const scenarios::EnsembleProgress& p) {
            progress.update(p.share_done, p.runs_done, p.runs_total, "runs", p.seconds_left);
        };
        try {
            result = make(options);
        } catch (const scenarios::InputError&) {
            throw;
        } catch (const std::runtime_error&) {
            if (scenarios::is_there(part.folder / "runs"))
                say("finished runs are kept in {}; the same command with --resume goes on from there\n", folder);
            throw;
        }
        if (!result.stopped && result.failed.empty()) progress.finish();
    }
    if (result.stopped && leads)
        say("interrupted: {} runs are kept in {}. The same command with --resume goes on from there, to the same "
            "result.\n",
            result.runs_done + result.runs_found, folder);
    if (!result.stopped && !result.failed.empty()) {
        for (const auto& run : result.failed)
            say("failed: \"{}\", run {}: {}\n", run.scenario, run.replicate, run.problem);
        say("{} runs failed; the others are kept in {}. The same command with --resume makes what is missing.\n",
            result.failed.size(), folder);
    }
    return result;
}

int compare(const CompareArguments& a) {
    scenarios::CompareRequest request = a.request;
    scenarios::check_request(request, a.names.size(), [](std::string_view option, const std::string& value) {
        return fmt::format("--{} {}", option, value);
    });
    request.threads = use_threads(a.threads);
    request.group = scenarios::process_group();
    const auto geography = geography_from(a.source);
    std::vector<sim::Scenario> options;
    for (const auto& name : a.names) {
        options.push_back(scenarios::read_scenario(name, geography));
        adjust(options.back(), a.adjustments);
    }
    const auto prepared = scenarios::prepare_comparison(request, options, table_checksums_of(a.source), geography);
    watch_interrupts();
    std::optional<EndsByItself> before_the_first_run(
        std::in_place, 0, "concord: interrupted before the first run of this call: nothing was written\n");
    const auto world = sim::build_world(geography, {.scale = parse_scale(a.scale), .seed = a.population_seed});
    before_the_first_run.reset();
    const auto whole = scenarios::make_comparison(
        world, prepared,
        [&](const scenarios::ComparedPart& part, const scenarios::EnsembleOptions& made,
            const scenarios::MakeRuns& make) { return see_to_runs(part, made, make, a.progress); });
    if (!whole) return 1;
    if (!request.group.leads()) return 0;
    for (const std::string& sentence : whole->left_behind) say("note: {}\n", sentence);
    const auto& out = request.folder;
    tell_or_say_where(out, [&] {
        print("{}{}Written: {}/comparison.csv, {}/comparison.h5\n",
              scenarios::answer_of(*whole, prepared, geography, a.outputs, a.details), a.details ? "" : kMoreInDetails,
              out.string(), out.string());
    });
    return 0;
}

}  // namespace

void add_compare(CLI::App& app, Action& chosen) {
    auto a = std::make_shared<CompareArguments>();
    scenarios::CompareRequest& r = a->request;
    CLI::App* command = app.add_subcommand("compare", "Compare options with a baseline over paired runs");
    command->add_option("scenarios", a->names, "the baseline, then the options: files or shipped names")->required();
    command->add_option("--runs", r.runs, "paired replicates of each scenario (with --until-se: at most)")
        ->capture_default_str();
    command->add_option("--until-se", r.until_se,
                        "stop once the standard error of every GM headline difference is at most this");
    command
        ->add_option(
            "--draws", r.draws,
            "parameters: defaults; prior, one draw from the priors a replicate; or a file of draws (HDF5, netCDF-4 "
            "with or without ArviZ's group posterior, .csv), one row a replicate, or drawn by its weights")
        ->capture_default_str();
    command->add_option("--out", r.folder, "comparison folder")->capture_default_str();
    command->add_flag("--resume", r.resume,
                      "go on with an interrupted comparison, or add runs (--runs) or scenarios to a finished one");
    command->add_option("--keep-fields", r.keep_fields, "keep whole results files of the first N replicates")
        ->capture_default_str();
    command->add_option(
        "--contested", r.contested,
        "pairs under each contested assumption, 2 or more; 0: none (default: a tenth of the runs, at least 2)");
    command->add_option("--matters", r.matters,
                        "smallest differences that matter, declared before the runs: get_on_well=1,incidents=10% "
                        "(default: 0.5 points of percentages and the index, 5 % of the baseline's incidents)");
    command->add_flag("--details", a->details, "print the numbers behind the answer as well");
    command->add_flag("--dose", r.dose,
                      "run every option at twice and four times its size as well, to say what it would take");
    command->add_option(
        "--stress", r.stress,
        "run every option under this event as well, and say how deep it cuts and how fast it fades: "
        "attack:2029-05-22:Manchester (concord describe events); more than one may be given. own_events: the "
        "events that the scenarios have, against runs without them");
    add_words<sim::Kernel>(*command, "--kernel", r.kernel, "assimilation", kernels(), "of influence");
    command->add_option("--scale", a->scale, "1:K, one simulated resident for K")->capture_default_str();
    a->adjustments.whole_years = true;
    add_adjustments(*command, a->adjustments);
    add_outputs(*command, a->outputs);
    command->add_option("--seed", r.seed, "of the plan; the seeds of the runs follow from it")->capture_default_str();
    command->add_option("--population-seed", a->population_seed, "of the synthetic population")->capture_default_str();
    command->add_option("--threads", a->threads, "0: all cores; the result does not depend on it")
        ->capture_default_str();
    command->add_option("--source", a->source, "folder of a table or of official files (default: built in)");
    using OnError = scenarios::EnsembleOptions::OnError;
    add_words<OnError>(*command, "--on-error", r.on_error, "stop",
                       {{"stop", OnError::kStop}, {"continue", OnError::kContinue}},
                       "when a run fails: stop the others, or continue with them and list what failed");
    command
        ->add_option("--patience", r.patience_minutes,
                     "among several processes: minutes to wait without a new run of the others")
        ->capture_default_str();
    add_progress_option(*command, a->progress, Teller::kLeading);
    command->callback([a, &chosen] { chosen = [a] { return compare(*a); }; });
}

}  // namespace concord::cli
