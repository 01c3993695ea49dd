// Who gains and who loses (model.md section 6, fairness): every group's verdict in every outcome, gains and harms in
// points and people, and what is measured of equality, polarisation and segregation. Every cell asks its disclosure.
#include "scenarios/compare/equality_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"

namespace concord::scenarios {

std::vector<int> groups_of_people(const sim::GroupLayout& layout) {
    std::vector<int> groups(static_cast<std::size_t>(layout.count() - layout.fifth(0)));
    std::iota(groups.begin(), groups.end(), layout.fifth(0));
    return groups;
}

std::vector<int> outcomes_told(std::size_t outcomes) {
    std::vector<int> told;
    for (int o = 0; o < static_cast<int>(outcomes); ++o)
        if (o != sim::kOutcomeGetOnWellMostDeprived) told.push_back(o);
    return told;
}

std::vector<int> groups_told(const sim::MeasureInfo& info, const sim::GroupLayout& layout) {
    std::vector<int> groups{layout.gm()};
    if (!info.disclosure.by_ethnic_group) return groups;
    for (int e = 0; e < sim::kEthnicGroups; ++e) groups.push_back(layout.ethnic(e));
    return groups;
}

std::string row_title(const sim::MeasureInfo& info, const std::string& group, bool all) {
    return all ? std::string(info.title) : fmt::format("{}, {}", info.title, group);
}

std::string without_result() {
    return fmt::format(
        "Stops without result are not modelled: nothing leads from a lever to what a search finds. Of {}, "
        "{:g} % had none ({}).",
        kStopsWithoutResult.of, kStopsWithoutResult.percent, kStopsWithoutResult.source);
}

namespace {

constexpr int kGroupWidth = 40, kCellWidth = 6, kMeasureWidth = 68, kBaselineWidth = 9, kOptionWidth = 16;
constexpr int kOptionsAcross = 2;

std::string columns_of(const std::vector<int>& outcomes) {
    std::string line(static_cast<std::size_t>(kGroupWidth), ' ');
    for (std::size_t k = 0; k < outcomes.size(); ++k) line += fmt::format("{:>{}}", k + 1, kCellWidth);
    return line + "\n";
}

template <class Outcomes>
std::string legend_of(const std::vector<int>& told, const Outcomes& outcomes) {
    std::string text = "Columns: ";
    for (std::size_t k = 0; k < told.size(); ++k)
        text += fmt::format("{}{} {}", k == 0 ? "" : ", ", k + 1,
                            lower_first(std::string(outcomes[static_cast<std::size_t>(told[k])].title)));
    return wrapped(text + ".", 2) + "\n";
}

const char* mark_of(const Difference& d) {
    if (std::isnan(d.mean)) return "-";
    switch (d.verdict) {
        case sim::Verdict::kGain: return "gain";
        case sim::Verdict::kHarm: return "HARM";
        case sim::Verdict::kNoChangeThatMatters: return ".";
        case sim::Verdict::kCannotSay: return "?";
        case sim::Verdict::kNotModelled: return "n/m";
    }
    return "-";
}

// A gain or harm in points and people: "HARM  ethnic group Black: lost trust in police +0.9 (+0.6 to +1.3), about ...".
std::string told_of(const Comparison& c, int group, int outcome, const Difference& d) {
    const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(outcome)];
    const int decimals = decimals_for(d.mean, d.interval);
    const std::string people = people_words(d, info);
    return wrapped(fmt::format("{}  {}: {} {} ({}){}", d.verdict == sim::Verdict::kHarm ? "HARM" : "gain",
                               c.groups[static_cast<std::size_t>(group)], lower_first(std::string(info.title)),
                               signed_number(d.mean, decimals), interval_words(d.interval, decimals),
                               people.empty() ? "" : ", " + people),
                   4) +
           "\n";
}

// How many cells of groups there are of each verdict.
struct Counted {
    int all = 0;
    std::array<int, sim::kVerdictNames.size()> of{};
    void add(const Difference& d) { ++all, ++of[static_cast<std::size_t>(d.verdict)]; }
};

std::string verdicts_of_groups(const Comparison& c, int s, Counted& counted_all) {
    const sim::GroupLayout layout{.districts = c.districts};
    const std::vector<int> told = outcomes_told(c.outcomes.size());
    std::string rows, gains, harms;
    bool some_left_out = false;
    for (const int g : groups_of_people(layout)) {
        std::string line = fmt::format("    {:<{}}", c.groups[static_cast<std::size_t>(g)], kGroupWidth - 4);
        bool tells = false;
        for (const int o : told) {
            const Difference& d = c.difference(s, g, o);
            const bool shown = sim::may_show(c.outcomes[static_cast<std::size_t>(o)].disclosure,
                                             sim::Quantity::kDifference, layout.cell(g));
            line += fmt::format("{:>{}}", shown ? mark_of(d) : "-", kCellWidth);
            tells = tells || !shown || std::isnan(d.mean) || sim::tells_sign(d.verdict);
            if (!shown || std::isnan(d.mean)) continue;
            counted_all.add(d);
            if (d.verdict == sim::Verdict::kGain) gains += told_of(c, g, o, d);
            if (d.verdict == sim::Verdict::kHarm) harms += told_of(c, g, o, d);
        }
        if (tells) rows += line + "\n";
        some_left_out = some_left_out || !tells;
    }
    std::string text = fmt::format("  {}\n{}{}", c.plan.names[static_cast<std::size_t>(s)],
                                   rows.empty() ? std::string() : columns_of(told), rows);
    if (some_left_out)
        text += fmt::format("    ({} groups: no change that matters in any outcome, or not modelled)\n",
                            rows.empty() ? "all" : "all other");
    return text + (harms.empty() && gains.empty()
                       ? "    No group gains or loses by what matters in all of the interval.\n"
                       : harms + gains);
}

struct Span {  // of options, both ends included
    int first, last;
};

std::string measures_block(const Comparison& c, Span span, Counted& counted_all) {
    const sim::GroupLayout layout{.districts = c.districts};
    std::string text = fmt::format("  {:<{}}{:>{}}", "Greater Manchester, mean of the last year", kMeasureWidth,
                                   "baseline", kBaselineWidth);
    for (int s = span.first; s <= span.last; ++s)
        text += fmt::format("  {:<{}}", fmt::format("option {}", s), kOptionWidth);
    while (text.ends_with(' ')) text.pop_back();
    text += "\n";
    for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
        for (const int g : groups_told(sim::kEqualityTable[e], layout)) {
            const auto measure = static_cast<int>(e);
            const Difference& first = c.equality_of(span.first, g, measure);
            const bool said = span.first > 1 && measure >= sim::kEqualityDissimilarity;  // the same for every option
            if (std::isnan(first.baseline) || said) continue;
            std::string line =
                fmt::format("  {:<{}}{:>{}.3g}",
                            row_title(sim::kEqualityTable[e], c.groups[static_cast<std::size_t>(g)], g == layout.gm()),
                            kMeasureWidth, first.baseline, kBaselineWidth);
            for (int s = span.first; s <= span.last; ++s) {
                const Difference& d = c.equality_of(s, g, measure);
                counted_all.add(d);
                line += fmt::format("  {:<{}}", verdict_words(d, sim::kEqualityTable[e].better), kOptionWidth);
            }
            while (line.ends_with(' ')) line.pop_back();
            text += line + "\n";
        }
    return text;
}

}  // namespace

std::string equality_table(const Comparison& c) {
    if (c.scenarios() < 2 || c.equality.empty()) return {};
    std::string text =
        fmt::format("\nWho gains and who loses, year {}, against \"{}\"\n", c.plan.years(), c.plan.names[0]);
    Counted of_groups, of_measures;
    for (int s = 1; s < c.scenarios(); ++s) text += verdicts_of_groups(c, s, of_groups);
    text += legend_of(outcomes_told(c.outcomes.size()), c.outcomes);
    text += "  .  no change that matters   ?  cannot say   n/m  not modelled   -  too few residents, or not shown\n\n";
    for (int s = 1; s < c.scenarios(); ++s)
        text += fmt::format("  option {}: {}\n", s, c.plan.names[static_cast<std::size_t>(s)]);
    for (int first = 1; first < c.scenarios(); first += kOptionsAcross)
        text += measures_block(c, {first, std::min(first + kOptionsAcross - 1, c.scenarios() - 1)}, of_measures);
    const auto number = [](const Counted& counts, sim::Verdict verdict) {
        return counts.of[static_cast<std::size_t>(verdict)];
    };
    text += wrapped(
        fmt::format("{} comparisons by group were made here: {} gains, {} harms, {} cannot say; and {} of the "
                    "measures. By chance alone some are off where there are so many. ",
                    of_groups.all, number(of_groups, sim::Verdict::kGain), number(of_groups, sim::Verdict::kHarm),
                    number(of_groups, sim::Verdict::kCannotSay), of_measures.all) +
            without_result() + " " + kHowToReadEquality,
        2);
    return text + "\n";
}

std::string equality_line(const Comparison& c) {
    if (c.equality.empty()) return {};
    const sim::GroupLayout layout{.districts = c.districts};
    std::vector<std::string> told, first;  // by option: how many; the first of Greater Manchester
    for (int s = 1; s < c.scenarios(); ++s) {
        Counted all;
        std::string named;
        (void)verdicts_of_groups(c, s, all);
        for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
            for (const int g : groups_told(sim::kEqualityTable[e], layout)) {
                const Difference& d = c.equality_of(s, g, static_cast<int>(e));
                if (std::isnan(d.baseline)) continue;
                all.add(d);
                const bool sure = d.verdict == sim::Verdict::kGain || d.verdict == sim::Verdict::kHarm;
                if (g == layout.gm() && sure && named.empty())
                    named = fmt::format(" ({} {})", lower_first(std::string(sim::kEqualityTable[e].title)),
                                        signed_number(d.mean, decimals_for(d.mean, d.interval)));
            }
        const int gains = all.of[static_cast<std::size_t>(sim::Verdict::kGain)],
                  harms = all.of[static_cast<std::size_t>(sim::Verdict::kHarm)];
        if (gains + harms == 0) continue;
        told.push_back(fmt::format("{} {} and {}", letter(s), gains, harms));
        first.push_back(named);
    }
    if (told.empty()) return {};
    constexpr std::size_t kMostNamed = 2;  // options, or the line grows long
    std::string text;
    for (std::size_t k = 0; k < told.size(); ++k)
        text += (k == 0 ? "" : "; ") + told[k] + (told.size() <= kMostNamed ? first[k] : "");
    return wrapped(fmt::format("Gains and harms by group (--details): {}.", text)) + "\n";
}

std::string equality_text(const sim::RunRecord& record, const sim::Geography& geography) {
    const sim::GroupLayout layout = record.layout();
    const std::vector<std::string> names = sim::group_names(geography);
    const std::vector<int> told = outcomes_told(record.outcomes.size());
    const sim::Series& outcomes = record[sim::SeriesId::kGroupOutcomes];
    std::string text = "\nBy group, at the end\n" + columns_of(told);
    for (const int g : groups_of_people(layout)) {
        std::string line = fmt::format("    {:<{}}", names[static_cast<std::size_t>(g)], kGroupWidth - 4);
        for (const int o : told) {
            const double level = outcomes.at(record.periods, g, o);
            const bool shown = sim::may_show(record.outcomes[static_cast<std::size_t>(o)].disclosure,
                                             sim::Quantity::kLevel, layout.cell(g)) &&
                               !std::isnan(level);
            line += shown ? fmt::format("{:>{}.1f}", level, kCellWidth) : fmt::format("{:>{}}", "-", kCellWidth);
        }
        text += line + "\n";
    }
    text += legend_of(told, record.outcomes);
    const sim::Series& equality = record[sim::SeriesId::kEquality];
    const int last = record.weeks / sim::kWeeksPerYear;
    text += fmt::format("\n  {:<{}}{:>{}}{:>{}}\n", "Greater Manchester, mean of the year", kMeasureWidth, "start",
                        kBaselineWidth, last > 0 ? fmt::format("year {}", last) : "", kBaselineWidth);
    const auto number = [](double x) { return std::isnan(x) ? std::string("-") : fmt::format("{:.3g}", x); };
    for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
        for (const int g : groups_told(sim::kEqualityTable[e], layout)) {
            const double before = equality.at(0, g, e), after = equality.at(last, g, e);
            if (std::isnan(before) && std::isnan(after)) continue;
            text += fmt::format("  {:<{}}{:>{}}{:>{}}\n",
                                row_title(sim::kEqualityTable[e], names[static_cast<std::size_t>(g)], g == layout.gm()),
                                kMeasureWidth, number(before), kBaselineWidth, last > 0 ? number(after) : "",
                                kBaselineWidth);
        }
    return text + wrapped(without_result() + " " + kHowToReadEquality, 2) + "\n";
}

}  // namespace concord::scenarios
