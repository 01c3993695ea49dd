// Would we see it? True courses beside what is measured, and the chance that each regime of monitoring tells an option
// from the baseline.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/survey.h"
#include "scenarios/files/text.h"
#include "sim/policy/costs.h"
#include "viz/figure/colour.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Detectable;

namespace {

std::string title_of_regime(std::string_view name) {
    for (const sim::RegimeInfo& info : sim::kRegimeTable)
        if (info.name == name) return std::string(info.title);
    return fmt::format("Participants against a comparison group, {:g} each", scenarios::kEvaluationSample);
}

// Over Greater Manchester (or participants), a row a regime and indicator.
Table table_of_chances(const Comparison& c, const std::vector<Detectable>& seen) {
    Table table{
        .id = "chances",
        .caption = fmt::format("The chance that monitoring tells the option from the baseline within {}",
                               scenarios::counted(static_cast<std::size_t>(c.plan.years()), "year")),
        .columns = {{.title = "How it is monitored", .heads_row = true}, {.title = "What is asked"}},
        .note =
            "What is not in place shows what another way of monitoring would see. 5 % is what chance alone gives. A "
            "week, where one stands: from when on the chance is 80 % and stays "
            "there, with the lag of its reports. All reports of the run together tell a smaller difference than "
            "one survey does. It supposes two Greater Manchesters, one with the option "
            "and one without, monitored alike: the most that monitoring can tell."};
    for (int s = 1; s < c.scenarios(); ++s) table.columns.push_back({.title = labelled(c, s)});
    table.columns.push_back({.title = "Smallest difference told by all reports, points", .right = true});
    std::vector<std::pair<std::string_view, const sim::MeasureInfo*>> rows;
    for (const Detectable& row : seen) {
        const auto same = [&](const auto& other) {
            return other.first == row.regime && other.second->name == row.indicator->name;
        };
        if (row.group <= 0 && std::none_of(rows.begin(), rows.end(), same))
            rows.emplace_back(row.regime, row.indicator);
    }
    for (const auto& [regime, indicator] : rows) {
        const bool in_place = regime == sim::info(c.plan.monitoring.regime).name;
        Row row{{title_of_regime(regime) + (in_place ? " (in place)" : ""), std::string(indicator->title)}};
        row.outcome = std::string(indicator->title);
        double smallest = std::nan("");
        for (int s = 1; s < c.scenarios(); ++s) {
            const auto found = std::find_if(seen.begin(), seen.end(), [&](const Detectable& one) {
                return one.option == s && one.group <= 0 && one.regime == regime &&
                       one.indicator->name == indicator->name;
            });
            if (found == seen.end() || std::isnan(found->detection.chance)) {
                row.cells.emplace_back("nothing to tell by");
                continue;
            }
            if (std::isnan(smallest)) smallest = found->detection.smallest;
            const double percent = 100 * found->detection.chance;
            row.cells.emplace_back(found->known_in_week > 0
                                       ? fmt::format("{:.0f} %, week {}", percent, found->known_in_week)
                                       : fmt::format("{:.0f} %", percent),
                                   percent);
        }
        const bool counts = indicator->name == sim::kIndicatorTable[sim::kSeenRecordedHate].name;
        row.cells.push_back(counts ? Cell("incidents, not points") : number_cell(smallest, 2));
        table.rows.push_back(std::move(row));
    }
    return table;
}

// What the survey in place needs.
Table table_of_samples(const Comparison& c) {
    const sim::MeasureInfo& lead = c.outcomes.at(sim::kOutcomeGetOnWell);
    Table table{.id = "samples",
                .caption = fmt::format("What {} would tell: {}", scenarios::kResidentsSurvey.name,
                                       scenarios::lower_first(lead.title)),
                .columns = {{.title = "Place", .heads_row = true},
                            {.title = "Interviews a year", .right = true},
                            {.title = "Smallest difference told by two years, points", .right = true},
                            {.title = "What matters, points", .right = true}},
                .note = fmt::format("{} interviews a year over Greater Manchester, design effect {:g}, 80 % power in a "
                                    "two-sided 5 % test.",
                                    scenarios::with_thousands(scenarios::kResidentsSurvey.respondents_a_year),
                                    scenarios::kResidentsSurvey.design_effect)};
    for (int g = 0; g <= c.districts; ++g) {
        const double share = c.adults.at(static_cast<std::size_t>(g)) / c.adults.at(0) * c.residents /
                             sim::kResidentsOfGreaterManchester;
        Row row{{c.groups[static_cast<std::size_t>(g)], number_cell(scenarios::respondents(share), 0),
                 number_cell(c.difference(1, g, sim::kOutcomeGetOnWell).survey, 1),
                 number_cell(c.difference(1, g, sim::kOutcomeGetOnWell).matters, 1)}};
        if (g > 0) row.district = c.groups[static_cast<std::size_t>(g)];
        table.rows.push_back(std::move(row));
    }
    return table;
}

// Lines of the difference that is true, with the least that a survey sees.
Figure course_of_difference(const Comparison& c) {
    const sim::MeasureInfo& lead = c.outcomes.at(sim::kOutcomeGetOnWell);
    figure::LineChart chart;
    chart.x.label = "Year of the run";
    chart.y.label = fmt::format("Points from \"{}\"", name_of(c, 0));
    chart.y.style.with_sign = chart.y.include_zero = true;
    chart.y.least_span = c.difference(0, 0, sim::kOutcomeGetOnWell).matters;
    chart.band_meaning = "Bands: " + interval_meaning(c);
    const auto years = static_cast<std::size_t>(c.plan.years()), groups = c.groups.size(), outcomes = c.outcomes.size();
    for (int s = 1; s < c.scenarios(); ++s) {
        if (c.difference(s, 0, sim::kOutcomeGetOnWell).verdict == sim::Verdict::kNotModelled) continue;
        figure::Series series{.name = labelled(c, s), .colour = (s - 1) % figure::kCategoricalColours};
        for (std::size_t y = 0; y < years; ++y) {
            const std::size_t at = (static_cast<std::size_t>(s) * years + y) * groups * outcomes;
            series.x.push_back(static_cast<double>(y + 1));
            series.y.push_back(c.year_mean.at(at));
            series.low.push_back(c.year_low.at(at));
            series.high.push_back(c.year_high.at(at));
        }
        chart.series.push_back(std::move(series));
    }
    return {
        .id = "course",
        .figure = {.title = fmt::format("{}, Greater Manchester: difference year by year", lead.title),
                   .caption = fmt::format("{:g} points were declared to matter; two years of the survey see {:.1f}.",
                                          c.difference(0, 0, sim::kOutcomeGetOnWell).matters,
                                          c.difference(1, 0, sim::kOutcomeGetOnWell).survey),
                   .provenance = provenance_of(c),
                   .content = std::move(chart)}};
}

// Of the baseline: what is true and what is measured of the leading outcome, quarter by quarter, mean over runs.
std::optional<Figure> true_and_seen(const Comparison& c) {
    const auto indicators = sim::kIndicatorNames.size(), places = static_cast<std::size_t>(c.districts) + 1,
               quarters = static_cast<std::size_t>(c.plan.weeks / sim::kWeeksPerQuarter);
    const std::vector<double>&measured = c.table("measured_mean"), &truth = c.table("measured_truth_mean");
    figure::Series really{.name = "true"}, seen{.name = "measured", .colour = 1, .dots = true};
    for (std::size_t q = 0; q < quarters; ++q) {
        // The baseline, and Greater Manchester, come first.
        const std::size_t at = q * places * indicators + sim::kGetOnWell;
        really.x.push_back(static_cast<double>(q + 1)), really.y.push_back(truth.at(at));
        seen.x.push_back(static_cast<double>(q + 1)), seen.y.push_back(measured.at(at));
    }
    if (measured.size() != static_cast<std::size_t>(c.scenarios()) * places * quarters * indicators ||
        std::all_of(seen.y.begin(), seen.y.end(), [](double y) { return std::isnan(y); }))
        return std::nullopt;
    figure::LineChart chart;
    chart.x.label = "Quarter of the run";
    chart.y.label = "Percent of adults";
    chart.y.style.unit = figure::Unit::kPercent;
    chart.series = {std::move(really), std::move(seen)};
    return Figure{
        .id = "true-and-seen",
        .figure = {.title = fmt::format("{}: what is true and what is measured under \"{}\"",
                                        c.outcomes.at(sim::kOutcomeGetOnWell).title, name_of(c, 0)),
                   .caption =
                       "Means over runs; a single survey scatters more than its mean. Measured and true lie apart "
                       "because not everybody answers, and fewer do where trust is low.",
                   .provenance = provenance_of(c),
                   .content = std::move(chart)}};
}

}  // namespace

Section monitoring(const Inputs& in) {
    const Comparison& c = in.comparison;
    Section section{.id = "would-we-see-it", .title = "Would we see it?"};
    const std::string_view in_force = sim::info(c.plan.monitoring.regime).title;
    section.blocks.emplace_back(Paragraph{
        fmt::format("In the baseline Greater Manchester is monitored by: {}. What monitoring reports is not what is "
                    "true: samples scatter, some people do not answer, and fewer incidents are reported where trust is "
                    "low, so that a record can improve while a place gets worse.",
                    scenarios::lower_first(in_force))});
    section.blocks.emplace_back(course_of_difference(c));
    if (!in.seen.empty()) section.blocks.emplace_back(table_of_chances(c, in.seen));
    section.blocks.emplace_back(table_of_samples(c));
    if (auto figure = true_and_seen(c)) section.blocks.emplace_back(std::move(*figure));
    return section;
}

}  // namespace concord::report
