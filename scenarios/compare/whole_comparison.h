// What `concord compare` does with its folder, for the program and for Python alike: the comparison itself, and what it
// is asked for besides (contested assumptions, other sizes, events, monitoring), each run, folded and written.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/draws_file.h"
#include "scenarios/compare/ensemble.h"
#include "scenarios/compare/stress.h"

namespace concord::scenarios {

// What is asked for, besides the scenarios.
struct CompareRequest {
    std::filesystem::path folder = "comparison";
    int runs = 50;                      // pairs of each option with the baseline; with `until_se` at most so many
    std::string draws = "defaults";     // "defaults", "prior" or a file of draws
    std::uint32_t seed = 1;             // of the plan
    std::string matters{};              // smallest differences that matter; empty: the usual ones
    int contested = -1;                 // pairs under each contested assumption; -1: a tenth of the runs, at least two
    int keep_fields = 1;                // whole results files of the first replicates
    bool dose = false;                  // every option at kDoses times its size as well
    std::vector<std::string> stress{};  // events (stress.h) that every option meets as well
    std::optional<double> until_se{};   // EnsembleOptions
    sim::Kernel kernel = sim::Kernel::kAssimilation;
    bool resume = false;
    EnsembleOptions::OnError on_error = EnsembleOptions::OnError::kStop;
    double patience_minutes = 60;
    int threads = 1;
    ProcessGroup group{};
};

// "--keep-fields -1" or "keep_fields = -1": how a caller names an option, which is given as the program spells it.
using SayOption = std::function<std::string(std::string_view option, const std::string& value)>;

// A request, and all of it that can be read and refused before there is a population.
struct PreparedComparison {
    CompareRequest request;
    std::vector<sim::Scenario> options;  // the baseline first
    Checksums inputs;                    // of the table
    std::vector<sim::SmallestDifference> matters{};
    std::optional<DrawsFile> draws{};
    std::vector<std::vector<sim::Scenario>> at_doses{};  // with `dose`, in the order of kDoses
    StressTwins twins{};                                 // with `stress`
};

// Throws std::invalid_argument for what is out of range.
void check_request(const CompareRequest& request, std::size_t scenarios, const SayOption& say);
// Throws std::invalid_argument or InputError; for a dose that a lever does not go to, too.
PreparedComparison prepare_comparison(CompareRequest request, std::vector<sim::Scenario> options, Checksums inputs,
                                      const sim::Geography& geography);

// The runs of one folder among those of the comparison. `assumption`: under which, in words; empty: the comparison.
struct ComparedPart {
    std::filesystem::path folder;
    std::string assumption;
};
using MakeRuns = std::function<EnsembleResult(const EnsembleOptions&)>;
// Calls `make` with these options and its own `stop`, `note` and `progress`; returns or throws what that does.
using SeeToRuns = std::function<EnsembleResult(const ComparedPart&, EnsembleOptions, const MakeRuns& make)>;

// What came of it. Empty but for `Comparison{}`s in a process that does not lead its group.
struct WholeComparison {
    Comparison comparison;
    std::vector<Comparison> contested{}, doses{};
    std::optional<Comparison> twin{};  // beside the comparison's own runs, with or without events (StressTwins)
    std::optional<Stress> stress{};
    std::vector<std::string> left_behind{};  // sentences (folder_contents.h)
};

// Makes and writes all of it. Empty where the runs of a part were stopped, or some failed: what is done is kept. Throws
// what run_ensemble, fold and the writers throw.
std::optional<WholeComparison> make_comparison(const sim::World& world, const PreparedComparison& prepared,
                                               const SeeToRuns& see_to);

// The answer as it is printed; `details`: with the numbers behind it. At most 120 columns.
std::string answer_of(const WholeComparison& whole, const PreparedComparison& prepared, const sim::Geography& geography,
                      const std::vector<std::string>& outputs, bool details);

}  // namespace concord::scenarios
