// `concord scenario list|show|check|new`.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "scenarios/files/paths.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/format/units_table.h"

namespace concord::cli {
namespace {

int list(bool costs) {
    const auto shipped = scenarios::list_scenarios();
    std::size_t width = 0;
    for (const auto& s : shipped) width = std::max(width, s.file.size());
    for (const auto& s : shipped) print("{:<{}} {}\n{:<{}} {}\n", s.file, width, s.name, "", width, s.purpose);
    if (!costs) return 0;
    const auto geography = geography_from("");
    std::vector<sim::Scenario> all;
    for (const auto& s : shipped) all.push_back(scenarios::read_scenario(s.file, geography));
    print("\n{}\n{}", scenarios::units_table(all, geography), scenarios::funders_table(all, geography));
    return 0;
}

int show(const std::string& name, const std::string& source) {
    const auto geography = geography_from(source);
    print("{}", scenarios::describe(scenarios::read_scenario(name, geography), geography));
    return 0;
}

int check(const std::vector<std::string>& names, const std::string& source) {
    const auto geography = geography_from(source);
    constexpr int kBadInput = 2;
    int code = 0;
    for (const auto& name : names) try {
            const auto scenario = scenarios::read_scenario(name, geography);
            print("{}: well formed ({}; levers: {}; years: {})\n", name, scenario.name, scenario.levers.size(),
                  scenario.years);
        } catch (const scenarios::InputError& error) {
            say("concord: {}\n", error.what());
            code = kBadInput;
        }
    return code;
}

int make(const std::filesystem::path& file) {
    if (scenarios::is_there(file)) throw std::invalid_argument(file.string() + " exists already; nothing was written");
    std::ofstream out(file);
    out << scenarios::new_scenario_text(file.stem().string());
    if (!out.flush()) throw std::runtime_error(file.string() + ": cannot be written");
    print("Written: {}. Change it, then: concord scenario check {}\n", file.string(), file.string());
    return 0;
}

}  // namespace

void add_scenario(CLI::App& app, Action& chosen) {
    struct Arguments {
        bool costs = false;
        std::string name, source;
        std::vector<std::string> names;
        std::filesystem::path file;
    };
    auto a = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("scenario", "List, show, check or start a scenario file");
    command->require_subcommand(1);
    CLI::App* listing = command->add_subcommand("list", "The shipped scenarios");
    listing->add_flag("--costs", a->costs, "with what each buys and costs");
    listing->callback([a, &chosen] { chosen = [a] { return list(a->costs); }; });
    CLI::App* showing = command->add_subcommand("show", "What a scenario assumes, turns, reaches, buys and costs");
    showing->add_option("scenario", a->name, "file or shipped name")->required();
    showing->add_option("--source", a->source, "folder of the geography (default: built in)");
    showing->callback([a, &chosen] { chosen = [a] { return show(a->name, a->source); }; });
    CLI::App* checking = command->add_subcommand("check", "Read scenario files and say what is wrong");
    checking->add_option("scenarios", a->names, "files or shipped names")->required();
    checking->add_option("--source", a->source, "folder of the geography (default: built in)");
    checking->callback([a, &chosen] { chosen = [a] { return check(a->names, a->source); }; });
    CLI::App* starting = command->add_subcommand("new", "Write a commented scenario file to start from");
    starting->add_option("file", a->file, "file to write")->required();
    starting->callback([a, &chosen] { chosen = [a] { return make(a->file); }; });
}

}  // namespace concord::cli
