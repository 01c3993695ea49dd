// What it would be worth to know more before choosing, where draws come from a posterior: of everything (EVPI), and of
// single parameters (EVPPI), in the outcome's own unit, as a point of an outcome has no price here.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "calibration/importance_of_information.h"
#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/parameter_influence.h"

namespace concord::report {

using scenarios::Comparison;

namespace {

constexpr int kFewestRuns = 30;  // of a regression on one parameter

// Of every scenario, the baseline among them: difference from it by replicate, higher being better; [runs][scenarios].
Eigen::MatrixXd benefits(const Comparison& c, int outcome) {
    const int better = c.outcomes[static_cast<std::size_t>(outcome)].better;
    Eigen::MatrixXd all(c.replicates, c.scenarios());
    for (int s = 0; s < c.scenarios(); ++s) {
        const std::vector<double> of = c.differences(s, 0, outcome);
        for (int r = 0; r < c.replicates; ++r) all(r, s) = of[static_cast<std::size_t>(r)] * better;
    }
    return all;
}

int defined_runs(const Eigen::MatrixXd& benefit) {
    int defined = 0;
    for (Eigen::Index r = 0; r < benefit.rows(); ++r) defined += benefit.row(r).allFinite() ? 1 : 0;
    return defined;
}

// Parameters that a difference of this outcome hangs on, over all options.
std::set<std::string> telling_parameters(const Comparison& c, const scenarios::ParameterInfluences& influences,
                                         int outcome) {
    std::set<std::string> names;
    for (int s = 1; s < c.scenarios(); ++s)
        for (const auto& of : influences.on(c.differences(s, 0, outcome)).telling) names.insert(of.parameter);
    return names;
}

Eigen::MatrixXd column_of(const Comparison& c, const std::string& parameter) {
    const auto& names = c.plan.parameter_names;
    const auto k = static_cast<std::size_t>(std::find(names.begin(), names.end(), parameter) - names.begin());
    Eigen::MatrixXd values(c.replicates, 1);
    for (int r = 0; r < c.replicates; ++r) values(r, 0) = c.plan.draws[static_cast<std::size_t>(r)].at(k);
    return values;
}

void add_row(Table& table, const Comparison& c, int outcome, const std::string& known, double value, double error) {
    const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(outcome)];
    const double matters = c.difference(0, 0, outcome).matters;
    Row row{{std::string(info.title), known, number_cell(value, 3), number_cell(error, 3),
             value >= matters ? "yes" : "no"}};
    row.outcome = std::string(info.title);
    table.rows.push_back(std::move(row));
}

}  // namespace

bool has_posterior(const Comparison& c) {
    return c.plan.parameters == scenarios::ParameterDraws::kFile ||
           c.plan.parameters == scenarios::ParameterDraws::kGiven;
}

Table table_of_information(const Comparison& c) {
    Table table{.id = "value-of-information",
                .caption = "What it would be worth to know more before choosing",
                .columns = {{.title = "Outcome", .heads_row = true},
                            {.title = "Known before choosing"},
                            {.title = "Worth, in the outcome's unit", .right = true},
                            {.title = "Standard error", .right = true},
                            {.title = "Is that what matters?"}},
                .note =
                    "By how much the outcome would be better on average if one chose knowing which of the draws holds, "
                    "instead of one option for all of them (expected value of perfect information). A single "
                    "parameter by regression, for those that a difference hangs on (of partial perfect "
                    "information). With everything, chance in the runs counts as known too."};
    const scenarios::ParameterInfluences influences(c.plan, differences_tried(c));
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        if (c.outcomes[static_cast<std::size_t>(o)].better == 0) continue;
        const Eigen::MatrixXd benefit = benefits(c, o);
        const int defined = defined_runs(benefit);
        if (defined < 2) continue;
        const auto all = calibration::expected_value_of_perfect_information(benefit);
        add_row(table, c, o, "everything", all.value, all.standard_error);
        if (defined < kFewestRuns) continue;
        for (const std::string& parameter : telling_parameters(c, influences, o)) {
            const auto part = calibration::expected_value_of_partial_information(column_of(c, parameter), benefit);
            add_row(table, c, o, parameter, std::clamp(part.value, 0.0, all.value), part.standard_error);
        }
    }
    return table;
}

}  // namespace concord::report
