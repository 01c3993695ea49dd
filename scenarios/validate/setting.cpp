#include "scenarios/validate/setting.h"

#include "sim/run/start.h"

namespace concord::validate {

const sim::World& Setting::world(int at_scale) const {
    check_stop();
    auto& world = worlds_[at_scale];
    if (!world)
        world = std::make_shared<const sim::World>(sim::build_world(*geography, {.scale = at_scale, .seed = 1}));
    return *world;
}

sim::RunRecord run_to_end(sim::Simulation& simulation, const std::atomic<bool>* stop) {
    bool stopped = false;
    sim::RunRecord record = sim::run(simulation, {.progress = [&](int, int) {
                                         stopped = stop != nullptr && *stop;
                                         return !stopped;
                                     }});
    if (stopped) throw Interrupted();
    return record;
}

sim::Parameters delivered_as_meant(sim::Parameters parameters) {
    parameters.no_effect = parameters.backfire = parameters.training_backfire = 0;
    return parameters;
}

sim::LeverSetting lever_from_the_start(const Setting& setting, sim::LeverKind kind, double intensity,
                                       std::vector<int> districts) {
    sim::LeverSetting lever;
    lever.kind = kind;
    lever.set_intensity(intensity);
    lever.districts = std::move(districts);
    if (lever.districts.empty())
        for (std::size_t d = 0; d < setting.geography->districts.size(); ++d)
            lever.districts.push_back(static_cast<int>(d));
    lever.from = setting.baseline.start;
    lever.cost.per = sim::info(kind).cost_per;
    lever.cost.source = "assumption";
    return lever;
}

PairedRuns::PairedRuns(const Setting& setting, const sim::World& world, const sim::Parameters& parameters,
                       std::uint32_t seed)
    : stop_(setting.stop),
      world_(&world),
      baseline_(setting.baseline),
      options_{.seed = seed},
      start_(sim::prepare(world, parameters, baseline_.baseline, options_)) {}

sim::RunRecord PairedRuns::run(int years, std::vector<sim::LeverSetting> levers) const {
    sim::Scenario scenario = baseline_;
    scenario.years = years;
    scenario.levers = std::move(levers);
    return run(scenario);
}

sim::RunRecord PairedRuns::run_through(int weeks, std::vector<sim::NewsEvent> events) const {
    sim::Scenario scenario = baseline_;
    scenario.weeks = weeks;
    scenario.events = std::move(events);
    return run(scenario);
}

sim::RunRecord PairedRuns::run(const sim::Scenario& scenario) const {
    sim::Simulation simulation(*world_, start_, scenario, options_);
    return run_to_end(simulation, stop_);
}

}  // namespace concord::validate
