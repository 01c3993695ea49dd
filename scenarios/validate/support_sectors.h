// The year of support that the closed form expects, sector by sector, with what is published beside it (model.md 4.8):
// in a sample most of it is too rare to be shown. Of Greater Manchester alone, from the parameters and counts of people
// and contacts; nobody's need is in it.
#pragma once

#include <string>
#include <vector>

#include "scenarios/files/text_table.h"
#include "scenarios/validate/support_form.h"
#include "sim/policy/scenario.h"

namespace concord::validate {

struct SectorYear {
    double referrals = 0, recognised = 0, met = 0;  // in a year
    double sensitivity = 0;                         // needs recognised, of those that arise [0, 1]
    double false_alarms = 0;      // wrong referrals per 100,000 years of contact; of police, contacts; NaN where none
    double wrong_per_100000 = 0;  // residents of all ages, a year
    double positive_predictive = 0;  // right ones, of all referrals [0, 1]; NaN where there are none
};
SectorYear sector_year(const SupportYear& year, double residents, std::size_t sector);
// Of all sectors and family together; contacts of several kinds have no sum, so no false alarms (NaN).
SectorYear all_sectors_year(const SupportYear& year, double residents);

// What `concord describe support` prints: sectors, then the total beside what is published. `baseline` names whose
// baseline it is.
std::vector<scenarios::Table> support_tables(const SupportYear& year, double residents, const std::string& baseline);

// Of Greater Manchester before any lever: people counted in its population at 1:10, seed 1.
std::vector<scenarios::Table> support_tables(const sim::Geography& geography, const sim::Scenario& scenario);

}  // namespace concord::validate
