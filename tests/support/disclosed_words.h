// What a printed text names, by the words of the tables: measures, columns of the ledger, variables of series, places
// and groups. Nothing is listed by hand, so that a new measure or place is known as soon as its table has it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measures/disclosure.h"

namespace concord::tests {

// A measure, or a place or group. Of a measure that several tables have under the same words a text does not say which
// it is: `measure` has the disclosure of each.
struct Known {
    std::string words;
    std::vector<sim::Disclosure> measure{};
    std::optional<sim::Cell> cell{};
    bool exact_case = false;  // names of places: "Hale" is a ward, "hale" is none
    bool bare = false;        // a group by its name alone: "asian", "65+"
};

// All that a cell of a table or a sentence names, the longest words where one begins within another's. A bare name
// of a group counts alone, before a number, last after a comma, and before "residents", "adults" or "people".
std::vector<const Known*> named_in(std::string_view text);

// Whether the level of a measure, as one of the tables has it, may be shown there.
bool may_name(const Known& measure, sim::Cell cell);

}  // namespace concord::tests
