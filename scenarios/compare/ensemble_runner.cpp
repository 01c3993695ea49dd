// The runs of a comparison as the engine makes them; apart from ensemble.cpp, which knows nothing of the engine.
#include <algorithm>
#include <list>
#include <memory>
#include <mutex>

#include "scenarios/compare/ensemble.h"
#include "sim/run/simulation.h"

namespace concord::scenarios {
namespace {

// Starts of the replicates being worked on, solved when first asked for. Old ones are let go: a replicate is done once.
class Starts {
  public:
    explicit Starts(std::size_t most) : most_(most) {}

    template <class Solve>
    std::shared_ptr<const sim::Start> get(int replicate, int kind, const Solve& solve) {
        const std::shared_ptr<Slot> slot = find(replicate, kind);
        const std::lock_guard lock(slot->mutex);  // others who need the same start wait for it
        if (!slot->start) slot->start = solve();
        return slot->start;
    }

  private:
    struct Slot {
        Slot(int replicate_, int kind_) : replicate(replicate_), kind(kind_) {}
        int replicate, kind;
        std::mutex mutex;
        std::shared_ptr<const sim::Start> start;
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

}  // namespace

RunFunction engine_runs(const sim::World& world, const std::vector<sim::Scenario>& scenarios, int threads) {
    std::vector<int> kinds;  // of start: the first scenario that shares it
    int distinct = 0;
    for (const sim::Scenario& scenario : scenarios) {
        int kind = 0;
        while (!sim::same_start(scenarios[kind], scenario)) ++kind;
        distinct += kind == static_cast<int>(kinds.size()) ? 1 : 0;
        kinds.push_back(kind);
    }
    auto starts = std::make_shared<Starts>(static_cast<std::size_t>(std::max(1, threads) * distinct));
    return [&world, &scenarios, kinds, starts](const RunRequest& request) {
        const sim::Scenario& scenario = scenarios[request.scenario];
        const sim::RunOptions options{.seed = request.plan.run(request.scenario, request.replicate).seed,
                                      .kernel = request.plan.kernel};
        const auto start = starts->get(request.replicate, kinds[request.scenario], [&] {
            return sim::prepare(world, request.plan.parameters_of(scenario, request.replicate), scenario.baseline,
                                options);
        });
        sim::Simulation simulation(world, start, scenario, options);
        RunOutput output;
        output.record = sim::run(simulation, {.observer = request.observer, .progress = request.progress});
        output.costs = sim::cost_of(scenario, output.record[sim::SeriesId::kUnitsBought],
                                    request.plan.cost_factors_of(scenario, request.replicate));
        return output;
    };
}

}  // namespace concord::scenarios
