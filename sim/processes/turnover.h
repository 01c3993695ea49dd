// Turnover (model.md 4.9): households leave at their neighbourhood's rate and a new one takes the dwelling; ties end
// with a move or with time and are replaced by the rule of section 3.3.
#pragma once

#include <vector>

#include "sim/run/start.h"

namespace concord::sim {

// Households of neighbourhood n that leave in a week, ascending. The same in every scenario of a seed.
void leaving_households(const Start& start, std::uint32_t seed, int n, std::uint32_t week,
                        std::vector<std::uint32_t>& out);

// Replaces most of a newcomer's ties.
void renew_ties(const Start& start, std::uint32_t seed, std::uint32_t week, std::uint32_t resident, int neighbourhood,
                Friends& ties);

// Of 65536: the chance that a tie ends in four weeks without a move.
std::uint32_t tie_endings(const Parameters& parameters);

// Ends ties to whoever moved (`moved`, one bit a resident) and, with chance `ends`, any others, and replaces them.
// Every fourth week. Adds to `changed` who has new ties, in order.
void replace_ties(const Start& start, std::uint32_t seed, std::uint32_t week, int neighbourhood,
                  const std::vector<std::uint32_t>& moved, std::uint32_t ends, Column<Friends>& friends,
                  std::vector<std::uint32_t>& changed);

}  // namespace concord::sim
