#include "scenarios/compare/folder_contents.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/paths.h"
#include "scenarios/files/text.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

struct Known {
    const char *path, *what;
};
constexpr Known kFiles[] = {
    {"plan.h5", "the plan: every run with its seed and parameter draw"},
    {"comparison.h5", "the comparison (netCDF-4)"},
    {"comparison.csv", "the comparison as a table"},
    {"monitoring.csv", "the chances that monitoring tells options from the baseline"},
    {"monitoring_series.csv", "what was measured, what was true, and the gap, by quarter"},
    {"stress.csv", "what the events of the stress test do to each option"},
    {"stress.h5", "the same for programs"},
    {"report.html", "the options report"},
    {"report.pdf", "the options report, printed"},
    {"report.xlsx", "the tables of the options report"},
    {"executive_report.html", "the short options report"},
    {"executive_report.pdf", "the short options report, printed"},
    {"executive_report.xlsx", "the tables of the short options report"},
};
constexpr Known kFolders[] = {{"runs", "one file a run"}, {"fields", "whole results files of the first replicates"}};

constexpr const char *kContested = "contested", *kDose = "dose";

std::vector<std::string> folders_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

bool holds_anything(const fs::path& folder) {
    std::error_code missing;
    return fs::directory_iterator(folder, missing) != fs::directory_iterator();
}

// Paths of the comparisons beside this one: stress, contested/equal_exposure, dose/2. One that is set apart by nothing
// is a comparison of its own, which somebody keeps here.
std::vector<std::string> beside(const fs::path& folder) {
    std::vector<std::string> paths;
    for (const std::string& name : folders_in(folder)) {
        if (is_there(folder / name / "plan.h5") && !read_plan(folder / name / "plan.h5").assumption.empty())
            paths.push_back(name);
        if (name != kContested && name != kDose) continue;
        for (const std::string& below : folders_in(folder / name))
            if (is_there(folder / name / below / "plan.h5")) paths.push_back(name + "/" + below);
    }
    return paths;
}

std::string how_many(int of, const char* what) { return counted(static_cast<std::size_t>(of), what); }

bool is_below(const std::string& path, const char* parent) { return path.starts_with(std::string(parent) + "/"); }

}  // namespace

std::vector<std::pair<std::string, std::string>> contents_of(const fs::path& folder) {
    std::vector<std::pair<std::string, std::string>> contents;
    for (const Known& file : kFiles)
        if (is_file(folder / file.path)) contents.emplace_back(file.path, file.what);
    for (const Known& known : kFolders)
        if (holds_anything(folder / known.path)) contents.emplace_back(std::string(known.path) + "/", known.what);
    for (const std::string& path : beside(folder))
        contents.emplace_back(path + "/", "the same comparison, " + set_apart_by(read_plan(folder / path / "plan.h5")));
    return contents;
}

std::vector<std::string> left_behind(const fs::path& folder, const Comparison& comparison) {
    std::vector<std::string> sentences;
    for (const std::string& path : beside(folder)) {
        const Plan plan = read_plan(folder / path / "plan.h5");
        const bool contested = is_below(path, kContested);
        if (plan.scenarios() >= comparison.scenarios() && (contested || plan.replicates >= comparison.replicates))
            continue;
        const char* option = contested ? "--contested" : is_below(path, kDose) ? "--dose" : "--stress";
        sentences.push_back(fmt::format(
            "{} ({}) stayed behind: {} of {}, the comparison has {} of {}. The same command with {} as before and "
            "--resume brings it up to date",
            contested || is_below(path, kDose) ? path : path + " with stress.csv", set_apart_by(plan),
            how_many(plan.replicates, "run"), how_many(plan.scenarios(), "scenario"),
            how_many(comparison.replicates, "run"), comparison.scenarios(), option));
    }
    return sentences;
}

}  // namespace concord::scenarios
