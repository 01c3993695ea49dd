// What a run leaves behind: group-level series held in memory (small), and neighbourhood-level periods handed to an
// observer as they are finished (large). Everything is in full-scale terms: counts are already multiplied by k.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/ground/resident.h"
#include "sim/measures/conditions.h"
#include "sim/measures/flows.h"
#include "sim/measures/items.h"
#include "sim/measures/states.h"
#include "sim/world/geography.h"

namespace concord::sim {

// The groups that group-level measures are kept for, in this order: GM, districts, deprivation fifths (1 = most
// deprived, by residents over GM), adult age bands, ethnic groups.
struct GroupLayout {
    int districts = 10;
    static constexpr int kFifths = 5;
    static constexpr int kAdultBands = kAgeBands - kFirstAdultBand;  // 5
    int gm() const { return 0; }
    int district(int d) const { return 1 + d; }
    int fifth(int f) const { return 1 + districts + f; }                                  // f in [0, 5)
    int age(int band) const { return 1 + districts + kFifths + band - kFirstAdultBand; }  // band in [2, 7)
    int ethnic(int group) const { return 1 + districts + kFifths + kAdultBands + group; }
    int count() const { return 1 + districts + kFifths + kAdultBands + kEthnicGroups; }
    Cell cell(int group) const {  // what it is to a disclosure
        if (group == gm()) return {Resolution::kGreaterManchester};
        if (group < fifth(0)) return {Resolution::kDistrict};
        return {Resolution::kGreaterManchester, group < age(kFirstAdultBand) ? Breakdown::kDeprivationFifth
                                                : group < ethnic(0)          ? Breakdown::kAgeBand
                                                                             : Breakdown::kEthnicGroup};
    }
};
// "Greater Manchester", "Bolton", ..., "age 16-24", ...
std::vector<std::string> group_names(const Geography& geography);

// Group-level results of one run. Shapes in brackets; P periods of four weeks, W weeks, G groups, D districts, Y years,
// N neighbourhoods. Index 0 of a time axis that is [P+1], [W+1] or [Y+1] is the start (week 0). Adults are aged 16+.
// NaN: not defined, or a cell of fewer than ten simulated residents.
struct RunRecord {
    int weeks = 0, periods = 0, groups = 0, neighbourhoods = 0;
    std::uint32_t seed = 0;
    int scale = 1;
    std::vector<double> adults;  // [G] simulated adults x scale
    std::vector<float> outcome;  // [P+1][G][kOutcomes]; hate incidents: rate over the period (start: balance)
    std::vector<float> state_mean, state_sd;  // [P+1][G][kStates]
    std::vector<float> state_decile;          // [P+1][1+D][kStates][9] GM and districts
    std::vector<double> ledger;         // [P][G][kLedgerColumns][kStates] change of the group's mean over the period
    std::vector<double> events;         // [P][G][kEventKinds] counts in the period
    std::vector<float> weekly_outcome;  // [W+1][1+D][kOutcomes] GM and districts
    std::vector<float> neighbourhood_year;  // [Y+1][N][kOutcomes] at the end of each year (week 0 first)
    std::vector<std::string> warnings;
};

// One period of every neighbourhood, handed out while the run goes on; the views are valid during the call only.
// What may not be shown of neighbourhoods is not given: levels and changes of grievance and programme trust, incidents.
// The ledger's columns are all there; who shows them merges those that may not be shown (flows.h).
struct NeighbourhoodPeriod {
    int period = 0;  // 0 = start
    int week = 0;
    const float* adults;        // [N] simulated adults x scale
    const float* state_mean;    // [N][kStates]; NaN for states that may not be shown, as below
    const float* state_change;  // [N][kStates] since week 0
    const float* state_sd;      // [N][kStates]; NaN for states that may not be shown, as below
    const float* state_decile;  // [N][kStates][9]
    const float* item;          // [N][kItems] percent
    const float* disorder;      // [N] GM mean at start = 1
    const double* ledger;       // [N][kLedgerColumns][kStates]; all zero for period 0
};

class PeriodObserver {
  public:
    virtual ~PeriodObserver() = default;
    virtual void on_period(const NeighbourhoodPeriod& period) = 0;
};

}  // namespace concord::sim
