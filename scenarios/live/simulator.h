// The simulation beside the window: a thread of its own that computes what the window asks for and publishes what it
// has, so that the window never waits. Requests are whole values, the newest counts; frames are immutable and go
// through a triple buffer. Besides the main run, every branch is followed by eight further members on a smaller sample,
// each with its own parameter draw and seed, the same in every branch: they say how far a result would scatter.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "scenarios/live/growing_futures.h"
#include "scenarios/live/triple_buffer.h"
#include "scenarios/live/why.h"

namespace concord::live {

inline constexpr int kMembers = 8;

struct SimulatorOptions {
    int scale = 20, member_scale = 100;  // 1:k
    std::uint32_t seed = 1, population_seed = 1;
    int threads = 0;                                            // 0: one fewer than the cores, at least one
    std::size_t keyframe_bytes = std::size_t{768} << 20;        // of the main runs
    std::size_t member_keyframe_bytes = std::size_t{24} << 20;  // of each member
};

struct WantedBranch {
    int id = 0;
    BranchPath path;
    std::string name;  // to say what is being computed
    bool operator==(const WantedBranch&) const = default;
};

struct SimulationRequest {
    std::uint64_t number = 0;            // ascending; frames say which one they answer
    std::vector<WantedBranch> branches;  // those shown first: they come first
    std::size_t shown = 0;               // how many of them are shown (0 to 2)
    int week = 0;                        // where the clock stands: every branch is wanted up to here
    int ahead = 0;                       // weeks beyond it for those shown, while playing
    std::optional<WhyQuestion> why;
};

using Weeks = std::vector<std::shared_ptr<const WeekMeasures>>;

struct BranchResult {
    int id = 0;
    Weeks weeks;                 // [weeks done + 1]; empty: nothing yet
    std::vector<Weeks> members;  // [kMembers], each [weeks done + 1], outcomes only
    int last_week() const { return static_cast<int>(weeks.size()) - 1; }
    int members_week() const;  // that all members have reached; -1: none
};

struct SimulationFrame {
    std::uint64_t answers = 0;                                  // number of the request
    std::vector<std::shared_ptr<const BranchResult>> branches;  // in order of the request
    std::shared_ptr<const WhyAnswer> why;
    bool settled = false;   // nothing is left to compute for that request
    std::string doing;      // "computing Status quo today, week 12 of 52"; empty when settled
    std::string problem;    // why a branch cannot be computed; empty when all can
    std::size_t bytes = 0;  // memory of all runs and their measures

    const BranchResult* branch(int id) const;  // nullptr: not there yet
};

class Simulator {
  public:
    Simulator(sim::Geography geography, SimulatorOptions options);
    ~Simulator();  // stops within a week's computation

    void ask(SimulationRequest request);
    // The newest frame. Never null; call from one thread only.
    std::shared_ptr<const SimulationFrame> frame();
    // Waits until the last request is settled; false when `seconds` pass first. For scripts and tests.
    bool settle(double seconds);
    // Simulated adults x scale of each neighbourhood, [N]: weights of their means. Empty until the population is built.
    std::vector<double> adults() const;

  private:
    struct Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace concord::live
