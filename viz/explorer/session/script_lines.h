// The lines of a script or of a session's log: one action a line.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "viz/explorer/session/action.h"

namespace concord::explorer {

struct ScriptLine {
    int number = 0;  // in the file, from 1
    std::string text;
};

// Of a log that a kill may have ended in the middle of a line, that line is left out.
enum class LastLine { kWhole, kMayBeCut };

// Reads the file and checks that it is plain text and that every line names one of `actions` with a fitting number of
// arguments. Throws scenarios::InputError with file and line; then nothing was done.
std::vector<ScriptLine> read_script(const std::filesystem::path& file, std::span<const Action> actions, LastLine last);

}  // namespace concord::explorer
