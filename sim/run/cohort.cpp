#include "sim/run/cohort.h"

#include <limits>

#include "sim/run/simulation_impl.h"

namespace concord::sim {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

class CohortSums {
  public:
    // Friends are handed over of one of the two futures alone, and incidents of neither.
    CohortSums() { sums_.bridging = sums_.chance = sums_.ties = kUnknown; }
    void add(const Vector& x, const ItemModel& items, int n, float police_trust_start) {
        sums_.state += x.cast<double>();
        sums_.item += items.agree(n, x).cast<double>();
        sums_.fell += x[kPoliceTrust] < police_trust_start - kFallOfTrust ? 1 : 0;
        sums_.adults += 1;
    }
    CohortMeans means() const {
        CohortMeans means;
        means.fill(kUnknown);
        if (sums_.adults < kFewestInCell) return means;
        for (std::size_t k = 0; k < kStates; ++k) means[k] = sums_.state[static_cast<int>(k)] / sums_.adults;
        std::array<double, kOutcomes> outcomes;
        outcomes.fill(kUnknown);
        put_outcomes(outcomes.data(), sums_, kUnknown);
        for (const int outcome : kPlaceOutcomes)
            means[cohort_measure_of(outcome)] = outcomes[static_cast<std::size_t>(outcome)];
        return means;
    }

  private:
    AdultSums sums_;
};

// The same adults in two futures, in order of resident on one thread, so that the bits do not depend on threads: it is
// done once a run.
class PairedSums {
  public:
    PairedSums(const Start& start, const SimulationState& run, const Column<ResidentState>& other)
        : world_(*start.world), items_(start.initial.items), run_(run), other_(other) {}

    // Those of a neighbourhood for whom wanted(resident) holds.
    template <class Wanted>
    void add(int n, const Wanted& wanted) {
        for (auto i = world_.neighbourhood_begin[n]; i < world_.neighbourhood_begin[n + 1]; ++i) {
            if (world_.age_band[i] < kFirstAdultBand || !wanted(i)) continue;
            const float began = Simulation::Impl::from_quantised(run_.police_trust_start[i]);
            with_.add(load(run_.now[i]), items_, n, began);
            without_.add(load(other_[i]), items_, n, began);
            ++adults_;
        }
    }
    double adults() const { return adults_; }
    CohortMeans with() const { return with_.means(); }
    CohortMeans without() const { return without_.means(); }

  private:
    const World& world_;
    const ItemModel& items_;
    const SimulationState& run_;
    const Column<ResidentState>& other_;
    CohortSums with_, without_;
    double adults_ = 0;
};

PlaceMeans of_places(const CohortMeans& means) {
    PlaceMeans shown;
    for (std::size_t k = 0; k < shown.size(); ++k) shown[k] = means[cohort_measure_of(kPlaceOutcomes[k])];
    return shown;
}

}  // namespace

Participants participants_of(const Start& start, const SimulationState& run, LeverBits kinds,
                             const Column<ResidentState>& other) {
    PairedSums sums(start, run, other);
    for (int n = 0; n < start.world->neighbourhoods(); ++n)
        sums.add(n, [&](std::uint32_t i) { return (run.reached_by[i] & kinds) != 0; });
    return {.residents = sums.adults() < kFewestInCell ? 0 : sums.adults() * start.world->scale,
            .with = sums.with(),
            .without = sums.without()};
}

PairedPlaces places_of(const Start& start, const SimulationState& run, std::span<const int> neighbourhoods,
                       const Column<ResidentState>& other) {
    PairedSums sums(start, run, other);
    for (const int n : neighbourhoods) sums.add(n, [](std::uint32_t) { return true; });
    return {.with = of_places(sums.with()), .without = of_places(sums.without())};
}

}  // namespace concord::sim
