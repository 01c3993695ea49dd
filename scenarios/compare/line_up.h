// The line-up: four measured series side by side, three of the baseline and one of an option, each of another seed. A
// reader who cannot pick out the option's better than one time in four has seen nothing in it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"

namespace concord::scenarios {

inline constexpr std::size_t kInLineUp = 4;
using MeasuredSeries = std::vector<double>;  // [quarters]; NaN where there is no report

// What a reader goes by: the mean of the last quarter of the reports less that of the first, at least one each. NaN for
// fewer than two reports.
double change_of(const MeasuredSeries& series);

struct LineUp {
    std::array<MeasuredSeries, kInLineUp> series;
    std::array<int, kInLineUp> replicate{};  // whose each is
    std::size_t programme = 0;               // which one is the option's
};
// The option's series of one replicate among baselines of three others, chosen and placed by lot. Throws
// std::invalid_argument for fewer than four replicates.
LineUp line_up(std::span<const MeasuredSeries> option, std::span<const MeasuredSeries> baseline, int replicate,
               std::uint32_t seed);

// The chance that a reader who picks the largest change, up or down, picks the programme: over all replicates and all
// three baselines of others; ties are broken by lot. 0.25 is chance alone; NaN for fewer than four replicates.
double chance_to_pick(std::span<const MeasuredSeries> option, std::span<const MeasuredSeries> baseline);

// What runs measured of an indicator over Greater Manchester, replicate by replicate. Throws InputError.
std::vector<MeasuredSeries> measured_series(const std::filesystem::path& folder, const Plan& plan, int scenario,
                                            int replicates, int indicator);

// monitoring.csv: chances, reports and line-ups by option, place, regime and indicator; monitoring_series.csv beside it
// is the gap: what was measured and what was true, mean over replicates, by scenario, place, quarter and indicator.
void write_monitoring(const std::filesystem::path& folder, const Comparison& comparison);

}  // namespace concord::scenarios
