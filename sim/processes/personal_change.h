// Personal change (model.md 4.1): people change for reasons outside the model, and come back within a few years. Rare,
// keyed and symmetric, so that it moves no mean; its size is such that it keeps up a declared share of the spread
// between residents of a place, and set-points hold the rest.
#pragma once

#include <vector>

#include "sim/ground/memory.h"
#include "sim/processes/context.h"
#include "sim/processes/pending.h"
#include "sim/processes/rare.h"

namespace concord::sim::personal_change {

inline constexpr double kChangesAYear = 1;  // that a resident meets; fewer and larger or more and smaller: same spread

struct Start {
    Vector jump = Vector::Zero();    // J: a change moves a state by w(x) J z, z standard normal
    Vector spread = Vector::Zero();  // of the part that changes have made so far, in the long run: w(x) spread z
};
// `variance`: between residents of a place, by state; `mean_square_weight`: mean over residents of w(x)^2.
Start fit(const Context& context, const VectorDouble& variance, const VectorDouble& mean_square_weight);

// Share of a resident's own effect, in logits, that sits in set-points: the rest of its variance is transient.
float lasting_share(const Parameters& parameters);

// What changes have made so far of a resident whose level without them is `level`: at the start (week 0) or of whoever
// moves in after it.
Vector so_far(const Context& context, const Start& start, std::uint32_t resident, std::uint32_t week,
              const Vector& level);

// The standard deviation of that.
Vector sd_so_far(const Start& start, const Vector& level);

// Changes of a neighbourhood's residents this week, in order of resident.
void draw(const Context& context, const Start& start, const RareWeek& rare, const Column<ResidentState>& states,
          std::vector<Pending>& out);

}  // namespace concord::sim::personal_change
