#include "scenarios/live/why.h"

#include <limits>

#include "sim/measures/outcome_sums.h"

namespace concord::live {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void hide(Why& answer, std::size_t state) {
    answer.difference[state] = answer.unshown[state] = kMissing;
    answer.column[state].fill(kMissing);
}

// Adds `sign` times what the stretch changed in the neighbourhood's sums.
void add(Why& sum, const Stretch& stretch, std::size_t n, double sign) {
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        const int state = static_cast<int>(s);
        sum.difference[s] += sign * (stretch.after.sums[n].state[state] - stretch.before.sums[n].state[state]);
        for (std::size_t k = 0; k < sim::kLedgerColumns; ++k)
            sum.column[s][k] +=
                sign * (stretch.after.ledger.place[n][k][state] - stretch.before.ledger.place[n][k][state]);
    }
}

// Whether a column has no bar there: it may not be shown, or one is counted in it that may not.
bool is_unshown(int column, sim::Cell cell) {
    const auto may = [&](int k) {
        return sim::may_show(sim::kLedgerTable[static_cast<std::size_t>(k)].disclosure, sim::Quantity::kDifference,
                             cell);
    };
    if (!may(column)) return true;
    for (int k = 0; k < sim::kLedgerColumns; ++k)
        if (sim::kLedgerTable[static_cast<std::size_t>(k)].shown_within == column && !may(k)) return true;
    return false;
}

}  // namespace

Why why(const Stretch& one, const Stretch& other, const std::vector<int>& neighbourhoods,
        const std::vector<double>& adults, bool below_district) {
    Why answer;
    const sim::Cell cell{below_district ? sim::Resolution::kNeighbourhood : sim::Resolution::kDistrict};
    double all = 0;
    for (const int place : neighbourhoods) {
        const auto n = static_cast<std::size_t>(place);
        all += adults[n];
        add(answer, one, n, 1);
        add(answer, other, n, -1);
    }
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        if (all < sim::kFewestInCell ||
            !sim::may_show(sim::kStateTable[s].disclosure, sim::Quantity::kDifference, cell)) {
            hide(answer, s);
            continue;
        }
        answer.difference[s] /= all;
        for (int k = 0; k < sim::kLedgerColumns; ++k) {
            double& part = answer.column[s][static_cast<std::size_t>(k)];
            part /= all;
            if (!is_unshown(k, cell)) continue;
            answer.unshown[s] += part;
            part = 0;
        }
    }
    return answer;
}

}  // namespace concord::live
