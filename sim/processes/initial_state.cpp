#include "sim/processes/initial_state.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"
#include "sim/processes/normals.h"

namespace concord::sim::initial_state {
namespace {

// Years lived here by household: exponential at the neighbourhood's rate, the same draw for all its members.
double tenure_weeks(const Context& context, std::uint32_t resident, double move_rate) {
    const std::uint32_t household = context.world->household[resident];
    return -maths::log(open_unit(Stream(context.options.seed, Process::kTenure).word(household, 0, 0))) /
           std::max(move_rate, 1e-9);
}

}  // namespace

Vector place_effect(const Context& context, std::uint32_t place, std::uint32_t draw) {
    return normals(Stream(context.options.seed, Process::kInitialState), place, draw).own;
}

Vector resident_effect(const Context& context, std::uint32_t resident) {
    return normals(Stream(context.options.seed, Process::kInitialState), resident, kDrawResident)
               .correlated(context.parameters.resident_correlation) *
           static_cast<float>(context.parameters.resident_sd);
}

Vector observed_level(const Context& context, const Start& start, std::uint32_t resident, int neighbourhood) {
    return logistic_of(start.place_logit[neighbourhood] + start.age_logit[context.world->age_band[resident]] +
                       personal_change::lasting_share(context.parameters) * resident_effect(context, resident));
}

Vector newcomer_state(const Context& context, const Start& start, std::uint32_t resident, int neighbourhood,
                      std::uint32_t week) {
    Vector x = observed_level(context, start, resident, neighbourhood);
    x += personal_change::so_far(context, start.personal, resident, week, x);
    x[kBelonging] -= static_cast<float>(context.parameters.newcomer_belonging);
    x[kNeighbourTrust] -= static_cast<float>(context.parameters.newcomer_trust);
    return x.max(0.0f).min(1.0f);
}

Vector starting_state(const Context& context, const Start& start, const turnover::Start& turnover,
                      std::uint32_t resident, int neighbourhood) {
    const Vector level = observed_level(context, start, resident, neighbourhood);
    const Vector personal = personal_change::so_far(context, start.personal, resident, 0, level);
    return with_tenure(context, turnover, level + personal, resident, neighbourhood);
}

// A newcomer's gap closes at the rate of fade; the long-settled stand above the observed level by as much as the mean
// of the newcomers' gap, so that the mean over tenures is the observed level.
Vector with_tenure(const Context& context, const turnover::Start& turnover, Vector x, std::uint32_t resident, int n) {
    const double rate = turnover.move_rate[n];
    const double tenure = tenure_weeks(context, resident, rate);
    const auto shift = [&](State state, double gap) {
        const double fade = static_cast<double>(context.rates.fade[state]), left = maths::exp(-fade * tenure);
        const double settled = gap * rate / fade;
        return static_cast<float>(settled - (gap + settled) * left);
    };
    x[kBelonging] += shift(kBelonging, context.parameters.newcomer_belonging);
    x[kNeighbourTrust] += shift(kNeighbourTrust, context.parameters.newcomer_trust);
    return x.max(0.0f).min(1.0f);
}

}  // namespace concord::sim::initial_state
