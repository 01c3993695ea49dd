#include "calibration/morris.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "calibration/random.h"
#include "calibration/requirement.h"

namespace concord::calibration {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSameDistance = 1e-9;

constexpr Requirement require("morris");

// One trajectory, [groups + 1][parameters]. Each parameter starts at one of the levels that leave room for its step.
Eigen::MatrixXd trajectory(const Groups& groups, Eigen::Index parameters, int levels, Random random) {
    const double step = levels / (2.0 * (levels - 1));
    Eigen::VectorXd at(parameters), moves(parameters);
    for (Eigen::Index k = 0; k < parameters; ++k) {
        const double base = random.below(static_cast<std::uint32_t>(levels / 2)) / (levels - 1.0);
        const bool up = random.below(2) == 1;
        at[k] = up ? base : base + step;
        moves[k] = up ? base + step : base;
    }
    std::vector<std::size_t> order(groups.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order, random);
    Eigen::MatrixXd rows(static_cast<Eigen::Index>(groups.size()) + 1, parameters);
    rows.row(0) = at.transpose();
    for (std::size_t g = 0; g < order.size(); ++g) {
        for (const Eigen::Index k : groups[order[g]]) at[k] = moves[k];
        rows.row(static_cast<Eigen::Index>(g) + 1) = at.transpose();
    }
    return rows;
}

// The step into a row: which group moves, by how far (below 0 where its first member goes down).
struct Step {
    std::size_t group = 0;
    double distance = 0;
};

Step step_into(const Groups& groups, const Eigen::MatrixXd& points, Eigen::Index row) {
    const Eigen::VectorXd moved = (points.row(row) - points.row(row - 1)).transpose();
    Step step;
    int groups_moved = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const double first = moved[groups[g].front()];
        for (const Eigen::Index k : groups[g])
            require(std::abs(std::abs(moved[k]) - std::abs(first)) <= kSameDistance,
                    "members of a group move by different distances into row " + std::to_string(row));
        if (std::abs(first) <= kSameDistance) continue;
        step = {g, first};
        ++groups_moved;
    }
    require(groups_moved == 1,
            "into row " + std::to_string(row) + " one group should move, not " + std::to_string(groups_moved));
    return step;
}

// Effects of one output, [trajectories][groups]; NaN where a run beside the step failed.
using Effects = Eigen::MatrixXd;

std::vector<Step> steps(const Groups& groups, const Eigen::MatrixXd& points) {
    const auto rows = static_cast<Eigen::Index>(groups.size()) + 1;
    std::vector<Step> all;
    for (Eigen::Index first = 0; first < points.rows(); first += rows) {
        std::vector<bool> seen(groups.size(), false);
        for (Eigen::Index row = first + 1; row < first + rows; ++row) {
            all.push_back(step_into(groups, points, row));
            require(!seen[all.back().group],
                    "a trajectory moves each group once; that of row " + std::to_string(row) + " moves one twice");
            seen[all.back().group] = true;
        }
    }
    return all;
}

Effects effects_on(const Eigen::VectorXd& output, const std::vector<Step>& steps, std::size_t groups) {
    const auto count = static_cast<Eigen::Index>(groups);
    Effects effects(static_cast<Eigen::Index>(steps.size()) / count, count);
    for (std::size_t s = 0; s < steps.size(); ++s) {
        const auto trajectory = static_cast<Eigen::Index>(s) / count;
        const auto row = static_cast<Eigen::Index>(s) + trajectory + 1;
        const double effect = (output[row] - output[row - 1]) / steps[s].distance;
        effects(trajectory, static_cast<Eigen::Index>(steps[s].group)) = std::isfinite(effect) ? effect : kNaN;
    }
    return effects;
}

// mu*, mu and sigma of one group over the trajectories named.
struct Moments {
    double mu_star = kNaN, mu = kNaN, sigma = kNaN;
    Eigen::Index count = 0;
};

Moments moments(const Effects& effects, Eigen::Index group, std::span<const Eigen::Index> trajectories) {
    Moments m;
    double sum = 0, absolute = 0, squares = 0;
    for (const Eigen::Index t : trajectories) {
        const double effect = effects(t, group);
        if (std::isnan(effect)) continue;
        sum += effect, absolute += std::abs(effect), ++m.count;
    }
    if (m.count == 0) return m;
    const auto count = static_cast<double>(m.count);
    m.mu = sum / count, m.mu_star = absolute / count;
    for (const Eigen::Index t : trajectories)
        if (const double off = effects(t, group) - m.mu; !std::isnan(off)) squares += off * off;
    if (m.count > 1) m.sigma = std::sqrt(squares / (count - 1));
    return m;
}

ElementaryEffects summary(const Effects& effects, Eigen::Index group, bool alone, const Bootstrap& bootstrap) {
    const auto statistics = [&](std::span<const Eigen::Index> trajectories) {
        const Moments m = moments(effects, group, trajectories);
        return Eigen::VectorXd(Eigen::Vector3d(m.mu_star, alone ? m.mu : kNaN, alone ? m.sigma : kNaN));
    };
    std::vector<Eigen::Index> all(static_cast<std::size_t>(effects.rows()));
    std::iota(all.begin(), all.end(), Eigen::Index{0});
    const Eigen::VectorXd found = statistics(all);
    const auto ranges = bootstrap_intervals(effects.rows(), statistics, bootstrap);
    return {found[0], found[1], found[2], ranges[0], ranges[1], ranges[2], moments(effects, group, all).count};
}

void check(const Groups& groups, const Eigen::MatrixXd& points, const Eigen::MatrixXd& outputs) {
    const auto parameters = static_cast<Eigen::Index>(group_of_each(groups).size());
    const auto rows = static_cast<Eigen::Index>(groups.size()) + 1;
    require(points.cols() == parameters, "the groups are of " + std::to_string(parameters) +
                                             " parameters, the design of " + std::to_string(points.cols()));
    require(points.rows() > 0 && points.rows() % rows == 0, "a design has whole trajectories of " +
                                                                std::to_string(rows) + " rows; this one has " +
                                                                std::to_string(points.rows()) + " rows");
    require(points.allFinite(), "a point of the design is not finite");
    require(outputs.rows() == points.rows(), "there are outputs for " + std::to_string(outputs.rows()) + " of " +
                                                 std::to_string(points.rows()) + " rows");
    require(outputs.cols() > 0, "there are no outputs");
}

}  // namespace

Eigen::MatrixXd morris_design(const Groups& groups, Eigen::Index trajectories, std::uint32_t seed, int levels) {
    const auto parameters = static_cast<Eigen::Index>(group_of_each(groups).size());
    require(levels >= 2 && levels % 2 == 0, "levels are an even number from 2, not " + std::to_string(levels));
    require(trajectories >= 1, "trajectories start at 1");
    const auto rows = static_cast<Eigen::Index>(groups.size()) + 1;
    Eigen::MatrixXd points(trajectories * rows, parameters);
    for (Eigen::Index t = 0; t < trajectories; ++t)
        points.middleRows(t * rows, rows) =
            trajectory(groups, parameters, levels, Random(seed, Method::kMorris, static_cast<std::uint32_t>(t)));
    return points;
}

MorrisResult morris_analysis(const Groups& groups, const Eigen::MatrixXd& points, const Eigen::MatrixXd& outputs,
                             const Bootstrap& bootstrap) {
    check(groups, points, outputs);
    const auto moves = steps(groups, points);
    MorrisResult result;
    for (Eigen::Index row = 0; row < outputs.rows(); ++row) result.failed_runs += !outputs.row(row).allFinite();
    for (Eigen::Index o = 0; o < outputs.cols(); ++o) {
        const Effects effects = effects_on(outputs.col(o), moves, groups.size());
        auto& of_output = result.effects.emplace_back();
        for (std::size_t g = 0; g < groups.size(); ++g)
            of_output.push_back(summary(effects, static_cast<Eigen::Index>(g), groups[g].size() == 1, bootstrap));
    }
    return result;
}

}  // namespace concord::calibration
