// What two scenarios differ in: the levers that only one has, the places they reach, and by which ways they lead to
// what is measured (reach.cpp).
#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "sim/policy/reach.h"
#include "sim/policy/targeting.h"

namespace concord::sim {

std::vector<LeverUse> only_in(const Scenario& one, const Scenario& other) {
    std::vector<LeverUse> unmatched(other.levers.begin(), other.levers.end()), own;
    for (const LeverUse& use : one.levers) {
        const auto same = std::find(unmatched.begin(), unmatched.end(), use);
        if (same != unmatched.end())
            unmatched.erase(same);
        else if (!use.is_neutral())
            own.push_back(use);
    }
    return own;
}

namespace {

// Levers with a rule that may not turn alike in two scenarios: where any lever differs, or monitoring does, indicators
// do, and by them rules.
std::vector<LeverUse> turned_otherwise(const Scenario& option, const Scenario& baseline) {
    std::vector<LeverUse> ruled;
    if (same_policy(option, baseline) && option.baseline.monitoring == baseline.baseline.monitoring) return ruled;
    for (const Scenario* scenario : {&option, &baseline})
        for (const LeverUse& use : scenario->levers)
            if (use.rule && !use.is_neutral()) ruled.push_back(use);
    return ruled;
}

// What acts on officers or on institutions acts on all of their district; what monitoring acts on is nobody.
std::vector<int> reached_by(const Geography& geography, const LeverUse& use, bool pooled) {
    if (use.kind == LeverKind::kMonitoring) return {};
    if (use.kind == LeverKind::kEarlySupport && pooled) {  // its places serve everybody
        std::vector<int> everywhere(geography.neighbourhoods.size());
        std::iota(everywhere.begin(), everywhere.end(), 0);
        return everywhere;
    }
    const auto places = targeted_neighbourhoods(geography, use.districts, use.target);
    if (!info(use.kind).of_districts) return places;
    std::set<int> districts;
    for (const int n : places) districts.insert(geography.neighbourhoods[static_cast<std::size_t>(n)].district);
    return targeted_neighbourhoods(geography, {districts.begin(), districts.end()}, {});
}

ReachTable everything() {
    ReachTable table;
    for (Route& route : table.states) route.reach = Reach::kDirect;
    for (Route& route : table.outcomes) route.reach = Reach::kDirect;
    table.awareness.reach = Reach::kDirect;
    std::fill_n(table.equality.begin(), kEqualityDissimilarity, Reach::kDirect);
    return table;
}

}  // namespace

std::vector<int> places_reached(const Geography& geography, const Scenario& option, const Scenario& baseline) {
    std::vector<int> reached;
    if (!same_start(option, baseline))
        for (int n = 0; n < static_cast<int>(geography.neighbourhoods.size()); ++n) reached.push_back(n);
    for (const auto& [one, other] : {std::pair{&option, &baseline}, {&baseline, &option}})
        for (const LeverUse& use : only_in(*one, *other)) {
            const auto places = reached_by(geography, use, baseline.baseline.support.pooled);
            reached.insert(reached.end(), places.begin(), places.end());
        }
    for (const LeverUse& use : turned_otherwise(option, baseline)) {
        const auto places = reached_by(geography, use, baseline.baseline.support.pooled);
        reached.insert(reached.end(), places.begin(), places.end());
    }
    std::sort(reached.begin(), reached.end());
    reached.erase(std::unique(reached.begin(), reached.end()), reached.end());
    return reached;
}

ReachTable reach_between(const Scenario& option, const Scenario& baseline, const Parameters& parameters) {
    if (!same_start(option, baseline)) return everything();
    const Baseline& levels = baseline.baseline;
    const bool some_district =
        std::any_of(levels.recorded_hate_by_district.begin(), levels.recorded_hate_by_district.end(),
                    [](const std::optional<double>& recorded) { return recorded > 0.0; });
    Surroundings around{.stops = levels.stops_per_1000_a_year > 0,
                        .incidents = levels.recorded_hate_per_1000_a_year > 0 || some_district,
                        .pooled = levels.support.pooled};
    for (const NewsEvent& event : baseline.events) around.events[static_cast<std::size_t>(event.kind)] = true;
    std::vector<LeverKind> differing;
    for (const auto& [one, other] : {std::pair{&option, &baseline}, {&baseline, &option}}) {
        for (const LeverUse& use : one->levers)
            if (!use.is_neutral()) around.in_force[static_cast<std::size_t>(use.kind)] = true;
        for (const LeverUse& use : only_in(*one, *other)) differing.push_back(use.kind);
    }
    // Where the two are monitored otherwise, the same rule may turn otherwise.
    for (const LeverUse& use : turned_otherwise(option, baseline)) differing.push_back(use.kind);
    return reach_of(differing, with_overrides(parameters, baseline), around);
}

}  // namespace concord::sim
