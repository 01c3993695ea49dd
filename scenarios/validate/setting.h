// What patterns are evaluated on: Greater Manchester as shipped, at a scale, over seeds.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "sim/policy/scenario.h"
#include "sim/run/simulation.h"
#include "sim/world/world.h"

namespace concord::validate {

// Somebody asked to stop.
struct Interrupted : std::runtime_error {
    Interrupted() : std::runtime_error("interrupted") {}
};

struct Setting {
    const sim::Geography* geography = nullptr;
    sim::Scenario baseline;  // nothing turned
    sim::Parameters parameters = sim::default_parameters();
    int scale = 10, seeds = 20;
    std::optional<std::filesystem::path> data;  // files of others, where there are any
    const std::atomic<bool>* stop = nullptr;    // runs end by Interrupted within a week of its being set

    int seeds_up_to(int most) const { return seeds < most ? seeds : most; }
    void check_stop() const {
        if (stop != nullptr && *stop) throw Interrupted();
    }
    // Built when first asked for; population seed 1. Throws Interrupted.
    const sim::World& world(int at_scale) const;
    const sim::World& world() const { return world(scale); }

  private:
    mutable std::map<int, std::shared_ptr<const sim::World>> worlds_;
};

// The run to its end. Throws Interrupted.
sim::RunRecord run_to_end(sim::Simulation& simulation, const std::atomic<bool>* stop);

// The parameters with every lever delivered as it was meant.
sim::Parameters delivered_as_meant(sim::Parameters parameters);

// A lever in force from the first week, in these districts (none: in all).
sim::LeverSetting lever_from_the_start(const Setting& setting, sim::LeverKind kind, double intensity,
                                       std::vector<int> districts = {});

// Runs of one seed and set of parameters, which share a start. They throw Interrupted.
class PairedRuns {
  public:
    PairedRuns(const Setting& setting, const sim::World& world, const sim::Parameters& parameters, std::uint32_t seed);
    // Of the baseline for so many years with these levers.
    sim::RunRecord run(int years, std::vector<sim::LeverSetting> levers) const;
    // Of the baseline for so many weeks, whole periods, with these events.
    sim::RunRecord run_through(int weeks, std::vector<sim::NewsEvent> events) const;
    const sim::Start& start() const { return *start_; }

  private:
    sim::RunRecord run(const sim::Scenario& scenario) const;

    const std::atomic<bool>* stop_;
    const sim::World* world_;
    sim::Scenario baseline_;
    sim::RunOptions options_;
    std::shared_ptr<const sim::Start> start_;
};

}  // namespace concord::validate
