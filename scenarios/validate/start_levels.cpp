#include "scenarios/validate/start_levels.h"

#include <cmath>

#include "sim/run/simulation.h"

namespace concord::validate {
namespace {

class FirstPeriod : public sim::PeriodObserver {
  public:
    explicit FirstPeriod(std::size_t places) : places_(places) {}
    void on_period(const sim::NeighbourhoodPeriod& period) override {
        if (period.period != 0) return;
        levels.item.resize(places_), levels.mean.resize(places_), levels.spread.resize(places_);
        for (std::size_t n = 0; n < places_; ++n) {
            levels.adults.push_back(static_cast<double>(period.adults[n]));
            for (std::size_t k = 0; k < sim::kItems; ++k)
                levels.item[n][k] = static_cast<double>(period.item[n * sim::kItems + k]);
            for (std::size_t s = 0; s < sim::kStates; ++s) {
                levels.mean[n][s] = static_cast<double>(period.state_mean[n * sim::kStates + s]);
                levels.spread[n][s] = static_cast<double>(period.state_sd[n * sim::kStates + s]);
            }
        }
    }
    StartLevels levels;

  private:
    std::size_t places_;
};

std::vector<int> of_neighbourhoods(const sim::Geography& geography, int sim::Neighbourhood::*of) {
    std::vector<int> out;
    for (const auto& n : geography.neighbourhoods) out.push_back(n.*of);
    return out;
}

}  // namespace

StartLevels start_levels(const sim::World& world, const sim::Parameters& parameters, const sim::Baseline& baseline,
                         std::uint32_t seed) {
    sim::Scenario scenario;
    scenario.start = sim::make_date(2026, 4, 6);
    scenario.years = 1;
    scenario.baseline = baseline;
    // The balance decides where residents return to, not where they start.
    const sim::RunOptions options{.seed = seed, .balance = false};
    FirstPeriod first(world.geography.neighbourhoods.size());
    sim::Simulation simulation(world, sim::prepare(world, parameters, baseline, options), scenario, options);
    sim::run(simulation, {.observer = &first, .progress = [](int, int) { return false; }});
    return std::move(first.levels);
}

std::vector<double> means_over(std::span<const double> figure, std::span<const double> adults,
                               std::span<const int> group_of, int groups) {
    std::vector<double> sum(static_cast<std::size_t>(groups)), weight(sum.size());
    for (std::size_t n = 0; n < figure.size(); ++n) {
        if (!(adults[n] > 0) || std::isnan(figure[n])) continue;  // too few residents to be told
        const auto g = static_cast<std::size_t>(group_of[n]);
        sum[g] += adults[n] * figure[n];
        weight[g] += adults[n];
    }
    for (std::size_t g = 0; g < sum.size(); ++g) sum[g] /= weight[g];
    return sum;
}

std::vector<int> area_of_neighbourhoods(const sim::Geography& geography) {
    return of_neighbourhoods(geography, &sim::Neighbourhood::area);
}
std::vector<int> district_of_neighbourhoods(const sim::Geography& geography) {
    return of_neighbourhoods(geography, &sim::Neighbourhood::district);
}

std::vector<double> item_of(const StartLevels& levels, sim::Item item) {
    std::vector<double> out;
    for (const auto& of : levels.item) out.push_back(of[static_cast<std::size_t>(item)]);
    return out;
}

}  // namespace concord::validate
