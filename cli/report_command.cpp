// `concord report`: a finished comparison as an options report.
#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "report/html.h"
#include "report/pdf.h"
#include "report/sections/sections.h"
#include "report/workbook.h"
#include "scenarios/compare/provenance.h"
#include "scenarios/files/folder_lock.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/paths.h"

namespace concord::cli {
namespace {

struct ReportArguments {
    std::string folder, out, source;
    bool executive = false, no_pdf = false;
};

// The place's own shapes, where it is the place of the comparison.
std::optional<sim::Geography> geography_for(const report::Inputs& inputs, const std::string& source) {
    sim::Geography geography = geography_from(source);
    std::vector<std::string> codes;
    for (const sim::Neighbourhood& n : geography.neighbourhoods) codes.push_back(n.code);
    if (codes == inputs.comparison.neighbourhoods) return geography;
    if (!source.empty())
        throw std::invalid_argument(
            fmt::format("--source {}: its neighbourhoods are not those of the comparison", source));
    say("note: the comparison is of another place than the built-in one; with --source FOLDER the report has maps\n");
    return std::nullopt;
}

int make_report(const ReportArguments& a) {
    const std::filesystem::path folder = a.folder;
    if (!scenarios::is_folder(folder)) throw std::invalid_argument(folder.string() + ": expected a comparison folder");
    std::optional<scenarios::FolderLock> lock;  // no runs join while it is read; an archive may be read-only
    if (a.out.empty()) lock.emplace(folder);
    report::Inputs inputs = report::read_inputs(folder);
    inputs.geography = geography_for(inputs, a.source);
    const report::Document document = report::compose(inputs, a.executive);
    const std::filesystem::path out = a.out.empty() ? folder : std::filesystem::path(a.out);
    if (scenarios::is_there(out) && !scenarios::is_folder(out))
        throw std::invalid_argument(out.string() + " is a file; --out needs a folder");
    std::filesystem::create_directories(out);
    const std::string stem = a.executive ? "executive_report" : "report";
    const auto html = out / (stem + ".html"), pdf = out / (stem + ".pdf");
    report::write_html(html, document);
    const auto workbook = out / (stem + ".xlsx");
    report::write_workbook(workbook, document);
    std::string written = html.string() + ", " + workbook.string();
    if (!a.no_pdf) {
        if (const auto why_not = report::print_pdf(html, pdf))
            say("note: no PDF: {}\n", *why_not);
        else
            written += ", " + pdf.string();
    }
    if (out == folder) scenarios::write_provenance(folder, scenarios::provenance_of(inputs.comparison.plan, folder));
    print("Written: {}\n", written);
    return 0;
}

}  // namespace

void add_report(CLI::App& app, Action& chosen) {
    auto a = std::make_shared<ReportArguments>();
    CLI::App* command =
        app.add_subcommand("report", "Make an options report of a finished comparison: HTML, PDF, XLSX");
    command->add_option("folder", a->folder, "comparison folder, as compare --out wrote it")->required();
    command->add_option("--out", a->out, "folder to write into (default: the comparison's own)");
    command->add_flag("--executive", a->executive, "the short report: the answer, and how it could be wrong");
    command->add_flag("--no-pdf", a->no_pdf, "leave out the PDF, which needs an installed Chromium or WeasyPrint");
    command->add_option("--source", a->source,
                        "folder of the table that the comparison was made on (default: built in)");
    command->callback([a, &chosen] { chosen = [a] { return make_report(*a); }; });
}

}  // namespace concord::cli
