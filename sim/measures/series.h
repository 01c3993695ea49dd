// A run's record is a list of series, declared in one table: what each holds, over which axes, and in what form files
// keep it. The recorder makes room for them, and results files, runs of a comparison and its folding write and read
// them, by loop over this table. A new series is an enumerator, a row, and what fills it (sim/run/observation.cpp).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

#include "sim/measures/measure_info.h"

namespace concord::sim {

// What the cells of a series are told apart by. Index 0 of kWeek, kPeriod and kYear is the start.
enum class Axis : std::uint8_t {
    kUnused,
    kWeek,            // [W+1]
    kPeriod,          // [P+1] of four weeks
    kFinishedPeriod,  // [P]
    kYear,            // [Y+1] of 52 weeks
    kRunYear,         // [Y]
    kGroup,           // [G] GroupLayout
    kPlace,           // [1+D] Greater Manchester and the districts
    kDistrict,        // [D]
    kNeighbourhood,   // [N]
    kOutcome,         // headline outcomes, then the run's further measures (measure.h)
    kHeadline,        // headline outcomes alone
    kPlaceOutcome,    // headline outcomes whose levels may be shown of neighbourhoods
    kState,
    kEvent,
    kLedgerColumn,
    kDecile,     // [9]
    kLever,      // settings of the scenario, in its order
    kMeeting,    // what is counted of extremist meetings
    kProgramme,  // what is measured of the prevention programme
    kEquality,   // measures of equality, polarisation and segregation
    kSupport,    // what is counted of support
    kQuarter,    // [Q] of thirteen weeks, finished
    kIndicator,  // what monitoring can see
    kDimension,  // represented dimensions of the cohesion index
};

// How a file keeps a series: in which type, and rounded to which step (0: as it is).
struct FileForm {
    enum class Type : std::uint8_t { kNotKept, kByte, kShort, kSingle, kDouble } type = Type::kNotKept;
    double step = 0;
    constexpr bool kept() const { return type != Type::kNotKept; }
};

struct SeriesInfo {
    std::string_view name{};     // in runs of a comparison
    std::string_view meaning{};  // the same, and to people
    std::array<Axis, 4> axes{};
    bool single = false;                                      // its values are floats
    double empty = std::numeric_limits<double>::quiet_NaN();  // what a stopped run did not come to
    Quantity quantity = Quantity::kLevel;                     // of its measures
    FileForm results{}, runs{};                               // in results files, in runs of a comparison
    // A results file has a variable for each measure along the axis of measures. {} stands for the measure's name, and
    // for its title (scenarios/results/results_series.cpp puts them in); `gm` is the one of Greater Manchester where an
    // axis is kPlace (empty: not written).
    std::string_view variable{}, title{}, gm_variable{}, gm_title{};

    constexpr std::size_t dimensions() const {
        return static_cast<std::size_t>(std::find(axes.begin(), axes.end(), Axis::kUnused) - axes.begin());
    }
    // Which of its axes that is; dimensions() where it has none.
    constexpr std::size_t place_of(Axis axis) const {
        return static_cast<std::size_t>(std::find(axes.begin(), axes.begin() + dimensions(), axis) - axes.begin());
    }
    constexpr bool has(Axis axis) const { return place_of(axis) < dimensions(); }
};

enum class SeriesId : std::uint8_t {
    kAdults,
    kGroupOutcomes,
    kStateMeans,
    kStateDeviations,
    kStateDeciles,
    kLedger,
    kEvents,
    kWeeklyOutcomes,
    kWeeklyOfAll,
    kNeighbourhoodOutcomes,
    kUnitsBought,
    kMeetings,
    kProgramme,
    kEquality,
    kSupport,
    kSupportOfRun,
    kMeasured,
    kMeasuredTruth,
    kDimensions,
};
inline constexpr std::size_t kSeries = 19;

// clang-format off
inline constexpr std::array<SeriesInfo, kSeries> kSeriesTable = {{
    {.name = "adults", .meaning = "residents aged 16 and over",
     .axes = {Axis::kGroup},
     .results = {FileForm::Type::kDouble}, .runs = {FileForm::Type::kDouble},
     .variable = "group_adults", .title = "residents aged 16 and over"},
    {.name = "outcomes", .meaning = "headline outcome, each in its unit",  // incidents: rate over the period
     .axes = {Axis::kPeriod, Axis::kGroup, Axis::kOutcome}, .single = true,
     .results = {FileForm::Type::kSingle}, .runs = {FileForm::Type::kSingle},
     .variable = "group_{}", .title = "{}, by group"},
    {.name = "state_means", .meaning = "mean of the state over adults",
     .axes = {Axis::kPeriod, Axis::kGroup, Axis::kState}, .single = true,
     .results = {FileForm::Type::kSingle},
     .variable = "group_{}_mean", .title = "{}, mean"},
    {.name = "state_deviations", .meaning = "standard deviation of the state over adults",
     .axes = {Axis::kPeriod, Axis::kGroup, Axis::kState}, .single = true,
     .results = {FileForm::Type::kSingle},
     .variable = "group_{}_sd", .title = "{}, standard deviation over residents"},
    {.name = "state_deciles", .meaning = "deciles of the state over adults",
     .axes = {Axis::kPeriod, Axis::kPlace, Axis::kState, Axis::kDecile}, .single = true,
     .results = {FileForm::Type::kByte, 0.005},
     .variable = "district_{}_decile", .title = "{}, deciles over residents"},
    {.name = "ledger", .meaning = "change of the group's mean in the period, by cause",
     .axes = {Axis::kFinishedPeriod, Axis::kGroup, Axis::kLedgerColumn, Axis::kState}, .empty = 0,
     .quantity = Quantity::kChange,
     .results = {FileForm::Type::kDouble}, .runs = {FileForm::Type::kSingle, 0x1.0p-23},
     .variable = "group_ledger_{}", .title = "{}, why its mean changed in the four weeks to this date"},
    {.name = "events", .meaning = "count in the period, full scale",
     .axes = {Axis::kFinishedPeriod, Axis::kGroup, Axis::kEvent}, .empty = 0,
     .results = {FileForm::Type::kSingle}, .runs = {FileForm::Type::kSingle},
     .variable = "group_count_{}", .title = "{} in the four weeks to this date"},
    {.name = "weekly_outcomes", .meaning = "headline outcome at the end of the week",
     .axes = {Axis::kWeek, Axis::kPlace, Axis::kHeadline}, .single = true,
     .results = {FileForm::Type::kSingle},
     .variable = "{}", .title = "{}, by district", .gm_variable = "{}_gm", .gm_title = "{}, Greater Manchester"},
    {.name = "weekly", .meaning = "headline outcome of Greater Manchester at the end of the week",
     .axes = {Axis::kWeek, Axis::kOutcome}, .single = true,
     .runs = {FileForm::Type::kSingle, 0x1.0p-12}},
    {.name = "neighbourhood_outcomes", .meaning = "headline outcome at the end of the year, each in its unit",
     .axes = {Axis::kYear, Axis::kPlaceOutcome, Axis::kNeighbourhood}, .single = true,
     .results = {FileForm::Type::kSingle, 0x1.0p-8}, .runs = {FileForm::Type::kShort, 0.002},
     .variable = "neighbourhood_{}", .title = "{}, by neighbourhood, at the end of each year"},
    {.name = "units_bought", .meaning = "units bought (seats, places, hours, officers, stops)",
     .axes = {Axis::kLever, Axis::kDistrict, Axis::kRunYear}, .empty = 0,
     .results = {FileForm::Type::kDouble},
     .variable = "units_bought", .title = "units bought (seats, places, hours, officers, stops)"},
    {.name = "meetings", .meaning = "count in the period, of meetings as they are",
     .axes = {Axis::kFinishedPeriod, Axis::kDistrict, Axis::kMeeting}, .empty = 0,
     .results = {FileForm::Type::kSingle}, .runs = {FileForm::Type::kSingle},
     .variable = "district_{}", .title = "{} in the four weeks to this date, by district"},
    // Of Greater Manchester and districts; not defined of other groups.
    {.name = "programme", .meaning = "of the prevention programme at the end of the period, each in its unit",
     .axes = {Axis::kPeriod, Axis::kGroup, Axis::kProgramme}, .single = true,
     .results = {FileForm::Type::kSingle}, .runs = {FileForm::Type::kSingle},
     .variable = "place_{}", .title = "{}, of Greater Manchester and districts"},
    {.name = "equality", .meaning = "measure of equality, mean of the year, each in its unit",  // year 0: the start
     .axes = {Axis::kYear, Axis::kGroup, Axis::kEquality}, .single = true,
     .results = {FileForm::Type::kSingle}, .runs = {FileForm::Type::kSingle},
     .variable = "equality_{}", .title = "{}, by group, mean of the year"},
    {.name = "support", .meaning = "count in the year, full scale, or mean over its weeks",
     .axes = {Axis::kYear, Axis::kGroup, Axis::kSupport},
     .results = {FileForm::Type::kDouble}, .runs = {FileForm::Type::kSingle},
     .variable = "group_{}_by_year", .title = "{}, by year of the run"},
    {.name = "support_of_run", .meaning = "count over the whole run, full scale, or mean over its weeks",
     .axes = {Axis::kGroup, Axis::kSupport},
     .results = {FileForm::Type::kDouble}, .runs = {FileForm::Type::kSingle},
     .variable = "group_{}_of_run", .title = "{}, over the whole run"},
    {.name = "measured", .meaning = "what the regime in force reports of the weeks to the end of the quarter",
     .axes = {Axis::kQuarter, Axis::kPlace, Axis::kIndicator}, .single = true,
     .results = {FileForm::Type::kSingle}, .runs = {FileForm::Type::kSingle},
     .variable = "measured_{}", .title = "{}, as monitoring reports it, by district",
     .gm_variable = "measured_{}_gm", .gm_title = "{}, as monitoring reports it, Greater Manchester"},
    {.name = "measured_truth", .meaning = "what is true of the same weeks",
     .axes = {Axis::kQuarter, Axis::kPlace, Axis::kIndicator}, .single = true,
     .results = {FileForm::Type::kSingle}, .runs = {FileForm::Type::kSingle},
     .variable = "true_{}", .title = "{}, in truth, of the weeks of a report, by district",
     .gm_variable = "true_{}_gm", .gm_title = "{}, in truth, of the weeks of a report, Greater Manchester"},
    // What the index is under other weights than equal ones is a comparison's question.
    {.name = "cohesion_dimensions", .meaning = "dimension of the cohesion index, Greater Manchester",
     .axes = {Axis::kPeriod, Axis::kDimension}, .single = true,
     .runs = {FileForm::Type::kSingle}},
}};
// clang-format on

constexpr const SeriesInfo& info(SeriesId id) { return kSeriesTable[static_cast<std::size_t>(id)]; }

}  // namespace concord::sim
