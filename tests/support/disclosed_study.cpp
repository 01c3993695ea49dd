#include "tests/support/disclosed_study.h"

#include <fmt/format.h>

#include <set>
#include <sstream>

#include "scenarios/files/csv_file.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/text.h"
#include "tests/support/disclosed_measures.h"

namespace concord::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* kModelFile = "model.txt";

// What model.txt says: "output NAME OUTCOME GROUP CONDITION TIME", where a group may have spaces.
struct StudyOutput {
    std::string name{}, outcome{}, group{};
    std::size_t condition = 0;
};
struct StudyModel {
    bool of_concord = false;
    std::vector<StudyOutput> outputs;
    std::vector<bool> is_difference;  // [conditions]
    std::set<std::string> names, parameters;
    std::vector<std::string> unknown;  // lines
};

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

StudyOutput output_of(const std::vector<std::string>& words) {
    StudyOutput output{.name = words[1], .outcome = words[2], .group = words[3]};
    for (std::size_t k = 4; k + 2 < words.size(); ++k) output.group += " " + words[k];
    output.condition = std::stoul(words[words.size() - 2]);
    return output;
}

StudyModel model_in(const fs::path& file) {
    StudyModel model;
    std::istringstream text(scenarios::read_text(file));
    for (std::string line; std::getline(text, line);) {
        const std::vector<std::string> words = words_of(line);
        const std::string first = words.empty() ? "" : words.front();
        if (first == "concord")
            model.of_concord = true;
        else if (first == "output" && words.size() >= 5) {
            // Of another program there is no group: its place is empty.
            model.outputs.push_back(words.size() > 5 ? output_of(words) : StudyOutput{.name = words[1]});
            model.names.insert(words[1]);
        } else if (first == "condition" && words.size() == 3)
            model.is_difference.push_back(words[2] != "-1");
        else if ((first == "varied" || first == "fixed") && words.size() > 1)
            model.parameters.insert(words[1]);
        else if (first != "program" && !line.starts_with("  ") && !line.starts_with('{') && !line.starts_with('}'))
            model.unknown.push_back(line);  // what conditions fix, and checksums, are indented
    }
    return model;
}

class Table {
  public:
    Table(const fs::path& file, const StudyModel& model)
        : csv_(file.string(), text_ = scenarios::read_text(file)), model_(model) {}

    std::vector<std::string> complaints() {
        const auto& columns = csv_.column_names();
        if (columns.front() == "row")
            runs();
        else if (columns.front() == "output")
            outputs();
        else
            for (const auto column : columns) known(column, model_.parameters, "parameter");
        return {complaints_.begin(), complaints_.end()};
    }

  private:
    std::string text_;
    scenarios::CsvFile csv_;
    const StudyModel& model_;
    std::set<std::string> complaints_;

    void known(std::string_view name, const std::set<std::string>& of, const char* what) {
        if (!of.contains(std::string(name)))
            complaints_.insert(fmt::format("speaks of {}, which is no {} of the study", name, what));
    }
    // "row,seed", the outputs, "problem".
    void runs() {
        const auto& columns = csv_.column_names();
        for (std::size_t k = 1; k < columns.size(); ++k)
            if (columns[k] != "seed" && columns[k] != "problem") known(columns[k], model_.names, "output");
    }
    // What is told of each output and parameter.
    void outputs() {
        static const std::set<std::string_view> allowed = {"output",
                                                           "parameters",
                                                           "verdict",
                                                           "first_verdict",
                                                           "total_verdict",
                                                           "use",
                                                           "source",
                                                           "measured",
                                                           "sd",
                                                           "sd_over_prior",
                                                           "sd_over_seeds",
                                                           "predicted_low",
                                                           "predicted_median",
                                                           "predicted_high",
                                                           "mu_star",
                                                           "mu_star_low",
                                                           "mu_star_high",
                                                           "mu",
                                                           "mu_low",
                                                           "mu_high",
                                                           "sigma",
                                                           "sigma_low",
                                                           "sigma_high",
                                                           "effects",
                                                           "first",
                                                           "first_low",
                                                           "first_high",
                                                           "total",
                                                           "total_low",
                                                           "total_high"};
        for (const auto column : csv_.column_names())
            if (!allowed.contains(column))
                complaints_.insert(fmt::format("has a column that is not known: {}", column));
        for (std::size_t row = 0; row < csv_.rows(); ++row) known(csv_.cell(row, 0), model_.names, "output");
    }
};

}  // namespace

std::optional<fs::path> study_folder_of(const fs::path& file) {
    for (const fs::path& folder : {file.parent_path(), file.parent_path().parent_path()})
        if (fs::exists(folder / kModelFile) && (folder == file.parent_path() || folder / "runs" == file.parent_path()))
            return folder;
    return std::nullopt;
}

std::vector<std::string> complaints_of_study_model(const fs::path& file) {
    const StudyModel model = model_in(file);
    std::vector<std::string> complaints;
    for (const std::string& line : model.unknown) complaints.push_back("has a line that is not known: " + line);
    for (const StudyOutput& output : model.outputs) {
        if (!model.of_concord) continue;
        const auto cell = cell_of_group(output.group);
        const auto* info = row_named(known_outcomes(), output.outcome);
        const bool difference = output.condition < model.is_difference.size() && model.is_difference[output.condition];
        if (!cell || !info)
            complaints.push_back(
                fmt::format("has an output that is not known: {} of {}", output.outcome, output.group));
        else if (!sim::may_show(info->disclosure, difference ? sim::Quantity::kDifference : sim::Quantity::kLevel,
                                *cell))
            complaints.push_back(fmt::format("shows {} of {}, which it may not", output.outcome, output.group));
    }
    return complaints;
}

std::vector<std::string> complaints_of_study_table(const fs::path& file, const fs::path& folder) {
    return Table(file, model_in(folder / kModelFile)).complaints();
}

std::vector<std::string> complaints_of_posterior(const fs::path& file, const fs::path& folder) {
    const StudyModel model = model_in(folder / kModelFile);
    std::set<std::string> drawn = model.parameters, measured;
    drawn.insert({"chain", "draw", "weight"});
    for (const std::string& name : model.names) measured.insert(scenarios::replaced(name, "/", "_"));
    const scenarios::hdf5::Reader reader(file);
    std::vector<std::string> complaints;
    for (const std::string& group : reader.names()) {
        if (group == "sample_stats") continue;  // of the chains themselves
        const bool is_drawn = group == "posterior" || group == "constant_data";
        if (!is_drawn && group != "observed_data") {
            complaints.push_back("has a group that is not known: " + group);
            continue;
        }
        for (const std::string& name : reader.names(group))
            if (!(is_drawn ? drawn : measured).contains(name))
                complaints.push_back(fmt::format("has {}/{}, which is none of the study's", group, name));
    }
    return complaints;
}

}  // namespace concord::tests
