#include "scenarios/validate/area_trust.h"

#include <map>

#include "scenarios/files/csv_file.h"

namespace concord::validate {
namespace {

using scenarios::LoadedCsv;

// Areas of today by the code of 2011.
std::multimap<std::string, int> areas_of_2011(const std::filesystem::path& folder, const sim::Geography& geography) {
    std::map<std::string, int> index;
    for (std::size_t a = 0; a < geography.areas.size(); ++a) index[geography.areas[a].code] = static_cast<int>(a);
    const LoadedCsv file(folder / kAreaLookupFile);
    const int then = file.csv.column("msoa11_code"), now = file.csv.column("msoa21_code");
    std::multimap<std::string, int> areas;
    for (std::size_t row = 0; row < file.csv.rows(); ++row) {
        const auto found = index.find(std::string(file.csv.text(row, now)));
        if (found == index.end()) file.csv.fail(row, now, "no area of the table has this code");
        areas.emplace(file.csv.text(row, then), found->second);
    }
    return areas;
}

}  // namespace

std::vector<AreaTrust> read_area_trust(const std::filesystem::path& folder, const sim::Geography& geography) {
    const auto areas = areas_of_2011(folder, geography);
    const LoadedCsv file(folder / kAreaTrustFile);
    const int code = file.csv.column("msoa11_code"), name = file.csv.column("msoa11_name"),
              trust = file.csv.column("prop_trust");
    std::vector<AreaTrust> out;
    for (std::size_t row = 0; row < file.csv.rows(); ++row) {
        const auto [first, last] = areas.equal_range(std::string(file.csv.text(row, code)));
        if (first == last) file.csv.fail(row, code, std::string("not in ") + kAreaLookupFile);
        AreaTrust one;
        one.name = file.csv.text(row, name);
        one.percent = 100 * file.csv.share(row, trust);
        for (auto area = first; area != last; ++area) one.areas.push_back(area->second);
        one.district = geography.areas[static_cast<std::size_t>(one.areas.front())].district;
        out.push_back(one);
    }
    return out;
}

}  // namespace concord::validate
