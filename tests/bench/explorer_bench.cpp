// Frames of the explorer while it plays, drawn off-screen by whatever OpenGL the machine has, with the simulation
// running beside it; and memory over a long session with many forks. Timings are reports, never tests.
//
//   bench_explorer [--scale 1:20] [--seconds 30] [--forks 20] [--minutes 0]
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "scenarios/greater_manchester/table.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/screen/screen.h"

using namespace concord;
using Clock = std::chrono::steady_clock;

namespace {

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

double megabytes_now() {
    long pages = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

// Frames for so many seconds, at most 60 a second as a screen shows them. Returns the milliseconds that each took.
std::vector<double> play(explorer::Screen& screen, double seconds) {
    std::vector<double> frames;
    const auto begin = Clock::now();
    auto last = begin;
    while (since(begin) < seconds) {
        const auto now = Clock::now();
        screen.frame(std::chrono::duration<double>(now - last).count());
        last = now;
        frames.push_back(1000 * since(now));
        std::this_thread::sleep_until(now + std::chrono::microseconds(16667));
    }
    return frames;
}

void print_frames(const char* what, std::vector<double> frames, int weeks, double seconds) {
    std::sort(frames.begin(), frames.end());
    const auto at = [&](double share) { return frames[share * static_cast<double>(frames.size() - 1)]; };
    fmt::print(
        "{:<44} {:6.1f} frames a second, median {:5.1f} ms, 99th percentile {:5.1f} ms, longest {:5.1f} ms; {:.1f} "
        "weeks a second\n",
        what, static_cast<double>(frames.size()) / seconds, at(0.5), at(0.99), frames.back(), weeks / seconds);
}

}  // namespace

int main(int argc, char** argv) {
    int scale = 20, forks = 20;
    double seconds = 30, minutes = 0;
    CLI::App app{"Frame rate of the explorer while playing, and memory over a session with forks"};
    app.add_option("--scale", scale, "1:K, give K");
    app.add_option("--seconds", seconds, "of each measurement");
    app.add_option("--forks", forks, "of the long session");
    app.add_option("--minutes", minutes, "of the long session; 0: none");
    CLI11_PARSE(app, argc, argv);
    double load[1] = {0};
    if (getloadavg(load, 1) < 1) load[0] = -1;
    const auto surface = explorer::open_off_screen(1600, 900);
    const auto log = std::filesystem::temp_directory_path() / fmt::format("concord-bench-{}.concord", getpid());
    const auto began = Clock::now();
    explorer::Explorer explorer({.geography = scenarios::built_in_greater_manchester(),
                                 .actions = explorer::action_table(),
                                 .simulation = {.scale = scale},
                                 .log_file = log,
                                 .out_folder = {}});
    explorer::Screen screen(explorer, *surface);
    screen.frame(0);
    fmt::print("1600x900 off-screen, 1:{}, {} cores, load average {:.2f}\nfirst frame after {:.2f} s\n", scale,
               sysconf(_SC_NPROCESSORS_ONLN), load[0], since(began));
    explorer.perform("open", {"status_quo_today"});
    while (explorer.week_there() < 0) screen.frame(0);
    fmt::print("first week's map after {:.2f} s\n", since(began));
    explorer.perform("play");
    int week = explorer.workspace().week;
    auto frames = play(screen, seconds);
    print_frames("playing, one map of neighbourhoods", frames, explorer.workspace().week - week, seconds);
    explorer.perform("play");
    explorer.perform("fork", {"Other"});
    explorer.perform("lever", {"community_engagement", "60"});
    explorer.perform("layout", {"compare"});
    explorer.perform("play");
    week = explorer.workspace().week;
    frames = play(screen, seconds);
    print_frames("playing, two maps side by side", frames, explorer.workspace().week - week, seconds);
    const double share = 60 * minutes / std::max(1, forks);
    for (int k = 0; minutes > 0 && k < forks; ++k) {
        if (explorer.workspace().playing) explorer.perform("play");
        explorer.perform("show_week", {std::to_string(20 * (k % 20) + 10)});
        explorer.perform("fork", {fmt::format("Fork {}", k)});
        explorer.perform("lever", {"community_engagement", std::to_string(10 + k)});
        explorer.perform("speed", {"26"});
        explorer.perform("play");
        play(screen, share);
        fmt::print("fork {:2}: {:7.1f} MB resident, {:7.1f} MB of runs and measures\n", k + 1, megabytes_now(),
                   static_cast<double>(explorer.frame().bytes) / 1e6);
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("peak resident set {} MB\n", usage.ru_maxrss / 1024);
    std::filesystem::remove(log);
    return 0;
}
