// What the levers cost (model.md section 6, cost): units bought x unit cost, by lever, district, year and funder, in
// pounds of one price year, and as present value at the Green Book rate. A run costs what its record says was bought;
// before anything has run there is only what is planned.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measures/record.h"
#include "sim/policy/schedule.h"

namespace concord::sim {

inline constexpr double kDiscountRate = 0.035;  // a year, HM Treasury Green Book; source "Green Book"
inline constexpr int kPriceYear = 2024;         // every cost is reported in pounds of this year

// GDP deflator of `year` relative to kPriceYear = 1. Throws std::out_of_range naming the years covered.
double deflator(int year);
int first_deflator_year();
int last_deflator_year();

struct CostLine {
    int lever = 0;  // index into Scenario::levers
    int district = 0;
    int year = 0;            // 0 = first year of the run
    double units = 0;        // bought that year
    double gbp = 0;          // real, kPriceYear prices
    double present_gbp = 0;  // discounted to the start of the run
};

struct FunderCost {
    std::string_view funder;
    double gbp = 0, present_gbp = 0;  // below 0: relieved of so much
};

struct CostReport {
    std::vector<CostLine> lines;  // every lever x district x year with units != 0, in that order
    double total_gbp = 0, present_gbp = 0;
    std::vector<double> present_by_district;  // [D]
    std::vector<double> present_by_lever;     // [levers]
    std::vector<double> units_by_lever;       // [levers]
    std::vector<FunderCost> by_funder;        // of all levers, in order of their first appearance; adds up to the total
};

// Of units bought, the record's series of that name [levers][districts][years]. Multipliers scale unit costs
// (uncertainty runs), [levers] or empty.
CostReport cost_of(const Scenario& scenario, const Series& units_bought, const std::vector<double>& multipliers = {});

// What the schedule would buy if nothing came between, and what that costs.
Series planned_units(const Geography& geography, const Scenario& scenario);
CostReport planned_cost(const Geography& geography, const Scenario& scenario);

// What a week's units cost over Greater Manchester by kind of lever, real pounds of kPriceYear; `units` as
// Simulation::units_bought has them.
std::array<double, kLeverKinds> weekly_cost(const Scenario& scenario, std::span<const double> units);

// What each lever setting is planned to cost each week over Greater Manchester, in the order weeks x levers, real
// pounds of kPriceYear. Sums to the total of planned_cost.
std::vector<double> planned_weekly_cost(const Geography& geography, const Scenario& scenario);

}  // namespace concord::sim
