#include "scenarios/study/choices.h"

#include <fmt/format.h>

#include <algorithm>

namespace concord::study {
namespace {

const Condition& condition_of(const Study& study, int condition) {
    return study.conditions[static_cast<std::size_t>(condition)];
}

const std::string& called(const Condition& condition) {
    return condition.option.empty() ? condition.id : condition.option;
}

bool may_be_chosen_between(const Study& study, const Output& a, const Output& b) {
    return a.observable == b.observable && a.time == b.time &&
           condition_of(study, a.condition).against == condition_of(study, b.condition).against;
}

Choice choice_with(const Study& study, std::size_t first) {
    const Output& of = study.outputs[first];
    const std::optional<int> against = condition_of(study, of.condition).against;
    Choice choice{.name = fmt::format("{}@{}", study.observables[static_cast<std::size_t>(of.observable)].id, of.time),
                  .observable = of.observable};
    if (against) {
        const Condition& other = condition_of(study, *against);
        choice.name += " less " + called(other);
        choice.options.push_back({.name = called(other), .price = other.price});
    }
    for (std::size_t k = first; k < study.outputs.size(); ++k) {
        if (!may_be_chosen_between(study, of, study.outputs[k])) continue;
        const Condition& condition = condition_of(study, study.outputs[k].condition);
        choice.options.push_back({.name = called(condition), .output = static_cast<int>(k), .price = condition.price});
    }
    return choice;
}

}  // namespace

std::vector<Choice> choices_of(const Study& study) {
    std::vector<Choice> choices;
    for (std::size_t k = 0; k < study.outputs.size(); ++k) {
        const Output& output = study.outputs[k];
        if (study.observables[static_cast<std::size_t>(output.observable)].better == 0) continue;
        const auto before = study.outputs.begin() + static_cast<std::ptrdiff_t>(k);
        const auto is_one = [&](const Output& other) { return may_be_chosen_between(study, other, output); };
        if (std::any_of(study.outputs.begin(), before, is_one)) continue;
        Choice choice = choice_with(study, k);
        if (choice.options.size() >= 2) choices.push_back(std::move(choice));
    }
    return choices;
}

}  // namespace concord::study
