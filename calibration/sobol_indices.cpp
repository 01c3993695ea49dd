#include "calibration/sobol_indices.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "calibration/requirement.h"

namespace concord::calibration {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kRounding = 1e-12;

constexpr Requirement require("sobol indices");

Eigen::Index rows_of_block(Eigen::Index groups, bool second_order) { return (second_order ? 2 : 1) * groups + 2; }

// One output, a block a row: A, AB_1 ... AB_g, [BA_1 ... BA_g,] B.
using Blocks = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct Layout {
    Eigen::Index groups;
    bool second_order;
    Eigen::Index dummy;

    Eigen::Index block() const { return rows_of_block(groups, second_order); }
    Eigen::Index ab(Eigen::Index group) const { return 1 + group; }
    Eigen::Index ba(Eigen::Index group) const { return 1 + groups + group; }
    Eigen::Index b() const { return block() - 1; }
    // Where statistics stand: first, total, total less the dummy's, second.
    Eigen::Index total(Eigen::Index group) const { return groups + group; }
    Eigen::Index beyond_dummy(Eigen::Index group) const { return 2 * groups + group; }
    Eigen::Index second(Eigen::Index i, Eigen::Index j) const { return 3 * groups + i * groups + j; }
    Eigen::Index statistics() const { return 3 * groups + (second_order ? groups * groups : 0); }
};

struct Spread {
    double mean = 0, variance = 0;
};

template <class Column>
Spread spread(Eigen::Index count, const Column& value) {
    Spread s;
    for (Eigen::Index k = 0; k < count; ++k) s.mean += value(k);
    s.mean /= static_cast<double>(count);
    for (Eigen::Index k = 0; k < count; ++k) s.variance += (value(k) - s.mean) * (value(k) - s.mean);
    s.variance /= static_cast<double>(count);
    return s;
}

Spread of_a_and_b(const Blocks& y, std::span<const Eigen::Index> rows) {
    const auto n = static_cast<Eigen::Index>(rows.size());
    return spread(2 * n, [&](Eigen::Index k) {
        return k < n ? y(rows[static_cast<std::size_t>(k)], 0) : y(rows[static_cast<std::size_t>(k - n)], y.cols() - 1);
    });
}

// Sums over blocks that the estimators are made of, in the places of the statistics.
Eigen::VectorXd sums(const Blocks& y, const Layout& shape, std::span<const Eigen::Index> rows) {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(shape.statistics());
    for (const Eigen::Index row : rows) {
        const double a = y(row, 0), b = y(row, shape.b());
        for (Eigen::Index i = 0; i < shape.groups; ++i) {
            const double change = y(row, shape.ab(i)) - a;
            sum[i] += b * change;
            sum[shape.total(i)] += change * change / 2;
            for (Eigen::Index j = i + 1; shape.second_order && j < shape.groups; ++j)
                sum[shape.second(i, j)] += y(row, shape.ba(i)) * y(row, shape.ab(j)) - a * b;
        }
    }
    return sum;
}

Eigen::VectorXd estimates(const Blocks& y, const Layout& shape, std::span<const Eigen::Index> rows) {
    const double scale = static_cast<double>(rows.size()) * of_a_and_b(y, rows).variance;
    Eigen::VectorXd found = sums(y, shape, rows);
    for (double& value : found) value /= scale;
    for (Eigen::Index i = 0; i < shape.groups; ++i) {
        found[shape.beyond_dummy(i)] = shape.dummy < 0 ? kNaN : found[shape.total(i)] - found[shape.total(shape.dummy)];
        for (Eigen::Index j = i + 1; shape.second_order && j < shape.groups; ++j)
            found[shape.second(i, j)] -= found[i] + found[j];
    }
    return found;
}

// Taken from its mean and divided by its sd over all rows: the first-order estimator is biased far from 0.
Blocks standardised(const Blocks& y) {
    const Spread all = spread(y.size(), [&](Eigen::Index k) { return y.data()[k]; });
    Blocks made = y;
    const double sd = std::sqrt(all.variance);
    for (Eigen::Index k = 0; k < made.size(); ++k) made.data()[k] = (made.data()[k] - all.mean) / sd;
    return made;
}

bool varies(const Blocks& y) {
    const double least = y.minCoeff(), most = y.maxCoeff();
    return most - least > kRounding * std::max(std::abs(least), std::abs(most));
}

// Values of all statistics and their ranges; NaN where the output does not vary.
struct Estimated {
    Eigen::VectorXd values;
    std::vector<Interval> ranges;
};

Estimated estimated(const Blocks& y, const Layout& shape, std::span<const Eigen::Index> all, const Bootstrap& options) {
    if (!varies(y))
        return {Eigen::VectorXd::Constant(shape.statistics(), kNaN),
                std::vector<Interval>(static_cast<std::size_t>(shape.statistics()), {kNaN, kNaN, 0})};
    const Blocks standard = standardised(y);
    const auto statistics = [&](std::span<const Eigen::Index> rows) { return estimates(standard, shape, rows); };
    return {statistics(all), bootstrap_intervals(y.rows(), statistics, options)};
}

// Index at a place of the statistics, told from 0 where `low` is above it.
SobolIndex index(const Estimated& found, Eigen::Index at, double low) {
    return {found.values[at], found.ranges[static_cast<std::size_t>(at)], low > 0};
}

double low(const Estimated& found, Eigen::Index at) { return found.ranges[static_cast<std::size_t>(at)].low; }

// How far the range of a total is above what counts as nothing.
double beyond_nothing(const Estimated& found, const Layout& layout, Eigen::Index group, double negligible) {
    return layout.dummy < 0 ? low(found, layout.total(group)) - negligible : low(found, layout.beyond_dummy(group));
}

std::vector<std::vector<SobolIndex>> second_orders(const Estimated& found, const Layout& layout) {
    const auto groups = static_cast<std::size_t>(layout.groups);
    std::vector<std::vector<SobolIndex>> second(groups,
                                                std::vector<SobolIndex>(groups, {kNaN, {kNaN, kNaN, 0}, false}));
    for (Eigen::Index i = 0; i < layout.groups; ++i)
        for (Eigen::Index j = i + 1; j < layout.groups; ++j) {
            const Eigen::Index at = layout.second(i, j);
            second[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = index(found, at, low(found, at));
        }
    return second;
}

SobolIndices indices(const Blocks& y, const Layout& layout, const SobolOptions& options) {
    std::vector<Eigen::Index> all(static_cast<std::size_t>(y.rows()));
    std::iota(all.begin(), all.end(), Eigen::Index{0});
    const Estimated found = estimated(y, layout, all, options.bootstrap);
    const Spread s = of_a_and_b(y, all);
    SobolIndices made{.mean = s.mean, .variance = s.variance, .first = {}, .total = {}, .second = {}};
    made.varies = varies(y);
    for (Eigen::Index i = 0; i < layout.groups; ++i) {
        made.first.push_back(index(found, i, low(found, i)));
        made.total.push_back(index(found, layout.total(i), beyond_nothing(found, layout, i, options.negligible)));
    }
    if (layout.second_order) made.second = second_orders(found, layout);
    return made;
}

void check(Eigen::Index groups, const Eigen::MatrixXd& outputs, const SobolOptions& options) {
    require(groups >= 1, "there are no groups of parameters");
    require(outputs.cols() >= 1, "there are no outputs");
    const Eigen::Index block = rows_of_block(groups, options.second_order);
    require(outputs.rows() > 0 && outputs.rows() % block == 0,
            "a design of " + std::to_string(groups) + " groups has blocks of " + std::to_string(block) +
                " rows; there are outputs of " + std::to_string(outputs.rows()) + " rows");
    require(options.dummy >= -1 && options.dummy < groups, "the dummy is the number of a group, or -1");
    require(options.negligible >= 0 && options.negligible < 1, "what is negligible is a share in [0, 1)");
    require(options.most_left_out >= 0 && options.most_left_out <= 1, "what may be left out is a share in [0, 1]");
}

std::vector<Eigen::Index> whole_blocks(const Eigen::MatrixXd& outputs, Eigen::Index block, double most_left_out) {
    std::vector<Eigen::Index> whole;
    const Eigen::Index blocks = outputs.rows() / block;
    for (Eigen::Index n = 0; n < blocks; ++n)
        if (outputs.middleRows(n * block, block).allFinite()) whole.push_back(n);
    const auto left_out = blocks - static_cast<Eigen::Index>(whole.size());
    require(static_cast<double>(left_out) <= most_left_out * static_cast<double>(blocks),
            "of " + std::to_string(blocks) + " base points " + std::to_string(left_out) +
                " have a failed run, more than may be left out");
    require(whole.size() >= 2, "at least two base points without a failed run are needed");
    return whole;
}

}  // namespace

Eigen::MatrixXd saltelli_rows(const Groups& groups, const Eigen::MatrixXd& base, bool second_order) {
    const auto parameters = static_cast<Eigen::Index>(group_of_each(groups).size());
    require(base.rows() >= 1, "there are no base points");
    require(base.cols() == 2 * parameters, "base points have twice the " + std::to_string(parameters) +
                                               " parameters, not " + std::to_string(base.cols()) + " coordinates");
    const auto count = static_cast<Eigen::Index>(groups.size()), block = rows_of_block(count, second_order);
    Eigen::MatrixXd rows(base.rows() * block, parameters);
    for (Eigen::Index n = 0; n < base.rows(); ++n) {
        const Eigen::RowVectorXd a = base.row(n).head(parameters), b = base.row(n).tail(parameters);
        const Eigen::Index first = n * block;
        rows.row(first) = a, rows.row(first + block - 1) = b;
        for (Eigen::Index g = 0; g < count; ++g) {
            rows.row(first + 1 + g) = a;
            if (second_order) rows.row(first + 1 + count + g) = b;
            for (const Eigen::Index k : groups[static_cast<std::size_t>(g)]) {
                rows(first + 1 + g, k) = b[k];
                if (second_order) rows(first + 1 + count + g, k) = a[k];
            }
        }
    }
    return rows;
}

Eigen::MatrixXd saltelli_design(const Groups& groups, Eigen::Index n, std::uint32_t seed, bool second_order) {
    const auto parameters = static_cast<Eigen::Index>(group_of_each(groups).size());
    return saltelli_rows(groups, sobol_sequence(n, 2 * parameters, seed), second_order);
}

std::string_view SobolIndices::verdict(const SobolIndex& index) const {
    if (!varies) return "the output does not vary";
    return index.distinguishable ? "above 0" : "not distinguishable from 0";
}

SobolResult sobol_analysis(Eigen::Index groups, const Eigen::MatrixXd& outputs, const SobolOptions& options) {
    check(groups, outputs, options);
    const Layout shape{groups, options.second_order, options.dummy};
    const auto whole = whole_blocks(outputs, shape.block(), options.most_left_out);
    SobolResult result;
    result.base_points = static_cast<Eigen::Index>(whole.size());
    result.left_out = outputs.rows() / shape.block() - result.base_points;
    for (Eigen::Index o = 0; o < outputs.cols(); ++o) {
        Blocks y(result.base_points, shape.block());
        for (Eigen::Index n = 0; n < y.rows(); ++n)
            y.row(n) = outputs.col(o).segment(whole[static_cast<std::size_t>(n)] * shape.block(), shape.block());
        result.outputs.push_back(indices(y, shape, options));
    }
    return result;
}

}  // namespace concord::calibration
