#include "scenarios/validate/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace concord::validate {

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::kBuiltIn: return "built in";
        case Kind::kFitted: return "fitted";
        case Kind::kFollows: return "follows";
        case Kind::kPredicted: return "predicted";
    }
    return {};
}

std::string_view verdict_name(Verdict verdict) {
    switch (verdict) {
        case Verdict::kMet: return "met";
        case Verdict::kMissed: return "missed";
        case Verdict::kReported: return "reported";
        case Verdict::kNotEvaluated: return "not evaluated";
    }
    return {};
}

double Result::value() const {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Verdict Result::verdict() const {
    if (values.empty()) return Verdict::kNotEvaluated;
    if (low == -kNoBound && high == kNoBound) return Verdict::kReported;
    return value() >= low && value() <= high ? Verdict::kMet : Verdict::kMissed;  // missed, too, when not a number
}

std::string Result::tolerance() const {
    const auto number = [](double x) { return fmt::format("{:g}", x); };
    if (low == -kNoBound && high == kNoBound) return "";
    if (high == kNoBound) return number(low) + " or more";
    if (low == -kNoBound) return number(high) + " or less";
    return number(low) + " to " + number(high);
}

std::string Result::value_text() const { return values.empty() ? "" : fmt::format("{:.{}f}", value(), decimals); }

std::string Result::interval_text() const {
    if (values.size() < 2) return "";
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return fmt::format("{:.{}f} to {:.{}f}", *least, decimals, *most, decimals);
}

}  // namespace concord::validate
