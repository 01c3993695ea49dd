// P9: residents whose neighbours are of a mind with them trust neighbours more. Likeness of states, never of
// background.
#include <algorithm>
#include <cmath>

#include "scenarios/validate/cross_section_patterns.h"
#include "scenarios/validate/normal_table.h"
#include "sim/ground/random.h"

namespace concord::validate {
namespace {

struct Adult {
    double distance, trust;  // mean over neighbours and states; the resident's own
};

// Every seventh adult beside eight neighbours drawn at random.
std::vector<Adult> sampled(const sim::World& world, const sim::Column<sim::ResidentState>& states) {
    constexpr std::uint32_t kEvery = 7, kNeighbours = 8;
    std::vector<Adult> out;
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto begin = world.neighbourhood_begin[n], count = world.neighbourhood_begin[n + 1] - begin;
        for (auto i = begin; i < begin + count; i += kEvery) {
            if (world.age_band[i] < sim::kFirstAdultBand || count < 2) continue;
            double distance = 0;
            for (std::uint32_t k = 0; k < kNeighbours; ++k) {
                const auto other =
                    begin + (i - begin + 1 + sim::below(sim::philox({i, k, 0, 9}, {1, 9})[0], count - 1)) % count;
                for (int s = 0; s < sim::kStates; ++s)
                    distance += std::abs(static_cast<double>(states[other][s]) - static_cast<double>(states[i][s]));
            }
            out.push_back({distance, static_cast<double>(states[i][sim::kNeighbourTrust])});
        }
    }
    return out;
}

}  // namespace

std::vector<Result> likeness_of_neighbours(const Setting& setting) {
    Result out{.id = "P9",
               .kind = Kind::kFollows,
               .measure = "trust in neighbours, those most like their neighbours less those least like them",
               .unit = "points",
               .low = 0,
               .source = "S15",
               .note = "direction required; published, of those who feel alike: 76 against 38 %",
               .decimals = 1};
    constexpr double kAlike = 0.61, kUnlike = 0.14;  // of residents (S15)
    constexpr int kMostSeeds = 4;
    for (int seed = 1; seed <= setting.seeds_up_to(kMostSeeds); ++seed) {
        const sim::RunOptions options{.seed = static_cast<std::uint32_t>(seed), .balance = false};
        const sim::Simulation simulation(
            setting.world(), sim::prepare(setting.world(), setting.parameters, setting.baseline.baseline, options),
            setting.baseline, options);
        auto adults = sampled(setting.world(), simulation.states());
        const double k = setting.parameters.item_trust;
        const auto answers = [&](double cut, std::size_t from, std::size_t to) {
            double sum = 0;
            for (std::size_t a = from; a < to; ++a) sum += 100 * sim::maths::logistic(cut + k * adults[a].trust);
            return sum / static_cast<double>(to - from);
        };
        const double cut = solve_rising(-20, 20, setting.baseline.baseline.item_level[sim::kTrustNeighbours],
                                        [&](double at) { return answers(at, 0, adults.size()); });
        std::sort(adults.begin(), adults.end(), [](const Adult& a, const Adult& b) { return a.distance < b.distance; });
        const auto count = static_cast<double>(adults.size());
        const auto alike = static_cast<std::size_t>(kAlike * count),
                   unlike = static_cast<std::size_t>((1 - kUnlike) * count);
        out.values.push_back(answers(cut, 0, alike) - answers(cut, unlike, adults.size()));
    }
    return {out};
}

}  // namespace concord::validate
