#include "tests/support/disclosure_walker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "scenarios/files/input_error.h"
#include "tests/support/disclosed_figures.h"
#include "tests/support/disclosed_pictures.h"
#include "tests/support/disclosed_population.h"
#include "tests/support/disclosed_study.h"
#include "tests/support/disclosed_text.h"
#include "tests/support/disclosed_variables.h"

namespace concord::tests {
namespace {

namespace fs = std::filesystem;

// Hold no measure of anybody, or figures whose CSV is read as well: scenarios, scripts and logs, provenance, pictures,
// a session's report.
constexpr std::array<std::string_view, 7> kWithoutMeasures = {".toml", ".concord", ".json", ".html",
                                                              ".png",  ".pdf",     ".xlsx"};

}  // namespace

std::vector<std::string> disclosure_complaints(const fs::path& file) {
    std::vector<std::string> complaints;
    const std::string ending = file.extension().string();
    try {
        const auto study = study_folder_of(file);
        if (study && ending == ".csv")
            complaints = complaints_of_study_table(file, *study);
        else if (study && ending == ".nc")
            complaints = complaints_of_posterior(file, *study);
        else if (study && file.filename() == "model.txt")
            complaints = complaints_of_study_model(file);
        else if (ending == ".txt")
            complaints = complaints_of_text_file(file);
        else if (ending == ".h5")
            complaints = complaints_of_variables(file);
        else if (ending == ".csv")
            complaints = complaints_of_figure(file);
        else if (ending == ".svg")
            complaints =
                fs::exists(fs::path(file).replace_extension(".csv")) ? complaints : complaints_of_picture(file);
        else if (is_population_file(file))
            complaints = complaints_of_population(file);
        else if (std::find(kWithoutMeasures.begin(), kWithoutMeasures.end(), ending) == kWithoutMeasures.end())
            complaints = {"is of no kind that is known"};
    } catch (const scenarios::InputError& error) {
        complaints = {"cannot be read: " + error.problem};
    }
    for (std::string& complaint : complaints) complaint.insert(0, file.filename().string() + ": ");
    return complaints;
}

std::vector<std::string> disclosure_complaints_below(const fs::path& folder) {
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) files.insert(entry.path());
    std::vector<std::string> all;
    for (const fs::path& file : files) {
        const auto complaints = disclosure_complaints(file);
        all.insert(all.end(), complaints.begin(), complaints.end());
    }
    return all;
}

}  // namespace concord::tests
