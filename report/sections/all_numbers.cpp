// Every difference, as comparison.csv has it, to be sorted and filtered; what a workbook holds.
#include <fmt/format.h>

#include <cmath>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/files/text.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Difference;

namespace {

constexpr int kDecimals = 3;

Table table_of_all(const Comparison& c, bool of_districts) {
    const sim::GroupLayout layout{.districts = c.districts};
    Table table{.id = of_districts ? "all-districts" : "all-groups",
                .caption = of_districts ? "Greater Manchester and its districts: every outcome under every option"
                                        : "Groups of residents: every outcome under every option",
                .columns = {{.title = "Option", .heads_row = true},
                            {.title = of_districts ? "Place" : "Group"},
                            {.title = "Outcome"},
                            {.title = "Unit"},
                            {.title = "Baseline", .right = true},
                            {.title = "With the option", .right = true},
                            {.title = "Difference", .right = true},
                            {.title = "From", .right = true},
                            {.title = "To", .right = true},
                            {.title = "Verdict"},
                            {.title = "Matters from", .right = true},
                            {.title = "People", .right = true},
                            {.title = "A survey sees", .right = true}},
                .note = "Whoever quotes a difference whose verdict is \"no change that matters\" quotes noise.",
                .appendix = true};
    for (int s = 1; s < c.scenarios(); ++s)
        for (int g = 0; g < static_cast<int>(c.groups.size()); ++g) {
            if ((g <= c.districts) != of_districts) continue;
            for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
                const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
                const Difference& d = c.difference(s, g, o);
                if (!sim::may_show(info.disclosure, sim::Quantity::kDifference, layout.cell(g))) continue;
                Row row{{name_of(c, s), c.groups[static_cast<std::size_t>(g)], std::string(info.title),
                         std::string(info.unit), number_cell(d.baseline, kDecimals), number_cell(d.level, kDecimals),
                         signed_cell(d.mean, kDecimals), signed_cell(d.interval.low, kDecimals),
                         signed_cell(d.interval.high, kDecimals),
                         Cell(std::isnan(d.mean) ? std::string("not defined") : std::string(sim::name_of(d.verdict)),
                              std::isnan(d.mean) ? Tone::kNone : tone_of(d.verdict)),
                         number_cell(d.matters, kDecimals), number_cell(d.people, 0), number_cell(d.survey, 2)}};
                row.outcome = std::string(info.title);
                if (g > 0 && g <= c.districts) row.district = c.groups[static_cast<std::size_t>(g)];
                table.rows.push_back(std::move(row));
            }
        }
    return table;
}

}  // namespace

Section all_numbers(const Inputs& in) {
    Section section{.id = "all-numbers", .title = "All numbers"};
    section.blocks.emplace_back(table_of_all(in.comparison, true));
    section.blocks.emplace_back(table_of_all(in.comparison, false));
    return section;
}

}  // namespace concord::report
