// Who is near whom in a cloud of points, one a row: [n][parameters].
#pragma once

#include <Eigen/Core>
#include <vector>

namespace concord::calibration {

// The nearest other points of point `of`, nearest first; of those as near, the first. `count` below n.
std::vector<Eigen::Index> nearest_others(const Eigen::MatrixXd& points, Eigen::Index of, Eigen::Index count);

// [n]: the part that each point belongs to, numbered from 0 by their first points: those hang together that are joined
// by steps from a point to one of its `count` nearest, either way. No length is given, so parts are told at any scale;
// `count` of n - 1 or more makes one part.
std::vector<int> parts_of(const Eigen::MatrixXd& points, Eigen::Index count);

}  // namespace concord::calibration
