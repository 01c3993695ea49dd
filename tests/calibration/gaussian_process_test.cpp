// Gaussian processes against closed forms and brute force: dense formulas worked out here with Eigen's inverse.
#include "calibration/gaussian_process.h"

#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "calibration/random.h"
#include "tests/support/with_threads.h"

using namespace concord::calibration;

namespace {

// A smooth function of three inputs at n points in the unit cube; noise of each its own where it is asked for.
Observations observed(Eigen::Index n, bool noisy) {
    Observations o{.inputs = Eigen::MatrixXd(n, 3), .outputs = Eigen::VectorXd(n), .noise = {}};
    if (noisy) o.noise.resize(n);
    for (Eigen::Index k = 0; k < n; ++k) {
        Random random(7, Method::kPrior, static_cast<std::uint32_t>(k));
        for (Eigen::Index j = 0; j < 3; ++j) o.inputs(k, j) = random.unit();
        if (noisy) o.noise[k] = 0.01 + 0.05 * random.unit();
        o.outputs[k] = std::sin(3 * o.inputs(k, 0)) + o.inputs(k, 1) * o.inputs(k, 2) +
                       (noisy ? std::sqrt(o.noise[k]) * random.normal() : 0);
    }
    return o;
}

Hyperparameters values(double nugget) {
    return {.lengths = Eigen::Vector3d(0.4, 0.9, 1.3), .variance = 1.7, .nugget = nugget};
}

double covariance_of(Kernel kernel, const Hyperparameters& h, const Eigen::RowVectorXd& a,
                     const Eigen::RowVectorXd& b) {
    const double r2 = (a - b).transpose().cwiseQuotient(h.lengths).squaredNorm(), r = std::sqrt(5 * r2);
    return h.variance *
           (kernel == Kernel::kSquaredExponential ? std::exp(-r2 / 2) : (1 + r + r * r / 3) * std::exp(-r));
}

// The same process as an ordinary one of prior variance 1e5 for each coefficient, all in one joint normal distribution.
struct Joint {
    Eigen::MatrixXd cov(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) const {
        Eigen::MatrixXd c(a.rows(), b.rows());
        for (Eigen::Index i = 0; i < a.rows(); ++i)
            for (Eigen::Index j = 0; j < b.rows(); ++j)
                c(i, j) = covariance_of(kernel, h, a.row(i), b.row(j)) +
                          vague * (1 + (mean == Mean::kLinear ? a.row(i).dot(b.row(j)) : 0));
        return c;
    }
    Eigen::MatrixXd of_outputs(const Observations& o) const {
        Eigen::MatrixXd k = cov(o.inputs, o.inputs);
        k.diagonal().array() += h.nugget;
        if (o.noise.size() > 0) k.diagonal() += o.noise;
        return k;
    }
    Kernel kernel;
    Mean mean;
    Hyperparameters h;
    double vague = 1e5;
};

Observations without(const Observations& o, Eigen::Index left_out) {
    Observations rest = o;
    const Eigen::Index n = o.outputs.size() - 1;
    rest.inputs.resize(n, o.inputs.cols()), rest.outputs.resize(n);
    if (o.noise.size() > 0) rest.noise.resize(n);
    for (Eigen::Index k = 0, to = 0; k <= n; ++k) {
        if (k == left_out) continue;
        rest.inputs.row(to) = o.inputs.row(k), rest.outputs[to] = o.outputs[k];
        if (o.noise.size() > 0) rest.noise[to] = o.noise[k];
        ++to;
    }
    return rest;
}

}  // namespace

TEST_CASE("without nugget and noise the process goes through the design, and is sure there", "[gaussian_process]") {
    const Observations o = observed(25, false);
    for (const Kernel kernel : {Kernel::kSquaredExponential, Kernel::kMatern52})
        for (const Mean mean : {Mean::kConstant, Mean::kLinear}) {
            Hyperparameters h = values(0);
            h.lengths /= 2;
            const GaussianProcess process(o, kernel, mean, h);
            const Prediction p = process.predict(o.inputs);
            CHECK(process.jitter() == 0);
            CHECK((p.mean - o.outputs).cwiseAbs().maxCoeff() < 1e-8);
            CHECK(p.variance.maxCoeff() < 1e-8);
            CHECK(p.variance.minCoeff() >= 0);
            const Prediction far = process.predict(Eigen::MatrixXd::Constant(1, 3, 40));
            CHECK(far.variance[0] > process.hyperparameters().variance);  // and of the mean besides
        }
}

TEST_CASE("two points by hand: constant mean, squared exponential", "[gaussian_process]") {
    // c = exp(-1/2); K = v (1 c; c 1) + s2 I; the mean is that of both by symmetry, and half way the weights are alike.
    const double c = std::exp(-0.5), v = 2, s2 = 0.5, half = std::exp(-0.125);
    const GaussianProcess process({.inputs = Eigen::Vector2d(0, 1), .outputs = Eigen::Vector2d(3, 5), .noise = {}},
                                  Kernel::kSquaredExponential, Mean::kConstant,
                                  {.lengths = Eigen::VectorXd::Ones(1), .variance = v, .nugget = s2});
    CHECK(process.coefficients()[0] == Approx(4));
    const Prediction p = process.predict(Eigen::MatrixXd::Constant(1, 1, 0.5));
    const double row = v * (1 + c) + s2, share = v * half / row;
    CHECK(p.mean[0] == Approx(4));
    const double trend = 1 - 2 * share;
    CHECK(p.variance[0] == Approx(v - 2 * v * half * share + trend * trend * row / 2));
    CHECK(p.run_variance[0] == Approx(p.variance[0] + s2));
    // The likelihood of y2 - y1 ~ N(0, 2 (v (1 - c) + s2)), of a difference scaled by root 2, less half log |A| parts.
    const double d = v * (1 - c) + s2;
    const double by_hand = -(2 * 2 / (2 * d) + std::log(row * d) + std::log(2 / row) + std::log(2 * M_PI)) / 2;
    CHECK(process.log_likelihood() == Approx(by_hand));
}

TEST_CASE("predictions, covariances and the likelihood are those of a joint normal with a vague prior for the mean",
          "[gaussian_process]") {
    const Observations o = observed(30, true), elsewhere = observed(45, false);
    const Eigen::MatrixXd points = elsewhere.inputs.bottomRows(12);
    for (const Kernel kernel : {Kernel::kSquaredExponential, Kernel::kMatern52})
        for (const Mean mean : {Mean::kConstant, Mean::kLinear}) {
            const GaussianProcess process(o, kernel, mean, values(0.02));
            const Joint joint{kernel, mean, values(0.02)};
            const Eigen::MatrixXd inverse = joint.of_outputs(o).inverse(), k = joint.cov(points, o.inputs);
            const Eigen::VectorXd by_joint = k * inverse * o.outputs;
            const Eigen::MatrixXd covariance = joint.cov(points, points) - k * inverse * k.transpose();
            const Prediction p = process.predict(points);
            CHECK((p.mean - by_joint).cwiseAbs().maxCoeff() < 1e-4);
            CHECK((process.covariance(points) - covariance).cwiseAbs().maxCoeff() < 5e-3);
            CHECK((process.covariance(points).diagonal() - p.variance).cwiseAbs().maxCoeff() < 1e-12);
            CHECK((p.run_variance - p.variance - Eigen::VectorXd::Constant(12, 0.02)).cwiseAbs().maxCoeff() < 1e-15);
        }
}

TEST_CASE("predictions are those of generalised least squares with inverses, to 1e-8", "[gaussian_process]") {
    const Observations o = observed(30, true);
    const Eigen::MatrixXd points = observed(70, false).inputs;  // more than one block
    const Hyperparameters h = values(0.02);
    const GaussianProcess process(o, Kernel::kMatern52, Mean::kLinear, h);
    const Joint joint{Kernel::kMatern52, Mean::kLinear, h, 0};
    const Eigen::MatrixXd inverse = joint.of_outputs(o).inverse();
    Eigen::MatrixXd basis(30, 4), there(70, 4);
    basis << Eigen::VectorXd::Ones(30), o.inputs;
    there << Eigen::VectorXd::Ones(70), points;
    const Eigen::MatrixXd a = basis.transpose() * inverse * basis, k = joint.cov(points, o.inputs);
    const Eigen::VectorXd b = a.inverse() * basis.transpose() * inverse * o.outputs;
    const Eigen::VectorXd mean = there * b + k * inverse * (o.outputs - basis * b);
    const Eigen::MatrixXd r = there - k * inverse * basis;
    const Eigen::MatrixXd covariance =
        joint.cov(points, points) - k * inverse * k.transpose() + r * a.inverse() * r.transpose();
    const Prediction p = process.predict(points);
    CHECK((p.mean - mean).cwiseAbs().maxCoeff() < 1e-8);
    CHECK((p.variance - covariance.diagonal()).cwiseAbs().maxCoeff() < 1e-8);
    CHECK((process.covariance(points) - covariance).cwiseAbs().maxCoeff() < 1e-8);
    CHECK((process.coefficients().tail(3) - b.tail(3)).norm() < 1e-8);
    const Eigen::VectorXd rest = o.outputs - basis * b;
    CHECK(process.mahalanobis() == Approx(rest.dot(inverse * rest)).epsilon(1e-9));
    const double log_k = std::log(joint.of_outputs(o).determinant());
    CHECK(process.log_likelihood() ==
          Approx(-(rest.dot(inverse * rest) + log_k + std::log(a.determinant()) + 26 * std::log(2 * M_PI)) / 2)
              .epsilon(1e-9));
    CHECK(process.degrees() == 26);
}

TEST_CASE("leave-one-out in closed form is leaving each out, mean and its coefficients as well, to 1e-8",
          "[gaussian_process]") {
    for (const bool noisy : {true, false})
        for (const Mean mean : {Mean::kConstant, Mean::kLinear}) {
            const Observations o = observed(22, noisy);
            const GaussianProcess process(o, Kernel::kMatern52, mean, values(0.03));
            const LeaveOneOut loo = process.leave_one_out();
            for (Eigen::Index k = 0; k < 22; ++k) {
                const GaussianProcess rest(without(o, k), Kernel::kMatern52, mean, values(0.03));
                const Prediction p = rest.predict(o.inputs.row(k));
                CHECK(loo.mean[k] == Approx(p.mean[0]).epsilon(1e-9).margin(1e-9));
                CHECK(loo.variance[k] == Approx(p.run_variance[0] + (noisy ? o.noise[k] : 0)).epsilon(1e-9));
            }
        }
}

TEST_CASE("the likelihood's gradient is its slope", "[gaussian_process]") {
    const Observations o = observed(20, true);
    for (const Kernel kernel : {Kernel::kSquaredExponential, Kernel::kMatern52})
        for (const Mean mean : {Mean::kConstant, Mean::kLinear}) {
            const Eigen::VectorXd gradient = GaussianProcess(o, kernel, mean, values(0.03)).log_likelihood_gradient();
            const auto value = [&](Eigen::Index k, double step) {
                Hyperparameters h = values(0.03);
                double& changed = k < 3 ? h.lengths[k] : k == 3 ? h.variance : h.nugget;
                changed *= std::exp(step);
                return GaussianProcess(o, kernel, mean, h).log_likelihood();
            };
            for (Eigen::Index k = 0; k < 5; ++k)
                CHECK(gradient[k] == Approx((value(k, 1e-5) - value(k, -1e-5)) / 2e-5).epsilon(1e-5).margin(1e-6));
        }
    const GaussianProcess none(o, Kernel::kMatern52, Mean::kConstant, values(0));
    CHECK(none.log_likelihood_gradient()[4] == 0);
}

TEST_CASE("a point that stands there twice takes jitter, and it is said", "[gaussian_process]") {
    Observations o = observed(10, false);
    o.inputs.row(9) = o.inputs.row(0), o.outputs[9] = o.outputs[0];
    const GaussianProcess twice(o, Kernel::kMatern52, Mean::kConstant, values(0));
    CHECK(twice.jitter() > 0);
    CHECK(twice.jitter() < 1e-9);
    CHECK((twice.predict(o.inputs).mean - o.outputs).cwiseAbs().maxCoeff() < 1e-6);
    CHECK(GaussianProcess(o, Kernel::kMatern52, Mean::kConstant, values(1e-6)).jitter() == 0);
}

TEST_CASE("predictions have the same bits at any number of threads and in any company", "[gaussian_process]") {
    const GaussianProcess process(observed(30, true), Kernel::kMatern52, Mean::kLinear, values(0.02));
    const Eigen::MatrixXd points = observed(12000, false).inputs;  // enough for threads
    const auto predict = [&] { return process.predict(points); };
    const Prediction one = concord::tests::with_threads(1, predict), four = concord::tests::with_threads(4, predict);
    CHECK(one.mean == four.mean);
    CHECK(one.variance == four.variance);
    const Prediction alone = process.predict(points.row(77));
    CHECK(alone.mean[0] == one.mean[77]);
    CHECK(alone.variance[0] == one.variance[77]);
    CHECK(process.predict(Eigen::MatrixXd(0, 3)).mean.size() == 0);
}

TEST_CASE("what makes no process is refused, with the reason", "[gaussian_process]") {
    const auto refused = [](const Observations& o, const Hyperparameters& h, const char* why) {
        CHECK_THROWS_WITH(GaussianProcess(o, Kernel::kMatern52, Mean::kLinear, h), Catch::Contains(why));
    };
    const Observations good = observed(20, true);
    Observations o = good;
    o.outputs[3] = std::numeric_limits<double>::quiet_NaN();
    refused(o, values(0), "failed runs");
    o = good, o.noise[1] = -1;
    refused(o, values(0), "noise variance is below 0");
    o = good, o.noise.conservativeResize(4);
    refused(o, values(0), "one noise variance");
    o = good, o.inputs.conservativeResize(19, 3);
    refused(o, values(0), "one row");
    o = good, o.inputs.col(1).setConstant(2);
    refused(o, values(0), "slopes");
    refused(observed(4, false), values(0), "more points than 4");
    Hyperparameters h = values(0);
    h.lengths[1] = 0;
    refused(good, h, "length");
    h = values(-1);
    refused(good, h, "nugget");
    h = values(0), h.variance = 0;
    refused(good, h, "variance");
    h = values(0), h.lengths.conservativeResize(2);
    refused(good, h, "one length");
    const GaussianProcess process(good, Kernel::kMatern52, Mean::kLinear, values(0));
    CHECK_THROWS_WITH(process.predict(Eigen::MatrixXd::Zero(1, 2)), Catch::Contains("2 inputs"));
    CHECK_THROWS_WITH(process.predict(Eigen::MatrixXd::Constant(1, 3, NAN)), Catch::Contains("finite"));
}
