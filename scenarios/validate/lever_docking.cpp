#include "scenarios/validate/lever_docking.h"

#include <fmt/format.h>

#include <cmath>

#include "scenarios/validate/incident_form.h"
#include "scenarios/validate/setting.h"
#include "sim/run/start.h"

namespace concord::validate {
namespace {

StateChange mean_of_last_year(const sim::RunRecord& record) {
    constexpr int kPeriods = sim::kWeeksPerYear / sim::kWeeksPerPeriod;
    StateChange mean{};
    for (int period = record.periods - kPeriods + 1; period <= record.periods; ++period)
        for (std::size_t s = 0; s < sim::kStates; ++s)
            mean[s] += record[sim::SeriesId::kStateMeans].at(period, record.layout().gm(), s) / kPeriods;
    return mean;
}

sim::LeverSetting everywhere(const sim::Scenario& baseline, int districts, sim::LeverKind kind, double intensity) {
    sim::LeverSetting setting;
    setting.kind = kind;
    setting.set_intensity(intensity);
    for (int d = 0; d < districts; ++d) setting.districts.push_back(d);
    setting.from = baseline.start;
    setting.cost = {.gbp = 0, .per = std::string(sim::info(kind).cost_per), .source = "assumption"};
    return setting;
}

double counted(const sim::RunRecord& record, int event) {
    double sum = 0;
    for (int period = 0; period < record.periods; ++period)
        sum += record[sim::SeriesId::kEvents].at(period, record.layout().gm(), event);
    return sum;
}

// Runs of one start, and the form beside them.
class Dock {
  public:
    Dock(const sim::World& world, const sim::Parameters& parameters, const sim::Scenario& baseline, std::uint32_t seed,
         const std::atomic<bool>* stop)
        : world_(world),
          baseline_(baseline),
          options_{.seed = seed},
          start_(sim::prepare(world, parameters, baseline.baseline, options_)),
          form_(world, parameters, baseline.baseline),
          stop_(stop) {
        for (const sim::practice::Quality& quality : start_->practice.quality)
            practice_.push_back(quality[sim::practice::kFairEncounters]);
    }
    sim::RunRecord run(std::vector<sim::LeverSetting> levers) const {
        sim::Scenario scenario = baseline_;
        scenario.levers = std::move(levers);
        sim::Simulation simulation(world_, start_, scenario, options_);
        return run_to_end(simulation, stop_);
    }
    void add_states(const DockedLever& lever, const sim::RunRecord& with, const sim::RunRecord& without,
                    std::vector<Docking>& out) const {
        const int middle_of_last_year = baseline_.years * sim::kWeeksPerYear - sim::kWeeksPerYear / 2;
        const StateChange after = mean_of_last_year(with), before = mean_of_last_year(without),
                          formula = form_.effect(lever.setting, start_->delivery.works, middle_of_last_year, practice_);
        for (int s = 0; s < sim::kStates; ++s)
            out.push_back({lever.what, static_cast<sim::State>(s), formula[s], after[s] - before[s]});
    }
    const Delivered& delivered() const { return start_->delivery.works; }

  private:
    const sim::World& world_;
    const sim::Scenario& baseline_;
    sim::RunOptions options_;
    std::shared_ptr<const sim::Start> start_;
    ClosedForm form_;
    FairPractice practice_;
    const std::atomic<bool>* stop_;
};

void add_counter_hate(const sim::World& world, sim::Parameters p, const sim::Scenario& baseline, std::uint32_t seed,
                      const std::atomic<bool>* stop, Docked& out) {
    for (const char* name : {"counter_hate_rate", "counter_hate_reporting"}) {
        const sim::ParameterInfo& row = *sim::find_parameter(name);
        sim::set(p, row, row.high);
    }
    const Dock dock(world, p, baseline, seed, stop);
    const DockedLever lever{
        "counter_hate, all within reach, at the end of its prior",
        everywhere(baseline, static_cast<int>(world.geography.districts.size()), sim::LeverKind::kCounterHate, 1)};
    const sim::RunRecord without = dock.run({}), with = dock.run({lever.setting});
    dock.add_states(lever, with, without, out.states);
    const IncidentChange formula = countered_incidents(world, p, baseline.baseline, lever.setting, dock.delivered());
    const double before = counted(without, sim::kEventHateIncidents), after = counted(with, sim::kEventHateIncidents);
    const auto add = [&](const char* what, double of_formula, double of_run) {
        out.counts.push_back({.lever = lever.what,
                              .what = what,
                              .formula = of_formula,
                              .run = of_run,
                              .events = std::abs(of_formula) * before / world.scale});
    };
    add("hate incidents", formula.happened, after / before - 1);
    add("share of hate incidents that is recorded", formula.share_recorded,
        counted(with, sim::kEventHateRecorded) / after - counted(without, sim::kEventHateRecorded) / before);
}

}  // namespace

std::vector<DockedLever> docked_levers(const sim::Scenario& baseline, int districts) {
    std::vector<DockedLever> levers;
    const auto add = [&](sim::LeverKind kind, double intensity, const char* amount) -> sim::LeverSetting& {
        const sim::LeverSetting setting = everywhere(baseline, districts, kind, intensity);
        levers.push_back({fmt::format("{}, {}", sim::info(kind).name, amount), setting});
        return levers.back().setting;
    };
    add(sim::LeverKind::kCommunityEngagement, 50, "50 seats");
    add(sim::LeverKind::kBridgingProgrammes, 100, "100 places");
    add(sim::LeverKind::kNeighbourhoodPolicing, 2, "2 hours");
    add(sim::LeverKind::kProceduralJusticeTraining, 0.5, "half of the officers");
    add(sim::LeverKind::kStopAndSearch, 3, "3 times");
    auto& posture = add(sim::LeverKind::kStopAndSearch, 1, "posture 0.1 fairer");
    posture.set(sim::info(posture.kind).field("fair_share"), {.number = 0.1});
    posture.set(sim::info(posture.kind).field("service_satisfaction"), {.number = 0.1});
    add(sim::LeverKind::kEsolCircles, 10, "10 places");
    add(sim::LeverKind::kCounterHate, 0.5, "half within reach");
    add(sim::LeverKind::kVenueDueDiligence, 1, "all venues");
    auto& forum = add(sim::LeverKind::kPartnershipForum, 0, "all members");
    forum.values = {{.members = (1U << sim::kForumMembers) - 1}};
    add(sim::LeverKind::kEnforcementLedPrevention, 1, "all contacts");
    add(sim::LeverKind::kOpenCommunication, 0.5, "half within reach");
    return levers;
}

Docked dock_levers(const sim::World& world, const sim::Parameters& parameters, const sim::Scenario& baseline,
                   std::uint32_t seed, const std::atomic<bool>* stop) {
    const Dock dock(world, parameters, baseline, seed, stop);
    const sim::RunRecord without = dock.run({});
    Docked out;
    for (const DockedLever& lever : docked_levers(baseline, static_cast<int>(world.geography.districts.size())))
        dock.add_states(lever, dock.run({lever.setting}), without, out.states);
    add_counter_hate(world, parameters, baseline, seed, stop, out);
    return out;
}

}  // namespace concord::validate
