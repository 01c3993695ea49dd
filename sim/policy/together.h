// Settings of one kind that are in force in the same place at the same time add up. Each may be within its range and
// the sum beyond what the engine can do (LeverField::most_together); that is told before anything runs.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "sim/policy/schedule.h"

namespace concord::sim {

// Numbers are indices: of the scenario's levers, the kind's fields, the geography's neighbourhoods.
struct TooMuchTogether : std::invalid_argument {
    TooMuchTogether(const std::string& what, int lever_, std::vector<int> with_, std::size_t field_, int neighbourhood_,
                    int week_, double sum_)
        : std::invalid_argument(what),
          lever(lever_),
          with(std::move(with_)),
          field(field_),
          neighbourhood(neighbourhood_),
          week(week_),
          sum(sum_) {}

    int lever;              // the last of those that bring the sum up
    std::vector<int> with;  // the others
    std::size_t field;
    int neighbourhood;  // where the sum is largest
    int week;           // one in which it is too much
    double sum;
};

// Throws TooMuchTogether for a week within the scenario's years.
void refuse_too_much(const Schedule& schedule);

}  // namespace concord::sim
