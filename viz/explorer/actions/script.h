// A session from a file: one action a line, as the log writes them. After every line everything asked for is computed,
// so that results do not depend on the computer's speed.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "viz/explorer/session/explorer.h"
#include "viz/explorer/session/script_lines.h"

namespace concord::explorer {

// Does the lines in turn; `drawn` is called after each, when all is computed, to draw and to take pictures. Throws
// InputError with file and line for a line that cannot be done; what the lines before it wrote stays.
void play_script(const std::filesystem::path& file, const std::vector<ScriptLine>& lines, Explorer& explorer,
                 const std::function<void()>& drawn);

}  // namespace concord::explorer
