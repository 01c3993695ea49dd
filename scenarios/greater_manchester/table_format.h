// File names and header lines of the table, format 1.
#pragma once

#include <array>
#include <string_view>

namespace concord::scenarios {

inline constexpr std::string_view kDistrictsFile = "districts.csv", kWardsFile = "wards.csv", kAreasFile = "areas.csv",
                                  kNeighbourhoodsFile = "neighbourhoods.csv", kCommutingFile = "commuting.csv";
inline constexpr std::array<std::string_view, 5> kTableFileNames = {kDistrictsFile, kWardsFile, kAreasFile,
                                                                    kNeighbourhoodsFile, kCommutingFile};

// Comment lines that open a file, in this order; the last two only in neighbourhoods.csv. A file that was cut short or
// edited carelessly disagrees with them.
inline constexpr std::string_view kFormatLine = "concord table 1 ";  // then the file's kind: districts, wards, ...
inline constexpr std::string_view kRowsLine = "rows ";
inline constexpr std::string_view kTotalLine = "total residents ";
inline constexpr std::string_view kSourceLine = "source: ";

}  // namespace concord::scenarios
