#include "scenarios/format/units_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/files/text.h"
#include "scenarios/format/lever_fields.h"
#include "sim/policy/costs.h"

namespace concord::scenarios {
namespace {

// Units bought in the last year of the run, when every ramp is over.
double units_in_last_year(const sim::CostReport& report, int lever, int years) {
    double units = 0;
    for (const sim::CostLine& line : report.lines)
        if (line.lever == lever && line.year == years - 1) units += line.units;
    return units;
}

double total_gbp(const sim::CostReport& report, int lever) {
    double gbp = 0;
    for (const sim::CostLine& line : report.lines)
        if (line.lever == lever) gbp += line.gbp;
    return gbp;
}

std::string millions(double gbp) { return fmt::format("{:.2f}", gbp / 1e6); }

std::string lever_row(const sim::Scenario& scenario, const BoughtLever& bought, const sim::Geography& geography) {
    const double resident_years = std::max(1, geography.total_residents()) * static_cast<double>(scenario.years);
    return fmt::format("| {} | {} | {} | {} | {} x {} | {} | {} | {} | {:.2f} |\n", scenario.name, bought.lever,
                       bought.how_much, bought.where, with_thousands(bought.units), bought.unit,
                       with_thousands(bought.units_in_a_full_year), millions(bought.gbp), millions(bought.present_gbp),
                       bought.present_gbp / resident_years);
}

std::string total_row(const sim::Scenario& scenario, const sim::CostReport& report, const sim::Geography& geography) {
    const double resident_years = std::max(1, geography.total_residents()) * static_cast<double>(scenario.years);
    return fmt::format("| {} | **all** | | | | | **{}** | **{}** | **{:.2f}** |\n", scenario.name,
                       millions(report.total_gbp), millions(report.present_gbp), report.present_gbp / resident_years);
}

}  // namespace

std::string reach_of(const sim::LeverSetting& setting, const sim::Geography& geography) {
    std::string where;
    if (setting.districts.size() == geography.districts.size())
        where = "all districts";
    else
        for (const int district : setting.districts)
            where += (where.empty() ? "" : ", ") + geography.districts[district].name;
    switch (setting.target.rule) {
        case sim::Target::Rule::kEverywhere: return where;
        case sim::Target::Rule::kMostDeprived:
            return fmt::format("{}: most deprived {:g} %", where, 100 * setting.target.share);
        case sim::Target::Rule::kHighestDisorder:
            return fmt::format("{}: highest disorder {:g} %", where, 100 * setting.target.share);
        case sim::Target::Rule::kLowest:
            return fmt::format("{}: {} lowest in {}", where,
                               counted(static_cast<std::size_t>(setting.target.lowest), "district"),
                               sim::kItemNames[setting.target.item]);
        case sim::Target::Rule::kAreas: return fmt::format("{}: {} named areas", where, setting.target.areas.size());
    }
    return where;
}

std::vector<BoughtLever> bought_by(const sim::Scenario& scenario, const sim::Geography& geography) {
    const sim::CostReport report = sim::planned_cost(geography, scenario);
    std::vector<BoughtLever> all;
    for (std::size_t index = 0; index < scenario.levers.size(); ++index) {
        const sim::LeverSetting& setting = scenario.levers[index];
        const sim::LeverInfo& what = sim::info(setting.kind);
        const int lever = static_cast<int>(index);
        all.push_back({.lever = std::string(what.title),
                       .how_much = field_words(what.how_much(), setting.value(0)),
                       .where = reach_of(setting, geography),
                       .unit = std::string(what.cost_per),
                       .source = setting.cost.source,
                       .units = report.units_by_lever[index],
                       .units_in_a_full_year = units_in_last_year(report, lever, scenario.years),
                       .gbp = total_gbp(report, lever),
                       .present_gbp = report.present_by_lever[index]});
    }
    return all;
}

std::vector<PaidShare> paid_by(const sim::Scenario& scenario, const sim::Geography& geography) {
    std::vector<PaidShare> shares;
    for (const sim::FunderCost& of : sim::planned_cost(geography, scenario).by_funder)
        shares.push_back({std::string(of.funder), of.present_gbp});
    return shares;
}

std::string units_table(const std::vector<sim::Scenario>& scenarios, const sim::Geography& geography) {
    std::string table = fmt::format(
        "| Scenario | Lever | Intensity | Where | Units bought | In a full year | Cost, £m ({} prices) | Present "
        "value, £m | "
        "Present value, £ per resident a year |\n|---|---|---|---|---:|---:|---:|---:|---:|\n",
        sim::kPriceYear);
    for (const sim::Scenario& scenario : scenarios) {
        for (const BoughtLever& bought : bought_by(scenario, geography))
            table += lever_row(scenario, bought, geography);
        table += total_row(scenario, sim::planned_cost(geography, scenario), geography);
    }
    return table;
}

std::string funders_table(const std::vector<sim::Scenario>& scenarios, const sim::Geography& geography) {
    std::vector<std::string> funders;
    std::vector<std::pair<std::string, std::vector<PaidShare>>> paid;
    for (const sim::Scenario& scenario : scenarios) {
        std::vector<PaidShare> shares = paid_by(scenario, geography);
        if (shares.empty()) continue;
        for (const PaidShare& of : shares)
            if (std::find(funders.begin(), funders.end(), of.funder) == funders.end()) funders.push_back(of.funder);
        paid.emplace_back(scenario.name, std::move(shares));
    }
    if (paid.empty()) return "";
    std::string table = fmt::format("| Present value, £m ({} prices), paid by |", sim::kPriceYear), rule = "|---|";
    for (const std::string& funder : funders) {
        table += fmt::format(" {} |", upper_first(funder));
        rule += "---:|";
    }
    table += "\n" + rule + "\n";
    for (const auto& [name, shares] : paid) {
        table += fmt::format("| {} |", name);
        for (const std::string& funder : funders) {
            const auto found =
                std::find_if(shares.begin(), shares.end(), [&](const PaidShare& of) { return of.funder == funder; });
            table += found == shares.end() ? " - |" : fmt::format(" {} |", millions(found->present_gbp));
        }
        table += '\n';
    }
    return table;
}

}  // namespace concord::scenarios
