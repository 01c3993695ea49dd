#include "cli/inputs.h"

#include <optional>
#include <stdexcept>

#include "scenarios/greater_manchester/table.h"

namespace concord::cli {

sim::Geography geography_from(const std::string& folder) {
    return scenarios::load_geography(folder.empty() ? std::nullopt : std::optional<std::filesystem::path>(folder));
}

int checked_years(int years) {
    constexpr int kLongest = 30;
    if (years < 1 || years > kLongest) throw std::invalid_argument("--years " + std::to_string(years) + ": expected 1 to 30");
    return years;
}

sim::Parameters parameters_with_overrides(sim::Parameters parameters, const sim::Scenario& scenario) {
    for (const auto& change : scenario.parameters)
        if (const auto* info = sim::find_parameter(change.name)) sim::set(parameters, *info, change.value);
    return parameters;
}

}  // namespace concord::cli
