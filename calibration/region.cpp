#include "calibration/region.h"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "calibration/random.h"
#include "calibration/requirement.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

constexpr Eigen::Index kFamily = 5;  // particles that come of one survivor
constexpr int kShrinkages = 60;      // of a line: by then it is a point

constexpr Requirement require("region");

void check(Eigen::Index inputs, const RegionChoices& c, std::uint32_t part) {
    require(inputs >= 1, "there are no inputs");
    require(c.candidates >= 100, "candidates must be 100 or more");
    require(c.enough >= 1 && c.enough <= c.candidates, "enough must be 1 or more, and no more than the candidates");
    require(c.particles >= 50 && c.particles <= c.candidates, "particles must be 50 or more, up to the candidates");
    require(c.moves >= 1 && c.moves <= 200, "moves must be 1 to 200");
    require(c.least_share > 0 && c.least_share < 1, "the least share must be between 0 and 1");
    require(part < 65536, "parts must be below 65536");
}

struct Points {
    Eigen::MatrixXd at;
    Eigen::VectorXd value;
};

Points valued(const UnitFunction& function, Eigen::MatrixXd at) {
    Eigen::VectorXd value = function(at);
    require(value.size() == at.rows(), "the function gives another number of values than points");
    require(!value.array().isNaN().any(), "a value of the function is not a number");
    return {.at = std::move(at), .value = std::move(value)};
}

std::vector<Eigen::Index> inside(const Eigen::VectorXd& value, double limit) {
    std::vector<Eigen::Index> rows;
    for (Eigen::Index k = 0; k < value.size(); ++k)
        if (value[k] <= limit) rows.push_back(k);
    return rows;
}

double smallest(Eigen::VectorXd value, Eigen::Index rank) {
    std::nth_element(value.begin(), value.begin() + (rank - 1), value.end());
    return value[rank - 1];
}

// A line through a point inside, and the part of it that may still hold the next point.
struct Line {
    Random random;
    Eigen::RowVectorXd direction;
    double low = 0, high = 0;
    bool found = false;

    Line(Random chances, const Eigen::RowVectorXd& from, const Eigen::MatrixXd& survivors) : random(chances) {
        direction = Eigen::RowVectorXd::Zero(from.size());
        if (random.unit() < 0.5) {
            const auto a = random.below(static_cast<std::uint32_t>(survivors.rows()));
            direction = survivors.row(a) - survivors.row(random.below(static_cast<std::uint32_t>(survivors.rows())));
        }
        if (direction.isZero(0)) direction[random.below(static_cast<std::uint32_t>(from.size()))] = 1;
        low = -1e300, high = 1e300;
        for (Eigen::Index k = 0; k < from.size(); ++k) {
            if (direction[k] == 0) continue;
            const double to_0 = -from[k] / direction[k], to_1 = (1 - from[k]) / direction[k];
            low = std::max(low, std::min(to_0, to_1)), high = std::min(high, std::max(to_0, to_1));
        }
    }
    void shrink(double tried) { (tried < 0 ? low : high) = tried; }
};

// Each particle along a line of its own, all in step so that the function is asked for many at once.
void move(Points& particles, const Eigen::MatrixXd& survivors, const UnitFunction& function, double limit,
          std::uint32_t seed, std::uint32_t part) {
    std::vector<Line> lines;
    std::vector<Eigen::Index> open;
    for (Eigen::Index k = 0; k < particles.at.rows(); ++k) {
        lines.emplace_back(Random(seed, Method::kWaves, static_cast<std::uint32_t>(k), part), particles.at.row(k),
                           survivors);
        open.push_back(k);
    }
    for (int shrinkage = 0; shrinkage < kShrinkages && !open.empty(); ++shrinkage) {
        Eigen::MatrixXd proposed(static_cast<Eigen::Index>(open.size()), particles.at.cols());
        std::vector<double> along(open.size());
        for (std::size_t n = 0; n < open.size(); ++n) {
            Line& line = lines[static_cast<std::size_t>(open[n])];
            along[n] = line.low + line.random.unit() * (line.high - line.low);
            proposed.row(static_cast<Eigen::Index>(n)) =
                (particles.at.row(open[n]) + along[n] * line.direction).cwiseMax(0.0).cwiseMin(1.0);
        }
        const Points tried = valued(function, proposed);
        std::vector<Eigen::Index> still_open;
        for (std::size_t n = 0; n < open.size(); ++n) {
            const auto row = static_cast<Eigen::Index>(n);
            if (tried.value[row] <= limit) {
                particles.at.row(open[n]) = tried.at.row(row), particles.value[open[n]] = tried.value[row];
            } else {
                lines[static_cast<std::size_t>(open[n])].shrink(along[n]);
                still_open.push_back(open[n]);
            }
        }
        open = still_open;
    }
}

// Survivors in turn until there are so many.
Points multiplied(const Points& points, const std::vector<Eigen::Index>& survivors, Eigen::Index particles) {
    std::vector<Eigen::Index> rows;
    for (Eigen::Index k = 0; k < particles; ++k)
        rows.push_back(survivors[static_cast<std::size_t>(k) % survivors.size()]);
    return {.at = points.at(rows, Eigen::all), .value = points.value(rows)};
}

// Share so far, with the relative variance that the counts of each step leave it.
struct Product {
    double share = 1, relative_variance = 0;
    void times(double part, double counted) {
        share *= part;
        relative_variance += (1 - part) / (part * counted);
    }
    ShareInterval interval() const {
        const double wide = sim::maths::exp(1.95996398454005423552 * std::sqrt(relative_variance));
        return {.share = share, .low = share / wide, .high = std::min(1.0, share * wide)};
    }
};

void lower_step_by_step(Region& region, Points points, const UnitFunction& function, double limit,
                        const RegionChoices& choices, std::uint32_t seed, std::uint32_t part) {
    Product product;
    double before = std::numeric_limits<double>::infinity();
    double counted = static_cast<double>(points.at.rows());  // Sobol points; then families
    for (bool there = false; !there; ++region.steps) {
        const double step = std::max(limit, smallest(points.value, choices.particles / kFamily));
        const auto survivors = inside(points.value, step);
        const double held = product.share;
        product.times(static_cast<double>(survivors.size()) / static_cast<double>(points.at.rows()), counted);
        if (!(step < before) || product.share < choices.least_share) {
            region.share = {.share = 0, .low = 0, .high = held};
            return;
        }
        there = step <= limit;
        before = step;
        const Eigen::MatrixXd stand = points.at(survivors, Eigen::all);
        points = multiplied(points, survivors, choices.particles);
        counted = std::min(static_cast<double>(survivors.size()), static_cast<double>(choices.particles));
        for (int m = 0; m < choices.moves; ++m)
            move(points, stand, function, step, seed,
                 part << 16 | static_cast<std::uint32_t>(region.steps & 255) << 8 | static_cast<std::uint32_t>(m));
    }
    region.sample = points.at;
    region.share = product.interval();
}

}  // namespace

Eigen::MatrixXd shifted_sobol(Eigen::Index n, Eigen::Index inputs, std::uint32_t seed, std::uint32_t part) {
    boost::random::sobol engine(static_cast<std::size_t>(inputs));
    Random random(seed, Method::kSobolShift, part);
    Eigen::RowVectorXd shift(inputs);
    for (double& s : shift) s = random.unit();
    Eigen::MatrixXd unit(n, inputs);
    for (Eigen::Index k = 0; k < n; ++k)
        for (Eigen::Index j = 0; j < inputs; ++j) {
            const double x = static_cast<double>(engine() >> 11) * 0x1.0p-53 + shift[j];
            unit(k, j) = x < 1 ? x : x - 1;
        }
    return unit;
}

Region find_region(const UnitFunction& function, double limit, Eigen::Index inputs, const RegionChoices& choices,
                   std::uint32_t seed, std::uint32_t part) {
    check(inputs, choices, part);
    const Points points = valued(function, shifted_sobol(choices.candidates, inputs, seed, part));
    const auto kept = inside(points.value, limit);
    Region region{.sample = Eigen::MatrixXd(0, inputs), .share = {}, .candidates = points.at};
    region.by_rejection = static_cast<Eigen::Index>(kept.size()) >= choices.enough;
    if (region.by_rejection) {
        region.sample = points.at(kept, Eigen::all);
        region.share = share_interval(static_cast<long>(kept.size()), static_cast<long>(points.at.rows()));
    } else {
        lower_step_by_step(region, points, function, limit, choices, seed, part);
    }
    return region;
}

}  // namespace concord::calibration
