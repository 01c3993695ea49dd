#include "scenarios/compare/meetings_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"

namespace concord::scenarios {
namespace {

using OfDistrict = std::array<double, sim::kMeetingCounts>;

// "2 tried, 1 turned away, 1.5 held (Bolton 1, Bury 0.5)".
std::string line_of(const std::vector<OfDistrict>& counts, const std::vector<std::string>& districts) {
    OfDistrict all{};
    std::string where;
    for (std::size_t d = 0; d < counts.size(); ++d) {
        for (std::size_t k = 0; k < all.size(); ++k) all[k] += counts[d][k];
        if (counts[d][sim::kMeetingsHeld] > 0)
            where += fmt::format("{}{} {:.3g}", where.empty() ? "" : ", ", districts[d], counts[d][sim::kMeetingsHeld]);
    }
    return fmt::format("{:.3g} tried, {:.3g} turned away, {:.3g} held{}", all[sim::kMeetingsTried],
                       all[sim::kMeetingsTurnedAway], all[sim::kMeetingsHeld],
                       where.empty() ? "" : fmt::format(" ({})", where));
}

bool any_tried(const std::vector<OfDistrict>& counts) {
    return std::any_of(counts.begin(), counts.end(), [](const auto& d) { return d[sim::kMeetingsTried] > 0; });
}

}  // namespace

std::string meetings_text(const Comparison& c) {
    const auto table =
        std::find_if(c.tables.begin(), c.tables.end(), [](const FoldedTable& t) { return t.name == "meetings_mean"; });
    if (table == c.tables.end()) return {};
    const auto districts = static_cast<std::size_t>(c.districts), scenarios = static_cast<std::size_t>(c.scenarios());
    const std::size_t row = districts * sim::kMeetingCounts, periods = table->values.size() / scenarios / row;
    std::string text;
    bool any = false;
    for (std::size_t s = 0; s < scenarios; ++s) {
        std::vector<OfDistrict> counts(districts);
        for (std::size_t p = 0; p < periods; ++p)
            for (std::size_t d = 0; d < districts; ++d)
                for (std::size_t k = 0; k < sim::kMeetingCounts; ++k)
                    counts[d][k] += table->values[(s * periods + p) * row + d * sim::kMeetingCounts + k];
        any = any || any_tried(counts);
        // Greater Manchester comes first among the groups, then its districts.
        text += wrapped(fmt::format("{}: {}", c.plan.names[s],
                                    line_of(counts, {c.groups.begin() + 1, c.groups.begin() + 1 + c.districts})),
                        2) +
                "\n";
    }
    return any ? "Extremist meetings over the run, mean of the runs\n" + text : std::string();
}

std::string meetings_text(const sim::RunRecord& record, const sim::Geography& geography) {
    std::vector<OfDistrict> counts(geography.districts.size());
    std::vector<std::string> names;
    for (std::size_t d = 0; d < counts.size(); ++d) {
        names.push_back(geography.districts[d].name);
        for (int period = 0; period < record.periods; ++period)
            for (std::size_t k = 0; k < sim::kMeetingCounts; ++k)
                counts[d][k] += record[sim::SeriesId::kMeetings].at(period, d, k);
    }
    return any_tried(counts) ? "\nExtremist meetings: " + line_of(counts, names) + "\n" : std::string();
}

}  // namespace concord::scenarios
