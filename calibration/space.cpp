#include "calibration/space.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "calibration/normal.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLeastMass = 1e-12;  // of a normal between its bounds: below, its quantiles have no digits left
constexpr std::array<std::string_view, 6> kShapeNames = {"uniform",        "log_uniform", "triangular",
                                                         "log_triangular", "normal",      "log_normal"};

bool is_log(Shape shape) {
    return shape == Shape::kLogUniform || shape == Shape::kLogTriangular || shape == Shape::kLogNormal;
}

// A dimension on the scale on which its shape is plain: the logarithm's where it is a log shape.
struct Plain {
    Shape shape;
    double low, high, mode, mean, sd;
    double below = 0, mass = 1;  // normal: of the uncut one, below low and between the bounds

    explicit Plain(const Dimension& d)
        : shape(d.shape), low(d.low), high(d.high), mode(d.mode), mean(d.mean), sd(d.sd) {
        if (is_log(shape)) {
            low = sim::maths::log(low), high = sim::maths::log(high);
            if (shape == Shape::kLogTriangular) mode = std::clamp(sim::maths::log(mode), low, high);
        }
        if (!normal()) return;
        below = normal_cumulative((low - mean) / sd);
        mass = normal_cumulative((high - mean) / sd) - below;
    }
    bool normal() const { return shape == Shape::kNormal || shape == Shape::kLogNormal; }
    bool triangular() const { return shape == Shape::kTriangular || shape == Shape::kLogTriangular; }

    double quantile(double unit) const {
        if (normal()) return mean + sd * normal_quantile(below + unit * mass);
        if (!triangular()) return low + unit * (high - low);
        const double width = high - low, turn = (mode - low) / width;
        return unit < turn ? low + std::sqrt(unit * width * (mode - low))
                           : high - std::sqrt((1 - unit) * width * (high - mode));
    }
    double cumulative(double x) const {
        if (normal()) return (normal_cumulative((x - mean) / sd) - below) / mass;
        const double width = high - low;
        if (!triangular()) return (x - low) / width;
        if (x < mode) return (x - low) * (x - low) / (width * (mode - low));
        return high > mode ? 1 - (high - x) * (high - x) / (width * (high - mode)) : 1;
    }
    double log_density(double x) const {
        if (normal()) return log_normal_density((x - mean) / sd) - sim::maths::log(sd) - sim::maths::log(mass);
        const double width = high - low;
        if (!triangular()) return -sim::maths::log(width);
        const double height = 2 / width;
        const double slope = x < mode ? (x - low) / (mode - low) : high > mode ? (high - x) / (high - mode) : 1;
        return sim::maths::log(height * slope);
    }
};

void check(const Dimension& d) {
    const auto require = [&](bool condition, const std::string& problem) {
        if (!condition) throw std::invalid_argument("parameter '" + d.name + "': " + problem);
    };
    require(!d.name.empty(), "has no name");
    require(std::isfinite(d.low) && std::isfinite(d.high), "a bound is not a finite number");
    require(d.low < d.high, "the lower bound is not below the upper one");
    require(!is_log(d.shape) || d.low > 0, "a log shape needs bounds above 0");
    const Plain plain(d);
    if (plain.triangular()) require(d.mode >= d.low && d.mode <= d.high, "the mode is outside the bounds");
    if (!plain.normal()) return;
    require(std::isfinite(d.mean) && std::isfinite(d.sd) && d.sd > 0, "mean and sd must be finite, the sd above 0");
    require(plain.mass >= kLeastMass, "hardly any of the normal lies between the bounds");
}

}  // namespace

std::string_view shape_name(Shape shape) { return kShapeNames[static_cast<std::size_t>(shape)]; }

Shape shape_named(std::string_view name) {
    const auto at = std::find(kShapeNames.begin(), kShapeNames.end(), name);
    if (at == kShapeNames.end())
        throw std::invalid_argument(
            "no distribution '" + std::string(name) +
            "'; there are uniform, log_uniform, triangular, log_triangular, normal, log_normal");
    return static_cast<Shape>(at - kShapeNames.begin());
}

Space::Space(std::vector<Dimension> dimensions) : dimensions_(std::move(dimensions)) {
    if (dimensions_.empty()) throw std::invalid_argument("a study varies at least one parameter; there are none");
    for (const Dimension& d : dimensions_) {
        check(d);
        const auto same = [&](const Dimension& other) { return other.name == d.name; };
        if (std::count_if(dimensions_.begin(), dimensions_.end(), same) > 1)
            throw std::invalid_argument("parameter '" + d.name + "' stands there twice");
    }
}

std::vector<std::string> Space::group_names() const {
    std::vector<std::string> names;
    for (const Dimension& d : dimensions_) {
        const std::string& name = d.group.empty() ? d.name : d.group;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
}

std::vector<std::vector<Eigen::Index>> Space::groups() const {
    const auto names = group_names();
    std::vector<std::vector<Eigen::Index>> groups(names.size());
    for (Eigen::Index k = 0; k < size(); ++k) {
        const Dimension& d = (*this)[k];
        const auto at = std::find(names.begin(), names.end(), d.group.empty() ? d.name : d.group);
        groups[static_cast<std::size_t>(at - names.begin())].push_back(k);
    }
    return groups;
}

double Space::quantile(Eigen::Index k, double unit) const {
    const Dimension& d = (*this)[k];
    const double x = Plain(d).quantile(std::clamp(unit, 0.0, 1.0));
    return std::clamp(is_log(d.shape) ? sim::maths::exp(x) : x, d.low, d.high);
}

double Space::cumulative(Eigen::Index k, double value) const {
    const Dimension& d = (*this)[k];
    if (!(value > d.low)) return 0;
    if (!(value < d.high)) return 1;
    return std::clamp(Plain(d).cumulative(is_log(d.shape) ? sim::maths::log(value) : value), 0.0, 1.0);
}

double Space::log_density(Eigen::Index k, double value) const {
    const Dimension& d = (*this)[k];
    if (!(value >= d.low && value <= d.high)) return -kInfinity;
    if (!is_log(d.shape)) return Plain(d).log_density(value);
    const double x = sim::maths::log(value);
    return Plain(d).log_density(x) - x;
}

Eigen::MatrixXd Space::from_unit(const Eigen::MatrixXd& unit) const {
    Eigen::MatrixXd points(unit.rows(), size());
    for (Eigen::Index k = 0; k < size(); ++k)
        for (Eigen::Index n = 0; n < unit.rows(); ++n) points(n, k) = quantile(k, unit(n, k));
    return points;
}

Eigen::MatrixXd Space::to_unit(const Eigen::MatrixXd& points) const {
    Eigen::MatrixXd unit(points.rows(), size());
    for (Eigen::Index k = 0; k < size(); ++k)
        for (Eigen::Index n = 0; n < points.rows(); ++n) unit(n, k) = cumulative(k, points(n, k));
    return unit;
}

double Space::log_density(const Eigen::VectorXd& point) const {
    double sum = 0;
    for (Eigen::Index k = 0; k < size(); ++k) sum += log_density(k, point[k]);
    return sum;
}

bool Space::contains(const Eigen::VectorXd& point) const {
    for (Eigen::Index k = 0; k < size(); ++k)
        if (!(point[k] >= (*this)[k].low && point[k] <= (*this)[k].high)) return false;
    return true;
}

}  // namespace concord::calibration
