// The program `concord`: one file a command. Messages for people go to standard error, what was asked for to standard
// output. Exit codes: 0 done, 1 failed, 2 bad input or usage.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <stdexcept>

#include "cli/commands.h"
#include "scenarios/input_error.h"
#include "scenarios/version.h"

namespace {

constexpr int kDone = 0, kFailed = 1, kBadInput = 2;

int tell(const char* message, int code) {
    fmt::print(stderr, "concord: {}\n", message);
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace concord;
    CLI::App app{"Concord: compare ways of strengthening community cohesion in Greater Manchester's neighbourhoods.\n"
                 "It compares options under stated assumptions; it does not forecast.",
                 "concord"};
    app.set_version_flag("--version", fmt::format("{} ({})", scenarios::kProgramVersion, scenarios::kProgramCommit));
    app.require_subcommand(1);
    cli::Action chosen;
    cli::add_run(app, chosen);
    cli::add_compare(app, chosen);
    cli::add_explore(app, chosen);
    cli::add_scenario(app, chosen);
    cli::add_population(app, chosen);
    cli::add_describe(app, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kBadInput;
    }
    try {
        const int code = chosen ? chosen() : kBadInput;
        if (std::fflush(stdout) != 0) return tell("standard output cannot be written", kFailed);
        return code;
    } catch (const scenarios::InputError& error) {
        return tell(error.what(), kBadInput);
    } catch (const std::invalid_argument& error) {
        return tell(error.what(), kBadInput);
    } catch (const std::exception& error) {
        return tell(error.what(), kFailed);
    }
}
