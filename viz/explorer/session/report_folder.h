// The report of a session as a folder: the figures that were added, each as SVG, PNG and CSV, one page that opens
// offline and holds them (report/html.h), the session's log, and where asked for the page as PDF and its numbers as
// XLSX. What the page says is composed in viz/explorer/figures/session_report.h.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "report/document.h"
#include "viz/figure/figure.h"

namespace concord::explorer {

class ReportFolder {
  public:
    struct Entry {
        std::string stem;  // of its files: "figure-01"
        figure::Figure figure;
        std::string note;
    };

    // Where it goes, until which nothing can be written; makes the folder. Throws std::runtime_error with path and
    // reason.
    void begin(const std::filesystem::path& folder);
    // Writes the figure's files. Throws std::runtime_error with path and reason, std::invalid_argument for a figure
    // that cannot be drawn; then nothing is added.
    void add(figure::Figure figure, const std::string& note);
    // The page and the log, each replaced as a whole, so that a full disk loses nothing that was there. Throws as
    // report::write_html does.
    void write(report::Document document, const std::string& log);
    // Of the page as it was written last. Throws as report::write_workbook does.
    void write_workbook() const;

    bool has_begun() const { return !folder_.empty(); }
    const std::filesystem::path& folder() const { return folder_; }  // empty: not begun
    std::filesystem::path page() const { return folder_ / "report.html"; }
    std::filesystem::path pdf() const { return folder_ / "report.pdf"; }
    const std::vector<Entry>& figures() const { return entries_; }
    const report::Document& written() const { return written_; }  // last; without sections: never

    std::string question;    // that the room came together for, where somebody gave it
    bool wants_pdf = false;  // somebody asked for it: printed anew whenever the page has its last log

  private:
    std::filesystem::path folder_;
    std::vector<Entry> entries_;
    report::Document written_;
};

// With its parents. Throws std::runtime_error with path and reason, also when a file of that name is in the way.
void make_folder(const std::filesystem::path& folder);

}  // namespace concord::explorer
