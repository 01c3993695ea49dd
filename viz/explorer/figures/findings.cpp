#include "viz/explorer/figures/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"
#include "sim/policy/reach.h"
#include "sim/policy/targeting.h"
#include "viz/explorer/figures/results.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

const sim::MeasureInfo& info_of(int outcome) { return sim::kOutcomeTable[static_cast<std::size_t>(outcome)]; }

std::string signed_number(double value, int decimals = 2) {
    return figure::format_short(value, {figure::Unit::kNumber, true, decimals});
}

// Adults that a point of the outcome stands for; of hate incidents, incidents a year that a unit of the rate does.
double people_of(const Explorer& explorer, int district, int outcome) {
    const bool incidents = outcome == sim::kOutcomeHateIncidents;
    if (!incidents && !info_of(outcome).unit.starts_with("percent of adults")) return 0;
    const auto& places = explorer.geography().neighbourhoods;
    const std::vector<double>& adults = explorer.adults();
    const bool deprived = outcome == sim::kOutcomeGetOnWellMostDeprived;
    const std::vector<int> fifth = deprived ? sim::deprivation_fifths(explorer.geography()) : std::vector<int>();
    double sum = 0;
    for (std::size_t n = 0; n < adults.size(); ++n)
        if ((district < 0 || places[n].district == district) && (!deprived || fifth[n] == 0))
            sum += incidents ? places[n].residents : adults[n];
    return sum / (incidents ? 1000 : 100);
}

const char* counted_words(int outcome) {
    if (outcome == sim::kOutcomeHateIncidents) return "hate incidents a year";
    return outcome == sim::kOutcomePoliceTrustFell ? "adults who lost trust in the police" : "adults";
}

bool is_modelled(const sim::Scenario& one, const sim::Scenario& other, std::size_t outcome) {
    return sim::reach_between(one, other, sim::default_parameters()).of_outcome(outcome) != sim::Reach::kNotAtAll;
}

bool may_be_told(const Finding& finding) {
    return std::isfinite(finding.difference) && finding.verdict != sim::Verdict::kNotModelled;
}

}  // namespace

std::optional<Finding> finding_of(const Explorer& explorer, int branch, int against, int week, int district,
                                  int outcome) {
    const BranchResult *one = explorer.frame().branch(branch), *other = explorer.frame().branch(against);
    const BranchPlan *plan = explorer.workspace().find(branch), *other_plan = explorer.workspace().find(against);
    if (!plan || !other_plan || !one || !other || std::min(one->last_week(), other->last_week()) < week) return {};
    const auto at = static_cast<std::size_t>(week);
    const double baseline = outcome_of(*other->weeks[at], district, outcome);
    Finding finding;
    finding.outcome = outcome;
    finding.difference = outcome_of(*one->weeks[at], district, outcome) - baseline;
    finding.spread = difference_spread(*one, *other, week, district, outcome);
    finding.people = people_of(explorer, district, outcome);
    return judged(finding, info_of(outcome), baseline,
                  is_modelled(plan->scenario(), other_plan->scenario(), static_cast<std::size_t>(outcome)));
}

Finding judged(Finding finding, const sim::MeasureInfo& info, double baseline, bool modelled) {
    finding.smallest = sim::usual_smallest_difference(info).at(baseline);
    if (modelled && finding.spread.come < kMembers) return finding;
    finding.verdict = sim::verdict_of(finding.spread.low, finding.spread.high, info.better, finding.smallest, modelled);
    return finding;
}

bool is_modelled(const sim::Scenario& one, const sim::Scenario& other, const Indicator& indicator) {
    const sim::ReachTable reach = sim::reach_between(one, other, sim::default_parameters());
    const auto index = static_cast<std::size_t>(indicator.index);
    if (indicator.kind == IndicatorKind::kState) return reach.states[index].reach != sim::Reach::kNotAtAll;
    const int outcome = outcome_of(indicator, map::Level::kDistrict);
    return (outcome >= 0 ? reach.of_outcome(static_cast<std::size_t>(outcome)) : reach.of_further_measures()) !=
           sim::Reach::kNotAtAll;
}

std::string verdict_words(const Finding& finding) {
    if (!finding.verdict) return fmt::format("{} of {} further runs so far", finding.spread.come, kMembers);
    if (*finding.verdict != sim::Verdict::kCannotSay) return std::string(sim::name_of(*finding.verdict));
    const Spread& spread = finding.spread;
    if (spread.members < 2 || !std::isfinite(finding.difference)) return "cannot say: too few to show";
    if (spread.includes_zero) return "cannot say: could be either way";
    return fmt::format("cannot say: {} in all {}, but perhaps too little to matter", spread.low > 0 ? "up" : "down",
                       spread.members);
}

std::string size_words(const Finding& finding) {
    if (!may_be_told(finding)) return {};
    const std::string unit = difference_unit(finding.outcome), range = range_words(finding.spread);
    if (finding.verdict == sim::Verdict::kNoChangeThatMatters)
        return fmt::format("less than {:.2g} {} either way ({})", finding.smallest, unit, range);
    std::string words = fmt::format("{} {}", signed_number(finding.difference), unit);
    if (finding.spread.members >= 2) words += fmt::format(" ({})", range);
    const std::string people = people_words(finding);
    return people.empty() ? words : words + ", " + people;
}

std::string people_words(const Finding& finding) {
    if (!is_gain_or_harm(finding) || !(finding.people > 0)) return {};
    const auto about = [&](double points) { return scenarios::about(std::abs(points) * finding.people); };
    const auto [fewest, most] = std::minmax({std::abs(finding.spread.low), std::abs(finding.spread.high)});
    return fmt::format("about {} {} {} ({} to {})", about(finding.difference),
                       finding.spread.low > 0 ? "more" : "fewer", counted_words(finding.outcome), about(fewest),
                       about(most));
}

std::string finding_words(const Finding& finding) {
    std::string verdict = verdict_words(finding);
    if (is_gain_or_harm(finding)) verdict = fmt::format("a {} in all {} further runs", verdict, finding.spread.members);
    if (finding.verdict == sim::Verdict::kNotModelled)
        verdict += ": nothing in the model leads here from what differs between the two";
    const std::string size = size_words(finding);
    return scenarios::upper_first(size.empty() ? verdict : verdict + ": " + size);
}

}  // namespace concord::explorer
