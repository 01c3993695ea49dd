// Published estimates of trust by area in five districts (Onward, Good Neighbours, 2023; CC BY 4.0): a file of
// another's that the program reads where it is given one, and does not carry.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/world/geography.h"

namespace concord::validate {

// One area of 2011 (MSOA), and the areas of today that it has become.
struct AreaTrust {
    std::string name;
    int district = 0;
    std::vector<int> areas;  // indices into Geography::areas
    double percent = 0;      // of adults: people can almost always or usually be trusted
};

inline constexpr const char* kAreaTrustFile = "social_trust_msoa11.csv";
inline constexpr const char* kAreaLookupFile = "lookup_msoa11_msoa21.csv";

// Reads both files from the folder. Throws scenarios::InputError with file and line for a missing file or column, a
// share outside [0, 1], or an area that the geography does not have.
std::vector<AreaTrust> read_area_trust(const std::filesystem::path& folder, const sim::Geography& geography);

}  // namespace concord::validate
