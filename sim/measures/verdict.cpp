#include "sim/measures/verdict.h"

#include <cmath>

namespace concord::sim {

SmallestDifference usual_smallest_difference(const MeasureInfo& outcome) {
    constexpr double kPoints = 0.5, kShare = 0.05;
    const bool in_points = outcome.unit.starts_with("percent") || outcome.unit.starts_with("points");
    return in_points ? SmallestDifference{.size = kPoints} : SmallestDifference{.size = kShare, .of_baseline = true};
}

Verdict verdict_of(double low, double high, int better, double smallest, bool modelled) {
    if (!modelled) return Verdict::kNotModelled;
    if (std::isnan(low) || std::isnan(high)) return Verdict::kCannotSay;
    if (low > -smallest && high < smallest) return Verdict::kNoChangeThatMatters;
    if (better == 0) return Verdict::kCannotSay;
    if (low >= smallest) return better > 0 ? Verdict::kGain : Verdict::kHarm;
    if (high <= -smallest) return better > 0 ? Verdict::kHarm : Verdict::kGain;
    return Verdict::kCannotSay;
}

}  // namespace concord::sim
