// Who lives in a neighbourhood (model.md section 3.1, persons): residents by fine age band and ethnic group, with
// exactly the neighbourhood's census margins, each first scaled to its residents count.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/world/geography.h"

namespace concord::sim {

// Residents of a neighbourhood, [group][fine age band].
struct AgeByGroup {
    std::array<std::array<int, kFineAgeBands>, kEthnicGroups> count{};

    int of_age(int fine) const;
    int of_group(int group) const;
    int total() const;
    int adults() const;  // aged 16 and over
};

// A neighbourhood's margins after scaling to its residents count by largest remainders (ONS perturbs each table apart).
struct Margins {
    std::array<int, kCensusAgeBands> age{};
    std::array<int, kEthnicGroups> ethnic_group{};
};
std::vector<Margins> scaled_margins(const Geography& geography);

// How far scaling went: the sum over cells and the largest of |scaled - published|, persons.
std::vector<std::string> describe_scaling(const Geography& geography, const std::vector<Margins>& margins);

// Fine ages: an area's census bands are split among its neighbourhoods in proportion to its fine bands; joint table:
// iterative proportional fitting from a seed of independence. Both are rounded without bias and keep their margins
// exact: neighbourhood x census band, area x fine band (scaled to the former), neighbourhood x ethnic group.
std::vector<AgeByGroup> persons_by_age_and_group(const Geography& geography, const std::vector<Margins>& margins,
                                                 std::uint32_t seed);

}  // namespace concord::sim
