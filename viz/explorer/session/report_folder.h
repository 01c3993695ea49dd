// "Add to report": figures of the session collected in a folder, each as SVG, PNG and CSV, with one HTML page that
// opens offline and holds them, their alternative text, the room's questions and the session log.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "viz/figure/figure.h"

namespace concord::explorer {

class ReportFolder {
  public:
    // Writes the figure's files and the page again. The page is replaced as a whole, so that a full disk loses nothing
    // that was there. Throws std::runtime_error with path and reason, std::invalid_argument for a figure that cannot be
    // drawn.
    void add(const std::filesystem::path& folder, const figure::Figure& figure, const std::string& note,
             const std::string& log);
    // The page again, with a longer log; nothing without a figure.
    void refresh(const std::string& log) const;
    const std::filesystem::path& folder() const { return folder_; }  // empty: nothing was added yet
    std::size_t figures() const { return entries_.size(); }

  private:
    struct Entry {
        std::string stem, title, note, alt, svg;
    };
    std::filesystem::path folder_;
    std::vector<Entry> entries_;

    std::string page(const std::string& log) const;
};

// With its parents. Throws std::runtime_error with path and reason, also when a file of that name is in the way.
void make_folder(const std::filesystem::path& folder);

}  // namespace concord::explorer
