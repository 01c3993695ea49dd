// Columns of a file of draws as they stand there, before anything is checked: the part that the two formats share.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::scenarios {

struct DrawColumns {
    struct Column {
        std::string name;
        std::vector<double> values;  // chain by chain
    };
    std::vector<Column> columns;      // without coordinates
    std::size_t draws_per_chain = 0;  // 0: no chains
    // Throws InputError about one value, or about a row as a whole (empty column), with its place in the file.
    std::function<void(std::size_t row, const std::string& column, const std::string& problem)> refuse;
};

inline constexpr std::size_t kMostDraws = 1'000'000;

// draw, sample, chain, row: passed over, whatever they hold.
bool is_draw_coordinate(std::string_view name);

DrawColumns draw_columns_of_csv(const std::filesystem::path& path);
DrawColumns draw_columns_of_netcdf(const std::filesystem::path& path);  // reads in a process of its own

}  // namespace concord::scenarios
