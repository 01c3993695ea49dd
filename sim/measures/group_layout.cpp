#include "sim/measures/group_layout.h"

#include <algorithm>
#include <numeric>

namespace concord::sim {

std::vector<std::string> group_names(const Geography& geography) {
    std::vector<std::string> names{"Greater Manchester"};
    for (const auto& d : geography.districts) names.push_back(d.name);
    for (int f = 1; f <= GroupLayout::kFifths; ++f)
        names.push_back("deprivation fifth " + std::to_string(f) +
                        (f == 1                      ? " (most deprived)"
                         : f == GroupLayout::kFifths ? " (least deprived)"
                                                     : ""));
    for (int b = kFirstAdultBand; b < kAgeBands; ++b) names.push_back("age " + std::string(kAgeBandNames[b]));
    for (std::string name : {"Asian", "Black", "Mixed", "White", "Other"}) names.push_back("ethnic group " + name);
    names.emplace_back("households with children");
    names.emplace_back("households without children");
    return names;
}

std::vector<std::string> group_kinds(const GroupLayout& layout) {
    std::vector<std::string> kinds;
    for (int group = 0; group < layout.count(); ++group)
        kinds.emplace_back(group == layout.gm()                      ? "Greater Manchester"
                           : group < layout.fifth(0)                 ? "district"
                           : group < layout.age(kFirstAdultBand)     ? "deprivation fifth"
                           : group < layout.ethnic(0)                ? "age band"
                           : group < layout.household(kWithChildren) ? "ethnic group"
                                                                     : "household");
    return kinds;
}

std::vector<int> deprivation_fifths(const Geography& geography) {
    const auto& places = geography.neighbourhoods;
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return places[a].imd_score > places[b].imd_score; });
    double all = 0, before = 0;
    for (const auto& n : places) all += n.residents;
    std::vector<int> fifth(places.size());
    for (const auto n : order) {  // a neighbourhood belongs where its middle resident does
        fifth[n] = std::min(GroupLayout::kFifths - 1,
                            static_cast<int>((before + places[n].residents / 2.0) / all * GroupLayout::kFifths));
        before += places[n].residents;
    }
    return fifth;
}

}  // namespace concord::sim
