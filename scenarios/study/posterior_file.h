// A posterior as a netCDF-4 file with the groups of ArviZ's InferenceData (schema of Kumar et al. 2019): `posterior`
// with a variable a parameter over chain and draw, `sample_stats` with what is known of each draw, `observed_data` and
// `constant_data`. `arviz.from_netcdf`, `xarray.open_datatree` and `concord compare --draws` open it.
#pragma once

#include <filesystem>

#include "calibration/posterior.h"
#include "scenarios/study/study.h"

namespace concord::study {

// Weights, where draws are not all alike, are the posterior's variable `weight`. Measured values and what the study
// fixed go with it. The same bytes for the same posterior.
void write_posterior(const std::filesystem::path& path, const Study& study, const calibration::Posterior& posterior);

}  // namespace concord::study
