// Progress with time left, on standard error: a bar on a terminal, a line now and then elsewhere, JSON for programs:
// lines with "event": "progress", then one with "end" or, when it was stopped or failed, "stopped".
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <limits>
#include <string>

namespace concord::cli {

enum class ProgressMode { kAuto, kPlain, kJson, kOff };

class Progress {
  public:
    Progress(ProgressMode mode, std::string what);
    ~Progress();
    // `done` of `total` units ("weeks", "runs"); share in [0, 1] may be finer; time left is worked out from it unless
    // given. Prints a few times a second at most.
    void update(double share, long done, long total, const std::string& unit,
                double seconds_left = std::numeric_limits<double>::quiet_NaN());
    // All is done. Without it the destructor says that it was stopped.
    void finish() { finished_ = true; }

  private:
    void print_event(const char* event, double seconds_left) const;

    using Clock = std::chrono::steady_clock;
    ProgressMode mode_;
    std::string what_;
    Clock::time_point began_, printed_{};
    long done_ = 0, total_ = 0;
    std::string unit_;
    bool bar_shown_ = false, finished_ = false;
};

// Adds --progress to a command.
void add_progress_option(CLI::App& command, ProgressMode& mode);

}  // namespace concord::cli
