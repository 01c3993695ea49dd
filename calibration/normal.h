// The standard normal distribution, made of the model's elementary functions: the same bits on every machine.
#pragma once

namespace concord::calibration {

double normal_density(double z);
double log_normal_density(double z);
double normal_cumulative(double z);  // within 1e-15; relative accuracy kept in the lower tail down to z = -37
double normal_quantile(double p);    // p in (0, 1); -infinity at 0, infinity at 1, NaN outside

}  // namespace concord::calibration
