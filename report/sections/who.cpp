// Who gains and who loses: by deprivation fifth, age, household and background; and measures of equality. Background
// decides nothing in the model but who is "other" in a meeting and how often one is stopped; it is told as harm, so
// that a mean does not hide it.
#include <fmt/format.h>

#include <cmath>

#include "report/sections/cells.h"
#include "report/sections/decision.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/equality_table.h"
#include "scenarios/files/text.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Difference;

namespace {

bool may_show(const sim::MeasureInfo& info, const sim::GroupLayout& layout, int group) {
    return sim::may_show(info.disclosure, sim::Quantity::kDifference, layout.cell(group));
}

// Groups of one option: gains and harms, or what could be either way.
Table table_of_groups(const Comparison& c, int s, bool firm) {
    const sim::GroupLayout layout{.districts = c.districts};
    Table table{
        .id = fmt::format("{}-{}", firm ? "groups" : "open-groups", s),
        .caption = fmt::format("{}: {}, year {}", labelled(c, s),
                               firm ? "groups that gain or lose" : "groups of which one cannot say", c.plan.years()),
        .columns = {{.title = "Group", .heads_row = true},
                    {.title = "Outcome"},
                    {.title = "Baseline", .right = true},
                    {.title = "Against the baseline"}},
        .note = firm ? "Groups and outcomes in which the difference is too small to matter, could be either way, is "
                       "not modelled, or may not be shown are left out."
                     : "",
        .appendix = !firm};
    for (const int g : scenarios::groups_of_people(layout))
        for (const int o : scenarios::outcomes_told(c.outcomes.size())) {
            const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
            const Difference& d = c.difference(s, g, o);
            if (!may_show(info, layout, g) || std::isnan(d.mean) || !sim::tells_sign(d.verdict)) continue;
            if (firm == (d.verdict == sim::Verdict::kCannotSay)) continue;
            // Of backgrounds only what is a harm, or may be one, is told.
            const bool by_background = layout.cell(g).by == sim::Breakdown::kEthnicGroup;
            if (by_background && d.verdict == sim::Verdict::kGain) continue;
            Row row{{c.groups[static_cast<std::size_t>(g)], std::string(info.title), level_cell(d.baseline, info),
                     difference_cell(c, d, info)}};
            row.outcome = std::string(info.title);
            table.rows.push_back(std::move(row));
        }
    return table;
}

Table table_of_equality(const Comparison& c) {
    const sim::GroupLayout layout{.districts = c.districts};
    Table table{
        .id = "equality",
        .caption = fmt::format("Equality, polarisation and segregation, Greater Manchester, year {}", c.plan.years()),
        .columns = {{.title = "Measure", .heads_row = true}, {.title = "Baseline", .right = true}},
        .note = scenarios::kHowToReadEquality};
    for (int s = 1; s < c.scenarios(); ++s) table.columns.push_back({.title = labelled(c, s)});
    for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
        for (const int g : scenarios::groups_told(sim::kEqualityTable[e], layout)) {
            const sim::MeasureInfo& info = sim::kEqualityTable[e];
            const Difference& first = c.equality_of(1, g, static_cast<int>(e));
            if (std::isnan(first.baseline)) continue;
            Row row{{fmt::format("{} ({})",
                                 scenarios::row_title(info, c.groups[static_cast<std::size_t>(g)], g == layout.gm()),
                                 info.unit),
                     number_cell(first.baseline, 2)}};
            for (int s = 1; s < c.scenarios(); ++s)
                row.cells.push_back(difference_cell(c, c.equality_of(s, g, static_cast<int>(e)), info));
            table.rows.push_back(std::move(row));
        }
    return table;
}

}  // namespace

Section who(const Inputs& in) {
    const Comparison& c = in.comparison;
    Section section{.id = "who", .title = "Who gains and who loses"};
    section.blocks.emplace_back(Paragraph{
        "A mean can hide that one group gains and another loses. Here every group is held against itself in the "
        "baseline. This is no equality impact assessment: sex, disability, religion and other protected "
        "characteristics "
        "are not in the model, and five ethnic groups hide large differences.",
        Emphasis::kNote});
    std::vector<std::string> none;
    for (int s = 1; s < c.scenarios(); ++s) {
        Table table = table_of_groups(c, s, true);
        if (table.rows.empty())
            none.push_back(name_of(c, s));
        else
            section.blocks.emplace_back(std::move(table));
    }
    if (!none.empty())
        section.blocks.emplace_back(Paragraph{
            fmt::format("In headline outcomes no group that is told of here gains or loses by what matters under: {}.",
                        scenarios::joined(none))});
    if (std::vector<std::string> beyond = beyond_headlines(c); !beyond.empty())
        section.blocks.emplace_back(Bullets{std::move(beyond)});
    for (int s = 1; s < c.scenarios(); ++s)
        if (Table table = table_of_groups(c, s, false); !table.rows.empty())
            section.blocks.emplace_back(std::move(table));
    if (!c.equality.empty()) section.blocks.emplace_back(table_of_equality(c));
    section.blocks.emplace_back(Paragraph{scenarios::without_result()});
    return section;
}

}  // namespace concord::report
