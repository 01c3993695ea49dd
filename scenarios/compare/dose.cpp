#include "scenarios/compare/dose.h"

#include <cmath>

namespace concord::scenarios {

double multiple_to_matter(const Difference& d, int better, double dilution) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const bool may = d.verdict == sim::Verdict::kNoChangeThatMatters || d.verdict == sim::Verdict::kCannotSay;
    const double size = d.mean * better;
    const bool sure = !d.interval.includes_zero() && size > 0;
    if (!may || !sure || !(size < d.matters)) return kNone;
    const double multiple = std::pow(d.matters / size, 1 / (1 - dilution));
    return multiple <= kMostMultiple ? multiple : kOutOfReach;
}

}  // namespace concord::scenarios
