#include "calibration/posterior.h"

#include <cmath>

#include "calibration/requirement.h"
#include "calibration/weighted.h"

namespace concord::calibration {
namespace {

constexpr Requirement require("posterior");

Eigen::VectorXd column(const Eigen::MatrixXd& draws_by_chain) {
    return Eigen::Map<const Eigen::VectorXd>(draws_by_chain.data(), draws_by_chain.size());
}

}  // namespace

void check(const Posterior& posterior) {
    require(!posterior.chains.empty() && posterior.chains.front().size() > 0, "there are no draws");
    const Eigen::Index draws = posterior.chains.front().rows();
    const auto parameters = static_cast<Eigen::Index>(posterior.names.size());
    const auto chains = static_cast<Eigen::Index>(posterior.chains.size());
    for (const Eigen::MatrixXd& chain : posterior.chains) {
        require(chain.rows() == draws, "the chains are of different lengths");
        require(chain.cols() == parameters, "there are " + std::to_string(parameters) + " names for " +
                                                std::to_string(chain.cols()) + " parameters");
        require(chain.allFinite(), "a draw is not a finite number");
    }
    require(posterior.weights.size() == 0 || posterior.weights.size() == chains * draws,
            "there is not one weight for each draw");
    for (const auto& [name, values] : posterior.statistics)
        require(values.rows() == draws && values.cols() == chains, name + ": is not one number for each draw");
}

Eigen::MatrixXd pooled(const Posterior& posterior) {
    check(posterior);
    const Eigen::Index draws = posterior.chains.front().rows();
    Eigen::MatrixXd all(draws * static_cast<Eigen::Index>(posterior.chains.size()), posterior.chains.front().cols());
    Eigen::Index at = 0;
    for (const Eigen::MatrixXd& chain : posterior.chains) {
        all.middleRows(at, draws) = chain;
        at += draws;
    }
    return all;
}

Eigen::VectorXd pooled_weights(const Posterior& posterior) {
    check(posterior);
    if (posterior.weights.size() > 0) return normalised(posterior.weights);
    return equal_weights(posterior.chains.front().rows() * static_cast<Eigen::Index>(posterior.chains.size()));
}

Eigen::MatrixXd draws_of(const Posterior& posterior, Eigen::Index parameter) {
    check(posterior);
    const auto chains = static_cast<Eigen::Index>(posterior.chains.size());
    Eigen::MatrixXd draws(posterior.chains.front().rows(), chains);
    for (Eigen::Index c = 0; c < chains; ++c)
        draws.col(c) = posterior.chains[static_cast<std::size_t>(c)].col(parameter);
    return draws;
}

Posterior resampled(const Posterior& posterior, Eigen::Index n, std::uint32_t seed) {
    const Eigen::MatrixXd all = pooled(posterior);
    auto drawn = systematic_resample(pooled_weights(posterior), n, Random(seed, Method::kPermutation, 1));
    shuffle(drawn, Random(seed, Method::kPermutation, 0));
    Posterior result{.names = posterior.names, .chains = {all(drawn, Eigen::all)}};
    for (const auto& [name, values] : posterior.statistics) result.statistics[name] = column(values)(drawn, Eigen::all);
    return result;
}

std::vector<Marginal> marginals(const Posterior& posterior, const std::vector<double>& shares) {
    const Eigen::MatrixXd all = pooled(posterior);
    const Eigen::VectorXd weights = pooled_weights(posterior);
    std::vector<Marginal> result;
    for (Eigen::Index k = 0; k < all.cols(); ++k)
        result.push_back({.name = posterior.names[static_cast<std::size_t>(k)],
                          .mean = weighted_mean(all.col(k), weights)[0],
                          .sd = std::sqrt(weighted_covariance(all.col(k), weights)(0, 0)),
                          .quantiles = weighted_quantiles(all.col(k), weights, shares)});
    return result;
}

}  // namespace concord::calibration
