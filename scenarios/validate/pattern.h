// A pattern that the model is held against (model.md section 1), as one row of the table that `concord validate`
// prints. Only predicted rows are evidence for the model: what is built in or fitted is met by construction, and what
// follows is a check of the code.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace concord::validate {

enum class Kind { kBuiltIn, kFitted, kFollows, kPredicted };
std::string_view kind_name(Kind kind);  // "built in", "fitted", "follows", "predicted"

enum class Verdict { kMet, kMissed, kReported, kNotEvaluated };
std::string_view verdict_name(Verdict verdict);  // "met", "missed", "reported", "not evaluated"

inline constexpr double kNoBound = std::numeric_limits<double>::infinity();

struct Result {
    std::string id{};  // P1
    Kind kind = Kind::kPredicted;
    std::string measure{}, unit{};
    double low = -kNoBound, high = kNoBound;  // tolerance, inclusive; none: a figure that is only reported
    std::vector<double> values{};             // one a seed; none: not evaluated, and `note` says why
    std::string source{};                     // of the tolerance
    std::string beside{};                     // what deprivation alone, or less, predicts
    std::string note{};
    int decimals = 2;

    double value() const;  // mean over seeds
    Verdict verdict() const;
    std::string tolerance() const;  // "0.9 or more", "7 to 13"
    std::string value_text() const;
    std::string interval_text() const;  // over seeds; empty for one
};

}  // namespace concord::validate
