// What regression takes out of rejected particles, against exact posteriors; bounds, parts and refusals.
#include "calibration/abc_regression.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/weighted.h"
#include "tests/calibration/abc_models.h"

using namespace concord::calibration;
using namespace concord::tests;

namespace {

// Draws from the prior with their summaries, and the nearest share of them.
struct Sample {
    Eigen::MatrixXd points, summaries;
    Eigen::VectorXd weights, distances;
};
Sample nearest(const Space& space, const Model& model, const Eigen::VectorXd& observed, Eigen::Index n, double share) {
    Eigen::MatrixXd unit(n, space.size());
    for (Eigen::Index k = 0; k < n; ++k) {
        Random random(1, Method::kPrior, static_cast<std::uint32_t>(k));
        for (double& u : unit.row(k)) u = random.unit();
    }
    const Eigen::MatrixXd points = space.from_unit(unit), summaries = model(points, run_seeds(1, 0, n));
    const Eigen::VectorXd distances = abc_distances(summaries, observed, Eigen::VectorXd::Ones(observed.size()));
    const double limit = weighted_quantile(distances, equal_weights(n), share);
    std::vector<Eigen::Index> within;
    for (Eigen::Index k = 0; k < n; ++k)
        if (distances[k] <= limit) within.push_back(k);
    const auto kept = static_cast<Eigen::Index>(within.size());
    return {points(within, Eigen::all), summaries(within, Eigen::all), equal_weights(kept), distances(within)};
}

AbcRegression adjust(const Space& space, const Sample& s, const Eigen::VectorXd& observed,
                     const AbcRegressionSettings& settings = {}) {
    return adjust_by_regression(space, s.points, s.summaries, s.weights, s.distances, observed, settings);
}

struct Moments {
    double mean, sd;
};
Moments moments(const Eigen::MatrixXd& points, const Eigen::VectorXd& weights, Eigen::Index k = 0) {
    return {weighted_mean(points, weights)[k], std::sqrt(weighted_covariance(points, weights)(k, k))};
}

Eigen::VectorXd one(double value) { return Eigen::VectorXd::Constant(1, value); }

}  // namespace

TEST_CASE("of the nearest half of the prior, regression makes the conjugate posterior", "[abc_regression]") {
    const Space space({{.name = "mean", .shape = Shape::kNormal, .low = -9, .high = 9, .sd = 1}});
    const Sample sample = nearest(space, normal_mean(), one(0.8), 4000, 0.5);
    const Moments before = moments(sample.points, sample.weights);
    for (const bool heteroskedastic : {false, true}) {
        const auto adjusted = adjust(space, sample, one(0.8), {.heteroskedastic = heteroskedastic});
        const Moments after = moments(adjusted.points, adjusted.weights);
        CHECK(after.mean == Approx(0.8 * 2.5 / 3.5).margin(0.05));
        CHECK(after.sd == Approx(std::sqrt(1 / 3.5)).epsilon(0.05));
        CHECK(adjusted.explained[0] > 0.15);
        CHECK(adjusted.summaries == 1);
    }
    CHECK(before.sd > 1.15 * std::sqrt(1 / 3.5));
}

TEST_CASE("a spread that depends on the summary is brought to that at the observation", "[abc_regression]") {
    // y uniform, p normal about y with sd 0.1 e^y in a wide space: at y = 0 an sd of 0.1.
    const Space space({{.name = "p", .low = -50, .high = 50}});
    Sample s{.points = Eigen::MatrixXd(4000, 1), .summaries = Eigen::MatrixXd(4000, 1), .weights = {}, .distances = {}};
    for (std::uint32_t n = 0; n < 4000; ++n) {
        Random random(2, Method::kPrior, n);
        const double y = 3 * random.unit() - 1;
        s.summaries(n, 0) = y;
        s.points(n, 0) = y + 0.1 * std::exp(y) * random.normal();
    }
    s.weights = equal_weights(4000);
    s.distances = s.summaries.col(0).cwiseAbs();
    const auto sd = [&](bool heteroskedastic) {
        const auto adjusted = adjust(space, s, one(0), {.heteroskedastic = heteroskedastic});
        return moments(adjusted.points, adjusted.weights).sd;
    };
    CHECK(sd(true) == Approx(0.1).epsilon(0.06));
    CHECK(sd(false) > 0.15);
}

TEST_CASE("nothing is moved out of its bounds, where a line on the values would do so", "[abc_regression]") {
    const Space space({{.name = "share", .low = 0, .high = 1}, {.name = "free", .low = 5, .high = 6}});
    const Model model = in_parallel(
        [](const Eigen::VectorXd& p, std::uint32_t seed) -> Eigen::VectorXd {
            Random random = chances(seed);
            return one(binomial(40, p[0], random));
        },
        1);
    const Sample sample = nearest(space, model, one(0), 8000, 0.2);
    const auto adjusted = adjust(space, sample, one(0));
    CHECK(adjusted.points.minCoeff() >= 0);
    // Beta(1, 41): mean 1 / 42; of those accepted the mean is 0.1.
    CHECK(moments(sample.points, sample.weights).mean > 0.09);
    CHECK(moments(adjusted.points, adjusted.weights).mean == Approx(1.0 / 42).margin(0.01));
    // What the summary does not tell stays as it was.
    CHECK(moments(adjusted.points, adjusted.weights, 1).mean == Approx(5.5).margin(0.03));
    CHECK(moments(adjusted.points, adjusted.weights, 1).sd == Approx(std::sqrt(1.0 / 12)).epsilon(0.06));
    CHECK(adjusted.explained[1] < 0.01);
}

TEST_CASE("summaries twice or without change make no difference; a posterior in two parts stays in two",
          "[abc_regression]") {
    const Space space({{.name = "mean", .shape = Shape::kNormal, .low = -9, .high = 9, .sd = 1}});
    Sample sample = nearest(space, normal_mean(), one(0.8), 1000, 0.5);
    const auto alone = adjust(space, sample, one(0.8), {.heteroskedastic = false});
    const Eigen::VectorXd column = sample.summaries.col(0);
    sample.summaries.resize(column.size(), 3);
    sample.summaries << column, column, Eigen::VectorXd::Constant(column.size(), 0.1);
    const auto thrice = adjust(space, sample, Eigen::Vector3d(0.8, 0.8, 0.1), {.heteroskedastic = false});
    CHECK(thrice.summaries == 2);
    CHECK((thrice.points - alone.points).cwiseAbs().maxCoeff() < 1e-4);

    const AbcSmc abc(two_moons_space(), two_moons(), Eigen::Vector2d::Zero(),
                     {.seed = 1, .particles = 400, .most_populations = 5});
    const AbcState state = abc.run();
    const Posterior p = adjusted_posterior(two_moons_space(), state.population, abc.observed());
    const Eigen::VectorXd sum = pooled(p).rowwise().sum().cwiseAbs();
    CHECK(sum.dot(pooled_weights(p)) > 0.3);
    CHECK(p.statistics.at("distance").rows() == pooled(p).rows());
    CHECK(pooled_weights(p).minCoeff() > 0);
}

TEST_CASE("each part has a line of its own where signs differ, and what a part weighs stays", "[abc_regression]") {
    // y = |p| + noise, seen at 2: p is 2 or -2 with the noise's sd; one line for both says nothing of p.
    const Space space({{.name = "p", .low = -5, .high = 5}});
    const Model model = in_parallel(
        [](const Eigen::VectorXd& p, std::uint32_t seed) -> Eigen::VectorXd {
            Random random = chances(seed);
            return one(std::abs(p[0]) + 0.1 * random.normal());
        },
        1);
    Sample sample = nearest(space, model, one(2), 8000, 0.3);
    REQUIRE(moments(sample.points.cwiseAbs(), sample.weights).sd > 0.4);
    // The left part weighs three times as much.
    for (Eigen::Index n = 0; n < sample.weights.size(); ++n)
        if (sample.points(n, 0) < 0) sample.weights[n] *= 3;
    const auto adjusted = adjust(space, sample, one(2), {.heteroskedastic = false});
    CHECK(adjusted.parts == 2);
    CHECK(adjusted.explained[0] > 0.9);
    const Moments size = moments(adjusted.points.cwiseAbs(), adjusted.weights);
    CHECK(size.mean == Approx(2).margin(0.02));
    CHECK(size.sd == Approx(0.1).epsilon(0.15));
    double left = 0;
    for (Eigen::Index n = 0; n < adjusted.weights.size(); ++n)
        if (adjusted.points(n, 0) < 0) left += adjusted.weights[n];
    CHECK(left == Approx(0.75).margin(0.03));
    for (Eigen::Index n = 0; n < adjusted.weights.size(); ++n)
        REQUIRE((adjusted.points(n, 0) < 0) == (sample.points(n, 0) < 0));

    // A part of too little weight for a line goes with the other: no line of a few particles.
    for (Eigen::Index n = 0, kept = 0; n < sample.weights.size(); ++n)
        if (sample.points(n, 0) < 0 && ++kept > 15) sample.weights[n] = 0;
    CHECK(adjust(space, sample, one(2)).parts == 1);
}

TEST_CASE("what is no regression is refused", "[abc_regression]") {
    const Space space({{.name = "share"}});
    const Sample good = nearest(space, twenty_trials(), one(7), 200, 0.5);
    const auto refused = [&](const auto& spoil, const char* why) {
        Sample s = good;
        AbcRegressionSettings settings;
        spoil(s, settings);
        CHECK_THROWS_WITH(adjust(space, s, one(7), settings), Catch::Contains(why));
    };
    refused([](Sample& s, auto&) { s.points = Eigen::MatrixXd::Zero(200, 2); }, "number of parameters");
    refused([](Sample& s, auto&) { s.summaries = Eigen::MatrixXd::Zero(3, 1); }, "summaries like");
    refused([](Sample& s, auto&) { s.weights = one(1); }, "a weight and a distance");
    refused([](Sample& s, auto&) { s.summaries(0, 0) = NAN; }, "not finite");
    refused([](Sample& s, auto&) { s.points(0, 0) = 1.5; }, "outside the bounds");
    refused([](Sample& s, auto&) { s.weights.tail(s.weights.size() - 3).setZero(); }, "too few for 2 coefficients");
    refused([](Sample& s, auto&) { s.weights.setConstant(-1); }, "below 0");
    refused([](Sample&, auto& settings) { settings.bandwidth = -1; }, "bandwidth is below");
    refused([](Sample& s, auto& settings) { s.distances.array() += 1, settings.bandwidth = 0.5; },
            "within the bandwidth");
}
