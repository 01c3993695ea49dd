#include "sim/run/place_periods.h"

#include <algorithm>
#include <cmath>

namespace concord::sim {
namespace {

constexpr Resolution kPlace = Resolution::kNeighbourhood;
constexpr std::size_t kS = kStates;

// One period of every neighbourhood; what is not put is not defined, or may not be shown.
struct Cells {
    explicit Cells(std::size_t places)
        : adults(places),
          mean(places * kS, kNotDefined),
          change(places * kS, kNotDefined),
          sd(places * kS, kNotDefined),
          deciles(places * kS * kDeciles, kNotDefined),
          item(places * kItems, kNotDefined),
          ledger(places * kLedgerColumns * kS, 0) {}
    std::vector<float> adults, mean, change, sd, deciles, item;
    std::vector<double> ledger;

    void put_level(std::size_t n, std::size_t s, const AdultSums& sums, const Histogram& histogram) {
        const int state = static_cast<int>(s);
        const double m = sums.state[state] / sums.adults;
        mean[n * kS + s] = static_cast<float>(m);
        sd[n * kS + s] = static_cast<float>(std::sqrt(std::max(0.0, sums.square[state] / sums.adults - m * m)));
        const auto found = sim::deciles(histogram[s], sums.adults);
        std::copy(found.begin(), found.end(), &deciles[(n * kS + s) * kDeciles]);
    }
};

}  // namespace

void PlacePeriods::hand_out(const Simulation::Impl& simulation, const PeriodSums& sums) {
    const std::size_t places = sums.places().size();
    const int period = simulation.week / kWeeksPerPeriod;
    Cells cells(places);
    if (period == 0) start_mean_.assign(places * kS, 0);
    for (std::size_t n = 0; n < places; ++n) {
        const AdultSums& p = sums.places()[n];
        cells.adults[n] = static_cast<float>(p.adults * simulation.world.scale);
        if (p.adults < kFewestInCell) continue;
        for (std::size_t s = 0; s < kS; ++s) {
            const int state = static_cast<int>(s);
            const Disclosure& disclosure = kStateTable[s].disclosure;
            if (!may_show(disclosure, Quantity::kChange, kPlace)) continue;
            const double m = p.state[state] / p.adults;
            float& start_mean = start_mean_[n * kS + s];
            if (period == 0) start_mean = static_cast<float>(m);
            cells.change[n * kS + s] = static_cast<float>(m - static_cast<double>(start_mean));
            for (std::size_t c = 0; c < kLedgerColumns && period > 0; ++c)
                cells.ledger[(n * kLedgerColumns + c) * kS + s] = simulation.ledger.place[n][c][state] / p.adults;
            if (may_show(disclosure, Quantity::kLevel, kPlace)) cells.put_level(n, s, p, sums.histogram_of_place(n));
        }
        for (std::size_t k = 0; k < kItems; ++k)
            if (may_show(kItemTable[k].disclosure, Quantity::kLevel, kPlace))
                cells.item[n * kItems + k] = static_cast<float>(100 * p.item[static_cast<int>(k)] / p.adults);
    }
    observer_.on_period({period, simulation.week, cells.adults.data(), cells.mean.data(), cells.change.data(),
                         cells.sd.data(), cells.deciles.data(), cells.item.data(), simulation.disorder.data(),
                         cells.ledger.data()});
}

}  // namespace concord::sim
