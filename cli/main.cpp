// The program `concord`: one file a command. Messages for people go to standard error, what was asked for to standard
// output. Exit codes: 0 done, 1 failed, 2 bad input or usage.
#include <fmt/format.h>

#include <exception>
#include <sstream>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/progress.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/version.h"

namespace {

constexpr int kDone = 0, kFailed = 1, kBadInput = 2;

int tell(const char* message, int code) {
    concord::cli::say("concord: {}\n", message);
    concord::cli::say_text(concord::cli::last_event(false));
    return code;
}

// What CLI11 has to say: help and version are what was asked for, the rest is about the command line.
int answer(const CLI::App& app, const CLI::ParseError& error) {
    std::ostringstream asked, complaint;
    const int code = app.exit(error, asked, complaint);
    concord::cli::say_text(complaint.str());
    try {
        concord::cli::print_text(asked.str());
        concord::cli::finish_output();
    } catch (const std::exception& problem) {
        return tell(problem.what(), kFailed);
    }
    return code == 0 ? kDone : kBadInput;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace concord;
    cli::make_streams_safe();
    cli::end_cleanly_on_faults();
    CLI::App app{
        "Concord: compare ways of strengthening community cohesion in Greater Manchester's neighbourhoods.\n"
        "It compares options under stated assumptions; it does not forecast.",
        "concord"};
    app.set_version_flag("--version", fmt::format("{} ({})", scenarios::kProgramVersion, scenarios::kProgramCommit));
    app.require_subcommand(argc > 1 ? 1 : 0);  // alone it says what it can do
    cli::Action chosen;
    cli::add_run(app, chosen);
    cli::add_compare(app, chosen);
    cli::add_report(app, chosen);
    cli::add_explore(app, chosen);
    cli::add_scenario(app, chosen);
    cli::add_population(app, chosen);
    cli::add_describe(app, chosen);
    cli::add_fit_start(app, chosen);
    cli::add_validate(app, chosen);
    cli::add_sensitivity(app, chosen);
    cli::add_calibrate(app, chosen);
    try {
        app.parse(argc, argv);
        if (argc == 1) throw CLI::CallForHelp();
    } catch (const CLI::ParseError& error) {
        return answer(app, error);
    }
    try {
        const int code = chosen ? chosen() : kBadInput;
        cli::finish_output();
        cli::say_text(cli::last_event(code == kDone));
        return code;
    } catch (const scenarios::InputError& error) {
        return tell(error.what(), kBadInput);
    } catch (const std::invalid_argument& error) {
        return tell(error.what(), kBadInput);
    } catch (const std::exception& error) {
        return tell(error.what(), kFailed);
    }
}
