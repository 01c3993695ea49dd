#include "scenarios/results/results_file.h"

#include "scenarios/results/results_writer.h"

namespace concord::scenarios {

hdf5::Reader open_concord_file(const std::filesystem::path& path, const std::string& kind, int version) {
    hdf5::Reader file(path);
    if (!file.has_attribute("concord_file") || !file.has_attribute("format_version"))
        file.refuse("is an HDF5 file, but not one of Concord's");
    const std::string found = file.text("concord_file");
    if (found != kind)
        file.refuse("is a Concord file of kind \"" + found + "\", where one of kind \"" + kind + "\" is needed");
    const int format = static_cast<int>(file.number("format_version"));
    if (format != version)
        file.refuse("has format version " + std::to_string(format) + "; this program reads version " +
                    std::to_string(version));
    return file;
}

ResultsFile::ResultsFile(std::filesystem::path path) : file_(open_concord_file(path, "results", kResultsFormat)) {
    complete = file_.number("complete") == 1;
    weeks_done = static_cast<int>(file_.number("weeks_done"));
    weeks = static_cast<int>(file_.number("weeks"));
    scale = static_cast<int>(file_.number("scale"));
    seed = static_cast<std::uint32_t>(file_.number("seed"));
    scenario_name = file_.text("scenario_name");
    scenario_text = file_.text("scenario_text");
    start_date = file_.text("start_date");
    program_version = file_.text("program_version");
    program_commit = file_.text("program_commit");
    parameters_json = file_.text("parameters_json");
    warnings = file_.text("warnings");
    caveat = file_.text("caveat");
    if (file_.shape("week") != std::vector<std::size_t>{static_cast<std::size_t>(weeks) + 1})
        file_.refuse("is damaged: its weeks do not match their number");
}

}  // namespace concord::scenarios
