// The model of a study, run in memory for points and seeds: Concord, or another program that is given a table of runs
// and writes one of results (docs/study_file.md).
#pragma once

#include <Eigen/Core>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenarios/study/study.h"
#include "sim/world/geography.h"

namespace concord::study {

// Somebody asked to stop; what was finished is kept.
struct Interrupted : std::runtime_error {
    Interrupted() : std::runtime_error("interrupted") {}
};

struct StudyRuns {
    Eigen::MatrixXd outputs;            // [rows][outputs of the study]; NaN where a run failed
    std::vector<std::string> problems;  // [rows]; empty where nothing is missing
};

// Of points [rows][varied parameters] and seeds [rows]: the same give the same bits. Throws Interrupted.
using StudyModel = std::function<StudyRuns(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds)>;

struct ModelOptions {
    int threads = 1;
    const std::atomic<bool>* stop = nullptr;
    std::filesystem::path scratch{};  // of a program: the folder its tables are put into, and removed from
};

// The population is built at the first call. The study must outlive the model.
StudyModel model_of(const Study& study, const sim::Geography& geography, const ModelOptions& options);

// All of a study that its runs depend on besides points and seeds, as text; the table of places by its checksums.
std::string model_text(const Study& study, const scenarios::Checksums& table);

}  // namespace concord::study
