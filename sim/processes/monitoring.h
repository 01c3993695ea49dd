// Monitoring (model.md section 6): what a survey, a panel or the records would say of Greater Manchester and its
// districts, beside what is true. Real people are drawn and asked; those who trust less answer less; a panel draws
// those already engaged, loses members and replaces them. Nobody is changed by it: its draws are its own, and how
// residents fare is the same to the last bit under any regime, or under none.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/measures/indicators.h"
#include "sim/measures/item_model.h"
#include "sim/policy/rules.h"
#include "sim/processes/context.h"

namespace concord::sim::monitoring {

struct Start {
    double mean_trust = 0;                  // of neighbours and police, adults at week 0: at it survey_response holds
    float gain_of_voice = 0;                // of a panel member, a year after joining
    std::vector<double> adults, residents;  // [districts] simulated
};
// `mean` and `sd` of adults' states at week 0.
Start fit(const Context& context, const std::array<double, kStates>& mean, const std::array<double, kStates>& sd);

// Of a district, since the last report.
struct Tally {
    double asked = 0;                     // answers as at random: interviews over the design effect
    std::array<double, kItems> agreed{};  // of them
    double adult_weeks = 0;
    std::array<double, kItems> truly{};  // sum over adults and weeks of the chance to agree
    double recorded = 0, incidents = 0, stops = 0, referrals = 0, resident_weeks = 0;
    bool operator==(const Tally&) const = default;
};
// Of the weeks [from, to) since the start; the regime by its number.
struct Report {
    std::int32_t from = 0, to = 0, regime = 0;
};
struct Measured {
    float seen = 0, truth = 0;  // in the indicator's unit; NaN: not seen by the regime, or of too few
};
struct Member {
    std::uint32_t resident = kNone;
    std::int32_t joined = 0;  // week
};

struct State {
    std::vector<Report> open_report;        // what is being tallied; none before the first week
    std::vector<Tally> tallies;             // [districts]
    std::vector<Report> reports;            // finished, in order
    std::vector<Measured> measured;         // [reports][1 + districts][kIndicators], Greater Manchester first
    std::vector<Member> panel;              // district by district
    std::vector<std::int32_t> panel_begin;  // [districts + 1] of each district's in `panel`; empty: no panel
};
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("open_report", state.open_report);
    visit("tallies", state.tallies);
    visit("reports", state.reports);
    visit("measured", state.measured);
    visit("panel", state.panel);
    visit("panel_begin", state.panel_begin);
}
void init(const Context& context, State& state);

// What is true of a district in the week just done, simulated.
struct Truth {
    std::array<double, kItems> agree{};  // sum over adults of the chance to agree
    double recorded = 0, incidents = 0, stops = 0, referrals = 0;
};
struct WeekDone {
    int week = 0;  // weeks done, with it
    const Column<ResidentState>* residents = nullptr;
    const ItemModel* items = nullptr;
    std::function<Vector(int n)> cut{};            // logits of the items at zero state this week, by neighbourhood
    std::function<bool(std::uint32_t i)> moved{};  // moved in this week or shortly before
    std::span<const Truth> truth{};                // [districts]
};
// Asks and counts under what is in force in that week, and closes the report that ends with it.
void measure(const Context& context, const Start& start, const Monitoring& in_force, const WeekDone& done,
             State& state);

// What reports say of an indicator in a place (0: Greater Manchester, then districts), and when levers can turn by it.
std::vector<Reading> readings(const Parameters& parameters, const State& state, int indicator, std::size_t place);

inline const Measured& measured_in(const State& state, std::size_t report, std::size_t place, std::size_t indicator) {
    const std::size_t places = state.tallies.size() + 1;
    return state.measured[(report * places + place) * kIndicators + indicator];
}

// What rules leave of each setting of the scenario in that week, [levers][districts]; empty where no lever has a rule.
std::vector<double> turned_by_rules(const Context& context, const Scenario& scenario, const State& state, int week);

}  // namespace concord::sim::monitoring
