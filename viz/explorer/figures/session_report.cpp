#include "viz/explorer/figures/session_report.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "report/pdf.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_writer.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/panel_parts.h"

namespace concord::explorer {
namespace {

std::string compared_words(const Explorer& explorer) {
    const BranchPlan *one = explorer.shown(), *other = explorer.against();
    const std::string when = week_words(explorer, explorer.week_there());
    return other ? fmt::format("{} against \"{}\", Greater Manchester, up to {}", one->name, other->name, when)
                 : fmt::format("{}, Greater Manchester, up to {}", one->name, when);
}

report::Document first_page(const Explorer& explorer, const ReportFolder& folder) {
    const figure::Provenance provenance = provenance_of(explorer);
    report::Document document;
    document.title = folder.question.empty() ? std::string("Concord session") : folder.question;
    document.subtitle = compared_words(explorer);
    document.caveat = scenarios::kCaveat;
    document.made_of = {{"Concord", fmt::format("{} ({})", scenarios::kProgramVersion, scenarios::kProgramCommit)},
                        {"seed", std::to_string(explorer.options().simulation.seed)},
                        {"runs", std::to_string(provenance.runs)},
                        {"parameters", provenance.parameter_source}};
    document.sections.push_back(report_page_one(explorer));
    return document;
}

}  // namespace

report::Section report_figures(const ReportFolder& folder) {
    report::Section section{.id = "figures", .title = "Figures added in the session"};
    std::size_t number = 0;
    for (const ReportFolder::Entry& entry : folder.figures()) {
        ++number;
        report::Figure figure{.id = entry.stem, .figure = entry.figure};
        section.blocks.push_back(std::move(figure));
        if (!entry.note.empty())
            section.blocks.push_back(report::Paragraph{fmt::format("Note to figure {}: {}", number, entry.note)});
    }
    std::string files = "Beside this page each figure is a file of its own, ";
    files += folder.figures().size() == 1 ? "figure-01" : fmt::format("figure-01 to figure-{:02}", number);
    files += ": .svg and .png to show, .csv with its numbers.";
    section.blocks.push_back(report::Paragraph{std::move(files), report::Emphasis::kNote});
    return section;
}

report::Document session_report(const Explorer& explorer, const ReportFolder& folder) {
    const bool something = explorer.shown() && explorer.week_there() >= 0;
    report::Document document = folder.written();
    if (something || document.sections.empty()) document = first_page(explorer, folder);
    document.sections.resize(1);
    if (!folder.figures().empty()) document.sections.push_back(report_figures(folder));
    std::vector<report::Section> appendix = report_appendix(explorer);
    document.sections.insert(document.sections.end(), std::make_move_iterator(appendix.begin()),
                             std::make_move_iterator(appendix.end()));
    return document;
}

void finish_report(Explorer& explorer) {
    explorer.printer().take(true);  // of the page as it was
    ReportFolder& report = explorer.report();
    if (!report.has_begun()) return;
    report.write(session_report(explorer, report), explorer.log().text());
    report.write_workbook();
    if (!report.wants_pdf) return;
    if (const auto why_not = report::print_pdf(report.page(), report.pdf())) explorer.log().remark(*why_not);
}

}  // namespace concord::explorer
