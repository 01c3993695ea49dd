// Progress with time left, on standard error: a bar on a terminal, a line now and then elsewhere, JSON for programs. A
// command's work has one or several phases. In JSON a phase is lines with "event": "progress", then one with
// "phase_end" or, when it was stopped or failed, "phase_stopped"; the last line of all is one of a command, "end" or
// "stopped".
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <limits>
#include <string>

namespace concord::cli {

enum class ProgressMode { kAuto, kPlain, kJson, kOff };

// One phase.
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

// Adds --progress to a command. Where the processes of a group share its work, the leading one alone tells.
enum class Teller { kEach, kLeading };
void add_progress_option(CLI::App& command, ProgressMode& mode, Teller teller = Teller::kEach);

// The last line of a command for programs: "end" where all is done, else "stopped". Empty where it is not asked for.
std::string last_event(bool done);

}  // namespace concord::cli
