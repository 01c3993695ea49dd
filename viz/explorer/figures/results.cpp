#include "viz/explorer/figures/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "scenarios/compare/survey.h"
#include "sim/policy/costs.h"
#include "sim/policy/targeting.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {

int further_runs(const Explorer& explorer) {
    const int week = explorer.week_there();
    const BranchResult *one = explorer.shown() ? explorer.frame().branch(explorer.shown()->id) : nullptr,
                       *other = explorer.against() ? explorer.frame().branch(explorer.against()->id) : nullptr;
    if (week < 0 || !one || (explorer.against() && !other)) return 0;
    const auto reaches = [&](const BranchResult& result, std::size_t member) {
        return member < result.members.size() && result.members[member].size() > static_cast<std::size_t>(week);
    };
    int come = 0;
    for (std::size_t m = 0; m < static_cast<std::size_t>(kMembers); ++m)
        come += reaches(*one, m) && (!other || reaches(*other, m));
    return come;
}

std::string further_runs_words(const Explorer& explorer) {
    const int come = further_runs(explorer);
    return come == kMembers ? fmt::format("{} further runs", kMembers)
                            : fmt::format("{} of {} further runs so far", come, kMembers);
}

Runs runs_shown(const Explorer& explorer) {
    if (explorer.week_there() < 0) return {};
    const int branches = 1 + (explorer.against() != nullptr);
    return {branches, branches * further_runs(explorer)};
}

std::string difference_unit(int outcome) {
    const auto unit = sim::kOutcomeTable[static_cast<std::size_t>(outcome)].unit;
    return unit.starts_with("percent") || unit.starts_with("points") ? "points" : std::string(unit);
}

std::string outcome_unit(int outcome) {
    const std::string unit(sim::kOutcomeTable[static_cast<std::size_t>(outcome)].unit);
    return outcome == sim::kOutcomeHateIncidents ? unit + ", over the last 52 weeks" : unit;
}

std::string level_words(double level, int outcome) {
    if (std::isnan(level)) return "too few to show";
    const bool percent = sim::kOutcomeTable[static_cast<std::size_t>(outcome)].unit.starts_with("percent");
    return figure::format_number(level,
                                 {percent ? figure::Unit::kPercent : figure::Unit::kNumber, false, percent ? 1 : 2});
}

std::vector<Headline> headlines(const Explorer& explorer, int district) {
    std::vector<Headline> rows;
    const int week = explorer.week_there();
    const BranchResult* one = explorer.shown() ? explorer.frame().branch(explorer.shown()->id) : nullptr;
    const BranchResult* other = explorer.against() ? explorer.frame().branch(explorer.against()->id) : nullptr;
    if (week < 0 || !one) return rows;
    const WeekMeasures &now = *explorer.measures(one->id, week), &start = *one->weeks.front();
    for (int k = 0; k < sim::kOutcomes; ++k) {
        Headline row;
        row.outcome = k;
        row.level = outcome_of(now, district, k);
        row.since_start = row.level - outcome_of(start, district, k);
        row.spread = level_spread(*one, week, district, k);
        if (other) row.finding = finding_of(explorer, one->id, other->id, week, district, k);
        if (sim::kOutcomeTable[static_cast<std::size_t>(k)].percentage && std::isfinite(row.level))
            row.survey_sees = smallest_seen(explorer, district, row.level);
        rows.push_back(row);
    }
    return rows;
}

std::string comparison_note(const Explorer& explorer) {
    const BranchPlan *one = explorer.shown(), *other = explorer.against();
    if (!one || !other || !sim::same_policy(one->scenario(), other->scenario())) return {};
    return "Both branches pull the same levers so far, so they are the same: pull one in either.";
}

std::optional<Answer> answer_of(const Explorer& explorer, const Prediction& asked) {
    const BranchResult* one = explorer.frame().branch(asked.branch);
    const BranchResult* other = asked.against == kNobody ? nullptr : explorer.frame().branch(asked.against);
    if (!one || one->last_week() < asked.week) return std::nullopt;
    if (!asked.revealed && explorer.workspace().week < asked.week) return std::nullopt;
    if (asked.against != kNobody && (!other || other->last_week() < asked.week)) return std::nullopt;
    if (other) {
        const auto finding =
            finding_of(explorer, asked.branch, asked.against, asked.week, asked.district, asked.outcome);
        return finding ? std::optional(Answer{finding->difference, finding->spread, finding}) : std::nullopt;
    }
    return Answer{outcome_of(*one->weeks[static_cast<std::size_t>(asked.week)], asked.district, asked.outcome),
                  level_spread(*one, asked.week, asked.district, asked.outcome),
                  {}};
}

std::string question_words(const Explorer& explorer, const Prediction& asked) {
    const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(asked.outcome)];
    const auto name = [&](int id) {
        return explorer.workspace().find(id) ? explorer.workspace().find(id)->name
                                             : std::string("a branch that is gone");
    };
    const std::string where = asked.district < 0
                                  ? "Greater Manchester"
                                  : explorer.geography().districts[static_cast<std::size_t>(asked.district)].name;
    const std::string when = figure::format_date(explorer.date_of(asked.week));
    if (asked.against == kNobody)
        return fmt::format("{} in {} on {} ({}), under \"{}\"?", info.title, where, when, outcome_unit(asked.outcome),
                           name(asked.branch));
    return fmt::format("{} in {} on {}: by how many {} will \"{}\" differ from \"{}\"?", info.title, where, when,
                       difference_unit(asked.outcome), name(asked.branch), name(asked.against));
}

std::string answer_words(const Answer& answer) {
    if (answer.finding) return finding_words(*answer.finding);
    const figure::NumberStyle style{figure::Unit::kNumber, false, 1};
    std::string words = figure::format_short(answer.value, style);
    if (answer.spread.members >= 2)
        words += fmt::format(", {} further runs {} to {}", answer.spread.members,
                             figure::format_short(answer.spread.low, style),
                             figure::format_short(answer.spread.high, style));
    return words;
}

std::string anchor_words(const Explorer& explorer, const Prediction& asked) {
    const WeekMeasures* now = explorer.measures(asked.branch, explorer.workspace().week);
    if (!now) return {};
    const double level = outcome_of(*now, asked.district, asked.outcome);
    const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(asked.outcome)];
    if (asked.against == kNobody)
        return fmt::format("At the week shown it is {} {}.",
                           figure::format_short(level, {figure::Unit::kNumber, false, 1}), outcome_unit(asked.outcome));
    if (!info.percentage) return {};
    return survey_words(smallest_seen(explorer, asked.district, level));
}

double share_of_residents(const Explorer& explorer, int district) {
    const sim::Geography& geography = explorer.geography();
    double residents = 0;
    for (const sim::Neighbourhood& place : geography.neighbourhoods)
        if (district < 0 || place.district == district) residents += place.residents;
    return residents / sim::kResidentsOfGreaterManchester;
}

double smallest_seen(const Explorer& explorer, int district, double level) {
    return scenarios::smallest_survey_difference_at(level, share_of_residents(explorer, district));
}

std::string survey_words(double smallest) {
    return fmt::format("GMCA's residents' survey would see a difference of about {:.0f} points or more here.",
                       smallest);
}

std::array<double, 2> guess_range(const Prediction& asked) {
    const auto& info = sim::kOutcomeTable[static_cast<std::size_t>(asked.outcome)];
    const double most = difference_unit(asked.outcome) == "points" || info.unit.starts_with("percent") ? 100 : 1000;
    return {asked.against == kNobody ? 0 : -most, most};
}

Spending spending(const Explorer& explorer, const BranchPlan& plan) {
    Spending sum;
    const sim::Scenario& scenario = plan.scenario();
    const int week = std::max(0, explorer.week_there());
    const std::vector<double> weekly = sim::planned_weekly_cost(explorer.geography(), scenario);
    const std::size_t levers = scenario.levers.size();
    std::vector<double> planned(levers, 0);  // up to the week
    std::array<double, sim::kLeverKinds> planned_of_kind{};
    sum.by_lever.assign(levers, 0);
    sum.by_lever_whole.assign(levers, 0);
    for (std::size_t k = 0; k < weekly.size(); ++k) {
        sum.whole += weekly[k];
        sum.by_lever_whole[k % levers] += weekly[k];
        if (k / levers >= static_cast<std::size_t>(week)) continue;
        planned[k % levers] += weekly[k];
        planned_of_kind[static_cast<std::size_t>(scenario.levers[k % levers].kind)] += weekly[k];
    }
    if (const WeekMeasures* then = explorer.measures(plan.id, week)) sum.by_kind = then->spent;
    for (std::size_t k = 0; k < levers; ++k) {
        const auto kind = static_cast<std::size_t>(scenario.levers[k].kind);
        if (planned_of_kind[kind] != 0) sum.by_lever[k] = sum.by_kind[kind] * planned[k] / planned_of_kind[kind];
    }
    for (const double spent : sum.by_kind) sum.so_far += spent;
    sum.present = sim::planned_cost(explorer.geography(), scenario).present_gbp;
    return sum;
}

Reach reach_of(const sim::Geography& geography, const sim::LeverSetting& setting) {
    Reach reach;
    reach.neighbourhoods = sim::targeted_neighbourhoods(geography, setting.districts, setting.target);
    const auto fifths = sim::deprivation_fifths(geography);
    double deprived = 0;
    for (const int n : reach.neighbourhoods) {
        const double residents = geography.neighbourhoods[static_cast<std::size_t>(n)].residents;
        reach.residents += residents;
        if (fifths[static_cast<std::size_t>(n)] == 0) deprived += residents;
    }
    reach.share = reach.residents / geography.total_residents();
    reach.most_deprived_share = reach.residents > 0 ? deprived / reach.residents : 0;
    return reach;
}

}  // namespace concord::explorer
