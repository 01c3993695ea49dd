#include "sim/processes/initial_state.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"

namespace concord::sim::initial_state {
namespace {

// Eight standard normal draws and a ninth that all share, by Box and Muller's method on eight lanes.
struct Normals {
    Vector own;
    float common;
};

Normals normals(const Stream& stream, std::uint32_t who, std::uint32_t draw) {
    Floats u{}, turns{};
    for (std::uint32_t k = 0; k < 2; ++k) {
        const Block radius = stream.block(who, k, draw), turn = stream.block(who, k + 2, draw);
        for (int w = 0; w < 4; ++w) {
            u[4 * k + static_cast<std::uint32_t>(w)] = static_cast<float>((radius[w] >> 8) + 0.5f) * 0x1.0p-24f;
            turns[4 * k + static_cast<std::uint32_t>(w)] = unit_float(turn[w]);
        }
    }
    const Vector squared = as_vector(-2.0f * maths::log(u));
    Vector length;
    for (int k = 0; k < kStates; ++k) length[k] = std::sqrt(std::max(0.0f, squared[k]));
    const auto [cosine, sine] = maths::turned(turns);
    return {length * as_vector(cosine), length[0] * sine[0]};
}

// Years lived here by household: exponential at the neighbourhood's rate, the same draw for all its members.
double tenure_weeks(const Context& context, std::uint32_t resident, double move_rate) {
    const std::uint32_t household = context.world->household[resident];
    return -maths::log(open_unit(Stream(context.options.seed, Process::kTenure).word(household, 0, 0))) /
           std::max(move_rate, 1e-9);
}

}  // namespace

Vector place_effect(const Context& context, std::uint32_t place, std::uint32_t draw, double sd) {
    return normals(Stream(context.options.seed, Process::kInitialState), place, draw).own * static_cast<float>(sd);
}

Vector resident_effect(const Context& context, std::uint32_t resident) {
    const auto draw = normals(Stream(context.options.seed, Process::kInitialState), resident, kDrawResident);
    const auto correlation = static_cast<float>(context.parameters.resident_correlation);
    Vector factor = Vector::Constant(std::sqrt(correlation) * draw.common);
    factor[kGrievance] = -factor[kGrievance];
    return (factor + std::sqrt(1 - correlation) * draw.own) * static_cast<float>(context.parameters.resident_sd);
}

Vector observed_level(const Context& context, const Start& start, std::uint32_t resident, int neighbourhood) {
    return logistic_of(start.place_logit[neighbourhood] + start.age_logit[context.world->age_band[resident]] +
                       resident_effect(context, resident));
}

Vector newcomer_state(const Context& context, const Start& start, std::uint32_t resident, int neighbourhood) {
    Vector x = observed_level(context, start, resident, neighbourhood);
    x[kBelonging] -= static_cast<float>(context.parameters.newcomer_belonging);
    x[kNeighbourTrust] -= static_cast<float>(context.parameters.newcomer_trust);
    return x.max(0.0f);
}

Vector starting_state(const Context& context, const Start& start, const turnover::Start& turnover,
                      std::uint32_t resident, int neighbourhood) {
    return with_tenure(context, turnover, observed_level(context, start, resident, neighbourhood), resident,
                       neighbourhood);
}

// A newcomer's gap closes at the rate of fade; the long-settled stand above the observed level by as much as the mean
// of the newcomers' gap, so that the mean over tenures is the observed level.
Vector with_tenure(const Context& context, const turnover::Start& turnover, Vector x, std::uint32_t resident, int n) {
    const double rate = turnover.move_rate[n];
    const double left = maths::exp(-context.rates.fade * tenure_weeks(context, resident, rate));
    const auto shift = [&](double gap) {
        const double settled = gap * rate / context.rates.fade;
        return static_cast<float>(settled - (gap + settled) * left);
    };
    x[kBelonging] += shift(context.parameters.newcomer_belonging);
    x[kNeighbourTrust] += shift(context.parameters.newcomer_trust);
    return x.max(0.0f).min(1.0f);
}

}  // namespace concord::sim::initial_state
