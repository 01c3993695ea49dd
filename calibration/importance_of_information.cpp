#include "calibration/importance_of_information.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "calibration/requirement.h"
#include "calibration/smooth_regression.h"
#include "sim/ground/parallel.h"

namespace concord::calibration {
namespace {

constexpr Eigen::Index kFewestRuns = 30, kRunsForEach = 10;  // of a regression: at all, and for a straight line's terms
constexpr Eigen::Index kRunsForKnot = 5;

constexpr Requirement require("importance of information");

struct Moments {
    double mean = 0, standard_error = 0;  // of the mean
};

Moments moments(const Eigen::VectorXd& values) {
    const auto n = static_cast<double>(values.size());
    double sum = 0, squares = 0;
    for (const double value : values) sum += value;
    for (const double value : values) squares += (value - sum / n) * (value - sum / n);
    return {sum / n, std::sqrt(squares / (n - 1) / n)};
}

std::vector<Eigen::Index> rows_made(const Eigen::MatrixXd& net_benefit) {
    std::vector<Eigen::Index> rows;
    for (Eigen::Index n = 0; n < net_benefit.rows(); ++n)
        if (net_benefit.row(n).allFinite()) rows.push_back(n);
    return rows;
}

// Net benefits less the option's that is best on average.
Eigen::MatrixXd beyond(const Eigen::MatrixXd& net_benefit, Eigen::Index best) {
    Eigen::MatrixXd made = net_benefit;
    for (Eigen::Index o = 0; o < made.cols(); ++o) made.col(o) -= net_benefit.col(best);
    return made;
}

// What choosing run by run brings beyond one choice for all, of net benefits known run by run; the standard error is of
// the runs as a sample.
Moments worth(const Eigen::MatrixXd& known) {
    Eigen::Index best = 0;
    double mean_of_best = moments(known.col(0)).mean;
    for (Eigen::Index o = 1; o < known.cols(); ++o)
        if (const double mean = moments(known.col(o)).mean; mean > mean_of_best) best = o, mean_of_best = mean;
    Eigen::VectorXd gain(known.rows());
    for (Eigen::Index n = 0; n < known.rows(); ++n) gain[n] = known.row(n).maxCoeff() - known(n, best);
    return moments(gain);
}

void check(const Eigen::MatrixXd& known, const Eigen::MatrixXd& net_benefit, const InformationRegression& options) {
    require(known.cols() >= 1, "there are no parameters of interest");
    require(known.rows() == net_benefit.rows(), "there are parameters of " + std::to_string(known.rows()) +
                                                    " runs and net benefits of " + std::to_string(net_benefit.rows()));
    require(known.allFinite(), "a parameter is not finite");
    require(options.knots >= 4, "knots start at 4");
    require(options.draws >= 2 && options.draws <= 1000000, "draws start at 2, and end at a million");
}

}  // namespace

PerfectInformation expected_value_of_perfect_information(const Eigen::MatrixXd& net_benefit) {
    require(net_benefit.cols() >= 2, "a choice is between at least two options");
    const auto rows = rows_made(net_benefit);
    require(rows.size() >= 2, "at least two runs that did not fail are needed");
    const Eigen::MatrixXd made = net_benefit(rows, Eigen::all);
    PerfectInformation found;
    found.runs = made.rows(), found.failed_runs = net_benefit.rows() - made.rows();
    for (Eigen::Index o = 0; o < made.cols(); ++o) found.expected.push_back(moments(made.col(o)).mean);
    found.best = std::max_element(found.expected.begin(), found.expected.end()) - found.expected.begin();
    const Moments gain = worth(beyond(made, found.best));
    found.value = gain.mean, found.standard_error = gain.standard_error;
    return found;
}

PartialInformation expected_value_of_partial_information(const Eigen::MatrixXd& known,
                                                         const Eigen::MatrixXd& net_benefit,
                                                         const InformationRegression& options) {
    check(known, net_benefit, options);
    const PerfectInformation perfect = expected_value_of_perfect_information(net_benefit);
    const Eigen::Index needed = std::max(kFewestRuns, kRunsForEach * (1 + known.cols()));
    require(perfect.runs >= needed, "a regression on " + std::to_string(known.cols()) + " parameters needs " +
                                        std::to_string(needed) + " runs that did not fail; there are " +
                                        std::to_string(perfect.runs));
    const auto rows = rows_made(net_benefit);
    const auto fit = smooth_regression(known(rows, Eigen::all), beyond(net_benefit(rows, Eigen::all), perfect.best),
                                       std::min(options.knots, perfect.runs / kRunsForKnot));
    Eigen::VectorXd drawn(options.draws);
    sim::parallel_for(static_cast<int>(options.draws), [&](int number) {
        drawn[number] = worth(fit.draw(options.seed, static_cast<std::uint32_t>(number))).mean;
    });
    const Moments value = worth(fit.fitted), draws = moments(drawn);
    PartialInformation found{.value = value.mean, .bias = draws.mean - value.mean};
    const double of_regression = draws.standard_error * std::sqrt(static_cast<double>(options.draws));
    found.standard_error = std::sqrt(of_regression * of_regression + value.standard_error * value.standard_error);
    found.effective_parameters = fit.effective_parameters;
    found.runs = perfect.runs, found.failed_runs = perfect.failed_runs;
    return found;
}

}  // namespace concord::calibration
