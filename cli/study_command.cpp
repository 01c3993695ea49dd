// `concord sensitivity STUDY.toml` and `concord calibrate STUDY.toml`: studies of Concord, or of another program.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <optional>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "scenarios/compare/process_group.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/folder_lock.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/paths.h"
#include "scenarios/files/text.h"
#include "scenarios/files/version.h"
#include "scenarios/study/calibration_study.h"
#include "scenarios/study/posterior_file.h"
#include "scenarios/study/sensitivity_study.h"
#include "scenarios/study/study_file.h"

namespace concord::cli {
namespace {

namespace fs = std::filesystem;

struct StudyArguments {
    fs::path study, out = "study";
    std::string source;
    int threads = 0;
    double patience = 60;  // minutes
    bool resume = false, lint = false;
    ProgressMode progress = ProgressMode::kAuto;
};

// What a command makes of the runs: the files it writes and what it says.
struct Made {
    std::vector<std::string> files;
    study::Report report;
};
using Work = std::function<Made(const study::Study& study, study::KeptRuns& runs, bool leads)>;
// Whether the study asks for it, and how to; whether it fits, which wants something that parameters move.
struct Asked {
    bool asked;
    const char* example;
    bool fits;
};
using Asks = std::function<Asked(const study::Study& study)>;

void check_folder(const StudyArguments& a) {
    if (scenarios::is_there(a.out) && !scenarios::is_folder(a.out))
        throw std::invalid_argument(a.out.string() + " is a file; --out needs a folder");
    if (!(a.patience > 0))
        throw std::invalid_argument(fmt::format("--patience {}: expected minutes above 0", a.patience));
}

void write(const fs::path& folder, const std::string& file, const std::string& text, Made& made) {
    scenarios::write_text_file(folder / file, text);
    made.files.push_back(file);
}

std::string inputs_text(const study::Study& study, const scenarios::Checksums& table) {
    scenarios::Checksums all = study.inputs;
    if (study.of_concord()) all.insert(all.end(), table.begin(), table.end());
    all.emplace_back("program", scenarios::program_description(scenarios::kProgramVersion, scenarios::kProgramCommit,
                                                               scenarios::kProgramSources));
    return scenarios::to_json(all) + "\n";
}

// The bar of the batch in progress.
class Bars {
  public:
    explicit Bars(ProgressMode mode) : mode_(mode) {}
    void update(const std::string& label, int done, int total) {
        if (!bar_) bar_.emplace(mode_, label);
        bar_->update(total > 0 ? static_cast<double>(done) / total : 1, done, total, "rows");
        if (done < total) return;
        bar_->finish();
        bar_.reset();
    }

  private:
    ProgressMode mode_;
    std::optional<Progress> bar_;
};

void check_asked(const StudyArguments& a, const Asked& asked) {
    if (!asked.asked)
        throw scenarios::InputError(a.study.string(), 0, 0,
                                    fmt::format("the study does not ask for this; write {}", asked.example));
}

// For runs that nobody keeps; it goes with all that is in it.
class PassingFolder {
  public:
    PassingFolder() {
        std::string name = (fs::temp_directory_path() / "concord-check-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error(name + " could not be made");
        path_ = name;
    }
    ~PassingFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    PassingFolder(const PassingFolder&) = delete;
    PassingFolder& operator=(const PassingFolder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

// What no reading tells of a study: whether a parameter moves anything of what is to be fitted. By the runs of the
// check with which the study itself begins, so that both refuse the same. False where it was interrupted.
bool check_what_is_fitted(const StudyArguments& a, const study::Study& study, const sim::Geography& geography,
                          const std::string& text) {
    const auto began = std::chrono::steady_clock::now();
    say("checking what moves the outputs: {} ({} draws of the prior, {} seeds); they are not kept\n",
        scenarios::counted(static_cast<std::size_t>(study.check.draws + study.check.seeds), "run"), study.check.draws,
        study.check.seeds);
    watch_interrupts();
    const std::string kept = "interrupted: nothing is kept of the check\n";
    const PassingFolder folder;
    constexpr unsigned kSeconds = 5;
    const EndsByItself in_time(kSeconds, "concord: " + kept);
    Bars bars(a.progress);
    const study::KeptOptions options{
        .folder = folder.path(),
        .stop = &interrupted(),
        .progress = [&](const std::string& label, int done, int total) { bars.update(label, done, total); }};
    const study::ModelOptions model{
        .threads = use_threads(a.threads), .stop = &interrupted(), .scratch = folder.path() / "runs"};
    try {
        study::settle(text, false, options);
        study::KeptRuns runs(text, study::model_of(study, geography, model), study::names_of_outputs(study),
                             study.model.rows, options);
        const auto checks = study::check_outputs(study, runs.model("check"));
        const std::size_t fitted = study::fitted_measurements(study, checks).size();
        print_text(render({study::check_table(study, checks)}, Format::kText));
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        print("{} of {} may be fitted to; the check took {:.0f} s\n", fitted,
              scenarios::counted(study.measurements.size(), "measurement"), std::ceil(took.count()));
        return true;
    } catch (const study::Interrupted&) {
        say("{}", kept);
        return false;
    }
}

int lint(const StudyArguments& a, const study::Study& study, const sim::Geography& geography,
         const scenarios::Checksums& table, bool fits) {
    if (!scenarios::process_group().leads()) return 0;  // one is enough to look at it
    if (fits && !check_what_is_fitted(a, study, geography, study::model_text(study, table))) return 1;
    print("{}: no mistakes in {} and its tables\n", study.name, a.study.string());
    return 0;
}

int run_study(const StudyArguments& a, const Asks& asks, const Work& work) {
    const auto geography = geography_from(a.source);
    const auto table = table_checksums_of(a.source);
    const study::Study study = study::read_study(a.study, geography);
    const Asked asked = asks(study);
    check_asked(a, asked);
    if (a.lint) return lint(a, study, geography, table, asked.fits);
    check_folder(a);
    const auto group = scenarios::process_group();
    std::optional<scenarios::FolderLock> lock;  // by the leading process, for its group
    if (group.leads()) lock.emplace(a.out);
    watch_interrupts();
    const std::string kept = fmt::format(
        "interrupted: what was run is kept in {}. The same command with --resume goes on from there, to the same "
        "result.\n",
        a.out.string());
    constexpr unsigned kSeconds = 5;  // of a part's rows; emulators and chains are left where they are
    const EndsByItself in_time(kSeconds, "concord: " + kept);
    Bars bars(group.leads() ? a.progress : ProgressMode::kOff);
    const study::KeptOptions options{
        .folder = a.out,
        .group = group,
        .patience_minutes = a.patience,
        .stop = &interrupted(),
        .note = [](const std::string& note) { say("note: {}\n", note); },
        .progress = [&](const std::string& label, int done, int total) { bars.update(label, done, total); }};
    const std::string text = study::model_text(study, table);
    const study::ModelOptions model{
        .threads = use_threads(a.threads), .stop = &interrupted(), .scratch = a.out / "runs"};
    try {
        study::settle(text, a.resume, options);
        study::KeptRuns runs(text, study::model_of(study, geography, model), study::names_of_outputs(study),
                             study.model.rows, options);
        Made made = work(study, runs, group.leads());
        if (!group.leads()) return 0;
        scenarios::remove_temporaries(a.out / "runs");
        write(a.out, "inputs.json", inputs_text(study, table), made);
        tell_or_say_where(a.out, [&] {
            print_text(study::text_of(made.report));
            print("Written to {}:", a.out.string());
            for (const std::string& file : made.files) print(" {}", file);
            print("\n");
        });
        return 0;
    } catch (const study::Interrupted&) {
        if (group.leads()) say("{}", kept);
        return 1;
    }
}

int sensitivity(const StudyArguments& a) {
    const auto asks = [](const study::Study& study) {
        return Asked{study.sensitivity.has_value(), "[sensitivity] with method = \"morris\"", false};
    };
    return run_study(a, asks, [&](const study::Study& study, study::KeptRuns& runs, bool leads) {
        const study::SensitivityResult result = study::analyse_sensitivity(study, runs);
        Made made{.files = {}, .report = study::sensitivity_report(study, result, runs)};
        if (!leads) return made;
        for (const auto& [name, text] : study::sensitivity_files(study, result)) write(a.out, name, text, made);
        write(a.out, "sensitivity.txt", study::text_of(made.report), made);
        return made;
    });
}

int calibrate(const StudyArguments& a) {
    const auto asks = [](const study::Study& study) {
        return Asked{study.calibration.has_value(), "[calibration] with method = \"abc\"", true};
    };
    return run_study(a, asks, [&](const study::Study& study, study::KeptRuns& runs, bool leads) {
        const auto tell = [leads](const std::string& what) {
            if (leads) say("{}\n", what);
        };
        const study::CalibrationResult result = study::calibrate(study, runs, tell);
        Made made{.files = {}, .report = study::calibration_report(study, result, runs)};
        if (!leads) return made;
        write(a.out, "targets.csv", study::targets_csv(study, result), made);
        if (result.history) write(a.out, "not_ruled_out.csv", study::not_ruled_out_csv(study, result), made);
        if (result.posterior) {
            study::write_posterior(a.out / "posterior.nc", study, *result.posterior);
            made.files.emplace_back("posterior.nc");
        }
        if (result.truths) write(a.out, "truths.csv", study::truths_csv(study, *result.truths), made);
        write(a.out, "calibration.txt", study::text_of(made.report), made);
        return made;
    });
}

void add_study(CLI::App& app, Action& chosen, const char* name, const char* help, const char* lint_help,
               int (*work)(const StudyArguments&)) {
    auto a = std::make_shared<StudyArguments>();
    CLI::App* command = app.add_subcommand(name, help);
    command->add_option("study", a->study, "the study, a TOML file with its tables beside it (docs/study_file.md)")
        ->required();
    command->add_option("--out", a->out, "folder for its runs and results")->capture_default_str();
    command->add_flag("--resume", a->resume, "go on with what the folder holds, to the same result");
    command->add_flag("--lint", a->lint, lint_help);
    command->add_option("--threads", a->threads, "0: all cores; the result does not depend on it")
        ->capture_default_str();
    command->add_option("--source", a->source, "folder of a table or of official files (default: built in)");
    command
        ->add_option("--patience", a->patience,
                     "among several processes: minutes to wait without new runs of the others")
        ->capture_default_str();
    add_progress_option(*command, a->progress, Teller::kLeading);
    command->callback([a, work, &chosen] { chosen = [a, work] { return work(*a); }; });
}

}  // namespace

void add_sensitivity(CLI::App& app, Action& chosen) {
    add_study(app, chosen, "sensitivity", "Ask which parameters matter for the outputs of a study",
              "read the study and its tables, say what is wrong with them, and end", sensitivity);
}

void add_calibrate(CLI::App& app, Action& chosen) {
    add_study(app, chosen, "calibrate", "Ask which parameters fit what a study measures",
              "read the study and its tables, check by a few runs that parameters move what is fitted, say what is "
              "wrong, and end",
              calibrate);
}

}  // namespace concord::cli
