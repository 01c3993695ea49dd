// What a study studies: any function of parameters and a seed. Methods ask for whole batches, so that whoever brings
// the model decides how it is run: in threads of this program, in other programs, from Python.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace concord::calibration {

// Outputs for points, one a row: [n][parameters] and [n] seeds to [n][outputs]. The same point and seed give the same
// bits. A run that failed is a row of NaN.
using Model = std::function<Eigen::MatrixXd(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds)>;

using OneRun = std::function<Eigen::VectorXd(const Eigen::VectorXd& point, std::uint32_t seed)>;

// A model of single runs, made in parallel on as many threads as OpenMP gives. `one` is called from several threads at
// once; what it throws (a std::exception) is a failed run, and so are outputs that are not finite. `failed`, where
// given, gets "row N: why", in order of the rows; it is appended to. Throws std::invalid_argument where a run gives
// another number of outputs.
Model in_parallel(OneRun one, Eigen::Index outputs, std::vector<std::string>* failed = nullptr);

// Seeds of runs: [n], of a study's seed alone, the same for the same number whatever the batch.
std::vector<std::uint32_t> run_seeds(std::uint32_t seed, std::uint32_t first, Eigen::Index n);

}  // namespace concord::calibration
