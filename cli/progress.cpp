#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

namespace concord::cli {
namespace {

std::string as_time(double seconds) {
    const long s = static_cast<long>(seconds + 0.5);
    return s < 60 ? fmt::format("{} s", s) : s < 3600 ? fmt::format("{} min {:02} s", s / 60, s % 60) : fmt::format("{} h {:02} min", s / 3600, s / 60 % 60);
}

}  // namespace

Progress::Progress(ProgressMode mode, std::string what) : mode_(mode), what_(std::move(what)), began_(Clock::now()) {
    if (mode_ == ProgressMode::kAuto && !isatty(STDERR_FILENO)) mode_ = ProgressMode::kPlain;
}

Progress::~Progress() {
    if (bar_shown_) fmt::print(stderr, "\n");
}

void Progress::update(double share, long done, long total, const std::string& unit, double seconds_left) {
    if (mode_ == ProgressMode::kOff) return;
    const auto now = Clock::now();
    const double pause = mode_ == ProgressMode::kPlain ? 10 : 0.2;   // seconds between prints
    const bool last = done >= total;
    if (!last && printed_ != Clock::time_point{} && std::chrono::duration<double>(now - printed_).count() < pause) return;
    printed_ = now;
    const double spent = std::chrono::duration<double>(now - began_).count();
    const double left = !std::isnan(seconds_left) ? seconds_left : share > 0 ? spent * (1 - share) / share : 0;
    if (mode_ == ProgressMode::kJson) {
        const nlohmann::ordered_json line{{"what", what_}, {"done", done}, {"total", total}, {"unit", unit}, {"seconds", spent}, {"seconds_left", left}};
        fmt::print(stderr, "{}\n", line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    } else if (mode_ == ProgressMode::kPlain) {
        fmt::print(stderr, "{}: {} of {} {} ({:.0f} %), {} left\n", what_, done, total, unit, 100 * share, as_time(left));
    } else {
        constexpr int kWidth = 30;
        const int filled = static_cast<int>(share * kWidth);
        fmt::print(stderr, "\r{} [{}{}] {:3.0f} %  {} of {} {}  {} left   ", what_, std::string(static_cast<std::size_t>(filled), '#'),
                   std::string(static_cast<std::size_t>(kWidth - filled), '.'), 100 * share, done, total, unit, as_time(left));
        bar_shown_ = true;
    }
    std::fflush(stderr);
}

void add_progress_option(CLI::App& command, ProgressMode& mode) {
    static const std::map<std::string, ProgressMode> modes{{"auto", ProgressMode::kAuto}, {"plain", ProgressMode::kPlain}, {"json", ProgressMode::kJson}, {"off", ProgressMode::kOff}};
    command.add_option("--progress", mode, "auto, plain, json or off")->transform(CLI::CheckedTransformer(modes))->default_str("auto");
}

}  // namespace concord::cli
