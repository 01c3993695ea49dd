// Verdicts on emulators that are right, too sure, too unsure and of no use, made so on purpose.
#include "calibration/emulator_diagnostics.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/random.h"

using namespace concord::calibration;

namespace {

// Observed values that differ from the predicted by normal errors of variance 1, while `claimed` is said.
struct Case {
    Eigen::VectorXd observed, predicted, variance;
};
Case with(double claimed, double spread = 5, Eigen::Index n = 200) {
    Case c{Eigen::VectorXd(n), Eigen::VectorXd(n), Eigen::VectorXd::Constant(n, claimed)};
    for (Eigen::Index k = 0; k < n; ++k) {
        Random random(31, Method::kPrior, static_cast<std::uint32_t>(k));
        c.predicted[k] = spread * random.normal();
        c.observed[k] = c.predicted[k] + random.normal();
    }
    return c;
}

EmulatorDiagnostics judged(const Case& c, const Eigen::VectorXd& noise = {}) {
    return diagnose(c.observed, c.predicted, c.variance, noise);
}

}  // namespace

TEST_CASE("an emulator that is as far off as it says is fit for use", "[emulator_diagnostics]") {
    const EmulatorDiagnostics d = judged(with(1));
    CHECK(d.verdict == Verdict::kFit);
    CHECK(d.errors.value == Approx(1).epsilon(0.25));
    CHECK(d.coverage.value == Approx(0.95).margin(0.035));
    CHECK(d.explained.value == Approx(1 - 1 / 26.0).margin(0.02));
    CHECK(d.r2 == d.explained.value);
    CHECK(d.words.rfind("fit for use: of 200 points", 0) == 0);
    CHECK(std::isnan(d.mahalanobis.value));
}

TEST_CASE("half the variance is too sure, five times is too unsure, and noise explains nothing",
          "[emulator_diagnostics]") {
    const EmulatorDiagnostics sure = judged(with(0.4)), unsure = judged(with(5)), little = judged(with(1, 0.3));
    CHECK(sure.verdict == Verdict::kTooSure);
    CHECK(sure.errors.verdict == Verdict::kTooSure);
    CHECK(sure.coverage.verdict == Verdict::kTooSure);
    CHECK(sure.explained.verdict == Verdict::kFit);
    CHECK(unsure.verdict == Verdict::kTooUnsure);
    CHECK(unsure.errors.verdict == Verdict::kTooUnsure);
    CHECK(unsure.coverage.verdict == Verdict::kTooUnsure);
    CHECK(little.verdict == Verdict::kExplainsTooLittle);
    CHECK(little.errors.verdict == Verdict::kFit);
    CHECK(little.words.rfind("explains too little", 0) == 0);
    CHECK(judged(with(0.4, 0.3)).verdict == Verdict::kTooSure);  // the worse of two
}

TEST_CASE("by hand: five points", "[emulator_diagnostics]") {
    Case c{Eigen::VectorXd(5), Eigen::VectorXd(5), Eigen::VectorXd::Constant(5, 4)};
    c.observed << 1, 2, 3, 4, 10;
    c.predicted << 1, 4, 3, 4, 4;  // errors 0, -2, 0, 0, 6; mean 4, squares about it 9 + 4 + 1 + 0 + 36 = 50
    const EmulatorDiagnostics d = judged(c, Eigen::VectorXd::Constant(5, 2));
    CHECK(d.standardised[4] == Approx(3));
    CHECK(d.errors.value == Approx((1 + 9) / 5.0));
    CHECK(d.coverage.value == Approx(0.8));
    CHECK(d.r2 == Approx(1 - 40 / 50.0));
    CHECK(d.explained.value == Approx(1 - 30 / 40.0));  // noise of 10 in both
    CHECK(judged(c, Eigen::VectorXd::Constant(5, 20)).explained.value == 0);
}

TEST_CASE("leave-one-out and held-out runs of an emulator: fit where it is, too sure where its noise is understated",
          "[emulator_diagnostics]") {
    const Space space({{.name = "a", .low = -1, .high = 1}, {.name = "b", .low = 0, .high = 3}});
    const auto points = [&](Eigen::Index n, std::uint32_t part) {
        Eigen::MatrixXd unit(n, 2);
        for (Eigen::Index k = 0; k < n; ++k) {
            Random random(32, Method::kPrior, static_cast<std::uint32_t>(k), part);
            unit(k, 0) = random.unit(), unit(k, 1) = random.unit();
        }
        return space.from_unit(unit);
    };
    const auto runs = [&](const Eigen::MatrixXd& at, std::uint32_t part) {
        Eigen::MatrixXd made(at.rows(), 4);
        for (Eigen::Index k = 0; k < at.rows(); ++k) {
            Random random(33, Method::kPrior, static_cast<std::uint32_t>(k), part);
            for (Eigen::Index r = 0; r < 4; ++r)
                made(k, r) = std::sin(3 * at(k, 0)) + at(k, 1) * at(k, 1) / 4 + 0.5 * random.normal();
        }
        return made;
    };
    const Eigen::MatrixXd design = points(60, 1), unseen = points(80, 2);
    Eigen::MatrixXd held = runs(unseen, 2);
    held.row(3).setConstant(NAN);
    const Emulator emulator = Emulator::fit(space, design, runs(design, 1));
    const EmulatorDiagnostics loo = leave_one_out_diagnostics(emulator);
    const EmulatorDiagnostics out = held_out_diagnostics(emulator, unseen, held);
    CHECK(loo.verdict == Verdict::kFit);
    CHECK(loo.mahalanobis.verdict == Verdict::kFit);
    CHECK(out.verdict == Verdict::kFit);
    CHECK(out.mahalanobis.verdict == Verdict::kFit);
    CHECK(out.standardised.size() == 79);
    CHECK(out.explained.value > 0.9);
    CHECK(out.r2 < out.explained.value);

    Observations understated = emulator.mean_process().observations();
    understated.noise /= 20;
    Hyperparameters h = emulator.mean_process().hyperparameters();
    h.nugget = 0;
    const GaussianProcess sure(understated, Kernel::kMatern52, Mean::kLinear, h);
    CHECK(leave_one_out_diagnostics(sure, false).verdict == Verdict::kTooSure);
    CHECK(leave_one_out_diagnostics(sure, false).mahalanobis.verdict == Verdict::kTooSure);
}

TEST_CASE("what cannot be judged is refused", "[emulator_diagnostics]") {
    Case c = with(1, 5, 4);
    CHECK_THROWS_WITH(judged(c), Catch::Contains("5 points"));
    c = with(0);
    CHECK_THROWS_WITH(judged(c), Catch::Contains("not above 0"));
    c = with(1), c.observed[0] = NAN;
    CHECK_THROWS_WITH(judged(c), Catch::Contains("finite"));
    c = with(1), c.predicted.conservativeResize(3);
    CHECK_THROWS_WITH(judged(c), Catch::Contains("each point"));
    c = with(1);
    CHECK_THROWS_WITH(diagnose(c.observed, c.predicted, c.variance, {}, {.level = 1}), Catch::Contains("level"));
    CHECK_THROWS_WITH(diagnose(c.observed, c.predicted, c.variance, {}, {.least_r2 = 2}), Catch::Contains("R2"));
}
