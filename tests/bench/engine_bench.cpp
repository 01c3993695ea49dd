// Speed and memory of the engine. Timings are reports, never tests. The bare kernel (a resident's partner reads of
// 32-byte states, arithmetic and counter-based draws, nothing else) is measured in the same run as the ceiling that
// this machine allows.
//
//   bench_engine [--scale 1:20] [--weeks 52] [--repeat 5] [--levers]
#include <fmt/format.h>
#include <omp.h>
#include <sys/resource.h>
#include <time.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>

#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/ground/parallel.h"
#include "sim/ground/random_batch.h"
#include "sim/processes/talks.h"
#include "sim/processes/turnover.h"
#include "sim/run/parts_of_week.h"
#include "sim/run/start.h"

using namespace concord;

namespace {

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double processor_seconds() {
    timespec spent{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) + 1e-9 * static_cast<double>(spent.tv_nsec);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// Seconds on the wall's clock and of all threads' processor time: on a machine with other work they part.
struct Spent {
    double wall, processor;
};

Spent timed(int repeat, const std::function<void()>& body) {
    std::vector<double> wall, processor;
    for (int k = 0; k < repeat; ++k) {
        const double began = seconds(), began_processor = processor_seconds();
        body();
        wall.push_back(seconds() - began);
        processor.push_back(processor_seconds() - began_processor);
    }
    return {median(wall), median(processor)};
}

// Twelve reads (five within a neighbourhood's worth of residents, two of one's own ties, five anywhere), the Philox
// blocks of a resident's week, a weighted sum, return to one's own set-point: what the engine cannot do without, and
// nothing else. What belongs to the resident (set-point and ties) is read as the engine reads it, asked for ahead.
class BareKernel {
  public:
    explicit BareKernel(std::uint32_t residents)
        : now_(residents), next_(residents), set_points_(residents), ties_(residents) {
        for (std::uint32_t i = 0; i < residents; ++i) {
            const sim::Vector x = sim::Vector::Constant(static_cast<float>(i % 97) / 97);
            sim::store(now_[i], x);
            set_points_[i] = sim::SetPoint::of(x);
            const sim::Block words = sim::Stream(1, sim::Process::kFriends).block(i, 0, 0);
            for (std::size_t k = 0; k < sim::kMaxFriends; ++k)
                ties_[i][k] = sim::below(words[k % 4] << (k / 4 * 8), residents);
        }
    }
    void week(std::uint32_t week) {
        const auto residents = static_cast<std::uint32_t>(now_.size());
        constexpr std::uint32_t kBlock = 1536;
        const int blocks = static_cast<int>((residents + kBlock - 1) / kBlock);
        sim::parallel_for(blocks, [&](int b) {
            const std::uint32_t begin = static_cast<std::uint32_t>(b) * kBlock,
                                end = std::min(begin + kBlock, residents);
            Batch batches[2];
            draw(begin, begin, end - begin, week, batches[0]);
            for (std::uint32_t first = begin, k = 0; first < end; first += sim::kBatch, k ^= 1) {
                if (first + sim::kBatch < end) draw(first + sim::kBatch, begin, end - begin, week, batches[k ^ 1]);
                advance(first, std::min<std::uint32_t>(end - first, sim::kBatch), batches[k]);
            }
        });
        now_.swap(next_);
    }

  private:
    static constexpr std::uint32_t kReads = sim::kSlots, kLocal = 5, kTies = 2, kAhead = 64;
    static constexpr int kBlocks = 5;
    struct Batch {
        std::uint32_t partner[kReads][sim::kBatch];
    };
    sim::Column<sim::ResidentState> now_, next_;
    sim::Column<sim::SetPoint> set_points_;
    sim::Column<sim::Friends> ties_;

    void draw(std::uint32_t first, std::uint32_t begin, std::uint32_t size, std::uint32_t week, Batch& batch) const {
        alignas(64) std::uint32_t word[4 * kBlocks][sim::kBatch];
        sim::philox_batch(first, week, kBlocks, {1, 9}, &word[0][0]);
        for (std::uint32_t k = 0; k < kReads; ++k)
            for (std::uint32_t lane = 0; lane < sim::kBatch; ++lane) {
                const std::uint32_t w = word[k][lane],
                                    own = std::min(first + lane, static_cast<std::uint32_t>(now_.size()) - 1);
                batch.partner[k][lane] = k < kLocal           ? begin + sim::below(w, size)
                                         : k < kLocal + kTies ? ties_[own][sim::below(w, sim::kMaxFriends)]
                                                              : sim::below(w, static_cast<std::uint32_t>(now_.size()));
                __builtin_prefetch(&now_[batch.partner[k][lane]]);
            }
    }
    void advance(std::uint32_t first, std::uint32_t lanes, const Batch& batch) {
        for (std::uint32_t lane = 0; lane < lanes; ++lane) {
            sim::Vector sum = sim::Vector::Zero();
            for (std::uint32_t k = 0; k < kReads; ++k) sum += sim::load(now_[batch.partner[k][lane]]);
            const std::uint32_t i = first + lane;
            __builtin_prefetch(set_points_.data() + i + kAhead);
            __builtin_prefetch(ties_.data() + i + kAhead);
            __builtin_prefetch(next_.data() + i + kAhead, 1);
            const sim::Vector x = sim::load(now_[i]);
            const sim::Vector back = 0.005f * (set_points_[i].value() - x);
            sim::store(next_[i], (x + 0.0002f * (sum - float{kReads} * x) + back).max(0.0f).min(1.0f));
        }
    }
};

struct Arguments {
    int scale = 20, weeks = 52, repeat = 5;
    bool levers = false;
};

void report_speed(const char* what, Spent spent, double residents, double weeks) {
    const double each = 1e9 / (weeks * residents);
    fmt::print("  {:<46} {:8.2f} M a second, {:7.2f} ns each, {:7.2f} ns of processor time\n", what,
               residents * weeks / spent.wall / 1e6, spent.wall * each, spent.processor * each);
}

void by_part(sim::PartsOfWeek parts, int repeat, double residents) {
    const Spent draws = timed(repeat, [&] { parts.draw_partners(); });
    const Spent observation = timed(repeat, [&] { parts.observe_places(); });
    const Spent ties = timed(repeat, [&] { parts.replace_ties(); });
    fmt::print("  of which, by part:\n");
    report_speed("drawing partners", draws, residents, 1);
    report_speed("observing items and sums", observation, residents, 1);
    report_speed("replacing ties (every fourth week, shared out)", ties, residents, 4);
}

int bench(const Arguments& a) {
    const auto geography = scenarios::built_in_greater_manchester();
    double began = seconds();
    const auto world = sim::build_world(geography, {.scale = a.scale, .seed = 1});
    const double built = seconds() - began;
    const auto scenario = scenarios::read_scenario(a.levers ? "mixed_portfolio" : "status_quo_today", geography);
    began = seconds();
    auto [start, friends] = sim::prepare_one_run(world, sim::default_parameters(), scenario.baseline, {.seed = 1});
    const double balanced = seconds() - began;
    sim::Simulation simulation(world, start, scenario, {.seed = 1}, std::move(friends));
    double load[3] = {};
    getloadavg(load, 3);
    fmt::print("scale 1:{}, {} residents simulated, {} aged 10+ (who have a state), load average {:.2f}\n", a.scale,
               world.residents(), world.talkers(), load[0]);
    fmt::print("population built in {:.2f} s, balance in {:.2f} s\n", built, balanced);
    const double set_points = static_cast<double>(start->set_point.size()) * sizeof(sim::SetPoint);
    const double bytes = static_cast<double>(world.bytes()) + static_cast<double>(simulation.bytes()) + set_points;
    fmt::print("memory: {:.0f} bytes per resident (world {:.0f}, run {:.0f}, set-points {:.0f}), {:.0f} MB in all\n",
               bytes / world.residents(), static_cast<double>(world.bytes()) / world.residents(),
               static_cast<double>(simulation.bytes()) / world.residents(), set_points / world.residents(),
               bytes / 1e6);
    const int cores = omp_get_num_procs();
    for (const int threads : {1, cores}) {
        omp_set_num_threads(threads);
        BareKernel kernel(world.talkers());
        kernel.week(0);
        const Spent bare = timed(a.repeat, [&] {
            for (int w = 0; w < a.weeks; ++w) kernel.week(static_cast<std::uint32_t>(w));
        });
        simulation.step();  // a warm state
        const Spent whole = timed(a.repeat, [&] {
            for (int w = 0; w < a.weeks; ++w) simulation.step();
        });
        fmt::print("\n{} thread(s), median of {}\n", threads, a.repeat);
        report_speed("bare kernel, resident-weeks aged 10+", bare, world.talkers(), a.weeks);
        report_speed("whole week, resident-weeks aged 10+", whole, world.talkers(), a.weeks);
        report_speed("whole week, resident-weeks of all residents", whole, world.residents(), a.weeks);
        report_speed("talks (contacts)", whole, world.talkers() * sim::PartsOfWeek(simulation).mean_talks(), a.weeks);
        fmt::print("  share of the bare kernel's speed {:34.0f} % ({:.0f} % by processor time)\n",
                   100 * bare.wall / whole.wall, 100 * bare.processor / whole.processor);
        by_part(sim::PartsOfWeek(simulation), a.repeat, world.talkers());
        if (cores == 1) break;
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("\npeak resident set {:.0f} MB\n", static_cast<double>(usage.ru_maxrss) / 1024);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    std::string scale = "1:20";
    CLI::App app{"Speed and memory of the engine"};
    app.add_option("--scale", scale, "1:K")->capture_default_str();
    app.add_option("--weeks", arguments.weeks, "timed at once")->capture_default_str();
    app.add_option("--repeat", arguments.repeat, "times, the median counts")->capture_default_str();
    app.add_flag("--levers", arguments.levers, "with the mixed portfolio instead of the status quo");
    CLI11_PARSE(app, argc, argv);
    arguments.scale = std::atoi(scale.c_str() + (scale.rfind("1:", 0) == 0 ? 2 : 0));
    return bench(arguments);
}
