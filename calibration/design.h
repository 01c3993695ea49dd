// Designs: points that fill the unit cube, one a row ([n][parameters]); Space::from_unit carries them into a space.
// Throws std::invalid_argument where there is no point or no parameter, or more of them than allowed.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace concord::calibration {

// Latin hypercube (McKay, Beckman, Conover 1979): each parameter has one point in each of n equal slices, anywhere in
// it.
Eigen::MatrixXd latin_hypercube(Eigen::Index n, Eigen::Index parameters, std::uint32_t seed);

// Of `tries` Latin hypercubes the one whose nearest two points are farthest apart (Johnson, Moore, Ylvisaker 1990); the
// first is latin_hypercube of the same seed. tries from 1. Work: tries x n^2 x parameters.
Eigen::MatrixXd maximin_latin_hypercube(Eigen::Index n, Eigen::Index parameters, std::uint32_t seed, int tries = 50);

// Distance of the nearest two rows; infinity of fewer than two.
double smallest_distance(const Eigen::MatrixXd& points);

// Sobol' sequence with the direction numbers of Joe and Kuo (2008), moved by a random digital shift of 32 bits (Owen
// 1998): each point by itself is uniform, and the net is kept. Rows first ... first + n - 1, so that the first rows of
// any design are the smaller design. None is skipped, the origin included: only so are the first 2^m a net, and the
// shift has taken it away from the corner. Up to 3667 parameters, 2^31 rows; take powers of 2. Coordinates are in
// (0, 1), never 0 or 1.
Eigen::MatrixXd sobol_sequence(Eigen::Index n, Eigen::Index parameters, std::uint32_t seed, Eigen::Index first = 0);

// What is varied together: indices of parameters, [groups]; Space::groups() gives them.
using Groups = std::vector<std::vector<Eigen::Index>>;
Groups each_alone(Eigen::Index parameters);

// Group of each parameter, [parameters]. Throws where a parameter is in none or in two, or a group is empty.
std::vector<Eigen::Index> group_of_each(const Groups& groups);

}  // namespace concord::calibration
