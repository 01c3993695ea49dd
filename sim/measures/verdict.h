// What a comparison may say of one outcome (model.md section 6): five verdicts from the interval of its difference, the
// smallest difference that matters, and whether anything in the model leads there. One rule for terminal, window,
// report and files.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sim/measures/measure_info.h"

namespace concord::sim {

enum class Verdict : std::uint8_t { kGain, kHarm, kNoChangeThatMatters, kCannotSay, kNotModelled };
inline constexpr std::array<std::string_view, 5> kVerdictNames = {"gain", "harm", "no change that matters",
                                                                  "cannot say", "not modelled"};
constexpr std::string_view name_of(Verdict verdict) { return kVerdictNames[static_cast<std::size_t>(verdict)]; }

// Declared before a run: in the outcome's unit, or as a share of the baseline's level. Above 0.
struct SmallestDifference {
    double size = 0;
    bool of_baseline = false;

    // In the outcome's unit.
    double at(double baseline) const { return of_baseline ? size * (baseline < 0 ? -baseline : baseline) : size; }
    friend bool operator==(const SmallestDifference&, const SmallestDifference&) = default;
};
// Where nobody declares another: half a point of percentages and indices, a twentieth of the baseline's level of all
// else.
SmallestDifference usual_smallest_difference(const MeasureInfo& outcome);

// Of a paired difference with the interval `low` to `high` (NaN: too few runs), all in the outcome's unit.
//   gain, harm              all of the interval lies at `smallest` or beyond, the better or the worse way
//   no change that matters  all of it lies closer to zero than `smallest`
//   cannot say              anything else, and where `better` is 0, since nobody has said which way is the better one
//   not modelled            nothing in the model leads from what differs to the outcome (`modelled` is false): a zero
//   is
//                           then no finding
Verdict verdict_of(double low, double high, int better, double smallest, bool modelled);

// Whether the sign of a difference, and the share of runs that agree on it, may be told.
constexpr bool tells_sign(Verdict verdict) {
    return verdict == Verdict::kGain || verdict == Verdict::kHarm || verdict == Verdict::kCannotSay;
}

}  // namespace concord::sim
