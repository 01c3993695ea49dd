// What moves particles from one population to the next: a mixture of normals about the last ones. Part of abc_smc.h.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "calibration/random.h"

namespace concord::calibration {

class ParticleKernels {
  public:
    // About `scores` [n][parameters] with weights [n]. `neighbours`: of how many a particle's covariance is; 0: twice
    // that of all, as are one in five moves otherwise, so that no weight gets far above the others where neighbours
    // are near (a defensive mixture, Hesterberg 1995). Throws std::invalid_argument where no particle differs.
    ParticleKernels(Eigen::MatrixXd scores, const Eigen::VectorXd& weights, Eigen::Index neighbours);

    Eigen::VectorXd draw(Random& random) const;
    double log_density(const Eigen::VectorXd& scores) const;

  private:
    // Normals about all particles, with one factor each or one for all.
    struct Normals {
        double log_share = 0;
        std::vector<Eigen::MatrixXd> factors;
        const Eigen::MatrixXd& factor(Eigen::Index n) const {
            return factors.size() > 1 ? factors[static_cast<std::size_t>(n)] : factors.front();
        }
    };
    Normals wide() const;
    Normals near(Eigen::Index neighbours) const;
    Eigen::MatrixXd factor_near(Eigen::Index particle, Eigen::Index neighbours) const;
    // [n], those of one mixture, each with its particle's weight.
    void log_densities(const Normals& normals, const Eigen::VectorXd& scores, Eigen::Ref<Eigen::VectorXd> logs) const;

    Eigen::MatrixXd scores_;
    Eigen::VectorXd weights_, cumulative_, log_weights_;  // [n]
    std::vector<Normals> normals_;                        // the wide, then the near ones where there are
};

}  // namespace concord::calibration
