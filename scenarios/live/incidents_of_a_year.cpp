#include "scenarios/live/incidents_of_a_year.h"

#include <algorithm>
#include <limits>

#include "scenarios/live/futures.h"
#include "sim/measures/outcome_sums.h"

namespace concord::live {

void put_incidents_of_a_year(WeekMeasures& now, const std::vector<std::shared_ptr<const WeekMeasures>>& before,
                             const sim::WeekReader& reader) {
    const auto week = static_cast<std::size_t>(now.week);
    const std::size_t run = std::min<std::size_t>(week, sim::kWeeksPerYear);
    for (std::size_t g = 0; g < now.incidents.size(); ++g) {
        const auto of = [&](std::size_t w) { return static_cast<double>((w == week ? now : *before[w]).incidents[g]); };
        double sum = of(0) * static_cast<double>(sim::kWeeksPerYear - run);
        for (std::size_t w = week - run + 1; w <= week && run > 0; ++w) sum += of(w);
        const double rate = sum / sim::kWeeksPerYear, counted = rate * reader.residents(g) / 1000;
        float& outcome = now.outcome[g * sim::kOutcomes + sim::kOutcomeHateIncidents];
        outcome = counted < sim::kFewestInCell ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(rate);
    }
}

}  // namespace concord::live
