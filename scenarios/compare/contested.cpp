#include "scenarios/compare/contested.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/files/text.h"

namespace concord::scenarios {
namespace {

// Mean of the first `pairs` pairs and, since a few make no interval, the lowest and the highest of them.
std::string cell(const Comparison& c, int scenario, int group, int pairs) {
    const std::size_t groups = c.groups.size(), replicates = static_cast<std::size_t>(c.replicates);
    double sum = 0, low = INFINITY, high = -INFINITY;
    for (std::size_t r = 0; r < static_cast<std::size_t>(pairs); ++r) {
        const std::size_t row =
            (static_cast<std::size_t>(scenario) * replicates + r) * groups + static_cast<std::size_t>(group);
        const double d = c.by_replicate[row * c.outcomes.size() + sim::kOutcomePoliceConfidence];
        sum += d;
        low = std::min(low, d);
        high = std::max(high, d);
    }
    constexpr int kDecimals = 3;
    return fmt::format("{} ({} to {})", signed_number(sum / pairs, kDecimals), signed_number(low, kDecimals),
                       signed_number(high, kDecimals));
}

}  // namespace

const std::vector<ContestedAssumption>& contested_assumptions() {
    static const std::vector<ContestedAssumption> all = {
        {"equal_exposure", "equal exposure to stops", true, {}},
        {"unfair_weight_1", "an unfair stop weighs as a fair one (E08)", false, {{"unfair_weight", 1, "E08"}}},
        {"unfair_weight_14", "an unfair stop weighs 14 fair ones (E07)", false, {{"unfair_weight", 14, "E07"}}},
    };
    return all;
}

std::vector<sim::Scenario> under(const ContestedAssumption& assumption, std::vector<sim::Scenario> scenarios) {
    for (auto& scenario : scenarios) {
        if (assumption.equal_exposure) scenario.baseline.exposure.equal = true;
        for (const auto& fixed : assumption.parameters) {
            std::erase_if(scenario.parameters, [&](const auto& own) { return own.name == fixed.name; });
            scenario.parameters.push_back(fixed);
        }
    }
    return scenarios;
}

std::string contested_table(const Comparison& main, const std::vector<Comparison>& contested) {
    const sim::GroupLayout layout{.districts = main.districts};
    const std::vector<int> groups = {layout.gm(), layout.ethnic(sim::kAsian), layout.ethnic(sim::kBlack),
                                     layout.ethnic(sim::kWhite)};
    int pairs = main.replicates;
    for (const auto& c : contested) pairs = std::min(pairs, c.replicates);
    std::string text = fmt::format(
        "\nConfidence in police under contested assumptions, change in the last year in points: mean of the first {} "
        "pairs\n"
        "(lowest to highest): direction, not size. Background enters through published exposure to stops alone; with "
        "equal exposure not at all.\n",
        pairs);
    for (int s = 1; s < main.scenarios(); ++s) {
        text += fmt::format("  {}\n    {:<44}", main.plan.names[s], "");
        for (const int g : groups) text += fmt::format("{:<28}", main.groups[g]);
        const auto row = [&](const std::string& title, const Comparison& c) {
            text += fmt::format("\n    {:<44}", title);
            for (const int g : groups) text += fmt::format("{:<28}", cell(c, s, g, pairs));
        };
        row("as published", main);
        for (std::size_t k = 0; k < contested.size(); ++k) row(contested_assumptions()[k].title, contested[k]);
        text += '\n';
    }
    return text;
}

}  // namespace concord::scenarios
