// What a plan is recognised by: its checksum, one checksum a run, and what differs from another plan.
#include <fmt/format.h>

#include <algorithm>

#include "scenarios/compare/ensemble_plan.h"
#include "scenarios/compare/matters.h"
#include "scenarios/files/version.h"
#include "sim/measures/measure.h"

namespace concord::scenarios {
namespace {

// Lines of `what = value`; doubles in hexadecimal, exactly.
class Listing {
  public:
    void add(std::string_view what, std::string_view value) {
        fmt::format_to(std::back_inserter(text_), "{} = {}\n", what, value);
    }
    void add(std::string_view what, double value) {
        fmt::format_to(std::back_inserter(text_), "{} = {:a}\n", what, value);
    }
    void add(std::string_view what, std::uint32_t value) {
        fmt::format_to(std::back_inserter(text_), "{} = {}\n", what, value);
    }
    std::string checksum() const { return sha256(text_); }

  private:
    std::string text_;
};

std::string differs(const std::string& what, const std::string& old_value, const std::string& new_value) {
    return what + " was " + old_value + " and is now " + new_value;
}

std::string program_of(const Plan& plan) {
    return program_description(plan.program_version, plan.program_commit, plan.program_sources);
}

// Index in `plan` of the scenario of this name, or -1.
int find_scenario(const Plan& plan, const std::string& name) {
    const auto found = std::find(plan.names.begin(), plan.names.end(), name);
    return found == plan.names.end() ? -1 : static_cast<int>(found - plan.names.begin());
}

std::string scenario_difference(const Plan& existing, const Plan& wanted) {
    if (existing.names.at(0) != wanted.names.at(0))
        return differs("the baseline", "\"" + existing.names[0] + "\"", "\"" + wanted.names[0] + "\"");
    for (std::size_t i = 0; i < existing.names.size(); ++i) {
        const std::string name = "scenario \"" + existing.names[i] + "\"";
        const int now = find_scenario(wanted, existing.names[i]);
        if (now < 0) return name + " is not among those asked for; scenarios can be added, not taken away";
        if (existing.texts[i] != wanted.texts[now]) return name + " has changed";
        if (existing.keys[i] != wanted.keys[now])
            return name + " would get other file names; put scenarios that are added last";
    }
    return {};
}

template <class Row>
bool begins_alike(const std::vector<Row>& a, const std::vector<Row>& b) {
    return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin());
}

std::string setting_difference(const Plan& existing, const Plan& wanted) {
    const auto number = [](auto value) { return std::to_string(value); };
    if (existing.weeks != wanted.weeks)
        return differs("the length in weeks", number(existing.weeks), number(wanted.weeks));
    if (existing.start_date != wanted.start_date) return differs("the start", existing.start_date, wanted.start_date);
    if (existing.scale != wanted.scale)
        return differs("the scale", "1:" + number(existing.scale), "1:" + number(wanted.scale));
    if (existing.seed != wanted.seed) return differs("the seed", number(existing.seed), number(wanted.seed));
    if (existing.population_seed != wanted.population_seed)
        return differs("the seed of the population", number(existing.population_seed), number(wanted.population_seed));
    if (existing.parameters != wanted.parameters)
        return differs("the choice of parameters", describe(existing.parameters), describe(wanted.parameters));
    if (existing.draws_source != wanted.draws_source)
        return differs("the file of draws", existing.draws_source, wanted.draws_source);
    if (existing.kernel != wanted.kernel)
        return differs("the kernel of influence", std::string(name_of(existing.kernel)),
                       std::string(name_of(wanted.kernel)));
    const std::string mattered = matters_text(existing.matters, sim::outcome_rows()),
                      matters = matters_text(wanted.matters, sim::outcome_rows());
    if (mattered != matters) return differs("what was declared to matter before the runs", mattered, matters);
    if (existing.assumption != wanted.assumption)
        return differs("what the runs assume", existing.assumption, wanted.assumption);
    return {};
}

}  // namespace

std::string plan_checksum(const Plan& plan) {
    Listing listing;
    listing.add("program", plan.program_version + " " + plan.program_commit + " " + plan.program_sources);
    listing.add("inputs", to_json(plan.inputs));
    listing.add("geography", plan.geography);
    listing.add("start", plan.start_date);
    listing.add("weeks", static_cast<std::uint32_t>(plan.weeks));
    listing.add("scale", static_cast<std::uint32_t>(plan.scale));
    listing.add("population seed", plan.population_seed);
    listing.add("seed", plan.seed);
    listing.add("parameters", describe(plan.parameters));
    listing.add("draws", plan.draws_source);
    listing.add("assumption", plan.assumption);
    listing.add("kernel", name_of(plan.kernel));
    listing.add("matters", matters_text(plan.matters, sim::outcome_rows()));
    return listing.checksum();
}

std::string run_checksum(const Plan& plan, const sim::Scenario& scenario, const PlannedRun& run) {
    Listing listing;
    listing.add("plan", plan.checksum);
    listing.add("scenario", scenario.name);
    listing.add("text", sha256(scenario.text));
    listing.add("equal exposure", scenario.baseline.exposure.equal ? "yes" : "no");
    for (const sim::ParameterOverride& fixed : scenario.parameters) listing.add("fixed " + fixed.name, fixed.value);
    listing.add("replicate", static_cast<std::uint32_t>(run.replicate));
    listing.add("seed", run.seed);
    const std::vector<double>& values = plan.draws.at(run.draw);
    for (std::size_t i = 0; i < values.size(); ++i) listing.add(plan.parameter_names.at(i), values[i]);
    if (!plan.cost_factors.empty())
        for (const double factor : plan.cost_factors.at(run.replicate)) listing.add("price", factor);
    return listing.checksum();
}

std::string difference(const Plan& existing, const Plan& wanted) {
    if (program_of(existing) != program_of(wanted) || existing.program_sources != wanted.program_sources)
        return differs("the program", program_of(existing), program_of(wanted));
    if (const std::string what = scenario_difference(existing, wanted); !what.empty()) return what;
    if (existing.replicates > wanted.replicates)
        return differs("the number of runs a scenario", std::to_string(existing.replicates),
                       std::to_string(wanted.replicates)) +
               "; a comparison can take more, not fewer";
    if (const std::string what = difference(existing.inputs, wanted.inputs); !what.empty()) return what;
    if (existing.geography != wanted.geography) return "the figures of the place have changed";
    if (const std::string what = setting_difference(existing, wanted); !what.empty()) return what;
    if (existing.parameter_names != wanted.parameter_names || !begins_alike(existing.draws, wanted.draws) ||
        !begins_alike(existing.cost_factors, wanted.cost_factors))
        return "the parameters or their priors have changed";
    for (const PlannedRun& run : existing.runs) {
        const std::string& name = existing.names.at(run.scenario);
        const int scenario = find_scenario(wanted, name);
        const PlannedRun& now = wanted.run(scenario, run.replicate);
        if (run.seed != now.seed || run.draw != now.draw ||
            existing.checksum_of(run.scenario, run.replicate) != wanted.checksum_of(scenario, run.replicate))
            return fmt::format("the runs differ: replicate {} of \"{}\"", run.replicate, name);
    }
    return {};
}

bool grows(const Plan& existing, const Plan& wanted) {
    return existing.replicates != wanted.replicates || existing.names != wanted.names;
}

}  // namespace concord::scenarios
