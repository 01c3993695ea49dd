// Samples and model runs that several tests of methods take.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <vector>

#include "calibration/random.h"

namespace concord::tests {

// Standard normals, [n][columns].
inline Eigen::MatrixXd normals(Eigen::Index n, Eigen::Index columns, std::uint32_t seed) {
    Eigen::MatrixXd drawn(n, columns);
    for (Eigen::Index row = 0; row < n; ++row) {
        calibration::Random random(seed, calibration::Method::kPrior, static_cast<std::uint32_t>(row));
        for (Eigen::Index k = 0; k < columns; ++k) drawn(row, k) = random.normal();
    }
    return drawn;
}

// Of each function at each point, [n][functions].
using PointFunction = std::function<double(const Eigen::VectorXd& point)>;
inline Eigen::MatrixXd outputs_of(const Eigen::MatrixXd& points, const std::vector<PointFunction>& functions) {
    Eigen::MatrixXd outputs(points.rows(), static_cast<Eigen::Index>(functions.size()));
    for (Eigen::Index n = 0; n < points.rows(); ++n)
        for (std::size_t f = 0; f < functions.size(); ++f)
            outputs(n, static_cast<Eigen::Index>(f)) = functions[f](points.row(n).transpose());
    return outputs;
}

}  // namespace concord::tests
