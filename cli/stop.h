// SIGINT (Ctrl-C), SIGTERM and SIGHUP ask the program to stop: it finishes the piece it is at, keeps what is done, says
// how to go on and ends with exit code 1. Where a piece takes longer than anyone waits (building a population,
// balancing), the program ends by itself a moment later: every file it writes has its name only once it is whole.
#pragma once

#include <atomic>
#include <string>

namespace concord::cli {

// Takes the signals over. A SIGHUP that is ignored already (nohup) stays so.
void watch_interrupts();
// Set by the first of them.
const std::atomic<bool>& interrupted();

// While it lives: how the program ends if it is still at work `seconds` after it was asked to stop (0: at once):
// unfinished files are removed, `message` is said, exit code 1. One at a time.
class EndsByItself {
  public:
    EndsByItself(unsigned seconds, const std::string& message);
    ~EndsByItself();
    EndsByItself(const EndsByItself&) = delete;
    EndsByItself& operator=(const EndsByItself&) = delete;
};

// What may not happen has happened (an exception nobody takes, an assertion of a library): says so, removes unfinished
// files and ends with exit code 1 instead of SIGABRT.
void end_cleanly_on_faults();

}  // namespace concord::cli
