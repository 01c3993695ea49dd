#include "scenarios/compare/input_checksums.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/embedded.h"
#include "scenarios/files/paths.h"
#include "scenarios/greater_manchester/table_format.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

std::string in_table(std::string_view file) { return "table/" + std::string(file); }

Checksums of_official_files(const fs::path& folder) {
    Checksums checksums;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".csv")
            checksums.emplace_back(in_table(entry.path().filename().string()), sha256_of_file(entry.path()));
    std::sort(checksums.begin(), checksums.end());
    return checksums;
}

}  // namespace

Checksums table_checksums(const std::optional<fs::path>& folder) {
    Checksums checksums;
    if (folder && !is_there(*folder / kNeighbourhoodsFile)) return of_official_files(*folder);
    for (const std::string_view name : kTableFileNames) {
        if (folder) {
            checksums.emplace_back(in_table(name), sha256_of_file(*folder / name));
            continue;
        }
        for (const EmbeddedFile& file : embedded_table_files())
            if (file.name == name) checksums.emplace_back(in_table(name), sha256(file.text));
    }
    return checksums;
}

std::string parameter_table_checksum() {
    std::string text;
    for (const sim::ParameterInfo& p : sim::parameter_table())
        text +=
            fmt::format("{} {} {:a} {} {:a} {:a}\n", p.name, p.unit, p.value, sim::prior_name(p.prior), p.low, p.high);
    return sha256(text);
}

Checksums with_run_inputs(Checksums common, const sim::Scenario& scenario, const sim::Parameters& parameters) {
    common.emplace_back("scenario", sha256(scenario.text));
    common.emplace_back("parameters", sha256(parameters_json(parameters)));
    return common;
}

}  // namespace concord::scenarios
