// What each scenario buys and what that costs (model.md section 6, cost), side by side: for `compare`, `scenario list
// --costs` and docs/scenarios.md.
#pragma once

#include <string>
#include <vector>

#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

// What one lever of a scenario buys over the run, in pounds of sim::kPriceYear.
struct BoughtLever {
    std::string lever, how_much, where, unit;    // title, its first field in words, reach_of, "1,000 seats"
    std::string source;                          // of the unit cost
    double units = 0, units_in_a_full_year = 0;  // the last year, when every ramp is over
    double gbp = 0, present_gbp = 0;
};
std::vector<BoughtLever> bought_by(const sim::Scenario& scenario, const sim::Geography& geography);

struct PaidShare {
    std::string funder;
    double present_gbp = 0;  // below 0: relieved of so much
};
// In order of the funders' first appearance; adds up to what the scenario costs.
std::vector<PaidShare> paid_by(const sim::Scenario& scenario, const sim::Geography& geography);

// A Markdown table, one row a lever and a total a scenario: units bought over the run and in a full year, pounds of
// sim::kPriceYear, present value, present value per resident and year.
std::string units_table(const std::vector<sim::Scenario>& scenarios, const sim::Geography& geography);

// Who pays: a Markdown table, one row a scenario that costs anything, a column a funder, present value in millions of
// pounds of sim::kPriceYear; below 0 who is relieved. Empty where nothing is bought.
std::string funders_table(const std::vector<sim::Scenario>& scenarios, const sim::Geography& geography);

// "all districts: most deprived 20 %": where a lever is turned.
std::string reach_of(const sim::LeverSetting& setting, const sim::Geography& geography);

}  // namespace concord::scenarios
