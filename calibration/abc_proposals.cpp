#include "calibration/abc_proposals.h"

#include <algorithm>

#include "calibration/nearest.h"
#include "calibration/normal.h"
#include "calibration/ordered_algebra.h"
#include "calibration/weighted.h"
#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

constexpr double kWideShare = 0.2;

}  // namespace

ParticleKernels::ParticleKernels(Eigen::MatrixXd scores, const Eigen::VectorXd& weights, Eigen::Index neighbours)
    : scores_(std::move(scores)), weights_(normalised(weights)), cumulative_(weights_), log_weights_(weights_) {
    for (Eigen::Index n = 1; n < cumulative_.size(); ++n) cumulative_[n] += cumulative_[n - 1];
    for (double& w : log_weights_) w = sim::maths::log(w);
    normals_.push_back(wide());
    if (neighbours == 0) return;
    normals_.push_back(near(std::min(neighbours, scores_.rows() - 1)));
    normals_[0].log_share = sim::maths::log(kWideShare);
    normals_[1].log_share = sim::maths::log(1 - kWideShare);
}

ParticleKernels::Normals ParticleKernels::wide() const {
    return {.factors = {factor_of_covariance(2 * weighted_covariance(scores_, weights_))}};
}

ParticleKernels::Normals ParticleKernels::near(Eigen::Index neighbours) const {
    Normals normals;
    normals.factors.resize(static_cast<std::size_t>(scores_.rows()));
    sim::parallel_for(static_cast<int>(scores_.rows()),
                      [&](int n) { normals.factors[static_cast<std::size_t>(n)] = factor_near(n, neighbours); });
    return normals;
}

// Of the moments about the particle itself, by the weights of the nearest: as wide as the way to them.
Eigen::MatrixXd ParticleKernels::factor_near(Eigen::Index particle, Eigen::Index neighbours) const {
    double sum = 0;
    Eigen::MatrixXd moments = Eigen::MatrixXd::Zero(scores_.cols(), scores_.cols());
    for (const Eigen::Index n : nearest_others(scores_, particle, neighbours)) {
        const Eigen::RowVectorXd way = scores_.row(n) - scores_.row(particle);
        sum += weights_[n];
        for (Eigen::Index i = 0; i < way.size(); ++i)
            for (Eigen::Index j = 0; j < way.size(); ++j) moments(i, j) += weights_[n] * way[i] * way[j];
    }
    return factor_of_covariance(moments / sum);
}

Eigen::VectorXd ParticleKernels::draw(Random& random) const {
    const double* begin = cumulative_.data();
    const auto at = std::upper_bound(begin, begin + cumulative_.size(), random.unit() * cumulative_.tail(1)[0]) - begin;
    const Eigen::Index n = std::min<Eigen::Index>(at, scores_.rows() - 1);
    const bool is_wide = random.unit() < kWideShare || normals_.size() == 1;
    Eigen::VectorXd moves(scores_.cols());
    for (double& move : moves) move = random.normal();
    return scores_.row(n).transpose() + ordered_product(normals_[is_wide ? 0 : 1].factor(n), moves).col(0);
}

// By hand in one place of memory: this is called for each pair of particles.
void ParticleKernels::log_densities(const Normals& normals, const Eigen::VectorXd& scores,
                                    Eigen::Ref<Eigen::VectorXd> logs) const {
    Eigen::VectorXd way(scores.size());
    for (Eigen::Index n = 0; n < scores_.rows(); ++n) {
        const Eigen::MatrixXd& factor = normals.factor(n);
        double squares = 0, height = 1;
        for (Eigen::Index i = 0; i < way.size(); ++i) {
            double rest = scores[i] - scores_(n, i);
            for (Eigen::Index k = 0; k < i; ++k) rest -= factor(i, k) * way[k];
            way[i] = rest / factor(i, i);
            squares += way[i] * way[i], height *= factor(i, i);
        }
        logs[n] = log_weights_[n] + normals.log_share - sim::maths::log(height) - squares / 2;
    }
}

double ParticleKernels::log_density(const Eigen::VectorXd& scores) const {
    const Eigen::Index n = scores_.rows();
    Eigen::VectorXd logs(n * static_cast<Eigen::Index>(normals_.size()));
    for (std::size_t k = 0; k < normals_.size(); ++k)
        log_densities(normals_[k], scores, logs.segment(static_cast<Eigen::Index>(k) * n, n));
    const double highest = logs.maxCoeff();
    double sum = 0;
    for (const double log : logs) sum += sim::maths::exp(log - highest);
    return highest + sim::maths::log(sum) + log_normal_density(0) * static_cast<double>(scores.size());
}

}  // namespace concord::calibration
