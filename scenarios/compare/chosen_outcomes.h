// `--outputs`: which outcomes are printed of Greater Manchester. Nothing else leaves any out.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "sim/measures/measure_info.h"

namespace concord::scenarios {

// Names of outcomes; empty: all.
inline bool shows(const std::vector<std::string>& outputs, const sim::MeasureInfo& outcome) {
    return outputs.empty() || std::find(outputs.begin(), outputs.end(), outcome.name) != outputs.end();
}

// A line that says how many are left out; empty where none is.
inline std::string left_out(const std::vector<std::string>& outputs, std::span<const sim::MeasureInfo> outcomes) {
    const auto shown = std::count_if(outcomes.begin(), outcomes.end(),
                                     [&](const sim::MeasureInfo& outcome) { return shows(outputs, outcome); });
    const auto all = static_cast<std::ptrdiff_t>(outcomes.size());
    return shown == all ? "" : fmt::format("  ({} of {} outcomes, as asked for; the files have all)\n", shown, all);
}

}  // namespace concord::scenarios
