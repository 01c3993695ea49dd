#include "scenarios/validate/state_levels.h"

#include <cmath>

#include "scenarios/validate/normal_table.h"

namespace concord::validate {
namespace {

// What a state's level comes to, as functions of the linear predictor.
struct LevelTables {
    explicit LevelTables(double sd)
        : x(sd, [](double v) { return v; }),
          square(sd, [](double v) { return v * v; }),
          weight(sd, [](double v) { return 4 * v * (1 - v); }),
          weighted_x(sd, [](double v) { return 4 * v * v * (1 - v); }) {}
    NormalTable x, square, weight, weighted_x;
};

// Variance that how long households have lived there adds to a state (3.6): e^(-fade tenure) with tenure exponential at
// the rate of moving has mean m / (m + fade) and mean square m / (m + 2 fade).
double tenure_variance(const sim::World& world, const sim::Parameters& p, std::size_t state) {
    const double gap = state == sim::kBelonging        ? p.newcomer_belonging
                       : state == sim::kNeighbourTrust ? p.newcomer_trust
                                                       : 0;
    const double fade = -sim::maths::log(1 - p.yearly_fade[state]);
    double sum = 0, residents = 0;
    for (const auto& n : world.geography.neighbourhoods) {
        const double moves = -sim::maths::log(1 - n.churn), mean = moves / (moves + fade);
        const double reach = gap * (1 + moves / fade);
        sum += n.residents * reach * reach * (moves / (moves + 2 * fade) - mean * mean);
        residents += n.residents;
    }
    return sum / residents;
}

// visit(place, age band, adults of it).
template <class Visit>
void for_each_adult_band(const std::vector<std::array<double, sim::kAgeBands>>& talkers, const Visit& visit) {
    for (std::size_t n = 0; n < talkers.size(); ++n)
        for (std::size_t band = sim::kFirstAdultBand; band < sim::kAgeBands; ++band) visit(n, band, talkers[n][band]);
}

}  // namespace

std::vector<double> standard_over_residents(const sim::Geography& geography, double sim::Neighbourhood::*figure) {
    double weight = 0, sum = 0, square = 0;
    const auto& places = geography.neighbourhoods;
    for (const auto& n : places) weight += n.residents, sum += n.residents * (n.*figure);
    for (const auto& n : places) square += n.residents * (n.*figure - sum / weight) * (n.*figure - sum / weight);
    const double sd = std::sqrt(square / weight);
    std::vector<double> z;
    for (const auto& n : places) z.push_back(sd > 0 ? (n.*figure - sum / weight) / sd : 0);
    return z;
}

std::vector<std::array<double, sim::kAgeBands>> talkers_by_band(const sim::World& world) {
    std::vector<std::array<double, sim::kAgeBands>> count(world.geography.neighbourhoods.size());
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            ++count[n][world.age_band[i]];
    return count;
}

StateLevels state_levels(const sim::World& world, const sim::Parameters& p) {
    const auto imd = standard_over_residents(world.geography, &sim::Neighbourhood::imd_score),
               churn = standard_over_residents(world.geography, &sim::Neighbourhood::churn),
               crime = standard_over_residents(world.geography, &sim::Neighbourhood::crime_score);
    const auto talkers = talkers_by_band(world);
    const auto table_of = [&](double neighbourhood_sd) {
        return LevelTables(sim::maths::hypot(p.resident_sd, sim::maths::hypot(neighbourhood_sd, p.area_sd)));
    };
    const LevelTables other_states = table_of(p.neighbourhood_sd), openness = table_of(p.openness_neighbourhood_sd);
    StateLevels levels;
    levels.place.resize(talkers.size());
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        const LevelTables& table = s == sim::kOpenness ? openness : other_states;
        const auto predictor = [&](std::size_t n, std::size_t band) {
            return p.deprivation_slope[s] * imd[n] + p.disorder_slope[s] * crime[n] + p.churn_slope[s] * churn[n] +
                   p.age_slope[s] * (static_cast<double>(band) - kMiddleBand);
        };
        const auto mean_over_adults = [&](const NormalTable& of, double intercept) {
            double sum = 0, adults = 0;
            for_each_adult_band(talkers, [&](std::size_t n, std::size_t band, double count) {
                sum += count * of.at(intercept + predictor(n, band)), adults += count;
            });
            return sum / adults;
        };
        const double intercept =
            solve_rising(-8, 8, p.start_mean[s], [&](double middle) { return mean_over_adults(table.x, middle); });
        std::vector<double> adults(talkers.size());
        for_each_adult_band(talkers, [&](std::size_t n, std::size_t band, double count) {
            const double eta = intercept + predictor(n, band);
            adults[n] += count;
            levels.place[n].mean[s] += count * table.x.at(eta);
            levels.place[n].weight[s] += count * table.weight.at(eta);
            levels.place[n].weighted_x[s] += count * table.weighted_x.at(eta);
        });
        for (std::size_t n = 0; n < talkers.size(); ++n) {
            const double share = adults[n] > 0 ? 1 / adults[n] : 0;
            levels.place[n].mean[s] *= share, levels.place[n].weight[s] *= share,
                levels.place[n].weighted_x[s] *= share;
        }
        const double mean = mean_over_adults(table.x, intercept), square = mean_over_adults(table.square, intercept);
        levels.sd[s] = std::sqrt(square - mean * mean + tenure_variance(world, p, s));
    }
    return levels;
}

}  // namespace concord::validate
