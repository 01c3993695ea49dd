// The places that a lever reaches, as one: means of the outcomes kept by neighbourhood over these neighbourhoods, the
// same ones in an option and in the baseline.
#pragma once

#include <vector>

#include "scenarios/compare/ensemble_shard.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

class PlacesReached {
  public:
    // `places`: neighbourhoods, ascending; may be empty.
    PlacesReached(const sim::Geography& geography, const std::vector<int>& places, int years);

    // [sim::kPlaceOutcomes] at the end of the last year, weighted by adults; neighbourhoods that the run does not
    // show are left out, and NaN stands where none is left.
    std::vector<double> means_at_the_end(const Shard& shard) const;
    double residents() const { return residents_; }
    double adults() const { return adults_; }

  private:
    std::vector<int> places_;
    std::vector<double> weight_;  // [places] adults
    std::size_t neighbourhoods_;
    int years_;
    double residents_ = 0, adults_ = 0;
};

}  // namespace concord::scenarios
