// What residents do (model.md section 3.1, activity): pre-school, school, college or university, employed, unemployed,
// retired or otherwise inactive, consistent with age and with each neighbourhood's counts.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/world/households.h"
#include "sim/world/persons.h"
#include "sim/world/population_parameters.h"

namespace concord::sim {

// Residents aged 16 and over of a neighbourhood by activity. Employed, unemployed and inactive are the census counts
// scaled to the residents aged 16 and over by largest remainders; as in the census, students who work are employed and
// those who seek work unemployed. The inactive are split: a district's share of students (TS066) over its
// neighbourhoods in proportion to their full-time students (TS062), its share of retired in proportion to residents
// aged 65 and over and, at 0.3, 60-64.
struct ActivityTotals {
    int employed = 0, unemployed = 0, student = 0, retired = 0, inactive = 0;
};
std::vector<ActivityTotals> activity_totals(const Geography& geography, const std::vector<AgeByGroup>& persons);

// Assigns an activity to every resident: students the youngest first (mostly 16-17, then 18-24), retired the oldest
// first (so those aged 65 and over before any younger), the others at random. Under fives are pre-school (a
// four-year-old cannot be told from a three-year-old), 5-15 at school.
void assign_activity(NeighbourhoodPopulation& population, const AgeByGroup& persons, const ActivityTotals& totals,
                     const PopulationParameters& parameters, std::uint32_t seed, std::uint32_t number);

}  // namespace concord::sim
