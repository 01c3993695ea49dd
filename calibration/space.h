// What a study varies: named parameters, each with a distribution over a range (the prior). Designs are made in the
// unit cube and carried into the space by the quantiles; chains and particles come back by the cumulative
// distributions.
#pragma once

#include <Eigen/Core>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::calibration {

enum class Shape { kUniform, kLogUniform, kTriangular, kLogTriangular, kNormal, kLogNormal };
std::string_view shape_name(Shape shape);  // "uniform", "log_uniform", ...
Shape shape_named(std::string_view name);  // throws std::invalid_argument with what is allowed

// One parameter. `low` and `high` bound it, all shapes alike (a normal is cut there); of the log shapes both are above
// 0.
struct Dimension {
    std::string name;
    Shape shape = Shape::kUniform;
    double low = 0, high = 1;
    double mode = 0;          // (log-)triangular: in [low, high]
    double mean = 0, sd = 1;  // (log-)normal, before it is cut; of the logarithm where log. sd above 0
    std::string group = {};   // what is varied together where a method takes groups; empty: by itself
};

class Space {
  public:
    // Throws std::invalid_argument naming the parameter and what is wrong: no parameters, a name twice or empty, bounds
    // not finite or the wrong way round, a mode outside them, an sd not above 0, a normal with less than 1e-12 of its
    // mass between its bounds.
    explicit Space(std::vector<Dimension> dimensions);

    Eigen::Index size() const { return static_cast<Eigen::Index>(dimensions_.size()); }
    const Dimension& operator[](Eigen::Index k) const { return dimensions_[static_cast<std::size_t>(k)]; }
    std::span<const Dimension> dimensions() const { return dimensions_; }
    // Groups in order of their first parameter, [groups] of indices; a parameter without one is its own.
    std::vector<std::vector<Eigen::Index>> groups() const;
    std::vector<std::string> group_names() const;

    double quantile(Eigen::Index k, double unit) const;      // unit in [0, 1]
    double cumulative(Eigen::Index k, double value) const;   // 0 below the range, 1 above
    double log_density(Eigen::Index k, double value) const;  // -infinity outside

    // One point a row, [n][parameters], both ways.
    Eigen::MatrixXd from_unit(const Eigen::MatrixXd& unit) const;
    Eigen::MatrixXd to_unit(const Eigen::MatrixXd& points) const;
    double log_density(const Eigen::VectorXd& point) const;
    bool contains(const Eigen::VectorXd& point) const;

  private:
    std::vector<Dimension> dimensions_;
};

}  // namespace concord::calibration
