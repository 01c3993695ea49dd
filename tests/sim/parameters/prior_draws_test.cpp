// Draws from the priors: a parameter's chance belongs to its name, and follows its distribution.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "sim/ground/name_hash.h"
#include "sim/parameters/parameters.h"

using namespace concord::sim;

namespace {

using Table = std::vector<ParameterInfo>;

constexpr std::uint32_t kSeed = 11;
constexpr std::uint32_t kDraws = 2000;

Table whole_table() { return {parameter_table().begin(), parameter_table().end()}; }

// Every parameter of the program's table, drawn from `table`, is what it is when drawn from the program's.
void check_draws_unmoved(const Table& table, const std::set<std::string>& but = {}) {
    for (const std::uint32_t draw : {0u, 1u, 77u}) {
        const Parameters as_it_is = draw_from_priors(kSeed, draw), other = draw_from_priors(table, kSeed, draw);
        for (const auto& info : parameter_table()) {
            if (but.contains(info.name)) continue;
            INFO(info.name << ", draw " << draw);
            REQUIRE(get(other, info) == get(as_it_is, info));
        }
    }
}

// Distribution function of a prior, from its density and not from how it is sampled.
double cumulated(const ParameterInfo& info, double x) {
    const bool log = info.prior == Prior::kLogTriangular;
    const auto scale = [&](double value) { return log ? std::log(value) : value; };
    const double low = scale(info.low), mode = scale(info.value), high = scale(info.high), at = scale(x);
    if (info.prior == Prior::kUniform) return (at - low) / (high - low);
    if (at <= mode && mode > low) return (at - low) * (at - low) / ((high - low) * (mode - low));
    return 1 - (high - at) * (high - at) / ((high - low) * (high - mode));
}

// By Simpson's rule over the distribution function: the mean is high less the area below it.
double mean_of(const ParameterInfo& info) {
    constexpr int kSteps = 2000;
    const double step = (info.high - info.low) / kSteps;
    double area = 0;
    for (int k = 0; k <= kSteps; ++k)
        area += (k == 0 || k == kSteps ? 1 : k % 2 == 1 ? 4 : 2) * cumulated(info, info.low + k * step);
    return info.high - area * step / 3;
}

}  // namespace

TEST_CASE("The hash of a name is FNV-1a of 64 bits") {
    // Test vectors of the authors' page.
    STATIC_REQUIRE(name_hash("") == 0xcbf29ce484222325u);
    STATIC_REQUIRE(name_hash("a") == 0xaf63dc4c8601ec8cu);
    STATIC_REQUIRE(name_hash("foobar") == 0x85944171f73967e8u);
    STATIC_REQUIRE(name_hash("\xff") == 0xaf64724c8602eb6eu);
}

TEST_CASE("No two parameters share a chance") {
    std::set<std::uint64_t> hashes;
    std::set<double> chances;
    for (ParameterInfo info : parameter_table()) {
        INFO(info.name);
        CHECK(hashes.insert(name_hash(info.name)).second);
        info.prior = Prior::kUniform;
        info.low = 0;
        info.high = 1;
        CHECK(chances.insert(prior_draw(info, kSeed, 5)).second);
    }
}

TEST_CASE("A row more, fewer or elsewhere in the table moves no other parameter's draw") {
    SECTION("one more, at the front, in the middle, at the end") {
        // There is no member for a new parameter: it takes the place of one that comes to nothing.
        const ParameterInfo unused = *find_parameter("age_slope_openness");
        ParameterInfo added = *find_parameter("contact_openness");
        added.name = "an_added_parameter";
        added.field = unused.field;
        added.array = unused.array;
        added.state = unused.state;
        for (const std::size_t at : {std::size_t{0}, std::size_t{40}, parameter_table().size()}) {
            Table table = whole_table();
            table.insert(table.begin() + static_cast<std::ptrdiff_t>(at), added);
            check_draws_unmoved(table, {unused.name});
        }
    }
    SECTION("one fewer") {
        Table table = whole_table();
        table.erase(table.begin() + 7);
        check_draws_unmoved(table, {parameter_table()[7].name});
    }
    SECTION("in another order") {
        Table table = whole_table();
        std::reverse(table.begin(), table.end());
        check_draws_unmoved(table);
        std::rotate(table.begin(), table.begin() + 31, table.end());
        check_draws_unmoved(table);
    }
}

TEST_CASE("Each prior's draws keep its bounds and have its mean and its distribution") {
    for (const auto& info : parameter_table()) {
        if (info.prior == Prior::kFixed) continue;
        CAPTURE(info.name);
        std::vector<double> values;
        double sum = 0, square = 0;
        for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
            values.push_back(prior_draw(info, kSeed, draw));
            sum += values.back();
            square += values.back() * values.back();
        }
        std::sort(values.begin(), values.end());
        const double rounding = 1e-12 * std::max(std::abs(info.low), std::abs(info.high));
        CHECK(values.front() >= info.low - rounding);
        CHECK(values.back() <= info.high + rounding);
        const double mean = sum / kDraws, error = std::sqrt((square / kDraws - mean * mean) / kDraws);
        CHECK(std::abs(mean - mean_of(info)) < 4 * error);
        double largest = 0;  // Kolmogorov and Smirnov's
        for (std::uint32_t k = 0; k < kDraws; ++k) {
            const double expected = cumulated(info, values[k]);
            largest = std::max({largest, expected - k / double{kDraws}, (k + 1) / double{kDraws} - expected});
        }
        CHECK(largest * std::sqrt(double{kDraws}) < 2.2);  // passed by one in 8,000 samples
    }
}

TEST_CASE("Draws of different parameters have nothing to do with one another") {
    std::vector<std::vector<double>> scores;
    for (const auto& info : parameter_table()) {
        if (info.prior == Prior::kFixed) continue;
        std::vector<double> values;
        double sum = 0, square = 0;
        for (std::uint32_t draw = 0; draw < kDraws; ++draw) values.push_back(prior_draw(info, kSeed, draw));
        for (const double value : values) sum += value;
        for (double& value : values) {
            value -= sum / kDraws;
            square += value * value;
        }
        for (double& value : values) value /= std::sqrt(square);
        scores.push_back(values);
    }
    double largest = 0;
    for (std::size_t a = 0; a < scores.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            double correlation = 0;
            for (std::uint32_t draw = 0; draw < kDraws; ++draw) correlation += scores[a][draw] * scores[b][draw];
            largest = std::max(largest, std::abs(correlation));
        }
    CHECK(largest * std::sqrt(double{kDraws}) < 5);  // passed by one in 400 such tables
}
