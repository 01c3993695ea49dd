// Who gains and who loses, as figures: an outcome by group, and a measure of equality.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/compare/equality_table.h"
#include "scenarios/files/text.h"
#include "viz/explorer/figures/fairness.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/panel_parts.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

std::string futures_words(const Explorer& explorer) {
    const BranchPlan& plan = need_shown(explorer);
    return fmt::format("{}, Greater Manchester, {}",
                       explorer.against() ? fmt::format("{} minus {}", plan.name, explorer.against()->name) : plan.name,
                       week_words(explorer, groups_week(explorer)));
}

figure::Table levels_of_groups(const Explorer& explorer, const std::vector<GroupRow>& rows, const std::string& unit) {
    figure::Table table;
    table.columns = {{"Group", figure::Align::kLeft, {}},
                     {scenarios::upper_first(unit), figure::Align::kRight, {}},
                     {fmt::format("{}, lowest to highest", further_runs_words(explorer)), figure::Align::kRight, {}}};
    for (const GroupRow& row : rows) {
        const auto number = [&](double value) {
            return figure::format_short(value, {figure::Unit::kNumber, false, decimals_of(row.level)});
        };
        table.rows.push_back({scenarios::upper_first(row.name),
                              std::isnan(row.level) ? std::string("too few to show") : number(row.level),
                              row.spread.members < 2
                                  ? std::string("not known")
                                  : fmt::format("{} to {}", number(row.spread.low), number(row.spread.high))});
    }
    return table;
}

figure::IntervalDots differences_of_groups(const Explorer& explorer, const std::vector<GroupRow>& rows,
                                           const std::string& unit) {
    figure::IntervalDots dots;
    dots.x.label = fmt::format("Difference, {}", unit);
    dots.x.style = {figure::Unit::kNumber, true, -1};
    dots.x.include_zero = true;
    double smallest = 0;
    for (const GroupRow& row : rows)
        if (std::isfinite(row.finding->smallest)) smallest = std::max(smallest, row.finding->smallest);
    dots.x.least_span = 2 * smallest;  // noise is not magnified
    dots.interval_meaning =
        fmt::format("lowest to highest of {}, each with its own parameters; dots: the main run, with defaults",
                    further_runs_words(explorer));
    dots.hollow_meaning = "neither gain nor harm";
    for (const GroupRow& row : rows) {
        const Finding& finding = *row.finding;
        const bool told = finding.verdict != sim::Verdict::kNotModelled;
        const std::string people = people_words(finding);
        dots.rows.push_back({scenarios::upper_first(row.name), told ? finding.difference : kNotTold,
                             told ? finding.spread.low : kNotTold, told ? finding.spread.high : kNotTold, "",
                             verdict_words(finding) + (people.empty() ? "" : ", " + people), explorer.shown()->colour,
                             !is_gain_or_harm(finding)});
    }
    return dots;
}

figure::Figure figure_of_groups(const Explorer& explorer, const sim::MeasureInfo& info,
                                const std::vector<GroupRow>& rows, const std::string& unit,
                                const std::string& difference_unit) {
    figure::Figure made = begin_figure(explorer, fmt::format("Who gains and who loses: {}", info.title),
                                       futures_words(explorer), runs_shown(explorer));
    made.ranks_allowed = info.disclosure.ranks_places;
    if (explorer.against() && std::all_of(rows.begin(), rows.end(), [](const GroupRow& row) {
            return row.finding->verdict == sim::Verdict::kNotModelled;
        }))
        throw std::invalid_argument(
            fmt::format("{}: not modelled, as nothing in the model leads here from what differs between the two",
                        scenarios::lower_first(std::string(info.title))));
    if (explorer.against())
        made.content = differences_of_groups(explorer, rows, difference_unit);
    else
        made.content = levels_of_groups(explorer, rows, unit);
    return made;
}

std::string first_year_words(const Explorer& explorer) {
    return fmt::format("the first year is over on {}", week_words(explorer, sim::kWeeksPerYear));
}

}  // namespace

figure::Figure who_figure(const Explorer& explorer) {
    need_shown(explorer);
    const int outcome = outcome_of_groups(explorer);
    if (outcome == sim::kOutcomeHateIncidents && groups_week(explorer) < sim::kWeeksPerYear)
        throw std::invalid_argument("hate incidents of groups are counted over 52 weeks: " +
                                    first_year_words(explorer));
    figure::Figure made =
        figure_of_groups(explorer, sim::kOutcomeTable[static_cast<std::size_t>(outcome)], group_rows(explorer, outcome),
                         outcome_unit(outcome), difference_unit(outcome));
    made.caption =
        "Groups are of all of Greater Manchester, measured every four weeks; nothing is told of fewer than ten "
        "simulated residents.";
    return made;
}

figure::Figure equality_figure(const Explorer& explorer) {
    need_shown(explorer);
    if (groups_week(explorer) < sim::kWeeksPerYear)
        throw std::invalid_argument("measures of equality are of 52 weeks: " + first_year_words(explorer));
    const int measure = explorer.workspace().equality;
    const sim::MeasureInfo& info = sim::kEqualityTable[static_cast<std::size_t>(measure)];
    const std::string unit(info.unit);
    figure::Figure made =
        figure_of_groups(explorer, info, equality_rows(explorer, measure), unit + ", over the last 52 weeks",
                         unit.starts_with("percent") ? "points" : unit);
    made.caption = fmt::format("{}. {} {}", scenarios::upper_first(std::string(info.meaning)),
                               scenarios::without_result(), scenarios::kHowToReadEquality);
    return made;
}

}  // namespace concord::explorer
