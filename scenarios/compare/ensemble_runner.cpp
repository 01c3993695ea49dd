// The runs of a comparison as the engine makes them; apart from ensemble.cpp, which knows nothing of the engine.
#include <algorithm>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

#include "scenarios/compare/ensemble.h"
#include "sim/ground/memory.h"
#include "sim/policy/reach.h"
#include "sim/run/cohort.h"
#include "sim/run/simulation.h"

namespace concord::scenarios {
namespace {

// What the runs of a replicate share, for the replicates being worked on, made when first asked for. Old ones are let
// go: a replicate is done once.
template <class Value>
class Shared {
  public:
    explicit Shared(std::size_t most) : most_(most) {}

    template <class Make>
    std::shared_ptr<const Value> get(int replicate, int kind, const Make& make) {
        const std::shared_ptr<Slot> slot = find(replicate, kind);
        const std::lock_guard lock(slot->mutex);  // others who need the same one wait for it
        if (!slot->value) slot->value = make();
        return slot->value;
    }

  private:
    struct Slot {
        Slot(int replicate_, int kind_) : replicate(replicate_), kind(kind_) {}
        int replicate, kind;
        std::mutex mutex;
        std::shared_ptr<const Value> value;
    };
    std::shared_ptr<Slot> find(int replicate, int kind) {
        const std::lock_guard lock(mutex_);
        for (auto slot = slots_.begin(); slot != slots_.end(); ++slot)
            if ((*slot)->replicate == replicate && (*slot)->kind == kind) {
                slots_.splice(slots_.begin(), slots_, slot);
                return slots_.front();
            }
        slots_.push_front(std::make_shared<Slot>(replicate, kind));
        if (slots_.size() > most_) slots_.pop_back();
        return slots_.front();
    }

    std::size_t most_;
    std::mutex mutex_;
    std::list<std::shared_ptr<Slot>> slots_;  // last used first
};

using Residents = sim::Column<sim::ResidentState>;

// Kinds of lever that an option has and the baseline has not, a bit each; none where the two do not start alike, since
// then there is no pair of residents.
sim::LeverBits own_kinds(const sim::Scenario& option, const sim::Scenario& baseline) {
    sim::LeverBits kinds = 0;
    if (!sim::same_start(option, baseline)) return kinds;
    for (const sim::LeverUse& use : sim::only_in(option, baseline)) kinds |= sim::kind_bit(use.kind);
    return kinds;
}

// Makes the runs of a plan; what is solved once for a replicate, and the residents at the end of its baseline, are
// shared by its runs.
class Runner {
  public:
    Runner(const sim::World& world, const std::vector<sim::Scenario>& scenarios, int threads)
        : world_(world), scenarios_(scenarios), ends_(static_cast<std::size_t>(std::max(1, threads))) {
        int distinct = 0;
        for (const sim::Scenario& scenario : scenarios) {
            int kind = 0;
            while (!sim::same_start(scenarios[kind], scenario)) ++kind;
            distinct += kind == static_cast<int>(kinds_.size()) ? 1 : 0;
            kinds_.push_back(kind);
        }
        starts_.emplace(static_cast<std::size_t>(std::max(1, threads) * distinct));
    }

    RunOutput make(const RunRequest& request) {
        if (request.scenario > 0) return run(request, own_kinds(scenarios_[request.scenario], scenarios_[0]), nullptr);
        RunOutput output;
        bool made = false;  // with its end kept for the options, which wait for it
        ends_.get(request.replicate, 0, [&] {
            made = true;
            auto end = std::make_shared<Residents>();
            output = run(request, 0, &*end);
            return end->empty() ? nullptr : end;
        });
        return made ? output : run(request, 0, nullptr);
    }

  private:
    const sim::World& world_;
    const std::vector<sim::Scenario>& scenarios_;
    std::vector<int> kinds_;  // of start: the first scenario that shares it
    std::optional<Shared<sim::Start>> starts_;
    Shared<Residents> ends_;  // of the baseline

    sim::Simulation simulation_of(const Plan& plan, int scenario, int replicate) {
        const sim::RunOptions options{.seed = plan.run(scenario, replicate).seed, .kernel = plan.kernel};
        return {world_, start_of(plan, scenario, replicate), scenarios_[scenario], options};
    }
    std::shared_ptr<const sim::Start> start_of(const Plan& plan, int scenario, int replicate) {
        const sim::Scenario& of = scenarios_[scenario];
        return starts_->get(replicate, kinds_[scenario], [&] {
            return sim::prepare(world_, plan.parameters_of(of, replicate), of.baseline,
                                {.seed = plan.run(scenario, replicate).seed, .kernel = plan.kernel});
        });
    }
    // The baseline again, where it was run before this call or by another process; empty when the run is abandoned.
    std::shared_ptr<Residents> end_of_baseline(const RunRequest& request) {
        sim::Simulation simulation = simulation_of(request.plan, 0, request.replicate);
        const int weeks = request.plan.weeks;
        while (simulation.week() < weeks) {
            simulation.step();
            if (request.progress && !request.progress(0, weeks)) return nullptr;
        }
        return std::make_shared<Residents>(simulation.states());
    }

    RunOutput run(const RunRequest& request, sim::LeverBits kinds, Residents* end) {
        const sim::Scenario& scenario = scenarios_[request.scenario];
        sim::Simulation simulation = simulation_of(request.plan, request.scenario, request.replicate);
        RunOutput output;
        output.record = sim::run(simulation, {.observer = request.observer, .progress = request.progress});
        output.costs = sim::cost_of(scenario, output.record[sim::SeriesId::kUnitsBought],
                                    request.plan.cost_factors_of(scenario, request.replicate));
        if (output.record.weeks < request.plan.weeks) return output;
        if (end != nullptr) *end = simulation.states();
        const std::span<const int> places = some_places(request);
        if (kinds == 0 && places.empty()) return output;
        const auto other = ends_.get(request.replicate, 0, [&] { return end_of_baseline(request); });
        if (!other) {
            output.record.weeks = 0;  // abandoned
            return output;
        }
        const sim::Start& start = *start_of(request.plan, request.scenario, request.replicate);
        if (kinds != 0) output.participants = sim::participants_of(start, simulation.state(), kinds, *other);
        if (!places.empty()) output.places = sim::places_of(start, simulation.state(), places, *other);
        return output;
    }

    // The neighbourhoods that an option's levers reach; none where they are all, where the start is another, or where
    // the plan asks for none (that of an evaluation).
    std::span<const int> some_places(const RunRequest& request) const {
        const auto scenario = static_cast<std::size_t>(request.scenario);
        if (scenario >= request.plan.places_reached.size()) return {};
        if (!sim::same_start(scenarios_[scenario], scenarios_[0])) return {};
        const std::vector<int>& places = request.plan.places_reached[scenario];
        return static_cast<int>(places.size()) < world_.neighbourhoods() ? places : std::span<const int>();
    }
};

}  // namespace

RunFunction engine_runs(const sim::World& world, const std::vector<sim::Scenario>& scenarios, int threads) {
    const auto runner = std::make_shared<Runner>(world, scenarios, threads);
    return [runner](const RunRequest& request) { return runner->make(request); };
}

}  // namespace concord::scenarios
