// The cohesion index under other weights: differences of dimensions are written down, so that every weighting's order
// can be worked out beside the program, and what is printed in words is made again from the printed tables.
#include "scenarios/compare/index_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <sstream>

#include "tests/scenarios/compare/made_comparison.h"
#include "tests/scenarios/compare/worked_runs.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

constexpr std::size_t kNetworks = 0, kPeople = 1;

// `size` in one dimension, none in the others; plus or minus `noise` from pair to pair.
MadeOption raising(const std::string& name, std::size_t dimension, double size, double noise = 0) {
    return {.name = name, .difference = around(0, 0.1), .dimension = [=](int r, std::size_t k) {
                return k == dimension ? size + noise * (r % 2 == 0 ? 1 : -1) : 0.0;
            }};
}

// Ten points of networks by one, five of trust in people by the other: no weights can hide either from both.
const MadeComparison& ties_or_trust() {
    static const MadeComparison made(
        {raising("Ties", kNetworks, 0.10), raising("Trust", kPeople, 0.05), raising("Nothing", kNetworks, 0)}, 10);
    return made;
}

std::string block_of(const Comparison& c) {
    const std::string text = index_weights_text(c);
    CHECK_THAT(comparison_details(c), Contains(text));
    return text;
}

// The lines of a block, and its words without their line breaks.
std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}
std::string words_of_block(const std::string& text) {
    std::string words = text.substr(text.find("\n  First "));
    std::replace(words.begin(), words.end(), '\n', ' ');
    return squeezed(words);
}

}  // namespace

TEST_CASE("Weights add up to 1, differ, are the same on every call, and are uniform over all that there are") {
    for (const double weight : equal_weights()) CHECK(weight == Approx(1.0 / 7));
    for (int k = 0; k < kWeightings; ++k) {
        const IndexWeights weights = drawn_weights(k);
        CHECK(std::accumulate(weights.begin(), weights.end(), 0.0) == Approx(1).epsilon(1e-12));
        CHECK(*std::min_element(weights.begin(), weights.end()) >= 0);
        CHECK(weights == drawn_weights(k));
        CHECK(weights != drawn_weights(k + 1));
    }
    // Of a Dirichlet distribution with seven ones: mean 1/7, variance 1/7 x 6/7 / 8, covariance -1/49 / 8.
    constexpr int kDraws = 40000;
    std::array<double, 7> sum{}, square{};
    double product = 0;
    for (int k = 0; k < kDraws; ++k) {
        const IndexWeights weights = drawn_weights(k);
        for (std::size_t i = 0; i < 7; ++i) sum[i] += weights[i], square[i] += weights[i] * weights[i];
        product += weights[0] * weights[6];
    }
    for (std::size_t i = 0; i < 7; ++i) {
        INFO(i);
        CHECK(sum[i] / kDraws == Approx(1.0 / 7).margin(0.003));  // 5 standard errors
        CHECK(square[i] / kDraws - 1.0 / 49 == Approx(6.0 / 392).margin(0.0015));
    }
    CHECK(product / kDraws == Approx(1.0 / 49 - 1.0 / 392).margin(0.0006));
}

TEST_CASE("The weights that ship are these, to the last digit that is printed") {
    const std::string text = squeezed(index_weights_text(ties_or_trust().comparison));
    CHECK_THAT(text, Contains("\n equal 14.3% 14.3% 14.3% 14.3% 14.3% 14.3% 14.3% "));
    CHECK_THAT(text, Contains("\n 1 11.9% 42.9% 9.2% 20.5% 8.2% 4.8% 2.5% "));
    CHECK_THAT(text, Contains("\n 10 6.7% 7.4% 5.2% 3.9% 12.7% 38.3% 25.8% "));
}

TEST_CASE("Worked by hand: who comes first follows from the dimensions and the weights") {
    const Comparison& c = ties_or_trust().comparison;
    const std::vector<Weighting> all = weightings(c);
    REQUIRE(all.size() == 11);
    CHECK(all[0].weights == equal_weights());
    // Equal weights: 10 / 7 = 1.43 points by ties, 5 / 7 = 0.71 by trust; the lead of 0.71 is one that matters.
    CHECK(all[0].first == std::optional(1));
    std::array<int, 4> first{};
    int none = 0;
    for (std::size_t w = 0; w < all.size(); ++w) {
        INFO(w);
        if (w > 0) CHECK(all[w].weights == drawn_weights(static_cast<int>(w) - 1));
        const double ties = 10 * all[w].weights[kNetworks], trust = 5 * all[w].weights[kPeople];
        const std::optional<int> expected = ties >= 0.5 && ties - trust >= 0.5    ? std::optional(1)
                                            : trust >= 0.5 && trust - ties >= 0.5 ? std::optional(2)
                                                                                  : std::nullopt;
        CHECK(all[w].first == expected);
        if (w > 0)
            expected ? static_cast<void>(++first[static_cast<std::size_t>(*expected)]) : static_cast<void>(++none);
        REQUIRE(all[w].pairs.size() == 6);  // three with the baseline, three among themselves
        CHECK(all[w].pairs[0].option == 1);
        CHECK(all[w].pairs[0].other == 0);
        CHECK(all[w].pairs[0].mean == Approx(ties).margin(1e-4));
        CHECK(all[w].pairs[1].other == 2);
        CHECK(all[w].pairs[1].mean == Approx(ties - trust).margin(1e-4));
    }
    // The ten that ship have all of it.
    CHECK(first[1] > 0);
    CHECK(none > 0);
}

TEST_CASE("Equal weights give the index itself, pair by pair") {
    const MadeComparison made({{"One", around(0.8, 0.05)}, {"Other", around(2, 9)}}, 10);
    const Comparison& c = made.comparison;
    const Weighting equal = weightings(c).at(0);
    for (const PairOfOptions& pair : equal.pairs) {
        const PairOfOptions direct = pair_of(c, pair.option, pair.other, 0, sim::kOutcomeCohesionIndex);
        CHECK(pair.mean == Approx(direct.mean).margin(1e-4));
        CHECK(pair.interval.low == Approx(direct.interval.low).margin(1e-4));
        CHECK(pair.interval.high == Approx(direct.interval.high).margin(1e-4));
        CHECK(pair.verdict == direct.verdict);
    }
}

TEST_CASE("What is said of the order is made of the printed tables") {
    // A third option that loses what the first gains, so that pairs of all kinds are printed.
    const MadeComparison made({raising("Ties", kNetworks, 0.10), raising("Trust", kPeople, 0.05),
                               raising("Fewer ties", kNetworks, -0.10), raising("Unsure", kPeople, 0.03, 0.03)},
                              10);
    const std::string text = block_of(made.comparison);
    std::map<std::string, int> first;
    std::string first_of_equal;
    std::string changing;
    int told = 0;
    bool pairs = false;
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with("  First ")) break;
        if (line.find('%') != std::string::npos) {  // a row of weights ends with who comes first
            const std::string name = line.substr(line.rfind("%  ") + 3);
            line.starts_with("  equal") ? static_cast<void>(first_of_equal = name) : static_cast<void>(++first[name]);
        } else if (line.starts_with("  option")) {
            pairs = true;
        } else if (pairs && !line.starts_with("  (")) {
            std::istringstream counts(line.substr(2 + 42 + 42 + 15));
            int better = 0, worse = 0, small = 0, unsure = 0;
            counts >> better >> worse >> small >> unsure;
            CHECK(better + worse + small + unsure == kWeightings);
            const std::string equal = line.substr(2 + 42 + 42, 15);
            const bool ever_better = better > 0 || equal.starts_with("better"),
                       ever_worse = worse > 0 || equal.starts_with("worse");
            told += ever_better || ever_worse ? 1 : 0;
            if (ever_better && ever_worse) {
                const std::string names = line.substr(2, 42 + 42);
                changing += names.substr(0, names.find("  ")) + " and " + names.substr(42, names.find("  ", 42) - 42) +
                            " change places: ";
            }
        }
    }
    int rows = 0;
    for (const auto& [name, count] : first) rows += count;
    CHECK(rows == kWeightings);
    const std::string words = words_of_block(text);
    for (const auto& [name, count] : first) {
        const std::string under = count < kWeightings ? fmt::format("under {} of 10", count)
                                  : name == "none"    ? "under any of the ten"
                                                      : "under all ten";
        CHECK_THAT(words, Contains(under + ": " + name));
    }
    CHECK_THAT(words, Contains("Under equal weights: " + first_of_equal + "."));
    CHECK(told > 0);
    if (changing.empty()) CHECK_THAT(words, Contains("No two change places by what matters."));
    CHECK((words.find("change places: ") != std::string::npos) == !changing.empty());
}

TEST_CASE("Options that change places are named, with how often each is the better") {
    // Ten points of networks against ten of trust in people: whichever weighs more.
    const MadeComparison made({raising("Ties", kNetworks, 0.10), raising("Trust", kPeople, 0.10)}, 10);
    const std::vector<Weighting> all = weightings(made.comparison);
    int better = 0, worse = 0;
    for (int k = 0; k < kWeightings; ++k) {
        const double lead = 10 * (drawn_weights(k)[kNetworks] - drawn_weights(k)[kPeople]);
        better += lead >= 0.5 ? 1 : 0;
        worse += lead <= -0.5 ? 1 : 0;
    }
    REQUIRE(better > 0);
    REQUIRE(worse > 0);
    CHECK_THAT(words_of_block(block_of(made.comparison)),
               Contains(fmt::format("Ties and Trust change places: the former is better under {} of 10, worse under {} "
                                    "of 10, and too small under equal ones.",
                                    better, worse)));
}

TEST_CASE("Nobody comes first by too little, nor by what the runs do not tell") {
    const MadeComparison small({raising("A little", kNetworks, 0.004), raising("Less", kPeople, 0.002)}, 10);
    const std::string words = words_of_block(block_of(small.comparison));
    CHECK_THAT(words, Contains("First under any of the ten: none. Under equal weights: none. No two differ by what "
                               "matters under any of the weights, so that there is no order to change."));
    CHECK_THAT(block_of(small.comparison), Contains("(3 of 3 pairs: too small, or not modelled, under all weights)"));
    const MadeComparison unsure({raising("Large and unsure", kNetworks, 0.2, 2.0)}, 10);
    for (const Weighting& of : weightings(unsure.comparison)) CHECK_FALSE(of.first);
    CHECK_THAT(words_of_block(block_of(unsure.comparison)), Contains("First under any of the ten: none."));
}

TEST_CASE("Where every option does harm the baseline comes first; alone, an option is set against it") {
    const auto lowers = [](int, std::size_t) { return -0.02; };
    const auto raises = [](int, std::size_t) { return 0.02; };
    const MadeComparison harm({{.name = "Harm", .difference = around(0, 0.1), .dimension = lowers}}, 10);
    CHECK_THAT(words_of_block(block_of(harm.comparison)),
               Contains("First under all ten: Status quo. Under equal weights: Status quo. No two change places"));
    const MadeComparison gain({{.name = "Gain", .difference = around(0, 0.1), .dimension = raises}}, 10);
    CHECK_THAT(words_of_block(block_of(gain.comparison)),
               Contains("First under all ten: Gain. Under equal weights: Gain. No two change places"));
}

TEST_CASE("What nothing leads to is not modelled, and what is not defined has no order") {
    const MadeComparison none({{.name = "No lever", .difference = around(0, 0.1), .has_lever = false}}, 10);
    CHECK_THAT(block_of(none.comparison), Contains("not modelled: nothing leads from what differs to the index"));
    Comparison undefined = ties_or_trust().comparison;
    undefined.dimensions_by_replicate[3] = std::nan("");
    CHECK(weightings(undefined).empty());
    CHECK_THAT(index_weights_text(undefined), Contains("not defined"));
}

TEST_CASE("What matters is what was declared for the index") {
    std::vector<sim::SmallestDifference> matters;
    for (const sim::MeasureInfo& outcome : sim::outcome_rows())
        matters.push_back(sim::usual_smallest_difference(outcome));
    matters[sim::kOutcomeCohesionIndex] = {.size = 20};
    const MadeComparison made({raising("Ties", kNetworks, 0.10)}, 10, ParameterDraws::kDefaults, matters);
    for (const Weighting& of : weightings(made.comparison)) CHECK_FALSE(of.first);
    CHECK_THAT(index_weights_text(made.comparison), Contains("20 points"));
}

}  // namespace concord::scenarios
