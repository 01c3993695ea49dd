// What monitoring would have seen, in words: a summary for the answer of a comparison, and the table behind it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/detectability.h"
#include "scenarios/files/text.h"

namespace concord::scenarios {
namespace {

constexpr int kAcross = 5, kIndicatorWidth = 40, kCellWidth = 16;

std::vector<std::string_view> regimes() {
    std::vector<std::string_view> names;
    for (const sim::RegimeInfo& regime : sim::kRegimeTable) names.push_back(regime.name);
    names.push_back(kEvaluation);
    return names;
}

std::string title_of(std::string_view regime) {
    for (const sim::RegimeInfo& info : sim::kRegimeTable)
        if (info.name == regime) return std::string(info.title);
    return fmt::format("Participants and others, {:g} an arm", kEvaluationSample);
}

bool is_shown(const Detectable& row, std::string_view regime) { return row.regime == regime && row.group <= 0; }

// "62 %", "95 %, report 9".
std::string cell(const Detection& detection) {
    if (std::isnan(detection.chance)) return "-";
    const std::string chance = fmt::format("{:.0f} %", 100 * detection.chance);
    return detection.first_report > 0 ? fmt::format("{}, report {}", chance, detection.first_report) : chance;
}

const Detectable* find(const std::vector<Detectable>& rows, int option, std::string_view regime,
                       std::string_view indicator) {
    for (const Detectable& row : rows)
        if (row.option == option && is_shown(row, regime) && row.indicator->name == indicator) return &row;
    return nullptr;
}

// Names of the indicators of a regime, in the order of the rows.
std::vector<const sim::MeasureInfo*> indicators(const std::vector<Detectable>& rows, std::string_view regime) {
    std::vector<const sim::MeasureInfo*> found;
    for (const Detectable& row : rows) {
        const auto same = [&](const sim::MeasureInfo* other) { return other->name == row.indicator->name; };
        if (is_shown(row, regime) && std::none_of(found.begin(), found.end(), same)) found.push_back(row.indicator);
    }
    return found;
}

}  // namespace

std::string detectability_summary(const Comparison& c, const std::vector<Detectable>& rows) {
    std::string text;
    for (const std::string_view regime : regimes()) {
        std::string seen;
        for (const Detectable& row : rows)
            if (is_shown(row, regime) && row.detection.first_report > 0)
                seen += fmt::format("{}{}, {} (report {})", seen.empty() ? "" : "; ", letter(row.option),
                                    lower_first(std::string(row.indicator->title)), row.detection.first_report);
        if (indicators(rows, regime).empty()) continue;
        text += wrapped(fmt::format("  {}: {}.", title_of(regime), seen.empty() ? "nothing" : seen), 4) + "\n";
    }
    return text.empty() ? text
                        : fmt::format(
                              "Likely to be seen (80 %) by monitoring within {}, Greater Manchester, and after "
                              "which report\n{}",
                              counted(static_cast<std::size_t>(c.plan.years()), "year"), text);
}

std::string detectability_line(const Comparison& c, const std::vector<Detectable>& rows) {
    struct OfOption {
        int option = 0, likely = 0, all = 0;
        const Detectable* first = nullptr;
    };
    std::vector<OfOption> options(static_cast<std::size_t>(c.scenarios()));
    for (const Detectable& row : rows) {
        if (!is_shown(row, row.regime)) continue;
        OfOption& of = options.at(static_cast<std::size_t>(row.option));
        of.option = row.option;
        ++of.all;
        if (row.detection.first_report == 0) continue;
        ++of.likely;
        if (!of.first || row.known_in_week < of.first->known_in_week) of.first = &row;
    }
    if (std::none_of(options.begin(), options.end(), [](const OfOption& of) { return of.all > 0; })) return {};
    const std::string title = fmt::format("Likely to be seen (80 %) by monitoring within {}: ",
                                          counted(static_cast<std::size_t>(c.plan.years()), "year"));
    std::vector<std::string> something, nothing;
    const Detectable* first = nullptr;
    for (const OfOption& of : options) {
        if (of.all > 0 && of.likely == 0) nothing.push_back(letter(of.option));
        if (of.likely == 0) continue;
        something.push_back(fmt::format("{} in {} of {} series", letter(of.option), of.likely, of.all));
        if (!first || of.first->known_in_week < first->known_in_week) first = of.first;
    }
    if (!first) return title + "nothing of any option.\n";
    return wrapped(fmt::format("{}{}; first {} under {}, by {}, in week {}{}.", title, joined(something),
                               lower_first(std::string(first->indicator->title)), letter(first->option),
                               lower_first(title_of(first->regime)), first->known_in_week,
                               nothing.empty() ? "" : "; nothing of " + joined(nothing))) +
           "\n";
}

std::string detectability_table(const Comparison& c, const std::vector<Detectable>& rows) {
    std::string text = wrapped(fmt::format(
                           "What monitoring would see: the chance that all reports of {} together tell the option from "
                           "the baseline (5 % if there is no difference), and the report from which it is 80 %. "
                           "Supposes two Greater Manchesters, monitored alike; participants: if the gain is what was "
                           "put in.",
                           counted(static_cast<std::size_t>(c.plan.years()), "year"))) +
                       "\n";
    for (int first = 1; first < c.scenarios(); first += kAcross) {
        const int last = std::min(first + kAcross - 1, c.scenarios() - 1);
        for (const std::string_view regime : regimes()) {
            const auto seen = indicators(rows, regime);
            if (seen.empty()) continue;
            std::string line = fmt::format("{:<{}}", title_of(regime), kIndicatorWidth);
            for (int s = first; s <= last; ++s) line += fmt::format("{:<{}}", letter(s), kCellWidth);
            text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
            for (const sim::MeasureInfo* indicator : seen) {
                line = fmt::format("  {:<{}}", indicator->title, kIndicatorWidth - 2);
                for (int s = first; s <= last; ++s) {
                    const Detectable* row = find(rows, s, regime, indicator->name);
                    line += fmt::format("{:<{}}", row ? cell(row->detection) : "-", kCellWidth);
                }
                text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
            }
        }
    }
    return text;
}

}  // namespace concord::scenarios
