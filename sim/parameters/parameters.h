// Behaviour parameters (model.md section 8): one table, one set for every resident. Each is declared in the header of
// its process in sim/parameters/, field and row in one place. `concord describe parameters` and docs/ODD.md print the
// table. Structure that is not varied (how many talks a week, the age pattern of stops, bounds of the odds of contact)
// stands as named constants beside the process it belongs to; the ODD lists it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/parameters/contact.h"
#include "sim/parameters/coupling.h"
#include "sim/parameters/delivery.h"
#include "sim/parameters/engagement.h"
#include "sim/parameters/friendships.h"
#include "sim/parameters/hostility.h"
#include "sim/parameters/influence.h"
#include "sim/parameters/initial_state.h"
#include "sim/parameters/items.h"
#include "sim/parameters/monitoring.h"
#include "sim/parameters/news.h"
#include "sim/parameters/personal_change.h"
#include "sim/parameters/policing.h"
#include "sim/parameters/practice.h"
#include "sim/parameters/programme.h"
#include "sim/parameters/recognition.h"
#include "sim/parameters/return.h"
#include "sim/parameters/support.h"
#include "sim/parameters/turnover.h"

namespace concord::sim {

template <class... Groups>
struct ParametersOf : Groups... {};
// Of every process, in the order of the table.
using Parameters = ParametersOf<ReturnParameters, CouplingParameters, PersonalChangeParameters, InfluenceParameters,
                                FriendsAndNeighboursParameters, ContactParameters, PolicingParameters,
                                EngagementParameters, DeliveryParameters, PracticeParameters, HostilityParameters,
                                NewsParameters, SupportParameters, RecognitionParameters, TurnoverParameters,
                                InitialStateParameters, ItemParameters, ProgrammeParameters, MonitoringParameters>;

// A row of the whole table, whatever its process.
struct ParameterInfo {
    std::string name;  // as in Parameters; states are appended: deprivation_slope_neighbour_trust
    const ParameterGroup* group;
    std::string symbol;   // of model.md, may be empty
    std::string section;  // of model.md: "4.3"
    std::string meaning, unit;
    double value;  // default
    Prior prior;
    double low, high;                                // of the prior; allowed values of an override as well
    char grade;                                      // A, B, C or - (row.h)
    std::string source;                              // ids of the evidence base, or "assumption"
    double Parameters::*field;                       // scalar parameters
    std::array<double, kStates> Parameters::*array;  // by-state parameters (then `state` is its index)
    int state;
};

std::span<const ParameterInfo> parameter_table();                        // process by process
std::span<const ParameterInfo> parameters_of(std::string_view process);  // empty when there is no such process
std::span<const ParameterGroup> parameter_groups();                      // in the order of the table
const ParameterInfo* find_parameter(std::string_view name);              // nullptr when there is none
double get(const Parameters& parameters, const ParameterInfo& info);
void set(Parameters& parameters, const ParameterInfo& info, double value);

Parameters default_parameters();
// One draw from the priors, a pure function of (seed, draw). Draw 0 is a draw like any other. Every point of the
// priors' ranges is a legal run.
Parameters draw_from_priors(std::uint32_t seed, std::uint32_t draw);
// The same of another table: a row more, fewer or elsewhere moves no other row's draw.
Parameters draw_from_priors(std::span<const ParameterInfo> table, std::uint32_t seed, std::uint32_t draw);
// Of one parameter, by its name and prior alone.
double prior_draw(const ParameterInfo& info, std::uint32_t seed, std::uint32_t draw);
std::string_view prior_name(Prior prior);

}  // namespace concord::sim
