// A session log: whatever the room says as remarks between actions, the log read as a script holds the actions and no
// more.
#include <vector>

#include "tests/fuzz/fuzz.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/script.h"
#include "viz/explorer/session/session_log.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace concord;
    static const fuzz::ScratchFile input("session-in.concord"), output("session-out.concord");
    const std::string_view text = fuzz::text_of(data, size);
    std::vector<explorer::ScriptLine> actions;
    input.fill(text);
    fuzz::accepted([&] { actions = explorer::read_script(input.path()); });
    std::filesystem::remove(output.path());
    {
        explorer::SessionLog log(output.path());
        if (text.find('\0') == std::string_view::npos) log.remark(text);
        for (const explorer::ScriptLine& line : actions) {
            log.action(line.text);
            log.remark(line.text);
        }
    }
    std::size_t found = 0;
    if (!actions.empty())
        found = explorer::read_script(output.path()).size();
    else if (fuzz::accepted([&] { explorer::read_script(output.path()); }))
        __builtin_trap();  // remarks are no actions
    if (found != actions.size()) __builtin_trap();
    return 0;
}
