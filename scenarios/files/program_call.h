// Another program, run to its end: not through a shell, without standard input, what it says kept for a message.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

namespace concord::scenarios {

struct ProgramEnd {
    bool stopped = false;  // by `stop`: it was told to end, and made to two seconds later
    int status = 0;        // its exit status, or 128 + the signal that ended it
    std::string said;      // the last 2,000 bytes of its standard output and error
};

// `words`: the program, looked for along PATH, and its arguments; it works in `folder`, where one is given. Throws
// std::runtime_error with the system's reason where it cannot be started.
ProgramEnd run_program(const std::vector<std::string>& words, const std::filesystem::path& folder = {},
                       const std::atomic<bool>* stop = nullptr);

}  // namespace concord::scenarios
