// What the options report is made of: a comparison's folder as files say it, runs left alone.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/detectability.h"
#include "scenarios/compare/stress.h"
#include "sim/world/geography.h"

namespace concord::report {

struct ContestedInput {
    std::string title;  // "an unfair stop weighs 14 fair ones (E07)"
    scenarios::Comparison comparison;
};

struct Inputs {
    scenarios::Comparison comparison;
    std::vector<scenarios::Detectable> seen{};                 // what monitoring would have seen of it
    std::vector<ContestedInput> contested{};                   // in the order that they are listed in
    std::optional<scenarios::Stress> stress{};                 // where events were asked for
    std::optional<sim::Geography> geography{};                 // for maps; without it there are none
    std::string folder{};                                      // as it is called on the page
    std::vector<std::pair<std::string, std::string>> files{};  // name, SHA-256: what it was made from
};

// Reads comparison.h5 of the folder and what stands beside it. Throws InputError.
Inputs read_inputs(const std::filesystem::path& folder);

}  // namespace concord::report
