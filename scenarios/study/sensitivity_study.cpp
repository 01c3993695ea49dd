#include "scenarios/study/sensitivity_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenarios/files/text.h"

namespace concord::study {
namespace {

using calibration::ElementaryEffects;
using calibration::SobolIndices;

// Seeds of runs, each for `rows` rows one after another.
std::vector<std::uint32_t> shared_seeds(std::uint32_t seed, Eigen::Index blocks, Eigen::Index rows) {
    std::vector<std::uint32_t> seeds;
    for (const std::uint32_t one : calibration::run_seeds(seed, 0, blocks))
        seeds.insert(seeds.end(), static_cast<std::size_t>(rows), one);
    return seeds;
}

calibration::Bootstrap bootstrap_of(const Study& study) {
    return {.resamples = study.sensitivity->resamples, .level = study.sensitivity->level, .seed = study.seed};
}

calibration::MorrisResult morris(const Study& study, const calibration::Model& model) {
    const calibration::Space space = study.space();
    const calibration::Groups groups = space.groups();
    const Eigen::MatrixXd unit =
        calibration::morris_design(groups, study.sensitivity->trajectories, study.seed, study.sensitivity->levels);
    const auto rows = static_cast<Eigen::Index>(groups.size()) + 1;
    const Eigen::MatrixXd outputs =
        model(space.from_unit(unit), shared_seeds(study.seed, study.sensitivity->trajectories, rows));
    return calibration::morris_analysis(groups, unit, outputs, bootstrap_of(study));
}

calibration::SobolResult sobol(const Study& study, const calibration::Model& model) {
    const calibration::Space space = study.space();
    const calibration::Groups groups = space.groups();
    const SensitivitySettings& s = *study.sensitivity;
    const Eigen::MatrixXd unit = calibration::saltelli_design(groups, s.base, study.seed, s.second_order);
    const Eigen::MatrixXd outputs =
        model(space.from_unit(unit), shared_seeds(study.seed, s.base, unit.rows() / s.base));
    return calibration::sobol_analysis(static_cast<Eigen::Index>(groups.size()), outputs,
                                       {.second_order = s.second_order, .bootstrap = bootstrap_of(study)});
}

// Groups by a number, the greatest first; those without one last.
template <class Number>
std::vector<std::size_t> ranked(std::size_t groups, const Number& number) {
    std::vector<std::size_t> order(groups);
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](std::size_t g) { return std::isfinite(number(g)) ? number(g) : -1e300; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) > key(b); });
    return order;
}

constexpr std::size_t kShown = 12;  // rows of a table on the screen; the file has all

scenarios::Table morris_table(const SensitivityResult& result, std::size_t output) {
    const auto& effects = result.morris->effects[output];
    scenarios::Table table{.title = "Elementary effects on " + result.checks[output].output,
                           .columns = {"parameters", "mu*", "interval", "mu", "sigma", "against chance"},
                           .rows = {}};
    for (const std::size_t g : ranked(effects.size(), [&](std::size_t k) { return effects[k].mu_star; })) {
        if (table.rows.size() == kShown) break;
        const ElementaryEffects& e = effects[g];
        table.rows.push_back({result.groups[g], figure(e.mu_star), range_of(e.mu_star_range.low, e.mu_star_range.high),
                              figure(e.mu), figure(e.sigma),
                              above_chance(e, result.checks[output]) ? "above" : "not distinguishable"});
    }
    return table;
}

scenarios::Table sobol_table(const SensitivityResult& result, std::size_t output) {
    const SobolIndices& s = result.sobol->outputs[output];
    scenarios::Table table{.title = "Shares of the variance of " + result.checks[output].output,
                           .columns = {"parameters", "first", "interval", "verdict", "total", "interval", "verdict"},
                           .rows = {}};
    for (const std::size_t g : ranked(s.total.size(), [&](std::size_t k) { return s.total[k].value; })) {
        if (table.rows.size() == kShown) break;
        table.rows.push_back({result.groups[g], figure(s.first[g].value),
                              range_of(s.first[g].range.low, s.first[g].range.high), std::string(s.verdict(s.first[g])),
                              figure(s.total[g].value), range_of(s.total[g].range.low, s.total[g].range.high),
                              std::string(s.verdict(s.total[g]))});
    }
    return table;
}

// "a, b and c", those that come first.
std::string foremost(const SensitivityResult& result, std::size_t output, std::size_t& many) {
    std::vector<std::size_t> order;
    many = 0;
    std::string names;
    const auto add = [&](std::size_t g, bool counts) {
        if (!counts) return;
        if (++many <= 3) names.append(names.empty() ? "" : ", ").append(result.groups[g]);
    };
    if (result.morris) {
        const auto& effects = result.morris->effects[output];
        for (const std::size_t g : ranked(effects.size(), [&](std::size_t k) { return effects[k].mu_star; }))
            add(g, above_chance(effects[g], result.checks[output]));
    } else {
        const SobolIndices& s = result.sobol->outputs[output];
        for (const std::size_t g : ranked(s.total.size(), [&](std::size_t k) { return s.total[k].value; }))
            add(g, s.total[g].distinguishable);
    }
    return names;
}

// Where nothing that was found is as large as what matters.
std::string size_words(const SensitivityResult& result, std::size_t output) {
    const double matters = result.checks[output].matters;
    double largest = 0;
    if (result.morris)
        for (const ElementaryEffects& e : result.morris->effects[output]) largest = std::max(largest, e.mu_star);
    else
        largest = std::sqrt(std::max(0.0, result.sobol->outputs[output].variance));
    if (!(largest < matters)) return {};
    return fmt::format(" {} {} is below {}, the smallest difference that matters.",
                       result.morris ? "Even the largest effect of" : "Its whole sd of", figure(largest),
                       figure(matters));
}

std::string sentence(const SensitivityResult& result, std::size_t output) {
    const OutputCheck& check = result.checks[output];
    if (check.verdict == OutputVerdict::kBuiltIn)
        return fmt::format("{}: built in; no parameter of the study moves it.", check.output);
    std::size_t many = 0;
    const std::string names = foremost(result, output, many);
    const std::string_view than = result.morris ? "chance" : "0 (total shares)";
    const std::string size = size_words(result, output);
    if (many == 0) return fmt::format("{}: nothing is told from {}.{}", check.output, than, size);
    return fmt::format("{}: {} of {} told from {}; foremost {}.{}", check.output, many, result.groups.size(), than,
                       names, size);
}

}  // namespace

bool above_chance(const ElementaryEffects& effects, const OutputCheck& check) {
    constexpr double kBetweenTwo = 1.1283791670955126;  // 2 / sqrt(pi): mean distance of two of a normal, in its sd
    return effects.mu_star_range.low > std::max(kBetweenTwo * check.seed_sd, check.resolution) &&
           check.verdict != OutputVerdict::kBuiltIn;
}

SensitivityResult analyse_sensitivity(const Study& study, KeptRuns& runs) {
    SensitivityResult result;
    result.checks = check_outputs(study, runs.model("check"));
    result.groups = study.space().group_names();
    using Method = SensitivitySettings::Method;
    switch (study.sensitivity->method) {
        case Method::kMorris: result.morris = morris(study, runs.model("morris")); break;
        case Method::kSobol: result.sobol = sobol(study, runs.model("sobol")); break;
        case Method::kInformation: result.information = analyse_information(study, runs.model("information")); break;
        case Method::kDiscovery: result.discovery = discover(study, runs.model("discovery")); break;
    }
    return result;
}

std::string sensitivity_csv(const Study& study, const SensitivityResult& result) {
    std::string text = result.morris ? "output,parameters,verdict,mu_star,mu_star_low,mu_star_high,mu,mu_low,mu_high,"
                                       "sigma,sigma_low,sigma_high,effects\n"
                                     : "output,parameters,first_verdict,total_verdict,first,first_low,first_high,"
                                       "total,total_low,total_high\n";
    for (std::size_t k = 0; k < study.outputs.size(); ++k)
        for (std::size_t g = 0; g < result.groups.size(); ++g) {
            if (result.morris) {
                const ElementaryEffects& e = result.morris->effects[k][g];
                text += csv_row(
                    {study.outputs[k].name, result.groups[g],
                     above_chance(e, result.checks[k]) ? "above chance" : "not distinguishable from chance"},
                    {e.mu_star, e.mu_star_range.low, e.mu_star_range.high, e.mu, e.mu_range.low, e.mu_range.high,
                     e.sigma, e.sigma_range.low, e.sigma_range.high, static_cast<double>(e.effects)});
                continue;
            }
            const SobolIndices& s = result.sobol->outputs[k];
            text += csv_row({study.outputs[k].name, result.groups[g], std::string(s.verdict(s.first[g])),
                             std::string(s.verdict(s.total[g]))},
                            {s.first[g].value, s.first[g].range.low, s.first[g].range.high, s.total[g].value,
                             s.total[g].range.low, s.total[g].range.high});
        }
    return text;
}

std::vector<NamedText> sensitivity_files(const Study& study, const SensitivityResult& result) {
    if (result.information)
        return {{"sensitivity.csv", information_csv(*result.information, result.groups)},
                {"options.csv", options_csv(*result.information)}};
    if (result.discovery)
        return {{"sensitivity.csv", discovery_csv(study, *result.discovery)},
                {"box.csv", box_csv(study, *result.discovery)},
                {"trade_off.csv", trade_off_csv(*result.discovery)}};
    return {{"sensitivity.csv", sensitivity_csv(study, result)}};
}

Report sensitivity_report(const Study& study, const SensitivityResult& result, const KeptRuns& runs) {
    Report report;
    report.sentences.push_back(opening(study));
    report.tables.push_back(check_table(study, result.checks));
    if (result.information)
        tell_information(*result.information, result.groups, report);
    else if (result.discovery)
        tell_discovery(study, *result.discovery, report);
    else
        for (std::size_t k = 0; k < study.outputs.size(); ++k) {
            report.sentences.push_back(sentence(result, k));
            report.tables.push_back(result.morris ? morris_table(result, k) : sobol_table(result, k));
        }
    report.sentences.push_back(failures(runs));
    return report;
}

}  // namespace concord::study
