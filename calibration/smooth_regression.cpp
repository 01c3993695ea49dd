#include "calibration/smooth_regression.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "calibration/random.h"
#include "calibration/requirement.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kJitter = 1e-8;
constexpr std::array<double, 3> kLengths = {1, 2, 4};                      // x sqrt(inputs)
constexpr double kLeastPenalty = 1e-9, kPenaltyStep = 3.1622776601683795;  // of n; half powers of ten
constexpr int kPenalties = 25;
constexpr int kFolds = 10;

constexpr Requirement require("smooth regression");

// a' b, column by column, in order of the rows.
MatrixXd products(const MatrixXd& a, const MatrixXd& b) {
    MatrixXd sums(a.cols(), b.cols());
    for (Index i = 0; i < a.cols(); ++i)
        for (Index j = 0; j < b.cols(); ++j) {
            double sum = 0;
            for (Index n = 0; n < a.rows(); ++n) sum += a(n, i) * b(n, j);
            sums(i, j) = sum;
        }
    return sums;
}

// a b, the sums in order of the columns of a.
MatrixXd product(const MatrixXd& a, const MatrixXd& b) {
    MatrixXd sums = MatrixXd::Zero(a.rows(), b.cols());
    for (Index j = 0; j < b.cols(); ++j)
        for (Index k = 0; k < a.cols(); ++k)
            for (Index n = 0; n < a.rows(); ++n) sums(n, j) += a(n, k) * b(k, j);
    return sums;
}

// Lower root of a symmetric matrix. Where a pivot is not above `least` of its diagonal, nothing, or with `lenient` a
// column of zeros: the root of a matrix that is flat in some directions.
std::optional<MatrixXd> lower_root(const MatrixXd& matrix, double least, bool lenient = false) {
    MatrixXd root = MatrixXd::Zero(matrix.rows(), matrix.cols());
    for (Index j = 0; j < matrix.cols(); ++j) {
        double pivot = matrix(j, j);
        for (Index k = 0; k < j; ++k) pivot -= root(j, k) * root(j, k);
        if (!(pivot > least * matrix(j, j))) {
            if (!lenient) return {};
            continue;
        }
        root(j, j) = std::sqrt(pivot);
        for (Index i = j + 1; i < matrix.rows(); ++i) {
            double sum = matrix(i, j);
            for (Index k = 0; k < j; ++k) sum -= root(i, k) * root(j, k);
            root(i, j) = sum / root(j, j);
        }
    }
    return root;
}

// x with root x = b, in place, and with root' x = b.
void solve_lower(const MatrixXd& root, Eigen::Ref<MatrixXd> b) {
    for (Index c = 0; c < b.cols(); ++c)
        for (Index i = 0; i < b.rows(); ++i) {
            for (Index k = 0; k < i; ++k) b(i, c) -= root(i, k) * b(k, c);
            b(i, c) /= root(i, i);
        }
}
void solve_upper(const MatrixXd& root, Eigen::Ref<MatrixXd> b) {
    for (Index c = 0; c < b.cols(); ++c)
        for (Index i = b.rows() - 1; i >= 0; --i) {
            for (Index k = i + 1; k < b.rows(); ++k) b(i, c) -= root(k, i) * b(k, c);
            b(i, c) /= root(i, i);
        }
}

double mean_of(const VectorXd& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

// Sum of squares about the mean.
double squares_about_mean(const VectorXd& values) {
    const double mean = mean_of(values);
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return sum;
}

MatrixXd standardised(MatrixXd inputs) {
    for (Index k = 0; k < inputs.cols(); ++k) {
        require(inputs.col(k).minCoeff() < inputs.col(k).maxCoeff(),
                "input " + std::to_string(k) + " has one value alone");
        const double mean = mean_of(inputs.col(k));
        const double sd = std::sqrt(squares_about_mean(inputs.col(k)) / static_cast<double>(inputs.rows()));
        for (Index n = 0; n < inputs.rows(); ++n) inputs(n, k) = (inputs(n, k) - mean) / sd;
    }
    return inputs;
}

double distance(const MatrixXd& a, Index i, const MatrixXd& b, Index j) {
    double sum = 0;
    for (Index k = 0; k < a.cols(); ++k) sum += (a(i, k) - b(j, k)) * (a(i, k) - b(j, k));
    return std::sqrt(sum);
}

// Each the input farthest from those before it (Gonzalez 1985), the first the one farthest from the mean.
MatrixXd spread_knots(const MatrixXd& inputs, Index most) {
    const MatrixXd centre = MatrixXd::Zero(1, inputs.cols());
    VectorXd nearest(inputs.rows());
    for (Index n = 0; n < inputs.rows(); ++n) nearest[n] = distance(inputs, n, centre, 0);
    MatrixXd knots(0, inputs.cols());
    while (knots.rows() < most) {
        Index farthest = 0;
        for (Index n = 1; n < inputs.rows(); ++n)
            if (nearest[n] > nearest[farthest]) farthest = n;
        if (knots.rows() > 0 && !(nearest[farthest] > 0)) break;
        knots.conservativeResize(knots.rows() + 1, Eigen::NoChange);
        knots.row(knots.rows() - 1) = inputs.row(farthest);
        for (Index n = 0; n < inputs.rows(); ++n) {
            const double from_new = distance(inputs, n, inputs, farthest);
            nearest[n] = knots.rows() == 1 ? from_new : std::min(nearest[n], from_new);
        }
    }
    return knots;
}

MatrixXd kernel(const MatrixXd& points, const MatrixXd& knots, double length) {
    MatrixXd k(points.rows(), knots.rows());
    for (Index i = 0; i < k.rows(); ++i)
        for (Index j = 0; j < k.cols(); ++j) {
            const double r = std::sqrt(3.0) * distance(points, i, knots, j) / length;
            k(i, j) = (1 + r) * sim::maths::exp(-r);
        }
    return k;
}

// Constant, inputs, and the kernel turned so that its penalty is the sum of squares of coefficients.
MatrixXd basis(const MatrixXd& inputs, const MatrixXd& knots, double length) {
    MatrixXd of_knots = kernel(knots, knots, length);
    of_knots.diagonal().array() += kJitter;
    MatrixXd turned = kernel(inputs, knots, length).transpose();
    solve_lower(*lower_root(of_knots, 0), turned);
    MatrixXd all(inputs.rows(), 1 + inputs.cols() + knots.rows());
    all << VectorXd::Ones(inputs.rows()), inputs, turned.transpose();
    return all;
}

// The normal equations of some rows of one basis, and what a penalty makes of them.
struct Equations {
    double rows;
    Index unpenalised;
    MatrixXd gram, right;
    VectorXd squares;  // of the outputs

    Equations(const MatrixXd& basis, const MatrixXd& outputs, Index without_penalty)
        : rows(static_cast<double>(basis.rows())),
          unpenalised(without_penalty),
          gram(products(basis, basis)),
          right(products(basis, outputs)),
          squares(outputs.cols()) {
        for (Index o = 0; o < squares.size(); ++o) squares[o] = products(outputs.col(o), outputs.col(o))(0, 0);
    }
    Equations without(const Equations& others) const {
        Equations left = *this;
        left.rows -= others.rows;
        left.gram -= others.gram, left.right -= others.right, left.squares -= others.squares;
        return left;
    }
    // Root of the penalised equations; nothing where they have no solution in double precision.
    std::optional<MatrixXd> root(double penalty) const {
        MatrixXd penalised = gram;
        for (Index k = unpenalised; k < penalised.cols(); ++k) penalised(k, k) += penalty * rows;
        return lower_root(penalised, 1e-13);
    }
    MatrixXd coefficients(const MatrixXd& root) const {
        MatrixXd solved = right;
        solve_lower(root, solved);
        solve_upper(root, solved);
        return solved;
    }
    double effective_parameters(const MatrixXd& root) const {
        MatrixXd solved = gram;
        solve_lower(root, solved);
        solve_upper(root, solved);
        double trace = 0;
        for (const double share : solved.diagonal()) trace += share;
        return trace;
    }
    // Sum of squares of what coefficients leave of an output.
    double left_over(const MatrixXd& coefficients, Index output) const {
        double sum = squares[output];
        for (Index i = 0; i < coefficients.rows(); ++i) {
            double fitted = 0;
            for (Index j = 0; j < coefficients.rows(); ++j) fitted += gram(i, j) * coefficients(j, output);
            sum += coefficients(i, output) * (fitted - 2 * right(i, output));
        }
        return std::max(sum, 0.0);
    }
};

// Equations of the rows of each fold, and of all rows but those.
struct Fold {
    Equations held_out, rest;
};

// Rows dealt out to folds at random, as a design may have an order.
std::vector<std::vector<Index>> dealt(Index rows) {
    std::vector<Index> order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), Index{0});
    shuffle(order, Random(0, Method::kPermutation, static_cast<std::uint32_t>(rows)));
    std::vector<std::vector<Index>> folds(kFolds);
    for (std::size_t k = 0; k < order.size(); ++k) folds[k % kFolds].push_back(order[k]);
    return folds;
}

std::vector<Fold> folds(const MatrixXd& basis, const MatrixXd& outputs, const Equations& all) {
    std::vector<Fold> made;
    for (const auto& rows : dealt(basis.rows())) {
        const Equations held_out(basis(rows, Eigen::all), outputs(rows, Eigen::all), all.unpenalised);
        made.push_back({held_out, all.without(held_out)});
    }
    return made;
}

// What is left of rows that were held out, summed over outputs in units of their variances. Generalised
// cross-validation would be quicker, and follows noise that is greater at the ends of the inputs, as it is of products.
double score(const std::vector<Fold>& folds, double penalty, const VectorXd& squares) {
    double sum = 0;
    for (const Fold& fold : folds) {
        const auto root = fold.rest.root(penalty);
        if (!root) return kInfinity;
        const MatrixXd coefficients = fold.rest.coefficients(*root);
        for (Index o = 0; o < squares.size(); ++o)
            if (squares[o] > 0) sum += fold.held_out.left_over(coefficients, o) / squares[o];
    }
    return sum;
}

MatrixXd centred(MatrixXd outputs) {
    for (Index o = 0; o < outputs.cols(); ++o) outputs.col(o).array() -= mean_of(outputs.col(o));
    return outputs;
}

void finish(SmoothRegression& fit, const Equations& equations, const MatrixXd& outputs) {
    fit.coefficients = equations.coefficients(fit.spread);
    fit.effective_parameters = equations.effective_parameters(fit.spread);
    for (Index o = 0; o < outputs.cols(); ++o) fit.coefficients(0, o) += mean_of(outputs.col(o));
    fit.fitted = product(fit.basis, fit.coefficients);
    const MatrixXd residuals = outputs - fit.fitted;
    const double left = std::max(static_cast<double>(outputs.rows()) - fit.effective_parameters, 1.0);
    fit.residual_root = *lower_root(products(residuals, residuals) / left, 1e-12, true);
}

void check(const MatrixXd& inputs, const MatrixXd& outputs, Index knots) {
    require(inputs.cols() >= 1 && outputs.cols() >= 1, "there are no inputs or no outputs");
    require(inputs.rows() == outputs.rows(), "there are " + std::to_string(inputs.rows()) + " rows of inputs and " +
                                                 std::to_string(outputs.rows()) + " of outputs");
    require(knots >= 1, "knots start at 1");
    require(inputs.rows() > 1 + inputs.cols() + knots, "there are too few rows for so many coefficients");
    require(inputs.allFinite() && outputs.allFinite(), "a number is not finite");
}

}  // namespace

SmoothRegression smooth_regression(const MatrixXd& inputs, const MatrixXd& outputs, Index knots) {
    check(inputs, outputs, knots);
    const MatrixXd standard = standardised(inputs), places = spread_knots(standard, knots), y = centred(outputs);
    SmoothRegression best;
    std::optional<Equations> of_best;
    double best_score = kInfinity;
    for (const double length : kLengths) {
        const double scaled = length * std::sqrt(static_cast<double>(inputs.cols()));
        const MatrixXd made = basis(standard, places, scaled);
        const Equations all(made, y, 1 + inputs.cols());
        const auto parts = folds(made, y, all);
        double penalty = kLeastPenalty;
        for (int step = 0; step < kPenalties; ++step, penalty *= kPenaltyStep) {
            const auto root = all.root(penalty);
            const double found = root ? score(parts, penalty, all.squares) : kInfinity;
            if (!(found < best_score)) continue;
            best_score = found, of_best = all;
            best.basis = made, best.spread = *root, best.length = scaled, best.penalty = penalty;
        }
    }
    require(of_best.has_value(), "the inputs depend on one another: one is a straight line of the others");
    finish(best, *of_best, outputs);
    return best;
}

MatrixXd SmoothRegression::draw(std::uint32_t seed, std::uint32_t number) const {
    Random random(seed, Method::kEmulator, number);
    MatrixXd chances(coefficients.rows(), coefficients.cols());
    for (double& chance : chances.reshaped()) chance = random.normal();
    solve_upper(spread, chances);
    return product(basis, coefficients + product(chances, residual_root.transpose()));
}

}  // namespace concord::calibration
