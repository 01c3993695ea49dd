// History matching of functions whose fits are known: two roots, none, one among seeds.
#include "calibration/history_matching.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/random.h"
#include "tests/support/with_threads.h"

using namespace concord::calibration;

namespace {

const Space& square() {
    static const Space made({{.name = "x", .low = -1, .high = 1}, {.name = "y", .low = 0, .high = 2}});
    return made;
}

// x^2 + y / 10, with noise of sd `noise` by seed.
Model parabola(double noise) {
    return in_parallel(
        [noise](const Eigen::VectorXd& p, std::uint32_t seed) {
            const double z = noise * Random(seed, Method::kPrior, 0).normal();
            return Eigen::VectorXd(Eigen::VectorXd::Constant(1, p[0] * p[0] + p[1] / 10 + z));
        },
        1);
}

std::vector<Target> parabola_target() { return {{.name = "height", .observed = 0.46, .observation_variance = 1e-4}}; }

// Three outputs of (x, y): x, y and their sum.
Model plane() {
    return in_parallel([](const Eigen::VectorXd& p,
                          std::uint32_t) { return Eigen::VectorXd(Eigen::Vector3d(p[0], p[1], p[0] + p[1])); },
                       3);
}
std::vector<Target> plane_targets(double x, double y, double sum) {
    return {{.name = "x", .observed = x, .observation_variance = 1e-3},
            {.name = "y", .observed = y, .observation_variance = 1e-3},
            {.name = "sum", .observed = sum, .observation_variance = 1e-3}};
}

HistoryChoices quick() {
    HistoryChoices c{.points = 20, .most_waves = 4, .least_uncertainty = 0.01};
    c.region = {.candidates = 4000, .enough = 200, .particles = 200, .moves = 6};
    return c;
}

bool same(const HistoryMatching& a, const HistoryMatching& b) {
    const auto last = [](const HistoryMatching& h) { return h.waves().back(); };
    return a.waves().size() == b.waves().size() && last(a).points == last(b).points &&
           last(a).runs[0] == last(b).runs[0] && last(a).values[0].mean.lengths == last(b).values[0].mean.lengths &&
           last(a).share.high == last(b).share.high && a.region().sample == b.region().sample && a.words() == b.words();
}

}  // namespace

TEST_CASE("two regions apart are both found, with nothing left between them", "[history_matching]") {
    HistoryMatching history(square(), parabola_target(), quick(), 1);
    CHECK(history.words() == "no wave has been made: nothing is ruled out");
    const Stop stop = history.run(parabola(0));
    CHECK((stop == Stop::kSharp || stop == Stop::kNoShrinkage));
    const NotRuledOut& left = history.region();
    int lower = 0, upper = 0;
    for (Eigen::Index k = 0; k < left.sample.rows(); ++k) {
        const double x = left.sample(k, 0), height = x * x + left.sample(k, 1) / 10;
        CHECK(std::abs(height - 0.46) < 0.04);
        (x < 0 ? lower : upper) += 1;
    }
    CHECK(lower > left.sample.rows() / 3);
    CHECK(upper > left.sample.rows() / 3);
    // x^2 in 0.46 -+ 0.03 - y / 10: between the roots, both signs, half the width of x; mean over y.
    double exact = 0;
    for (double y = 0.01; y < 2; y += 0.02) exact += (std::sqrt(0.49 - y / 10) - std::sqrt(0.43 - y / 10)) / 100;
    CHECK(left.share.share == Approx(exact).epsilon(0.15));
    CHECK(left.share.low < exact * 1.1);
    CHECK(left.share.high > exact);
    CHECK(left.low[0] == Approx(-0.7).margin(0.02));
    CHECK(left.high[0] == Approx(0.7).margin(0.02));
    CHECK(left.high[1] > 1.9);
    CHECK(left.outputs[0].alone.share == Approx(left.share.share).epsilon(0.15));
    CHECK(left.outputs[0].without.share == 1);
    CHECK(history.words().find("is not ruled out") != std::string::npos);
}

TEST_CASE("with seeds' noise the truth stays in, waves shrink, and the variance between seeds excuses",
          "[history_matching]") {
    HistoryChoices choices = quick();
    choices.replicates = 5;
    HistoryMatching history(square(), parabola_target(), choices, 2);
    history.run(parabola(0.05));
    CHECK(history.waves().size() >= 2);
    for (std::size_t w = 1; w < history.waves().size(); ++w)
        CHECK(history.waves()[w].share.share <= history.waves()[w - 1].share.share * 1.1);
    Eigen::MatrixXd truths(3, 2);
    truths << 0.6, 1, -0.6, 1, 0.5, 2;  // height 0.46, 0.46, 0.45
    CHECK(history.implausibility(truths).maxCoeff() < 3);
    Eigen::MatrixXd wrong(2, 2);
    wrong << 0, 0, 1, 1;  // 0.46 and 0.64 off, with an sd of 0.05 from seeds
    CHECK(history.implausibility(wrong).minCoeff() > 3);
    CHECK(history.implausibility(wrong).maxCoeff() < 0.64 / 0.045);
    CHECK(history.waves()[0].runs[0].cols() == 5);
}

TEST_CASE("an output that nothing can meet is named when nothing is left", "[history_matching]") {
    HistoryMatching history(square(), plane_targets(0.5, 5, 0.7), quick(), 3);  // y is at most 2
    CHECK(history.run(plane()) == Stop::kEmpty);
    const NotRuledOut& left = history.region();
    CHECK(left.empty());
    CHECK(left.share.share == 0);
    CHECK(left.share.high < 0.01);
    CHECK(std::isnan(left.low[0]));
    CHECK(left.outputs[1].alone.share == 0);
    CHECK(left.outputs[0].alone.share == Approx(6 * std::sqrt(1e-3) / 2).epsilon(0.25));  // +- 3 sd of a width of 2
    CHECK(left.outputs[1].without.share > 0);
    CHECK(left.outputs[0].without.share == 0);
    CHECK(history.words().find("nothing is left: y rules out everything alone") == 0);
    CHECK(history.words().find("without y") != std::string::npos);
    CHECK_THROWS_WITH(history.design(), Catch::Contains("y rules out everything"));
}

TEST_CASE("outputs that contradict one another: none alone, and what is left without each", "[history_matching]") {
    HistoryMatching history(square(), plane_targets(0.3, 0.5, 1.3), quick(), 4);
    CHECK(history.run(plane()) == Stop::kEmpty);
    for (const OutputRule& o : history.region().outputs) {
        CHECK(o.alone.share > 0.01);
        CHECK(o.without.share > 0);
        CHECK(o.without.share < 0.02);
    }
    CHECK(history.words().find("no output rules out everything alone; there would be left") != std::string::npos);
    HistoryChoices second = quick();
    second.nth = 2;  // one output may be missed
    HistoryMatching lenient(square(), plane_targets(0.3, 0.5, 1.3), second, 4);
    lenient.run(plane());
    CHECK_FALSE(lenient.region().empty());
}

TEST_CASE("written down after any wave and gone on from, the bits are the same, at any number of threads",
          "[history_matching]") {
    HistoryChoices choices = quick();
    choices.replicates = 3;
    choices.least_shrinkage = 0;
    const Model model = parabola(0.05);
    HistoryMatching straight(square(), parabola_target(), choices, 5);
    straight.run(model, 3);
    CHECK(straight.waves().size() == 3);
    for (const int made : {1, 2}) {
        HistoryMatching first(square(), parabola_target(), choices, 5);
        first.run(model, made);
        HistoryMatching second = concord::tests::with_threads(3, [&] {
            HistoryMatching h(square(), parabola_target(), choices, 5, first.waves());
            CHECK(same(h, first));
            h.run(model, 3 - made);
            return h;
        });
        CHECK(same(straight, second));
    }
    HistoryMatching other(square(), parabola_target(), choices, 6);
    other.run(model, 3);
    CHECK_FALSE(same(straight, other));
}

TEST_CASE("stop rules: sharp emulators, waves spent, and a wave that takes nothing away", "[history_matching]") {
    HistoryChoices choices = quick();
    choices.most_waves = 1;
    CHECK(HistoryMatching(square(), plane_targets(0.5, 1, 1.5), choices, 7).run(plane()) == Stop::kSharp);
    choices.least_uncertainty = 0;
    CHECK(HistoryMatching(square(), plane_targets(0.5, 1, 1.5), choices, 7).run(plane()) == Stop::kWavesSpent);
    choices.most_waves = 4;
    HistoryMatching history(square(), plane_targets(0.5, 1, 1.5), choices, 7);
    CHECK(history.run(plane()) == Stop::kNoShrinkage);
    CHECK(history.waves().size() < 4);
    CHECK(stop_name(Stop::kNoShrinkage) == "the last wave took hardly anything away");
}

TEST_CASE("failed runs are left out; where too few are left nothing changes", "[history_matching]") {
    HistoryMatching history(square(), parabola_target(), quick(), 8);
    const Eigen::MatrixXd points = history.design();
    const std::vector<std::uint32_t> seeds = history.seeds();
    Eigen::MatrixXd outputs = parabola(0)(points, seeds);
    Eigen::MatrixXd failed = outputs;
    failed.bottomRows(18).setConstant(NAN);
    CHECK_THROWS_WITH(history.add(failed), Catch::Contains("only 2 points"));
    CHECK(history.waves().empty());
    outputs(3, 0) = NAN;
    history.add(outputs);
    CHECK(history.emulators(0)[0].points_left_out() == 1);
    CHECK(history.seeds() != seeds);
    CHECK_THROWS_WITH(history.add(outputs.topRows(3)), Catch::Contains("points x replicates"));
    CHECK(history.implausibilities(points, 0).cols() == 1);
    CHECK_THROWS_WITH(history.implausibility(points.leftCols(1)), Catch::Contains("finite"));
}

TEST_CASE("in five parameters what is left is what exact means would leave, and hardly any of that is lost",
          "[history_matching][slow]") {
    std::vector<Dimension> dimensions;
    for (const char* name : {"a", "b", "c", "d", "e"}) dimensions.push_back({.name = name});
    const auto means = [](const Eigen::VectorXd& x) {
        return Eigen::Vector2d(10 * std::sin(M_PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3],
                               std::exp(x[4]) * x[2]);
    };
    const Model model = in_parallel(
        [&](const Eigen::VectorXd& x, std::uint32_t seed) {
            Random random(seed, Method::kPrior, 0);
            const double a = 0.3 * random.normal(), b = 0.03 * random.normal();
            return Eigen::VectorXd(means(x) + Eigen::Vector2d(a, b));
        },
        2);
    const std::vector<Target> targets{{.name = "high", .observed = 9, .observation_variance = 0.05},
                                      {.name = "wide", .observed = 1.1, .observation_variance = 4e-4}};
    HistoryChoices choices{.points = 60, .replicates = 4, .most_waves = 3, .least_shrinkage = 0};
    choices.region = {.candidates = 8000, .enough = 500, .particles = 500, .moves = 8};  // about 300 are inside
    HistoryMatching history(Space(dimensions), targets, choices, 9);
    history.run(model);
    const auto left_by_exact_means = [&](const Eigen::VectorXd& x) {
        const Eigen::Vector2d off = means(x) - Eigen::Vector2d(9, 1.1);
        return std::abs(off[0]) < 3 * std::sqrt(0.05 + 0.09) && std::abs(off[1]) < 3 * std::sqrt(4e-4 + 9e-4);
    };
    const Eigen::MatrixXd points = shifted_sobol(16000, 5, 10, 0);
    const Eigen::VectorXd value = history.implausibility(points);
    int exact = 0, kept = 0, right = 0;
    for (Eigen::Index k = 0; k < points.rows(); ++k) {
        if (!left_by_exact_means(points.row(k).transpose())) continue;
        exact += 1, kept += value[k] <= 3 ? 1 : 0;
    }
    const NotRuledOut& left = history.region();
    for (Eigen::Index k = 0; k < left.sample.rows(); ++k)
        right += left_by_exact_means(left.sample.row(k).transpose()) ? 1 : 0;
    INFO(exact << " " << kept << " " << right << " of " << left.sample.rows() << " " << history.words());
    CHECK_FALSE(left.by_rejection);
    CHECK(kept > 0.93 * exact);
    CHECK(right > 0.75 * static_cast<double>(left.sample.rows()));
    CHECK(left.share.share == Approx(exact / 16000.0).epsilon(0.3));
    CHECK(left.share.high > exact / 16000.0);
}

TEST_CASE("choices outside their ranges and waves that do not match are refused", "[history_matching]") {
    const auto refused = [](const HistoryChoices& c, const char* why) {
        CHECK_THROWS_WITH(HistoryMatching(square(), parabola_target(), c, 1), Catch::Contains(why));
    };
    HistoryChoices c = quick();
    c.points = 4;
    refused(c, "5 points or more");
    c = quick(), c.points = 201;
    refused(c, "more points than");
    c = quick(), c.replicates = 0;
    refused(c, "replicates");
    c = quick(), c.cutoff = 0;
    refused(c, "cutoff");
    c = quick(), c.nth = 2;
    refused(c, "nth");
    c = quick(), c.most_waves = 0;
    refused(c, "waves");
    c = quick(), c.least_shrinkage = 1;
    refused(c, "shrinkage");
    c = quick(), c.least_uncertainty = -1;
    refused(c, "uncertainty");
    CHECK_THROWS_WITH(HistoryMatching(square(), {}, quick(), 1), Catch::Contains("none"));
    CHECK_THROWS_WITH(HistoryMatching(square(), parabola_target(), quick(), 1, {Wave{}}), Catch::Contains("0 outputs"));
}
