// Keys that come faster than frames.
#include "viz/explorer/window/key_queue.h"

#include <GLFW/glfw3.h>

#include <catch2/catch.hpp>
#include <string>

using concord::explorer::KeyEvent;
using concord::explorer::KeyQueue;

namespace {

KeyEvent down(int key, int modifiers = 0) { return {key, 0, GLFW_PRESS, modifiers, 0}; }
KeyEvent up(int key, int modifiers = 0) { return {key, 0, GLFW_RELEASE, modifiers, 0}; }
KeyEvent letter(unsigned c) { return {-1, 0, 0, 0, c}; }

// "+P" pressed, "-P" let go, "p" a letter.
std::string frame(KeyQueue& queue, bool typing = false) {
    std::string seen;
    queue.take(typing, [&](const KeyEvent& event) {
        if (event.key < 0)
            seen += static_cast<char>(event.letter);
        else
            seen.append(event.action == GLFW_PRESS ? "+" : "-")
                .append(event.key == GLFW_KEY_LEFT_CONTROL ? "Ctrl"
                        : event.key == GLFW_KEY_ENTER      ? "Enter"
                                                           : std::string(1, static_cast<char>(event.key)));
    });
    return seen;
}

}  // namespace

TEST_CASE("A shortcut that is pressed and let go within a frame is seen by one, with its modifier", "[window]") {
    KeyQueue queue;
    for (int k = 0; k < 2; ++k)
        for (const KeyEvent& event : {down(GLFW_KEY_LEFT_CONTROL), down('Z', GLFW_MOD_CONTROL),
                                      up('Z', GLFW_MOD_CONTROL), up(GLFW_KEY_LEFT_CONTROL)})
            queue.add(event);
    CHECK(frame(queue) == "+Ctrl+Z");
    CHECK(frame(queue) == "-Z-Ctrl+Ctrl+Z");
    CHECK(frame(queue) == "-Z-Ctrl");
    CHECK(queue.empty());
}

TEST_CASE("A modifier that is let go before its key still belongs to it", "[window]") {
    KeyQueue queue;
    for (const KeyEvent& event :
         {down(GLFW_KEY_LEFT_CONTROL), down('P', GLFW_MOD_CONTROL), up(GLFW_KEY_LEFT_CONTROL), up('P')})
        queue.add(event);
    CHECK(frame(queue) == "+Ctrl+P");
    CHECK(frame(queue) == "-Ctrl-P");
}

TEST_CASE("Typing is not slowed down to a letter a frame, and Enter comes after what was typed", "[window]") {
    KeyQueue queue;
    for (const unsigned c : {'A', 'B', 'A'}) {
        queue.add(down(static_cast<int>(c)));
        queue.add(letter(c + 32));
        queue.add(up(static_cast<int>(c)));
    }
    queue.add(down(GLFW_KEY_ENTER));
    queue.add(up(GLFW_KEY_ENTER));
    CHECK(frame(queue, true) == "+Aa-A+Bb-B+Aa-A+Enter");
    CHECK(frame(queue, true) == "-Enter");
}
