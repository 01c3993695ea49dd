#include "scenarios/compare/index_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/matters.h"
#include "sim/ground/random.h"

namespace concord::scenarios {
namespace {

constexpr int kIndex = sim::kOutcomeCohesionIndex;
constexpr std::uint32_t kSeedOfWeights = 1;

// [R] the index of one scenario, 0 to 100.
std::vector<double> index_of(const Comparison& c, int scenario, const IndexWeights& weights) {
    std::vector<double> values;
    const auto replicates = static_cast<std::size_t>(c.replicates);
    for (std::size_t r = 0; r < replicates; ++r) {
        const std::size_t first = (static_cast<std::size_t>(scenario) * replicates + r) * weights.size();
        double sum = 0;
        for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] * c.dimensions_by_replicate.at(first + k);
        values.push_back(100 * sum);
    }
    return values;
}

// Whether `scenario` is better than every other.
bool is_first(const std::vector<PairOfOptions>& pairs, int scenario) {
    return std::all_of(pairs.begin(), pairs.end(), [&](const PairOfOptions& pair) {
        return pair.option == scenario  ? pair.verdict == sim::Verdict::kGain
               : pair.other == scenario ? pair.verdict == sim::Verdict::kHarm
                                        : true;
    });
}

Weighting weighting(const Comparison& c, const IndexWeights& weights) {
    Weighting of{.weights = weights};
    std::vector<std::vector<double>> index;
    for (int s = 0; s < c.scenarios(); ++s) index.push_back(index_of(c, s, weights));
    const auto add = [&](int option, int other) {
        std::vector<double> differences = index[static_cast<std::size_t>(option)];
        for (std::size_t r = 0; r < differences.size(); ++r)
            differences[r] -= index[static_cast<std::size_t>(other)][r];
        of.pairs.push_back(pair_from(c, option, other, 0, kIndex, differences));
    };
    for (int option = 1; option < c.scenarios(); ++option) {
        add(option, 0);
        for (int other = option + 1; other < c.scenarios(); ++other) add(option, other);
    }
    for (int s = 0; s < c.scenarios() && !of.first; ++s)
        if (is_first(of.pairs, s)) of.first = s;
    return of;
}

// What a verdict says of the first of two.
std::string_view words_of_pair(sim::Verdict verdict) {
    switch (verdict) {
        case sim::Verdict::kGain: return "better";
        case sim::Verdict::kHarm: return "worse";
        case sim::Verdict::kNoChangeThatMatters: return "too small";
        case sim::Verdict::kCannotSay: return "cannot say";
        case sim::Verdict::kNotModelled: break;
    }
    return "not modelled";
}

using ByVerdict = std::array<int, sim::kVerdictNames.size()>;

// Under how many of the drawn weights the p-th pair has each verdict.
ByVerdict drawn_verdicts(const std::vector<Weighting>& all, std::size_t p) {
    ByVerdict counts{};
    for (std::size_t w = 1; w < all.size(); ++w) ++counts[static_cast<std::size_t>(all[w].pairs[p].verdict)];
    return counts;
}
int count_of(const ByVerdict& counts, sim::Verdict verdict) { return counts[static_cast<std::size_t>(verdict)]; }

std::string last_word(std::string_view title) { return std::string(title.substr(title.rfind(' ') + 1)); }

std::string name_of_first(const Comparison& c, const Weighting& of) {
    return of.first ? c.plan.names[static_cast<std::size_t>(*of.first)] : "none";
}

std::string table_of_weights(const Comparison& c, const std::vector<Weighting>& all) {
    std::string text = fmt::format("  {:<7}", "weights");
    for (const sim::MeasureInfo& dimension : sim::kRepresentedTable)
        text += fmt::format("  {:>8}", last_word(dimension.title));
    text += "  first\n";
    for (std::size_t w = 0; w < all.size(); ++w) {
        text += fmt::format("  {:<7}", w == 0 ? "equal" : std::to_string(w));
        for (std::size_t k = 0; k < sim::kRepresentedDimensions; ++k)
            text += fmt::format("  {:>{}}", fmt::format("{:.1f}%", 100 * all[w].weights[k]),
                                std::max<std::size_t>(8, last_word(sim::kRepresentedTable[k].title).size()));
        text += "  " + name_of_first(c, all[w]) + "\n";
    }
    return text;
}

// Without the pairs that differ by too little under all weights, or in nothing that is modelled.
std::string table_of_pairs(const Comparison& c, const std::vector<Weighting>& all) {
    std::string rows;
    std::size_t left_out = 0;
    for (std::size_t p = 0; p < all[0].pairs.size(); ++p) {
        const PairOfOptions& pair = all[0].pairs[p];
        const ByVerdict drawn = drawn_verdicts(all, p);
        const auto count = [&](sim::Verdict verdict) { return count_of(drawn, verdict); };
        const int silent = count(sim::Verdict::kNoChangeThatMatters) + count(sim::Verdict::kNotModelled);
        if (silent == kWeightings && !sim::tells_sign(pair.verdict)) {
            ++left_out;
            continue;
        }
        rows += fmt::format(
            "  {:<42}{:<42}{:<15}{:>6}{:>7}{:>11}{:>12}\n", c.plan.names[static_cast<std::size_t>(pair.option)],
            c.plan.names[static_cast<std::size_t>(pair.other)], words_of_pair(pair.verdict), count(sim::Verdict::kGain),
            count(sim::Verdict::kHarm), count(sim::Verdict::kNoChangeThatMatters), count(sim::Verdict::kCannotSay));
    }
    if (!rows.empty())
        rows.insert(0, fmt::format("  {:<42}{:<42}{:<15}{:>6}{:>7}{:>11}{:>12}  (of the ten)\n", "option", "against",
                                   "equal weights", "better", "worse", "too small", "cannot say"));
    if (left_out > 0)
        rows += fmt::format("  ({}{} of {} pairs: too small, or not modelled, under all weights)\n",
                            rows.empty() ? "" : "the other ", left_out, all[0].pairs.size());
    return rows;
}

std::string under_so_many(int count) {
    return count == kWeightings ? "under all ten" : fmt::format("under {} of {}", count, kWeightings);
}

// Who comes first.
std::string words_of_first(const Comparison& c, const std::vector<Weighting>& all) {
    std::string text;
    int drawn_with_first = 0;
    for (int s = 0; s < c.scenarios(); ++s) {
        const auto count = static_cast<int>(
            std::count_if(all.begin() + 1, all.end(), [&](const Weighting& of) { return of.first == s; }));
        if (count == 0) continue;
        drawn_with_first += count;
        text += fmt::format("{}: {}", (text.empty() ? "First " : "; ") + under_so_many(count),
                            c.plan.names[static_cast<std::size_t>(s)]);
    }
    if (drawn_with_first == 0) text = "First under any of the ten: none";
    if (drawn_with_first > 0 && drawn_with_first < kWeightings)
        text += fmt::format("; {}: none", under_so_many(kWeightings - drawn_with_first));
    return text + fmt::format(". Under equal weights: {}. ", name_of_first(c, all[0]));
}

// Which two change places.
std::string words_of_order(const Comparison& c, const std::vector<Weighting>& all) {
    std::string text;
    bool any_told = false;
    for (std::size_t p = 0; p < all[0].pairs.size(); ++p) {
        const PairOfOptions& pair = all[0].pairs[p];
        const ByVerdict drawn = drawn_verdicts(all, p);
        const int better = count_of(drawn, sim::Verdict::kGain), worse = count_of(drawn, sim::Verdict::kHarm);
        const bool ever_better = better > 0 || pair.verdict == sim::Verdict::kGain,
                   ever_worse = worse > 0 || pair.verdict == sim::Verdict::kHarm;
        any_told = any_told || ever_better || ever_worse;
        if (ever_better && ever_worse)
            text += fmt::format("{} and {} change places: the former is better {}, worse {}, and {} under equal ones. ",
                                c.plan.names[static_cast<std::size_t>(pair.option)],
                                c.plan.names[static_cast<std::size_t>(pair.other)], under_so_many(better),
                                under_so_many(worse), words_of_pair(pair.verdict));
    }
    if (!text.empty()) return text;
    return any_told ? "No two change places by what matters. "
                    : "No two differ by what matters under any of the weights, so that there is no order to change. ";
}

std::string gloss(const Comparison& c, std::size_t pairs) {
    return fmt::format(
        "First: better than the baseline and than every other option by {} or more, with all of the interval. Too "
        "small: closer than that, with all of it. Weights are judgements of value, no evidence: these are drawn alike "
        "from all that add up to 1 (Dirichlet, all ones; M24), the same ten in every comparison; dimensions that are "
        "not represented have none. {} comparisons, beside those that the answer counts.",
        words_of(c.plan.matters.at(kIndex), c.outcomes.at(kIndex)), pairs * static_cast<std::size_t>(1 + kWeightings));
}

}  // namespace

IndexWeights equal_weights() {
    IndexWeights weights;
    weights.fill(1.0 / static_cast<double>(weights.size()));
    return weights;
}

// The gaps between uniform numbers in order are uniform over the weights that add up to 1.
IndexWeights drawn_weights(int k) {
    sim::WordSource words({kSeedOfWeights, sim::Process::kIndexWeights}, static_cast<std::uint32_t>(k), 0);
    std::array<double, sim::kRepresentedDimensions + 1> cuts{};
    cuts.back() = 1;
    for (std::size_t i = 1; i + 1 < cuts.size(); ++i) cuts[i] = words.unit();
    std::sort(cuts.begin(), cuts.end());
    IndexWeights weights;
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = cuts[i + 1] - cuts[i];
    return weights;
}

std::vector<Weighting> weightings(const Comparison& c) {
    const auto& values = c.dimensions_by_replicate;
    if (std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); })) return {};
    std::vector<Weighting> all = {weighting(c, equal_weights())};
    for (int k = 0; k < kWeightings; ++k) all.push_back(weighting(c, drawn_weights(k)));
    return all;
}

std::string index_weights_text(const Comparison& c) {
    const std::string title =
        fmt::format("\nCohesion index under other weights, Greater Manchester, year {}\n", c.plan.years());
    const std::vector<Weighting> all = weightings(c);
    if (all.empty()) return title + "  not defined (too few residents)\n";
    const auto& pairs = all[0].pairs;
    if (std::all_of(pairs.begin(), pairs.end(),
                    [](const PairOfOptions& pair) { return pair.verdict == sim::Verdict::kNotModelled; }))
        return title + "  not modelled: nothing leads from what differs to the index\n";
    return title + table_of_weights(c, all) + table_of_pairs(c, all) +
           wrapped(words_of_first(c, all) + words_of_order(c, all) + gloss(c, pairs.size()), 2) + "\n";
}

}  // namespace concord::scenarios
