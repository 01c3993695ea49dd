#include "calibration/history_matching.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

#include "calibration/replicates.h"
#include "calibration/requirement.h"

namespace concord::calibration {
namespace {

constexpr std::array<std::string_view, 5> kStops = {"go on", "nothing is left", "emulators are sharp enough",
                                                    "the last wave took hardly anything away", "all waves are made"};

constexpr Requirement require("history matching");

void check(const HistoryChoices& c, Eigen::Index parameters, std::size_t targets) {
    const Eigen::Index least = 2 + (c.emulators.mean == Mean::kLinear ? parameters + 1 : 1);
    require(c.points >= least, "a wave needs " + std::to_string(least) + " points or more");
    require(c.points <= std::min(c.region.enough, c.region.particles),
            "a wave has more points than the region is sampled with (enough, particles)");
    require(c.replicates >= 1, "replicates must be 1 or more");
    require(c.cutoff > 0 && std::isfinite(c.cutoff), "the cutoff must be above 0");
    require(c.nth >= 1 && c.nth <= static_cast<int>(targets), "nth must be 1 to the number of targets");
    require(c.most_waves >= 1, "most waves must be 1 or more");
    require(c.least_shrinkage >= 0 && c.least_shrinkage < 1, "the least shrinkage must be from 0 to below 1");
    require(c.least_uncertainty >= 0, "the least uncertainty must be 0 or more");
}

Eigen::MatrixXd without_column(const Eigen::MatrixXd& all, Eigen::Index left_out) {
    Eigen::MatrixXd rest(all.rows(), all.cols() - 1);
    rest << all.leftCols(left_out), all.rightCols(all.cols() - 1 - left_out);
    return rest;
}

ShareInterval share_up_to(const Eigen::VectorXd& value, double limit) {
    return share_interval((value.array() <= limit).count(), static_cast<long>(value.size()));
}

std::string percent(double share) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3g %%", 100 * share);
    return text.data();
}

// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t k = 0; k < names.size(); ++k)
        text += (k == 0 ? "" : k + 1 < names.size() ? ", " : " and ") + names[k];
    return text;
}

std::string why_empty(const std::vector<OutputRule>& outputs) {
    std::vector<std::string> alone, without;
    for (const OutputRule& o : outputs) {
        if (o.alone.share == 0) alone.push_back(o.name);
        if (outputs.size() > 1 && o.without.share > 0)
            without.push_back(percent(o.without.share) + " without " + o.name);
    }
    std::string text = "nothing is left: ";
    if (!alone.empty())
        text += listed(alone) + (alone.size() == 1 ? " rules" : " each rule") + " out everything alone";
    else
        text += "no output rules out everything alone";
    if (!without.empty()) return text + "; there would be left " + listed(without);
    return text + (outputs.size() > 1 ? "; leaving out any one of the outputs leaves nothing either" : "");
}

}  // namespace

std::string_view stop_name(Stop stop) { return kStops[static_cast<std::size_t>(stop)]; }

HistoryMatching::HistoryMatching(Space space, std::vector<Target> targets, HistoryChoices choices, std::uint32_t seed,
                                 std::vector<Wave> waves)
    : space_(std::move(space)), targets_(std::move(targets)), choices_(std::move(choices)), seed_(seed) {
    check_targets(targets_);
    if (choices_.points == 0) choices_.points = std::max<Eigen::Index>(10 * space_.size(), 10);
    check(choices_, space_.size(), targets_.size());
    region_.share = {.share = 1, .low = 1, .high = 1};
    for (Wave& wave : waves) {
        check_wave(wave);
        emulators_.push_back(made(wave));
        waves_.push_back(std::move(wave));
    }
    if (!waves_.empty()) look();
}

void HistoryMatching::check_wave(const Wave& wave) const {
    require(wave.runs.size() == targets_.size(), "a wave has " + std::to_string(wave.runs.size()) + " outputs for " +
                                                     std::to_string(targets_.size()) + " targets");
    require(wave.values.empty() || wave.values.size() == targets_.size(), "a wave's emulators are not one an output");
    require(wave.points.cols() == space_.size(), "a wave's points have another number of parameters than the space");
}

// Runs of earlier waves are used where no earlier emulator rules them out.
std::vector<Emulator> HistoryMatching::made(const Wave& next, const std::atomic<bool>* stop) const {
    EmulatorChoices choices = choices_.emulators;
    choices.stop = stop;
    Eigen::MatrixXd points = next.points;
    std::vector<Eigen::MatrixXd> runs = next.runs;
    for (const Wave& wave : waves_) {
        const Eigen::VectorXd value = implausibility(wave.points);
        for (Eigen::Index k = 0; k < wave.points.rows(); ++k) {
            if (value[k] > choices_.cutoff) continue;
            points.conservativeResize(points.rows() + 1, Eigen::NoChange);
            points.bottomRows(1) = wave.points.row(k);
            for (std::size_t o = 0; o < runs.size(); ++o) {
                runs[o].conservativeResize(points.rows(), Eigen::NoChange);
                runs[o].bottomRows(1) = wave.runs[o].row(k);
            }
        }
    }
    if (next.values.empty()) return fit_emulators(space_, points, runs, choices);
    std::vector<Emulator> again;
    for (std::size_t o = 0; o < runs.size(); ++o) again.emplace_back(space_, points, runs[o], choices, next.values[o]);
    return again;
}

std::uint32_t HistoryMatching::runs_so_far() const {
    Eigen::Index runs = 0;
    for (const Wave& wave : waves_) runs += wave.points.rows() * wave.runs[0].cols();
    return static_cast<std::uint32_t>(runs);
}

Eigen::MatrixXd HistoryMatching::design() const {
    const Eigen::Index n = choices_.points;
    if (waves_.empty()) return space_.from_unit(shifted_sobol(n, space_.size(), seed_, 0));
    if (region_.empty()) throw std::logic_error("history matching: " + words());
    if (region_.by_rejection) return region_.sample.topRows(n);  // they lie evenly in any number
    Eigen::MatrixXd points(n, space_.size());
    for (Eigen::Index k = 0; k < n; ++k) points.row(k) = region_.sample.row(k * region_.sample.rows() / n);
    return points;
}

std::vector<std::uint32_t> HistoryMatching::seeds() const {
    return run_seeds(seed_, runs_so_far(), choices_.points * choices_.replicates);
}

void HistoryMatching::add(const Eigen::MatrixXd& outputs, const std::atomic<bool>* stop) {
    require(outputs.rows() == choices_.points * choices_.replicates &&
                outputs.cols() == static_cast<Eigen::Index>(targets_.size()),
            "outputs of a wave must be [points x replicates][targets]");
    Wave wave{.points = design(), .runs = {}, .values = {}, .share = {}};
    for (Eigen::Index o = 0; o < outputs.cols(); ++o)
        wave.runs.push_back(replicates_of(outputs, choices_.replicates, o));
    emulators_.push_back(made(wave, stop));
    for (const Emulator& e : emulators_.back()) wave.values.push_back(e.values());
    waves_.push_back(std::move(wave));
    look();
    waves_.back().share = region_.share;
}

Stop HistoryMatching::run(const Model& model, int waves) {
    for (int w = 0; w < waves && stop() == Stop::kGoOn; ++w) {
        const Eigen::MatrixXd points = design();
        Eigen::MatrixXd all(points.rows() * choices_.replicates, points.cols());
        for (Eigen::Index k = 0; k < all.rows(); ++k) all.row(k) = points.row(k / choices_.replicates);
        add(model(all, seeds()));
    }
    return stop();
}

std::vector<EmulatedOutput> HistoryMatching::emulated(const Eigen::MatrixXd& unit, std::size_t wave) const {
    std::vector<EmulatedOutput> outputs;
    for (const Emulator& e : emulators_[wave]) outputs.push_back(e.predict_unit(unit));
    return outputs;
}

Eigen::MatrixXd HistoryMatching::implausibilities(const Eigen::MatrixXd& points, std::size_t wave) const {
    require(points.cols() == space_.size() && points.allFinite(), "points must be finite, [points][parameters]");
    return calibration::implausibilities(targets_, emulated(space_.to_unit(points), wave));
}

Eigen::VectorXd HistoryMatching::implausibility(const Eigen::MatrixXd& points) const {
    require(points.cols() == space_.size() && points.allFinite(), "points must be finite, [points][parameters]");
    return unit_implausibility(space_.to_unit(points));
}

Eigen::VectorXd HistoryMatching::unit_implausibility(const Eigen::MatrixXd& unit) const {
    Eigen::VectorXd highest = Eigen::VectorXd::Zero(unit.rows());
    for (std::size_t w = 0; w < emulators_.size(); ++w)
        highest =
            highest.cwiseMax(nth_highest(calibration::implausibilities(targets_, emulated(unit, w)), choices_.nth));
    return highest;
}

void HistoryMatching::look() {
    const auto part = static_cast<std::uint32_t>(waves_.size());
    const Region found = find_region([this](const Eigen::MatrixXd& unit) { return unit_implausibility(unit); },
                                     choices_.cutoff, space_.size(), choices_.region, seed_, part);
    const Eigen::VectorXd nan = Eigen::VectorXd::Constant(space_.size(), std::numeric_limits<double>::quiet_NaN());
    region_ = {.sample = space_.from_unit(found.sample),
               .low = nan,
               .high = nan,
               .share = found.share,
               .by_rejection = found.by_rejection,
               .outputs = output_rules(found.candidates),
               .uncertainty = uncertainty(found.sample)};
    if (region_.empty()) return;
    region_.low = region_.sample.colwise().minCoeff().transpose();
    region_.high = region_.sample.colwise().maxCoeff().transpose();
}

std::vector<OutputRule> HistoryMatching::output_rules(const Eigen::MatrixXd& candidates) const {
    const auto outputs = static_cast<Eigen::Index>(targets_.size());
    Eigen::MatrixXd alone = Eigen::MatrixXd::Zero(candidates.rows(), outputs), without = alone;
    for (std::size_t w = 0; w < emulators_.size(); ++w) {
        const Eigen::MatrixXd all = calibration::implausibilities(targets_, emulated(candidates, w));
        alone = alone.cwiseMax(all);
        for (Eigen::Index o = 0; outputs > 1 && o < outputs; ++o)
            without.col(o) = without.col(o).cwiseMax(
                nth_highest(without_column(all, o), std::min(choices_.nth, static_cast<int>(outputs) - 1)));
    }
    std::vector<OutputRule> rules;
    for (Eigen::Index o = 0; o < outputs; ++o)
        rules.push_back({.name = targets_[static_cast<std::size_t>(o)].name,
                         .alone = share_up_to(alone.col(o), choices_.cutoff),
                         .without = share_up_to(without.col(o), choices_.cutoff)});
    return rules;
}

Eigen::VectorXd HistoryMatching::uncertainty(const Eigen::MatrixXd& unit) const {
    const std::vector<EmulatedOutput> outputs = emulated(unit, emulators_.size() - 1);
    Eigen::VectorXd mean(static_cast<Eigen::Index>(outputs.size()));
    for (std::size_t o = 0; o < outputs.size(); ++o) {
        const Eigen::VectorXd part = outputs[o].mean_variance.cwiseQuotient(other_variance(targets_[o], outputs[o]));
        mean[static_cast<Eigen::Index>(o)] =
            ordered_dot(part, Eigen::VectorXd::Ones(part.size())) / static_cast<double>(part.size());
    }
    return mean;
}

Stop HistoryMatching::stop() const {
    if (waves_.empty()) return Stop::kGoOn;
    if (region_.empty()) return Stop::kEmpty;
    if ((region_.uncertainty.array() < choices_.least_uncertainty).all()) return Stop::kSharp;
    const std::size_t n = waves_.size();
    if (n > 1 && waves_[n - 1].share.share > (1 - choices_.least_shrinkage) * waves_[n - 2].share.share)
        return Stop::kNoShrinkage;
    return static_cast<int>(n) >= choices_.most_waves ? Stop::kWavesSpent : Stop::kGoOn;
}

std::string HistoryMatching::words() const {
    if (waves_.empty()) return "no wave has been made: nothing is ruled out";
    if (region_.empty()) return why_empty(region_.outputs);
    return "after wave " + std::to_string(waves_.size()) + " " + percent(region_.share.share) + " of the space (" +
           percent(region_.share.low) + " to " + percent(region_.share.high) + ") is not ruled out";
}

}  // namespace concord::calibration
