// What a run leaves behind: series held in memory (small), and neighbourhood-level periods handed to an observer as
// they are finished (large). Everything is in full-scale terms: counts are already multiplied by k.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/ground/calendar.h"
#include "sim/measures/cohesion_index.h"
#include "sim/measures/conditions.h"
#include "sim/measures/equality.h"
#include "sim/measures/flows.h"
#include "sim/measures/group_layout.h"
#include "sim/measures/indicators.h"
#include "sim/measures/items.h"
#include "sim/measures/measure.h"
#include "sim/measures/meetings.h"
#include "sim/measures/programme.h"
#include "sim/measures/series.h"
#include "sim/measures/states.h"
#include "sim/measures/support.h"

namespace concord::sim {

// Headline outcomes kept by neighbourhood: those whose levels may be shown there.
constexpr bool kept_by_neighbourhood(const MeasureInfo& outcome) {
    return may_show(outcome.disclosure, Quantity::kLevel, Resolution::kNeighbourhood);
}
inline constexpr auto kPlaceOutcomes = [] {  // their numbers among the headline outcomes
    std::array<int, std::count_if(kOutcomeTable.begin(), kOutcomeTable.end(), kept_by_neighbourhood)> kept{};
    std::size_t at = 0;
    for (std::size_t outcome = 0; outcome < kOutcomes; ++outcome)
        if (kept_by_neighbourhood(kOutcomeTable[outcome])) kept[at++] = static_cast<int>(outcome);
    return kept;
}();
inline constexpr auto kPlaceOutcomeTable = [] {
    std::array<MeasureInfo, kPlaceOutcomes.size()> rows{};
    for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = kOutcomeTable[kPlaceOutcomes[k]];
    return rows;
}();

inline constexpr std::size_t kDeciles = 9;

// The axes' lengths, but for those that the tables of measures give.
struct RecordShape {
    int weeks = 0, districts = 0, neighbourhoods = 0, levers = 0;
    std::size_t outcomes = kOutcomes;
    int periods() const { return weeks / kWeeksPerPeriod; }
    int years() const { return weeks / kWeeksPerYear; }                               // whole ones
    int quarters() const { return weeks / kWeeksPerQuarter; }                         // whole ones
    int budget_years() const { return (weeks + kWeeksPerYear - 1) / kWeeksPerYear; }  // the last may be begun only
    std::size_t length(Axis axis) const;
};

// One row of kSeriesTable with its values, in C order over its axes.
class Series {
  public:
    Series() = default;
    Series(SeriesId id, const RecordShape& shape);

    const SeriesInfo& info() const { return sim::info(id_); }
    std::span<const std::size_t> shape() const { return {shape_.data(), info().dimensions()}; }
    std::size_t length(Axis axis) const { return shape_[info().place_of(axis)]; }

    // Where a cell stands: one index an axis, or fewer for the first cell of a block.
    template <std::integral... Index>
    std::size_t position(Index... index) const {
        static_assert(sizeof...(Index) <= 4);
        const std::array<std::size_t, 4> at{static_cast<std::size_t>(index)...};
        return ((at[0] * shape_[1] + at[1]) * shape_[2] + at[2]) * shape_[3] + at[3];
    }
    template <std::integral... Index>
    double& at(Index... index) {
        return values[position(index...)];
    }
    template <std::integral... Index>
    double at(Index... index) const {
        return values[position(index...)];
    }

    std::vector<double> values;

  private:
    SeriesId id_ = SeriesId::kAdults;
    std::array<std::size_t, 4> shape_{1, 1, 1, 1};
};

// NaN: not defined, or a cell of fewer than ten simulated residents.
struct RunRecord {
    int weeks = 0, periods = 0;  // done
    std::uint32_t seed = 0;
    int scale = 1;
    RecordShape shape;                  // of the whole run
    std::vector<MeasureInfo> outcomes;  // along Axis::kOutcome
    std::array<Series, kSeries> series;
    std::vector<std::string> warnings;

    RunRecord() = default;
    // With room for a run of `length` weeks and so many levers.
    RunRecord(const Geography& geography, int length, int levers,
              std::span<const Measure> further = further_measures());

    Series& operator[](SeriesId id) { return series[static_cast<std::size_t>(id)]; }
    const Series& operator[](SeriesId id) const { return series[static_cast<std::size_t>(id)]; }
    int groups() const { return layout().count(); }
    GroupLayout layout() const { return {.districts = shape.districts}; }
    // What stands along an axis of measures, the series' one; none where it has none.
    std::span<const MeasureInfo> measures(const SeriesInfo& series) const;
};

// Which of a series' axes has measures along it; dimensions() where none has.
std::size_t measure_axis(const SeriesInfo& series);
// The rows along an axis; none of an axis that has no measures.
std::span<const MeasureInfo> rows_along(Axis axis, std::span<const MeasureInfo> outcomes);

// One period of every neighbourhood, handed out while the run goes on; the views are valid during the call only.
// What may not be shown of neighbourhoods is not given: levels and changes of grievance and programme trust, incidents.
// The ledger's columns are all there; who shows them merges those that may not be shown (flows.h).
struct NeighbourhoodPeriod {
    int period = 0;  // 0 = start
    int week = 0;
    const float* adults;        // [N] simulated adults x scale
    const float* state_mean;    // [N][kStates]; NaN for states that may not be shown, as below
    const float* state_change;  // [N][kStates] since week 0
    const float* state_sd;      // [N][kStates]; NaN for states that may not be shown, as below
    const float* state_decile;  // [N][kStates][9]
    const float* item;          // [N][kItems] percent
    const float* disorder;      // [N] GM mean at start = 1
    const double* ledger;       // [N][kLedgerColumns][kStates]; all zero for period 0
};

class PeriodObserver {
  public:
    virtual ~PeriodObserver() = default;
    virtual void on_period(const NeighbourhoodPeriod& period) = 0;
};

}  // namespace concord::sim
