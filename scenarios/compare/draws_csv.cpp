// Draws from comma-separated text: a header of parameter names, one row a draw.
#include <fmt/format.h>

#include <memory>

#include "scenarios/compare/draws_columns.h"
#include "scenarios/files/csv_file.h"

namespace concord::scenarios {

DrawColumns draw_columns_of_csv(const std::filesystem::path& path) {
    const auto file = std::make_shared<LoadedCsv>(path);  // kept by `refuse`, for places
    const CsvFile& csv = file->csv;
    if (csv.rows() > kMostDraws)
        csv.fail_at_line(0, fmt::format("has {} rows; at most {} are read", csv.rows(), kMostDraws));
    DrawColumns draws;
    for (const std::string_view name : csv.column_names()) {
        if (is_draw_coordinate(name)) continue;
        const int column = csv.column(name);
        DrawColumns::Column& values = draws.columns.emplace_back(DrawColumns::Column{std::string(name), {}});
        for (std::size_t row = 0; row < csv.rows(); ++row) values.values.push_back(csv.number(row, column));
    }
    draws.refuse = [file](std::size_t row, const std::string& column, const std::string& problem) {
        if (column.empty()) throw InputError(file->csv.name(), file->csv.line_of(row), 0, problem);
        file->csv.fail(row, file->csv.column(column), problem);
    };
    return draws;
}

}  // namespace concord::scenarios
