// `concord describe support [SCENARIO]`: the year of support that its baseline makes one expect, sector by sector.
#include "cli/commands.h"
#include "cli/inputs.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/validate/support_sectors.h"

namespace concord::cli {

void add_describe_support(CLI::App& describe, Action& chosen) {
    struct Arguments {
        Format format = Format::kText;
        std::string scenario = "status_quo_today", source;
    };
    auto a = std::make_shared<Arguments>();
    CLI::App* topic = describe.add_subcommand(
        "support",
        "a year of support expected before any lever, sector by sector: needs recognised, sensitivity, "
        "false alarms, positive predictive value, beside what is published");
    topic->add_option("scenario", a->scenario, "file or shipped name, whose baseline and parameters it is of")
        ->capture_default_str();
    topic->add_option("--source", a->source, "folder of the geography (default: built in)");
    add_format_option(*topic, a->format);
    topic->callback([a, &chosen] {
        chosen = [a] {
            const sim::Geography geography = geography_from(a->source);
            print("{}", render(validate::support_tables(geography, scenarios::read_scenario(a->scenario, geography)),
                               a->format));
            return 0;
        };
    });
}

}  // namespace concord::cli
