#include "viz/explorer/app/app.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include "scenarios/files/input_error.h"
#include "scenarios/files/paths.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/actions/script.h"
#include "viz/explorer/app/settings.h"
#include "viz/explorer/figures/session_report.h"
#include "viz/explorer/screen/screen.h"

namespace concord::explorer {
namespace {

constexpr double kIdleWait = 0.25;     // seconds between frames when nothing moves
constexpr double kWorkingWait = 0.05;  // while only the simulation works

constexpr double kBetweenSettings = 1;  // seconds: a splitter that is dragged is not written at every step

// As actions, so that the session's log begins with what the window looked like.
void apply(const Settings& settings, Explorer& explorer) {
    const auto word = [](const auto& names, auto value) { return std::string(names[static_cast<std::size_t>(value)]); };
    explorer.perform("theme", {word(kThemeNames, settings.theme)});
    explorer.perform("text_scale", {fmt::format("{:g}", 100 * settings.text_scale)});
    for (std::size_t k = 0; k < kLayouts; ++k) {
        if (settings.left_share[k] == Workspace{}.left_share[k] &&
            settings.right_share[k] == Workspace{}.right_share[k])
            continue;
        explorer.perform("layout", {std::string(kLayoutNames[k])});
        explorer.perform("splitters", {fmt::format("{:g}", 100 * settings.left_share[k]),
                                       fmt::format("{:g}", 100 * settings.right_share[k])});
    }
    explorer.perform("layout", {word(kLayoutNames, settings.layout)});
    explorer.recent_files() = settings.recent_files;
}

Settings current(const Explorer& explorer, const Surface& surface) {
    const Workspace& now = explorer.workspace();
    const auto size = surface.size();
    return {now.theme,
            now.text_scale,
            now.layout,
            now.left_share,
            now.right_share,
            explorer.options().recent_files,
            std::max(size[0], 320),
            std::max(size[1], 240)};
}

void begin(Explorer& explorer, const std::string& scenario) {
    if (!scenario.empty()) explorer.perform(scenarios::is_there(scenario) ? "open_file" : "open", {scenario});
}

// Writes the settings soon after they change: a kill loses none.
class SettingsKeeper {
  public:
    SettingsKeeper(std::filesystem::path file, Settings settings)
        : file_(std::move(file)), written_(std::move(settings)) {}

    void keep(Explorer& explorer, const Surface& surface, double seconds) {
        since_ += seconds;
        if (since_ < kBetweenSettings && !explorer.wishes().leave) return;
        since_ = 0;
        const Settings now = current(explorer, surface);
        if (surface.fullscreen() || now == written_) return;
        written_ = now;
        try {
            write_settings(file_, now);
        } catch (const std::runtime_error& problem) {
            explorer.tell(problem.what(), true);
        }
    }

  private:
    std::filesystem::path file_;
    Settings written_;
    double since_ = 0;
};

// Frames until the window is closed. Waits when there is nothing to see, so that a laptop stays cool.
void live(Explorer& explorer, Surface& surface, Screen& screen, SettingsKeeper& settings) {
    using Clock = std::chrono::steady_clock;
    auto last = Clock::now();
    while (!explorer.wishes().leave) {
        const auto now = Clock::now();
        const double seconds = std::chrono::duration<double>(now - last).count();
        screen.frame(seconds);
        last = now;
        screen.take_pictures(false);
        if (surface.wants_close()) {
            surface.stay_open();
            screen.ask_leave();
            continue;
        }
        settings.keep(explorer, surface, seconds);
        if (!explorer.workspace().playing) surface.wait_for_events(explorer.frame().settled ? kIdleWait : kWorkingWait);
    }
}

}  // namespace

std::filesystem::path default_state_folder() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state)
        return std::filesystem::path(state) / "concord";
    if (const char* home = std::getenv("HOME"); home && *home)
        return std::filesystem::path(home) / ".local" / "state" / "concord";
    return std::filesystem::current_path() / ".concord";
}

void run_window(AppOptions options) {
    const auto settings_file = options.state_folder / "explorer.json";
    make_folder(options.state_folder);
    std::string problem;
    const Settings settings = read_settings(settings_file, problem);
    auto surface = open_window("Concord", settings.width, settings.height);
    const auto sessions = options.state_folder / "sessions", log = new_session_file(sessions);
    Explorer explorer({.geography = std::move(options.geography),
                       .actions = action_table(),
                       .simulation = options.simulation,
                       .log_file = log,
                       .out_folder = {},
                       .boundaries = options.boundaries,
                       .recent_files = {},
                       .broken_off = broken_off_session(sessions)});
    apply(settings, explorer);
    begin(explorer, options.scenario);
    if (!problem.empty()) explorer.tell(problem, true);
    {
        Screen screen(explorer, *surface);
        SettingsKeeper keeper(settings_file, settings);
        live(explorer, *surface, screen, keeper);
        explorer.end_gesture();
        keeper.keep(explorer, *surface, 0);
    }
    surface.reset();  // nobody waits before a window for the report to be printed
    finish_report(explorer);
}

void run_script(AppOptions options, const std::filesystem::path& script, const std::filesystem::path& out) {
    const auto lines = read_script(script);
    make_folder(out);
    const auto log = out / "session.concord";
    std::error_code ignored;
    if (std::filesystem::equivalent(log, script, ignored))
        throw scenarios::InputError(script.string(), 0, 0,
                                    "the script is the log of the folder that it would write: choose another --out");
    if (scenarios::is_taken(log)) {
        if (!options.overwrite)
            throw scenarios::InputError(log.string(), 0, 0,
                                        "it is there already, of an earlier session: choose another --out, or "
                                        "--overwrite to replace what that one wrote");
        std::filesystem::remove(log);
    }
    const auto surface = open_off_screen(options.width, options.height);
    Explorer explorer({.geography = std::move(options.geography),
                       .actions = action_table(),
                       .simulation = options.simulation,
                       .log_file = log,
                       .out_folder = out,
                       .boundaries = options.boundaries,
                       .confined = true,
                       .overwrite = options.overwrite});
    begin(explorer, options.scenario);
    Screen screen(explorer, *surface);
    // Windows of ImGui take up to three frames to find their size.
    play_script(script, lines, explorer, [&] {
        if (explorer.wishes().pictures.empty()) return screen.frame(0);
        for (int k = 0; k < 4; ++k) screen.frame(0);
        screen.take_pictures(true);
    });
    finish_report(explorer);
}

}  // namespace concord::explorer
