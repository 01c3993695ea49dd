#include "sim/run/cohort.h"

#include <limits>

#include "sim/run/simulation_impl.h"

namespace concord::sim {
namespace {

struct CohortSums {
    VectorDouble state = VectorDouble::Zero(), item = VectorDouble::Zero();
    double fell = 0;

    void add(const Vector& x, const ItemModel& items, int n, float police_trust_start) {
        state += x.cast<double>();
        item += items.agree(n, x).cast<double>();
        fell += x[kPoliceTrust] < police_trust_start - kFallOfTrust ? 1 : 0;
    }
    CohortMeans means(double adults) const {
        CohortMeans means;
        if (adults < kFewestInCell) {
            means.fill(std::numeric_limits<double>::quiet_NaN());
            return means;
        }
        for (std::size_t k = 0; k < kStates; ++k) means[k] = state[static_cast<int>(k)] / adults;
        for (std::size_t k = 0; k < kCohortItems; ++k) means[kStates + k] = 100 * item[static_cast<int>(k)] / adults;
        means.back() = 100 * fell / adults;
        return means;
    }
};

}  // namespace

// In order of resident on one thread, so that its bits do not depend on threads: it is done once a run.
Participants participants_of(const Start& start, const SimulationState& run, std::uint8_t kinds,
                             const Column<ResidentState>& other) {
    const World& world = *start.world;
    const ItemModel& items = start.initial.items;
    CohortSums with, without;
    double adults = 0;
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            if ((run.reached_by[i] & kinds) == 0 || world.age_band[i] < kFirstAdultBand) continue;
            const float began = Simulation::Impl::from_quantised(run.police_trust_start[i]);
            with.add(load(run.now[i]), items, n, began);
            without.add(load(other[i]), items, n, began);
            ++adults;
        }
    return {.residents = adults < kFewestInCell ? 0 : adults * world.scale,
            .with = with.means(adults),
            .without = without.means(adults)};
}

}  // namespace concord::sim
