// Counts of what happened, full scale.
#pragma once

#include "sim/measures/measure_info.h"

namespace concord::sim {

enum EventKind : int {
    kEventStops = 0,
    kEventUnfairStops,
    kEventServiceContacts,
    kEventPatrolContacts,
    kEventSeats,
    kEventPlaces,
    kEventHateIncidents,
    kEventHateRecorded,
    kEventMoves,
};
inline constexpr int kEventKinds = 9;

// clang-format off
inline constexpr std::array<MeasureInfo, kEventKinds> kEventTable = {{
    {.name = "stops", .title = "Stops", .unit = "count",
     .meaning = "stops of residents by police", .disclosure = kShownToDistricts},
    {.name = "unfair_stops", .title = "Unfair stops", .unit = "count",
     .meaning = "stops felt as unfair", .better = -1, .disclosure = kShownToDistricts},
    {.name = "service_contacts", .title = "Service contacts", .unit = "count",
     .meaning = "calls to the police by residents", .disclosure = kShownToDistricts},
    {.name = "patrol_contacts", .title = "Patrol contacts", .unit = "count",
     .meaning = "brief contacts with a patrol", .disclosure = kShownToDistricts},
    {.name = "seats", .title = "Engagement seats", .unit = "count",
     .meaning = "community engagement seats filled", .disclosure = kShownToDistricts},
    {.name = "bridging_places", .title = "Bridging places", .unit = "count",
     .meaning = "places of bridging programmes filled", .disclosure = kShownToDistricts},
    {.name = "hate_incidents", .title = "Hate incidents, recorded or not", .unit = "count",
     .meaning = "all incidents, recorded or not", .better = -1, .disclosure = kShownToDistricts},
    {.name = "hate_recorded", .title = "Recorded hate incidents", .unit = "count",
     .meaning = "incidents that reach the records", .disclosure = kShownToDistricts},
    {.name = "moves", .title = "Moves", .unit = "count",
     .meaning = "residents aged 10 and over who moved in", .disclosure = kShownToDistricts},
}};
// clang-format on
inline constexpr auto kEventNames = names_of(kEventTable);
static_assert(all_consistent(kEventTable));

}  // namespace concord::sim
