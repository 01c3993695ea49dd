// Keys of actions: "Ctrl+Shift+Right" against what is pressed.
#pragma once

#include <string_view>

namespace concord::explorer {

struct KeyChord {
    int key = -1;  // GLFW_KEY_*
    bool ctrl = false, shift = false, alt = false;
};
// Throws std::invalid_argument for a key that there is not: a fault of the action table.
KeyChord parse_shortcut(std::string_view text);

}  // namespace concord::explorer
