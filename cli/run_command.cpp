// `concord run`: one run of one scenario into a results file.
#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "scenarios/compare/chosen_outcomes.h"
#include "scenarios/compare/ensemble_plan.h"
#include "scenarios/compare/equality_table.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/compare/measured_table.h"
#include "scenarios/compare/meetings_table.h"
#include "scenarios/compare/programme_table.h"
#include "scenarios/compare/support_table.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/results/results_writer.h"
#include "sim/run/simulation.h"

namespace concord::cli {
namespace {

struct RunArguments {
    std::string scenario, scale = "1:20", kernel = "assimilation", balance = "on";
    std::filesystem::path out;
    std::string source;
    Adjustments adjustments;
    std::vector<std::string> outputs;
    int threads = 0;
    bool force = false, details = false;
    std::uint32_t seed = 1, population_seed = 1;
    ProgressMode progress = ProgressMode::kAuto;
};

// States from start to end, and what balancing them took (model.md 3.5).
void say_states(const sim::RunRecord& record, const sim::BalanceReport& balance) {
    const sim::Series &means = record[sim::SeriesId::kStateMeans], &sds = record[sim::SeriesId::kStateDeviations];
    const int last = record.periods, gm = record.layout().gm();
    print("\n{:<18} {:>8} {:>8} {:>9} {:>9}   {:>13} {:>8} {:>15}\n", "State, mean", "start", "end", "change",
          "sd ratio", "balance shift", "its sd", "outside [0, 1]");
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        const double before = means.at(0, gm, s), after = means.at(last, gm, s);
        print("{:<18} {:8.4f} {:8.4f} {:+9.4f} {:9.3f}   {:+13.4f} {:8.4f} {:13.1f} %\n", sim::kStateNames[s], before,
              after, after - before, sds.at(last, gm, s) / sds.at(0, gm, s), balance.mean[s], balance.sd[s],
              100 * balance.outside[s]);
    }
}

void say_what_happened(const sim::RunRecord& record, const sim::BalanceReport& balance, const RunArguments& arguments,
                       const sim::Scenario& scenario, const sim::Geography& geography,
                       const std::filesystem::path& out) {
    const sim::Series& outcomes = record[sim::SeriesId::kGroupOutcomes];
    const int gm = record.layout().gm();
    print("{:<42} {:>9} {:>9}  unit\n", "Greater Manchester", "start", "end");
    for (std::size_t k = 0; k < record.outcomes.size(); ++k)
        if (scenarios::shows(arguments.outputs, record.outcomes[k]))
            print("{:<42} {:9.2f} {:9.2f}  {}\n", record.outcomes[k].title, outcomes.at(0, gm, k),
                  outcomes.at(record.periods, gm, k), record.outcomes[k].unit);
    print("{}", scenarios::left_out(arguments.outputs, record.outcomes));
    say_states(record, balance);
    print("{}{}{}{}", scenarios::programme_text(record), scenarios::meetings_text(record, geography),
          scenarios::support_text(record, geography), scenarios::measured_text(record, scenario));
    if (arguments.details) print("{}", scenarios::equality_text(record, geography));
    for (const auto& warning : record.warnings) say("warning: {}\n", warning);
    print(
        "\nOne run of {} weeks, seed {}, scale 1:{}: one possible course, not an effect. Compare scenarios with "
        "`concord compare`.\n"
        "{}\nWritten: {}\n",
        record.weeks, record.seed, record.scale, scenarios::kCaveat, out.string());
}

int run_scenario(const RunArguments& arguments) {
    const int scale = parse_scale(arguments.scale);
    use_threads(arguments.threads);
    const auto geography = geography_from(arguments.source);
    auto scenario = scenarios::read_scenario(arguments.scenario, geography);
    adjust(scenario, arguments.adjustments);
    const auto out =
        arguments.out.empty() ? std::filesystem::path(scenarios::file_key(scenario.name) + ".h5") : arguments.out;
    check_output(out, arguments.force);
    watch_interrupts();
    std::optional<EndsByItself> before_the_first_week(
        std::in_place, 0, "concord: interrupted before the first week: nothing was written\n");
    const auto parameters = sim::with_overrides(sim::default_parameters(), scenario);
    auto inputs = table_checksums_of(arguments.source);
    inputs.emplace_back("parameter table", scenarios::parameter_table_checksum());
    const sim::RunOptions options{.seed = arguments.seed,
                                  .kernel = scenarios::kernel_named(arguments.kernel),
                                  .balance = arguments.balance == "on"};
    const auto world = sim::build_world(geography, {.scale = scale, .seed = arguments.population_seed});
    auto [start, friends] = sim::prepare_one_run(world, parameters, scenario.baseline, options);
    before_the_first_week.reset();
    scenarios::ResultsWriter writer(out, {.world = world,
                                          .scenario = scenario,
                                          .parameters = parameters,
                                          .seed = arguments.seed,
                                          .parameter_source = "defaults",
                                          .checksums = scenarios::with_run_inputs(inputs, scenario, parameters)});
    sim::Simulation simulation(world, start, scenario, options, std::move(friends));
    sim::RunRecord record;
    {
        Progress progress(arguments.progress, scenario.name);
        record = sim::run(simulation, {.observer = &writer, .progress = [&](int week, int weeks) {
                                           progress.update(static_cast<double>(week) / weeks, week, weeks, "weeks");
                                           return !interrupted().load();
                                       }});
        if (!interrupted()) progress.finish();
    }
    const auto costs = sim::cost_of(scenario, record[sim::SeriesId::kUnitsBought]);
    if (record.weeks < scenario.length()) {
        writer.finish_incomplete(record, costs);
        say("interrupted after {} weeks: kept in {} with complete = 0. The same command makes the whole run again, bit "
            "for bit.\n",
            record.weeks, out.string());
        return 1;
    }
    writer.finish(record, costs);
    tell_or_say_where(out, [&, begun = start.get()] {
        say_what_happened(record, sim::balance_report(*begun), arguments, scenario, geography, out);
    });
    return 0;
}

}  // namespace

void add_run(CLI::App& app, Action& chosen) {
    auto arguments = std::make_shared<RunArguments>();
    CLI::App* command = app.add_subcommand("run", "Run one scenario into a results file (HDF5, opens in xarray)");
    command->add_option("scenario", arguments->scenario, "a scenario file, or the name of a shipped one")->required();
    command->add_option("--out", arguments->out, "results file (default: the scenario's name .h5)");
    command->add_flag("--force", arguments->force, "replace the results file if it exists");
    command->add_option("--scale", arguments->scale, "1:K, one simulated resident for K")->capture_default_str();
    add_adjustments(*command, arguments->adjustments);
    add_outputs(*command, arguments->outputs);
    command->add_flag("--details", arguments->details,
                      "print outcomes by group, gaps, stops, contact, polarisation and segregation as well");
    command->add_option("--seed", arguments->seed, "of the run")->capture_default_str();
    command->add_option("--population-seed", arguments->population_seed, "of the synthetic population")
        ->capture_default_str();
    command->add_option("--threads", arguments->threads, "0: all cores; the result does not depend on it")
        ->capture_default_str();
    command->add_option("--source", arguments->source, "folder of a table or of official files (default: built in)");
    command->add_option("--kernel", arguments->kernel, "influence")
        ->check(CLI::IsMember({"assimilation", "repulsion", "bounded_confidence", "top_hat"}))
        ->capture_default_str();
    command->add_option("--balance", arguments->balance, "off: set-points are the observed levels, for testing")
        ->check(CLI::IsMember({"on", "off"}))
        ->capture_default_str();
    add_progress_option(*command, arguments->progress);
    command->callback([arguments, &chosen] { chosen = [arguments] { return run_scenario(*arguments); }; });
}

}  // namespace concord::cli
