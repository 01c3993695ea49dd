#include "viz/explorer/figures/line_up_game.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/files/text.h"
#include "sim/policy/regimes.h"
#include "viz/explorer/figures/monitored.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/panel_parts.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

const sim::MeasureInfo& asked_of(const LineUpAsked& asked) {
    return sim::kIndicatorTable[static_cast<std::size_t>(asked.indicator)];
}

std::string branch_name(const Explorer& explorer, int id) {
    const BranchPlan* plan = explorer.workspace().find(id);
    return plan ? plan->name : std::string("a branch that is gone");
}

// What was measured in each further run, at the ends of reports.
std::vector<scenarios::MeasuredSeries> measured_in_runs(const BranchPlan& plan, const BranchResult& result,
                                                        const LineUpAsked& asked) {
    std::vector<scenarios::MeasuredSeries> runs;
    for (const Weeks& member : result.members) {
        if (static_cast<int>(member.size()) <= asked.week) return {};
        scenarios::MeasuredSeries& series = runs.emplace_back();
        for (const Reported& report : reports_of(plan, member, asked.week, asked.district, asked.indicator))
            if (sim::sees(report.regime, asked.indicator)) series.push_back(report.measured);
    }
    return runs;
}

}  // namespace

std::string line_up_letter(int series) { return scenarios::upper_first(std::string(kLineUpNames.at(series))); }

LineUpAsked line_up_of(const Explorer& explorer, int indicator) {
    const BranchPlan *one = explorer.shown(), *other = explorer.against();
    if (!one || !other) throw std::invalid_argument("a line-up needs two branches: fork, or compare with one");
    LineUpAsked asked;
    asked.indicator = indicator;
    asked.district = headline_district(explorer);
    asked.week = explorer.workspace().week;
    asked.branch = one->id;
    asked.against = other->id;
    asked.number = explorer.workspace().line_ups;
    for (int week = 0; week < asked.week; week += sim::kWeeksPerQuarter)
        if (sim::monitoring_of(one->scenario(), week) != sim::monitoring_of(other->scenario(), week))
            throw std::invalid_argument(
                "the two branches are monitored otherwise, so their reports cannot stand in one line-up");
    constexpr std::size_t kFewest = 2;  // reports: of one there is no change to be seen
    if (const auto ends = ends_of_reports(one->scenario(), asked.week, indicator); ends.size() < kFewest)
        throw std::invalid_argument(fmt::format(
            "a line-up needs two reports that see this, and by week {} there is {}: play on, or let the monitoring ask",
            asked.week, ends.empty() ? "none" : "one"));
    return asked;
}

std::optional<Dealt> dealt(const Explorer& explorer, const LineUpAsked& asked) {
    const BranchPlan *one = explorer.workspace().find(asked.branch), *other = explorer.workspace().find(asked.against);
    const BranchResult *result = explorer.frame().branch(asked.branch),
                       *baseline = explorer.frame().branch(asked.against);
    if (!one || !other || !result || !baseline) return {};
    const auto with = measured_in_runs(*one, *result, asked), without = measured_in_runs(*other, *baseline, asked);
    if (with.size() < scenarios::kInLineUp || with.size() != without.size()) return {};
    const auto lots = static_cast<int>(with.size());
    return Dealt{
        scenarios::line_up(with, without, asked.number % lots,
                           explorer.options().simulation.seed + static_cast<std::uint32_t>(asked.number / lots)),
        scenarios::chance_to_pick(with, without)};
}

std::string line_up_words(const Explorer& explorer, const LineUpAsked& asked) {
    return fmt::format("{}, {}, reports to {}: which of the four is \"{}\"?", asked_of(asked).title,
                       place_words(explorer, asked.district), figure::format_date(explorer.date_of(asked.week)),
                       branch_name(explorer, asked.branch));
}

std::string line_up_answer(const LineUpAsked& asked, const Dealt& dealt) {
    std::string words = fmt::format("It is {}.", line_up_letter(static_cast<int>(dealt.series.programme)));
    if (!asked.picks.empty()) {
        const auto right = std::count_if(asked.picks.begin(), asked.picks.end(), [&](const auto& pick) {
            return pick.series == static_cast<int>(dealt.series.programme);
        });
        words += fmt::format(" {} of {} picked it.", right, asked.picks.size());
    }
    if (std::isnan(dealt.chance)) return words;
    return words += fmt::format(
               " Over all line-ups of these runs, whoever picks the series that changed most is right in "
               "{:.0f} of 100; by chance alone in {}.",
               100 * dealt.chance, 100 / scenarios::kInLineUp);
}

figure::Figure line_up_figure(const Explorer& explorer) {
    const auto& asked = explorer.workspace().line_up;
    if (!asked) throw std::invalid_argument("there is no line-up: deal one first");
    const auto found = dealt(explorer, *asked);
    if (!found) throw std::invalid_argument("the further runs that the line-up is of have still to come");
    figure::SmallMultiples grid;
    grid.x.start = explorer.date_of(0);
    grid.y.label = std::string(asked_of(*asked).unit);
    grid.y.style = {figure::Unit::kNumber, false, -1};
    grid.y.least_span = asked_of(*asked).percentage ? 2 : 0;
    const BranchPlan *one = explorer.workspace().find(asked->branch),
                     *other = explorer.workspace().find(asked->against);
    constexpr int kOfNobody = 6;  // the colour of ink, until it is known whose it is
    for (std::size_t k = 0; k < scenarios::kInLineUp; ++k) {
        const BranchPlan& plan = k == found->series.programme ? *one : *other;
        figure::Series series;
        series.name = asked->revealed ? plan.name : "As monitored";
        series.colour = asked->revealed ? plan.colour : kOfNobody;
        series.dash = 0;
        series.y = found->series.series[k];
        for (const int end : ends_of_reports(one->scenario(), asked->week, asked->indicator)) series.x.push_back(end);
        const std::string letter = line_up_letter(static_cast<int>(k));
        grid.panels.push_back({asked->revealed ? fmt::format("{}: {}", letter, plan.name) : letter, {series}});
    }
    figure::Figure made =
        begin_figure(explorer, "Which of these four has the programme?", line_up_words(explorer, *asked),
                     Runs{0, static_cast<int>(scenarios::kInLineUp)});
    made.ranks_allowed = asked_of(*asked).disclosure.ranks_places;
    made.caption =
        fmt::format("Three are further runs of \"{}\" and one is of \"{}\", each with its own parameters. {}",
                    branch_name(explorer, asked->against), branch_name(explorer, asked->branch),
                    asked->revealed ? line_up_answer(*asked, *found) : "The answer is not revealed yet.");
    made.content = std::move(grid);
    return made;
}

}  // namespace concord::explorer
