// Costs and what they buy: who pays, the cost of a point of a gain, and the plane of costs and effects.
#include "sim/policy/costs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/files/text.h"
#include "viz/figure/colour.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Difference;

namespace {

Table table_of_costs(const Comparison& c) {
    std::vector<std::string> funders;
    for (const auto& shares : c.plan.paid)
        for (const scenarios::PaidShare& share : shares)
            if (std::find(funders.begin(), funders.end(), share.funder) == funders.end())
                funders.push_back(share.funder);
    Table table{.id = "costs",
                .caption = fmt::format("What each scenario costs over {}, and who pays",
                                       scenarios::counted(static_cast<std::size_t>(c.plan.years()), "year")),
                .columns = {{.title = "Scenario", .heads_row = true},
                            {.title = "In the runs, £", .right = true},
                            {.title = "Least, £", .right = true},
                            {.title = "Most, £", .right = true}}};
    for (const std::string& funder : funders)
        table.columns.push_back({.title = fmt::format("{}, £", scenarios::upper_first(funder)), .right = true});
    bool costs_vary = false;
    for (int s = 0; s < c.scenarios(); ++s) {
        double least = INFINITY, most = -INFINITY;
        for (int r = 0; r < c.replicates; ++r)
            least = std::min(least, c.cost(s, r)), most = std::max(most, c.cost(s, r));
        costs_vary = costs_vary || least < most;
        Row row{{s == 0 ? name_of(c, 0) : labelled(c, s), pounds_cell(c.mean_cost(s)), pounds_cell(least),
                 pounds_cell(most)}};
        for (const std::string& funder : funders) {
            double paid = 0;
            if (static_cast<std::size_t>(s) < c.plan.paid.size())
                for (const scenarios::PaidShare& share : c.plan.paid[static_cast<std::size_t>(s)])
                    if (share.funder == funder) paid += share.present_gbp;
            row.cells.push_back(pounds_cell(paid));
        }
        table.rows.push_back(std::move(row));
    }
    table.note =
        fmt::format("Pounds of {}, discounted at 3.5 % a year. {} Shares of funders are planned, at published prices.",
                    sim::kPriceYear,
                    costs_vary ? "Unit costs are drawn too; least and most are over the draws."
                               : "Unit costs are as published, in every run.");
    return table;
}

Figure plane(const Comparison& c) {
    const sim::MeasureInfo& lead = c.outcomes.at(sim::kOutcomeGetOnWell);
    figure::Scatter scatter;
    scatter.x.label = "Difference, points";
    scatter.x.style.with_sign = true;
    scatter.x.include_zero = scatter.y.include_zero = true;
    scatter.y.label = "Extra cost, £ million";
    for (int s = 1; s < c.scenarios(); ++s) {
        figure::ScatterSeries series{
            .name = labelled(c, s), .points = {}, .colour = (s - 1) % figure::kCategoricalColours};
        const std::vector<double> differences = c.differences(s, 0, sim::kOutcomeGetOnWell);
        for (int r = 0; r < c.replicates; ++r)
            if (const double d = differences[static_cast<std::size_t>(r)]; !std::isnan(d))
                series.points.push_back({.x = d,
                                         .y = (c.cost(s, r) - c.cost(0, r)) / 1e6,
                                         .label = fmt::format("{}, run {}", labelled(c, s), r)});
        scatter.series.push_back(std::move(series));
    }
    return {.id = "plane",
            .figure = {.title = fmt::format("Cost and effect: {}", scenarios::lower_first(lead.title)),
                       .subtitle = fmt::format("Greater Manchester, year {}, one mark a run", c.plan.years()),
                       .caption = fmt::format("To the right is better. {:g} points were declared to matter.",
                                              c.difference(0, 0, sim::kOutcomeGetOnWell).matters),
                       .provenance = provenance_of(c),
                       .content = std::move(scatter)},
            .width = 640,
            .least_height = 360};
}

std::vector<std::string> points(const Comparison& c) {
    std::vector<std::string> told;
    for (int s = 1; s < c.scenarios(); ++s)
        for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
            if (const Difference& d = c.difference(s, 0, o); d.verdict == sim::Verdict::kGain) {
                const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
                told.push_back(
                    fmt::format("{}, {}: {}.", name_of(c, s), scenarios::lower_first(info.title),
                                scenarios::price_words(d, c.plan.matters.at(static_cast<std::size_t>(o)), info)));
            }
    return told;
}

std::vector<std::string> turning(const Comparison& c) {
    std::vector<std::string> told;
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
        for (int a = 1; a < c.scenarios(); ++a)
            for (int b = a + 1; b < c.scenarios(); ++b)
                if (const auto pair = scenarios::by_cost_of(c, a, b, 0, o))
                    told.push_back(
                        fmt::format("{0}: a point is cheaper from {1} than from {2}, as long as {1} costs less than "
                                    "{3:.2f} times as "
                                    "much as {2}; it costs {4:.2f} times as much.",
                                    c.outcomes[static_cast<std::size_t>(o)].title, name_of(c, pair->option),
                                    name_of(c, pair->other), pair->turns_at, pair->cost_ratio));
    return told;
}

}  // namespace

Section costs(const Inputs& in) {
    const Comparison& c = in.comparison;
    Section section{.id = "costs-and-effects", .title = "Costs, and what they buy"};
    section.blocks.emplace_back(table_of_costs(c));
    const auto gains = points(c), ratios = turning(c);
    if (gains.empty())
        section.blocks.emplace_back(Paragraph{
            "No option is a gain in a headline outcome over Greater Manchester, so that no point of anything has a "
            "price. Dividing a cost by a difference that is too small to matter would give a number without meaning."});
    else
        section.blocks.emplace_back(Bullets{gains});
    section.blocks.emplace_back(
        ratios.empty() ? Block(Paragraph{"No two options gain in the same outcome at a cost, so that no ratio of costs "
                                         "turns their order."})
                       : Block(Bullets{ratios}));
    if (c.difference(1, 0, sim::kOutcomeGetOnWell).verdict != sim::Verdict::kNotModelled || c.scenarios() > 2)
        section.blocks.emplace_back(plane(c));
    return section;
}

}  // namespace concord::report
