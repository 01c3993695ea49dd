#include "sim/world/household_kernels.h"

#include <cmath>

#include "sim/ground/maths.h"

namespace concord::sim {
namespace {

constexpr std::array<double, kFineAgeBands> kMiddle = {2.5,  7.5,  12.5, 15.5, 17,   19,   22.5, 27.5, 32.5, 37.5,
                                                       42.5, 47.5, 52.5, 57.5, 62.5, 67.5, 72.5, 77.5, 82.5, 89};
constexpr double kFloor = 1e-6;        // weight of ages that hardly ever go together
constexpr double kMinorAlone = 0.005;  // how much less likely 16-17-year-olds head a household or have a partner

float curve(double difference, double mean, double sd) {
    const double z = (difference - mean) / sd;
    return static_cast<float>(maths::exp(-0.5 * z * z) + kFloor);
}

}  // namespace

HouseholdKernels::HouseholdKernels(const PopulationParameters& parameters) {
    for (std::size_t given = 0; given < kFineAgeBands; ++given) {
        for (std::size_t age = 0; age < kFineAgeBands; ++age) {
            const double older = kMiddle[age] - kMiddle[given];
            const float minor = age <= kFirstAdultFine ? static_cast<float>(kMinorAlone) : 1.0f;
            partner[given][age] = minor * curve(older, 0, parameters.partner_age_sd);
            parent[given][age] = minor * curve(older, parameters.parent_age_mean, parameters.parent_age_sd);
            sibling[given][age] = curve(older, 0, parameters.sibling_age_sd);
            grown_child[given][age] = curve(-older, parameters.parent_age_mean, parameters.parent_age_sd) *
                                      static_cast<float>(parameters.at_home[age] + kFloor);
        }
    }
    for (std::size_t age = 0; age < kFineAgeBands; ++age) {
        head[age] = age <= kFirstAdultFine ? static_cast<float>(kMinorAlone) : 1.0f;
        anyone[age] = 1.0f;
    }
}

}  // namespace concord::sim
