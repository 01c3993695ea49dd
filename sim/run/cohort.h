// Those whom levers reach (model.md section 6): residents who took a seat or place, met a patrol, or met officers whom
// a lever has changed, and who still live where they did. Kept as a bit a kind of lever and resident during a run; what
// is handed out are means over a cohort, beside those of the same residents in another future, never persons.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/ground/memory.h"
#include "sim/measures/record.h"
#include "sim/policy/schedule.h"
#include "sim/processes/pending.h"

namespace concord::sim {

struct Start;
struct SimulationState;

// A bit a kind of lever.
using LeverBits = std::uint16_t;
static_assert(kLeverKinds <= 16);
constexpr LeverBits kind_bit(LeverKind kind) { return static_cast<LeverBits>(1u << static_cast<unsigned>(kind)); }

// Kinds of lever in force that reach a resident of neighbourhood n to whom these events happen in the week.
inline LeverBits kinds_reaching(const LeverWeek& levers, std::size_t n, std::uint32_t events) {
    using enum LeverKind;
    if (!levers.any) return 0;
    const auto any_of = [&](std::uint32_t kinds) { return (events & kinds) != 0; };
    constexpr std::uint32_t kStop = event_bit(kEventStops), kService = event_bit(kEventServiceContacts),
                            kPatrol = event_bit(kEventPatrolContacts);
    LeverBits kinds = 0;
    if (any_of(event_bit(kEventSeats))) kinds |= kind_bit(kCommunityEngagement);
    if (any_of(event_bit(kEventPlaces))) kinds |= kind_bit(kBridgingProgrammes);
    if (any_of(event_bit(kEventCircles))) kinds |= kind_bit(kEsolCircles);
    if (any_of(kPatrol)) kinds |= kind_bit(kNeighbourhoodPolicing);
    if (levers.trained[n] > 0 && any_of(kStop | kService | kPatrol)) kinds |= kind_bit(kProceduralJusticeTraining);
    const bool other_stops = levers.stop_multiple[n] != 1 || levers.fair_share_change[n] != 0;
    if ((other_stops && any_of(kStop)) || (levers.satisfaction_change[n] != 0 && any_of(kService)))
        kinds |= kind_bit(kStopAndSearch);
    return kinds;
}

// Of the adults of a cohort: the means of the eight states, then the headline outcomes that neighbourhoods keep.
inline constexpr std::size_t kCohortMeasures = kStates + kPlaceOutcomes.size();
using CohortMeans = std::array<double, kCohortMeasures>;
inline constexpr auto kCohortNames = [] {
    std::array<std::string_view, kCohortMeasures> names{};
    for (std::size_t s = 0; s < kStates; ++s) names[s] = kStateNames[s];
    for (std::size_t k = 0; k < kPlaceOutcomes.size(); ++k) names[kStates + k] = kPlaceOutcomeTable[k].name;
    return names;
}();
// Where a headline outcome that neighbourhoods keep (kPlaceOutcomes) stands among them.
constexpr std::size_t cohort_measure_of(int outcome) {
    const auto* const at = std::find(kPlaceOutcomes.begin(), kPlaceOutcomes.end(), outcome);
    return kStates + static_cast<std::size_t>(at - kPlaceOutcomes.begin());
}

struct Participants {
    double residents = 0;           // adults reached and still living there, full scale
    CohortMeans with{}, without{};  // of them in this future, and in the other; NaN for fewer than kFewestInCell adults
};

// Of those whom levers of `kinds` have reached by the end of a run, beside their states in another run from the same
// start, at the same week: `other`, [T].
Participants participants_of(const Start& start, const SimulationState& run, LeverBits kinds,
                             const Column<ResidentState>& other);

// Means over the adults of some neighbourhoods together, of what may be shown of a neighbourhood, in this future and in
// another from the same start; NaN for fewer than kFewestInCell adults.
using PlaceMeans = std::array<double, kPlaceOutcomes.size()>;
struct PairedPlaces {
    PlaceMeans with{}, without{};
};
PairedPlaces places_of(const Start& start, const SimulationState& run, std::span<const int> neighbourhoods,
                       const Column<ResidentState>& other);

}  // namespace concord::sim
