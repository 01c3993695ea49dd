// How much a resident's state a year later has to do with today's, from the parameters alone.
#pragma once

#include "sim/parameters/parameters.h"

namespace concord::sim {

// Correlation of a state with itself a year later, between residents of a place who stay there, if return and changes
// for reasons of their own (model.md 4.1) alone moved them: what is transient fades by yearly_fade, the rest lasts. In
// [0, 1].
inline double yearly_correlation(const Parameters& parameters, int state) {
    return 1 - parameters.transient * parameters.yearly_fade[static_cast<std::size_t>(state)];
}

}  // namespace concord::sim
