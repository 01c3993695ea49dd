#include "viz/explorer/figures/parameter_words.h"

#include <fmt/format.h>

#include <utility>

#include "scenarios/files/text.h"
#include "viz/explorer/session/indicators.h"

namespace concord::explorer {

std::string parameter_title(const sim::ParameterInfo& info) {
    std::string name = info.name, state;
    if (info.array) {
        const std::string_view of = sim::kStateNames[static_cast<std::size_t>(info.state)];
        name.resize(name.size() - of.size() - 1);
        state = fmt::format(": {}", state_in_sentence(info.state));
    }
    return scenarios::upper_first(scenarios::readable(name)).append(state);
}

std::string parameter_meaning(const sim::ParameterInfo& info) {
    std::string text = info.meaning;
    for (std::size_t s = 0; s < sim::kStateNames.size(); ++s)
        text = scenarios::replaced(std::move(text), sim::kStateNames[s], state_in_sentence(static_cast<int>(s)));
    return scenarios::upper_first(text);
}

std::string evidence_words(const sim::ParameterInfo& info) {
    switch (info.grade) {
        case 'A': return fmt::format("Evidence: trial or repeated measurement ({}).", info.source);
        case 'B': return fmt::format("Evidence: natural experiment or review ({}).", info.source);
        case 'C': return fmt::format("Evidence: association ({}).", info.source);
        default: break;
    }
    return info.source == "assumption" ? std::string("An assumption: no measurement behind it.")
                                       : fmt::format("Source: {}.", info.source);
}

}  // namespace concord::explorer
