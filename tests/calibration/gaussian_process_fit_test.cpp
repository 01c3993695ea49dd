// Fitted hyperparameters: planted ones found again, useless inputs bounded, a maximum that is one.
#include "calibration/gaussian_process_fit.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <thread>

#include "calibration/random.h"
#include "tests/support/with_threads.h"

using namespace concord::calibration;

namespace {

Eigen::MatrixXd cube(Eigen::Index n, Eigen::Index inputs, std::uint32_t part) {
    Eigen::MatrixXd x(n, inputs);
    for (Eigen::Index k = 0; k < n; ++k) {
        Random random(11, Method::kPrior, static_cast<std::uint32_t>(k), part);
        for (Eigen::Index j = 0; j < inputs; ++j) x(k, j) = random.unit();
    }
    return x;
}

// A draw of a process with these hyperparameters.
Observations drawn(Eigen::Index n, const Hyperparameters& h, Kernel kernel, std::uint32_t part) {
    Observations o{.inputs = cube(n, h.lengths.size(), part), .outputs = Eigen::VectorXd(n), .noise = {}};
    Eigen::MatrixXd k(n, n);
    for (Eigen::Index i = 0; i < n; ++i)
        for (Eigen::Index j = 0; j < n; ++j) {
            const double r2 = (o.inputs.row(i) - o.inputs.row(j)).transpose().cwiseQuotient(h.lengths).squaredNorm(),
                         r = std::sqrt(5 * r2);
            k(i, j) =
                h.variance * (kernel == Kernel::kMatern52 ? (1 + r + r * r / 3) * std::exp(-r) : std::exp(-r2 / 2));
        }
    k.diagonal().array() += h.nugget + 1e-10;
    Random random(12, Method::kPrior, part);
    for (Eigen::Index i = 0; i < n; ++i) o.outputs[i] = random.normal();
    o.outputs = Cholesky(k).lower() * o.outputs;
    o.outputs.array() += 3;
    return o;
}

}  // namespace

TEST_CASE("planted lengths, variance and nugget are found again", "[gaussian_process]") {
    const Hyperparameters planted{.lengths = Eigen::Vector2d(0.25, 0.6), .variance = 4, .nugget = 0.04};
    for (const Kernel kernel : {Kernel::kMatern52, Kernel::kSquaredExponential}) {
        const FittedProcess f = fit_gaussian_process(drawn(150, planted, kernel, 1), {.kernel = kernel});
        const Hyperparameters& h = f.process.hyperparameters();
        CHECK(f.converged);
        CHECK(h.lengths[0] == Approx(0.25).epsilon(0.3));
        CHECK(h.lengths[1] == Approx(0.6).epsilon(0.3));
        CHECK(h.variance == Approx(4).epsilon(0.6));
        CHECK(h.nugget == Approx(0.04).epsilon(0.35));
    }
}

TEST_CASE("a fit that is asked to stop gives up, before or on the way", "[gaussian_process]") {
    const Hyperparameters planted{.lengths = Eigen::Vector2d(0.3, 0.5), .variance = 1, .nugget = 0.01};
    const Observations o = drawn(500, planted, Kernel::kMatern52, 2);
    std::atomic<bool> stop = false;
    CHECK_NOTHROW(fit_gaussian_process(o, {.starts = 1, .most_evaluations = 1, .stop = &stop}));
    stop = true;
    CHECK_THROWS_AS(fit_gaussian_process(o, {.stop = &stop}), FitStopped);
    stop = false;
    std::thread later([&stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        stop = true;
    });
    CHECK_THROWS_AS(fit_gaussian_process(o, {.starts = 6, .stop = &stop}),
                    FitStopped);  // hundreds of evaluations whole
    later.join();
}

TEST_CASE("what is found is a maximum: no hyperparameter a little off does better", "[gaussian_process]") {
    const Hyperparameters planted{.lengths = Eigen::Vector2d(0.3, 0.5), .variance = 1, .nugget = 0.01};
    const Observations o = drawn(60, planted, Kernel::kMatern52, 2);
    const double variance = (o.outputs.array() - o.outputs.mean()).square().sum() / 59;
    const FitChoices choices;
    const FittedProcess f = fit_gaussian_process(o, choices);
    const auto penalised = [&](const Hyperparameters& h) {
        const auto prior = [](double x, const LogPrior& p, double unit) {
            const double z = std::log(x / (p.median * unit)) / p.log_sd;
            return -z * z / 2;
        };
        double sum = GaussianProcess(o, choices.kernel, choices.mean, h).log_likelihood() +
                     prior(h.variance, choices.variance, variance) + prior(h.nugget, choices.fitted_nugget, variance);
        for (Eigen::Index k = 0; k < 2; ++k)
            sum += prior(h.lengths[k], choices.length, o.inputs.col(k).maxCoeff() - o.inputs.col(k).minCoeff());
        return sum;
    };
    CHECK(penalised(f.process.hyperparameters()) == Approx(f.penalised).epsilon(1e-9));
    for (int k = 0; k < 4; ++k)
        for (const double factor : {0.97, 1.03}) {
            Hyperparameters h = f.process.hyperparameters();
            (k < 2 ? h.lengths[k] : k == 2 ? h.variance : h.nugget) *= factor;
            CHECK(penalised(h) < f.penalised);
        }
}

TEST_CASE("the length of an input that does nothing is long, and bounded", "[gaussian_process]") {
    Observations o{.inputs = cube(80, 3, 3), .outputs = Eigen::VectorXd(80), .noise = {}};
    for (Eigen::Index k = 0; k < 80; ++k) o.outputs[k] = std::sin(6 * o.inputs(k, 0)) + o.inputs(k, 1);
    const Hyperparameters h = fit_gaussian_process(o).process.hyperparameters();
    CHECK(h.lengths[2] > 3 * h.lengths[0]);
    CHECK(h.lengths[2] > 1.5);
    CHECK(h.lengths[2] < 150);
}

TEST_CASE("units of inputs and outputs carry through, and a given nugget stays as given", "[gaussian_process]") {
    const Hyperparameters planted{.lengths = Eigen::Vector2d(0.3, 0.5), .variance = 1, .nugget = 0.01};
    const Observations o = drawn(50, planted, Kernel::kMatern52, 4);
    Observations scaled = o;
    scaled.inputs.col(0) *= 1000;
    scaled.outputs *= 1e-3;
    const FitChoices given{.nugget = 0.0};
    const Hyperparameters a = fit_gaussian_process(o).process.hyperparameters();
    const Hyperparameters b = fit_gaussian_process(scaled).process.hyperparameters();
    CHECK(b.lengths[0] == Approx(1000 * a.lengths[0]).epsilon(0.01));
    CHECK(b.lengths[1] == Approx(a.lengths[1]).epsilon(0.01));
    CHECK(b.variance == Approx(1e-6 * a.variance).epsilon(0.01));
    CHECK(b.nugget == Approx(1e-6 * a.nugget).epsilon(0.02));
    scaled.inputs.col(0) *= 1e12;  // slopes of 1e-15 are told apart as well
    const FitChoices linear{.mean = Mean::kLinear};
    const Hyperparameters c = fit_gaussian_process(o, linear).process.hyperparameters();
    const Hyperparameters d = fit_gaussian_process(scaled, linear).process.hyperparameters();
    CHECK(d.lengths[0] == Approx(1e15 * c.lengths[0]).epsilon(0.01));
    CHECK(fit_gaussian_process(o, given).process.hyperparameters().nugget == 0);
}

TEST_CASE("outputs that are all alike make a flat process that is nearly sure", "[gaussian_process]") {
    const Observations o{.inputs = cube(12, 2, 5), .outputs = Eigen::VectorXd::Constant(12, 7), .noise = {}};
    const Prediction p = fit_gaussian_process(o).process.predict(cube(5, 2, 6));
    for (Eigen::Index k = 0; k < 5; ++k) CHECK(p.mean[k] == Approx(7));
    CHECK(p.run_variance.maxCoeff() < 1e-9);
}

TEST_CASE("a fit has the same bits at any number of threads, on a grid of the logarithm", "[gaussian_process]") {
    const Hyperparameters planted{.lengths = Eigen::Vector2d(0.3, 0.5), .variance = 1, .nugget = 0.01};
    const Observations o = drawn(40, planted, Kernel::kMatern52, 7);
    const auto run = [&] { return fit_gaussian_process(o).process.hyperparameters(); };
    const Hyperparameters one = concord::tests::with_threads(1, run), three = concord::tests::with_threads(3, run);
    CHECK(one.lengths == three.lengths);
    CHECK(one.nugget == three.nugget);
    const double steps = 1024 * std::log(one.lengths[0]);
    CHECK(steps == Approx(std::round(steps)).margin(1e-8));
}

TEST_CASE("choices of a fit outside their ranges are refused", "[gaussian_process]") {
    const Observations o{.inputs = cube(12, 2, 5), .outputs = Eigen::VectorXd::LinSpaced(12, 0, 1), .noise = {}};
    const auto refused = [&](const FitChoices& c, const char* why) {
        CHECK_THROWS_WITH(fit_gaussian_process(o, c), Catch::Contains(why));
    };
    refused({.starts = 0}, "starts");
    refused({.most_evaluations = 0}, "evaluations");
    refused({.nugget = -1.0}, "nugget");
    refused({.length = {.median = 0}}, "median");
    Observations broken = o;
    broken.outputs[0] = NAN;
    CHECK_THROWS_WITH(fit_gaussian_process(broken), Catch::Contains("failed runs"));
}
