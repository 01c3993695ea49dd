// What a study chooses between: conditions under which the same observable is looked at, at the same time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/study/study.h"

namespace concord::study {

struct Option {
    std::string name;             // the condition's id; its scenario where [model] names it
    std::optional<int> output{};  // of the study; none: the condition that the others are differences to, worth 0
    double price = 0;             // taken off, in the output's unit
};

struct Choice {
    std::string name;  // "influence@52"; differences to a condition: "influence@52 less today"
    int observable = 0;
    std::vector<Option> options{};  // two or more
};

// In order of the outputs. Levels are chosen between, or differences to one condition, which is an option as well; an
// output that no other can be held against is in none, and neither is one of which nobody has said which way is better.
std::vector<Choice> choices_of(const Study& study);

}  // namespace concord::study
