#include "sim/measures/record.h"

#include <functional>
#include <numeric>

namespace concord::sim {

std::size_t RecordShape::length(Axis axis) const {
    switch (axis) {
        case Axis::kUnused: return 1;
        case Axis::kWeek: return static_cast<std::size_t>(weeks) + 1;
        case Axis::kPeriod: return static_cast<std::size_t>(periods()) + 1;
        case Axis::kFinishedPeriod: return static_cast<std::size_t>(periods());
        case Axis::kYear: return static_cast<std::size_t>(years()) + 1;
        case Axis::kRunYear: return static_cast<std::size_t>(budget_years());
        case Axis::kGroup: return static_cast<std::size_t>(GroupLayout{.districts = districts}.count());
        case Axis::kPlace: return static_cast<std::size_t>(districts) + 1;
        case Axis::kDistrict: return static_cast<std::size_t>(districts);
        case Axis::kNeighbourhood: return static_cast<std::size_t>(neighbourhoods);
        case Axis::kOutcome: return outcomes;
        case Axis::kLedgerColumn: return kLedgerColumns;
        case Axis::kDecile: return kDeciles;
        case Axis::kLever: return static_cast<std::size_t>(levers);
        case Axis::kHeadline:
        case Axis::kPlaceOutcome:
        case Axis::kState:
        case Axis::kEvent:
        case Axis::kMeeting:
        case Axis::kProgramme:
        case Axis::kEquality:
        case Axis::kSupport:
        case Axis::kIndicator:
        case Axis::kDimension: break;
        case Axis::kQuarter: return static_cast<std::size_t>(quarters());
    }
    return rows_along(axis, {}).size();
}

Series::Series(SeriesId id, const RecordShape& shape) : id_(id) {
    for (std::size_t k = 0; k < shape_.size(); ++k) shape_[k] = shape.length(info().axes[k]);
    values.assign(std::accumulate(shape_.begin(), shape_.end(), std::size_t{1}, std::multiplies()), info().empty);
}

RunRecord::RunRecord(const Geography& geography, int length, int levers, std::span<const Measure> further)
    : outcomes(outcome_rows(further)) {
    shape = {.weeks = length,
             .districts = static_cast<int>(geography.districts.size()),
             .neighbourhoods = static_cast<int>(geography.neighbourhoods.size()),
             .levers = levers,
             .outcomes = outcomes.size()};
    for (std::size_t id = 0; id < kSeries; ++id) series[id] = Series(static_cast<SeriesId>(id), shape);
}

std::span<const MeasureInfo> rows_along(Axis axis, std::span<const MeasureInfo> outcomes) {
    switch (axis) {
        case Axis::kOutcome: return outcomes;
        case Axis::kHeadline: return kOutcomeTable;
        case Axis::kPlaceOutcome: return kPlaceOutcomeTable;
        case Axis::kState: return kStateTable;
        case Axis::kEvent: return kEventTable;
        case Axis::kMeeting: return kMeetingTable;
        case Axis::kProgramme: return kProgrammeTable;
        case Axis::kEquality: return kEqualityTable;
        case Axis::kSupport: return kSupportTable;
        case Axis::kIndicator: return kIndicatorTable;
        case Axis::kDimension: return kRepresentedTable;
        default: return {};
    }
}

std::size_t measure_axis(const SeriesInfo& series) {
    for (const Axis axis :
         {Axis::kOutcome, Axis::kHeadline, Axis::kPlaceOutcome, Axis::kState, Axis::kEvent, Axis::kMeeting,
          Axis::kProgramme, Axis::kEquality, Axis::kSupport, Axis::kIndicator, Axis::kDimension})
        if (series.has(axis)) return series.place_of(axis);
    return series.dimensions();
}

std::span<const MeasureInfo> RunRecord::measures(const SeriesInfo& info) const {
    const std::size_t axis = measure_axis(info);
    return axis < info.dimensions() ? rows_along(info.axes[axis], outcomes) : std::span<const MeasureInfo>{};
}

std::vector<MeasureInfo> outcome_rows(std::span<const Measure> further) {
    std::vector<MeasureInfo> rows(kOutcomeTable.begin(), kOutcomeTable.end());
    for (const Measure& measure : further) rows.push_back(measure.info);
    return rows;
}

}  // namespace concord::sim
