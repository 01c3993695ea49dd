#include "scenarios/compare/comparison_screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/equality_table.h"
#include "scenarios/compare/meetings_table.h"
#include "scenarios/compare/programme_table.h"
#include "scenarios/compare/support_table.h"

namespace concord::scenarios {
namespace {

std::string meetings_line(const Comparison& c) {
    return meetings_text(c).empty()
               ? std::string()
               : "Extremist meetings were tried: how many were turned away and held, and where, with --details.\n";
}

// A warning as it is; of several how many they are.
std::string warnings_line(const Comparison& c) {
    if (c.warnings.size() < 2) return warnings_text(c);
    const auto most = std::max_element(c.warnings.begin(), c.warnings.end(),
                                       [](const RunWarning& a, const RunWarning& b) { return a.runs < b.runs; });
    return fmt::format("{} warnings, the most frequent in {} of {} runs: --details.\n", c.warnings.size(), most->runs,
                       c.replicates * c.scenarios());
}

}  // namespace

std::string warnings_text(const Comparison& c) {
    std::string text;
    const int runs = c.replicates * c.scenarios();
    for (const RunWarning& warning : c.warnings)
        text += fmt::format("Warning in {} of {} runs: {}.\n", warning.runs, runs, warning.text);
    return text;
}

std::string comparison_screen(const Comparison& c, const std::vector<Detectable>& seen,
                              const std::vector<std::string>& outputs) {
    return comparison_table(c, outputs) + equality_line(c) + programme_line(c) + meetings_line(c) +
           detectability_line(c, seen) + warnings_line(c);
}

std::string behind_the_screen(const Comparison& c, const std::vector<Detectable>& seen) {
    return programme_text(c) + meetings_text(c) + support_text(c) + "\n" + detectability_summary(c, seen) + "\n" +
           detectability_table(c, seen) + warnings_text(c);
}

}  // namespace concord::scenarios
