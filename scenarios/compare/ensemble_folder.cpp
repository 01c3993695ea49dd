#include "scenarios/compare/ensemble_folder.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/paths.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRunFolders[] = {"runs", "fields"};

bool has_files_of_runs(const fs::path& folder) {
    std::error_code none_there;
    for (const char* name : kRunFolders)
        for (const fs::directory_entry& entry : fs::directory_iterator(folder / name, none_there))
            if (entry.path().extension() == ".h5") return true;
    return false;
}

void make_folders(const EnsembleOptions& options) {
    fs::create_directories(options.folder / "runs");
    if (options.keep_fields > 0) fs::create_directories(options.folder / "fields");
}

void start_new(const fs::path& path, const Plan& plan, const EnsembleOptions& options) {
    if (has_files_of_runs(options.folder))
        throw InputError(options.folder.string(), 0, 0,
                         "holds runs but no plan.h5 that says what they are; put the plan back, or choose another "
                         "folder with --out");
    make_folders(options);
    write_plan(path, plan);
}

// Whether the plan of the folder is the very one asked for, not one that has yet to grow. Throws InputError for
// another.
bool is_settled(const fs::path& path, const Plan& plan) {
    const Plan existing = read_plan(path);
    if (const std::string what = difference(existing, plan); !what.empty())
        throw InputError(path.string(), 0, 0, "is the plan of another comparison: " + what);
    return !grows(existing, plan);
}

}  // namespace

void settle_plan(const Plan& plan, const EnsembleOptions& options) {
    const fs::path path = options.folder / "plan.h5";
    if (!is_there(path)) return start_new(path, plan, options);
    if (!options.resume)
        throw InputError(options.folder.string(), 0, 0,
                         "already holds a comparison; go on with it by --resume, or choose another folder with --out");
    const Plan existing = read_plan(path);
    if (const std::string what = difference(existing, plan); !what.empty())
        throw InputError(path.string(), 0, 0,
                         "is the plan of another comparison, so this one cannot resume it: " + what);
    make_folders(options);
    if (grows(existing, plan)) write_plan(path, plan);
}

void wait_for_plan(const Plan& plan, const EnsembleOptions& options) {
    using Clock = std::chrono::steady_clock;
    constexpr auto kLongest = std::chrono::minutes(10);
    constexpr int kMostAttempts = 20;  // a plan that grows is replaced, and may be so between two looks at it
    const fs::path path = options.folder / "plan.h5";
    int attempts = 0;
    for (const auto begin = Clock::now();; std::this_thread::sleep_for(std::chrono::milliseconds(50))) {
        if (options.stop != nullptr && *options.stop) return;
        if (is_there(path)) {
            try {
                if (is_settled(path, plan)) break;
            } catch (const InputError&) {
                if (++attempts == kMostAttempts) throw;
            }
        }
        if (Clock::now() - begin > kLongest)
            throw std::runtime_error(
                fmt::format("process {} of {}: {} did not appear in ten minutes; do all processes see this folder?",
                            options.group.rank, options.group.size, path.string()));
    }
    make_folders(options);
}

void tidy(const EnsembleOptions& options) {
    remove_temporaries(options.folder);
    for (const char* name : kRunFolders) remove_temporaries(options.folder / name);
}

}  // namespace concord::scenarios
