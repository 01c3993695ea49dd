// Places in support: as many as are published and bought, of the sample, so a real number; in a district's pool, or one
// for Greater Manchester. Those who wait are taken in the order in which they accepted.
#include <algorithm>
#include <cmath>

#include "sim/ground/random.h"
#include "sim/processes/support_parts.h"

namespace concord::sim::support {
namespace {

// A pool in a week: how many places there are, and how many are taken.
struct Pool {
    double places = 0, used = 0;
    double whole() const { return std::floor(places); }
};

// Whether another case may be taken in. The fraction of a place serves one case for that share of the time. In a sample
// a case stands for many who come one after the other, so what a pool has left unused (place-weeks) may be made up for,
// as far as a stay: each further case beyond the whole places needs half a stay of it.
bool has_room(const Context& context, const Pool& pool, double unused) {
    const double beyond = pool.used + 1 - pool.whole();
    if (beyond <= 0) return true;
    const double needed = (beyond - 1) * context.parameters.support_stay / 2;
    if (needed > 0) return unused >= needed;
    return unused > 0 || (unused >= 0 && pool.places > pool.whole());
}

}  // namespace

// Not more than the pool's own places come to in a stay.
double most_unused(const Context& context, double places) {
    return context.parameters.support_stay * (1 - 1.0 / context.world->scale) * std::min(1.0, places);
}

void set_pools(const Context& context, const Start& start, const delivery::Start&, const LeverWeek& levers,
               Week& week) {
    const World& world = *context.world;
    const bool pooled = context.baseline.support.pooled;
    int of_forum = -1;
    std::vector<double> bought(week.size());
    if (levers.any)
        for (int n = 0; n < world.neighbourhoods(); ++n)
            bought[static_cast<std::size_t>(context.district_of(n))] +=
                static_cast<double>(levers.support_places[static_cast<std::size_t>(n)]) / world.scale;
    std::vector<double> places(week.size()), of_pool(week.size());
    for (std::size_t d = 0; d < week.size(); ++d) {
        const int district = static_cast<int>(d);
        if (week[d].forum > 0 && of_forum < 0) of_forum = district;
        week[d].pool = pooled ? 0 : week[d].forum > 0 ? of_forum : district;
        week[d].places = start.places[d] + bought[d];
        places[static_cast<std::size_t>(week[d].pool)] += week[d].places;
        of_pool[static_cast<std::size_t>(week[d].pool)] += bought[d];
    }
    for (OfDistrict& of : week) {
        const auto pool = static_cast<std::size_t>(of.pool);
        of.bought = places[pool] > 0 ? of_pool[pool] / places[pool] : 0;
    }
}

void fill_places(const Context& context, const Week& of, int week, State& state) {
    const Parameters& p = context.parameters;
    const Stream stream(context.options.seed, Process::kSupportCases);
    const auto now = static_cast<std::uint32_t>(week);
    std::vector<Pool> pools(of.size());
    for (const OfDistrict& district : of) pools[static_cast<std::size_t>(district.pool)].places += district.places;
    const auto pool_of = [&](const Case& one) {
        return static_cast<std::size_t>(of[static_cast<std::size_t>(context.district_of(one.neighbourhood))].pool);
    };
    struct Waiting {
        std::int32_t since;
        std::uint32_t lot;
        std::size_t at;
    };
    std::vector<Waiting> waiting;
    for (std::size_t k = 0; k < state.support_cases.size(); ++k) {
        const Case& one = state.support_cases[k];
        if (one.stage == kSupported) pools[pool_of(one)].used += 1;
        if (one.stage == kWaiting)
            waiting.push_back(
                {one.since,
                 stream.word(one.resident, static_cast<std::uint32_t>(std::max(0, one.since)), 4 * kDrawWait + 1), k});
    }
    std::sort(waiting.begin(), waiting.end(), [](const Waiting& a, const Waiting& b) {
        return std::tie(a.since, a.lot, a.at) < std::tie(b.since, b.lot, b.at);
    });
    for (const Waiting& next : waiting) {
        Case& one = state.support_cases[next.at];
        Pool& pool = pools[pool_of(one)];
        if (!has_room(context, pool, state.support_unused[pool_of(one)])) continue;
        pool.used += 1;
        Counts& counts = counts_of(context, one, state);
        counts[kStarted] += 1;
        counts[kSupportWait] += week - one.since;
        const Block words = stream.block(one.resident, now, kDrawWait + 1);
        const auto stay = std::max(1u, stochastic_round(p.support_stay, words[0]));
        const bool withdraws = unit_double(words[1]) < p.support_withdrawal;
        one.stage = kSupported;
        one.since = week;
        one.flags = static_cast<std::uint8_t>((one.flags & ~kWithdraws) | (withdraws ? kWithdraws : 0));
        one.due = week + static_cast<std::int32_t>(withdraws ? 1 + below(words[2], stay) : stay);
    }
    for (std::size_t pool = 0; pool < pools.size(); ++pool) {
        const double most = most_unused(context, pools[pool].places);
        double& unused = state.support_unused[pool];
        // Whole places that stand empty make up for nothing where nobody stands for many.
        const double free = context.world->scale > 1 ? pools[pool].places - pools[pool].used
                                                     : pools[pool].places - pools[pool].whole() -
                                                           std::max(0.0, pools[pool].used - pools[pool].whole());
        unused = std::clamp(unused + free, -p.support_stay, most);
    }
}

}  // namespace concord::sim::support
