// `concord explore`: live scenarios in a window, or by script without one.
#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "viz/explorer/actions/help.h"
#include "viz/explorer/app/app.h"

namespace concord::cli {
namespace {

struct ExploreArguments {
    std::string scenario, scale = "1:20", member_scale = "1:100", source, size = "1600x900";
    std::filesystem::path script, out, boundaries, state;
    int threads = 0;
    std::uint32_t seed = 1, population_seed = 1;
    bool actions = false, overwrite = false;
};

std::array<int, 2> size_named(const std::string& text) {
    int width = 0, height = 0, used = 0;
    const bool shaped = std::sscanf(text.c_str(), "%dx%d%n", &width, &height, &used) == 2 &&
                        static_cast<std::size_t>(used) == text.size();
    if (!shaped || width < 640 || width > 7680 || height < 360 || height > 4320)
        throw std::invalid_argument(fmt::format("--size {}: expected WIDTHxHEIGHT, 640x360 to 7680x4320", text));
    return {width, height};
}

int explore(const ExploreArguments& arguments) {
    if (arguments.actions) {
        print("{}", explorer::help_text());
        return 0;
    }
    if (arguments.script.empty() != arguments.out.empty())
        throw std::invalid_argument("--script FILE and --out DIR go together");
    if (arguments.overwrite && arguments.script.empty()) throw std::invalid_argument("--overwrite is for --script");
    const auto size = size_named(arguments.size);
    explorer::AppOptions options{
        .geography = geography_from(arguments.source),
        .scenario = arguments.scenario,
        .simulation = {.scale = parse_scale(arguments.scale),
                       .member_scale = parse_scale(arguments.member_scale),
                       .seed = arguments.seed,
                       .population_seed = arguments.population_seed,
                       .threads = arguments.threads},
        .state_folder = arguments.state.empty() ? explorer::default_state_folder() : arguments.state,
        .width = size[0],
        .height = size[1],
        .overwrite = arguments.overwrite};
    if (arguments.threads < 0 || arguments.threads > 1024)
        throw std::invalid_argument(fmt::format("--threads {}: expected 0 to 1024", arguments.threads));
    if (!arguments.boundaries.empty()) options.boundaries = arguments.boundaries;
    watch_interrupts();
    const EndsByItself at_once(0, "concord: interrupted: the session log, written action by action, is kept\n");
    if (arguments.script.empty()) {
        explorer::run_window(std::move(options));
    } else {
        explorer::run_script(std::move(options), arguments.script, arguments.out);
    }
    return 0;
}

}  // namespace

void add_explore(CLI::App& app, Action& chosen) {
    auto arguments = std::make_shared<ExploreArguments>();
    CLI::App* command = app.add_subcommand("explore", "Try scenarios live: map, levers, forks of the future");
    command->add_option("scenario", arguments->scenario,
                        "a scenario file, or the name of a shipped one (default: the cards)");
    command->add_option("--script", arguments->script, "do the actions of this file without a window");
    command->add_option("--out", arguments->out, "with --script: folder for pictures, exports, report and log");
    command->add_flag("--overwrite", arguments->overwrite,
                      "with --script: replace files that an earlier script wrote there");
    command->add_flag("--actions", arguments->actions, "list every action with its arguments and keys");
    command->add_option("--boundaries", arguments->boundaries,
                        "official outlines (GeoJSON of the ONS Open Geography portal) instead of the built-in map");
    command->add_option("--scale", arguments->scale, "1:K, one simulated resident for K")->capture_default_str();
    command->add_option("--member-scale", arguments->member_scale, "1:K of the further members")->capture_default_str();
    command->add_option("--seed", arguments->seed, "of the main run; members follow from it")->capture_default_str();
    command->add_option("--population-seed", arguments->population_seed, "of the synthetic population")
        ->capture_default_str();
    command->add_option("--threads", arguments->threads, "of the simulation; 0: one fewer than the cores")
        ->capture_default_str();
    command->add_option("--source", arguments->source, "folder of a table or of official files (default: built in)");
    command->add_option("--size", arguments->size, "with --script: of the pictures")->capture_default_str();
    command->add_option("--state", arguments->state,
                        "folder of settings and session logs (default: ~/.local/state/concord)");
    command->callback([arguments, &chosen] { chosen = [arguments] { return explore(*arguments); }; });
}

}  // namespace concord::cli
