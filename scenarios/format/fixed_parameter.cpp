#include "scenarios/format/fixed_parameter.h"

#include <fmt/format.h>

#include <stdexcept>
#include <vector>

#include "scenarios/files/checked_table.h"
#include "scenarios/files/read_number.h"
#include "scenarios/files/shown_text.h"
#include "sim/parameters/allowed.h"

namespace concord::scenarios {
namespace {

const sim::ParameterInfo& parameter_named(std::string_view name) {
    if (const sim::ParameterInfo* info = sim::find_parameter(name)) return *info;
    std::vector<std::string_view> names;
    for (const sim::ParameterInfo& info : sim::parameter_table()) names.push_back(info.name);
    throw std::invalid_argument(fmt::format("no parameter {}{}; concord describe parameters lists them",
                                            printable(name), suggestion(name, names)));
}

void fix(sim::Scenario& scenario, const sim::ParameterInfo& info, double value) {
    std::erase_if(scenario.parameters, [&](const sim::ParameterOverride& old) { return old.name == info.name; });
    scenario.parameters.push_back({info.name, value, "set on the command line"});
}

std::string allowed(const sim::ParameterInfo& info, std::string_view value) {
    return fmt::format("{}: {} is not allowed; {:.12g} to {:.12g} is ({})", info.name, value, info.low, info.high,
                       info.unit);
}

}  // namespace

void fix_parameter(sim::Scenario& scenario, std::string_view setting) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string_view::npos)
        throw std::invalid_argument(fmt::format("--set {}: expected PARAMETER=VALUE", printable(setting)));
    const sim::ParameterInfo& info = parameter_named(setting.substr(0, equals));
    const std::string_view text = setting.substr(equals + 1);
    const auto value = read_number(text);
    if (!value || !sim::allows(info, *value)) throw std::invalid_argument("--set " + allowed(info, printable(text)));
    fix(scenario, info, *value);
}

void fix_parameter(sim::Scenario& scenario, std::string_view name, double value) {
    const sim::ParameterInfo& info = parameter_named(name);
    if (!sim::allows(info, value)) throw std::invalid_argument(allowed(info, fmt::format("{}", value)));
    fix(scenario, info, value);
}

}  // namespace concord::scenarios
