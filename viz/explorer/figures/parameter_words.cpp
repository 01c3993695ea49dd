#include "viz/explorer/figures/parameter_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "viz/explorer/session/indicators.h"

namespace concord::explorer {
namespace {

std::string upper_first(std::string text) {
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string replaced(std::string text, std::string_view what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

}  // namespace

std::string parameter_title(const sim::ParameterInfo& info) {
    std::string name = info.name, state;
    if (info.array) {
        const std::string_view of = sim::kStateNames[static_cast<std::size_t>(info.state)];
        name.resize(name.size() - of.size() - 1);
        state = fmt::format(": {}", state_in_sentence(info.state));
    }
    std::replace(name.begin(), name.end(), '_', ' ');
    return upper_first(name).append(state);
}

std::string parameter_meaning(const sim::ParameterInfo& info) {
    std::string text = info.meaning;
    for (std::size_t s = 0; s < sim::kStateNames.size(); ++s)
        text = replaced(std::move(text), sim::kStateNames[s], state_in_sentence(static_cast<int>(s)));
    return upper_first(std::move(text));
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
