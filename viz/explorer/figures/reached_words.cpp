#include "viz/explorer/figures/reached_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"
#include "sim/measures/verdict.h"
#include "sim/policy/reach.h"
#include "viz/explorer/figures/results.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

const sim::MeasureInfo& info_of(int outcome) { return sim::kOutcomeTable[static_cast<std::size_t>(outcome)]; }

constexpr double kMostOfThem = 0.9;  // of the adults of places reached: else not all of them are told of

// What differs by as much as matters, outcome by outcome; what a lever acts on itself was put in.
class Told {
  public:
    Told(const sim::Scenario& one, const sim::Scenario& other)
        : reach_(sim::reach_between(one, other, sim::default_parameters())) {}
    void add(int outcome, double with, double without, bool put_in_counts) {
        const auto& info = info_of(outcome);
        const double difference = with - without;
        if (!(std::abs(difference) >= sim::usual_smallest_difference(info).at(without))) return;
        const bool gain = difference * info.better > 0;
        const bool put_in =
            put_in_counts && gain && reach_.of_outcome(static_cast<std::size_t>(outcome)) == sim::Reach::kDirect;
        told_.push_back(fmt::format("{} {}{}", scenarios::lower_first(std::string(info.title)),
                                    figure::format_short(difference, {figure::Unit::kNumber, true, 1}),
                                    put_in ? " (put in, from trials)" : ""));
    }
    std::string words() const {
        if (told_.empty()) return "no outcome differs by as much as matters";
        return fmt::format("{}, in points; all else by less than matters", scenarios::joined(told_));
    }

  private:
    sim::ReachTable reach_;
    std::vector<std::string> told_;
};

std::string took_part(const Explorer& explorer, const BranchPlan& one, const BranchPlan& other) {
    const auto answer = explorer.frame().why;
    if (!answer || answer->question.branch != one.id || answer->question.against != other.id) return {};
    const sim::Participants& reached = answer->took_part;
    if (!(reached.residents > 0)) return {};
    Told told(one.scenario(), other.scenario());
    for (const auto outcome : sim::kPlaceOutcomes) {
        const std::size_t at = sim::cohort_measure_of(outcome);
        told.add(outcome, reached.with[at], reached.without[at], true);
    }
    return fmt::format("Those who took part and still live there, about {} adults: {}.",
                       scenarios::about(reached.residents), told.words());
}

std::string places_reached(const Explorer& explorer, const BranchPlan& one, const BranchPlan& other) {
    const int week = explorer.week_there();
    const WeekMeasures *with = explorer.measures(one.id, week), *without = explorer.measures(other.id, week);
    const std::vector<int> places = sim::places_reached(explorer.geography(), one.scenario(), other.scenario());
    if (!with || !without || places.empty()) return {};
    if (places.size() == explorer.geography().neighbourhoods.size())
        return "The places reached are all of Greater Manchester.";
    Told told(one.scenario(), other.scenario());
    double adults = 0, told_of = 0;
    for (const int n : places) adults += explorer.adults()[static_cast<std::size_t>(n)];
    for (int k = 0; k < sim::kOutcomePoliceConfidence + 1; ++k) {
        double weight = 0, sum = 0, sum_without = 0;
        for (const int n : places) {
            const double here = explorer.adults()[static_cast<std::size_t>(n)];
            const auto a = static_cast<double>(with->item_of(n, static_cast<sim::Item>(k))),
                       b = static_cast<double>(without->item_of(n, static_cast<sim::Item>(k)));
            if (!std::isfinite(a) || !std::isfinite(b)) continue;
            weight += here, sum += here * a, sum_without += here * b;
        }
        told_of = std::max(told_of, weight);
        if (weight > 0) told.add(k, 100 * sum / weight, 100 * sum_without / weight, false);
    }
    if (told_of < kMostOfThem * adults)
        return fmt::format("The {} neighbourhoods reached: too few simulated adults live in many of them to tell.",
                           places.size());
    return fmt::format("The {} neighbourhoods reached, about {} adults: {}.", places.size(), scenarios::about(adults),
                       told.words());
}

}  // namespace

std::vector<std::string> reached_words(const Explorer& explorer) {
    const BranchPlan *one = explorer.shown(), *other = explorer.against();
    std::vector<std::string> words;
    if (!one || !other || explorer.adults().empty() || sim::same_policy(one->scenario(), other->scenario()))
        return words;
    for (std::string sentence : {took_part(explorer, *one, *other), places_reached(explorer, *one, *other)})
        if (!sentence.empty()) words.push_back(std::move(sentence));
    if (!words.empty()) words.back() += " Of the main run alone, without a range.";
    return words;
}

}  // namespace concord::explorer
