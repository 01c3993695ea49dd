#include "scenarios/study/kept_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/checksum.h"
#include "scenarios/files/csv_file.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/paths.h"
#include "scenarios/files/read_number.h"
#include "scenarios/files/shown_text.h"

namespace concord::study {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::string number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

double number_in(const scenarios::CsvFile& csv, std::size_t row, int column) {
    const std::string_view cell = csv.cell(row, column);
    if (cell.empty()) return std::numeric_limits<double>::quiet_NaN();
    const auto value = scenarios::read_number(cell);
    if (!value) csv.fail(row, column, "is not a number");
    return *value;
}

// One line, without what a cell cannot hold.
std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return scenarios::printable(text);
}

constexpr std::string_view kMadeOf = "made of ", kChecksum = "checksum ";
constexpr const char* kModelFile = "model.txt";

// For the other processes of a group.
class Patience {
  public:
    explicit Patience(const KeptOptions& options) : options_(options) {}
    void again() { last_ = Clock::now(); }
    // A moment; throws Interrupted, or std::runtime_error where there is no patience left.
    void wait() const {
        if (options_.stop != nullptr && *options_.stop) throw Interrupted();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (Clock::now() - last_ > std::chrono::duration<double, std::ratio<60>>(options_.patience_minutes))
            throw std::runtime_error(fmt::format(
                "process {} of {} waited {:g} minutes without new runs of the others: are all processes alive, and do "
                "they see the same folder {}?",
                options_.group.rank + 1, options_.group.size, options_.patience_minutes, options_.folder.string()));
    }

  private:
    const KeptOptions& options_;
    Clock::time_point last_ = Clock::now();
};

}  // namespace

void settle(const std::string& text, bool resume, const KeptOptions& options) {
    const fs::path file = options.folder / kModelFile;
    const Patience patience(options);
    while (!options.group.leads() && !scenarios::is_there(file)) patience.wait();
    const bool there = scenarios::is_there(file);
    if (there && scenarios::read_text(file) != text)
        throw scenarios::InputError(options.folder.string(), 0, 0,
                                    "holds runs of another model or program (model.txt says of which); give another "
                                    "folder (--out), or remove this one");
    if (there && options.group.leads() && !resume)
        throw scenarios::InputError(options.folder.string(), 0, 0,
                                    "holds runs already; --resume goes on with them, or give another folder");
    if (there) return;
    fs::create_directories(options.folder / "runs");
    scenarios::write_text_file(file, text);
}

struct KeptRuns::Part {
    fs::path path;
    std::string made_of;  // checksum of all that its runs depend on
    Eigen::MatrixXd points;
    std::vector<std::uint32_t> seeds;
    Eigen::Index first = 0;
    bool own = true;
};

KeptRuns::KeptRuns(std::string text, StudyModel model, std::vector<std::string> outputs, int rows_of_part,
                   KeptOptions options)
    : text_(std::move(text)),
      model_(std::move(model)),
      outputs_(std::move(outputs)),
      rows_of_part_(rows_of_part),
      options_(std::move(options)) {}

calibration::Model KeptRuns::model(const std::string& label) {
    return [this, label](const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
        return batch(label, points, seeds);
    };
}

Eigen::MatrixXd KeptRuns::batch(const std::string& label, const Eigen::MatrixXd& points,
                                std::span<const std::uint32_t> seeds) {
    const int number = ++batches_[label];
    std::vector<Part> parts;
    for (Eigen::Index first = 0; first < points.rows(); first += rows_of_part_) {
        const Eigen::Index rows = std::min<Eigen::Index>(rows_of_part_, points.rows() - first);
        const auto k = static_cast<int>(parts.size());
        Part part;
        part.path = options_.folder / "runs" / fmt::format("{}-{:04}-{:05}.csv", label, number, k + 1);
        part.points = points.middleRows(first, rows);
        part.seeds.assign(seeds.begin() + first, seeds.begin() + first + rows);
        part.first = first;
        part.own = options_.group.owns(k);
        std::string from = text_;
        for (Eigen::Index r = 0; r < rows; ++r) {
            from += fmt::format("{}", part.seeds[static_cast<std::size_t>(r)]);
            for (Eigen::Index c = 0; c < points.cols(); ++c) from += fmt::format(",{}", part.points(r, c));
            from += '\n';
        }
        part.made_of = scenarios::sha256(from);
        parts.push_back(std::move(part));
    }
    await(parts, label);
    Eigen::MatrixXd outputs(points.rows(), static_cast<Eigen::Index>(outputs_.size()));
    for (const Part& part : parts) {
        StudyRuns runs;
        if (!find(part, runs)) throw std::runtime_error(part.path.string() + " has gone while the study went on");
        outputs.middleRows(part.first, part.points.rows()) = runs.outputs;
        for (const std::string& problem : runs.problems) {
            ++made_;
            if (problem.empty()) continue;
            if (failed_++ == 0) first_problem_ = problem;
        }
    }
    return outputs;
}

// Makes what is this process's own and not there, then waits for the others.
void KeptRuns::await(const std::vector<Part>& parts, const std::string& label) {
    std::vector<bool> there(parts.size(), false);
    int done = 0, total = 0;
    for (const Part& part : parts) total += static_cast<int>(part.points.rows());
    const auto arrived = [&](std::size_t k) {
        there[k] = true;
        done += static_cast<int>(parts[k].points.rows());
        if (options_.progress) options_.progress(label, done, total);
    };
    StudyRuns runs;
    for (std::size_t k = 0; k < parts.size(); ++k)
        if (find(parts[k], runs)) arrived(k);
    for (std::size_t k = 0; k < parts.size(); ++k) {
        if (there[k] || !parts[k].own) continue;
        if (stopped()) throw Interrupted();
        make(parts[k]);
        arrived(k);
    }
    Patience patience(options_);
    while (std::find(there.begin(), there.end(), false) != there.end()) {
        patience.wait();
        for (std::size_t k = 0; k < parts.size(); ++k)
            if (!there[k] && find(parts[k], runs)) {
                arrived(k);
                patience.again();
            }
    }
}

void KeptRuns::make(const Part& part) const {
    const StudyRuns runs = model_(part.points, part.seeds);
    std::string body = "row,seed";
    for (const std::string& output : outputs_) body.append(",").append(scenarios::csv_quoted(output));
    body += ",problem\n";
    for (Eigen::Index row = 0; row < part.points.rows(); ++row) {
        const auto r = static_cast<std::size_t>(row);
        body += fmt::format("{},{}", part.first + row, part.seeds[r]);
        for (Eigen::Index k = 0; k < runs.outputs.cols(); ++k) body.append(",").append(number(runs.outputs(row, k)));
        body.append(",").append(scenarios::csv_quoted(one_line(runs.problems[r]))).append("\n");
    }
    scenarios::write_text_file(
        part.path, fmt::format("# {}{}\n# {}{}\n{}", kMadeOf, part.made_of, kChecksum, scenarios::sha256(body), body));
}

// False where it is missing, or damaged and to be made again. Throws InputError where it is another study's.
bool KeptRuns::find(const Part& part, StudyRuns& runs) const {
    if (!scenarios::is_there(part.path)) return false;
    const std::string text = scenarios::read_text(part.path);
    const std::size_t first = text.find('\n'), second = first == std::string::npos ? first : text.find('\n', first + 1);
    const auto line = [&](std::size_t from, std::string_view name) -> std::string_view {
        const std::string_view all = std::string_view(text).substr(from);
        const std::string_view whole = all.substr(0, all.find('\n'));
        return whole.starts_with("# ") && whole.substr(2).starts_with(name) ? whole.substr(2 + name.size()) : "";
    };
    if (second == std::string::npos ||
        line(first + 1, kChecksum) != scenarios::sha256(std::string_view(text).substr(second + 1))) {
        if (options_.note) options_.note(part.path.string() + " is damaged; its runs are made again");
        return false;
    }
    if (line(0, kMadeOf) != part.made_of)
        throw scenarios::InputError(part.path.string(), 1, 0,
                                    "these runs are of another study, or of this one before it or the program was "
                                    "changed; give another folder (--out), or remove this one");
    const scenarios::CsvFile csv(part.path.string(), text);
    const auto columns = static_cast<int>(outputs_.size());
    runs.outputs.resize(part.points.rows(), columns);
    runs.problems.clear();
    for (Eigen::Index row = 0; row < part.points.rows(); ++row) {
        const auto r = static_cast<std::size_t>(row);
        for (int k = 0; k < columns; ++k) runs.outputs(row, k) = number_in(csv, r, k + 2);
        runs.problems.emplace_back(csv.cell(r, columns + 2));
    }
    return true;
}

}  // namespace concord::study
