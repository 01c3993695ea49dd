// `concord describe model`: states, break-even shares, hate incidents at the start, which lever reaches what.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "scenarios/format/scenario_file.h"
#include "sim/parameters/yearly_correlation.h"
#include "sim/policy/reach.h"
#include "sim/policy/scenario.h"
#include "sim/run/break_even.h"
#include "sim/run/incidents_at_start.h"

namespace concord::cli {
namespace {

constexpr std::uint32_t kPriorSeed = 1, kPriorDraws = 10000;  // a share of draws is then within 0.01 in 19 of 20
constexpr int kScaleOfStart = 100;

// Nearly all draws are not all of them.
std::string share_of_draws(double share) {
    if (share > 0.995 && share < 1) return "over 0.99";
    if (share < 0.005 && share > 0) return "under 0.01";
    return fmt::format("{:.2f}", share);
}

Table states_of_residents(const sim::Parameters& p) {
    Table states{
        "States of a resident, each in [0, 1]; correlation with a year later: between residents of a place who stay, "
        "by return and changes for reasons of their own alone",
        {"symbol", "name", "title", "meaning", "mean at the start", "correlation with a year later"},
        {}};
    for (std::size_t s = 0; s < sim::kStates; ++s)
        states.rows.push_back({std::string(sim::kStateSymbols[s]), std::string(sim::kStateNames[s]),
                               std::string(sim::kStateTable[s].title), std::string(sim::kStateTable[s].meaning),
                               fmt::format("{:.6g}", p.start_mean[s]),
                               fmt::format("{:.2f}", sim::yearly_correlation(p, static_cast<int>(s)))});
    return states;
}

Table break_even_shares(const sim::Parameters& p) {
    const std::string draws =
        fmt::format("raises in this share of {},{:03} draws from the priors", kPriorDraws / 1000, kPriorDraws % 1000);
    Table rules{
        "Break-even shares: below it a rule lowers its state, above it raises it. Which side the default lies on "
        "decides the sign of the verdict. A pilot reaches no more than 1 % of residents; trained: once practice has "
        "levelled off, where it works but for the row on backfiring",
        {"rule", "weight of a bad event", "break-even share", "share in use", "side", draws},
        {}};
    const std::vector<double> raising = sim::share_of_draws_raising(kPriorSeed, kPriorDraws);
    std::size_t k = 0;
    for (const sim::BreakEven& rule : sim::break_even_rules(p))
        rules.rows.push_back({std::string(rule.rule), fmt::format("{:.3g}", rule.weight),
                              fmt::format("{:.3f}", rule.cancels_at()), fmt::format("{:.3f}", rule.share),
                              rule.net() > 0   ? "raises"
                              : rule.net() < 0 ? "lowers"
                                               : "level",
                              share_of_draws(raising[k++])});
    return rules;
}

Table incidents(const sim::Parameters& p) {
    const sim::Geography geography = geography_from("");
    const auto world = sim::build_world(geography, {.scale = kScaleOfStart, .seed = 1});
    const auto today = scenarios::read_scenario("status_quo_today", geography);
    const auto rates = sim::incidents_at_start(world, p, today, {.seed = 1});
    Table table{fmt::format("Hate incidents at the start, Greater Manchester, status_quo_today at 1:{}: of race and "
                            "religion alone, other strands are not modelled",
                            kScaleOfStart),
                {"incidents", "per 1,000 residents a year"},
                {}};
    table.rows.push_back({"recorded by the police", fmt::format("{:.2f}", rates.recorded)});
    table.rows.push_back({"true, recorded or not", fmt::format("{:.2f}", rates.happening)});
    return table;
}

std::string way_of(const sim::Route& route) {
    if (route.reach == sim::Reach::kDirect) return "directly";
    if (route.reach == sim::Reach::kNotAtAll) return "not at all";
    std::string way = "via ";
    for (std::size_t k = 0; k < route.through.size(); ++k)
        way += (k == 0 ? "" : ", ") + sim::words_of(static_cast<sim::Passage>(route.through[k]));
    return way;
}

// Each lever on its own, levers by states and by headline outcomes.
std::vector<Table> reach(const sim::Parameters& parameters) {
    const std::string how =
        ", each lever on its own at the default parameters: directly, at second hand by the shortest way (\"via\"), or "
        "not at all. How strong a way is this does not say";
    Table states{"Which lever reaches which state" + how, {"lever"}, {}};
    Table outcomes{"Which lever reaches which headline outcome" + how, {"lever"}, {}};
    for (const auto& state : sim::kStateTable) states.columns.emplace_back(state.name);
    for (const auto& outcome : sim::kOutcomeTable) outcomes.columns.emplace_back(outcome.name);
    for (const sim::LeverInfo& lever : sim::lever_table()) {
        const sim::ReachTable table = sim::reach_of({&lever.kind, 1}, parameters, {});
        states.rows.push_back({std::string(lever.name)});
        for (const sim::Route& route : table.states) states.rows.back().push_back(way_of(route));
        outcomes.rows.push_back({std::string(lever.name)});
        for (const sim::Route& route : table.outcomes) outcomes.rows.back().push_back(way_of(route));
    }
    return {states, outcomes};
}

}  // namespace

std::vector<Table> describe_model() {
    const auto p = sim::default_parameters();
    std::vector<Table> tables = {states_of_residents(p), break_even_shares(p), incidents(p)};
    for (Table& table : reach(p)) tables.push_back(std::move(table));
    return tables;
}

}  // namespace concord::cli
