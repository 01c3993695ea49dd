#include "scenarios/results/results_series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

using sim::Axis;

constexpr double kNotGiven = std::numeric_limits<double>::quiet_NaN();

// The indices of a cell, one an axis, from its position in C order.
std::array<std::size_t, 4> indices(std::span<const std::size_t> shape, std::size_t position) {
    std::array<std::size_t, 4> at{};
    for (std::size_t k = shape.size(); k-- > 0; position /= shape[k]) at[k] = position % shape[k];
    return at;
}

// Whose a cell is, and whether too few stand behind it.
class Whose {
  public:
    Whose(const sim::RunRecord& record, const sim::SeriesInfo& info)
        : layout_(record.layout()),
          adults_(record[sim::SeriesId::kAdults].values),
          fewest_(sim::kFewestInCell * record.scale),
          place_(info.has(Axis::kNeighbourhood)),
          district_(info.has(Axis::kDistrict)),
          axis_(std::min(info.place_of(Axis::kGroup), info.place_of(Axis::kPlace))),
          by_group_(axis_ < info.dimensions()) {}
    sim::Cell cell(const std::array<std::size_t, 4>& at) const {
        if (by_group_) return layout_.cell(static_cast<int>(at[axis_]));
        return {place_      ? sim::Resolution::kNeighbourhood
                : district_ ? sim::Resolution::kDistrict
                            : sim::Resolution::kGreaterManchester};
    }
    bool few(const std::array<std::size_t, 4>& at) const { return by_group_ && adults_[at[axis_]] < fewest_; }

  private:
    sim::GroupLayout layout_;
    const std::vector<double>& adults_;
    double fewest_;
    bool place_, district_;
    std::size_t axis_;
    bool by_group_;
};

// Counts what a column may not show in the column that its row names.
void merge_columns(const sim::Series& series, const Whose& whose, std::vector<double>& values) {
    const sim::SeriesInfo& info = series.info();
    const auto shape = series.shape();
    const std::size_t axis = info.place_of(Axis::kLedgerColumn);
    std::size_t stride = 1;
    for (std::size_t k = axis + 1; k < shape.size(); ++k) stride *= shape[k];
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto at = indices(shape, i);
        const int column = static_cast<int>(at[axis]), within = sim::ledger_column_at(column, whose.cell(at));
        if (within == column) continue;
        values[i + stride * static_cast<std::size_t>(within) - stride * at[axis]] += values[i];
        values[i] = kNotGiven;
    }
}

// What of each axis a variable holds.
struct Range {
    std::size_t first = 0, count = 1;
};

std::vector<double> block(const sim::Series& series, const std::vector<double>& values,
                          const std::array<Range, 4>& ranges) {
    std::vector<double> cells;
    for (std::size_t a = 0; a < ranges[0].count; ++a)
        for (std::size_t b = 0; b < ranges[1].count; ++b)
            for (std::size_t c = 0; c < ranges[2].count; ++c)
                for (std::size_t d = 0; d < ranges[3].count; ++d)
                    cells.push_back(values[series.position(ranges[0].first + a, ranges[1].first + b,
                                                           ranges[2].first + c, ranges[3].first + d)]);
    return cells;
}

// "group_{}" and "voice": "group_voice".
std::string filled_in(std::string_view pattern, std::string_view word) {
    const std::size_t at = pattern.find("{}");
    if (at == std::string_view::npos) return std::string(pattern);
    return std::string(pattern.substr(0, at)) + std::string(word) + std::string(pattern.substr(at + 2));
}

bool is_of_outcomes(Axis axis) {
    return axis == Axis::kOutcome || axis == Axis::kHeadline || axis == Axis::kPlaceOutcome || axis == Axis::kEquality;
}

// Items of neighbourhoods have a variable of their own, by period.
bool is_there_already(const sim::SeriesInfo& info, const sim::MeasureInfo& measure) {
    return info.has(Axis::kNeighbourhood) &&
           std::find(sim::kItemNames.begin(), sim::kItemNames.end(), measure.name) != sim::kItemNames.end();
}

// A measure that may be shown of none of the series' places and groups has no variable.
bool is_shown_anywhere(const sim::SeriesInfo& info, const sim::MeasureInfo& measure) {
    return sim::may_show(measure.disclosure, info.quantity,
                         info.has(Axis::kNeighbourhood) ? sim::Resolution::kNeighbourhood
                         : info.has(Axis::kPlace)       ? sim::Resolution::kDistrict
                                                        : sim::Resolution::kGreaterManchester);
}

// Writes the variables of one series.
class SeriesVariables {
  public:
    SeriesVariables(hdf5::Writer& file, const sim::RunRecord& record, const sim::Series& series)
        : file_(file), series_(series), info_(series.info()), values_(shown_values(record, series)) {
        for (std::size_t k = 0; k < series.shape().size(); ++k) ranges_[k] = {0, series.shape()[k]};
    }

    // `measure` is null where the series has no axis of measures; else it stands at `at` along axis `axis`.
    void write(const sim::MeasureInfo* measure, std::size_t axis, std::size_t at) {
        if (measure) ranges_[axis] = {at, 1};
        const std::string_view name = measure ? measure->name : "", title = measure ? measure->title : "";
        const std::size_t place = info_.place_of(Axis::kPlace);
        if (place == info_.dimensions()) {
            add(filled_in(info_.variable, name), filled_in(info_.title, title), measure, axis, place);
            return;
        }
        const std::size_t districts = series_.shape()[place] - 1;
        ranges_[place] = {1, districts};
        add(filled_in(info_.variable, name), filled_in(info_.title, title), measure, axis, info_.dimensions());
        if (info_.gm_variable.empty()) return;
        ranges_[place] = {0, 1};
        add(filled_in(info_.gm_variable, name), filled_in(info_.gm_title, title), measure, axis, place);
    }

  private:
    hdf5::Writer& file_;
    const sim::Series& series_;
    const sim::SeriesInfo& info_;
    std::vector<double> values_;
    std::array<Range, 4> ranges_{};

    // Without the axis of measures, and without another one if it is one of the series'.
    void add(const std::string& name, const std::string& long_name, const sim::MeasureInfo* measure,
             std::size_t measure_at, std::size_t without) {
        hdf5::Variable variable{.name = name};
        for (std::size_t k = 0; k < info_.dimensions(); ++k)
            if (!(measure && k == measure_at) && k != without) variable.dimensions.push_back(dimension(info_.axes[k]));
        variable.attributes = measure && is_of_outcomes(info_.axes[measure_at]) ? describe_outcome(*measure, long_name)
                                                                                : described(long_name, "1");
        if (info_.has(Axis::kNeighbourhood)) variable.attributes.emplace_back("comment", kPlaceCaveat);
        set_form(variable, info_.results);
        file_.define(variable);
        const std::vector<double> cells = rounded_for(block(series_, values_, ranges_), info_.results);
        if (info_.has(Axis::kFinishedPeriod))  // its dimension begins with the start, at which nothing has happened
            file_.write_rows(name, 1, series_.length(Axis::kFinishedPeriod), std::span<const double>(cells));
        else
            file_.write(name, std::span<const double>(cells));
    }

    static std::string dimension(Axis axis) {
        if (axis == Axis::kFinishedPeriod) return dimension_of(Axis::kPeriod);
        if (axis == Axis::kPlace) return dimension_of(Axis::kDistrict);  // Greater Manchester has a variable of its own
        return axis == Axis::kRunYear ? "budget_year" : dimension_of(axis);
    }
};

}  // namespace

std::vector<double> shown_values(const sim::RunRecord& record, const sim::Series& series) {
    const sim::SeriesInfo& info = series.info();
    const auto measures = record.measures(info);
    std::vector<double> values = series.values;
    if (measures.empty()) return values;
    const std::size_t axis = sim::measure_axis(info);
    const Whose whose(record, info);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto at = indices(series.shape(), i);
        if (whose.few(at) || !sim::may_show(measures[at[axis]].disclosure, info.quantity, whose.cell(at)))
            values[i] = kNotGiven;
    }
    if (info.has(Axis::kLedgerColumn)) merge_columns(series, whose, values);
    return values;
}

std::string dimension_of(Axis axis) {
    switch (axis) {
        case Axis::kUnused: break;
        case Axis::kWeek: return "week";
        case Axis::kPeriod: return "period";
        case Axis::kFinishedPeriod: return "finished_period";
        case Axis::kYear: return "year";
        case Axis::kRunYear: return "run_year";
        case Axis::kGroup: return "group";
        case Axis::kPlace: return "place";
        case Axis::kDistrict: return "district";
        case Axis::kNeighbourhood: return "neighbourhood";
        case Axis::kOutcome:
        case Axis::kHeadline: return "outcome";
        case Axis::kPlaceOutcome: return "neighbourhood_outcome";
        case Axis::kState: return "state";
        case Axis::kEvent: return "event";
        case Axis::kLedgerColumn: return "ledger_column";
        case Axis::kDecile: return "decile";
        case Axis::kLever: return "lever";
        case Axis::kMeeting: return "meeting";
        case Axis::kProgramme: return "programme_measure";
        case Axis::kEquality: return "equality_measure";
        case Axis::kSupport: return "support_measure";
        case Axis::kQuarter: return "quarter";
        case Axis::kIndicator: return "indicator";
        case Axis::kDimension: return "cohesion_dimension";
    }
    return {};
}

void set_form(hdf5::Variable& variable, const sim::FileForm& form) {
    using FormType = sim::FileForm::Type;
    variable.type = form.type == FormType::kByte     ? hdf5::Type::kUInt8
                    : form.type == FormType::kShort  ? hdf5::Type::kUInt16
                    : form.type == FormType::kSingle ? hdf5::Type::kFloat32
                                                     : hdf5::Type::kFloat64;
    if (form.type == FormType::kByte || form.type == FormType::kShort) variable.scale = form.step;
}

std::vector<double> rounded_for(std::vector<double> values, const sim::FileForm& form) {
    if (form.type == sim::FileForm::Type::kSingle && form.step > 0)
        for (double& x : values) x = static_cast<double>(rounded_to(x, form.step));
    return values;
}

void write_variables(hdf5::Writer& file, const sim::RunRecord& record, const sim::Series& series) {
    const sim::SeriesInfo& info = series.info();
    if (series.values.empty()) return;  // no lever
    SeriesVariables variables(file, record, series);
    const auto measures = record.measures(info);
    const std::size_t axis = sim::measure_axis(info);
    if (measures.empty()) variables.write(nullptr, axis, 0);
    for (std::size_t k = 0; k < measures.size(); ++k)
        if (!is_there_already(info, measures[k]) && is_shown_anywhere(info, measures[k]))
            variables.write(&measures[k], axis, k);
}

}  // namespace concord::scenarios
