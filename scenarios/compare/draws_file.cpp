#include "scenarios/compare/draws_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scenarios/compare/draws_columns.h"
#include "scenarios/files/checked_table.h"
#include "scenarios/files/checksum.h"
#include "scenarios/files/input_error.h"
#include "sim/parameters/allowed.h"

namespace concord::scenarios {
namespace {

constexpr std::array<std::string_view, 4> kCoordinates = {"draw", "sample", "chain", "row"};
constexpr std::string_view kWeight = "weight";

DrawColumns columns_of(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) throw InputError(path.string(), 0, 0, "no such file");
    if (!std::filesystem::is_regular_file(path, error))
        throw InputError(path.string(), 0, 0, "is not an ordinary file");
    return path.extension() == ".csv" ? draw_columns_of_csv(path) : draw_columns_of_netcdf(path);
}

void require_lengths(const std::filesystem::path& path, const DrawColumns& draws) {
    const DrawColumns::Column& first = draws.columns.at(0);
    if (first.values.empty())
        throw InputError(path.string(), 0, 0, fmt::format("variable {} has no draws", first.name));
    for (const DrawColumns::Column& column : draws.columns)
        if (column.values.size() != first.values.size())
            throw InputError(path.string(), 0, 0,
                             fmt::format("variable {} has {} draws, {} has {}", column.name, column.values.size(),
                                         first.name, first.values.size()));
}

std::vector<double> cumulated(const DrawColumns& draws, const DrawColumns::Column& weights) {
    std::vector<double> sums;
    double sum = 0;
    for (std::size_t row = 0; row < weights.values.size(); ++row) {
        const double weight = weights.values[row];
        if (!(weight >= 0 && std::isfinite(weight)))
            draws.refuse(row, weights.name, fmt::format("weight is {}; allowed is 0 or more", weight));
        sums.push_back(sum += weight);
    }
    if (!(sum > 0 && std::isfinite(sum)))
        draws.refuse(0, weights.name, fmt::format("the weights sum to {}; above 0 is needed", sum));
    return sums;
}

void set_parameter(const std::filesystem::path& path, const DrawColumns& draws, const DrawColumns::Column& column,
                   DrawsFile& file) {
    std::vector<std::string_view> names;
    for (const auto& info : sim::parameter_table()) names.push_back(info.name);
    const sim::ParameterInfo* info = sim::find_parameter(column.name);
    if (info == nullptr)
        throw InputError(path.string(), 0, 0,
                         fmt::format("variable {} is no parameter{}", column.name, suggestion(column.name, names)));
    for (std::size_t row = 0; row < column.values.size(); ++row) {
        const double value = column.values[row];
        if (!sim::allows(*info, value))
            draws.refuse(
                row, column.name,
                fmt::format("{} is {}; allowed is {:.12g} to {:.12g}", column.name, value, info->low, info->high));
        sim::set(file.rows[row], *info, value);
    }
    file.parameters.push_back(column.name);
}

}  // namespace

bool is_draw_coordinate(std::string_view name) {
    return std::find(kCoordinates.begin(), kCoordinates.end(), name) != kCoordinates.end();
}

DrawsFile read_draws(const std::filesystem::path& path) {
    const DrawColumns draws = columns_of(path);
    DrawsFile file{.path = path,
                   .checksum = sha256_of_file(path),
                   .source = {},
                   .parameters = {},
                   .rows = {},
                   .cumulative_weight = {}};
    file.source = fmt::format("{} (SHA-256 {})", path.filename().string(), file.checksum);
    if (!draws.columns.empty()) {
        require_lengths(path, draws);
        file.rows.assign(draws.columns[0].values.size(), sim::default_parameters());
    }
    for (const DrawColumns::Column& column : draws.columns) {
        if (column.name == kWeight)
            file.cumulative_weight = cumulated(draws, column);
        else
            set_parameter(path, draws, column, file);
    }
    if (file.parameters.empty())
        throw InputError(path.string(), 0, 0, "has no parameter; `concord describe parameters` lists their names");
    return file;
}

}  // namespace concord::scenarios
