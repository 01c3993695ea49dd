#include "calibration/model.h"

#include <limits>
#include <stdexcept>

#include "calibration/random.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {

Model in_parallel(OneRun one, Eigen::Index outputs, std::vector<std::string>* failed) {
    return
        [one = std::move(one), outputs, failed](const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
            const auto rows = static_cast<std::size_t>(points.rows());
            if (seeds.size() != rows) throw std::invalid_argument("a batch needs one seed a point");
            Eigen::MatrixXd result =
                Eigen::MatrixXd::Constant(points.rows(), outputs, std::numeric_limits<double>::quiet_NaN());
            std::vector<std::string> problems(rows);
            sim::parallel_for(static_cast<int>(rows), [&](int n) {
                std::string& problem = problems[static_cast<std::size_t>(n)];
                Eigen::VectorXd made;
                try {
                    made = one(points.row(n).transpose(), seeds[static_cast<std::size_t>(n)]);
                } catch (const std::exception& failure) {
                    problem = failure.what();
                    return;
                }
                if (made.size() != outputs)
                    throw std::invalid_argument("the model gives " + std::to_string(made.size()) + " outputs for " +
                                                std::to_string(outputs));
                if (made.allFinite())
                    result.row(n) = made.transpose();
                else
                    problem = "an output is not a finite number";
            });
            if (failed == nullptr) return result;
            for (std::size_t n = 0; n < rows; ++n)
                if (!problems[n].empty()) failed->push_back("row " + std::to_string(n) + ": " + problems[n]);
            return result;
        };
}

std::vector<std::uint32_t> run_seeds(std::uint32_t seed, std::uint32_t first, Eigen::Index n) {
    std::vector<std::uint32_t> seeds;
    for (Eigen::Index k = 0; k < n; ++k)
        seeds.push_back(Random(seed, Method::kSeeds, first + static_cast<std::uint32_t>(k))());
    return seeds;
}

}  // namespace concord::calibration
