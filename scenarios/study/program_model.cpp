#include "scenarios/study/program_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/csv_file.h"
#include "scenarios/files/program_call.h"
#include "scenarios/files/read_number.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"

namespace concord::study {
namespace {

namespace fs = std::filesystem;

// Removes a file when it goes.
struct Removed {
    fs::path path;
    ~Removed() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
};

// Values of one formula by run and time.
using Results = std::map<std::pair<int, double>, std::vector<double>>;

class ProgramModel {
  public:
    ProgramModel(const Study& study, ModelOptions options) : study_(study), options_(std::move(options)) {
        for (const Observable& observable : study.observables)
            if (std::find(formulas_.begin(), formulas_.end(), observable.formula) == formulas_.end())
                formulas_.push_back(observable.formula);
    }

    StudyRuns run(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) const {
        const Removed given{scenarios::temporary_path(options_.scratch / "given.csv")};
        const Removed results{scenarios::temporary_path(options_.scratch / "results.csv")};
        scenarios::write_text_file(given.path, table_of(points, seeds));
        std::vector<std::string> words = study_.model.program;
        for (const fs::path& table : {given.path, results.path}) words.push_back(fs::absolute(table).string());
        const scenarios::ProgramEnd end =
            scenarios::run_program(words, fs::absolute(study_.file).parent_path(), options_.stop);
        if (end.stopped) throw Interrupted();
        if (end.status != 0)
            throw std::runtime_error(
                fmt::format("{} ended with status {}{}{}", words.front(), end.status,
                            end.said.empty() ? "" : "; it said: ", scenarios::printable(end.said)));
        const int runs = static_cast<int>(points.rows()) * static_cast<int>(study_.conditions.size());
        return runs_of(static_cast<int>(points.rows()), read(results.path, runs));
    }

  private:
    const Study& study_;
    ModelOptions options_;
    std::vector<std::string> formulas_;

    NamedValues parameters_of(const Condition& condition, const Eigen::VectorXd& point) const {
        NamedValues values;
        for (std::size_t k = 0; k < study_.varied.size(); ++k)
            values.emplace_back(study_.varied[k].name, point[static_cast<Eigen::Index>(k)]);
        for (auto one : study_.fixed) {
            for (const auto& [name, value] : condition.fixed)
                if (name == one.first) one.second = value;
            values.push_back(one);
        }
        return values;
    }

    std::string table_of(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) const {
        std::string text = "run,seed,condition";
        for (const auto& [name, value] : parameters_of(study_.conditions.front(), points.row(0)))
            text.append(",").append(scenarios::csv_quoted(name));
        text += "\n";
        for (Eigen::Index row = 0, run = 0; row < points.rows(); ++row)
            for (const Condition& condition : study_.conditions) {
                text += fmt::format("{},{},{}", run++, seeds[static_cast<std::size_t>(row)],
                                    scenarios::csv_quoted(condition.id));
                for (const auto& [name, value] : parameters_of(condition, points.row(row)))
                    text += fmt::format(",{}", value);
                text += "\n";
            }
        return text;
    }

    Results read(const fs::path& path, int runs) const {
        const std::string text = scenarios::read_text(path);
        const scenarios::CsvFile csv("what " + study_.model.program.front() + " wrote", text);
        const int run_column = csv.column("run"), time_column = csv.column("time");
        std::vector<int> columns;
        for (const std::string& formula : formulas_) columns.push_back(csv.column(formula));
        Results results;
        for (std::size_t row = 0; row < csv.rows(); ++row) {
            const int run = csv.count(row, run_column);
            if (run >= runs) csv.fail(row, run_column, fmt::format("is no run it was given, 0 to {}", runs - 1));
            std::vector<double>& values = results[{run, csv.number(row, time_column)}];
            if (!values.empty()) csv.fail(row, run_column, "has this time twice");
            for (const int column : columns) values.push_back(value(csv, row, column));
        }
        return results;
    }

    static double value(const scenarios::CsvFile& csv, std::size_t row, int column) {
        const std::string_view cell = scenarios::trimmed(csv.cell(row, column));
        if (cell.empty() || scenarios::lower(cell) == "nan") return std::numeric_limits<double>::quiet_NaN();
        const auto number = scenarios::read_number(cell);
        if (!number) csv.fail(row, column, "is not a number, nor blank for a run that failed");
        return *number;
    }

    double level(const Results& results, int row, int condition, const Output& output) const {
        const auto found = results.find({row * static_cast<int>(study_.conditions.size()) + condition, output.time});
        if (found == results.end()) return std::numeric_limits<double>::quiet_NaN();
        const Observable& observable = study_.observables[static_cast<std::size_t>(output.observable)];
        return found->second[static_cast<std::size_t>(
            std::find(formulas_.begin(), formulas_.end(), observable.formula) - formulas_.begin())];
    }

    StudyRuns runs_of(int rows, const Results& results) const {
        StudyRuns runs{.outputs = Eigen::MatrixXd(rows, static_cast<Eigen::Index>(study_.outputs.size())),
                       .problems = std::vector<std::string>(static_cast<std::size_t>(rows))};
        for (int row = 0; row < rows; ++row)
            for (std::size_t k = 0; k < study_.outputs.size(); ++k) {
                const Output& output = study_.outputs[k];
                double value = level(results, row, output.condition, output);
                if (const auto against = study_.conditions[static_cast<std::size_t>(output.condition)].against)
                    value -= level(results, row, *against, output);
                runs.outputs(row, static_cast<Eigen::Index>(k)) = value;
                if (!std::isfinite(value))
                    runs.problems[static_cast<std::size_t>(row)] = fmt::format("the program gave no {}", output.name);
            }
        return runs;
    }
};

}  // namespace

StudyModel program_model(const Study& study, const ModelOptions& options) {
    const auto model = std::make_shared<const ProgramModel>(study, options);
    return [model](const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
        return model->run(points, seeds);
    };
}

}  // namespace concord::study
