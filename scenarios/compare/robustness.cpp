#include "scenarios/compare/robustness.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"

namespace concord::scenarios {
namespace {

using Values = std::vector<std::vector<double>>;

void check(const Values& values) {
    if (values.empty() || values[0].empty()) throw std::invalid_argument("no options or no states to judge them by");
    for (const std::vector<double>& of : values) {
        if (of.size() != values[0].size()) throw std::invalid_argument("options are judged by the same states");
        if (std::any_of(of.begin(), of.end(), [](double x) { return std::isnan(x); }))
            throw std::invalid_argument("a value is missing");
    }
}

std::vector<double> best_of_states(const Values& values) {
    std::vector<double> best = values[0];
    for (const std::vector<double>& of : values)
        for (std::size_t state = 0; state < best.size(); ++state) best[state] = std::max(best[state], of[state]);
    return best;
}

}  // namespace

std::vector<int> Robustness::best(int measure, double tolerance) const {
    const int better = kRobustnessTable.at(static_cast<std::size_t>(measure)).better;
    double first = -std::numeric_limits<double>::infinity();
    for (const auto& of : of_option) first = std::max(first, of[static_cast<std::size_t>(measure)] * better);
    std::vector<int> options;
    for (std::size_t option = 0; option < of_option.size(); ++option)
        if (of_option[option][static_cast<std::size_t>(measure)] * better >= first - tolerance)
            options.push_back(static_cast<int>(option));
    return options;
}

Robustness robustness_of(const Values& values, const Requirement& requirement) {
    check(values);
    const std::vector<double> best = best_of_states(values);
    const auto states = static_cast<double>(best.size());
    Robustness robustness{.of_option = {}, .states = static_cast<int>(best.size())};
    for (const std::vector<double>& of : values) {
        const auto [worst, most] = std::minmax_element(of.begin(), of.end());
        double sum = 0, largest_regret = 0, regret = 0;
        int enough = 0;
        for (std::size_t state = 0; state < of.size(); ++state) {
            const double lost = best[state] - of[state];
            sum += of[state];
            regret += lost;
            largest_regret = std::max(largest_regret, lost);
            enough += of[state] >= requirement.least ? 1 : 0;
        }
        std::array<double, kRobustnessMeasures> row{};
        row[kExpectedValue] = sum / states;
        row[kWorstCase] = *worst;
        row[kHurwicz] = requirement.optimism * *most + (1 - requirement.optimism) * *worst;
        row[kLargestRegret] = largest_regret;
        row[kMeanRegret] = regret / states;
        row[kSatisficing] = enough / states;
        row[kDistanceToFailure] = *worst - requirement.least;
        robustness.of_option.push_back(row);
    }
    return robustness;
}

Robustness robustness_of(const Comparison& c, int group, int outcome) {
    const int better = c.outcomes.at(static_cast<std::size_t>(outcome)).better;
    if (better == 0) return {};
    Values all;
    for (int s = 0; s < c.scenarios(); ++s) all.push_back(c.differences(s, group, outcome));
    Values values(all.size());
    for (std::size_t r = 0; r < all[0].size(); ++r) {
        if (std::any_of(all.begin(), all.end(), [&](const auto& of) { return std::isnan(of[r]); })) continue;
        for (std::size_t s = 0; s < all.size(); ++s) values[s].push_back(all[s][r] * better);
    }
    if (values[0].empty()) return {};
    return robustness_of(values, {.least = c.difference(0, group, outcome).matters});
}

std::string first_places(const Robustness& robustness, const std::vector<std::string>& names, double tolerance) {
    std::vector<std::pair<std::vector<int>, std::vector<std::string>>> found;  // options, titles of measures
    for (int measure = 0; measure < kRobustnessMeasures; ++measure) {
        const RobustnessInfo& info = kRobustnessTable[static_cast<std::size_t>(measure)];
        const std::vector<int> options = robustness.best(measure, info.in_unit ? tolerance : 0);
        const auto at = std::find_if(found.begin(), found.end(), [&](const auto& one) { return one.first == options; });
        if (at == found.end())
            found.push_back({options, {lower_first(info.title)}});
        else
            at->second.push_back(lower_first(info.title));
    }
    std::string text;
    for (const auto& [options, titles] : found) {
        std::vector<std::string> first;
        for (const int option : options) first.push_back(names.at(static_cast<std::size_t>(option)));
        const std::string who = first.size() == names.size() ? "all alike" : joined(first);
        const std::string by = found.size() == 1 ? "by all seven measures" : joined(titles);
        text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", by, who);
    }
    return upper_first(text) + ".";
}

}  // namespace concord::scenarios
