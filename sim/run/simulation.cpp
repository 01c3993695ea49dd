#include "sim/run/simulation.h"

#include <stdexcept>

#include "sim/ground/memory.h"
#include "sim/ground/parallel.h"
#include "sim/processes/initial_state.h"
#include "sim/processes/policing.h"
#include "sim/processes/turnover.h"
#include "sim/run/observation.h"
#include "sim/run/simulation_impl.h"

namespace concord::sim {

void Ledger::reset(std::size_t neighbourhoods, std::size_t areas) {
    place.resize(neighbourhoods);
    by_age.resize(areas);
    by_group.resize(areas);
    for (auto& row : place) clear(row);
    for (auto& rows : by_age)
        for (auto& row : rows) clear(row);
    for (auto& rows : by_group)
        for (auto& row : rows) clear(row);
}

void Counts::reset(std::size_t neighbourhoods, std::size_t areas) {
    place.assign(neighbourhoods, {});
    by_age.assign(areas, {});
    by_group.assign(areas, {});
    by_household.assign(areas, {});
}

Simulation::Impl::Impl(const World& w, std::shared_ptr<const Start> s, const Scenario& sc, const RunOptions& o,
                       Column<Friends> given_friends)
    : world(w),
      start(std::move(s)),
      scenario(sc),
      options(o),
      schedule(w.geography, sc, start->parameters.prevention_contacts),
      talks(*start),
      contact(ContactConstants::of(start->parameters)),
      kernel(kernel_parameters(start->parameters)) {
    if (start->world != &world || start->options.seed != options.seed)
        throw std::invalid_argument("a simulation needs the start prepared for its world and seed");
    for (const auto g : world.ethnic_group) other_share[g] += 1.0 / world.talkers();
    for (double& share : other_share) share = 1 - share;
    household_kinds = sim::household_kinds(world);
    const std::size_t talkers = world.talkers(), places = static_cast<std::size_t>(world.neighbourhoods());
    init_rooms(*start, *start, *this);
    now.resize(talkers);
    next.resize(talkers);
    tag_now.resize(talkers);
    tag_next.resize(talkers);
    police_trust_start.resize(talkers);
    reached_by.assign(talkers, 0);
    sums.assign(places, {});
    ties_counted.assign(talkers, 0);
    units_bought.assign(scenario.levers.size() * world.geography.districts.size(), 0);
    ledger.reset(places, world.geography.areas.size());
    counts.reset(places, world.geography.areas.size());
    friends = std::move(given_friends);
    if (friends.empty()) friends = start->friends.empty() ? friends_at_start(*start) : start->friends;
    parallel_for(world.neighbourhoods(), [&](int n) {
        for (auto i = begin(n); i < begin(n + 1); ++i) {
            store(now[i], initial_state::starting_state(*start, start->initial, start->turnover, i, n));
            tag_now[i] = world.ethnic_group[i];
            police_trust_start[i] = quantised(now[i][kPoliceTrust]);
        }
    });
    news_events = news::fit(*start, start->hostility, scenario, now, friends);
    count_all_ties();
    parallel_for(static_cast<int>(area_sums.size()), [&](int a) {
        for (int n = world.neighbourhood_of_area_begin[a]; n < world.neighbourhood_of_area_begin[a + 1]; ++n) {
            observe_place(n, now, area_sums[a]);
            observe_bridging(n);
        }
    });
}

std::size_t Simulation::Impl::bytes() const {
    const auto of = [](const auto& column) { return column.size() * sizeof(column[0]); };
    return SimulationState::bytes() + of(next) + of(tag_next) + of(ties_counted) + of(household_kinds);
}

Simulation::Simulation(const World& world, std::shared_ptr<const Start> start, const Scenario& scenario,
                       const RunOptions& options, Column<Friends> friends)
    : impl_(std::make_unique<Impl>(world, std::move(start), scenario, options, std::move(friends))) {}
Simulation::~Simulation() = default;
Simulation::Simulation(Simulation&&) noexcept = default;

std::shared_ptr<const SimulationState> Simulation::save() const { return std::make_shared<SimulationState>(*impl_); }
void Simulation::restore(const SimulationState& state) {
    if (state.now.size() != impl_->now.size() || state.sums.size() != impl_->sums.size())
        throw std::invalid_argument("a saved state of another world cannot be restored");
    static_cast<SimulationState&>(*impl_) = state;
    impl_->count_all_ties();  // of the friends that are back
}

void Simulation::step() { impl_->step(); }
int Simulation::week() const { return impl_->week; }
const Column<ResidentState>& Simulation::states() const { return impl_->now; }
std::span<const double> Simulation::units_bought() const { return impl_->units_bought; }
const SimulationState& Simulation::state() const { return *impl_; }
std::size_t Simulation::bytes() const { return impl_->bytes(); }

RunRecord run(Simulation& simulation, const RunHooks& hooks) {
    Simulation::Impl& impl = *simulation.impl_;
    const int weeks = impl.scenario.length();
    Observation observation(impl, hooks.observer, hooks.further);
    while (impl.week < weeks) {
        simulation.step();
        observation.week_done();
        if (hooks.progress && !hooks.progress(impl.week, weeks)) break;
    }
    return observation.finish();
}

}  // namespace concord::sim
