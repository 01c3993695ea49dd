// Keys and letters in the order in which they came, handed on so that no frame misses one. ImGui 1.86 looks at what is
// down when a frame begins: a key that is pressed and let go while a slow frame is drawn would be lost, and with it
// Ctrl.
#pragma once

#include <deque>
#include <functional>
#include <set>

namespace concord::explorer {

struct KeyEvent {
    int key = -1;  // as GLFW has it; -1: a letter
    int scancode = 0, action = 0, modifiers = 0;
    unsigned letter = 0;  // that was typed
};

class KeyQueue {
  public:
    void add(KeyEvent event) { events_.push_back(event); }
    bool empty() const { return events_.empty(); }
    // Hands on what one frame can see: everything up to the release of a key that this frame is the first to see
    // pressed. While text is typed, letters' own keys do not matter and hold nothing up.
    void take(bool typing, const std::function<void(const KeyEvent&)>& hand_on);

  private:
    std::deque<KeyEvent> events_;
};

}  // namespace concord::explorer
