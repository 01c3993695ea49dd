#include "sim/run/start.h"

#include <stdexcept>

#include "sim/run/balance.h"

namespace concord::sim {
namespace {

std::shared_ptr<Start> solve(const World& world, const Parameters& parameters, const Baseline& baseline,
                             const RunOptions& options) {
    auto start = std::make_shared<Start>();
    static_cast<Context&>(*start) = make_context(world, parameters, baseline, options);
    const auto observed = fit_rooms(*start, *start);
    start->ledger_rates = {.back = start->rates.back.cast<double>(),
                           .talk = start->rates.talk.cast<double>(),
                           .coupling = start->coupling.columns};
    start->friends = friends_at_start(*start);
    fit_balance(*start, observed, start->friends);
    return start;
}

}  // namespace

StartOfOneRun prepare_one_run(const World& world, const Parameters& parameters, const Baseline& baseline,
                              const RunOptions& options) {
    auto start = solve(world, parameters, baseline, options);
    Column<Friends> friends = std::move(start->friends);
    return {std::move(start), std::move(friends)};
}

std::shared_ptr<const Start> prepare(const World& world, const Parameters& parameters, const Baseline& baseline,
                                     const RunOptions& options) {
    return solve(world, parameters, baseline, options);
}

Column<Friends> friends_at_start(const Context& context) {
    Column<Friends> friends;
    draw_friends(*context.world, context.friendship, friends);
    confine_friends(context, friends);
    return friends;
}

const BalanceReport& balance_report(const Start& start) { return start.balance; }

void confine_friends(const Context& context, Column<Friends>& friends) {
    if (!context.options.confine_to_district) return;
    const World& world = *context.world;
    for (std::size_t d = 0; d + 1 < world.neighbourhood_of_district_begin.size(); ++d) {
        const auto begin = world.neighbourhood_begin[world.neighbourhood_of_district_begin[d]];
        const auto end = world.neighbourhood_begin[world.neighbourhood_of_district_begin[d + 1]];
        for (auto i = begin; i < end; ++i)
            for (auto& j : friends[i])
                if (j < begin || j >= end) j = i;
    }
}

}  // namespace concord::sim
