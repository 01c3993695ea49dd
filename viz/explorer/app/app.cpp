#include "viz/explorer/app/app.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include "scenarios/input_error.h"
#include "viz/explorer/app/settings.h"
#include "viz/explorer/screen/screen.h"
#include "viz/explorer/script.h"

namespace concord::explorer {
namespace {

constexpr double kIdleWait = 0.25;        // seconds between frames when nothing moves
constexpr double kWorkingWait = 0.05;     // while only the simulation works

ExplorerOptions explorer_options(AppOptions& options, std::filesystem::path log, std::filesystem::path out) {
    return {.geography = std::move(options.geography),
            .simulation = options.simulation,
            .log_file = std::move(log),
            .out_folder = std::move(out),
            .boundaries = options.boundaries};
}

void apply(const Settings& settings, Explorer& explorer) {
    Workspace& now = explorer.edit();
    now.theme = settings.theme;
    now.text_scale = settings.text_scale;
    now.layout = settings.layout;
    now.left_share = settings.left_share;
    now.right_share = settings.right_share;
    explorer.recent_files() = settings.recent_files;
}

Settings current(const Explorer& explorer, int width, int height) {
    const Workspace& now = explorer.workspace();
    return {now.theme, now.text_scale, now.layout, now.left_share, now.right_share, explorer.options().recent_files, std::max(width, 320), std::max(height, 240)};
}

// Frames until the window is closed. Waits when there is nothing to see, so that a laptop stays cool.
void live(Explorer& explorer, Surface& surface, Screen& screen) {
    using Clock = std::chrono::steady_clock;
    auto last = Clock::now();
    while (!surface.wants_close() && !explorer.wishes().leave) {
        const auto now = Clock::now();
        screen.frame(std::chrono::duration<double>(now - last).count());
        last = now;
        screen.take_pictures(false);
        if (!explorer.workspace().playing) surface.wait_for_events(explorer.frame().settled ? kIdleWait : kWorkingWait);
    }
}

}  // namespace

std::filesystem::path default_state_folder() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state) return std::filesystem::path(state) / "concord";
    if (const char* home = std::getenv("HOME"); home && *home) return std::filesystem::path(home) / ".local" / "state" / "concord";
    return std::filesystem::current_path() / ".concord";
}

void run_window(AppOptions options) {
    const auto settings_file = options.state_folder / "explorer.json";
    make_folder(options.state_folder);
    std::string problem;
    const Settings settings = read_settings(settings_file, problem);
    const auto surface = open_window("Concord", settings.width, settings.height);
    const std::string scenario = options.scenario;
    Explorer explorer(explorer_options(options, new_session_file(options.state_folder / "sessions"), {}));
    apply(settings, explorer);
    if (!scenario.empty()) explorer.perform(std::filesystem::exists(scenario) ? "open_file" : "open", {scenario});
    if (!problem.empty()) explorer.tell(problem, true);
    Screen screen(explorer, *surface);
    live(explorer, *surface, screen);
    explorer.end_gesture();
    explorer.report().refresh(explorer.log().text());   // its log to the end
    const auto size = surface->size();
    write_settings(settings_file, current(explorer, size[0], size[1]));
}

void run_script(AppOptions options, const std::filesystem::path& script, const std::filesystem::path& out) {
    const auto lines = read_script(script);
    make_folder(out);
    const auto log = out / "session.concord";
    std::error_code ignored;
    if (std::filesystem::equivalent(log, script, ignored)) throw scenarios::InputError(script.string(), 0, 0, "the script is the log of the folder that it would write: choose another --out");
    std::filesystem::remove(log, ignored);
    const auto surface = open_off_screen(options.width, options.height);
    const std::string scenario = options.scenario;
    Explorer explorer(explorer_options(options, log, out));
    if (!scenario.empty()) explorer.perform(std::filesystem::exists(scenario) ? "open_file" : "open", {scenario});
    Screen screen(explorer, *surface);
    // Windows of ImGui take up to three frames to find their size.
    play_script(script, lines, explorer, [&] {
        if (explorer.wishes().pictures.empty()) return screen.frame(0);
        for (int k = 0; k < 4; ++k) screen.frame(0);
        screen.take_pictures(true);
    });
    explorer.report().refresh(explorer.log().text());
}

}  // namespace concord::explorer
