#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "cli/output.h"
#include "cli/words.h"
#include "scenarios/compare/process_group.h"
#include "scenarios/files/shown_text.h"

namespace concord::cli {
namespace {

using Clock = std::chrono::steady_clock;

// The command whose progress goes to a program.
struct ToldCommand {
    std::string name;
    Clock::time_point began;
};
std::optional<ToldCommand> told_command;

// What the launcher got wrong is told by the command itself.
bool leads() try { return scenarios::process_group().leads(); } catch (const std::invalid_argument&) {
    return true;
}

std::string as_line(const nlohmann::ordered_json& event) {
    return event.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

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
    if (mode_ == ProgressMode::kJson) print_event(finished_ ? "phase_end" : "phase_stopped", 0);
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
    say_text(as_line(line));
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

void add_progress_option(CLI::App& command, ProgressMode& mode, Teller teller) {
    add_words(command, "--progress", mode, "auto",
              {{"auto", ProgressMode::kAuto},
               {"plain", ProgressMode::kPlain},
               {"json", ProgressMode::kJson},
               {"off", ProgressMode::kOff}},
              "how progress is shown");
    command.parse_complete_callback([&mode, teller, name = command.get_name()] {
        if (mode == ProgressMode::kJson && (teller == Teller::kEach || leads())) told_command = {name, Clock::now()};
    });
}

std::string last_event(bool done) {
    if (!told_command) return {};
    nlohmann::ordered_json event{{"event", done ? "end" : "stopped"}, {"what", told_command->name}};
    if (done) event["seconds"] = std::chrono::duration<double>(Clock::now() - told_command->began).count();
    return as_line(event);
}

}  // namespace concord::cli
