// What the model was held against and what came of it, for the log of quality assurance.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "report/page_files.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"

namespace concord::report {
namespace {

// Columns of the rows that `concord validate --format markdown` prints.
enum Of { kId, kKind, kMeasure, kUnit, kTolerance, kValue, kRange, kVerdict, kSource, kBeside, kNote, kColumns };

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    for (std::size_t begin = line.find('|'); begin != std::string_view::npos;) {
        const std::size_t end = line.find('|', begin + 1);
        if (end == std::string_view::npos) break;
        cells.emplace_back(scenarios::trimmed(line.substr(begin + 1, end - begin - 1)));
        begin = end;
    }
    return cells;
}

std::vector<std::vector<std::string>> patterns_in(std::string_view text) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        if (line.starts_with("| P"))
            if (auto cells = cells_of(line); cells.size() == kColumns) rows.push_back(std::move(cells));
        begin = end + 1;
    }
    return rows;
}

}  // namespace

Validation validation(std::string_view text) {
    const auto rows = patterns_in(text);
    Table table{.id = "validation",
                .caption = "What the model was held against, and what came of it",
                .columns = {{.title = "Pattern", .heads_row = true},
                            {.title = "What is compared"},
                            {.title = "Kind"},
                            {.title = "Unit"},
                            {.title = "Allowed"},
                            {.title = "Value"},
                            {.title = "Over seeds"},
                            {.title = "Verdict"}},
                .note =
                    "As in docs/validation.md of this version, which has sources, what deprivation alone would have "
                    "said, and why rows are missed. Built in: a parameter or a construction gives it. Fitted: set so "
                    "that it is met. Follows: a check of the arithmetic. Predicted: evidence for the model.",
                .appendix = true};
    int predicted = 0, met = 0, missed = 0;
    std::vector<std::string> misses;
    for (const auto& row : rows) {
        const bool is_missed = row[kVerdict] == "missed";
        if (row[kKind] == "predicted") ++predicted, met += row[kVerdict] == "met" ? 1 : 0, missed += is_missed ? 1 : 0;
        if (is_missed) misses.push_back(fmt::format("{} ({})", row[kMeasure], row[kId]));
        table.rows.push_back({{row[kId], row[kMeasure], row[kKind], row[kUnit], row[kTolerance], row[kValue],
                               row[kRange], row[kVerdict]}});
    }
    return {
        fmt::format("Of {} predicted rows {} are met, {} {} missed, and {} are told without a bound. Missed of all {}: "
                    "{}.",
                    predicted, met, missed, missed == 1 ? "is" : "are", predicted - met - missed,
                    scenarios::counted(rows.size(), "row"), misses.empty() ? "none" : scenarios::joined(misses)),
        std::move(table)};
}

Validation validation() { return validation(kValidationText); }

}  // namespace concord::report
