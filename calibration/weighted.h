// Samples with weights: what populations of particles and posteriors are summed up with. Points stand one a row,
// [n][parameters]; weights [n] are at least 0, not all 0, and need not sum to 1. All throw std::invalid_argument where
// they are not so, where there are no points or a value is not finite.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "calibration/random.h"

namespace concord::calibration {

Eigen::VectorXd normalised(const Eigen::VectorXd& weights);    // sum 1
double effective_sample_size(const Eigen::VectorXd& weights);  // Kish (1965): (sum w)^2 / sum w^2, in [1, n]
Eigen::VectorXd equal_weights(Eigen::Index n);                 // 1 / n each
Eigen::VectorXd weighted_mean(const Eigen::MatrixXd& points, const Eigen::VectorXd& weights);

// Divided by 1 - sum w^2 of normalised weights, which is n - 1 of n where they are equal; 0 where one has all the
// weight.
Eigen::MatrixXd weighted_covariance(const Eigen::MatrixXd& points, const Eigen::VectorXd& weights);

// The value that a share p in [0, 1] of the weight lies below, between the middles of the points' shares in a straight
// line (Hazen's rule where weights are equal). Points without weight do not count.
double weighted_quantile(const Eigen::VectorXd& values, const Eigen::VectorXd& weights, double p);
std::vector<double> weighted_quantiles(const Eigen::VectorXd& values, const Eigen::VectorXd& weights,
                                       const std::vector<double>& p);

// n indices in rising order, each as often as its share of n, rounded up or down (Kitagawa 1996): the least noise there
// is in numbers drawn.
std::vector<Eigen::Index> systematic_resample(const Eigen::VectorXd& weights, Eigen::Index n, Random random);

double median(Eigen::VectorXd values);
// Median absolute deviation from the median, not scaled to a normal's sd.
double median_absolute_deviation(const Eigen::VectorXd& values);

}  // namespace concord::calibration
