// What the emulators are for: a smooth model with noise in eight parameters, learnt from 200 points.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/emulator_diagnostics.h"
#include "calibration/model.h"
#include "calibration/random.h"
#include "calibration/region.h"

using namespace concord::calibration;

namespace {

constexpr Eigen::Index kReplicates = 4;

Space eight() {
    std::vector<Dimension> dimensions;
    for (int k = 0; k < 8; ++k) dimensions.push_back({.name = std::string(1, static_cast<char>('a' + k))});
    return Space(dimensions);
}

// Friedman's (1991) function, with an interaction more and one parameter that does nothing.
double mean_at(const Eigen::VectorXd& x) {
    return 10 * std::sin(M_PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4] +
           3 * x[5] * x[6];
}
double sd_at(const Eigen::VectorXd& x) { return 0.5 + x[3]; }

Eigen::VectorXd means(const Eigen::MatrixXd& points) {
    Eigen::VectorXd m(points.rows());
    for (Eigen::Index k = 0; k < points.rows(); ++k) m[k] = mean_at(points.row(k).transpose());
    return m;
}

Eigen::MatrixXd runs(const Eigen::MatrixXd& points, std::uint32_t study) {
    Eigen::MatrixXd made(points.rows(), kReplicates);
    for (Eigen::Index k = 0; k < points.rows(); ++k) {
        Random random(study, Method::kPrior, static_cast<std::uint32_t>(k));
        const Eigen::VectorXd x = points.row(k).transpose();
        for (Eigen::Index r = 0; r < kReplicates; ++r) made(k, r) = mean_at(x) + sd_at(x) * random.normal();
    }
    return made;
}

struct Reached {
    double r2_of_mean, covered_mean, covered_runs, explained;
    Verdict verdict;
};

Reached reach(std::uint32_t study) {
    const Eigen::MatrixXd design = shifted_sobol(200, 8, study, 0), unseen = shifted_sobol(100, 8, study, 1);
    const Emulator emulator = Emulator::fit(eight(), design, runs(design, study));
    const EmulatedOutput e = emulator.predict(unseen);
    const Eigen::VectorXd truth = means(unseen), off = e.mean - truth;
    const auto inside = (off.cwiseAbs2().array() <= 1.96 * 1.96 * e.mean_variance.array()).count();
    const EmulatorDiagnostics d = held_out_diagnostics(emulator, unseen, runs(unseen, study + 1000));
    return {.r2_of_mean = 1 - off.squaredNorm() / (truth.array() - truth.mean()).square().sum(),
            .covered_mean = static_cast<double>(inside) / 100,
            .covered_runs = d.coverage.value,
            .explained = d.explained.value,
            .verdict = d.verdict};
}

}  // namespace

TEST_CASE("200 points of a noisy function of eight parameters: R2 of 0.9 and honest 95 % intervals on 100 unseen",
          "[emulator][slow]") {
    double covered_mean = 0, covered_runs = 0;
    for (const std::uint32_t study : {1u, 2u, 3u, 4u, 5u}) {
        const Reached r = reach(study);
        INFO("study " << study << ": R2 " << r.r2_of_mean << ", intervals of the mean hold " << r.covered_mean
                      << ", of runs " << r.covered_runs << ", explained " << r.explained);
        CHECK(r.r2_of_mean >= 0.9);
        CHECK(r.explained >= 0.9);
        CHECK(r.covered_runs >= 0.90);
        CHECK(r.covered_runs <= 0.98);
        CHECK(r.covered_mean >= 0.90);
        CHECK(r.covered_mean <= 0.98);
        CHECK(r.verdict == Verdict::kFit);
        covered_mean += r.covered_mean / 5, covered_runs += r.covered_runs / 5;
    }
    CHECK(covered_runs == Approx(0.95).margin(0.02));  // 500 points: 1 in a hundred is one sd
    CHECK(covered_mean == Approx(0.95).margin(0.02));
}
