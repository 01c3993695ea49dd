#include "calibration/design.h"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "calibration/random.h"
#include "calibration/requirement.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

constexpr Eigen::Index kMostParameters = 3667;  // of Boost's table of direction numbers
constexpr Eigen::Index kMostRows = Eigen::Index{1} << 31;

using Sobol = boost::random::sobol_engine<std::uint32_t, 32>;

constexpr Requirement require("design");

void check_size(Eigen::Index n, Eigen::Index parameters) {
    require(n >= 1 && n <= kMostRows,
            "a design has between 1 and 2^31 points; " + std::to_string(n) + " are asked for");
    require(parameters >= 1, "there are no parameters");
}

Eigen::VectorXd one_in_each_slice(Eigen::Index n, Random random) {
    std::vector<std::uint32_t> slices(static_cast<std::size_t>(n));
    std::iota(slices.begin(), slices.end(), 0u);
    for (auto left = static_cast<std::uint32_t>(n); left > 1; --left)
        std::swap(slices[left - 1], slices[random.below(left)]);
    Eigen::VectorXd places(n);
    for (Eigen::Index row = 0; row < n; ++row)
        places[row] = (slices[static_cast<std::size_t>(row)] + random.unit()) / static_cast<double>(n);
    return places;
}

Eigen::MatrixXd hypercube(Eigen::Index n, Eigen::Index parameters, std::uint32_t seed, int number) {
    Eigen::MatrixXd points(n, parameters);
    for (Eigen::Index k = 0; k < parameters; ++k)
        points.col(k) = one_in_each_slice(n, Random(seed, Method::kLatinHypercube, static_cast<std::uint32_t>(k),
                                                    static_cast<std::uint32_t>(number)));
    return points;
}

double square_of_distance(const Eigen::MatrixXd& points, Eigen::Index a, Eigen::Index b) {
    double sum = 0;
    for (Eigen::Index k = 0; k < points.cols(); ++k) {
        const double apart = points(a, k) - points(b, k);
        sum += apart * apart;
    }
    return sum;
}

std::vector<std::uint32_t> shifts(Eigen::Index parameters, std::uint32_t seed) {
    std::vector<std::uint32_t> words;
    for (Eigen::Index k = 0; k < parameters; ++k)
        words.push_back(Random(seed, Method::kSobolShift, static_cast<std::uint32_t>(k))());
    return words;
}

}  // namespace

Eigen::MatrixXd latin_hypercube(Eigen::Index n, Eigen::Index parameters, std::uint32_t seed) {
    check_size(n, parameters);
    return hypercube(n, parameters, seed, 0);
}

double smallest_distance(const Eigen::MatrixXd& points) {
    double least = std::numeric_limits<double>::infinity();
    for (Eigen::Index a = 0; a < points.rows(); ++a)
        for (Eigen::Index b = 0; b < a; ++b) least = std::min(least, square_of_distance(points, a, b));
    return std::sqrt(least);
}

Eigen::MatrixXd maximin_latin_hypercube(Eigen::Index n, Eigen::Index parameters, std::uint32_t seed, int tries) {
    check_size(n, parameters);
    require(tries >= 1, "the best of no designs is asked for; tries start at 1");
    std::vector<double> distances(static_cast<std::size_t>(tries));
    sim::parallel_for(tries, [&](int number) {
        distances[static_cast<std::size_t>(number)] = smallest_distance(hypercube(n, parameters, seed, number));
    });
    const auto best = std::max_element(distances.begin(), distances.end());
    return hypercube(n, parameters, seed, static_cast<int>(best - distances.begin()));
}

Eigen::MatrixXd sobol_sequence(Eigen::Index n, Eigen::Index parameters, std::uint32_t seed, Eigen::Index first) {
    check_size(n, parameters);
    require(parameters <= kMostParameters, "Sobol's sequence is known for at most " + std::to_string(kMostParameters) +
                                               " parameters; " + std::to_string(parameters) + " are asked for");
    require(first >= 0 && first <= kMostRows - n, "the first row is between 0 and 2^31 less the number of points");
    const auto shift = shifts(parameters, seed);
    Sobol engine(static_cast<std::size_t>(parameters));
    if (first > 0) engine.seed(static_cast<std::uint32_t>(first - 1));  // the engine leaves out the origin, row 0
    Eigen::MatrixXd points(n, parameters);
    for (Eigen::Index row = 0; row < n; ++row)
        for (Eigen::Index k = 0; k < parameters; ++k) {
            const std::uint32_t word = first + row == 0 ? 0 : engine();
            points(row, k) = ((word ^ shift[static_cast<std::size_t>(k)]) + 0.5) * 0x1.0p-32;
        }
    return points;
}

Groups each_alone(Eigen::Index parameters) {
    Groups groups;
    for (Eigen::Index k = 0; k < parameters; ++k) groups.push_back({k});
    return groups;
}

std::vector<Eigen::Index> group_of_each(const Groups& groups) {
    std::size_t parameters = 0;
    for (const auto& members : groups) {
        require(!members.empty(), "a group has no parameters");
        parameters += members.size();
    }
    require(parameters > 0, "there are no groups of parameters");
    std::vector<Eigen::Index> group(parameters, -1);
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (const Eigen::Index k : groups[g]) {
            const bool free =
                k >= 0 && k < static_cast<Eigen::Index>(parameters) && group[static_cast<std::size_t>(k)] < 0;
            require(free, "each parameter is in one group; parameter " + std::to_string(k) +
                              " is in two, or another is in none");
            group[static_cast<std::size_t>(k)] = static_cast<Eigen::Index>(g);
        }
    return group;
}

}  // namespace concord::calibration
