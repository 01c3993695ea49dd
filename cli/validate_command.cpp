// `concord validate`: the patterns that the model is held against, failures included.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "scenarios/files/checked_table.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/validate/area_trust.h"
#include "scenarios/validate/patterns.h"

namespace concord::cli {
namespace {

struct ValidateArguments {
    std::string scale = "1:10";
    int seeds = 20, threads = 0;
    std::vector<std::string> only;
    std::string data;
    Format format = Format::kText;
    ProgressMode progress = ProgressMode::kAuto;
};

// "P5 and P12"
std::string left_out(const validate::Evaluation& evaluation) {
    return scenarios::either({evaluation.left_out.begin(), evaluation.left_out.end()}, "and");
}

Table patterns_table(const validate::Evaluation& evaluation, const validate::Setting& setting) {
    Table table{
        .title = fmt::format("Patterns at 1:{}, up to {} seeds{}", setting.scale, setting.seeds,
                             evaluation.left_out.empty() ? "" : ", interrupted: without " + left_out(evaluation)),
        .columns = {"id", "kind", "measure", "unit", "tolerance", "value", "over seeds", "verdict", "source",
                    "beside it", "note"},
        .rows = {}};
    for (const auto& row : evaluation.rows)
        table.rows.push_back({row.id, std::string(validate::kind_name(row.kind)), row.measure, row.unit,
                              row.tolerance(), row.value_text(), row.interval_text(),
                              std::string(validate::verdict_name(row.verdict())), row.source, row.beside, row.note});
    return table;
}

// Counted from the table: by kind, how many rows have each verdict.
Table verdicts_table(const std::vector<validate::Result>& results) {
    using validate::Verdict;
    constexpr std::array kVerdicts = {Verdict::kMet, Verdict::kMissed, Verdict::kReported, Verdict::kNotEvaluated};
    Table table{.title = "Only predicted rows are evidence for the model", .columns = {"kind"}, .rows = {}};
    for (const auto verdict : kVerdicts) table.columns.emplace_back(validate::verdict_name(verdict));
    for (const auto kind :
         {validate::Kind::kBuiltIn, validate::Kind::kFitted, validate::Kind::kFollows, validate::Kind::kPredicted}) {
        std::vector<std::string> row = {std::string(validate::kind_name(kind))};
        for (const auto verdict : kVerdicts)
            row.push_back(std::to_string(std::count_if(results.begin(), results.end(), [&](const auto& result) {
                return result.kind == kind && result.verdict() == verdict;
            })));
        table.rows.push_back(row);
    }
    return table;
}

int validate_model(const ValidateArguments& arguments) {
    const auto geography = geography_from("");
    validate::Setting setting;
    setting.geography = &geography;
    setting.scale = parse_scale(arguments.scale);
    setting.seeds = arguments.seeds;
    setting.baseline = scenarios::read_scenario("status_quo_today", geography);
    if (!arguments.data.empty()) {
        setting.data = arguments.data;
        validate::read_area_trust(*setting.data, geography);  // what is wrong with it is said before the work
    }
    use_threads(arguments.threads);
    watch_interrupts();
    setting.stop = &interrupted();
    constexpr unsigned kSeconds = 5;  // a run stops at the end of a week; balancing a large population takes longer
    const EndsByItself in_time(kSeconds,
                               "concord: interrupted: the patterns are left out, those that were done as well\n");
    validate::Evaluation evaluation;
    {
        Progress progress(arguments.progress, "validate");
        int in_all = 0;
        evaluation = validate::evaluate_patterns(
            setting, {arguments.only.begin(), arguments.only.end()}, [&](int done, int pieces, const std::string&) {
                in_all = pieces;
                progress.update(static_cast<double>(done) / pieces, done, pieces, "pieces");
                return !interrupted().load();
            });
        if (evaluation.left_out.empty()) {
            progress.update(1, in_all, in_all, "pieces");
            progress.finish();
        }
    }
    if (!evaluation.rows.empty())
        print_text(render({patterns_table(evaluation, setting), verdicts_table(evaluation.rows)}, arguments.format));
    if (evaluation.left_out.empty()) return 0;
    say("interrupted: without {}, which the same command evaluates when it is let end\n", left_out(evaluation));
    return 1;
}

}  // namespace

void add_validate(CLI::App& app, Action& chosen) {
    auto arguments = std::make_shared<ValidateArguments>();
    CLI::App* command = app.add_subcommand(
        "validate", "Hold the model against the patterns P1 to P18: tolerance, value, verdict, failures included");
    constexpr int kMostSeeds = 1000;
    command->add_option("--scale", arguments->scale, "1:K, one simulated resident for K")->capture_default_str();
    command->add_option("--seeds", arguments->seeds, "runs of the cross-section; patterns that take long use fewer")
        ->check(CLI::Range(1, kMostSeeds))
        ->capture_default_str();
    command->add_option("--only", arguments->only, "patterns, such as P1,P15 (default: all)")->delimiter(',');
    command->add_option(
        "--data", arguments->data,
        fmt::format("folder with {} and {}, which P15 needs", validate::kAreaTrustFile, validate::kAreaLookupFile));
    command->add_option("--threads", arguments->threads, "0: all cores; the result does not depend on it")
        ->capture_default_str();
    add_format_option(*command, arguments->format);
    add_progress_option(*command, arguments->progress);
    command->callback([arguments, &chosen] { chosen = [arguments] { return validate_model(*arguments); }; });
}

}  // namespace concord::cli
