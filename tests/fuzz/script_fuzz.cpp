// A script of the explorer: every line names an action with a fitting number of arguments, or the file is refused.
#include "tests/fuzz/fuzz.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/script.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace concord;
    static const fuzz::ScratchFile file("script.concord");
    file.fill(fuzz::text_of(data, size));
    fuzz::accepted([&] {
        for (const explorer::ScriptLine& line : explorer::read_script(file.path()))
            if (line.number < 1 || line.text.find('\n') != std::string::npos) __builtin_trap();
    });
    return 0;
}
