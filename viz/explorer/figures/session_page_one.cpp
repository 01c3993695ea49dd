// Page one of a session's report: what was asked, which futures are compared, what each does and costs, what came.
#include <fmt/format.h>

#include "scenarios/files/text.h"
#include "scenarios/results/results_writer.h"
#include "viz/explorer/figures/panel_parts.h"
#include "viz/explorer/figures/reached_words.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/figures/session_report.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

using report::Cell, report::Emphasis, report::Paragraph, report::Tone;

Cell millions(double pounds) {
    return {figure::format_short(pounds / 1e6, {figure::Unit::kNumber, false, 2}), pounds / 1e6};
}

std::string levers_in_words(const Explorer& explorer, const BranchPlan& plan) {
    std::vector<std::string> levers;
    for (const sim::LeverSetting& lever : plan.scenario().levers)
        levers.push_back(
            fmt::format("{}: {}", sim::info(lever.kind).title, setting_words(explorer, plan.scenario(), lever)));
    return levers.empty() ? "No lever." : fmt::format("{}.", fmt::join(levers, "; "));
}

report::Table table_of_futures(const Explorer& explorer) {
    report::Table table;
    table.id = "futures";
    table.caption = fmt::format("The futures shown, what each does and what it costs up to {}",
                                week_words(explorer, explorer.week_there()));
    table.columns = {
        {.title = "Future", .heads_row = true},
        {.title = "What it does"},
        {.title = "So far, £\u00A0million", .right = true},
        {.title = fmt::format("All {} years, £\u00A0million", explorer.workspace().years()), .right = true},
        {.title = "Present value, £\u00A0million", .right = true}};
    std::vector<std::string> others;
    for (const BranchPlan& plan : explorer.workspace().branches)
        if (&plan != explorer.shown() && &plan != explorer.against()) others.push_back("\"" + plan.name + "\"");
    for (const BranchPlan* plan : {explorer.shown(), explorer.against()}) {
        if (!plan) continue;
        const Spending money = spending(explorer, *plan);
        table.rows.push_back({{plan->name, levers_in_words(explorer, *plan), millions(money.so_far),
                               millions(money.whole), millions(money.present)}});
    }
    table.note = fmt::format(
        "Real pounds of 2024, Greater Manchester. Present value at 3.5 % a year (Green Book); the session's budget is "
        "£{:.1f} million.",
        explorer.workspace().budget_gbp / 1e6);
    if (!others.empty()) table.note += fmt::format(" Also in the session: {}.", fmt::join(others, ", "));
    return table;
}

// "Cannot say" covers more than what could be either way.
Tone tone_in_words(const Finding& finding, const std::string& words) {
    if (!finding.verdict) return Tone::kNone;
    switch (*finding.verdict) {
        case sim::Verdict::kGain: return Tone::kGain;
        case sim::Verdict::kHarm: return Tone::kHarm;
        case sim::Verdict::kNoChangeThatMatters: return Tone::kSmall;
        case sim::Verdict::kNotModelled: return Tone::kNotModelled;
        case sim::Verdict::kCannotSay: break;
    }
    return words.find(report::words_of(Tone::kUnsure)) == std::string::npos ? Tone::kNone : Tone::kUnsure;
}

void add_compared(std::vector<Cell>& cells, const Headline& row) {
    if (!row.finding) {
        cells.insert(cells.end(), {figure::kNoData, "", ""});
        return;
    }
    const std::string verdict = scenarios::upper_first(verdict_words(*row.finding));
    cells.emplace_back(verdict, tone_in_words(*row.finding, verdict));
    cells.emplace_back(size_words(*row.finding));
    cells.push_back(row.survey_sees ? Cell(fmt::format("{:.1f}", *row.survey_sees), *row.survey_sees)
                                    : Cell("not by a survey"));
}

report::Table table_of_headlines(const Explorer& explorer, int district) {
    const BranchPlan *one = explorer.shown(), *other = explorer.against();
    const std::string where = place_words(explorer, district);
    report::Table table;
    table.id = district < 0 ? "headlines" : "headlines-of-district";
    table.caption = fmt::format("{}, {}{}", where, week_words(explorer, explorer.week_there()),
                                other ? fmt::format(": {} against \"{}\"", one->name, other->name) : "");
    table.columns = {{.title = fmt::format("Outcome, {}", where), .heads_row = true},
                     {.title = one->name, .right = true}};
    if (other)
        table.columns.insert(
            table.columns.end(),
            {{.title = "Verdict"}, {.title = "How much"}, {.title = "The survey sees from, points", .right = true}});
    else
        table.columns.push_back({.title = fmt::format("{}, lowest to highest", further_runs_words(explorer))});
    for (const Headline& headline : headlines(explorer, district)) {
        const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(headline.outcome)];
        report::Row row{{std::string(info.title), Cell(level_words(headline.level, headline.outcome), headline.level)}};
        if (other)
            add_compared(row.cells, headline);
        else
            row.cells.emplace_back(range_words(headline.spread));
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string of_which_runs(const Explorer& explorer) {
    const SimulatorOptions& runs = explorer.options().simulation;
    return fmt::format(
        "Levels and differences are of the main run: one simulated resident for {} people, parameters at their "
        "defaults. In brackets: lowest to highest of {}, one resident for {} people, each with its own parameters from "
        "their ranges. A gain or a harm is one in all of them, beyond the smallest difference that matters.",
        runs.scale, further_runs_words(explorer), runs.member_scale);
}

// The question of the day is the report's title.
void add_what_was_asked(report::Section& page, const Explorer& explorer) {
    report::Bullets asked;
    for (const Prediction& one : explorer.workspace().predictions) asked.items.push_back(question_words(explorer, one));
    if (asked.items.empty()) {
        const std::string& purpose = explorer.workspace().branches.front().scenario().purpose;
        if (!purpose.empty()) page.blocks.push_back(Paragraph{purpose, Emphasis::kLead});
        return;
    }
    page.blocks.push_back(Paragraph{"The room was asked, before the answer was known:"});
    page.blocks.push_back(std::move(asked));
}

}  // namespace

report::Section report_page_one(const Explorer& explorer) {
    report::Section page{.id = "what-came", .title = "What was asked, and what came"};
    const auto add = [&](report::Block block) { page.blocks.push_back(std::move(block)); };
    if (!explorer.shown() || explorer.week_there() < 0) {
        add(Paragraph{"No scenario was open, or nothing of it was computed yet."});
        return page;
    }
    add_what_was_asked(page, explorer);
    add(table_of_futures(explorer));
    if (const std::string note = comparison_note(explorer); !note.empty()) add(Paragraph{note, Emphasis::kWarning});
    report::Table headlines = table_of_headlines(explorer, -1);
    headlines.note = of_which_runs(explorer);
    add(std::move(headlines));
    const int district = headline_district(explorer);
    if (district >= 0) add(table_of_headlines(explorer, district));
    if (std::vector<std::string> reached = reached_words(explorer); !reached.empty())
        add(report::Bullets{std::move(reached)});
    if (!explorer.against())
        add(Paragraph{"One future alone: what a choice does shows only against another.", Emphasis::kNote});
    add(Paragraph{scenarios::kCaveat, Emphasis::kWarning});
    return page;
}

}  // namespace concord::explorer
