#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/output.h"
#include "cli/words.h"
#include "scenarios/files/shown_text.h"

namespace concord::cli {
namespace {

std::string as_time(double seconds) {
    const long s = static_cast<long>(seconds + 0.5);
    return s < 60     ? fmt::format("{} s", s)
           : s < 3600 ? fmt::format("{} min {:02} s", s / 60, s % 60)
                      : fmt::format("{} h {:02} min", s / 3600, s / 60 % 60);
}

}  // namespace

Progress::Progress(ProgressMode mode, std::string what) : mode_(mode), what_(std::move(what)), began_(Clock::now()) {
    if (mode_ == ProgressMode::kAuto && !isatty(STDERR_FILENO)) mode_ = ProgressMode::kPlain;
}

Progress::~Progress() {
    if (bar_shown_) say_raw("\n");
    if (mode_ == ProgressMode::kJson) print_event(finished_ ? "end" : "stopped", 0);
}

void Progress::print_event(const char* event, double seconds_left) const {
    const double spent = std::chrono::duration<double>(Clock::now() - began_).count();
    const nlohmann::ordered_json line{{"event", event},
                                      {"what", what_},
                                      {"done", done_},
                                      {"total", total_},
                                      {"unit", unit_},
                                      {"seconds", spent},
                                      {"seconds_left", seconds_left}};
    say("{}\n", line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void Progress::update(double share, long done, long total, const std::string& unit, double seconds_left) {
    if (mode_ == ProgressMode::kOff) return;
    done_ = done, total_ = total, unit_ = unit;
    const auto now = Clock::now();
    const double pause = mode_ == ProgressMode::kPlain ? 10 : 0.2;  // seconds between prints
    const bool last = done >= total;
    if (!last && printed_ != Clock::time_point{} && std::chrono::duration<double>(now - printed_).count() < pause)
        return;
    printed_ = now;
    const double spent = std::chrono::duration<double>(now - began_).count();
    const double left = !std::isnan(seconds_left) ? seconds_left : share > 0 ? spent * (1 - share) / share : 0;
    if (mode_ == ProgressMode::kJson) {
        print_event("progress", left);
    } else if (mode_ == ProgressMode::kPlain) {
        say("{}: {} of {} {} ({:.0f} %), {} left\n", what_, done, total, unit, 100 * share, as_time(left));
    } else {
        constexpr int kWidth = 30;
        const int filled = static_cast<int>(share * kWidth);
        say_raw(fmt::format("\r{} [{}{}] {:3.0f} %  {} of {} {}  {} left   ", scenarios::printable(what_),
                            std::string(static_cast<std::size_t>(filled), '#'),
                            std::string(static_cast<std::size_t>(kWidth - filled), '.'), 100 * share, done, total, unit,
                            as_time(left)));
        bar_shown_ = true;
    }
}

void add_progress_option(CLI::App& command, ProgressMode& mode) {
    add_words(command, "--progress", mode, "auto",
              {{"auto", ProgressMode::kAuto},
               {"plain", ProgressMode::kPlain},
               {"json", ProgressMode::kJson},
               {"off", ProgressMode::kOff}},
              "how progress is shown");
}

}  // namespace concord::cli
