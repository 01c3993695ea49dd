// What the window remembers from one session to the next: theme, size of text, layout and its splitters, recent files,
// window size. One small JSON file; a damaged one is set aside, told, and never in the way.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "viz/explorer/session/workspace.h"

namespace concord::explorer {

struct Settings {
    ThemeChoice theme = ThemeChoice::kLight;
    double text_scale = 1;
    Layout layout = Layout::kExplore;
    std::array<double, kLayouts> left_share = Workspace{}.left_share, right_share = Workspace{}.right_share;
    std::vector<std::string> recent_files;
    int width = 1600, height = 900;
    bool operator==(const Settings&) const = default;
};

// Of a missing file the defaults. Of one that cannot be understood the defaults as well, and `problem` says so.
Settings read_settings(const std::filesystem::path& file, std::string& problem);
// Throws std::runtime_error with path and reason.
void write_settings(const std::filesystem::path& file, const Settings& settings);

}  // namespace concord::explorer
