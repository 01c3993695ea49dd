// The futures of a live session: a tree of branches, each the run of a scenario that shares its past with its parent up
// to the week of the fork. Measures of every week are kept; the full state is kept every 26 weeks, and any other week
// is computed again from the state before it, bit for bit. No window and no thread of its own: whoever owns it calls
// it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/run/group_reader.h"
#include "sim/run/simulation.h"
#include "sim/run/state.h"
#include "sim/run/week_reader.h"

namespace concord::live {

inline constexpr int kWeeksPerKeyframe = 26;

// How much is kept of a week: everything a map shows, or the outcomes of GM and the districts alone (small samples that
// only say how far results scatter).
enum class Detail { kPlaces, kOutcomes };

// What is shown of one week. Immutable once made; shared by a fork and its parent. About 60 KB for Greater Manchester.
struct WeekMeasures {
    static constexpr std::uint16_t kTooFew = 65535;  // fewer than ten simulated adults (model.md section 9)
    static constexpr float kPerUnit = 65534.0f;      // a share x in [0, 1] is kept as x times this

    int week = 0;                      // weeks done; 0 is the start
    std::vector<float> outcome;        // [1 + districts][kOutcomes], GM first; NaN where not defined. Hate incidents
                                       // over the last 52 weeks (incidents_of_a_year.h)
    std::vector<float> incidents;      // [1 + districts] of this week alone, per 1,000 residents a year: never shown
    std::vector<std::uint16_t> item;   // [N][kItems] share of adults agreeing; empty under Detail::kOutcomes
    std::vector<std::uint16_t> state;  // [N][kStates] mean of adults; the same

    // Of groups of residents, at the ends of periods of four weeks and at the start; otherwise null.
    std::shared_ptr<const sim::GroupWeek> groups;
    sim::ReportOfWeek report;  // of monitoring: what it says of the weeks to this one, where a report ends with it

    std::array<double, sim::kLeverKinds> spent{};  // by kind of lever, from the start on: what was bought, real pounds

    std::size_t bytes() const;
    // Shares in [0, 1]; NaN for too few adults. Grievance and programme trust of a place are for differences between
    // branches only (section 9): whoever shows them must not show their level below district.
    float item_of(int neighbourhood, sim::Item item) const;
    float state_of(int neighbourhood, sim::State state) const;
};

struct Branch {
    std::string name;
    int parent = -1;    // -1: the first
    int forked_at = 0;  // week from which it is its own
    int colour = 0;     // index of the categorical scale
    std::shared_ptr<const sim::Scenario> scenario;
    std::vector<std::shared_ptr<const WeekMeasures>> weeks;  // [weeks done + 1]
    int last_week() const { return static_cast<int>(weeks.size()) - 1; }
};

class Futures {
  public:
    // `start` prepared for world, options and the scenario's baseline; world must outlive this. Keyframes take at most
    // `keyframe_bytes` (but always the very first); beyond it some are given up, of the branch longest out of use
    // first, which costs time when such a week is asked for again, and never a result.
    Futures(const sim::World& world, std::shared_ptr<const sim::Start> start, sim::Scenario scenario,
            sim::RunOptions options, std::size_t keyframe_bytes = std::size_t{1} << 30,
            Detail detail = Detail::kPlaces);
    Futures(Futures&&) noexcept;
    ~Futures();

    const std::vector<Branch>& branches() const { return branches_; }
    const Branch& branch(int b) const { return branches_.at(b); }
    bool can_advance(int b) const;       // the scenario's years are not over
    const WeekMeasures& advance(int b);  // one week further at the end of the branch

    // A new branch that leaves `parent` at `week` (done by the parent) under `scenario`. Throws std::invalid_argument
    // with a sentence when that scenario differs from the parent's before that week, in baseline, start or parameters,
    // or the week is not there yet.
    int fork(int parent, int week, sim::Scenario scenario, std::string name);
    // Takes back the last fork or branch: only one without branches of its own. Throws std::invalid_argument otherwise.
    void remove_last();
    void rename(int b, std::string name) { branches_.at(b).name = std::move(name); }

    // The full state of any week done, computed again if it is not kept.
    std::shared_ptr<const sim::SimulationState> state(int b, int week);
    const sim::Start& start() const { return *start_; }
    std::size_t keyframe_bytes() const { return kept_bytes_; }
    std::size_t bytes() const;  // keyframes, measures and the runs at hand

  private:
    struct Runner;
    using Keyframes = std::map<int, std::shared_ptr<const sim::SimulationState>>;  // by week

    const sim::World& world_;
    std::shared_ptr<const sim::Start> start_;
    sim::RunOptions options_;
    std::size_t most_keyframe_bytes_;
    Detail detail_;
    sim::WeekReader reader_;
    std::vector<Branch> branches_;
    std::vector<Keyframes> keyframes_;              // [branches] own weeks only; the first branch always has week 0
    std::size_t kept_bytes_ = 0;                    // of all keyframes; one shared by two branches counts twice
    std::vector<std::unique_ptr<Runner>> runners_;  // few, last used first

    using Weeks = std::vector<std::shared_ptr<const WeekMeasures>>;
    // Of the week that the simulation stands at; `before` are those from the start on.
    std::shared_ptr<const WeekMeasures> measure(Runner& runner, const Weeks& before) const;
    Runner& runner(int b, int week);
    std::pair<int, std::shared_ptr<const sim::SimulationState>> keyframe_before(int b, int week) const;
    void keep(int b, const sim::Simulation& simulation);
    void keep(int b, int week, std::shared_ptr<const sim::SimulationState> state);
    void thin();
    std::size_t longest_unused() const;
};

}  // namespace concord::live
