#include "sim/policy/costs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/ground/maths.h"

namespace concord::sim {
namespace {

constexpr int kFirstYear = 2000;

// GDP deflators at market prices, calendar years, 2024 = 100: HM Treasury, "GDP deflators at market prices, and money
// GDP", December 2025 (Quarterly National Accounts), as copied in the public repository charlescoverdale/greenbook
// (inst/extdata/gdp_deflator.csv) and checked against the financial-year series of the March 2026 release. 2025 is not
// a published calendar-year figure: that one could not be read, so the growth of the financial year 2025-26 over
// 2024-25, 3.2388 % (Office for Budget Responsibility forecast, March 2026 release), stands in.
constexpr std::array<double, 26> kDeflators = {
    54.8102, 55.7479, 56.9110, 58.2660, 59.8584, 61.5718, 63.4682,  64.7322, 66.8900,  // 2000 to 2008
    68.2170, 69.1217, 70.8340, 71.9294, 73.4795, 74.6524, 75.1536,  76.4554, 77.6367,  // 2009 to 2017
    79.1606, 81.1085, 85.2137, 85.6358, 90.5005, 96.2507, 100.0000, 103.2388};         // 2018 to 2025

// What a unit costs in pounds of kPriceYear.
std::vector<double> real_unit_costs(const Scenario& scenario, const std::vector<double>& multipliers) {
    if (!multipliers.empty() && multipliers.size() != scenario.levers.size())
        throw std::invalid_argument("costs: one multiplier a lever, or none");
    std::vector<double> costs;
    for (std::size_t lever = 0; lever < scenario.levers.size(); ++lever) {
        const UnitCost& cost = scenario.levers[lever].cost;
        const double multiplier = multipliers.empty() ? 1 : multipliers[lever];
        costs.push_back(multiplier * cost.gbp / deflator(cost.price_year));
    }
    return costs;
}

void add_to_totals(const CostLine& line, CostReport& report) {
    report.total_gbp += line.gbp;
    report.present_gbp += line.present_gbp;
    report.present_by_district[line.district] += line.present_gbp;
    report.present_by_lever[line.lever] += line.present_gbp;
    report.units_by_lever[line.lever] += line.units;
}

// A lever's cost by who pays it, an entry each.
void add_to_funders(const LeverInfo& lever, const CostLine& line, std::vector<FunderCost>& by_funder) {
    for (const FunderShare& part : lever.paid_by()) {
        const auto found = std::find_if(by_funder.begin(), by_funder.end(),
                                        [&](const FunderCost& known) { return known.funder == part.funder; });
        FunderCost& entry = found != by_funder.end() ? *found : by_funder.emplace_back(FunderCost{part.funder});
        entry.gbp += part.share * line.gbp;
        entry.present_gbp += part.share * line.present_gbp;
    }
}

}  // namespace

int first_deflator_year() { return kFirstYear; }
int last_deflator_year() { return kFirstYear + static_cast<int>(kDeflators.size()) - 1; }

double deflator(int year) {
    if (year < first_deflator_year() || year > last_deflator_year())
        throw std::out_of_range("no GDP deflator for " + std::to_string(year) + "; the table covers " +
                                std::to_string(first_deflator_year()) + " to " + std::to_string(last_deflator_year()));
    const auto index = [](int y) { return static_cast<std::size_t>(y - kFirstYear); };
    return kDeflators[index(year)] / kDeflators[index(kPriceYear)];
}

CostReport cost_of(const Scenario& scenario, const Series& units_bought, const std::vector<double>& multipliers) {
    const std::size_t levers = scenario.levers.size(), districts = units_bought.length(Axis::kDistrict),
                      years = units_bought.length(Axis::kRunYear);
    if (units_bought.length(Axis::kLever) != levers)
        throw std::invalid_argument("costs: the units bought are of another scenario's levers");
    const std::vector<double> unit_costs = real_unit_costs(scenario, multipliers);
    CostReport report;
    report.present_by_district.assign(districts, 0.0);
    report.present_by_lever.assign(levers, 0.0);
    report.units_by_lever.assign(levers, 0.0);
    for (std::size_t lever = 0; lever < levers; ++lever)
        for (std::size_t district = 0; district < districts; ++district)
            for (std::size_t year = 0; year < years; ++year) {
                const double units = units_bought.at(lever, district, year);
                if (units == 0) continue;
                const double gbp = units * unit_costs[lever];
                const int of_run = static_cast<int>(year);
                report.lines.push_back({static_cast<int>(lever), static_cast<int>(district), of_run, units, gbp,
                                        gbp / maths::pow(1 + kDiscountRate, of_run)});
                add_to_totals(report.lines.back(), report);
                add_to_funders(info(scenario.levers[lever].kind), report.lines.back(), report.by_funder);
            }
    return report;
}

Series planned_units(const Geography& geography, const Scenario& scenario) {
    const Schedule schedule(geography, scenario);
    Series units(SeriesId::kUnitsBought, {.weeks = scenario.length(),
                                          .districts = static_cast<int>(geography.districts.size()),
                                          .levers = static_cast<int>(scenario.levers.size())});
    for (int lever = 0; lever < static_cast<int>(scenario.levers.size()); ++lever)
        for (int district = 0; district < static_cast<int>(geography.districts.size()); ++district)
            for (int week = 0; week < scenario.length(); ++week)
                units.at(lever, district, week / kWeeksPerYear) += schedule.units(lever, district, week);
    return units;
}

CostReport planned_cost(const Geography& geography, const Scenario& scenario) {
    return cost_of(scenario, planned_units(geography, scenario));
}

std::array<double, kLeverKinds> weekly_cost(const Scenario& scenario, std::span<const double> units) {
    std::array<double, kLeverKinds> cost{};
    const std::vector<double> unit_cost = real_unit_costs(scenario, {});
    for (std::size_t k = 0; k < units.size(); ++k) {
        const std::size_t lever = k * unit_cost.size() / units.size();
        cost[static_cast<std::size_t>(scenario.levers[lever].kind)] += units[k] * unit_cost[lever];
    }
    return cost;
}

std::vector<double> planned_weekly_cost(const Geography& geography, const Scenario& scenario) {
    const Schedule schedule(geography, scenario);
    const std::vector<double> unit_cost = real_unit_costs(scenario, {});
    std::vector<double> cost;
    for (int week = 0; week < scenario.length(); ++week)
        for (std::size_t lever = 0; lever < unit_cost.size(); ++lever) {
            double units = 0;
            for (std::size_t d = 0; d < geography.districts.size(); ++d)
                units += schedule.units(static_cast<int>(lever), static_cast<int>(d), week);
            cost.push_back(units * unit_cost[lever]);
        }
    return cost;
}

}  // namespace concord::sim
