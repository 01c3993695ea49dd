// The start fitted to made-up trust by area: what it must find, what it may not, and what it rests on.
#include "scenarios/validate/fit_start.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/validate/association.h"
#include "tests/support/runs.h"

namespace concord::validate {
namespace {

constexpr int kDistricts = 3;

struct Data {
    sim::Geography geography = sim::small_geography(kDistricts, 3, 2);
    std::vector<AreaTrust> trust;  // of every area, `steep` points a standard deviation of deprivation
    explicit Data(double steep, double level = 60) {
        for (int a = 0; a < static_cast<int>(geography.areas.size()); ++a)
            trust.push_back(
                {"area " + std::to_string(a), geography.areas[static_cast<std::size_t>(a)].district, {a}, 0});
        const auto z = deprivation_of(geography, trust);
        for (std::size_t k = 0; k < trust.size(); ++k) trust[k].percent = level + steep * z[k] + (k % 2 ? 0.5 : -0.5);
    }
    StartFit fit(int left_out = -1) const {
        return fit_start(geography, sim::default_parameters(), tests::plain_baseline(), trust, left_out);
    }
    double slope_of(const std::vector<double>& percent) const {
        const auto z = deprivation_of(geography, trust);
        const double r = correlation(z, percent);
        return r * standard_deviation(percent) / standard_deviation(z);
    }
};

double value(const StartFit& fitted, FittedParameter which) { return fitted.fit.estimates[which].value; }

}  // namespace

TEST_CASE("Deprivation of an area is the mean over its residents, of what it has become", "[fit_start]") {
    sim::Geography geography;
    geography.neighbourhoods.resize(3);
    auto& places = geography.neighbourhoods;
    places[0].area = 0, places[1].area = 1, places[2].area = 1;
    places[0].residents = 100, places[0].imd_score = 10;
    places[1].residents = 300, places[1].imd_score = 20;
    places[2].residents = 100, places[2].imd_score = 30;
    const auto z = deprivation_of(geography, {{"one", 0, {1}, 0}, {"both", 0, {0, 1}, 0}, {"first", 0, {0}, 0}});
    REQUIRE(z.size() == 3);
    CHECK(z[0] == Approx(100 / 400.0 * 10 / std::sqrt(40.0)));  // mean 20, variance 40
    CHECK(z[1] == Approx(0).margin(1e-12));
    CHECK(z[2] == Approx(-10 / std::sqrt(40.0)));
}

TEST_CASE("What is fitted stands in the parameter table, between bounds that hold the prior", "[fit_start]") {
    const auto priors = fitted_priors();
    REQUIRE(priors.size() == kFittedParameters);
    StartFit fitted;
    for (const FittedPrior& prior : priors) {
        INFO(prior.name);
        CHECK(sim::find_parameter(prior.name) != nullptr);
        CHECK(prior.sd > 0);
        CHECK(prior.low <= prior.mean);
        CHECK(prior.mean <= prior.high);
        fitted.fit.estimates.push_back({.value = 0.1 * static_cast<double>(fitted.fit.estimates.size() + 1)});
    }
    const auto before = sim::default_parameters(), after = with_fit(before, fitted);
    std::size_t changed = 0;
    for (const auto& row : sim::parameter_table()) changed += sim::get(after, row) != sim::get(before, row);
    CHECK(changed == kFittedParameters);
    for (std::size_t k = 0; k < kFittedParameters; ++k)  // each in its own place
        CHECK(sim::get(after, *sim::find_parameter(priors[k].name)) == Approx(0.1 * static_cast<double>(k + 1)));
}

TEST_CASE("The fit finds the slope that made the data, whatever their level", "[fit_start][slow]") {
    const Data data(-6), lower(-6, 45);
    const auto fitted = data.fit();
    CHECK(fitted.fit.converged);
    REQUIRE(fitted.trust.size() == data.trust.size());
    CHECK(data.slope_of(fitted.trust) == Approx(-6).epsilon(0.15));
    CHECK(value(fitted, kDeprivationOnTrust) < -0.2);
    std::vector<double> published;
    std::vector<int> district;
    for (const auto& one : data.trust) published.push_back(one.percent), district.push_back(one.district);
    CHECK(correlation(fitted.trust, published) > 0.95);
    CHECK(fitted.spread_observed == Approx(spread_within(published, district)));
    CHECK(fitted.spread > spread_within(fitted.trust, district));  // the noise of places is in it
    // Fifteen points less everywhere are the same trust, asked otherwise.
    const auto shifted = lower.fit();
    for (std::size_t k = 0; k < kFittedParameters; ++k)
        CHECK(shifted.fit.estimates[k].value == Approx(fitted.fit.estimates[k].value).epsilon(1e-3).margin(1e-6));
    CHECK(shifted.trust[0] == Approx(fitted.trust[0]).epsilon(1e-3));
}

TEST_CASE("Trust that rises with deprivation is held at no slope, not fitted with the wrong sign",
          "[fit_start][slow]") {
    const auto fitted = Data(6).fit();
    CHECK(value(fitted, kDeprivationOnTrust) == 0);
    CHECK(fitted.fit.estimates[kDeprivationOnTrust].at_bound);
    CHECK(value(fitted, kDisorderOnTrust) <= 0);
    CHECK(value(fitted, kAgeOnBelonging) > 0.02);  // the young belong less, as published: not a matter of areas
}

TEST_CASE("A district left out is predicted and not fitted to", "[fit_start][slow]") {
    Data data(-6);
    const auto without = data.fit(2);
    REQUIRE(without.trust.size() == data.trust.size());
    for (auto& one : data.trust)
        if (one.district == 2) one.percent = 100 - one.percent;
    const auto changed = data.fit(2);
    CHECK(changed.trust == without.trust);
    CHECK(changed.spread_observed == without.spread_observed);
    for (auto& one : data.trust) one.district = one.district == 1 ? 2 : one.district;
    CHECK_THROWS_WITH(data.fit(2), "trust by area is needed of two districts at least");
    data.trust.clear();
    CHECK_THROWS_WITH(data.fit(), "trust by area is needed of two districts at least");
}

}  // namespace concord::validate
