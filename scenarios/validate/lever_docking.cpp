#include "scenarios/validate/lever_docking.h"

#include <fmt/format.h>

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

}  // namespace

std::vector<DockedLever> docked_levers(const sim::Scenario& baseline, int districts) {
    std::vector<DockedLever> levers;
    const auto add = [&](sim::LeverKind kind, double intensity, const char* amount) -> sim::LeverSetting& {
        sim::LeverSetting setting;
        setting.kind = kind;
        setting.set_intensity(intensity);
        for (int d = 0; d < districts; ++d) setting.districts.push_back(d);
        setting.from = baseline.start;
        setting.cost = {.gbp = 0, .per = std::string(sim::info(kind).cost_per), .source = "assumption"};
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

std::vector<Docking> dock_levers(const sim::World& world, const sim::Parameters& parameters,
                                 const sim::Scenario& baseline, std::uint32_t seed, const std::atomic<bool>* stop) {
    const sim::RunOptions options{.seed = seed};
    const auto start = sim::prepare(world, parameters, baseline.baseline, options);
    const ClosedForm form(world, parameters, baseline.baseline);
    const auto run = [&](std::vector<sim::LeverSetting> levers) {
        sim::Scenario scenario = baseline;
        scenario.levers = std::move(levers);
        sim::Simulation simulation(world, start, scenario, options);
        return mean_of_last_year(run_to_end(simulation, stop));
    };
    const StateChange without = run({});
    FairPractice practice;
    for (const sim::practice::Quality& quality : start->practice.quality)
        practice.push_back(quality[sim::practice::kFairEncounters]);
    const int middle_of_last_year = baseline.years * sim::kWeeksPerYear - sim::kWeeksPerYear / 2;
    std::vector<Docking> out;
    for (const DockedLever& lever : docked_levers(baseline, static_cast<int>(world.geography.districts.size()))) {
        const StateChange with = run({lever.setting});
        const StateChange formula = form.effect(lever.setting, start->delivery.works, middle_of_last_year, practice);
        for (int s = 0; s < sim::kStates; ++s)
            out.push_back({lever.what, static_cast<sim::State>(s), formula[s], with[s] - without[s]});
    }
    return out;
}

}  // namespace concord::validate
