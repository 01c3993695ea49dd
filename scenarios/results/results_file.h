// Reads a results file (results_writer.h) back. A file that is foreign, cut short, damaged or of another version is
// refused with an InputError that names it; nothing here crashes on a bad file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/files/hdf5/hdf5_file.h"

namespace concord::scenarios {

class ResultsFile {
  public:
    // Opens and checks the file. Throws InputError.
    explicit ResultsFile(std::filesystem::path path);

    bool complete = false;  // false: the run was stopped; weeks past weeks_done are missing
    int weeks_done = 0, weeks = 0, scale = 1;
    std::uint32_t seed = 0;
    std::string scenario_name, scenario_text, start_date, program_version, program_commit, parameters_json, warnings,
        caveat;

    std::vector<std::string> names() const { return file_.names(); }
    bool has(const std::string& name) const { return file_.has(name); }
    std::vector<std::size_t> shape(const std::string& name) const { return file_.shape(name); }
    // Unpacked, in C order; missing cells are NaN. Throws InputError when there is no such variable of numbers.
    std::vector<double> read(const std::string& name) const { return file_.read(name); }
    std::vector<double> read_rows(const std::string& name, std::size_t first_row, std::size_t rows) const {
        return file_.read_rows(name, first_row, rows);
    }
    std::vector<std::string> texts(const std::string& name) const { return file_.texts(name); }
    std::string units(const std::string& name) const { return file_.text("units", name); }
    std::string long_name(const std::string& name) const { return file_.text("long_name", name); }

  private:
    hdf5::Reader file_;
};

// Opens a file of ours of one kind ("results", "plan", "run", "comparison") and format version, or says what it is
// instead.
hdf5::Reader open_concord_file(const std::filesystem::path& path, const std::string& kind, int version);

}  // namespace concord::scenarios
