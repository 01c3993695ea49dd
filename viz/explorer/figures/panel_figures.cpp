#include "viz/explorer/figures/panel_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/files/text.h"
#include "scenarios/results/results_writer.h"
#include "sim/parameters/parameters.h"
#include "viz/explorer/figures/panel_parts.h"
#include "viz/explorer/figures/parameter_words.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/session/lever_edits.h"
#include "viz/explorer/session/lever_values.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

using figure::Figure;

constexpr double kPenny = 0.005e6;  // pounds: what rounds to 0.0 million

std::vector<double> weeks_axis(std::size_t count) {
    std::vector<double> x(count);
    for (std::size_t k = 0; k < count; ++k) x[k] = static_cast<double>(k);
    return x;
}

// The band of the members, where at least two have come.
void add_band(figure::Series& series, const BranchResult& result, int district, int outcome) {
    for (std::size_t w = 0; w < series.x.size(); ++w) {
        std::vector<double> values;
        for (const Weeks& member : result.members)
            if (member.size() > w) values.push_back(outcome_of(*member[w], district, outcome));
        const Spread spread = spread_of(values);
        series.low.push_back(spread.low);
        series.high.push_back(spread.high);
    }
}

// Axes do not magnify noise: a percentage or index covers two points at least, a rate a fifth of its level.
double least_axis(const Explorer& explorer) {
    const int outcome = explorer.workspace().outcome;
    if (difference_unit(outcome) == "points") return 2;
    const double level = outcome_of(*explorer.measures(explorer.shown()->id, 0), headline_district(explorer), outcome);
    return std::isfinite(level) ? 0.2 * std::abs(level) : 0;
}

// How much the lines move, and what a survey would see of it.
std::string axis_words(const Explorer& explorer, const figure::LineChart& chart) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const figure::Series& series : chart.series)
        for (const double value : series.y)
            if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
    if (!(low <= high)) return {};
    const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(explorer.workspace().outcome)];
    const auto number = [](double value) { return figure::format_short(value, {figure::Unit::kNumber, false, 2}); };
    std::string words = fmt::format("All lines lie between {} and {}.", number(low), number(high));
    if (info.percentage) words += " " + survey_words(smallest_seen(explorer, headline_district(explorer), low));
    return words +
           " The further runs have parameters of their own and fewer residents, so the main run may lie beside their "
           "band.";
}

figure::Series line_of_branch(const Explorer& explorer, const BranchPlan& plan, const BranchResult& result, int last) {
    const int district = headline_district(explorer), outcome = explorer.workspace().outcome;
    figure::Series series;
    series.name = plan.name;
    series.colour = plan.colour;
    const auto count = static_cast<std::size_t>(std::min(last, result.last_week()) + 1);
    series.x = weeks_axis(count);
    for (std::size_t w = 0; w < count; ++w) series.y.push_back(outcome_of(*result.weeks[w], district, outcome));
    return series;
}

}  // namespace

figure::Provenance provenance_of(const Explorer& explorer) { return provenance_of(explorer, runs_shown(explorer)); }

figure::Provenance provenance_of(const Explorer& explorer, const Runs& runs) {
    figure::Provenance provenance;
    if (const BranchPlan* one = explorer.shown()) provenance.scenario = one->name;
    if (const BranchPlan* other = explorer.against()) provenance.scenario += fmt::format(" against {}", other->name);
    provenance.runs = runs.main + runs.further;
    std::string changed;
    if (const BranchPlan* one = explorer.shown())
        for (const auto& fixed : one->scenario().parameters)
            changed += fmt::format("{}{} = {:g}", changed.empty() ? "; changed: " : ", ", fixed.name, fixed.value);
    std::string source = runs.main > 0
                             ? fmt::format("{} with defaults at 1:{}",
                                           scenarios::counted(static_cast<std::size_t>(runs.main), "main run"),
                                           explorer.options().simulation.scale)
                             : std::string("no run, the scenario as it stands");
    if (runs.further > 0)
        source += fmt::format(", {} with draws from the priors at 1:{}",
                              scenarios::counted(static_cast<std::size_t>(runs.further), "further run"),
                              explorer.options().simulation.member_scale);
    provenance.parameter_source = source + changed;
    provenance.caveat = scenarios::kCaveat;
    return provenance;
}

Figure headlines_figure(const Explorer& explorer) {
    const BranchPlan& plan = need_shown(explorer);
    const BranchPlan* other = explorer.against();
    Figure made = begin_figure(explorer, fmt::format("Headline outcomes, {}", headline_place(explorer)),
                               week_words(explorer, explorer.week_there()), runs_shown(explorer));
    figure::Table table;
    table.columns = {{"Outcome", figure::Align::kLeft, {}},
                     {plan.name, figure::Align::kRight, {}},
                     {"Since the start", figure::Align::kRight, {}}};
    if (other) {
        table.columns.push_back({fmt::format("Difference from {}", other->name), figure::Align::kRight, {}});
        table.columns.push_back(
            {fmt::format("{}, lowest to highest", further_runs_words(explorer)), figure::Align::kRight, {}});
        table.columns.push_back({"Verdict", figure::Align::kLeft, {}});
        table.columns.push_back({"Adults", figure::Align::kRight, {}});
        table.columns.push_back({"The survey sees from", figure::Align::kRight, {}});
    }
    for (const Headline& row : headlines(explorer, headline_district(explorer))) {
        if (!explorer.workspace().all_outcomes && table.rows.size() == 3) break;
        const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(row.outcome)];
        std::vector<figure::Cell> cells{std::string(info.title), level_words(row.level, row.outcome),
                                        figure::format_short(row.since_start, {figure::Unit::kNumber, true, 2})};
        if (row.finding) {
            const Finding& finding = *row.finding;
            const bool told = finding.verdict != sim::Verdict::kNotModelled;
            cells.push_back(told ? figure::format_short(finding.difference, {figure::Unit::kNumber, true, 2}) : "");
            cells.push_back(told ? range_words(finding.spread) : "");
            cells.push_back(verdict_words(finding));
            cells.push_back(people_words(finding));
            cells.push_back(row.survey_sees ? fmt::format("{:.1f} points", *row.survey_sees)
                                            : std::string("not by a survey"));
        }
        table.rows.push_back(std::move(cells));
    }
    made.content = std::move(table);
    return made;
}

Figure differences_figure(const Explorer& explorer) {
    const BranchPlan& plan = need_shown(explorer);
    const BranchPlan& other = need_other(explorer);
    Figure made =
        begin_figure(explorer, fmt::format("{} minus {}", plan.name, other.name),
                     fmt::format("{}, {}", headline_place(explorer), week_words(explorer, explorer.week_there())),
                     runs_shown(explorer));
    figure::IntervalDots dots;
    dots.x.style = {figure::Unit::kNumber, true, -1};
    dots.x.include_zero = true;
    dots.x.least_span = 2 * kPointThatMatters;  // noise is not magnified
    dots.interval_meaning =
        fmt::format("lowest to highest of {}, each with its own parameters; dots: the main run, with defaults",
                    further_runs_words(explorer));
    dots.hollow_meaning = "neither gain nor harm";
    double least = 100;
    std::string rates;  // not in points: in words
    for (const Headline& row : headlines(explorer, headline_district(explorer))) {
        if (!row.finding) continue;
        const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(row.outcome)];
        const Finding& finding = *row.finding;
        if (row.survey_sees) least = std::min(least, *row.survey_sees);
        if (difference_unit(row.outcome) != "points") {
            rates += fmt::format(" {}: {}.", info.title, scenarios::lower_first(finding_words(finding)));
            continue;
        }
        const bool told = finding.verdict != sim::Verdict::kNotModelled;
        const std::string people = people_words(finding);
        dots.rows.push_back({std::string(info.title), told ? finding.difference : kNotTold,
                             told ? finding.spread.low : kNotTold, told ? finding.spread.high : kNotTold, "",
                             verdict_words(finding) + (people.empty() ? "" : ", " + people), plan.colour,
                             !is_gain_or_harm(finding)});
    }
    dots.x.label =
        fmt::format("Difference, points (magnified: GMCA's residents' survey sees from about {:.0f})", least);
    made.caption = rates.empty() ? rates : rates.substr(1);
    const std::string note = comparison_note(explorer);
    if (!note.empty()) made.caption = note + " " + made.caption;
    made.content = std::move(dots);
    return made;
}

Figure over_time_figure(const Explorer& explorer) {
    need_shown(explorer);
    const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(explorer.workspace().outcome)];
    Runs runs{0, runs_shown(explorer).further};
    Figure made = begin_figure(explorer, std::string(info.title), headline_place(explorer), runs);
    made.ranks_allowed = info.disclosure.ranks_places;
    figure::LineChart chart;
    chart.y.least_span = least_axis(explorer);
    chart.x.start = explorer.date_of(0);
    chart.y.style = {figure::Unit::kNumber, false, -1};
    chart.y.label = outcome_unit(explorer.workspace().outcome);
    chart.band_meaning = fmt::format("Bands: lowest to highest of {}.", further_runs_words(explorer));
    for (const BranchPlan& plan : explorer.workspace().branches) {
        const BranchResult* result = explorer.frame().branch(plan.id);
        if (!result || result->weeks.empty()) continue;
        ++runs.main;
        figure::Series series = line_of_branch(explorer, plan, *result, explorer.workspace().week);
        const bool in_front = plan.id == explorer.workspace().shown || plan.id == explorer.workspace().against;
        if (in_front) add_band(series, *result, headline_district(explorer), explorer.workspace().outcome);
        chart.series.push_back(std::move(series));
        if (plan.forked_at > 0)
            chart.events.push_back({static_cast<double>(plan.forked_at), fmt::format("fork: {}", plan.name)});
        for (const LeverMark& mark : event_marks(plan.scenario(), explorer.geography())) {
            const bool there = std::any_of(chart.events.begin(), chart.events.end(), [&](const figure::Event& other) {
                return other.x == mark.week && other.text == mark.text;
            });
            if (!there) chart.events.push_back({static_cast<double>(mark.week), mark.text});
        }
    }
    if (explorer.workspace().week > 0) chart.events.push_back({static_cast<double>(explorer.week_there()), "now"});
    made.caption = axis_words(explorer, chart);
    made.provenance = provenance_of(explorer, runs);
    made.content = std::move(chart);
    return made;
}

// The levers of one branch, their sum, and what that is of the budget.
void add_costs(figure::Table& table, const Explorer& explorer, const BranchPlan& plan, bool named) {
    const sim::Scenario& scenario = plan.scenario();
    const Spending money = spending(explorer, plan);
    const auto add = [&](std::string what, std::string how, std::string unit, figure::Cell so_far, figure::Cell whole) {
        std::vector<figure::Cell> cells;
        cells.emplace_back(std::move(what));
        if (named) cells.emplace_back(plan.name);
        cells.emplace_back(std::move(how));
        cells.emplace_back(std::move(unit));
        cells.push_back(std::move(so_far));
        cells.push_back(std::move(whole));
        table.rows.push_back(std::move(cells));
    };
    for (std::size_t k = 0; k < scenario.levers.size(); ++k) {
        const auto& lever = scenario.levers[k];
        const auto& info = sim::info(lever.kind);
        add(std::string(info.title), setting_words(explorer, scenario, lever),
            fmt::format("£{} per {} ({}, {})", unit_price(lever.cost.gbp), lever.cost.per, lever.cost.price_year,
                        lever.cost.source),
            money.by_lever[k] / 1e6, money.by_lever_whole[k] / 1e6);
    }
    add("All levers", "", "", money.so_far / 1e6, money.whole / 1e6);
    const double over = money.present - explorer.workspace().budget_gbp;
    add("Present value",
        fmt::format("budget £{:.1f} million: {}", explorer.workspace().budget_gbp / 1e6,
                    over > kPenny ? fmt::format("£{:.1f} million over it", over / 1e6)
                                  : fmt::format("£{:.1f} million of it left", -over / 1e6)),
        "", std::string(), money.present / 1e6);
}

Figure costs_figure(const Explorer& explorer) {
    const BranchPlan& plan = need_shown(explorer);
    const BranchPlan* other = explorer.against();
    Figure made = begin_figure(
        explorer,
        other ? fmt::format("What {} and {} cost", plan.name, other->name) : fmt::format("What {} costs", plan.name),
        fmt::format("Greater Manchester, real pounds of 2024, up to {}", week_words(explorer, explorer.week_there())),
        {});
    figure::Table table;
    table.columns.push_back({"Lever", figure::Align::kLeft, {}});
    if (other) table.columns.push_back({"Branch", figure::Align::kLeft, {}});
    table.columns.insert(table.columns.end(),
                         {{"How much, where", figure::Align::kLeft, {}},
                          {"Unit cost", figure::Align::kLeft, {}},
                          {"So far, £ million", figure::Align::kRight, {figure::Unit::kNumber, false, 2}},
                          {fmt::format("All {} years, £ million", plan.scenario().years),
                           figure::Align::kRight,
                           {figure::Unit::kNumber, false, 2}}});
    add_costs(table, explorer, plan, other != nullptr);
    if (other) add_costs(table, explorer, *other, true);
    made.caption = "Unit costs without a source id are assumptions. Present value at 3.5 % a year (Green Book).";
    made.content = std::move(table);
    return made;
}

Figure assumptions_figure(const Explorer& explorer) {
    const BranchPlan& plan = need_shown(explorer);
    Figure made = begin_figure(explorer, "Assumptions", "Behaviour parameters, the same for every resident", {});
    figure::Table table;
    table.columns = {{"Parameter", figure::Align::kLeft, {}}, {"Meaning", figure::Align::kLeft, {}},
                     {"Value", figure::Align::kRight, {}},    {"Default", figure::Align::kRight, {}},
                     {"Range", figure::Align::kRight, {}},    {"Evidence", figure::Align::kLeft, {}}};
    for (const auto& info : sim::parameter_table()) {
        const auto& fixed = plan.scenario().parameters;
        const auto at = std::find_if(fixed.begin(), fixed.end(), [&](const auto& p) { return p.name == info.name; });
        table.rows.push_back(
            {parameter_title(info), fmt::format("{} ({})", parameter_meaning(info), info.unit),
             at == fixed.end() ? fmt::format("{:g}", info.value) : fmt::format("{:g} (changed)", at->value),
             fmt::format("{:g}", info.value),
             info.prior == sim::Prior::kFixed ? std::string("fixed") : fmt::format("{:g} to {:g}", info.low, info.high),
             evidence_words(info)});
    }
    made.content = std::move(table);
    return made;
}

Figure prediction_figure(const Explorer& explorer, std::size_t question) {
    const Prediction& asked = explorer.workspace().predictions.at(question);
    const auto answer = asked.revealed ? answer_of(explorer, asked) : std::nullopt;
    const int branches = asked.against == kNobody ? 1 : 2;
    Figure made = begin_figure(explorer, "What the room expected", question_words(explorer, asked),
                               answer ? Runs{branches, branches * answer->spread.members} : Runs{});
    made.ranks_allowed = sim::kOutcomeTable[static_cast<std::size_t>(asked.outcome)].disclosure.ranks_places;
    figure::IntervalDots dots;
    dots.x.label = asked.against == kNobody ? outcome_unit(asked.outcome) : difference_unit(asked.outcome);
    dots.x.style = {figure::Unit::kNumber, asked.against != kNobody, -1};
    if (asked.against == kNobody) dots.reference.reset();  // a level is held against no line
    constexpr int kGuessColour = 6;                        // the colour of ink: guesses belong to no branch
    const BranchPlan* of = explorer.workspace().find(asked.branch);
    dots.interval_meaning = answer ? fmt::format("lowest to highest of {} further runs", answer->spread.members) : "";
    for (const Guess& guess : asked.guesses)
        dots.rows.push_back({guess.who, guess.value, guess.value, guess.value, "", "", kGuessColour});
    if (answer) {
        dots.rows.push_back(
            {"The model", answer->value, answer->spread.low, answer->spread.high, "", "", of ? of->colour : 0});
    }
    if (dots.rows.empty()) throw std::invalid_argument("the question has no guesses yet");
    made.caption = answer ? kOfGuesses : "The answer is not revealed yet.";
    made.content = std::move(dots);
    return made;
}

Figure panel_figure(const Explorer& explorer, std::string_view panel) {
    if (panel == "map") return map_figure(explorer, need_shown(explorer).id);
    if (panel == "other_map") return map_figure(explorer, need_other(explorer).id);
    if (panel == "difference_map") return need_other(explorer), difference_map_figure(explorer);
    if (panel == "headlines") return headlines_figure(explorer);
    if (panel == "differences") return differences_figure(explorer);
    if (panel == "over_time") return over_time_figure(explorer);
    if (panel == "monitored") return monitored_figure(explorer);
    if (panel == "why") return why_figure(explorer);
    if (panel == "who") return who_figure(explorer);
    if (panel == "equality") return equality_figure(explorer);
    if (panel == "costs") return costs_figure(explorer);
    if (panel == "assumptions") return assumptions_figure(explorer);
    if (panel == "line_up") return line_up_figure(explorer);
    if (explorer.workspace().predictions.empty()) throw std::invalid_argument("there is no question to the room");
    return prediction_figure(explorer, explorer.workspace().predictions.size() - 1);
}

}  // namespace concord::explorer
