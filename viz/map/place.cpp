#include "viz/map/place.h"

#include <fmt/format.h>

#include <numeric>

namespace concord::explorer {
namespace {

const std::string& district_name(const sim::Geography& geography, int district) {
    return geography.districts.at(static_cast<std::size_t>(district)).name;
}

}  // namespace

std::string name_of(const sim::Geography& geography, const Place& place) {
    if (place.whole) return "Greater Manchester";
    const auto unit = static_cast<std::size_t>(place.unit);
    const std::string& district = district_name(geography, district_of(geography, place));
    switch (place.level) {
        case map::Level::kDistrict: return district;
        case map::Level::kWard: return fmt::format("{}, {}", geography.wards.at(unit).name, district);
        case map::Level::kArea: return fmt::format("{}, {}", geography.areas.at(unit).name, district);
        case map::Level::kNeighbourhood: {
            const auto& at = geography.neighbourhoods.at(unit);
            return fmt::format("{} ({})", at.name, geography.areas.at(static_cast<std::size_t>(at.area)).name);
        }
    }
    return {};
}

std::string code_of(const sim::Geography& geography, const Place& place) {
    if (place.whole) return "gm";
    const auto unit = static_cast<std::size_t>(place.unit);
    switch (place.level) {
        case map::Level::kDistrict: return geography.districts.at(unit).code;
        case map::Level::kWard: return geography.wards.at(unit).code;
        case map::Level::kArea: return geography.areas.at(unit).code;
        case map::Level::kNeighbourhood: return geography.neighbourhoods.at(unit).code;
    }
    return {};
}

std::vector<int> neighbourhoods_of(const sim::Geography& geography, const Place& place) {
    std::vector<int> all(geography.neighbourhoods.size());
    std::iota(all.begin(), all.end(), 0);
    if (place.whole) return all;
    const auto units = map::units_of(geography, place.level);
    std::erase_if(all, [&](int n) { return units[static_cast<std::size_t>(n)] != place.unit; });
    return all;
}

int district_of(const sim::Geography& geography, const Place& place) {
    if (place.whole) return -1;
    const auto unit = static_cast<std::size_t>(place.unit);
    switch (place.level) {
        case map::Level::kDistrict: return place.unit;
        case map::Level::kWard: return geography.wards.at(unit).district;
        case map::Level::kArea: return geography.areas.at(unit).district;
        case map::Level::kNeighbourhood: return geography.neighbourhoods.at(unit).district;
    }
    return -1;
}

const char* level_name(map::Level level) {
    constexpr const char* names[] = {"neighbourhood", "area", "ward", "district"};
    return names[static_cast<std::size_t>(level)];
}

const char* level_plural(map::Level level) {
    constexpr const char* names[] = {"neighbourhoods", "areas", "wards", "districts"};
    return names[static_cast<std::size_t>(level)];
}

}  // namespace concord::explorer
