#include "sim/processes/decline.h"

#include <vector>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"

namespace concord::sim::decline {
namespace {

// Percent of adults who would have confidence with everybody's trust lower by `fall`. Summed by neighbourhood, in
// order.
double confidence(const Context& context, const ItemModel& items, std::span<const ResidentState> observed,
                  double fall) {
    const World& world = *context.world;
    std::vector<double> agree(static_cast<std::size_t>(world.neighbourhoods())), adults(agree.size());
    parallel_for(world.neighbourhoods(), [&](int n) {
        const auto at = static_cast<std::size_t>(n);
        const double cut = static_cast<double>(items.cut[at][kPoliceConfidence]),
                     loading = static_cast<double>(items.loading[kPoliceTrust][kPoliceConfidence]);
        for (auto i = context.begin(n); i < context.begin(n + 1); ++i) {
            if (world.age_band[i] < kFirstAdultBand) continue;
            const double trust = std::max(0.0, static_cast<double>(observed[i][kPoliceTrust]) - fall);
            agree[at] += maths::logistic(cut + loading * trust);
            adults[at] += 1;
        }
    });
    double sum = 0, all = 0;
    for (std::size_t n = 0; n < agree.size(); ++n) sum += agree[n], all += adults[n];
    return all > 0 ? 100 * sum / all : 0;
}

}  // namespace

Start fit(const Context& context, const ItemModel& items, std::span<const ResidentState> observed) {
    Start start{.weeks = std::max(1, context.baseline.confidence_decline_weeks)};
    const double points = context.baseline.confidence_decline;
    if (points == 0) return start;
    const double wanted = confidence(context, items, observed, 0) - points;
    double low = 0, high = 1;
    constexpr int kHalvings = 30;  // to 1e-9 of the state
    for (int k = 0; k < kHalvings; ++k) {
        const double middle = (low + high) / 2;
        (confidence(context, items, observed, middle) > wanted ? low : high) = middle;
    }
    start.police_trust = (low + high) / 2;
    return start;
}

}  // namespace concord::sim::decline
