// A kept session opened again: its log's actions one after the other. Results follow from them and are computed
// afterwards.
#include <fmt/format.h>

#include "viz/explorer/session/explorer.h"

namespace concord::explorer {
namespace {

// What ran then does not run on; and files were written then.
bool done_again(const Action& action) {
    return action.effect != Effect::kFile && action.name != "quit" && action.name != "play" &&
           action.name != "open_session";
}

}  // namespace

void Explorer::open_session(const std::filesystem::path& file) {
    const auto lines = read_script(file, options_.actions, LastLine::kMayBeCut);
    end_gesture();
    log_.remark(fmt::format("Session {} opened.", file.string()));
    perform("new_session");
    const int failed = replay(file, lines);
    workspace_.playing = false;
    if (failed == 0) tell(fmt::format("Opened: {} actions of {}", lines.size(), file.filename().string()));
    if (options_.broken_off && options_.broken_off->file == file) {
        note_went_on(file, log_.file());
        options_.broken_off.reset();
    }
}

// Returns the number of the line that could not be done; 0 when all could.
int Explorer::replay(const std::filesystem::path& file, const std::vector<ScriptLine>& lines) {
    replaying_ = true;
    int failed = 0;
    for (const ScriptLine& line : lines) {
        const auto words = split_line(line.text);
        if (!done_again(find_action(options_.actions, words.front()))) {
            log_.remark("not done again: " + line.text);
            continue;
        }
        try {
            perform(words.front(), {words.begin() + 1, words.end()});
        } catch (const std::exception& problem) {
            tell(fmt::format("{}, line {}: {} (what stands before it was opened)", file.string(), line.number,
                             problem.what()),
                 true);
            failed = line.number;
            break;
        }
    }
    replaying_ = false;
    return failed;
}

}  // namespace concord::explorer
