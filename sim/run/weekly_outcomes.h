// Headline outcomes of a week, of GM and the districts (model.md section 6): from the sums that every week leaves, so
// that a run, a live session and a test read the same numbers.
#pragma once

#include <vector>

#include "sim/run/simulation_impl.h"

namespace concord::sim {

// Sums over the adults of a group.
struct AdultSums {
    VectorDouble state = VectorDouble::Zero(), square = VectorDouble::Zero(), item = VectorDouble::Zero();
    double adults = 0, fell = 0, bridging = 0, chance = 0;
    double deprived_agree = 0, deprived_adults = 0;  // get_on_well among those in the most deprived fifth
    AdultSums& operator+=(const AdultSums& more);
};

inline constexpr double kFewestInCell = 10;  // simulated residents a cell rests on (section 9)

// out: [kOutcomes], in the outcomes' units; left as it is for a group of fewer than ten adults.
void put_outcomes(float* out, const AdultSums& sums, double incidents_per_1000_a_year);

class WeeklyOutcomes {
  public:
    explicit WeeklyOutcomes(const World& world);
    // [1 + districts][kOutcomes], GM first; NaN where not defined. At week 0 incidents are those that the balance
    // assumes.
    std::vector<float> of(const Simulation::Impl& simulation) const;

  private:
    std::vector<int> fifth_;         // [N] 0 = most deprived
    std::vector<double> residents_;  // [1 + districts] simulated, all ages
};

// Incidents a week in the neighbourhood that the balance assumes: there is nothing to count yet at the start.
double starting_incidents(const Simulation::Impl& simulation, int n);

// Deprivation fifth of each neighbourhood, 0 = most deprived, each holding a fifth of GM's residents as nearly as whole
// neighbourhoods allow; ties by order.
std::vector<int> deprivation_fifths(const Geography& geography);

}  // namespace concord::sim
