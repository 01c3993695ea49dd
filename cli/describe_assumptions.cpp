// `concord describe assumptions [SCENARIO]`: the log of what stands on an assumption rather than on a source.
#include "cli/commands.h"
#include "cli/inputs.h"
#include "scenarios/format/assumptions.h"
#include "scenarios/format/scenario_file.h"

namespace concord::cli {
namespace {

struct LogArguments {
    Format format = Format::kText;
    std::string scenario, source;
    bool counts = false;
};

std::vector<Table> log_of(const LogArguments& a) {
    const sim::Geography geography = geography_from(a.source);
    if (!a.scenario.empty())
        return scenarios::assumptions_of(scenarios::read_scenario(a.scenario, geography), geography);
    if (a.counts) return {scenarios::assumption_counts(scenarios::statements_of_program(geography))};
    return scenarios::assumptions_of_program(geography);
}

}  // namespace

void add_describe_assumptions(CLI::App& describe, Action& chosen) {
    auto a = std::make_shared<LogArguments>();
    CLI::App* topic = describe.add_subcommand(
        "assumptions", "what stands on an assumption rather than a source, counted by process; of a scenario, its own");
    CLI::Option* scenario =
        topic->add_option("scenario", a->scenario, "file or shipped name: what it adds to the program's");
    topic->add_flag("--counts", a->counts, "how many of how many, alone")->excludes(scenario);
    topic->add_option("--source", a->source, "folder of the geography (default: built in)");
    add_format_option(*topic, a->format);
    topic->callback([a, &chosen] {
        chosen = [a] {
            print("{}", render(log_of(*a), a->format));
            return 0;
        };
    });
}

}  // namespace concord::cli
