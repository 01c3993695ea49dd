// Published figures that the patterns are held against: those of scenarios of today are in the shipped scenario. Each
// has the id of its source (docs/sources.md).
#pragma once

#include <array>
#include <string_view>

namespace concord::validate {

// Place Survey 2008/09, percent of adults, in order of district code: Bolton, Bury, Manchester, Oldham, Rochdale,
// Salford, Stockport, Tameside, Trafford, Wigan. "People get on well" is in the shipped scenario.
struct DistrictFigures {
    std::string_view source;
    std::array<double, 10> percent;
};
inline constexpr DistrictFigures kPublishedBelonging = {"S01",
                                                        {58.4, 54.6, 47.6, 59.1, 56.0, 51.8, 61.9, 54.9, 60.4, 58.6}};
inline constexpr DistrictFigures kPublishedSatisfied = {"S01",
                                                        {74.6, 80.5, 70.1, 66.7, 64.6, 65.6, 84.5, 67.2, 83.1, 71.7}};
inline constexpr DistrictFigures kPublishedDisorder = {"S01",
                                                       {37.4, 30.7, 46.1, 43.1, 45.1, 38.3, 22.2, 40.2, 27.8, 38.0}};

// The same survey over 325 authorities of England: correlations of people get on well with perceived drug use or
// dealing, with satisfaction with the area, and with belonging.
inline constexpr double kCohesionWithDisorder = -0.69, kCohesionWithSatisfaction = 0.79, kCohesionWithBelonging = 0.37;

// Belonging by age (S08, Community Life Survey 2023/24, England, percent): all adults, 16-24, 25-34.
inline constexpr double kBelongAll = 61, kBelong16To24 = 54, kBelong25To34 = 51;

// Trust by area inside five districts (W): spread between areas of a district, points; r of deprivation alone, one
// district left out at a time.
inline constexpr double kTrustSpreadLow = 5.8, kTrustSpreadHigh = 7.4;

// England and Wales, percent (S19 to S21): confidence in the local police, victims satisfied, weekly foot patrols seen.
inline constexpr double kConfidence2014 = 76, kConfidence2025 = 67, kVictimsSatisfied2014 = 74,
                        kVictimsSatisfied2025 = 51, kPatrolSeen2014 = 32, kPatrolSeen2025 = 11;

}  // namespace concord::validate
