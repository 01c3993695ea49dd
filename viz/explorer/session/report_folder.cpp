#include "viz/explorer/session/report_folder.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "report/html.h"
#include "report/workbook.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/paths.h"
#include "viz/figure/export.h"

namespace concord::explorer {

void make_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed || !scenarios::is_folder(folder))
        throw std::runtime_error(fmt::format("{}: the folder cannot be made: {}", folder.string(),
                                             failed ? failed.message() : "a file of that name is in the way"));
}

void ReportFolder::begin(const std::filesystem::path& folder) {
    make_folder(folder);
    folder_ = folder;
}

void ReportFolder::add(figure::Figure figure, const std::string& note) {
    std::string stem = fmt::format("figure-{:02}", entries_.size() + 1);
    const figure::ExportOptions options{.width = 960, .height = 540};
    for (const char* ending : {".svg", ".png", ".csv"})
        figure::write_figure(folder_ / (stem + ending), figure, options);
    entries_.push_back({std::move(stem), std::move(figure), note});
}

void ReportFolder::write(report::Document document, const std::string& log) {
    scenarios::write_text_file(folder_ / "session.concord", log);
    report::write_html(page(), document);
    written_ = std::move(document);
}

void ReportFolder::write_workbook() const { report::write_workbook(folder_ / "report.xlsx", written_); }

}  // namespace concord::explorer
