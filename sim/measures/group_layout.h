// The groups that measures are kept for, and what a disclosure calls each.
#pragma once

#include <string>
#include <vector>

#include "sim/ground/resident.h"
#include "sim/measures/disclosure.h"
#include "sim/world/geography.h"

namespace concord::sim {

// The groups that group-level measures are kept for, in this order: GM, districts, deprivation fifths (1 = most
// deprived, by residents over GM), adult age bands, ethnic groups, households with and without a resident under 16.
struct GroupLayout {
    int districts = 10;
    static constexpr int kFifths = 5;
    static constexpr int kAdultBands = kAgeBands - kFirstAdultBand;  // 5
    int gm() const { return 0; }
    int district(int d) const { return 1 + d; }
    int fifth(int f) const { return 1 + districts + f; }                                  // f in [0, 5)
    int age(int band) const { return 1 + districts + kFifths + band - kFirstAdultBand; }  // band in [2, 7)
    int ethnic(int group) const { return 1 + districts + kFifths + kAdultBands + group; }
    int household(HouseholdKind kind) const { return 1 + districts + kFifths + kAdultBands + kEthnicGroups + kind; }
    int count() const { return 1 + districts + kFifths + kAdultBands + kEthnicGroups + kHouseholdKinds; }
    Cell cell(int group) const {  // what it is to a disclosure
        if (group == gm()) return {Resolution::kGreaterManchester};
        if (group < fifth(0)) return {Resolution::kDistrict};
        return {Resolution::kGreaterManchester, group < age(kFirstAdultBand)       ? Breakdown::kDeprivationFifth
                                                : group < ethnic(0)                ? Breakdown::kAgeBand
                                                : group < household(kWithChildren) ? Breakdown::kEthnicGroup
                                                                                   : Breakdown::kHousehold};
    }
};
// "Greater Manchester", "Bolton", ..., "age 16-24", ...
std::vector<std::string> group_names(const Geography& geography);
// What kind of group each is: "Greater Manchester", "district", "deprivation fifth", "age band", "ethnic group",
// "household".
std::vector<std::string> group_kinds(const GroupLayout& layout);

// Deprivation fifth of each neighbourhood, 0 = most deprived, each holding a fifth of GM's residents as nearly as whole
// neighbourhoods allow; ties by order.
std::vector<int> deprivation_fifths(const Geography& geography);

}  // namespace concord::sim
