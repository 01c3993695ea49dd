#include "viz/explorer/actions/script.h"

#include <fmt/format.h>

#include "scenarios/files/input_error.h"
#include "viz/explorer/actions/actions.h"

namespace concord::explorer {
namespace {

constexpr double kLongestWait = 3600;  // seconds for one line's computation

}  // namespace

void play_script(const std::filesystem::path& file, const std::vector<ScriptLine>& lines, Explorer& explorer,
                 const std::function<void()>& drawn) {
    for (const ScriptLine& line : lines) {
        try {
            explorer.perform_line(line.text);
        } catch (const std::invalid_argument& problem) {
            throw scenarios::InputError(file.string(), line.number, 0, problem.what());
        }
        // A clock that runs in a script would depend on the computer: play goes to the end.
        if (explorer.workspace().playing)
            explorer.perform("show_week", {std::to_string(explorer.workspace().years() * sim::kWeeksPerYear)});
        explorer.hush();
        if (!explorer.settle(kLongestWait))
            throw scenarios::InputError(file.string(), line.number, 0, "its computation did not end within an hour");
        if (!explorer.frame().problem.empty())
            throw scenarios::InputError(file.string(), line.number, 0, explorer.frame().problem);
        drawn();
        if (explorer.wishes().leave) return;
    }
}

}  // namespace concord::explorer
