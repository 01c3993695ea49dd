#include "scenarios/study/study_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>

#include "scenarios/files/checked_table.h"
#include "scenarios/files/csv_file.h"
#include "scenarios/files/read_number.h"
#include "scenarios/files/text.h"
#include "sim/ground/calendar.h"
#include "sim/parameters/allowed.h"

namespace concord::study {
namespace {

using scenarios::CsvFile;
using scenarios::LoadedCsv;

// Rows of a table in which some columns must be there and some may be.
class Rows {
  public:
    Rows(const CsvFile& csv, const std::vector<std::string_view>& required, std::vector<std::string_view> optional)
        : csv_(csv) {
        for (const std::string_view name : required) csv.column(name);
        optional.insert(optional.end(), required.begin(), required.end());
        known_ = std::move(optional);
        if (csv.rows() == 0) csv.fail_at_line(0, "has no rows");
    }
    // A column that is neither of these is an error unless `take` takes it.
    void others(const std::function<bool(std::string_view name, int column)>& take) const {
        for (int k = 0; k < static_cast<int>(csv_.column_names().size()); ++k) {
            const std::string_view name = csv_.column_names()[static_cast<std::size_t>(k)];
            if (std::find(known_.begin(), known_.end(), name) == known_.end() && !take(name, k))
                csv_.fail_at_column(k, fmt::format("is unknown{}; allowed are {}", scenarios::suggestion(name, known_),
                                                   scenarios::either(known_, "and")));
        }
    }

    std::size_t size() const { return csv_.rows(); }
    // Blank where there is no such column.
    std::string text(std::size_t row, std::string_view name) const {
        const auto column = csv_.find_column(name);
        return column ? std::string(scenarios::trimmed(csv_.cell(row, *column))) : std::string();
    }
    std::optional<double> number(std::size_t row, std::string_view name) const {
        const std::string cell = text(row, name);
        if (cell.empty()) return std::nullopt;
        const auto value = scenarios::read_number(cell);
        if (!value) fail(row, name, "is not a number");
        return value;
    }
    std::string name(std::size_t row, std::string_view column) const {
        return std::string(csv_.name_at(row, csv_.column(column)));
    }
    // As PEtab has ids: they become names of columns and variables. `reserved`: what files need for themselves.
    std::string id(std::size_t row, std::string_view column, const std::vector<std::string_view>& reserved = {}) const {
        const std::string text = name(row, column);
        const auto letter = [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        const auto allowed = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
        if (!letter(text.front()) || !std::all_of(text.begin(), text.end(), allowed))
            fail(row, column, "is no id; allowed are letters, digits and underscores, and no digit first");
        if (std::find(reserved.begin(), reserved.end(), text) != reserved.end())
            fail(row, column, "is a name that files of a study need for themselves");
        return text;
    }
    // Of the first column where the named one is not there.
    void require_none(std::size_t row, const Problem& problem) const {
        if (!problem.words.empty()) fail(row, problem.column, problem.words);
    }
    [[noreturn]] void fail(std::size_t row, std::string_view name, const std::string& problem) const {
        csv_.fail(row, csv_.find_column(name).value_or(0), problem);
    }
    const CsvFile& csv() const { return csv_; }

  private:
    const CsvFile& csv_;
    std::vector<std::string_view> known_;
};

constexpr auto kNoOther = [](std::string_view, int) { return false; };

template <class Item>
std::vector<std::string_view> ids_of(const std::vector<Item>& items) {
    std::vector<std::string_view> ids;
    for (const Item& item : items) ids.push_back(item.id);
    return ids;
}

template <class Item>
void require_new(const Rows& rows, std::size_t row, std::string_view column, const std::vector<Item>& items,
                 const std::string& id) {
    for (const Item& item : items)
        if (item.id == id) rows.fail(row, column, "appears twice");
}

// Index of the item of this id.
template <class Item>
int index_of(const Rows& rows, std::size_t row, std::string_view column, const std::vector<Item>& items,
             const std::string& id) {
    const auto ids = ids_of(items);
    const auto found = std::find(ids.begin(), ids.end(), id);
    if (found == ids.end())
        rows.fail(row, column, fmt::format("is not in the table of them; allowed are {}", scenarios::either(ids)));
    return static_cast<int>(found - ids.begin());
}

// --- parameters

calibration::Dimension own_prior(const sim::ParameterInfo& info) {
    using calibration::Shape;
    const Shape shape = info.prior == sim::Prior::kUniform         ? Shape::kUniform
                        : info.prior == sim::Prior::kLogTriangular ? Shape::kLogTriangular
                                                                   : Shape::kTriangular;
    return {.name = info.name,
            .shape = shape,
            .low = info.low,
            .high = info.high,
            .mode = std::clamp(info.value, info.low, info.high)};
}

std::pair<double, double> two_numbers(const Rows& rows, std::size_t row) {
    constexpr std::string_view kColumn = "objectivePriorParameters";
    const std::string cell = rows.text(row, kColumn);
    const std::size_t middle = cell.find(';');
    const auto first = scenarios::read_number(scenarios::trimmed(std::string_view(cell).substr(0, middle)));
    const auto second = middle == std::string::npos
                            ? std::nullopt
                            : scenarios::read_number(scenarios::trimmed(std::string_view(cell).substr(middle + 1)));
    if (!first || !second) rows.fail(row, kColumn, "is not two numbers with a semicolon between");
    return {*first, *second};
}

void take_prior(const Rows& rows, std::size_t row, const std::string& type, bool logarithmic,
                calibration::Dimension& dimension) {
    using calibration::Shape;
    constexpr std::array<std::string_view, 5> kTypes = {"uniform", "parameterScaleUniform", "normal", "logNormal",
                                                        "parameterScaleNormal"};
    if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
        rows.fail(row, "objectivePriorType",
                  fmt::format("is not known here; allowed are {}", scenarios::either({kTypes.begin(), kTypes.end()})));
    const auto [first, second] = two_numbers(rows, row);
    const bool of_scale = type.starts_with("parameterScale");
    const bool normal = type == "normal" || type == "logNormal" || type == "parameterScaleNormal";
    const bool of_logarithm = type == "logNormal" || (of_scale && logarithmic);
    if (normal) {
        dimension.shape = of_logarithm ? Shape::kLogNormal : Shape::kNormal;
        dimension.mean = first;
        dimension.sd = second;
        return;
    }
    if (of_scale && logarithmic)
        rows.fail(row, "objectivePriorType",
                  "on a logarithmic scale: leave the prior blank for the same within the bounds");
    dimension.shape = Shape::kUniform;
    dimension.low = std::max(dimension.low, first);
    dimension.high = std::min(dimension.high, second);
}

calibration::Dimension varied_parameter(const Rows& rows, std::size_t row, const sim::ParameterInfo* info,
                                        const std::string& id) {
    const std::string scale = rows.text(row, "parameterScale"), type = rows.text(row, "objectivePriorType");
    if (!scale.empty() && scale != "lin" && scale != "log" && scale != "log10")
        rows.fail(row, "parameterScale", "is not a scale; allowed are lin, log and log10");
    if (scale == "log10" && !type.empty() && type != "uniform" && type != "normal" && type != "logNormal")
        rows.fail(row, "objectivePriorType", "on the scale log10; allowed are uniform, normal and logNormal, or blank");
    const bool logarithmic = scale.starts_with("log");
    const auto low = rows.number(row, "lowerBound"), high = rows.number(row, "upperBound");
    calibration::Dimension dimension{.name = id};
    dimension.group = rows.text(row, "parameterGroup");
    if (info != nullptr && !low && !high && type.empty()) {
        if (info->prior == sim::Prior::kFixed)
            rows.fail(row, "parameterId", "is fixed in Concord: give lowerBound and upperBound, or estimate 0");
        const std::string group = dimension.group;
        dimension = own_prior(*info);
        dimension.group = group;
        return dimension;
    }
    if (info == nullptr && (!low || !high))
        rows.fail(row, low ? "upperBound" : "lowerBound", "is blank; a number is expected");
    dimension.low = low.value_or(info != nullptr ? info->low : 0);
    dimension.high = high.value_or(info != nullptr ? info->high : 0);
    if (info != nullptr && !(sim::allows(*info, dimension.low) && sim::allows(*info, dimension.high)))
        rows.fail(
            row, sim::allows(*info, dimension.low) ? "upperBound" : "lowerBound",
            fmt::format("is outside the parameter's range, {:.12g} to {:.12g} {}", info->low, info->high, info->unit));
    dimension.shape = logarithmic ? calibration::Shape::kLogUniform : calibration::Shape::kUniform;
    if (!type.empty()) take_prior(rows, row, type, logarithmic, dimension);
    return dimension;
}

const sim::ParameterInfo* info_of(const Rows& rows, std::size_t row, const Study& study, const std::string& id) {
    if (!study.of_concord()) return nullptr;
    const sim::ParameterInfo* info = sim::find_parameter(id);
    if (info != nullptr) return info;
    std::vector<std::string_view> names;
    for (const sim::ParameterInfo& one : sim::parameter_table()) names.push_back(one.name);
    rows.fail(row, "parameterId",
              fmt::format("is no parameter of Concord{}; concord describe parameters lists them",
                          scenarios::suggestion(id, names)));
}

double nominal(const Rows& rows, std::size_t row, const sim::ParameterInfo* info) {
    const auto value = rows.number(row, "nominalValue");
    if (!value && info == nullptr) rows.fail(row, "nominalValue", "is blank; what is not estimated needs a value");
    if (value && info != nullptr && !sim::allows(*info, *value))
        rows.fail(
            row, "nominalValue",
            fmt::format("is outside the parameter's range, {:.12g} to {:.12g} {}", info->low, info->high, info->unit));
    return value.value_or(info != nullptr ? info->value : 0);
}

// --- conditions

void take_fixed(const Rows& rows, std::size_t row, std::string_view name, int column, const Study& study,
                Condition& condition) {
    const std::string cell(scenarios::trimmed(rows.csv().cell(row, column)));
    if (cell.empty()) return;
    const auto value = scenarios::read_number(cell);
    if (!value) rows.csv().fail(row, column, "is not a number");
    const sim::ParameterInfo* info = study.of_concord() ? sim::find_parameter(name) : nullptr;
    if (info != nullptr && !sim::allows(*info, *value))
        rows.csv().fail(row, column,
                        fmt::format("is outside {}'s range, {:.12g} to {:.12g}", name, info->low, info->high));
    condition.fixed.emplace_back(name, *value);
}

bool is_parameter(const Study& study, std::string_view name) {
    if (study.of_concord()) return sim::find_parameter(name) != nullptr;
    const auto named = [&](const auto& one) { return one.first == name; };
    return std::any_of(study.fixed.begin(), study.fixed.end(), named);
}

void take_against(const Rows& rows, Study& study) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string other = rows.text(row, "against");
        if (other.empty()) continue;
        const int k = index_of(rows, row, "against", study.conditions, other);
        if (k == static_cast<int>(row)) rows.fail(row, "against", "is the condition itself");
        if (!rows.text(static_cast<std::size_t>(k), "against").empty())
            rows.fail(row, "against", "is taken from another condition in turn");
        study.conditions[row].against = k;
    }
}

// --- outputs

// The outcome "influence in Bolton (trust_led less today, week 52)".
std::string output_name(const Study& study, const Output& output) {
    const Observable& observable = study.observables[static_cast<std::size_t>(output.observable)];
    const Condition& condition = study.conditions[static_cast<std::size_t>(output.condition)];
    std::string name = observable.id;
    if (study.conditions.size() > 1) name += "@" + condition.id;
    return fmt::format("{}@{}", name, output.time);
}

void require_time(const Rows& rows, std::size_t row, const Study& study, double time) {
    constexpr int kLongest = 30 * sim::kWeeksPerYear;
    if (!study.of_concord()) return;
    const int weeks = static_cast<int>(std::clamp(time, -1.0, 1.0 * kLongest));
    if (time != weeks || weeks < 0 || weeks % sim::kWeeksPerPeriod != 0)
        rows.fail(row, "time",
                  fmt::format("is not a time that Concord keeps; allowed are whole periods of four weeks, "
                              "0 to {}",
                              kLongest));
}

}  // namespace

void take_all_parameters(Study& study) {
    for (const sim::ParameterInfo& info : sim::parameter_table())
        if (info.prior != sim::Prior::kFixed) study.varied.push_back(own_prior(info));
}

void read_parameters(const std::filesystem::path& path, Study& study) {
    const LoadedCsv file(path);
    const Rows rows(file.csv, {"parameterId"},
                    {"parameterName", "parameterScale", "lowerBound", "upperBound", "nominalValue", "estimate",
                     "objectivePriorType", "objectivePriorParameters", "parameterGroup", "source"});
    rows.others(kNoOther);
    struct Seen {
        std::string id;
    };
    std::vector<Seen> seen;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string id =
            rows.id(row, "parameterId", {"run", "seed", "condition", "time", "chain", "draw", "weight", "price"});
        const std::string estimate = rows.text(row, "estimate");
        require_new(rows, row, "parameterId", seen, id);
        seen.push_back({id});
        const sim::ParameterInfo* info = info_of(rows, row, study, id);
        if (estimate == "0") {
            study.fixed.emplace_back(id, nominal(rows, row, info));
            continue;
        }
        if (!estimate.empty() && estimate != "1")
            rows.fail(row, "estimate", "is neither 1 (varied) nor 0 (fixed at nominalValue)");
        study.varied.push_back(varied_parameter(rows, row, info, id));
        try {
            (void)calibration::Space({study.varied.back()});
        } catch (const std::invalid_argument& error) {
            rows.fail(row, "parameterId", error.what());
        }
    }
    if (study.varied.empty()) file.csv.fail_at_line(0, "no parameter is varied: estimate is 0 for all");
}

void read_conditions(const std::filesystem::path& path, Study& study,
                     const std::function<Problem(const Condition&)>& judge) {
    const LoadedCsv file(path);
    std::vector<std::string_view> required = {"conditionId"};
    if (study.of_concord()) required.push_back("scenario");
    const Rows rows(file.csv, required, {"conditionName", "against", "price"});
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string id = rows.id(row, "conditionId");
        require_new(rows, row, "conditionId", study.conditions, id);
        const std::string scenario = rows.text(row, "scenario");
        if (study.of_concord() && scenario.empty()) rows.fail(row, "scenario", "is blank; a scenario is expected");
        study.conditions.push_back({.id = id,
                                    .name = rows.text(row, "conditionName"),
                                    .scenario = scenario,
                                    .price = rows.number(row, "price").value_or(0)});
        if (!(study.conditions.back().price >= 0)) rows.fail(row, "price", "is below 0");
        if (study.of_concord()) rows.require_none(row, judge(study.conditions.back()));
    }
    take_against(rows, study);
    rows.others([&](std::string_view name, int column) {
        for (const calibration::Dimension& varied : study.varied)
            if (varied.name == name)
                file.csv.fail_at_column(column, "is varied by the study, so no condition may fix it");
        if (!is_parameter(study, name)) return false;
        for (std::size_t row = 0; row < rows.size(); ++row)
            take_fixed(rows, row, name, column, study, study.conditions[row]);
        return true;
    });
}

void read_observables(const std::filesystem::path& path, Study& study,
                      const std::function<Problem(Observable&)>& judge) {
    const LoadedCsv file(path);
    std::vector<std::string_view> optional = {"observableName", "noiseFormula", "noiseDistribution",
                                              "observableTransformation", "discrepancySd"};
    optional.push_back(study.of_concord() ? "group" : "better");
    const Rows rows(file.csv, {"observableId", "observableFormula"}, optional);
    rows.others(kNoOther);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string id = rows.id(row, "observableId");
        require_new(rows, row, "observableId", study.observables, id);
        Observable observable{.id = id,
                              .name = rows.text(row, "observableName"),
                              .formula = rows.name(row, "observableFormula"),
                              .group = rows.text(row, "group"),
                              .discrepancy_sd = rows.number(row, "discrepancySd").value_or(0),
                              .noise_sd = rows.number(row, "noiseFormula")};
        if (const std::string kind = rows.text(row, "noiseDistribution"); !kind.empty() && kind != "normal")
            rows.fail(row, "noiseDistribution", "is not normal, which is what there is");
        if (const std::string kind = rows.text(row, "observableTransformation"); !kind.empty() && kind != "lin")
            rows.fail(row, "observableTransformation", "is not lin, which is what there is");
        if (!study.of_concord() && (observable.formula == "run" || observable.formula == "time"))
            rows.fail(row, "observableFormula", "is a column that tells the runs apart");
        if (const std::string better = rows.text(row, "better"); better == "lower")
            observable.better = -1;
        else if (!better.empty() && better != "higher")
            rows.fail(row, "better", "is no way to be better; allowed are higher and lower");
        if (!(observable.discrepancy_sd >= 0)) rows.fail(row, "discrepancySd", "is below 0");
        if (observable.noise_sd && !(*observable.noise_sd > 0)) rows.fail(row, "noiseFormula", "is not above 0");
        if (study.of_concord()) rows.require_none(row, judge(observable));
        study.observables.push_back(std::move(observable));
    }
}

void read_measurements(const std::filesystem::path& path, Study& study) {
    const LoadedCsv file(path);
    const Rows rows(file.csv, {"observableId", "simulationConditionId", "time", "measurement", "source"},
                    {"noiseParameters", "datasetId"});
    rows.others(kNoOther);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        Output output;
        output.observable = index_of(rows, row, "observableId", study.observables, rows.id(row, "observableId"));
        output.condition =
            index_of(rows, row, "simulationConditionId", study.conditions, rows.id(row, "simulationConditionId"));
        const auto time = rows.number(row, "time"), value = rows.number(row, "measurement");
        if (!time) rows.fail(row, "time", "is blank; a number is expected");
        if (!value) rows.fail(row, "measurement", "is blank; a number is expected");
        require_time(rows, row, study, output.time = *time);
        output.name = output_name(study, output);
        for (const Output& other : study.outputs)
            if (other.name == output.name)
                rows.fail(row, "observableId", "is measured twice under this condition at this time; give one row");
        const auto own = rows.number(row, "noiseParameters");
        const auto sd = own ? own : study.observables[static_cast<std::size_t>(output.observable)].noise_sd;
        if (!sd)
            rows.fail(row, "noiseParameters", "is blank, and its observable has no noiseFormula: an sd is expected");
        if (!(*sd > 0)) rows.fail(row, "noiseParameters", "is not above 0");
        study.measurements.push_back({.output = static_cast<int>(study.outputs.size()),
                                      .value = *value,
                                      .sd = *sd,
                                      .source = rows.name(row, "source")});
        study.outputs.push_back(std::move(output));
    }
}

void take_all_outputs(Study& study, double time) {
    for (std::size_t o = 0; o < study.observables.size(); ++o)
        for (std::size_t c = 0; c < study.conditions.size(); ++c) {
            const auto is_its = [&](const Condition& other) { return other.against == static_cast<int>(c); };
            if (std::any_of(study.conditions.begin(), study.conditions.end(), is_its)) continue;
            Output output{
                .name = {}, .observable = static_cast<int>(o), .condition = static_cast<int>(c), .time = time};
            output.name = output_name(study, output);
            study.outputs.push_back(std::move(output));
        }
}

}  // namespace concord::study
