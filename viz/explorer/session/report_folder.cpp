#include "viz/explorer/session/report_folder.h"

#include <fmt/format.h>

#include <stdexcept>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/paths.h"
#include "scenarios/files/text.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_writer.h"
#include "viz/figure/alt_text.h"
#include "viz/figure/export.h"

namespace concord::explorer {
namespace {

constexpr const char* kStyle =
    "body{font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 "
    "1rem;line-height:1.5;color:#1b1f24;background:#fff}"
    "h1,h2{line-height:1.25}figure{margin:2rem 0;page-break-inside:avoid}figure "
    "svg{width:100%;height:auto}figcaption{margin-top:.5rem}"
    "pre{white-space:pre-wrap;background:#f3f4f6;padding:1rem;border-radius:.4rem}.note{border-left:.3rem solid "
    "#0f56a7;padding-left:.8rem}"
    "@media print{a{color:inherit;text-decoration:none}}";

}  // namespace

void make_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed || !scenarios::is_folder(folder))
        throw std::runtime_error(fmt::format("{}: the folder cannot be made: {}", folder.string(),
                                             failed ? failed.message() : "a file of that name is in the way"));
}

void ReportFolder::add(const std::filesystem::path& folder, const figure::Figure& figure, const std::string& note,
                       const std::string& log) {
    make_folder(folder);
    ReportFolder next = *this;
    next.folder_ = folder;
    const std::string stem = fmt::format("figure-{:02}", entries_.size() + 1);
    const figure::ExportOptions options{.width = 960, .height = 540};
    for (const char* ending : {".svg", ".png", ".csv"}) figure::write_figure(folder / (stem + ending), figure, options);
    next.entries_.push_back({stem, figure.title, note, figure::alt_text(figure), figure::to_svg(figure, options)});
    scenarios::write_text_file(folder / "index.html", next.page(log));
    *this = std::move(next);
}

void ReportFolder::refresh(const std::string& log) const {
    if (!entries_.empty()) scenarios::write_text_file(folder_ / "index.html", page(log));
}

std::string ReportFolder::page(const std::string& log) const {
    std::string html = fmt::format(
        "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">"
        "<title>Concord session</title><style>{}</style></head><body>\n<main>\n<h1>Concord session</h1>\n<p>{}</p>\n",
        kStyle, scenarios::xml_escaped(scenarios::kCaveat));
    for (const Entry& entry : entries_) {
        html += fmt::format("<figure>\n<h2>{}</h2>\n{}\n<figcaption>", scenarios::xml_escaped(entry.title), entry.svg);
        if (!entry.note.empty()) html += fmt::format("<p class=\"note\">{}</p>", scenarios::xml_escaped(entry.note));
        html += fmt::format(
            "<details><summary>In words</summary><p>{}</p></details><p>Files: <a href=\"{}.svg\">SVG</a>, <a "
            "href=\"{}.png\">PNG</a>, <a href=\"{}.csv\">CSV</a></p>"
            "</figcaption>\n</figure>\n",
            scenarios::xml_escaped(entry.alt), entry.stem, entry.stem, entry.stem);
    }
    html += fmt::format(
        "<h2>Session log</h2>\n<p>What was done, in order; it can be played again with <code>concord explore "
        "--script</code>.</p>\n<pre>{}</pre>\n"
        "<p>Concord {} ({}).</p>\n</main></body></html>\n",
        scenarios::xml_escaped(log), scenarios::kProgramVersion, scenarios::kProgramCommit);
    return html;
}

}  // namespace concord::explorer
