// Where people work (model.md section 3.2): a gravity model of commuting between areas, balanced so that every worker
// has a job and areas fill in proportion to their jobs. Used by the population builder and by the fit of its two
// parameters to the 2011 flows.
#pragma once

#include <vector>

#include "sim/world/geography.h"

namespace concord::sim {

// Expected commuters between A areas, A*A in row-major order (row: home, column: workplace), proportional to
// workers[i] x jobs[j] x exp(-decay x km[i][j]^power) and balanced by Furness iteration. Jobs are first scaled to the
// number of workers. Rows sum to `workers` exactly (to rounding); columns to the scaled jobs within a millionth of all
// workers. All arguments non-negative and finite; km is A*A in row-major order. An area without workers has an empty
// row, one without jobs an empty column; throws std::invalid_argument when sizes differ or there are workers but no
// jobs.
std::vector<double> gravity_flows(const std::vector<double>& workers, const std::vector<double>& jobs,
                                  const std::vector<double>& km, double decay, double power);

// Kilometres between areas, A*A in row-major order, symmetric: between population-weighted centroids; within an area
// half the radius of a disc of its size.
std::vector<double> area_distances(const Geography& geography);

}  // namespace concord::sim
