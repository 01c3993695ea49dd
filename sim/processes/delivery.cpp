#include "sim/processes/delivery.h"

#include "sim/ground/random.h"
#include "sim/policy/dilution.h"

namespace concord::sim::delivery {

Start fit(const Context& context) {
    const Stream stream(context.options.seed, Process::kTraining);
    const auto& p = context.parameters;
    Start start;
    start.works.resize(context.world->geography.districts.size());
    for (std::uint32_t d = 0; d < start.works.size(); ++d)
        for (std::uint32_t kind = 0; kind < kLeverKinds; ++kind) {
            const bool training = static_cast<LeverKind>(kind) == LeverKind::kProceduralJusticeTraining;
            const double backfire = training ? p.training_backfire : p.backfire;
            const double u = unit_double(stream.word(d, 0, kind));
            start.works[d][kind] = u < backfire                 ? static_cast<float>(-p.backfire_size)
                                   : u < backfire + p.no_effect ? 0.0f
                                                                : 1.0f;
        }
    return start;
}

double dilution(const Parameters& p, double reach) { return left_by_dilution(p.dilution, reach); }

void dilute(const Parameters& p, LeverWeek& levers) {
    for (std::size_t kind = 0; kind < kLeverKinds; ++kind) levers.undiluted[kind] = dilution(p, levers.reach[kind]);
}

double effect(const Context& context, const Start& start, const LeverWeek& levers, LeverKind kind, int n) {
    return static_cast<double>(start.works[context.district_of(n)][static_cast<std::size_t>(kind)]) *
           levers.undiluted[static_cast<std::size_t>(kind)];
}

}  // namespace concord::sim::delivery
