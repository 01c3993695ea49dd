// Help as text: every action with its usage, keys and meaning, from the action table.
#pragma once

#include <string>

namespace concord::explorer {

std::string help_text();

}  // namespace concord::explorer
