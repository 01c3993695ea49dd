#include "scenarios/compare/programme_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "sim/policy/reach.h"

namespace concord::scenarios {
namespace {

using Levels = std::array<double, sim::kProgrammeMeasures>;
using Modelled = std::array<bool, sim::kProgrammeMeasures>;

constexpr const char* kGlosses =
    "Heard of it: percent of adults who know that there is such a programme. In favour: percent of these who view it "
    "favourably. Trust: mean over adults, 0 surveillance, 100 a source of help. Who has heard of it is drawn alike for "
    "everybody, and what framing and explanation do is assumed (framing_trust, framing_grievance, "
    "communication_awareness, communication_trust; docs/levers.md).";

constexpr const char* kOfDifferences =
    " In brackets: the difference from the baseline in the mean of the runs, without its chance error; too small: less "
    "than half a point.";
// Points of a hundred, as of items: less is never called a change.
constexpr double kMatters = 0.5;

// In points of a hundred.
double shown(const Levels& levels, std::size_t measure) {
    return measure == sim::kProgrammeMeanTrust ? 100 * levels[measure] : levels[measure];
}

std::string number(double value) { return std::isnan(value) ? "too few" : fmt::format("{:.1f}", value); }

std::string cell_of(const Levels& levels, const Levels& baseline, std::size_t measure, bool modelled) {
    if (!modelled) return "not modelled";
    const double level = shown(levels, measure), difference = level - shown(baseline, measure);
    if (std::isnan(difference)) return number(level);
    if (std::abs(difference) < kMatters) return number(level) + " (too small)";
    return fmt::format("{} ({:+.1f})", number(level), difference);
}

// In some draw: whether a way leads there from what the option does and the baseline does not, or the other way round.
Modelled modelled(const Comparison& c, const std::vector<sim::Scenario>& scenarios, std::size_t s) {
    bool awareness = false, trust = false;
    for (int r = 0; r < c.replicates; ++r) {
        const sim::ReachTable table =
            sim::reach_between(scenarios[s], scenarios[0], c.plan.parameters_of(scenarios[s], r));
        awareness = awareness || table.awareness.reach != sim::Reach::kNotAtAll;
        trust = trust || table.states[sim::kProgrammeTrust].reach != sim::Reach::kNotAtAll;
    }
    Modelled of{};
    of[sim::kProgrammeAware] = awareness;
    of[sim::kProgrammeSupport] = awareness || trust;
    of[sim::kProgrammeMeanTrust] = trust;
    return of;
}

std::string row(const std::string& name, const std::array<std::string, sim::kProgrammeMeasures>& cells) {
    std::string text = fmt::format("  {:<34.33}", name);
    for (const std::string& cell : cells) text += fmt::format("{:>20}", cell);
    return text + "\n";
}

}  // namespace

std::string programme_text(const Comparison& c, const std::vector<sim::Scenario>& scenarios) {
    const auto table =
        std::find_if(c.tables.begin(), c.tables.end(), [](const FoldedTable& t) { return t.name == "programme_mean"; });
    if (table == c.tables.end() || table->values.empty()) return {};
    const std::size_t groups = c.groups.size() * sim::kProgrammeMeasures,
                      of_scenario = table->values.size() / static_cast<std::size_t>(c.scenarios());
    const auto at_end = [&](std::size_t s) {
        Levels levels;
        for (std::size_t k = 0; k < levels.size(); ++k)  // Greater Manchester comes first
            levels[k] = table->values.at((s + 1) * of_scenario - groups + k);
        return levels;
    };
    std::string text = "The prevention programme, Greater Manchester, end of the run, mean of the runs\n" +
                       row("", {"heard of it", "in favour", "trust"});
    const Levels baseline = at_end(0);
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        const Levels levels = at_end(s);
        const Modelled is = s == 0 ? Modelled{} : modelled(c, scenarios, s);
        std::array<std::string, sim::kProgrammeMeasures> cells;
        for (std::size_t k = 0; k < cells.size(); ++k)
            cells[k] = s == 0 ? number(shown(levels, k)) : cell_of(levels, baseline, k, is[k]);
        text += row(c.plan.names[s], cells);
    }
    return text + wrapped(std::string(kGlosses) + kOfDifferences) + "\n";
}

std::string programme_text(const sim::RunRecord& record) {
    const sim::Series& programme = record[sim::SeriesId::kProgramme];
    const auto line = [&](const char* when, int period) {
        Levels levels;
        std::array<std::string, sim::kProgrammeMeasures> cells;
        for (std::size_t k = 0; k < cells.size(); ++k)
            levels[k] = programme.at(period, record.layout().gm(), k), cells[k] = number(shown(levels, k));
        return row(when, cells);
    };
    return "\nThe prevention programme, Greater Manchester\n" + row("", {"heard of it", "in favour", "trust"}) +
           line("start", 0) + line("end", record.periods) + wrapped(kGlosses) + "\n";
}

}  // namespace concord::scenarios
