// Greater Manchester as figures (model.md section 2, space): neighbourhoods (LSOA 2021) nested in areas (MSOA 2021),
// wards and districts, with their census margins. Plain data, filled by a reader of tables
// (scenarios/greater_manchester) or by a test; `check` says what is wrong with it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/ground/resident.h"

namespace concord::sim {

struct District {
    std::string code, name;       // E08000001, Bolton
    double inactive_retired = 0;  // of the economically inactive aged 16+: share retired [0, 1] (TS066)
    double inactive_student = 0;  // share students [0, 1] (TS066)
};

struct Ward {
    std::string code, name;
    int district = 0;  // index into Geography::districts
};

struct Area {
    std::string code, name;  // E02000984, House of Commons Library name
    int district = 0;
    std::array<double, kFineAgeBands>
        age{};              // residents by fine age band (TS007); refines the neighbourhoods' six bands
    double jobs = 0;        // workers who come to work here from GM or outside (Census 2011 flows, persons)
    double outside_gm = 0;  // share of commuters living here who work outside GM [0, 1]
};

struct Neighbourhood {
    std::string code, name;  // E01004766, Bolton 005A
    int area = 0, ward = 0, district = 0;
    double easting = 0, northing = 0;  // population-weighted centroid, British National Grid, metres
    double area_km2 = 0;
    int residents = 0, residents_communal = 0;
    int households = 0;
    std::array<int, 8> household_size{};             // households of 1, 2, ... 7, 8 or more residents (TS017)
    std::array<int, kCensusAgeBands> age{};          // residents by the six census bands
    std::array<int, kEthnicGroups> ethnic_group{};   // residents (TS021)
    int employed = 0, unemployed = 0, inactive = 0;  // residents aged 16+ (TS066, reconstructed)
    int students = 0;                                // full-time students aged 16+ (TS062), all activities
    int work_at_home = 0, in_work = 0;      // workers mainly at home; all in employment (TS058, a lockdown figure)
    double churn = 0;                       // share of residents aged 1+ who lived elsewhere a year ago [0, 1] (TS019)
    double imd_score = 0, crime_score = 0;  // IoD 2025
    double antisocial_behaviour_rate = 0;   // police-recorded, per 1,000 (IoD 2025 indicator)
    double criminal_damage_rate = 0, public_order_rate = 0;
    int primary_schools = 0, primary_places = 0;  // GIAS 2025; places = pupils on roll (blank ones at the phase's mean)
    int secondary_schools = 0, secondary_places = 0;  // secondary and all-through
    int colleges = 0, universities = 0;               // sixth-form and further-education colleges; universities
};

// Share of commuters between areas: proportional to jobs x exp(-decay x km^power), balanced on jobs (section 3.2).
struct CommutingModel {
    double decay = 0.2;  // per km^power
    double power = 1.0;
    double fitted_share_by_district_pair = 0;  // share of 2011 commuters placed in the right pair of districts [0, 1]
};

struct Geography {
    std::vector<District> districts;  // in order of code
    std::vector<Ward> wards;
    std::vector<Area> areas;                    // in order of district, then code
    std::vector<Neighbourhood> neighbourhoods;  // in order of area, then code: so areas and districts are contiguous
    CommutingModel commuting;
    std::string source;  // one line: where the figures come from

    int total_residents() const;
};

// Districts that border on each, ascending, [districts]: two do where the nearest neighbourhood of another district,
// from some neighbourhood of either, is in the other. No boundaries are needed; of GM's ten it finds those that border.
std::vector<std::vector<int>> neighbouring_districts(const Geography& geography);

// What is wrong with the figures themselves, as sentences naming the code; empty when nothing is: order, parents known,
// unique codes, no negative count, margins within 5 % of residents, at least one household.
std::vector<std::string> check(const Geography& geography);

}  // namespace concord::sim
