// Runs of a study, kept in its folder as they are made: `runs/LABEL-BATCH-PART.csv`, each written whole or not at all
// and carrying a checksum of what it was made from. A study that was killed is done again from its beginning, and what
// is kept is not run again: every method is a function of its runs, so it goes on to the same bytes. Several processes
// share the parts of a batch (process_group.h).
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "calibration/model.h"
#include "scenarios/compare/process_group.h"
#include "scenarios/study/study_model.h"

namespace concord::study {

struct KeptOptions {
    std::filesystem::path folder;  // of the study, made where it is not there
    scenarios::ProcessGroup group{};
    double patience_minutes = 60;  // how long a process waits without a new part of the others
    const std::atomic<bool>* stop = nullptr;
    std::function<void(const std::string&)> note{};  // what the user should know: a damaged part that is made again
    std::function<void(const std::string& label, int done, int total)> progress{};  // rows of a batch
};

// Before the first run. `text`: all that runs depend on besides points and seeds (model_text); it is kept in the folder
// as `model.txt`. The leading process writes it, or throws InputError where the folder holds runs of another model, or
// of this one and they are not to be gone on with; the others wait for it.
void settle(const std::string& text, bool resume, const KeptOptions& options);

class KeptRuns {
  public:
    // `text`: as settled.
    KeptRuns(std::string text, StudyModel model, std::vector<std::string> outputs, int rows_of_part,
             KeptOptions options);

    // Batches of one label, numbered as they are asked for. The runs must outlive it. What it throws: Interrupted,
    // InputError where a part is of another study, what the model throws, std::runtime_error where other processes are
    // waited for in vain.
    calibration::Model model(const std::string& label);

    // Runs that failed so far: how many, and why the first did.
    int failed() const { return failed_; }
    int made() const { return made_; }  // rows in all, kept ones included
    const std::string& first_problem() const { return first_problem_; }

  private:
    struct Part;
    Eigen::MatrixXd batch(const std::string& label, const Eigen::MatrixXd& points,
                          std::span<const std::uint32_t> seeds);
    bool find(const Part& part, StudyRuns& runs) const;
    void make(const Part& part) const;
    void await(const std::vector<Part>& parts, const std::string& label);
    bool stopped() const { return options_.stop != nullptr && *options_.stop; }

    std::string text_;
    StudyModel model_;
    std::vector<std::string> outputs_;
    int rows_of_part_;
    KeptOptions options_;
    std::map<std::string, int> batches_;  // by label
    int failed_ = 0, made_ = 0;
    std::string first_problem_;
};

}  // namespace concord::study
