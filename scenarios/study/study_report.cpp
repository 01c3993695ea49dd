#include "scenarios/study/study_report.h"

#include <fmt/format.h>

#include <cmath>

#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"

namespace concord::study {

std::string figure(double value) { return std::isfinite(value) ? fmt::format("{:.4g}", value) : "-"; }

std::string range_of(double low, double high) {
    return std::isfinite(low) && std::isfinite(high) ? fmt::format("{} to {}", figure(low), figure(high)) : "-";
}

std::string csv_row(const std::vector<std::string>& texts, const std::vector<double>& numbers) {
    std::string row;
    for (const std::string& text : texts) row.append(row.empty() ? "" : ",").append(scenarios::csv_text(text));
    for (const double value : numbers) row += std::isfinite(value) ? fmt::format(",{}", value) : ",";
    return row + "\n";
}

std::string text_of(const Report& report) {
    std::string text;
    for (const std::string& sentence : report.sentences)
        if (!sentence.empty()) text += sentence + "\n";
    return text + "\n" + scenarios::render(report.tables, scenarios::Format::kText);
}

std::string opening(const Study& study) {
    const std::string what =
        study.of_concord() ? fmt::format("Concord at 1:{}", study.model.scale) : study.model.program.front();
    return fmt::format("{}: {} of {}, {}, seed {}.", study.name, scenarios::counted(study.varied.size(), "parameter"),
                       what, scenarios::counted(study.outputs.size(), "output"), study.seed);
}

std::string failures(const KeptRuns& runs) {
    if (runs.failed() == 0) return {};
    return fmt::format("{} of {} runs failed and are left out; the first: {}.", runs.failed(), runs.made(),
                       runs.first_problem());
}

scenarios::Table check_table(const Study& study, const std::vector<OutputCheck>& checks) {
    scenarios::Table table{
        .title = fmt::format("What moves the outputs: sd over {} draws of the prior, and over {} seeds",
                             study.check.draws, study.check.seeds),
        .columns = {"output", "mean", "sd over the prior", "sd over seeds", "verdict"},
        .rows = {}};
    for (const OutputCheck& check : checks)
        table.rows.push_back({check.output, figure(check.mean), figure(check.prior_sd), figure(check.seed_sd),
                              std::string(verdict_words(check.verdict))});
    return table;
}

}  // namespace concord::study
