// The program around the session: runs it in a window or by script, and remembers what should outlast it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "viz/explorer/session/explorer.h"

namespace concord::explorer {

struct AppOptions {
    sim::Geography geography;
    std::string scenario;  // to begin with; empty: the cards
    SimulatorOptions simulation{};
    std::optional<std::filesystem::path> boundaries{};
    std::filesystem::path state_folder;  // settings and session logs of the window
    int width = 1600, height = 900;      // of the window or of pictures
    bool overwrite = false;              // a script's files may replace those of an earlier one
};

// Opens the window and returns when it is closed. Throws SurfaceError when there can be none, InputError for files.
void run_window(AppOptions options);

// Plays the script without a window; pictures, exports, report and log go to `out`, which is made if need be, and
// nowhere else. Throws InputError (script, scenario, an `out` that holds another session), SurfaceError (no way to
// draw), std::runtime_error (what cannot be written).
void run_script(AppOptions options, const std::filesystem::path& script, const std::filesystem::path& out);

// $XDG_STATE_HOME/concord, or ~/.local/state/concord.
std::filesystem::path default_state_folder();

}  // namespace concord::explorer
