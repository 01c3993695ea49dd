#include "viz/explorer/figures/monitored.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/compare/detectability.h"
#include "scenarios/compare/statistics.h"
#include "scenarios/files/text.h"
#include "sim/policy/regimes.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/panel_parts.h"
#include "viz/explorer/figures/results.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

const sim::MeasureInfo& indicator_info(int indicator) {
    return sim::kIndicatorTable[static_cast<std::size_t>(indicator)];
}

sim::Parameters parameters_of(const sim::Scenario& scenario) {
    return sim::with_overrides(sim::default_parameters(), scenario);
}

// In force in the last of the weeks up to this one.
sim::Monitoring in_force(const sim::Scenario& scenario, int week) {
    return sim::monitoring_of(scenario, std::max(0, week - 1));
}

std::string gap_words(const std::vector<Reported>& known, const sim::MeasureInfo& info) {
    double sum = 0;
    std::size_t count = 0;
    for (const Reported& report : known)
        if (std::isfinite(report.measured) && std::isfinite(report.truth))
            sum += report.measured - report.truth, ++count;
    if (count == 0) return {};
    return fmt::format(" Measured less true, mean of {} known: {} {}.", scenarios::counted(count, "report"),
                       figure::format_short(sum / static_cast<double>(count), {figure::Unit::kNumber, true, 1}),
                       info.percentage ? "points" : std::string(info.unit));
}

// Two-sided, 95 %: of answers drawn at random and of what all of a report share.
std::string chance_words(const Explorer& explorer, const BranchPlan& plan, const Reported& report, int district,
                         int indicator) {
    const auto design =
        scenarios::design_of(report.regime, parameters_of(plan.scenario()), in_force(plan.scenario(), report.week));
    if (!(design.at_random > 0) || !sim::is_asked(indicator) || !std::isfinite(report.truth)) return {};
    const double off = scenarios::kTwoSidedFivePercent *
                       scenarios::error_of_report(design, report.truth, share_of_residents(explorer, district));
    return fmt::format(" By chance alone a report may be {:.1f} points off, 19 times in 20 no more.", off);
}

figure::Series line_of(const BranchPlan& plan, const std::vector<Reported>& reports, bool measured, int now) {
    figure::Series series;
    series.name = fmt::format("{}, {}", plan.name, measured ? "as monitored" : "in truth");
    series.colour = plan.colour;
    series.dots = measured;
    for (const Reported& report : reports) {
        if (measured && report.known > now) continue;  // nobody has it yet
        series.x.push_back(report.week);
        series.y.push_back(measured ? report.measured : report.truth);
    }
    return series;
}

}  // namespace

std::vector<int> ends_of_reports(const sim::Scenario& scenario, int week, int indicator) {
    std::vector<int> ends;
    for (int end = sim::kWeeksPerQuarter; end <= week; end += sim::kWeeksPerQuarter) {
        const sim::Regime regime = in_force(scenario, end).regime;
        if (sim::sees(regime, indicator) && end % (sim::info(regime).quarters * sim::kWeeksPerQuarter) == 0)
            ends.push_back(end);
    }
    return ends;
}

std::vector<Reported> reports_of(const BranchPlan& plan, const Weeks& weeks, int week, int district, int indicator) {
    std::vector<Reported> reports;
    const auto at = sim::Cell{district < 0 ? sim::Resolution::kGreaterManchester : sim::Resolution::kDistrict};
    if (!sim::may_show(indicator_info(indicator).disclosure, sim::Quantity::kLevel, at)) return reports;
    const sim::Parameters parameters = parameters_of(plan.scenario());
    const auto cell = static_cast<std::size_t>((district + 1) * sim::kIndicators + indicator);
    for (int end = 0; end <= week && end < static_cast<int>(weeks.size()); ++end) {
        const sim::ReportOfWeek& report = weeks[static_cast<std::size_t>(end)]->report;
        if (report.measured.empty()) continue;
        const sim::Regime regime = in_force(plan.scenario(), end).regime;
        reports.push_back({end, end + sim::report_lag(parameters, regime, indicator), regime,
                           static_cast<double>(report.measured.at(cell)), static_cast<double>(report.truth.at(cell))});
    }
    return reports;
}

std::string monitored_words(const Explorer& explorer, const BranchPlan& plan) {
    const int now = explorer.week_there(), indicator = explorer.workspace().monitored,
              district = headline_district(explorer);
    const BranchResult* result = explorer.frame().branch(plan.id);
    const sim::Regime regime = in_force(plan.scenario(), now).regime;
    std::string words = fmt::format("{}: {}.", plan.name, scenarios::lower_first(std::string(sim::info(regime).title)));
    if (!sim::sees(regime, indicator)) return words.append(" It does not ask this.");
    if (!result) return words;
    std::vector<Reported> reports = reports_of(plan, result->weeks, now, district, indicator);
    std::erase_if(reports, [&](const Reported& report) { return report.known > now; });
    if (reports.empty()) {
        const int every = sim::info(regime).quarters * sim::kWeeksPerQuarter;
        const int first = every + sim::report_lag(parameters_of(plan.scenario()), regime, indicator);
        words.append(" No report is known yet");
        return words.append(now < first ? fmt::format("; the first is known in week {}.", first) : std::string("."));
    }
    const Reported& last = reports.back();
    words += fmt::format(" The last report known is of the weeks to {} and was known {} later.",
                         week_words(explorer, last.week),
                         scenarios::counted(static_cast<std::size_t>(last.known - last.week), "week"));
    if (std::isnan(last.measured))
        return words.append(sim::is_asked(indicator) ? " Too few were asked here to tell."
                                                     : " Too few simulated residents stand behind it to tell.");
    return words.append(gap_words(reports, indicator_info(indicator)))
        .append(chance_words(explorer, plan, last, district, indicator));
}

figure::Figure monitored_figure(const Explorer& explorer) {
    need_shown(explorer);
    const int indicator = explorer.workspace().monitored, now = explorer.week_there(),
              district = headline_district(explorer);
    const sim::MeasureInfo& info = indicator_info(indicator);
    figure::LineChart chart;
    chart.x.start = explorer.date_of(0);
    chart.x.low = 0;
    chart.x.high = now;
    chart.y.label = std::string(info.unit);
    chart.y.style = {figure::Unit::kNumber, false, -1};
    std::string captions;
    int branches = 0;
    for (const BranchPlan* plan : {explorer.shown(), explorer.against()}) {
        const BranchResult* result = plan ? explorer.frame().branch(plan->id) : nullptr;
        if (!result) continue;
        ++branches;
        const auto reports = reports_of(*plan, result->weeks, now, district, indicator);
        captions.append(" ").append(monitored_words(explorer, *plan));
        if (reports.empty()) continue;
        for (const bool measured : {false, true}) chart.series.push_back(line_of(*plan, reports, measured, now));
        const double level = reports.front().truth;
        if (std::isfinite(level)) chart.y.least_span = info.percentage ? 2 : 0.2 * std::abs(level);
    }
    if (chart.series.empty())
        throw std::invalid_argument(fmt::format("monitoring has reported nothing yet: a quarter of {} weeks ends first",
                                                sim::kWeeksPerQuarter));
    if (std::none_of(chart.series.begin(), chart.series.end(), [](const figure::Series& series) {
            return std::any_of(series.y.begin(), series.y.end(), [](double y) { return std::isfinite(y); });
        }))
        throw std::invalid_argument(
            "too few simulated residents stand behind the reports to tell anything; a larger sample has more");
    if (now > 0) chart.events.push_back({static_cast<double>(now), "now"});
    figure::Figure made = begin_figure(explorer, fmt::format("{}, as monitored and in truth", info.title),
                                       place_words(explorer, district), {branches, 0});
    made.ranks_allowed = info.disclosure.ranks_places;
    made.caption = fmt::format("{}.{}", scenarios::upper_first(std::string(info.meaning)), captions);
    made.content = std::move(chart);
    return made;
}

}  // namespace concord::explorer
