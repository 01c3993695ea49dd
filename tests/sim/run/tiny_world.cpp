#include "tests/sim/run/tiny_world.h"

#include <numeric>

namespace concord::tests {
namespace {

constexpr int kFirstRetiredFineBand = 15;  // 65-69
constexpr double kBarely = 1e-12;          // a fade of nothing would divide by it

}  // namespace

sim::Geography tiny_geography(std::array<int, sim::kEthnicGroups> residents_of_group,
                              std::vector<int> household_sizes) {
    sim::Geography geography;
    geography.source = "made up for tests";
    geography.districts.push_back({"E08000001", "District", 1.0, 0.0});
    geography.wards.push_back({"E05000001", "Ward", 0});
    sim::Area area;
    area.code = "E02000001";
    area.name = "Area";
    sim::Neighbourhood place;
    place.code = "E01000001";
    place.name = "Place";
    place.residents = std::accumulate(residents_of_group.begin(), residents_of_group.end(), 0);
    place.ethnic_group = residents_of_group;
    place.age.back() = place.inactive = place.residents;
    place.households = static_cast<int>(household_sizes.size());
    for (const int size : household_sizes) ++place.household_size[static_cast<std::size_t>(size) - 1];
    place.area_km2 = 1;
    place.antisocial_behaviour_rate = place.criminal_damage_rate = place.public_order_rate = 1;
    area.age[kFirstRetiredFineBand] = place.residents;
    area.jobs = 1;
    geography.areas.push_back(area);
    geography.neighbourhoods.push_back(place);
    return geography;
}

sim::Geography tiny_places(int places, std::array<int, sim::kEthnicGroups> residents_of_group,
                           std::vector<int> household_sizes,
                           const std::function<void(sim::Neighbourhood&, int)>& change) {
    sim::Geography geography = tiny_geography(residents_of_group, std::move(household_sizes));
    const sim::Neighbourhood first = geography.neighbourhoods.front();
    for (int n = 1; n < places; ++n) {
        geography.neighbourhoods.push_back(first);
        geography.neighbourhoods.back().code.back() = static_cast<char>('1' + n);
    }
    for (int n = 0; n < places; ++n) change(geography.neighbourhoods[n], n);
    geography.areas.front().age[kFirstRetiredFineBand] *= places;
    return geography;
}

sim::Parameters nothing_happens() {
    sim::Parameters p = only_influence();
    p.yearly_fade.fill(kBarely);
    for (double* off : {&p.talks_online_adult, &p.talks_online_young, &p.talks_online_old, &p.service_rate,
                        &p.seat_friend, &p.disorder_return, &p.resident_sd, &p.neighbourhood_sd,
                        &p.openness_neighbourhood_sd, &p.area_sd, &p.item_disorder_sd})
        *off = 0;
    return p;
}

sim::Baseline quiet_baseline() {
    sim::Baseline b = plain_baseline();
    b.stops_per_1000_a_year = 0;
    b.recorded_hate_per_1000_a_year = 0;
    return b;
}

TinyRun::TinyRun(const sim::Geography& geography, const sim::Parameters& parameters, std::uint32_t seed,
                 std::vector<sim::LeverSetting> levers, sim::Baseline baseline, bool balance, sim::Kernel kernel)
    : world_([&] {
          sim::PopulationParameters population;
          population.work_at_home_share = 0;
          return sim::build_world(geography, {.scale = 1, .seed = 8, .parameters = population});
      }()),
      scenario_([&] {
          sim::Scenario s = scenario(1, std::move(levers));
          s.baseline = std::move(baseline);
          return s;
      }()),
      options_{.seed = seed, .kernel = kernel, .balance = balance},
      start_(sim::prepare(world_, parameters, scenario_.baseline, options_)),
      simulation_(world_, start_, scenario_, options_) {}

void TinyRun::edit(const std::function<void(sim::SimulationState&)>& edit) {
    sim::SimulationState state = *simulation_.save();
    edit(state);
    simulation_.restore(state);
}

}  // namespace concord::tests
