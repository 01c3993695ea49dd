// Reads a file as somebody would who looks for what it must not say, and holds every variable, column and cell against
// the tables of sim/measures: which measure, level or change or difference, of which place or group, resting on how
// many. What it does not recognise is a complaint: a new variable is closed until the walker knows it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace concord::tests {

// Sentences that begin with the file's name; none: all of it may be shown. Figures as CSV say what the same figures as
// pictures show; an SVG without a CSV of its name beside it is read itself, PNG and PDF are not. Tables beside a
// study's model.txt are read with it; other .txt are printed text.
std::vector<std::string> disclosure_complaints(const std::filesystem::path& file);
// Of all files below a folder, hidden ones apart. Throws std::filesystem::filesystem_error where there is no such
// folder.
std::vector<std::string> disclosure_complaints_below(const std::filesystem::path& folder);

}  // namespace concord::tests
