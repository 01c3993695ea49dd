#include "scenarios/live/futures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <stdexcept>

#include "scenarios/live/incidents_of_a_year.h"
#include "sim/ground/calendar.h"
#include "sim/policy/costs.h"
#include "sim/policy/schedule.h"

namespace concord::live {
namespace {

constexpr std::size_t kRunnersAtHand = 2;  // two branches side by side

std::uint16_t packed(double share) {
    if (std::isnan(share)) return WeekMeasures::kTooFew;
    return static_cast<std::uint16_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(WeekMeasures::kPerUnit) + 0.5);
}

float unpacked(std::uint16_t code) {
    return code == WeekMeasures::kTooFew ? std::numeric_limits<float>::quiet_NaN()
                                         : static_cast<float>(code) / WeekMeasures::kPerUnit;
}

// Levers with a rule that began before that week, whenever they end.
std::vector<sim::LeverUse> rules_before(const sim::Scenario& scenario, int week) {
    std::vector<sim::LeverUse> ruled;
    for (sim::LeverUse use : scenario.levers) {
        use.until.reset();
        if (use.rule && sim::weeks_between(scenario.start, use.from) < week) ruled.push_back(std::move(use));
    }
    return ruled;
}

// A fork shares the past, so nothing that reaches back may differ.
void check_same_past(const sim::Geography& geography, const sim::Scenario& parent, const sim::Scenario& fork,
                     int week) {
    if (parent.start != fork.start || parent.years != fork.years)
        throw std::invalid_argument("a fork keeps the start and the length of its parent");
    if (!sim::same_start(parent, fork))
        throw std::invalid_argument(
            "a fork keeps the baseline and the parameters of its parent: to change an assumption, begin again from "
            "week 0");
    const auto come = [&](const sim::Scenario& scenario) {
        std::vector<sim::NewsEvent> events;
        for (const sim::NewsEvent& event : scenario.events)
            if (sim::weeks_between(scenario.start, event.from) < week) events.push_back(event);
        return events;
    };
    const auto had = come(parent), has = come(fork);
    if (!std::equal(had.begin(), had.end(), has.begin(), has.end(),
                    [](const auto& a, const auto& b) { return a.same_as(b); }))
        throw std::invalid_argument(fmt::format("a fork at week {} cannot change the events before it", week));
    for (int w = 0; w < week; ++w)
        if (sim::monitoring_of(parent, w) != sim::monitoring_of(fork, w))
            throw std::invalid_argument(
                fmt::format("a fork at week {} cannot change how week {}, which is past, was monitored", week, w));
    if (rules_before(parent, week) != rules_before(fork, week))
        throw std::invalid_argument(
            fmt::format("a fork at week {} cannot change the rule of a lever that was in force before it", week));
    const sim::Schedule before(geography, parent), after(geography, fork);
    sim::LeverWeek a, b;
    for (int w = 0; w < week; ++w) {
        before.at(w, a);
        after.at(w, b);
        if (a != b)
            throw std::invalid_argument(
                fmt::format("a fork at week {} cannot change week {} ({}), which is past; let the lever begin later",
                            week, w, sim::to_iso(sim::add_weeks(fork.start, w))));
    }
}

}  // namespace

// A simulation at hand, standing at some week of a branch. It owns the scenario it runs.
struct Futures::Runner {
    int branch;
    std::shared_ptr<const sim::Scenario> scenario;
    sim::Simulation simulation;
    std::unique_ptr<sim::GroupReader> groups{};  // made when first needed
};

std::size_t WeekMeasures::bytes() const {
    return sizeof *this + (outcome.size() + incidents.size()) * sizeof(float) +
           (item.size() + state.size()) * sizeof(std::uint16_t) + (groups ? groups->bytes() : 0) +
           (report.measured.size() + report.truth.size()) * sizeof(float);
}
float WeekMeasures::item_of(int neighbourhood, sim::Item which) const {
    return unpacked(item.at(neighbourhood * sim::kItems + which));
}
float WeekMeasures::state_of(int neighbourhood, sim::State which) const {
    return unpacked(state.at(neighbourhood * sim::kStates + which));
}

Futures::Futures(const sim::World& world, std::shared_ptr<const sim::Start> start, sim::Scenario scenario,
                 sim::RunOptions options, std::size_t keyframe_bytes, Detail detail)
    : world_(world),
      start_(std::move(start)),
      options_(options),
      most_keyframe_bytes_(keyframe_bytes),
      detail_(detail),
      reader_(start_) {
    Branch first;
    first.name = scenario.name;
    first.scenario = std::make_shared<const sim::Scenario>(std::move(scenario));
    runners_.push_back(std::make_unique<Runner>(
        Runner{0, first.scenario, sim::Simulation(world_, start_, *first.scenario, options_)}));
    first.weeks.push_back(measure(*runners_.front(), {}));
    branches_.push_back(std::move(first));
    keyframes_.emplace_back();
    keep(0, runners_.front()->simulation);
}

Futures::~Futures() = default;
Futures::Futures(Futures&&) noexcept = default;

std::shared_ptr<const WeekMeasures> Futures::measure(Runner& runner, const Weeks& before) const {
    const sim::SimulationState& now = runner.simulation.state();
    auto measures = std::make_shared<WeekMeasures>();
    measures->week = now.week;
    if (!before.empty()) {
        const auto bought = sim::weekly_cost(*runner.scenario, runner.simulation.units_bought());
        std::transform(bought.begin(), bought.end(), before.back()->spent.begin(), measures->spent.begin(),
                       std::plus<>());
    }
    measures->outcome = reader_.outcomes(now);
    for (std::size_t k = sim::kOutcomeHateIncidents; k < measures->outcome.size(); k += sim::kOutcomes)
        measures->incidents.push_back(measures->outcome[k]);
    put_incidents_of_a_year(*measures, before, reader_);
    measures->report = sim::report_of_week(now);
    if (now.week % sim::kWeeksPerPeriod == 0) {
        if (!runner.groups) runner.groups = std::make_unique<sim::GroupReader>(runner.simulation);
        const sim::GroupWeek* year_before =
            now.week >= sim::kWeeksPerYear ? before[now.week - sim::kWeeksPerYear]->groups.get() : nullptr;
        measures->groups = std::make_shared<const sim::GroupWeek>(runner.groups->read(year_before));
    }
    if (detail_ == Detail::kOutcomes) return measures;
    const int places = world_.neighbourhoods();
    measures->item.reserve(now.sums.size() * sim::kItems);
    measures->state.reserve(now.sums.size() * sim::kStates);
    for (int n = 0; n < places; ++n) {
        for (int k = 0; k < sim::kItems; ++k)
            measures->item.push_back(packed(reader_.agree(now, n, static_cast<sim::Item>(k))));
        for (int s = 0; s < sim::kStates; ++s)
            measures->state.push_back(packed(reader_.mean(now, n, static_cast<sim::State>(s))));
    }
    return measures;
}

bool Futures::can_advance(int b) const {
    return branch(b).last_week() < branch(b).scenario->years * sim::kWeeksPerYear;
}

const WeekMeasures& Futures::advance(int b) {
    if (!can_advance(b))
        throw std::invalid_argument(
            fmt::format("{} has come to its end, week {}", branch(b).name, branch(b).last_week()));
    Runner& at_end = runner(b, branch(b).last_week());
    at_end.simulation.step();
    branches_[b].weeks.push_back(measure(at_end, branch(b).weeks));
    if (at_end.simulation.week() % kWeeksPerKeyframe == 0) keep(b, at_end.simulation);
    return *branch(b).weeks.back();
}

int Futures::fork(int parent, int week, sim::Scenario scenario, std::string name) {
    const Branch& from = branch(parent);
    if (week < 0 || week > from.last_week())
        throw std::invalid_argument(
            fmt::format("{} has weeks 0 to {}; it cannot be forked at {}", from.name, from.last_week(), week));
    check_same_past(world_.geography, *from.scenario, scenario, week);
    Branch made;
    made.name = std::move(name);
    made.parent = parent;
    made.forked_at = week;
    made.colour = static_cast<int>(branches_.size());
    made.scenario = std::make_shared<const sim::Scenario>(std::move(scenario));
    made.weeks.assign(from.weeks.begin(), from.weeks.begin() + week + 1);
    auto first = state(parent, week);
    branches_.push_back(std::move(made));
    keyframes_.emplace_back();
    const int b = static_cast<int>(branches_.size()) - 1;
    keep(b, week, std::move(first));
    return b;
}

void Futures::remove_last() {
    if (branches_.size() < 2) throw std::invalid_argument("the first branch cannot be taken back");
    const int last = static_cast<int>(branches_.size()) - 1;
    std::erase_if(runners_, [&](const auto& runner) { return runner->branch == last; });
    for (const auto& [week, kept] : keyframes_.back()) kept_bytes_ -= kept->bytes();
    branches_.pop_back();
    keyframes_.pop_back();
}

// The latest state kept at or before that week: of the branch, or of the branch it came from, up to where it left it.
std::pair<int, std::shared_ptr<const sim::SimulationState>> Futures::keyframe_before(int b, int week) const {
    for (int at = b;; at = branch(at).parent) {
        const Keyframes& own = keyframes_[at];
        if (auto after = own.upper_bound(week); after != own.begin()) return *std::prev(after);
        week = std::min(week, branch(at).forked_at);
    }
}

// A simulation of branch b at that week. A past week of a parent is run under the branch's own scenario: the past is
// shared.
Futures::Runner& Futures::runner(int b, int week) {
    const auto found = std::find_if(runners_.begin(), runners_.end(), [&](const auto& r) { return r->branch == b; });
    const bool at_hand = found != runners_.end();
    if (at_hand) {
        std::rotate(runners_.begin(), found, found + 1);
    } else {
        if (runners_.size() == kRunnersAtHand) runners_.pop_back();
        const auto& scenario = branch(b).scenario;
        runners_.insert(runners_.begin(), std::make_unique<Runner>(Runner{
                                              b, scenario, sim::Simulation(world_, start_, *scenario, options_)}));
    }
    Runner& chosen = *runners_.front();
    const auto [kept_week, kept] = keyframe_before(b, week);
    const int stands = chosen.simulation.week();
    if (!at_hand || stands > week || stands < kept_week) chosen.simulation.restore(*kept);
    while (chosen.simulation.week() < week) chosen.simulation.step();
    return chosen;
}

std::shared_ptr<const sim::SimulationState> Futures::state(int b, int week) {
    if (week < 0 || week > branch(b).last_week())
        throw std::invalid_argument(fmt::format("{} has no week {}", branch(b).name, week));
    if (const auto [kept_week, kept] = keyframe_before(b, week); kept_week == week) return kept;
    return runner(b, week).simulation.save();
}

void Futures::keep(int b, const sim::Simulation& simulation) { keep(b, simulation.week(), simulation.save()); }

void Futures::keep(int b, int week, std::shared_ptr<const sim::SimulationState> state) {
    const std::size_t bytes = state->bytes();
    if (keyframes_[b].insert_or_assign(week, std::move(state)).second) kept_bytes_ += bytes;
    if (kept_bytes_ > most_keyframe_bytes_) thin();
}

// The branch whose keyframes are missed least: longest without a run at hand, then the one with most of them.
std::size_t Futures::longest_unused() const {
    const auto last_used = [&](std::size_t b) {  // larger: longer ago
        const auto at = std::find_if(runners_.begin(), runners_.end(),
                                     [&](const auto& r) { return r->branch == static_cast<int>(b); });
        return at - runners_.begin();
    };
    std::size_t victim = keyframes_.size();
    for (std::size_t b = 0; b < keyframes_.size(); ++b) {
        if (keyframes_[b].size() <= (b == 0 ? 1u : 0u)) continue;
        if (victim == keyframes_.size() ||
            std::pair(last_used(b), keyframes_[b].size()) > std::pair(last_used(victim), keyframes_[victim].size()))
            victim = b;
    }
    return victim;
}

// Of a branch with many keyframes every other one between the first and the last goes; with two or less, the last.
void Futures::thin() {
    const auto drop = [&](Keyframes& own, Keyframes::iterator at) {
        kept_bytes_ -= at->second->bytes();
        return own.erase(at);
    };
    while (kept_bytes_ > most_keyframe_bytes_) {
        const std::size_t victim = longest_unused();
        if (victim == keyframes_.size()) return;  // only the very first is left: everything can be computed from it
        Keyframes& own = keyframes_[victim];
        if (own.size() <= 2) {
            drop(own, std::prev(own.end()));
            continue;
        }
        bool gives = true;
        for (auto at = std::next(own.begin()); at != std::prev(own.end()); gives = !gives)
            at = gives ? drop(own, at) : std::next(at);
    }
}

std::size_t Futures::bytes() const {
    std::set<const WeekMeasures*> seen;
    std::size_t sum = kept_bytes_;
    for (const Branch& b : branches_)
        for (const auto& week : b.weeks)
            if (seen.insert(week.get()).second) sum += week->bytes();
    for (const auto& runner : runners_) sum += runner->simulation.bytes();
    return sum;
}

}  // namespace concord::live
