#include "tests/support/runs.h"

#include <cstring>

namespace concord::tests {
namespace {

template <class Array>
bool same(const Array& a, const Array& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(a[0])) == 0);
}

}  // namespace

sim::LeverSetting lever(sim::LeverKind kind, double intensity, int districts) {
    sim::LeverSetting s;
    s.kind = kind;
    s.set_intensity(intensity);
    for (int d = 0; d < districts; ++d) s.districts.push_back(d);
    s.from = sim::make_date(2026, 4, 6);
    s.cost = {.gbp = 1, .per = std::string(sim::info(kind).cost_per), .price_year = 2024, .source = "assumption"};
    return s;
}

sim::Baseline plain_baseline() {
    sim::Baseline b;
    b.item_level = {69, 61, 61, 26, 88, 67, 37, 73};
    b.exposure.equal = true;
    return b;
}

sim::LeverSetting forum(int districts) {
    sim::LeverSetting setting = lever(sim::LeverKind::kPartnershipForum, 0, districts);
    setting.values = {{.members = (1U << sim::kForumMembers) - 1}};
    return setting;
}

std::vector<sim::LeverSetting> every_lever(int districts) {
    std::vector<sim::LeverSetting> levers = {lever(sim::LeverKind::kCommunityEngagement, 60, districts),
                                             lever(sim::LeverKind::kBridgingProgrammes, 60, districts),
                                             lever(sim::LeverKind::kNeighbourhoodPolicing, 4, districts),
                                             lever(sim::LeverKind::kProceduralJusticeTraining, 0.8, districts),
                                             lever(sim::LeverKind::kStopAndSearch, 2, districts),
                                             lever(sim::LeverKind::kEsolCircles, 30, districts),
                                             lever(sim::LeverKind::kCounterHate, 0.8, districts),
                                             lever(sim::LeverKind::kVenueDueDiligence, 0.8, districts)};
    levers.push_back(forum(districts));
    levers.push_back(lever(sim::LeverKind::kEnforcementLedPrevention, 0.6, districts));
    levers.push_back(lever(sim::LeverKind::kOpenCommunication, 0.5, districts));
    levers.push_back(lever(sim::LeverKind::kEarlySupport, 20, districts));
    levers.push_back(lever(sim::LeverKind::kFrontlineTraining, 0.8, districts));
    for (auto& l : levers) l.ramp_weeks = 8;
    return levers;
}

sim::Scenario scenario(int years, std::vector<sim::LeverSetting> levers) {
    sim::Scenario s;
    s.name = "test";
    s.start = sim::make_date(2026, 4, 6);
    s.years = years;
    s.baseline = plain_baseline();
    s.levers = std::move(levers);
    return s;
}

sim::NewsEvent event(sim::NewsKind kind, int week, int district, int weeks) {
    const sim::NewsInfo& info = sim::info(kind);
    sim::NewsEvent e;
    e.kind = kind;
    e.district = info.in_a_district ? district : sim::kNoDistrict;
    e.from = sim::add_weeks(sim::make_date(2026, 4, 6), week);
    if (info.lasts) e.until = sim::add_weeks(e.from, weeks);
    e.incident_ratio = info.ratio.usual;
    return e;
}

sim::Parameters as_intended() {
    sim::Parameters p = sim::default_parameters();
    p.no_effect = p.backfire = p.training_backfire = 0;
    return p;
}

sim::Parameters only_influence() {
    sim::Parameters p = as_intended();
    for (double* off : {&p.voice_to_belonging,
                        &p.voice_to_trust,
                        &p.police_to_belonging,
                        &p.police_to_grievance,
                        &p.safety_to_trust,
                        &p.trust_to_belonging,
                        &p.grievance_to_voice,
                        &p.disorder_to_safety,
                        &p.disorder_to_trust,
                        &p.transient,
                        &p.norm_pull,
                        &p.seat_visibility,
                        &p.contact_step_friend,
                        &p.contact_step,
                        &p.contact_step_structured,
                        &p.neighbour_step,
                        &p.unfair_step,
                        &p.unfair_grievance,
                        &p.unfair_programme,
                        &p.service_step,
                        &p.patrol_step,
                        &p.seat_effect,
                        &p.victim_safety,
                        &p.victim_trust,
                        &p.victim_belonging,
                        &p.victim_grievance,
                        &p.newcomer_belonging,
                        &p.newcomer_trust,
                        &p.tie_decay,
                        &p.support_trust,
                        &p.wrong_referral_police_trust,
                        &p.wrong_referral_programme_trust,
                        &p.wrong_referral_household})
        *off = 0;
    return p;
}

Finished finish(const sim::World& world, const sim::Scenario& scenario, const sim::Parameters& parameters,
                const sim::RunOptions& options, sim::PeriodObserver* observer) {
    sim::Simulation simulation(world, sim::prepare(world, parameters, scenario.baseline, options), scenario, options);
    auto record = sim::run(simulation, {.observer = observer});
    return {simulation.states(), std::move(record)};
}

double ties_kept(const sim::SimulationState& before, const sim::SimulationState& after) {
    double kept = 0, ties = 0;
    for (std::size_t i = 0; i < before.friends.size(); ++i)
        for (std::size_t k = 0; k < sim::kMaxFriends && before.friends[i][k] != sim::kNone; ++k)
            ++ties, kept += after.friends[i][k] == before.friends[i][k];
    return kept / ties;
}

bool same_bits(const sim::Column<sim::ResidentState>& a, const sim::Column<sim::ResidentState>& b) {
    return same(a, b);
}

bool same_bits(const sim::RunRecord& a, const sim::RunRecord& b) {
    for (std::size_t id = 0; id < sim::kSeries; ++id)
        if (!same(a.series[id].values, b.series[id].values)) return false;
    return a.weeks == b.weeks;
}

}  // namespace concord::tests
