// Emulators of stochastic models whose mean and variance are known functions.
#include "calibration/emulator.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/random.h"
#include "tests/support/with_threads.h"

using namespace concord::calibration;

namespace {

const Space& space() {
    static const Space made(
        {{.name = "a", .low = -1, .high = 1}, {.name = "b", .shape = Shape::kLogUniform, .low = 0.1, .high = 10}});
    return made;
}
double mean_at(double a, double b) { return 5 + 2 * std::sin(2 * a) + std::log(b); }
double sd_at(double a, double) { return 0.3 * std::exp(0.8 * a); }

Eigen::MatrixXd points(Eigen::Index n, std::uint32_t part) {
    Eigen::MatrixXd unit(n, 2);
    for (Eigen::Index k = 0; k < n; ++k) {
        Random random(21, Method::kPrior, static_cast<std::uint32_t>(k), part);
        unit(k, 0) = random.unit(), unit(k, 1) = random.unit();
    }
    return space().from_unit(unit);
}

Eigen::MatrixXd runs(const Eigen::MatrixXd& at, Eigen::Index replicates, std::uint32_t part, double scale = 1) {
    Eigen::MatrixXd made(at.rows(), replicates);
    for (Eigen::Index k = 0; k < at.rows(); ++k) {
        Random random(22, Method::kPrior, static_cast<std::uint32_t>(k), part);
        for (Eigen::Index r = 0; r < replicates; ++r)
            made(k, r) = mean_at(at(k, 0), at(k, 1)) + scale * sd_at(at(k, 0), at(k, 1)) * random.normal();
    }
    return made;
}

Eigen::VectorXd true_means(const Eigen::MatrixXd& at) {
    Eigen::VectorXd means(at.rows());
    for (Eigen::Index k = 0; k < at.rows(); ++k) means[k] = mean_at(at(k, 0), at(k, 1));
    return means;
}

}  // namespace

TEST_CASE("mean and variance between seeds are found again, and errors of means are as large as it says",
          "[emulator]") {
    const Eigen::MatrixXd design = points(60, 1), unseen = points(200, 2);
    for (const bool own : {false, true}) {
        const Emulator emulator = Emulator::fit(space(), design, runs(design, 6, 1), {.own_noise = own});
        CHECK(emulator.seed_variance() == SeedVariance::kEmulated);
        const EmulatedOutput e = emulator.predict(unseen);
        const Eigen::VectorXd off = e.mean - true_means(unseen);
        CHECK(off.squaredNorm() / 200 < 0.01);
        const double square = off.cwiseAbs2().cwiseQuotient(e.mean_variance).mean();
        CHECK(square < 2.5);
        CHECK(square > 0.3);
        double log_ratio = 0, worst = 0;
        for (Eigen::Index k = 0; k < 200; ++k) {
            const double r = std::log(std::sqrt(e.seed_variance[k]) / sd_at(unseen(k, 0), 0));
            log_ratio += r / 200, worst = std::max(worst, std::abs(r));
        }
        CHECK(std::abs(log_ratio) < 0.1);
        CHECK(worst < 0.5);
    }
}

TEST_CASE("with one replicate a point the nugget is the variance between seeds", "[emulator]") {
    const Eigen::MatrixXd design = points(120, 3);
    Eigen::MatrixXd single = true_means(design);
    for (Eigen::Index k = 0; k < 120; ++k)
        single(k, 0) += 0.4 * Random(23, Method::kPrior, static_cast<std::uint32_t>(k)).normal();
    const Emulator emulator = Emulator::fit(space(), design, single);
    CHECK(emulator.seed_variance() == SeedVariance::kNugget);
    const EmulatedOutput e = emulator.predict(points(3, 4));
    CHECK(e.seed_variance[0] == Approx(0.16).epsilon(0.3));
    CHECK(e.mean_variance.maxCoeff() < 0.08);
}

TEST_CASE("a model without chance is interpolated, with no variance between seeds", "[emulator]") {
    const Eigen::MatrixXd design = points(40, 5);
    const Emulator emulator = Emulator::fit(space(), design, runs(design, 2, 5, 0));
    CHECK(emulator.seed_variance() == SeedVariance::kPooled);
    const EmulatedOutput e = emulator.predict(points(50, 6));
    CHECK(e.seed_variance.maxCoeff() == 0);
    CHECK((e.mean - true_means(points(50, 6))).cwiseAbs().maxCoeff() < 0.05);
    CHECK((emulator.predict(design).mean - true_means(design)).cwiseAbs().maxCoeff() < 1e-4);
}

TEST_CASE("failed runs and points without any are left out, and counted", "[emulator]") {
    const Eigen::MatrixXd design = points(30, 7);
    Eigen::MatrixXd made = runs(design, 3, 7);
    made.row(4).setConstant(NAN);
    made(5, 1) = NAN;
    const Emulator emulator = Emulator::fit(space(), design, made);
    CHECK(emulator.points_left_out() == 1);
    CHECK(emulator.runs_left_out() == 4);
    CHECK(emulator.mean_process().size() == 29);
    made.topRows(26).setConstant(NAN);
    CHECK_THROWS_WITH(Emulator::fit(space(), design, made), Catch::Contains("only 4 points"));
}

TEST_CASE("few points that vary: one variance for all", "[emulator]") {
    const Eigen::MatrixXd design = points(8, 8);
    const Emulator emulator = Emulator::fit(space(), design, runs(design, 4, 8));
    CHECK(emulator.seed_variance() == SeedVariance::kPooled);
    CHECK(emulator.variance_process() == nullptr);
    CHECK(emulator.predict(design).seed_variance.minCoeff() > 0);
}

TEST_CASE("values and runs give the emulator back to the same bits, at any number of threads", "[emulator]") {
    const Eigen::MatrixXd design = points(30, 9), unseen = points(20, 10);
    const std::vector<Eigen::MatrixXd> outputs{runs(design, 4, 9), 3 * runs(design, 4, 10)};
    const auto fit = [&] { return fit_emulators(space(), design, outputs); };
    const std::vector<Emulator> one = concord::tests::with_threads(1, fit), two = concord::tests::with_threads(2, fit);
    for (std::size_t k = 0; k < 2; ++k) {
        const EmulatedOutput e = one[k].predict(unseen), other = two[k].predict(unseen);
        CHECK(e.mean == other.mean);
        CHECK(e.seed_variance == other.seed_variance);
        const EmulatedOutput again = Emulator(space(), design, outputs[k], {}, one[k].values()).predict(unseen);
        CHECK(e.mean == again.mean);
        CHECK(e.mean_variance == again.mean_variance);
        CHECK(e.seed_variance == again.seed_variance);
    }
}

TEST_CASE("what makes no emulator is refused", "[emulator]") {
    const Eigen::MatrixXd design = points(12, 11), made = runs(design, 2, 11);
    CHECK_THROWS_WITH(Emulator::fit(space(), design.leftCols(1), made), Catch::Contains("1 parameters"));
    CHECK_THROWS_WITH(Emulator::fit(space(), design, made.topRows(3)), Catch::Contains("replicates for each point"));
    Eigen::MatrixXd broken = design;
    broken(0, 0) = NAN;
    CHECK_THROWS_WITH(Emulator::fit(space(), broken, made), Catch::Contains("finite"));
    const Emulator emulator = Emulator::fit(space(), design, made);
    CHECK_THROWS_WITH(emulator.predict(broken), Catch::Contains("finite"));
    CHECK_THROWS_WITH(emulator.predict(design.leftCols(1)), Catch::Contains("1 parameters"));
    EmulatorValues values = emulator.values();
    values.log_variance.reset();
    CHECK_THROWS_WITH(Emulator(space(), design, made, {}, values), Catch::Contains("log variance"));
}
