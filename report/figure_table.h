// What a figure draws, as a table: for who does not see it, or wants its numbers.
#pragma once

#include <string>

#include "report/document.h"

namespace concord::report {

// `id` and `caption` are the table's. A band or interval stands behind its value: "61.2 % (58.0 to 64.1)".
Table figure_table(const figure::Figure& figure, std::string id, std::string caption);

// Whether its rows may be sorted by value: not where that would rank what must not be ranked (model.md section 9), nor
// neighbourhoods of simulated residents.
bool may_rank(const figure::Figure& figure);

}  // namespace concord::report
