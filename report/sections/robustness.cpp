// How firm is it: which uncertain parameters matter and how large one would have to be for the order to turn; contested
// assumptions; corners in which each option wins.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/compare/parameter_influence.h"
#include "scenarios/files/text.h"
#include "sim/parameters/parameters.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Influences, scenarios::ParameterInfluence;

namespace {

constexpr std::size_t kMostParameters = 10;

void add_rows(Table& table, const std::string& outcome, const std::string& what, const Influences& found) {
    for (std::size_t k = 0; k < std::min(kMostParameters, found.telling.size()); ++k) {
        const ParameterInfluence& of = found.telling[k];
        const sim::ParameterInfo* info = sim::find_parameter(of.parameter);
        const std::string range = info ? fmt::format("{:.3g} to {:.3g}", info->low, info->high) : std::string();
        Row row{{outcome, what, of.parameter, info ? info->meaning : std::string(), range,
                 signed_cell(of.correlation, 2), signed_cell(of.low, 3), signed_cell(of.high, 3),
                 std::isnan(of.turns_at) ? Cell("not within its range")
                                         : Cell(fmt::format("{:.3g}", of.turns_at), of.turns_at),
                 info ? info->source : std::string()}};
        row.outcome = outcome;
        table.rows.push_back(std::move(row));
    }
}

Table table_of_parameters(const Comparison& c, Influences& tried) {
    Table table{.id = "parameters-that-matter",
                .caption = "Parameters that a difference hangs on, and where the order would turn",
                .columns = {{.title = "Outcome", .heads_row = true},
                            {.title = "Difference"},
                            {.title = "Parameter"},
                            {.title = "What it is"},
                            {.title = "Range drawn"},
                            {.title = "Rank correlation", .right = true},
                            {.title = "Lowest third of draws", .right = true},
                            {.title = "Highest third", .right = true},
                            {.title = "Sign turns at", .right = true},
                            {.title = "Source"}}};
    const scenarios::ParameterInfluences influences(c.plan, differences_tried(c));
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        const std::string outcome(c.outcomes[static_cast<std::size_t>(o)].title);
        for (int s = 1; s < c.scenarios(); ++s) {
            const Influences found = influences.on(c.differences(s, 0, o));
            tried = {.draws = std::max(tried.draws, found.draws),
                     .parameters = std::max(tried.parameters, found.parameters),
                     .least = found.least,
                     .telling = {}};
            const sim::Verdict verdict = c.difference(s, 0, o).verdict;
            if (verdict == sim::Verdict::kNotModelled || verdict == sim::Verdict::kNoChangeThatMatters) continue;
            add_rows(table, outcome, fmt::format("{} less baseline", scenarios::letter(s)), found);
        }
        for (int a = 1; a < c.scenarios(); ++a)
            for (int b = a + 1; b < c.scenarios(); ++b)
                if (sim::tells_sign(pair_of(c, a, b, 0, o).verdict))
                    add_rows(table, outcome, fmt::format("{} less {}", scenarios::letter(a), scenarios::letter(b)),
                             influences.on(scenarios::differences_between(c, a, b, 0, o)));
    }
    table.note = fmt::format(
        "{}, over {} draws. A correlation counts from {:.2f} on: less is what chance gives among so many parameters "
        "and differences. \"Sign turns "
        "at\" is where a straight line through the draws crosses zero (switching value).",
        drawn_words(tried.parameters), tried.draws, tried.least);
    return table;
}

// In how many draws each scenario is the best, and what those draws have in common.
Table table_of_corners(const Comparison& c) {
    Table table{.id = "corners",
                .caption = "In how many runs each option is the best, and by how much there",
                .columns = {{.title = "Outcome", .heads_row = true},
                            {.title = "Scenario"},
                            {.title = fmt::format("Best, % of {}", replicate_word(c)), .right = true},
                            {.title = "Mean lead over the next there", .right = true},
                            {.title = "Is that lead what matters?"}},
                .note =
                    "The best of a run is the one with the highest value there (the lowest where less is better), "
                    "however small its lead. Where the lead is less than what matters the first place means "
                    "nothing."};
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
        if (info.better == 0) continue;
        std::vector<std::vector<double>> all;
        for (int s = 0; s < c.scenarios(); ++s) all.push_back(c.differences(s, 0, o));
        std::vector<int> wins(all.size(), 0);
        std::vector<double> leads(all.size(), 0);
        int defined = 0, ties = 0;
        for (std::size_t r = 0; r < static_cast<std::size_t>(c.replicates); ++r) {
            std::vector<std::pair<double, std::size_t>> order;
            for (std::size_t s = 0; s < all.size(); ++s) order.emplace_back(all[s][r] * info.better, s);
            if (std::any_of(order.begin(), order.end(), [](const auto& one) { return std::isnan(one.first); }))
                continue;
            ++defined;
            std::stable_sort(order.begin(), order.end(),
                             [](const auto& a, const auto& b) { return a.first > b.first; });
            if (order[0].first == order[1].first) {
                ++ties;
                continue;
            }
            ++wins[order[0].second];
            leads[order[0].second] += order[0].first - order[1].first;
        }
        if (ties > 0) {
            Row row{
                {std::string(info.title), "none: several alike", number_cell(100.0 * ties / defined, 0), Cell(), "no"}};
            row.outcome = std::string(info.title);
            table.rows.push_back(std::move(row));
        }
        for (std::size_t s = 0; s < all.size() && defined > 0; ++s) {
            if (wins[s] == 0) continue;
            const double lead = leads[s] / wins[s], matters = c.difference(0, 0, o).matters;
            Row row{{std::string(info.title), s == 0 ? name_of(c, 0) : labelled(c, static_cast<int>(s)),
                     number_cell(100.0 * wins[s] / defined, 0), number_cell(lead, 3), lead >= matters ? "yes" : "no"}};
            row.outcome = std::string(info.title);
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

Table table_of_contested(const Inputs& in) {
    const Comparison& c = in.comparison;
    constexpr int kPolice = sim::kOutcomePoliceConfidence;
    Table table{.id = "contested",
                .caption = "Confidence in the police under contested assumptions, Greater Manchester",
                .columns = {{.title = "Assumption", .heads_row = true}},
                .note = fmt::format("Sources disagree on these, so that no option should be chosen for what hangs on "
                                    "one of them. Each rests on {} {}, the comparison itself on {}.",
                                    in.contested.front().comparison.replicates, replicate_word(c), c.replicates)};
    for (int s = 1; s < c.scenarios(); ++s) table.columns.push_back({.title = labelled(c, s)});
    const auto row_of = [&](const std::string& title, const Comparison& of) {
        Row row{{title}};
        for (int s = 1; s < c.scenarios(); ++s)
            row.cells.push_back(s < of.scenarios()
                                    ? difference_cell(of, of.difference(s, 0, kPolice), of.outcomes.at(kPolice))
                                    : Cell("not run"));
        table.rows.push_back(std::move(row));
    };
    row_of("as in this comparison", c);
    for (const ContestedInput& one : in.contested) row_of(one.title, one.comparison);
    return table;
}

}  // namespace

Section robustness(const Inputs& in) {
    const Comparison& c = in.comparison;
    Section section{.id = "how-firm", .title = "How firm is it?"};
    if (c.plan.parameters == scenarios::ParameterDraws::kDefaults) {
        section.blocks.emplace_back(Paragraph{
            "Every run holds the parameters at their defaults: which of them matter cannot be told from these runs. "
            "concord compare --draws prior draws them from their ranges.",
            Emphasis::kWarning});
    } else {
        Influences tried;
        Table table = table_of_parameters(c, tried);
        section.blocks.emplace_back(
            Paragraph{table.rows.empty()
                          ? fmt::format("No single parameter stands out. {}; {}. More draws (--runs) see smaller ones.",
                                        drawn_words(tried.parameters),
                                        tried.least < 1
                                            ? fmt::format("with {} draws a rank correlation counts from {:.2f} on",
                                                          tried.draws, tried.least)
                                            : fmt::format("{} draws are too few to tell any from chance", tried.draws))
                          : "What is not known counts most where it stands first:"});
        if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
        if (has_posterior(c))
            section.blocks.emplace_back(table_of_information(c));
        else
            section.blocks.emplace_back(Paragraph{
                "The value of finding out more about a parameter is not given: it needs a posterior, and these draws "
                "are from the priors. concord compare --draws FILE takes one.",
                Emphasis::kNote});
    }
    section.blocks.emplace_back(table_of_corners(c));
    if (in.contested.empty())
        section.blocks.emplace_back(Paragraph{
            "Contested assumptions were left out of these runs; concord compare without --contested 0 runs them.",
            Emphasis::kWarning});
    else
        section.blocks.emplace_back(table_of_contested(in));
    return section;
}

}  // namespace concord::report
