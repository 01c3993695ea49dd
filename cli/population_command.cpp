// `concord population build|describe`.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <filesystem>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "scenarios/files/text_table.h"
#include "scenarios/results/population_file.h"
#include "sim/world/population_summary.h"

namespace concord::cli {
namespace {

struct PopulationArguments {
    std::string scale = "1:20", source;
    std::filesystem::path file;
    std::uint32_t seed = 1;
    int threads = 0;
    Format format = Format::kText;
};

std::string figure(double value) {
    if (std::isnan(value)) return "";
    if (std::abs(value - std::round(value)) < 1e-9 && std::abs(value) < 1e12) return fmt::format("{:.0f}", value);
    return fmt::format("{:.4g}", value);
}

sim::World world_of(const PopulationArguments& a) {
    return sim::build_world(geography_from(a.source), {.scale = parse_scale(a.scale), .seed = a.seed});
}

int build(const PopulationArguments& a) {
    use_threads(a.threads);
    watch_interrupts();
    const EndsByItself at_once(0, "concord: interrupted: nothing was written\n");
    const auto began = std::chrono::steady_clock::now();
    const auto world = world_of(a);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    scenarios::save_population(world, a.file);
    print("{} residents in {} households, 1:{}, seed {}, built in {:.1f} s\nWritten: {}\n", world.residents(),
          world.households(), world.scale, world.seed, seconds, a.file.string());
    return 0;
}

int describe(const PopulationArguments& a) {
    use_threads(a.threads);
    watch_interrupts();
    const EndsByItself at_once(0, "concord: interrupted\n");
    const auto world = a.file.empty() ? world_of(a) : scenarios::load_population(a.file);
    const sim::FriendshipParameters friendship;
    sim::Column<sim::Friends> friends;
    sim::draw_friends(world, friendship, friends);
    std::vector<Table> tables;
    for (const auto& row : sim::summarise_population(world, friendship, friends)) {
        if (tables.empty() || tables.back().title != row.section)
            tables.push_back({row.section, {"quantity", "published or expected", "simulated", "unit", "note"}, {}});
        tables.back().rows.push_back({row.quantity, figure(row.expected), figure(row.simulated), row.unit, row.note});
    }
    Table notes{"What building it had to do", {"note"}, {}};
    for (const auto& note : world.notes) notes.rows.push_back({note});
    tables.push_back(notes);
    print("{}", render(tables, a.format));
    return 0;
}

}  // namespace

void add_population(CLI::App& app, Action& chosen) {
    auto a = std::make_shared<PopulationArguments>();
    CLI::App* command = app.add_subcommand("population", "Build the synthetic population, or set it beside the census");
    command->require_subcommand(1);
    const auto common = [a](CLI::App* c) {
        c->add_option("--scale", a->scale, "1:K, one simulated resident for K")->capture_default_str();
        c->add_option("--seed", a->seed, "of the population")->capture_default_str();
        c->add_option("--source", a->source, "folder of a table or of official files (default: built in)");
        c->add_option("--threads", a->threads, "0: all cores; the result does not depend on it")->capture_default_str();
    };
    CLI::App* building = command->add_subcommand("build", "Build the population and keep it in a file");
    common(building);
    building->add_option("--out", a->file, "population file")->required();
    building->callback([a, &chosen] { chosen = [a] { return build(*a); }; });
    CLI::App* describing = command->add_subcommand("describe", "Recount the finished population against the census");
    common(describing);
    describing->add_option("--file", a->file, "a population file instead of building one");
    add_format_option(*describing, a->format);
    describing->callback([a, &chosen] { chosen = [a] { return describe(*a); }; });
}

}  // namespace concord::cli
