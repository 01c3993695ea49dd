#include "scenarios/study/known_truths.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "calibration/random.h"
#include "scenarios/files/text.h"

namespace concord::study {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr int kFewestRanks = 20;

Eigen::MatrixXd drawn_truths(const Study& study) {
    const calibration::Space space = study.space();
    Eigen::MatrixXd unit(study.calibration->truths, space.size());
    for (Eigen::Index n = 0; n < unit.rows(); ++n) {
        calibration::Random random(study.seed, calibration::Method::kPrior, static_cast<std::uint32_t>(n));
        for (double& u : unit.row(n)) u = random.unit();
    }
    return space.from_unit(unit);
}

void take(const calibration::Posterior& posterior, Eigen::Index n, std::uint32_t seed, KnownTruths& found) {
    const auto of =
        calibration::marginals(posterior, {(1 - KnownTruths::kNominal) / 2, (1 + KnownTruths::kNominal) / 2});
    for (Eigen::Index k = 0; k < found.truths.cols(); ++k) {
        const calibration::Marginal& one = of[static_cast<std::size_t>(k)];
        found.mean(n, k) = one.mean, found.sd(n, k) = one.sd;
        found.low(n, k) = one.quantiles[0], found.high(n, k) = one.quantiles[1];
        const auto number = static_cast<std::uint32_t>(n * found.truths.cols() + k);
        found.ranks(n, k) = calibration::rank_of(
            found.truths(n, k), calibration::thinned(posterior, k, KnownTruths::kDraws, seed), seed, number);
    }
}

void judge(const Study& study, KnownTruths& found) {
    for (Eigen::Index k = 0; k < found.truths.cols(); ++k) {
        calibration::Coverage& of = found.coverage.emplace_back();
        if (found.failed < found.truths.rows())
            of = calibration::coverage(found.truths.col(k), found.low.col(k), found.high.col(k), KnownTruths::kNominal);
        std::vector<int> ranks;
        for (const int rank : found.ranks.col(k))
            if (rank >= 0) ranks.push_back(rank);
        if (static_cast<int>(ranks.size()) >= kFewestRanks)
            found.tests.push_back(calibration::test_ranks(ranks, KnownTruths::kDraws, 0.05, study.seed));
    }
}

std::string covered(double share) { return fmt::format("{:.0f} %", 100 * share); }

}  // namespace

KnownTruths fit_known_truths(const Study& study, const std::vector<int>& fitted,
                             const std::vector<calibration::Target>& targets, KeptRuns& runs,
                             const std::function<void(const std::string&)>& tell) {
    const Eigen::Index n = study.calibration->truths;
    KnownTruths found;
    found.truths = drawn_truths(study);
    found.mean = found.sd = found.low = found.high = Eigen::MatrixXd::Constant(n, found.truths.cols(), kMissing);
    found.ranks = Eigen::MatrixXi::Constant(n, found.truths.cols(), -1);
    tell("what would be measured of known truths");
    const calibration::Model model = with_errors(targets, fitted_outputs(study, fitted, runs.model("truths")));
    const Eigen::MatrixXd observed = model(found.truths, calibration::run_seeds(study.seed, 0, n));
    const std::vector<std::uint32_t> seeds = calibration::run_seeds(study.seed, n, n);
    for (Eigen::Index t = 0; t < n; ++t) {
        tell(fmt::format("truth {} of {}", t + 1, n));
        std::vector<calibration::Target> of_truth = targets;
        for (std::size_t k = 0; k < targets.size(); ++k)
            of_truth[k].observed = observed(t, static_cast<Eigen::Index>(k));
        const std::uint32_t seed = seeds[static_cast<std::size_t>(t)];
        std::optional<calibration::Posterior> posterior;
        if (observed.row(t).allFinite())
            posterior =
                fit(study, fitted, of_truth, seed, runs, fmt::format("truth{}", t + 1), [](const auto&) {}).posterior;
        posterior ? take(*posterior, t, seed, found) : void(++found.failed);
    }
    judge(study, found);
    return found;
}

std::string truths_csv(const Study& study, const KnownTruths& found) {
    std::string text = "parameters,truth_number,truth,mean,sd,low,high,rank_among_100\n";
    for (Eigen::Index t = 0; t < found.truths.rows(); ++t)
        for (std::size_t k = 0; k < study.varied.size(); ++k) {
            const auto column = static_cast<Eigen::Index>(k);
            const int rank = found.ranks(t, column);
            text += csv_row(
                {study.varied[k].name},
                {static_cast<double>(t + 1), found.truths(t, column), found.mean(t, column), found.sd(t, column),
                 found.low(t, column), found.high(t, column), rank < 0 ? kMissing : static_cast<double>(rank)});
        }
    return text;
}

void tell_truths(const Study& study, const KnownTruths& found, Report& report) {
    int held = 0, intervals = 0;
    scenarios::Table table{.title = "The same way of fitting on known truths",
                           .columns = {"parameter", "intervals of 90 % hold", "95 % limits", "p of uniform ranks"},
                           .rows = {}};
    for (std::size_t k = 0; k < study.varied.size(); ++k) {
        const calibration::Coverage& of = found.coverage[k];
        held += of.held, intervals += of.intervals;
        const bool any = of.intervals > 0;
        table.rows.push_back({study.varied[k].name, any ? covered(of.share) : "-",
                              any ? covered(of.limits.low) + " to " + covered(of.limits.high) : "-",
                              found.tests.empty() ? "-" : figure(found.tests[k].p)});
    }
    std::string text = fmt::format("On {} known truths intervals of 90 % hold {} of {}",
                                   found.truths.rows() - found.failed, held, intervals);
    if (found.failed > 0)
        text += fmt::format("; {} could not be fitted",
                            scenarios::counted(static_cast<std::size_t>(found.failed), "truth"));
    report.sentences.push_back(text + ".");
    for (std::size_t k = 0; k < study.varied.size(); ++k) {
        if (found.coverage[k].intervals > 0 && !found.coverage[k].consistent)
            report.sentences.push_back(
                fmt::format("Intervals of {} hold {}, which is not 90 %: the fit is {} sure of it.",
                            study.varied[k].name, covered(found.coverage[k].share),
                            found.coverage[k].share < KnownTruths::kNominal ? "too" : "not enough"));
        if (!found.tests.empty() && !found.tests[k].uniform)
            report.sentences.push_back(fmt::format("Ranks of {}: {}.", study.varied[k].name, found.tests[k].verdict));
    }
    report.tables.push_back(table);
}

}  // namespace concord::study
