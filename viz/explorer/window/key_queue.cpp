#include "viz/explorer/window/key_queue.h"

#include <GLFW/glfw3.h>

namespace concord::explorer {

void KeyQueue::take(bool typing, const std::function<void(const KeyEvent&)>& hand_on) {
    std::set<int> pressed;
    while (!events_.empty()) {
        const KeyEvent event = events_.front();
        const bool letter_key = event.key >= GLFW_KEY_SPACE && event.key < GLFW_KEY_ESCAPE &&
                                (event.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_ALT)) == 0;
        const bool modifier = event.key >= GLFW_KEY_LEFT_SHIFT && event.key <= GLFW_KEY_RIGHT_SUPER;
        if (event.key >= 0 && event.action == GLFW_RELEASE) {
            if (pressed.contains(event.key)) return;
            if (modifier && !pressed.empty()) return;  // it was held for what was pressed
        }
        if (event.key >= 0 && event.action == GLFW_PRESS) {
            if (modifier && !pressed.empty()) return;  // it is for what comes next
            if (!modifier && !(typing && letter_key)) pressed.insert(event.key);
        }
        events_.pop_front();
        hand_on(event);
    }
}

}  // namespace concord::explorer
