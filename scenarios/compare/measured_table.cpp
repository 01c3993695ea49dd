#include "scenarios/compare/measured_table.h"

#include <fmt/format.h>

#include <cmath>

namespace concord::scenarios {

std::string measured_text(const sim::RunRecord& record, const sim::Scenario& scenario) {
    const sim::Series &seen = record[sim::SeriesId::kMeasured], &truth = record[sim::SeriesId::kMeasuredTruth];
    for (std::size_t q = static_cast<std::size_t>(record.weeks / sim::kWeeksPerQuarter); q-- > 0;) {
        std::string lines;
        for (std::size_t k = 0; k < sim::kIndicators; ++k) {
            const double measured = seen.at(q, 0, k), real = truth.at(q, 0, k);
            if (std::isnan(measured) || std::isnan(real)) continue;
            const sim::MeasureInfo& info = sim::kIndicatorTable[k];
            lines += fmt::format("  {:<28}{:8.2f}   in truth {:8.2f}   {}\n", info.title, measured, real, info.unit);
        }
        if (lines.empty()) continue;  // no report ends with that quarter
        const auto week = static_cast<int>(q) * sim::kWeeksPerQuarter;
        return fmt::format("\nLast report of monitoring ({}), of the weeks to week {}, Greater Manchester\n{}",
                           sim::info(sim::monitoring_of(scenario, week).regime).name, week + sim::kWeeksPerQuarter,
                           lines);
    }
    return {};
}

}  // namespace concord::scenarios
