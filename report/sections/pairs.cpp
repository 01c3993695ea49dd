// Options against each other, draw by draw; measures of decision, and where they disagree; a portfolio against its
// parts.
#include "scenarios/compare/pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/index_weights.h"
#include "scenarios/compare/robustness.h"
#include "scenarios/files/text.h"

namespace concord::report {

using scenarios::Comparison;

namespace {

Table table_of_pairs(const Comparison& c) {
    Table table{
        .id = "option-against-option",
        .caption = fmt::format("Option against option, Greater Manchester, year {}", c.plan.years()),
        .columns = {{.title = "Outcome", .heads_row = true},
                    {.title = "Option"},
                    {.title = "Against"},
                    {.title = fmt::format("Does better, % of {}", replicate_word(c)), .right = true},
                    {.title = "Expected difference", .right = true},
                    {.title = "From", .right = true},
                    {.title = "To", .right = true},
                    {.title = "Verdict"}},
        .note =
            "P(A > B), the share in which the option does better, is counted pair by pair, never from "
            "whether two intervals overlap. Where the difference is too small to matter this table gives no number, "
            "and of all outcomes but the first it leaves the pair out."};
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
        for (int a = 1; a < c.scenarios(); ++a)
            for (int b = a + 1; b < c.scenarios(); ++b) {
                const scenarios::PairOfOptions pair = pair_of(c, a, b, 0, o);
                const bool told = sim::tells_sign(pair.verdict);
                if (!told && o != sim::kOutcomeGetOnWell) continue;
                const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
                const int decimals = scenarios::decimals_for(pair.mean, pair.interval);
                Row row{{info.better < 0 ? fmt::format("{} (less is better)", info.title) : std::string(info.title),
                         labelled(c, a), labelled(c, b)}};
                row.outcome = std::string(info.title);
                if (told) {
                    row.cells.push_back(number_cell(100 * pair.share_better, 0));
                    row.cells.push_back(signed_cell(pair.mean, decimals));
                    row.cells.push_back(signed_cell(pair.interval.low, decimals));
                    row.cells.push_back(signed_cell(pair.interval.high, decimals));
                } else {
                    row.cells.resize(7);
                }
                row.cells.emplace_back(pair.verdict == sim::Verdict::kNoChangeThatMatters
                                           ? std::string("too small to matter")
                                           : std::string(sim::name_of(pair.verdict)),
                                       tone_of(pair.verdict));
                table.rows.push_back(std::move(row));
            }
    return table;
}

// So many that two options that differ by what matters do not look alike.
int decimals_of_measures(double matters) {
    constexpr int kFewest = 2;
    return matters > 0 ? std::max(kFewest, 1 - static_cast<int>(std::floor(std::log10(matters)))) : kFewest;
}

Table table_of_measures(const Comparison& c, const scenarios::Robustness& robustness, int outcome) {
    const sim::MeasureInfo& info = c.outcomes.at(static_cast<std::size_t>(outcome));
    Table table{.id = fmt::format("measures-{}", scenarios::replaced(std::string(info.name), "_", "-")),
                .caption = fmt::format("Measures of decision: {}, {}", scenarios::lower_first(info.title),
                                       unit_of_difference(info)),
                .columns = {{.title = "Measure", .heads_row = true}, {.title = "What it is"}}};
    for (int s = 0; s < c.scenarios(); ++s)
        table.columns.push_back({.title = s == 0 ? name_of(c, 0) : labelled(c, s), .right = true});
    const int decimals = decimals_of_measures(c.difference(0, 0, outcome).matters);
    for (int m = 0; m < scenarios::kRobustnessMeasures; ++m) {
        const scenarios::RobustnessInfo& measure = scenarios::kRobustnessTable[static_cast<std::size_t>(m)];
        Row row{{std::string(measure.title), std::string(measure.meaning)}};
        for (const auto& of : robustness.of_option) {
            const double value = of[static_cast<std::size_t>(m)];
            row.cells.push_back(measure.in_unit ? signed_cell(value, decimals) : number_cell(100 * value, 0));
        }
        if (!measure.in_unit) row.cells[0].text += ", %";
        table.rows.push_back(std::move(row));
    }
    return table;
}

// Where measures name different options, in words; differences below what matters part no two options.
Paragraph words_of_measures(const Comparison& c, const scenarios::Robustness& robustness, int outcome) {
    const sim::MeasureInfo& info = c.outcomes.at(static_cast<std::size_t>(outcome));
    return {fmt::format("Who comes first in {}, options that differ by less than matters sharing a place. {}",
                        scenarios::lower_first(info.title),
                        scenarios::first_places(robustness, c.plan.names, c.difference(0, 0, outcome).matters))};
}

}  // namespace

Section pairs(const Inputs& in) {
    const Comparison& c = in.comparison;
    Section section{.id = "option-by-option", .title = "Options against each other"};
    if (c.scenarios() > 2)
        section.blocks.emplace_back(table_of_pairs(c));
    else
        section.blocks.emplace_back(Paragraph{"There is one option, so that there is no other to hold it against."});
    section.blocks.emplace_back(Paragraph{fmt::format(
        "What follows asks how options stand up to what nobody knows. Each of the {} {} is one state of the world that "
        "all options share. No measure is the right one; what counts is where they agree. A value is the difference "
        "from the baseline, turned so that more is better.",
        c.replicates, replicate_word(c))});
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        bool told = o == sim::kOutcomeGetOnWell;
        for (int s = 1; s < c.scenarios(); ++s) told = told || sim::tells_sign(c.difference(s, 0, o).verdict);
        if (!told) continue;
        const scenarios::Robustness robustness = robustness_of(c, 0, o);
        if (robustness.of_option.empty()) continue;
        section.blocks.emplace_back(words_of_measures(c, robustness, o));
        section.blocks.emplace_back(table_of_measures(c, robustness, o));
    }
    const std::string parts = scenarios::interactions(c);
    section.blocks.emplace_back(Paragraph{
        parts.empty() ? "No option buys in full what others buy, so that none can be held against the sum of its parts."
                      : "A portfolio against the sum of its parts. " + parts});
    return section;
}

}  // namespace concord::report
