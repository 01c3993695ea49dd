#include "sim/processes/personal_change.h"

#include <cmath>

#include "sim/ground/calendar.h"
#include "sim/processes/normals.h"

namespace concord::sim::personal_change {
namespace {

constexpr double kChangesAWeek = kChangesAYear / kWeeksPerYear;

// Blocks of a resident's draws in a week, in the stream of personal change.
enum Draw : std::uint32_t { kDrawChange = 0, kDrawSoFar };
constexpr std::uint32_t kBlocks = 3;

Vector weights(const Vector& x) { return 4.0f * x * (1.0f - x); }

}  // namespace

// A part that fades at phi a week and is moved by w J z at rate r has variance r w^2 J^2 / (2 phi).
Start fit(const Context& context, const VectorDouble& variance, const VectorDouble& mean_square_weight) {
    Start start;
    for (int s = 0; s < kStates; ++s) {
        if (!(mean_square_weight[s] > 0)) continue;
        const double spread = std::sqrt(context.parameters.transient * variance[s] / mean_square_weight[s]);
        start.spread[s] = static_cast<float>(spread);
        start.jump[s] =
            static_cast<float>(spread * std::sqrt(2 * static_cast<double>(context.rates.fade[s]) / kChangesAWeek));
    }
    return start;
}

float lasting_share(const Parameters& p) { return static_cast<float>(std::sqrt(1 - p.transient)); }

Vector sd_so_far(const Start& start, const Vector& level) { return weights(level) * start.spread; }

Vector so_far(const Context& context, const Start& start, std::uint32_t resident, std::uint32_t week,
              const Vector& level) {
    if (!(context.parameters.transient > 0)) return Vector::Zero();
    const Stream stream(context.options.seed, Process::kPersonalChange);
    return sd_so_far(start, level) *
           normals(stream, resident, kDrawSoFar, week * kBlocks).correlated(context.parameters.personal_correlation);
}

void draw(const Context& context, const Start& start, const RareWeek& rare, const Column<ResidentState>& states,
          std::vector<Pending>& out) {
    if (!(context.parameters.transient > 0)) return;
    const Stream stream(context.options.seed, Process::kPersonalChange);
    rare.draw(
        Rare::kPersonalChanges, {.usual = kChangesAWeek, .ceiling = kChangesAWeek}, kChangesAWeek,
        [](std::uint32_t) { return kChangesAWeek; },
        [&](std::uint32_t i, const Block& words) {
            const auto block = [&](std::uint32_t k) { return stream.block(i, rare.week() * kBlocks + k, kDrawChange); };
            const Vector z = normals(block(0), block(1), words).correlated(context.parameters.personal_correlation);
            out.push_back(
                {.resident = i, .column = kLedgerPersonal, .change = weights(load(states[i])) * start.jump * z});
        });
}

}  // namespace concord::sim::personal_change
