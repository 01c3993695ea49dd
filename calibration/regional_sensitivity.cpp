#include "calibration/regional_sensitivity.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "calibration/requirement.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

constexpr Eigen::Index kFewest = 5;  // on either side of a split
constexpr double kMostPairs = 1e6;   // m n up to which chances are counted out

constexpr Requirement require("regional sensitivity");

void check(const Eigen::MatrixXd& points, const Eigen::MatrixXd& interest) {
    require(points.cols() >= 1, "there are no parameters");
    require(interest.cols() >= 1, "there is no split of the runs");
    require(points.rows() == interest.rows(),
            "there are " + std::to_string(points.rows()) + " points and " + std::to_string(interest.rows()) + " cases");
    require(points.allFinite(), "a point is not finite");
    for (const double value : interest.reshaped())
        require(value == 0 || value == 1 || std::isnan(value), "a case is of interest (1), not (0), or failed (NaN)");
}

// Rows of a split that did not fail.
std::vector<Eigen::Index> rows_made(const Eigen::VectorXd& interest) {
    std::vector<Eigen::Index> rows;
    for (Eigen::Index row = 0; row < interest.size(); ++row)
        if (!std::isnan(interest[row])) rows.push_back(row);
    return rows;
}

// Rows in order of the values; the distance is looked at where a value ends, ties together.
RegionalSensitivity compared(const Eigen::VectorXd& values, const Eigen::VectorXd& interest,
                             std::vector<Eigen::Index> rows, Eigen::Index of_interest) {
    std::sort(rows.begin(), rows.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    const Eigen::Index others = static_cast<Eigen::Index>(rows.size()) - of_interest;
    RegionalSensitivity found;
    Eigen::Index one = 0, other = 0;
    for (std::size_t k = 0; k < rows.size(); ++k) {
        (interest[rows[k]] == 1 ? one : other) += 1;
        if (k + 1 < rows.size() && values[rows[k + 1]] == values[rows[k]]) continue;
        const double apart = static_cast<double>(one) / static_cast<double>(of_interest) -
                             static_cast<double>(other) / static_cast<double>(others);
        if (std::abs(apart) <= found.distance) continue;
        found.distance = std::abs(apart), found.at = values[rows[k]], found.of_interest_lie_lower = apart > 0;
    }
    found.p = kolmogorov_smirnov_p(found.distance, of_interest, others);
    return found;
}

void adjust(std::vector<std::vector<RegionalSensitivity>>& sensitivities) {
    std::vector<double> p;
    for (const auto& split : sensitivities)
        for (const auto& s : split) p.push_back(s.p);
    const auto adjusted = holm_adjusted(p);
    auto next = adjusted.begin();
    for (auto& split : sensitivities)
        for (auto& s : split) s.adjusted_p = *next++;
}

// Orders of m and n values are walks from (0, 0) to (m, n), all alike likely; `reached` is the share of the walks to
// (i, j) that have been as far apart as the distance.
double exact_p(double distance, Eigen::Index m, Eigen::Index n) {
    const auto apart = static_cast<Eigen::Index>(std::ceil(distance * static_cast<double>(m * n) - 1e-6));
    std::vector<double> reached(static_cast<std::size_t>(n) + 1, 0.0);
    for (Eigen::Index i = 0; i <= m; ++i)
        for (Eigen::Index j = 0; j <= n; ++j) {
            double& here = reached[static_cast<std::size_t>(j)];
            const double left = j > 0 ? reached[static_cast<std::size_t>(j) - 1] : 0;
            if (std::abs(i * n - j * m) >= apart)
                here = 1;
            else if (i + j > 0)
                here = (here * static_cast<double>(i) + left * static_cast<double>(j)) / static_cast<double>(i + j);
        }
    return reached.back();
}

// Kolmogorov's series with Stephens' correction.
double series_p(double distance, Eigen::Index m, Eigen::Index n) {
    const auto first = static_cast<double>(m), second = static_cast<double>(n);
    const double root = std::sqrt(first * second / (first + second));
    const double scaled = (root + 0.12 + 0.11 / root) * distance;
    if (scaled < 0.2) return 1;  // to 12 digits, and the series would be long
    double sum = 0;
    for (int k = 1; k <= 40; ++k) sum += (k % 2 == 1 ? 2 : -2) * sim::maths::exp(-2 * k * k * scaled * scaled);
    return std::clamp(sum, 0.0, 1.0);
}

}  // namespace

double kolmogorov_smirnov_p(double distance, Eigen::Index m, Eigen::Index n) {
    require(m >= 1 && n >= 1, "both samples need at least one value");
    require(distance >= 0 && distance <= 1, "a distance of distributions is in [0, 1]");
    if (distance == 0) return 1;
    const double pairs = static_cast<double>(m) * static_cast<double>(n);
    return pairs <= kMostPairs ? exact_p(distance, m, n) : series_p(distance, m, n);
}

std::vector<double> holm_adjusted(const std::vector<double>& p) {
    for (const double value : p) require(value >= 0 && value <= 1, "a p-value is in [0, 1]");
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] < p[b]; });
    std::vector<double> adjusted(p.size());
    double least = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        least = std::max(least, static_cast<double>(p.size() - rank) * p[order[rank]]);
        adjusted[order[rank]] = std::min(least, 1.0);
    }
    return adjusted;
}

RegionalResult regional_sensitivity(const Eigen::MatrixXd& points, const Eigen::MatrixXd& interest) {
    check(points, interest);
    RegionalResult result;
    for (Eigen::Index split = 0; split < interest.cols(); ++split) {
        const Eigen::VectorXd cases = interest.col(split);
        const auto rows = rows_made(cases);
        const auto made = static_cast<Eigen::Index>(rows.size());
        const auto hits = std::count(cases.begin(), cases.end(), 1.0);
        require(hits >= kFewest && made - hits >= kFewest, "split " + std::to_string(split) + " has " +
                                                               std::to_string(hits) + " runs of interest and " +
                                                               std::to_string(made - hits) + " others; at least " +
                                                               std::to_string(kFewest) + " of each are needed");
        result.of_interest.push_back(hits);
        result.others.push_back(made - hits);
        result.failed_runs.push_back(points.rows() - made);
        auto& of_split = result.sensitivities.emplace_back();
        for (Eigen::Index k = 0; k < points.cols(); ++k) of_split.push_back(compared(points.col(k), cases, rows, hits));
    }
    adjust(result.sensitivities);
    return result;
}

}  // namespace concord::calibration
