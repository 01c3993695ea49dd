#include "scenarios/study/information_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "calibration/design.h"

namespace concord::study {
namespace {

// [runs][options]: the output, the better way up, less the option's price.
Eigen::MatrixXd net_benefits(const Study& study, const Choice& choice, const Eigen::MatrixXd& outputs) {
    const double sign = study.observables[static_cast<std::size_t>(choice.observable)].better;
    Eigen::MatrixXd benefit(outputs.rows(), static_cast<Eigen::Index>(choice.options.size()));
    for (std::size_t o = 0; o < choice.options.size(); ++o) {
        const Option& option = choice.options[o];
        auto column = benefit.col(static_cast<Eigen::Index>(o));
        column.setConstant(-option.price);
        if (option.output) column += sign * outputs.col(*option.output);
    }
    return benefit;
}

std::vector<double> shares_best(const Eigen::MatrixXd& benefit) {
    std::vector<double> shares(static_cast<std::size_t>(benefit.cols()));
    double runs = 0;
    for (Eigen::Index n = 0; n < benefit.rows(); ++n) {
        if (!benefit.row(n).allFinite()) continue;
        ++runs;
        const double most = benefit.row(n).maxCoeff();
        for (Eigen::Index o = 0; o < benefit.cols(); ++o) shares[static_cast<std::size_t>(o)] += benefit(n, o) == most;
    }
    for (double& share : shares) share /= runs;
    return shares;
}

std::vector<std::size_t> by_worth(const ChoiceWorth& found) {
    std::vector<std::size_t> order(found.parameters.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return found.parameters[a].value > found.parameters[b].value;
    });
    return order;
}

std::string with_error(double value, double error) {
    return fmt::format("{} (standard error {})", figure(value), figure(error));
}

std::string worth_words(const ChoiceWorth& found, const std::vector<std::string>& groups) {
    const auto best = static_cast<std::size_t>(found.everything.best);
    std::string text = fmt::format(
        "{}: best on average {}, and in {:.0f} % of {} runs. To know everything before choosing, the chances of a run "
        "included, would be worth {}.",
        found.choice.name, found.choice.options[best].name, 100 * found.share_best[best], found.everything.runs,
        with_error(found.everything.value, found.everything.standard_error));
    std::string told;
    for (const std::size_t g : by_worth(found))
        if (told_from_nothing(found.parameters[g]))
            told += fmt::format("{}{} {}", told.empty() ? "" : ", ", groups[g], figure(found.parameters[g].value));
    text += told.empty() ? " Of no parameter alone is it told from 0." : " Worth knowing alone: " + told + ".";
    if (found.everything.value < found.matters)
        text += fmt::format(" All of it is below {}, the smallest difference that matters.", figure(found.matters));
    return text;
}

scenarios::Table options_table(const ChoiceWorth& found) {
    scenarios::Table table{.title = "Options of " + found.choice.name,
                           .columns = {"option", "price", "worth on average", "best in"},
                           .rows = {}};
    for (std::size_t o = 0; o < found.choice.options.size(); ++o)
        table.rows.push_back({found.choice.options[o].name, figure(found.choice.options[o].price),
                              figure(found.everything.expected[o]),
                              fmt::format("{:.0f} %", 100 * found.share_best[o])});
    return table;
}

scenarios::Table worth_table(const ChoiceWorth& found, const std::vector<std::string>& groups) {
    constexpr std::size_t kShown = 12;  // the file has all
    scenarios::Table table{.title = "Worth of knowing before choosing of " + found.choice.name,
                           .columns = {"parameters", "worth", "standard error", "bias", "against 0"},
                           .rows = {}};
    for (const std::size_t g : by_worth(found)) {
        if (table.rows.size() == kShown) break;
        const calibration::PartialInformation& worth = found.parameters[g];
        table.rows.push_back({groups[g], figure(worth.value), figure(worth.standard_error), figure(worth.bias),
                              told_from_nothing(worth) ? "above" : "not distinguishable"});
    }
    return table;
}

}  // namespace

std::vector<ChoiceWorth> analyse_information(const Study& study, const calibration::Model& model) {
    const calibration::Space space = study.space();
    const Eigen::Index n = study.sensitivity->draws;
    const Eigen::MatrixXd unit = calibration::latin_hypercube(n, space.size(), study.seed);
    const Eigen::MatrixXd outputs = model(space.from_unit(unit), calibration::run_seeds(study.seed, 0, n));
    std::vector<ChoiceWorth> all;
    for (const Choice& choice : choices_of(study)) {
        const Eigen::MatrixXd benefit = net_benefits(study, choice, outputs);
        ChoiceWorth& found = all.emplace_back(
            ChoiceWorth{.choice = choice,
                        .everything = calibration::expected_value_of_perfect_information(benefit),
                        .share_best = shares_best(benefit),
                        .parameters = {},
                        .matters = study.observables[static_cast<std::size_t>(choice.observable)].matters});
        for (const std::vector<Eigen::Index>& group : space.groups()) {
            const Eigen::MatrixXd known = unit(Eigen::all, group);  // by ranks: priors may be wide in logarithms
            found.parameters.push_back(
                calibration::expected_value_of_partial_information(known, benefit, {.seed = study.seed}));
        }
    }
    return all;
}

bool told_from_nothing(const calibration::PartialInformation& worth) {
    return worth.value - 2 * std::max(0.0, worth.bias) > 2 * worth.standard_error;
}

std::string information_csv(const std::vector<ChoiceWorth>& found, const std::vector<std::string>& groups) {
    std::string text = "choice,parameters,verdict,value,standard_error,bias,effective_parameters,runs\n";
    for (const ChoiceWorth& one : found) {
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        text += csv_row({one.choice.name, "everything, chance included", ""},
                        {one.everything.value, one.everything.standard_error, kNone, kNone,
                         static_cast<double>(one.everything.runs)});
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const calibration::PartialInformation& worth = one.parameters[g];
            text += csv_row(
                {one.choice.name, groups[g], told_from_nothing(worth) ? "above 0" : "not distinguishable from 0"},
                {worth.value, worth.standard_error, worth.bias, worth.effective_parameters,
                 static_cast<double>(worth.runs)});
        }
    }
    return text;
}

std::string options_csv(const std::vector<ChoiceWorth>& found) {
    std::string text = "choice,option,price,expected,share_best\n";
    for (const ChoiceWorth& one : found)
        for (std::size_t o = 0; o < one.choice.options.size(); ++o)
            text += csv_row({one.choice.name, one.choice.options[o].name},
                            {one.choice.options[o].price, one.everything.expected[o], one.share_best[o]});
    return text;
}

void tell_information(const std::vector<ChoiceWorth>& found, const std::vector<std::string>& groups, Report& report) {
    for (const ChoiceWorth& one : found) report.sentences.push_back(worth_words(one, groups));
    for (const ChoiceWorth& one : found) {
        report.tables.push_back(options_table(one));
        report.tables.push_back(worth_table(one, groups));
    }
}

}  // namespace concord::study
