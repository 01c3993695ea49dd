#include "viz/explorer/figures/fairness.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/compare/equality_table.h"
#include "scenarios/files/text.h"
#include "scenarios/live/groups_of_a_year.h"
#include "sim/policy/reach.h"
#include "viz/explorer/figures/results.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

constexpr double kHidden = std::numeric_limits<double>::quiet_NaN();

// What is compared, and what leads from one branch to the other.
struct Compared {
    const BranchResult *one = nullptr, *other = nullptr;
    int week = -1;
    sim::GroupLayout layout;
    std::optional<sim::ReachTable> reach;
};

Compared compared(const Explorer& explorer) {
    Compared all;
    all.week = groups_week(explorer);
    all.layout.districts = static_cast<int>(explorer.geography().districts.size());
    if (all.week < 0) return all;
    all.one = explorer.frame().branch(explorer.shown()->id);
    if (!explorer.against()) return all;
    all.other = explorer.frame().branch(explorer.against()->id);
    all.reach =
        sim::reach_between(explorer.shown()->scenario(), explorer.against()->scenario(), sim::default_parameters());
    return all;
}

const sim::GroupWeek& groups_at(const Weeks& weeks, int week) { return *weeks[static_cast<std::size_t>(week)]->groups; }

// Level and, with another branch, what may be said of the difference; each only where it may be shown.
GroupRow judged_row(const Compared& all, const sim::MeasureInfo& info, sim::Cell cell, bool modelled,
                    const ValueOfRun& value) {
    GroupRow row;
    const auto shown = [&](sim::Quantity quantity) -> ValueOfRun {
        if (sim::may_show(info.disclosure, quantity, cell)) return value;
        return [](const Weeks&) { return kHidden; };
    };
    const ValueOfRun level = shown(sim::Quantity::kLevel), difference = shown(sim::Quantity::kDifference);
    row.level = level(all.one->weeks);
    row.spread = spread_at(*all.one, nullptr, all.week, level);
    if (!all.other) return row;
    Finding finding;
    const double baseline = difference(all.other->weeks);
    finding.difference = difference(all.one->weeks) - baseline;
    finding.spread = spread_at(*all.one, all.other, all.week, difference);
    row.finding = judged(finding, info, baseline, modelled);
    return row;
}

// Adults that a point of the outcome stands for; of hate incidents, incidents a year that a unit of the rate does.
double people_of_group(const Explorer& explorer, const Compared& all, int group, int outcome) {
    const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(outcome)];
    const sim::GroupWeek& groups = groups_at(all.one->weeks, all.week);
    const auto g = static_cast<std::size_t>(group);
    const double scale = explorer.options().simulation.scale;
    if (outcome == sim::kOutcomeHateIncidents) return scale * static_cast<double>(groups.residents.at(g)) / 1000;
    return info.unit.starts_with("percent of adults") ? scale * static_cast<double>(groups.adults.at(g)) / 100 : 0;
}

std::vector<GroupRow> rows_of(const Explorer& explorer, const Compared& all, int outcome) {
    const std::vector<std::string> names = sim::group_names(explorer.geography());
    const bool modelled =
        all.reach && all.reach->of_outcome(static_cast<std::size_t>(outcome)) != sim::Reach::kNotAtAll;
    std::vector<GroupRow> rows;
    for (const int g : scenarios::groups_of_people(all.layout)) {
        const auto value = [&all, at = static_cast<std::size_t>(g * sim::kOutcomes + outcome)](const Weeks& weeks) {
            return static_cast<double>(groups_at(weeks, all.week).outcome.at(at));
        };
        auto row =
            judged_row(all, sim::kOutcomeTable[static_cast<std::size_t>(outcome)], all.layout.cell(g), modelled, value);
        row.group = g;
        row.name = names[static_cast<std::size_t>(g)];
        if (row.finding) {
            row.finding->outcome = outcome;
            row.finding->people = people_of_group(explorer, all, g, outcome);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<GroupRow> equality_of(const Explorer& explorer, const Compared& all, int measure) {
    const std::vector<std::string> names = sim::group_names(explorer.geography());
    const auto& info = sim::kEqualityTable[static_cast<std::size_t>(measure)];
    const bool modelled = all.reach && all.reach->equality[static_cast<std::size_t>(measure)] != sim::Reach::kNotAtAll;
    std::vector<int> groups = scenarios::groups_of_people(all.layout);
    groups.insert(groups.begin(), all.layout.gm());
    std::vector<GroupRow> rows;
    for (const int g : groups) {
        const auto value = [&all, g, measure](const Weeks& weeks) {
            return equality_of_year(weeks, all.week, g, measure);
        };
        auto row = judged_row(all, info, all.layout.cell(g), modelled, value);
        if (!std::isfinite(row.level) && !(row.finding && std::isfinite(row.finding->difference))) continue;
        row.group = g;
        row.name = names[static_cast<std::size_t>(g)];
        rows.push_back(std::move(row));
    }
    return rows;
}

// Gains and harms as sentences, and how many comparisons there are, of which verdict.
class ToldOfGroups {
  public:
    // `words` says what it is of and its size.
    template <class Words>
    void add(const Finding& finding, const Words& words) {
        if (!std::isfinite(finding.difference)) return;
        ++all_;
        if (!finding.verdict) {
            ++still_;
            return;
        }
        ++of_[static_cast<std::size_t>(*finding.verdict)];
        if (is_gain_or_harm(finding))
            (finding.verdict == sim::Verdict::kHarm ? harms_ : gains_)
                .push_back(fmt::format("A {} for {}.", sim::name_of(*finding.verdict), words()));
    }
    std::vector<std::string> words(const Explorer& explorer) && {
        if (still_ > 0) return {fmt::format("{}.", further_runs_words(explorer))};
        std::vector<std::string> words = std::move(harms_);
        words.insert(words.end(), gains_.begin(), gains_.end());
        if (words.empty()) words.emplace_back("No group gains or loses by what matters in all further runs.");
        words.push_back(fmt::format(
            "{} were made here: {}, {}, {} cannot say. By chance alone some are off where there are so many.",
            scenarios::counted(all_, "comparison"), scenarios::counted(number(sim::Verdict::kGain), "gain"),
            scenarios::counted(number(sim::Verdict::kHarm), "harm"), number(sim::Verdict::kCannotSay)));
        return words;
    }

  private:
    std::vector<std::string> harms_, gains_;
    std::size_t all_ = 0, still_ = 0;
    std::array<std::size_t, sim::kVerdictNames.size()> of_{};
    std::size_t number(sim::Verdict verdict) const { return of_[static_cast<std::size_t>(verdict)]; }
};

std::string title_in_sentence(const sim::MeasureInfo& info) { return scenarios::lower_first(std::string(info.title)); }

constexpr const char* kNothingToCompare = "Fork, and pull a lever: then this says which groups gain and which lose.";

}  // namespace

int groups_week(const Explorer& explorer) {
    const int there = explorer.week_there();
    return there < 0 ? -1 : live::last_group_week(there);
}

std::vector<int> outcomes_of_groups() { return scenarios::outcomes_told(sim::kOutcomes); }

int outcome_of_groups(const Explorer& explorer) {
    const std::vector<int> told = outcomes_of_groups();
    const int chosen = explorer.workspace().outcome;
    return std::find(told.begin(), told.end(), chosen) == told.end() ? told.front() : chosen;
}

std::vector<GroupRow> group_rows(const Explorer& explorer, int outcome) {
    const Compared all = compared(explorer);
    return all.one ? rows_of(explorer, all, outcome) : std::vector<GroupRow>();
}

std::vector<GroupRow> equality_rows(const Explorer& explorer, int measure) {
    const Compared all = compared(explorer);
    return all.one && all.week >= sim::kWeeksPerYear ? equality_of(explorer, all, measure) : std::vector<GroupRow>();
}

int decimals_of(double level) {
    if (!(std::abs(level) > 0)) return 2;
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(level)))), 0, 3);
}

std::vector<std::string> who_words(const Explorer& explorer) {
    const Compared all = compared(explorer);
    if (!all.one) return {};
    if (!all.other) return {kNothingToCompare};
    ToldOfGroups told;
    for (const int outcome : outcomes_of_groups())
        for (const GroupRow& row : rows_of(explorer, all, outcome))
            told.add(*row.finding, [&] {
                return fmt::format("{}: {}, {}", row.name,
                                   title_in_sentence(sim::kOutcomeTable[static_cast<std::size_t>(outcome)]),
                                   size_words(*row.finding));
            });
    return std::move(told).words(explorer);
}

std::vector<std::string> equality_words(const Explorer& explorer) {
    const Compared all = compared(explorer);
    if (!all.one || all.week < sim::kWeeksPerYear) return {};
    if (!all.other) return {kNothingToCompare};
    ToldOfGroups told;
    for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
        for (const GroupRow& row : equality_of(explorer, all, static_cast<int>(e)))
            told.add(*row.finding, [&] {
                const auto number = [&, decimals = decimals_of(row.level)](double value) {
                    return figure::format_short(value, {figure::Unit::kNumber, true, decimals});
                };
                const Finding& finding = *row.finding;
                return fmt::format("{}: {}, {} ({} to {}), {}", row.name, title_in_sentence(sim::kEqualityTable[e]),
                                   number(finding.difference), number(finding.spread.low), number(finding.spread.high),
                                   sim::kEqualityTable[e].unit);
            });
    return std::move(told).words(explorer);
}

}  // namespace concord::explorer
