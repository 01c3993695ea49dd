// What a run leaves behind: group-level series held in memory (small), and neighbourhood-level periods handed to an
// observer as they are finished (large). Everything is in full-scale terms: counts are already multiplied by k.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/ground/resident.h"
#include "sim/measures/items.h"
#include "sim/world/geography.h"

namespace concord::sim {

// The ledger of change: why the mean of a state moved. Columns add up to the change within 1e-6.
enum LedgerColumn : int {
    kLedgerReturn = 0,
    kLedgerInfluence,
    kLedgerContact,
    kLedgerPolicing,
    kLedgerEngagement,
    kLedgerHostility,
    kLedgerNews,     // zero until the scenario brings events
    kLedgerSupport,  // zero until support is modelled
    kLedgerTurnover,
    kLedgerBounds,
};
inline constexpr int kLedgerColumns = 10;
inline constexpr std::array<std::string_view, kLedgerColumns> kLedgerNames = {
    "return", "influence", "contact", "policing", "engagement", "hostility", "news", "support", "turnover", "bounds"};

// Section 9: what incidents, news and support did is not shown below district level. Its columns are one there with
// that of moves, which every neighbourhood has, so that the columns still add up.
constexpr bool counted_with_moves(int column) {
    return column == kLedgerHostility || column == kLedgerNews || column == kLedgerSupport;
}

// Counts of what happened, full scale.
enum EventKind : int {
    kEventStops = 0,
    kEventUnfairStops,
    kEventServiceContacts,
    kEventPatrolContacts,
    kEventSeats,          // community engagement seats filled
    kEventPlaces,         // bridging places filled
    kEventHateIncidents,  // true
    kEventHateRecorded,   // their measured twin
    kEventMoves,          // residents aged 10+ who moved in
};
inline constexpr int kEventKinds = 9;
inline constexpr std::array<std::string_view, kEventKinds> kEventNames = {
    "stops",           "unfair_stops",  "service_contacts",
    "patrol_contacts", "seats",         "bridging_places",
    "hate_incidents",  "hate_recorded", "moves"};

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
// Section 9: grievance and programme trust are given as change since week 0, never as levels, and incidents not at all.
struct NeighbourhoodPeriod {
    int period = 0;  // 0 = start
    int week = 0;
    const float* adults;        // [N] simulated adults x scale
    const float* state_mean;    // [N][kStates], NaN for g and h
    const float* state_change;  // [N][kStates] since week 0
    const float* state_sd;      // [N][kStates], NaN for g and h
    const float* state_decile;  // [N][kStates][9], NaN for g and h
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
