#include "report/sections/inputs.h"

#include <utility>

#include "scenarios/compare/contested.h"
#include "scenarios/files/checksum.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/paths.h"

namespace concord::report {

Inputs read_inputs(const std::filesystem::path& folder) {
    Inputs inputs;
    inputs.folder = folder.filename().empty() ? folder.parent_path().filename().string() : folder.filename().string();
    const auto read = [&](const std::filesystem::path& name) {
        scenarios::Comparison comparison = scenarios::read_comparison(folder / name);
        inputs.files.emplace_back(name.string(), scenarios::sha256_of_file(folder / name));
        return comparison;
    };
    if (!scenarios::is_there(folder / "comparison.h5"))
        throw scenarios::InputError(folder.string(), 0, 0,
                                    "holds no comparison.h5: a report is made of a folder that "
                                    "concord compare has finished");
    inputs.comparison = read("comparison.h5");
    inputs.seen = scenarios::detectable(inputs.comparison);
    for (const scenarios::ContestedAssumption& assumption : scenarios::contested_assumptions()) {
        const std::filesystem::path beside = std::filesystem::path("contested") / assumption.key / "comparison.h5";
        if (scenarios::is_there(folder / beside)) inputs.contested.push_back({assumption.title, read(beside)});
    }
    if (scenarios::is_there(folder / "stress.h5")) {
        inputs.stress = scenarios::read_stress(folder / "stress.h5");
        inputs.files.emplace_back("stress.h5", scenarios::sha256_of_file(folder / "stress.h5"));
    }
    return inputs;
}

}  // namespace concord::report
