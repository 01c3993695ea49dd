#include "scenarios/study/discovery_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "calibration/design.h"

namespace concord::study {
namespace {

constexpr double kSure = 0.05;  // p-values below it
constexpr int kFewest = 5;      // runs on either side

bool asks_for_a_share(const Interest& interest) {
    return interest.kind == Interest::Kind::kHighest || interest.kind == Interest::Kind::kLowest;
}

bool looks_up(const Interest& interest) {
    return interest.kind == Interest::Kind::kAbove || interest.kind == Interest::Kind::kHighest;
}

// The value that so large a share of the runs reaches.
double threshold_of(const Interest& interest, const Eigen::VectorXd& output) {
    if (!asks_for_a_share(interest)) return interest.value;
    std::vector<double> values;
    for (const double value : output)
        if (std::isfinite(value)) values.push_back(value);
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::sort(values.begin(), values.end());
    if (looks_up(interest)) std::reverse(values.begin(), values.end());
    const auto many = static_cast<std::size_t>(std::ceil(interest.value * static_cast<double>(values.size())));
    return values[std::min(values.size(), std::max<std::size_t>(many, 1)) - 1];
}

// 1, 0, or NaN where the run failed.
Eigen::VectorXd interest_of(const Interest& interest, double threshold, const Eigen::VectorXd& output) {
    return output.unaryExpr([&](double value) {
        if (!std::isfinite(value)) return std::numeric_limits<double>::quiet_NaN();
        if (value == threshold) return asks_for_a_share(interest) ? 1.0 : 0.0;
        return (value > threshold) == looks_up(interest) ? 1.0 : 0.0;
    });
}

bool can_be_told(const Discovered& of) { return of.of_interest >= kFewest && of.others >= kFewest; }

// All splits at once, as the comparisons are counted together.
void compare_parameters(const Eigen::MatrixXd& points, const Eigen::MatrixXd& interest,
                        std::vector<Discovered>& found) {
    std::vector<Eigen::Index> columns;
    for (std::size_t k = 0; k < found.size(); ++k)
        if (can_be_told(found[k])) columns.push_back(static_cast<Eigen::Index>(k));
    if (columns.empty()) return;
    const auto regional = calibration::regional_sensitivity(points, interest(Eigen::all, columns));
    for (std::size_t k = 0; k < columns.size(); ++k)
        found[static_cast<std::size_t>(columns[k])].parameters = regional.sensitivities[k];
}

void search_box(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest, const calibration::PrimOptions& options,
                Discovered& of) {
    of.search = calibration::prim(points, interest, options);
    if (of.search->searches.empty()) return;
    calibration::PrimBox box = without_chance(points, interest, of.search->searches.front().box);
    if (!box.restrictions.empty()) of.box = std::move(box);
}

std::string interest_words(const Study& study, const Discovered& of) {
    const Interest& interest = study.sensitivity->interest;
    const std::string_view way = looks_up(interest) ? "above" : "below";
    return asks_for_a_share(interest) ? fmt::format("at {} or {}", figure(of.threshold), way)
                                      : fmt::format("{} {}", way, figure(of.threshold));
}

// "0.2 to 0.4", "0.2 or more".
std::string bounds_words(double low, double high) {
    if (std::isfinite(low) && std::isfinite(high)) return range_of(low, high);
    return std::isfinite(low) ? figure(low) + " or more" : figure(high) + " or less";
}

std::string whole_percent(double share) { return fmt::format("{:.0f} %", 100 * share); }

std::string box_words(const Study& study, const Discovered& of) {
    if (!of.box) return "No box is told from chance.";
    std::string bounds;
    for (const calibration::PrimRestriction& one : of.box->restrictions)
        bounds +=
            fmt::format("{}{} {}", bounds.empty() ? "" : ", ",
                        study.varied[static_cast<std::size_t>(one.parameter)].name, bounds_words(one.low, one.high));
    return fmt::format("Box: {}: it holds {} of these runs, and {} of the runs in it are such, of all {}.", bounds,
                       whole_percent(of.box->coverage), whole_percent(of.box->density),
                       whole_percent(static_cast<double>(of.of_interest) / (of.of_interest + of.others)));
}

std::string found_words(const Study& study, const Discovered& of) {
    std::string text = fmt::format("{}: {} in {} of {} runs", of.output, interest_words(study, of), of.of_interest,
                                   of.of_interest + of.others);
    if (!can_be_told(of)) return text + fmt::format("; fewer than {} on one side tell nothing.", kFewest);
    std::string names;
    for (std::size_t p = 0; p < of.parameters.size(); ++p)
        if (told_from_chance(of.parameters[p]))
            names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", study.varied[p].name,
                                 of.parameters[p].of_interest_lie_lower ? "lower" : "higher");
    text += names.empty() ? "; no parameter by itself is told from chance." : fmt::format("; there: {}.", names);
    return text + " " + box_words(study, of);
}

scenarios::Table parameters_table(const Study& study, const Discovered& of) {
    constexpr std::size_t kShown = 12;  // the file has all
    std::vector<std::size_t> order(of.parameters.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return of.parameters[a].distance > of.parameters[b].distance;
    });
    scenarios::Table table{.title = fmt::format("Where {} is {}", of.output, interest_words(study, of)),
                           .columns = {"parameter", "distance", "at", "there", "adjusted p", "against chance"},
                           .rows = {}};
    for (const std::size_t p : order) {
        if (table.rows.size() == kShown) break;
        const calibration::RegionalSensitivity& one = of.parameters[p];
        table.rows.push_back({study.varied[p].name, figure(one.distance), figure(one.at),
                              one.of_interest_lie_lower ? "lower" : "higher", figure(one.adjusted_p),
                              told_from_chance(one) ? "told" : "not distinguishable"});
    }
    return table;
}

}  // namespace

std::vector<Discovered> discover(const Study& study, const calibration::Model& model) {
    const calibration::Space space = study.space();
    const Eigen::Index n = study.sensitivity->draws;
    const Eigen::MatrixXd points = space.from_unit(calibration::latin_hypercube(n, space.size(), study.seed));
    const Eigen::MatrixXd outputs = model(points, calibration::run_seeds(study.seed, 0, n));
    Eigen::MatrixXd interest(outputs.rows(), outputs.cols());
    std::vector<Discovered> found;
    for (Eigen::Index k = 0; k < outputs.cols(); ++k) {
        Discovered& of = found.emplace_back();
        of.output = study.outputs[static_cast<std::size_t>(k)].name;
        of.threshold = threshold_of(study.sensitivity->interest, outputs.col(k));
        interest.col(k) = interest_of(study.sensitivity->interest, of.threshold, outputs.col(k));
        for (const double one : interest.col(k)) ++(one == 1 ? of.of_interest : one == 0 ? of.others : of.failed);
        if (can_be_told(of)) search_box(points, interest.col(k), study.sensitivity->prim, of);
    }
    compare_parameters(points, interest, found);
    return found;
}

bool told_from_chance(const calibration::RegionalSensitivity& parameter) { return parameter.adjusted_p < kSure; }

calibration::PrimBox without_chance(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest,
                                    calibration::PrimBox box) {
    const auto less_sure = [](const calibration::PrimRestriction& a, const calibration::PrimRestriction& b) {
        return a.quasi_p < b.quasi_p;
    };
    while (!box.restrictions.empty()) {
        const auto worst = std::max_element(box.restrictions.begin(), box.restrictions.end(), less_sure);
        if (worst->quasi_p * static_cast<double>(points.cols()) < kSure) break;
        const Eigen::Index opened = worst->parameter;
        box.low[opened] = -std::numeric_limits<double>::infinity();
        box.high[opened] = std::numeric_limits<double>::infinity();
        box = calibration::prim_box(points, interest, box.low, box.high);
    }
    return box;
}

std::string discovery_csv(const Study& study, const std::vector<Discovered>& found) {
    std::string text =
        "output,parameters,verdict,of_interest_lie,threshold,runs_of_interest,other_runs,distance,at,p,adjusted_p\n";
    for (const Discovered& of : found)
        for (std::size_t p = 0; p < study.varied.size(); ++p) {
            constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
            const bool known = p < of.parameters.size();
            const calibration::RegionalSensitivity one =
                known ? of.parameters[p] : calibration::RegionalSensitivity{kNone, kNone, false, kNone, kNone};
            const std::string_view verdict = !known                  ? "too few runs on one side"
                                             : told_from_chance(one) ? "told from chance"
                                                                     : "not distinguishable from chance";
            const std::string_view way = !known ? "" : one.of_interest_lie_lower ? "lower" : "higher";
            text += csv_row({of.output, study.varied[p].name, std::string(verdict), std::string(way)},
                            {of.threshold, static_cast<double>(of.of_interest), static_cast<double>(of.others),
                             one.distance, one.at, one.p, one.adjusted_p});
        }
    return text;
}

std::string box_csv(const Study& study, const std::vector<Discovered>& found) {
    std::string text = "output,parameters,low,high,quasi_p,coverage_without,density_without,coverage,density,mass\n";
    for (const Discovered& of : found) {
        if (!of.box) continue;
        for (const calibration::PrimRestriction& one : of.box->restrictions)
            text += csv_row({of.output, study.varied[static_cast<std::size_t>(one.parameter)].name},
                            {one.low, one.high, one.quasi_p, one.coverage_without, one.density_without,
                             of.box->coverage, of.box->density, of.box->mass});
    }
    return text;
}

std::string trade_off_csv(const std::vector<Discovered>& found) {
    std::string text = "output,step,chosen,coverage,density,mass,bounds\n";
    for (const Discovered& of : found) {
        if (!of.search || of.search->searches.empty()) continue;
        const calibration::PrimSearch& search = of.search->searches.front();
        for (std::size_t step = 0; step < search.trajectory.size(); ++step) {
            const calibration::PrimBox& box = search.trajectory[step];
            const bool chosen = static_cast<Eigen::Index>(step) == search.chosen;
            text += csv_row({of.output}, {static_cast<double>(step), chosen ? 1.0 : 0.0, box.coverage, box.density,
                                          box.mass, static_cast<double>(box.restrictions.size())});
        }
    }
    return text;
}

void tell_discovery(const Study& study, const std::vector<Discovered>& found, Report& report) {
    for (const Discovered& of : found) report.sentences.push_back(found_words(study, of));
    for (const Discovered& of : found)
        if (!of.parameters.empty()) report.tables.push_back(parameters_table(study, of));
}

}  // namespace concord::study
