// A further measure: a room of one file. sim/measures/NAME_measure.cpp defines `Measure measures::NAME()`, its row and
// its function, and the build puts every such file into further_measures(); no list is edited. Every run's outcomes
// then have one more column: in results files, runs of a comparison, comparison.h5 and comparison.csv, with its title
// and unit, and shown where its disclosure lets it.
#pragma once

#include <span>
#include <vector>

#include "sim/measures/group_layout.h"
#include "sim/measures/outcome_sums.h"

namespace concord::sim {

// What a measure reads: the groups at the end of a period.
struct GroupsOfPeriod {
    const GroupLayout& layout;
    std::span<const AdultSums> adults;  // [G]
    std::span<const EventRow> events;   // [G] in the period, of simulated residents; at the start incidents alone
    std::span<const double> residents;  // [G] simulated, all ages (age groups: of that band)
};

struct Measure {
    MeasureInfo info{};
    void (*put)(const GroupsOfPeriod& period, std::span<float> by_group) = nullptr;  // [G]; comes as NaN, not defined
};

std::span<const Measure> further_measures();
// The rows along Axis::kOutcome: the headline outcomes, then these measures.
std::vector<MeasureInfo> outcome_rows(std::span<const Measure> further = further_measures());

}  // namespace concord::sim
