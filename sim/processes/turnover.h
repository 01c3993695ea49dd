// Turnover (model.md 4.9): households leave at their neighbourhood's rate and a new one takes the dwelling; ties end
// with a move or with time and are replaced by the rule of section 3.3.
#pragma once

#include <vector>

#include "sim/processes/context.h"

namespace concord::sim::turnover {

struct Start {
    std::vector<float> move_rate;  // [N] probability that a household leaves in a week
    std::uint32_t tie_ends = 0;    // of 65536: a tie ends in four weeks without a move
};
Start fit(const Context& context);

struct State {
    std::vector<std::uint32_t> moved;  // one bit a talker: moved in since ties were last replaced
};
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("moved", state.moved);
}
void init(const Context& context, State& state);
void note_moved(std::uint32_t resident, State& state);  // from any thread

// Adds what a week's moves are expected to change in a resident of neighbourhood n.
void add_expected(const Context& context, const Start& start, int n, VectorDouble& increment);

// Households of neighbourhood n that leave in a week, ascending. The same in every scenario of a seed.
void leaving_households(const Context& context, const Start& start, int n, std::uint32_t week,
                        std::vector<std::uint32_t>& out);

// Replaces most of a newcomer's ties.
void renew_ties(const Context& context, std::uint32_t week, std::uint32_t resident, int neighbourhood, Friends& ties);

// Ends ties to whoever moved and, by chance, any others, and replaces them. Every fourth week. Adds to `changed` who
// has new ties, in order.
void replace_ties(const Context& context, const Start& start, const State& state, std::uint32_t week, int neighbourhood,
                  Column<Friends>& friends, std::vector<std::uint32_t>& changed);

}  // namespace concord::sim::turnover
