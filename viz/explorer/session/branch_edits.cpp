#include "viz/explorer/session/branch_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "scenarios/files/text_checks.h"
#include "viz/explorer/session/lever_edits.h"
#include "viz/figure/colour.h"

namespace concord::explorer {
namespace {

ScenarioPtr named(sim::Scenario scenario, const std::string& name) {
    scenario.name = name;
    return std::make_shared<const sim::Scenario>(std::move(scenario));
}

// The colour that fewest branches have, the first of those.
int free_colour(const Workspace& workspace) {
    std::array<int, figure::kCategoricalColours> used{};
    for (const BranchPlan& plan : workspace.branches) ++used[static_cast<std::size_t>(plan.colour)];
    return static_cast<int>(std::min_element(used.begin(), used.end()) - used.begin());
}

}  // namespace

std::string free_name(const Workspace& workspace, const std::string& wanted) {
    if (const std::string problem = scenarios::problem_of_name(wanted); !problem.empty())
        throw std::invalid_argument("the name of a branch " + problem);
    const auto taken = [&](const std::string& name) {
        return std::any_of(workspace.branches.begin(), workspace.branches.end(),
                           [&](const auto& plan) { return plan.name == name; });
    };
    std::string name = wanted;
    for (int k = 2; taken(name); ++k) name = fmt::format("{} {}", wanted, k);
    return name;
}

int fork(Workspace& workspace, int parent, int week, const std::string& name) {
    const BranchPlan* from = workspace.find(parent);
    if (!from) throw std::invalid_argument("there is no such branch");
    BranchPlan made;
    made.id = workspace.next_id++;
    made.name = free_name(workspace, name);
    made.colour = free_colour(workspace);
    made.parent = parent;
    made.forked_at = week;
    for (const Leg& leg : from->path)
        if (leg.from < week || made.path.empty()) made.path.push_back(leg);
    // Under the scenario that the parent has from this week on.
    const sim::Scenario* in_force = from->path.front().scenario.get();
    for (const Leg& leg : from->path)
        if (leg.from <= week) in_force = leg.scenario.get();
    made.path.push_back({week, named(*in_force, made.name)});
    made.seen = week;
    workspace.branches.push_back(std::move(made));
    return workspace.branches.back().id;
}

bool change_scenario(Workspace& workspace, const sim::Scenario& scenario) {
    const BranchPlan* plan = workspace.find(workspace.shown);
    if (!plan) throw std::invalid_argument("no scenario is open: choose a card first");
    if (workspace.week >= workspace.years() * sim::kWeeksPerYear)
        throw std::invalid_argument("the years of the scenario are over: go back to an earlier week first");
    const bool in_the_past = plan->seen > workspace.week;
    if (in_the_past) {
        const int old = plan->id;
        workspace.shown = fork(workspace, old, workspace.week, fmt::format("{} (changed)", plan->name));
        workspace.against = old;
    }
    BranchPlan& now = *workspace.find(workspace.shown);
    if (now.as_shipped) {
        now.as_shipped = false;
        now.name = free_name(workspace, fmt::format("{} (changed)", now.name));
    }
    if (now.path.size() > 1 && now.path.back().from == workspace.week) now.path.pop_back();
    now.path.push_back({workspace.week, named(scenario, now.name)});
    return in_the_past;
}

void change_assumption(Workspace& workspace, const std::string& parameter, std::optional<double> value) {
    std::map<ScenarioPtr, ScenarioPtr> changed;  // branches that shared their beginning go on sharing it
    for (BranchPlan& plan : workspace.branches)
        for (Leg& leg : plan.path) {
            ScenarioPtr& now = changed[leg.scenario];
            if (!now) now = std::make_shared<const sim::Scenario>(with_assumption(*leg.scenario, parameter, value));
            leg.scenario = now;
        }
}

void remove_branch(Workspace& workspace, int id) {
    if (workspace.branches.size() < 2) throw std::invalid_argument("the only branch cannot be removed");
    for (const BranchPlan& plan : workspace.branches)
        if (plan.parent == id)
            throw std::invalid_argument(fmt::format("branch \"{}\" left it: remove that one first", plan.name));
    for (const Prediction& prediction : workspace.predictions)
        if (prediction.branch == id || prediction.against == id)
            throw std::invalid_argument("the room's guesses are about it: remove that question first");
    if (workspace.line_up && (workspace.line_up->branch == id || workspace.line_up->against == id))
        throw std::invalid_argument("the line-up is about it: remove that first");
    std::erase_if(workspace.branches, [&](const auto& plan) { return plan.id == id; });
    if (workspace.against == id) workspace.against = kNobody;
    if (workspace.shown == id) {
        workspace.shown = workspace.against != kNobody ? workspace.against : workspace.branches.front().id;
        workspace.against = kNobody;
    }
}

}  // namespace concord::explorer
