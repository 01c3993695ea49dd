#include "scenarios/live/why.h"

#include <limits>

#include "sim/measures/outcome_sums.h"

namespace concord::live {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void hide(WhyOfBranch& answer, std::size_t state) {
    answer.before[state] = answer.after[state] = kMissing;
    answer.column[state].fill(kMissing);
}

}  // namespace

WhyOfBranch why(const sim::SimulationState& before, const sim::SimulationState& after,
                const std::vector<int>& neighbourhoods, const std::vector<double>& adults, bool below_district) {
    WhyOfBranch answer;
    const sim::Cell cell{below_district ? sim::Resolution::kNeighbourhood : sim::Resolution::kDistrict};
    double all = 0;
    for (const int n : neighbourhoods) {
        all += adults[n];
        for (std::size_t s = 0; s < sim::kStates; ++s) {
            answer.before[s] += before.sums[n].state[static_cast<int>(s)];
            answer.after[s] += after.sums[n].state[static_cast<int>(s)];
            for (std::size_t k = 0; k < sim::kLedgerColumns; ++k)
                answer.column[s][k] +=
                    after.ledger.place[n][k][static_cast<int>(s)] - before.ledger.place[n][k][static_cast<int>(s)];
        }
    }
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        if (all < sim::kFewestInCell || !sim::may_show(sim::kStateTable[s].disclosure, sim::Quantity::kLevel, cell)) {
            hide(answer, s);
            continue;
        }
        answer.before[s] /= all;
        answer.after[s] /= all;
        for (double& change : answer.column[s]) change /= all;
        for (int k = 0; k < sim::kLedgerColumns; ++k) {
            const int within = sim::ledger_column_at(k, cell);
            if (within == k) continue;
            double& hidden = answer.column[s][k];
            answer.column[s][within] += hidden;
            hidden = 0;
        }
    }
    return answer;
}

}  // namespace concord::live
