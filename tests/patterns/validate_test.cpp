// What `concord validate` is made of: rows and verdicts, associations worked out by hand, the file of trust by area,
// and a fit that finds again what made the data.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/files/input_error.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "scenarios/validate/area_trust.h"
#include "scenarios/validate/association.h"
#include "scenarios/validate/drift.h"
#include "scenarios/validate/fit_start.h"
#include "scenarios/validate/patterns.h"
#include "tests/support/scratch_folder.h"

using namespace concord;
using validate::Verdict;

namespace {

const sim::Geography& greater_manchester() {
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    return geography;
}

validate::Setting small() {
    validate::Setting s;
    s.geography = &greater_manchester();
    s.baseline = scenarios::read_scenario("status_quo_today", greater_manchester());
    s.scale = 200, s.seeds = 1;
    return s;
}

validate::Result row(double low, double high, std::vector<double> values) {
    validate::Result r;
    r.low = low, r.high = high, r.values = std::move(values);
    return r;
}

constexpr double kNone = validate::kNoBound;

}  // namespace

TEST_CASE("A row is met inside its tolerance, missed outside or when it is no number, and never met without a value") {
    CHECK(row(1, 2, {1}).verdict() == Verdict::kMet);
    CHECK(row(1, 2, {2}).verdict() == Verdict::kMet);
    CHECK(row(1, 2, {2.01}).verdict() == Verdict::kMissed);
    CHECK(row(1, 2, {0.99}).verdict() == Verdict::kMissed);
    CHECK(row(1, 2, {std::nan("")}).verdict() == Verdict::kMissed);
    CHECK(row(1, 2, {}).verdict() == Verdict::kNotEvaluated);
    CHECK(row(-kNone, kNone, {7}).verdict() == Verdict::kReported);
    CHECK(row(-kNone, kNone, {}).verdict() == Verdict::kNotEvaluated);
    CHECK(row(1, 2, {0, 3}).verdict() == Verdict::kMet);  // the mean over seeds counts
}

TEST_CASE("A row says its tolerance, its value and what its seeds span") {
    CHECK(row(0.9, kNone, {}).tolerance() == "0.9 or more");
    CHECK(row(-kNone, 4, {}).tolerance() == "4 or less");
    CHECK(row(7, 13, {}).tolerance() == "7 to 13");
    CHECK(row(-kNone, kNone, {}).tolerance().empty());
    CHECK(row(0, 1, {0.25, 0.75, 0.5}).value_text() == "0.50");
    CHECK(row(0, 1, {0.25, 0.75, 0.5}).interval_text() == "0.25 to 0.75");
    CHECK(row(0, 1, {0.25}).interval_text().empty());
    CHECK(row(0, 1, {}).value_text().empty());
}

TEST_CASE("Associations of four places, by hand") {
    const std::vector<double> x = {1, 2, 3, 4}, y = {1, 3, 2, 6}, z = {2, 1, 4, 3};
    // Sxy = 7, Sxx = 5, Syy = 14.
    CHECK(validate::correlation(x, y) == Approx(7 / std::sqrt(70.0)));
    CHECK(validate::rank_correlation(x, y) == Approx(0.8));
    CHECK(validate::rank_correlation(x, std::vector<double>{1, 1, 2, 2}) == Approx(2 / std::sqrt(5.0)));
    CHECK(validate::root_mean_square_error(x, y) == Approx(std::sqrt(6 / 4.0)));
    CHECK(validate::centred_error(x, y) == Approx(std::sqrt(6 / 4.0 - 0.25)));
    CHECK(validate::standard_deviation(x) == Approx(std::sqrt(5 / 3.0)));
    const double xy = 7 / std::sqrt(70.0), xz = 3.0 / 5;
    const double r_yz = validate::correlation(y, z);
    CHECK(validate::correlation(x, z) == Approx(xz));
    CHECK(validate::partial_correlation(x, y, z) ==
          Approx((xy - xz * r_yz) / std::sqrt((1 - xz * xz) * (1 - r_yz * r_yz))));
    // Two groups with means 1.5 and 3.5: every value half from its own, four values, two degrees of freedom.
    CHECK(validate::spread_within(x, std::vector<int>{0, 0, 1, 1}) == Approx(std::sqrt(1 / 2.0)));
    // The first two from the line through the last two, (3, 2) and (4, 6), and the other way round.
    const auto predicted = validate::leave_one_group_out(x, y, std::vector<int>{0, 0, 1, 1});
    CHECK(predicted[0] == Approx(-6));
    CHECK(predicted[1] == Approx(-2));
    CHECK(predicted[2] == Approx(5));
    CHECK(predicted[3] == Approx(7));
    CHECK_THROWS_AS(validate::correlation(x, std::vector<double>{1}), std::invalid_argument);
}

TEST_CASE("Drift is a change of means and of spreads, the largest of all states") {
    validate::Spread before, after;
    before.mean.fill(0.5), before.within.fill(0.2), before.between.fill(0.1);
    after = before;
    after.mean[2] = 0.47, after.within[3] = 0.21, after.between[5] = 0.09;
    const auto drift = validate::drift_of(before, after);
    CHECK(drift.largest_mean() == Approx(0.03));
    CHECK(drift.largest_spread() == Approx(0.1));
    CHECK(drift.mean[2] == Approx(-0.03));
    CHECK(drift.between[5] == Approx(-0.1));
}

TEST_CASE("What cannot be evaluated says why, and is no pass") {
    const auto evaluation = validate::evaluate_patterns(small(), {"P15"});
    CHECK(evaluation.left_out.empty());
    for (const auto& result : evaluation.rows) {
        INFO(result.id << " " << result.measure);
        CHECK(result.verdict() == Verdict::kNotEvaluated);
        CHECK_FALSE(result.note.empty());
    }
    CHECK_THROWS_WITH(validate::evaluate_patterns(small(), {"P19"}), Catch::Contains("P19"));
}

TEST_CASE("Evaluation stops where it is told to, with what is done") {
    int begun = 0;
    const auto [rows, left_out] =
        validate::evaluate_patterns(small(), {"P4", "P6", "P8"}, [&](int, int pieces, const auto&) {
            CHECK(pieces == 3);
            return ++begun < 3;
        });
    CHECK(begun == 3);
    REQUIRE(rows.size() == 5);
    CHECK(rows.front().id == "P4");
    CHECK(rows.back().id == "P6");
    CHECK(left_out == std::vector<std::string>{"P8"});
}

TEST_CASE("The file of trust by area is read with its lookup, and what is wrong is told with its place") {
    const tests::ScratchFolder folder;
    const auto& area = greater_manchester().areas;
    const auto lookup = folder / validate::kAreaLookupFile, trust = folder / validate::kAreaTrustFile;
    tests::write_text(lookup, fmt::format("msoa11_code,msoa21_code\nOLD1,{}\nOLD1,{}\nOLD2,{}\n", area[0].code,
                                          area[1].code, area[300].code));
    tests::write_text(trust, "msoa11_code,msoa11_name,prop_trust\nOLD1,One,0.5\nOLD2,Two,0.25\n");
    const auto read = validate::read_area_trust(folder.path, greater_manchester());
    REQUIRE(read.size() == 2);
    CHECK(read[0].areas == std::vector<int>{0, 1});
    CHECK(read[0].percent == Approx(50));
    CHECK(read[1].district == area[300].district);

    const auto fails_with = [&](const std::string& words) {
        CHECK_THROWS_WITH(validate::read_area_trust(folder.path, greater_manchester()), Catch::Contains(words));
    };
    tests::write_text(trust, "msoa11_code,msoa11_name,prop_trust\nOLD1,One,1.5\n");
    fails_with("social_trust_msoa11.csv:2");
    tests::write_text(trust, "msoa11_code,msoa11_name,prop_trust\nOLD3,One,0.5\n");
    fails_with("OLD3");
    tests::write_text(lookup, "msoa11_code,msoa21_code\nOLD1,nowhere\n");
    fails_with("nowhere");
    std::filesystem::remove(lookup);
    CHECK_THROWS_AS(validate::read_area_trust(folder.path, greater_manchester()), scenarios::InputError);
}

TEST_CASE("The fit of the start finds the slopes again that made the data", "[slow]") {
    // Trust that falls by six points for a standard deviation of deprivation, in all areas of two districts.
    std::vector<validate::AreaTrust> trust;
    for (int a = 0; a < static_cast<int>(greater_manchester().areas.size()); ++a)
        if (const int d = greater_manchester().areas[static_cast<std::size_t>(a)].district; d < 2)
            trust.push_back({.name = std::to_string(a), .district = d, .areas = {a}, .percent = 0});
    const auto deprivation = validate::deprivation_of(greater_manchester(), trust);
    for (std::size_t k = 0; k < trust.size(); ++k) trust[k].percent = 55 - 6 * deprivation[k] + 0.4 * (k % 5) - 0.8;
    const auto setting = small();
    const auto fitted = validate::fit_start(greater_manchester(), setting.parameters, setting.baseline.baseline, trust);
    CHECK(fitted.fit.converged);
    std::vector<double> published;
    for (const auto& one : trust) published.push_back(one.percent);
    CHECK(validate::correlation(fitted.trust, published) > 0.97);
    double xy = 0, xx = 0, mean = 0, z = 0;
    for (std::size_t k = 0; k < trust.size(); ++k)
        mean += fitted.trust[k] / static_cast<double>(trust.size()),
            z += deprivation[k] / static_cast<double>(trust.size());
    for (std::size_t k = 0; k < trust.size(); ++k)
        xy += (deprivation[k] - z) * (fitted.trust[k] - mean), xx += (deprivation[k] - z) * (deprivation[k] - z);
    CHECK(xy / xx == Approx(-6).epsilon(0.05));
    CHECK(fitted.fit.estimates[validate::kDeprivationOnTrust].value < 0);
    CHECK(fitted.fit.estimates[validate::kDisorderOnTrust].value <= 0);
    CHECK_THROWS_WITH(
        validate::fit_start(greater_manchester(), setting.parameters, setting.baseline.baseline, trust, 1),
        Catch::Contains("two districts"));
}
