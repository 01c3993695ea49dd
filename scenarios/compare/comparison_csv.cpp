// comparison.csv: a row an option, group and outcome.
#include <fmt/format.h>

#include <cmath>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/dose.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

std::string number(double x) { return std::isnan(x) ? "" : fmt::format("{:.6g}", x); }

// A row of the CSV: a difference, of whom and from what.
struct CsvRow {
    std::string option, baseline, group;
    const sim::MeasureInfo& outcome;
    const Difference& d;
    double cost;
    double share_better;  // of replicates in which the option does better
};

std::string csv_row(const Comparison& c, const CsvRow& row) {
    const Difference& d = row.d;
    const std::string kind = c.plan.parameters == ParameterDraws::kDefaults ? "95% of the mean (t)"
                             : c.replicates < kFewestForPercentiles         ? "range over draws"
                                                                            : "2.5-97.5 percentile over draws";
    const bool percentage = row.outcome.percentage;
    const std::string survey = !percentage ? "not a survey item" : number(d.survey);
    const std::string told = !percentage || std::isnan(d.mean) || std::isnan(d.survey) ? ""
                             : std::abs(d.mean) >= d.survey                            ? "yes"
                                                                                       : "no";
    const auto times = [](double multiple) { return multiple == kOutOfReach ? "out of reach" : number(multiple); };
    const std::string verdict(std::isnan(d.mean) ? "not defined" : sim::name_of(d.verdict));
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                       csv_text(row.option), csv_text(row.baseline), csv_text(row.group), row.outcome.name,
                       csv_text(std::string(row.outcome.unit)), number(d.baseline), number(d.level), number(d.mean),
                       number(d.interval.low), number(d.interval.high), kind, number(d.standard_error),
                       number(d.share_same_sign), number(row.share_better), verdict, number(d.matters),
                       number(d.people), survey, told, number(row.cost), number(d.cost_per_point),
                       number(d.cost_interval.low), number(d.cost_interval.high), csv_text(d.cost_words),
                       times(d.multiple), times(d.multiple_for_gain), number(d.variance_ratio), c.replicates,
                       describe(c.plan.parameters), c.plan.seed, csv_text(kCaveat));
}

double share_better(const Comparison& c, int scenario, int group, int outcome) {
    return pair_of(c, scenario, 0, group, outcome).share_better;
}

// Of those who took part and of the places reached, which have no replicates of their own in the file.
std::string csv_of_reached(const Comparison& c, int s) {
    std::string text;
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {
        Difference d = c.among_participants(s, k);
        if (std::isnan(d.mean)) continue;
        if (c.put_in(s, k)) d.cost_words = "put in from trials: no finding";
        text += csv_row(c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0], kTookPart,
                            sim::kPlaceOutcomeTable[k], d, c.mean_cost(s), std::nan("")});
    }
    if (!(c.residents_reached.at(static_cast<std::size_t>(s)) > 0)) return text;
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k)
        text += csv_row(c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0], kPlacesReached,
                            sim::kPlaceOutcomeTable[k], c.in_places(s, k), c.mean_cost(s), std::nan("")});
    return text;
}

std::string csv_of_equality(const Comparison& c, int s) {
    std::string text;
    for (int g = 0; g < static_cast<int>(c.groups.size()); ++g)
        for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e) {
            const Difference& d = c.equality_of(s, g, static_cast<int>(e));
            if (std::isnan(d.mean)) continue;
            text += csv_row(
                c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0], c.groups[static_cast<std::size_t>(g)],
                    sim::kEqualityTable[e], d, c.mean_cost(s), std::nan("")});
        }
    return text;
}

// The prevention programme in residents' eyes, over Greater Manchester.
std::string csv_of_programme(const Comparison& c, int s) {
    std::string text;
    for (std::size_t k = 0; k < sim::kProgrammeMeasures; ++k) {
        const Difference& d = c.programme_of(s, k);
        if (std::isnan(d.mean)) continue;
        text += csv_row(c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0], c.groups[0],
                            sim::kProgrammeTable[k], d, c.mean_cost(s), std::nan("")});
    }
    return text;
}

// Option against option in GM.
std::string csv_of_pairs(const Comparison& c) {
    std::string text;
    for (int a = 1; a < c.scenarios(); ++a)
        for (int b = a + 1; b < c.scenarios(); ++b)
            for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
                const PairOfOptions pair = pair_of(c, a, b, 0, o);
                Difference d;
                d.baseline = c.difference(b, 0, o).level;
                d.level = c.difference(a, 0, o).level;
                d.mean = pair.mean;
                d.interval = pair.interval;
                d.matters = c.difference(0, 0, o).matters;
                d.verdict = pair.verdict;
                d.standard_error = d.share_same_sign = d.people = d.survey = d.variance_ratio = d.cost_per_point =
                    d.cost_interval.low = d.cost_interval.high = d.multiple = d.multiple_for_gain = std::nan("");
                d.cost_words = "option against option";
                text += csv_row(
                    c, {c.plan.names[static_cast<std::size_t>(a)], c.plan.names[static_cast<std::size_t>(b)],
                        c.groups[0], c.outcomes[static_cast<std::size_t>(o)], d, c.mean_cost(a), pair.share_better});
            }
    return text;
}

}  // namespace

std::string comparison_csv(const Comparison& c) {
    std::string text =
        "option,baseline,group,outcome,unit,baseline_level,level,difference,interval_low,interval_high,interval_kind,"
        "standard_error,share_same_sign,share_better,verdict,smallest_difference_that_matters,people,"
        "survey_smallest_difference,survey_could_tell,option_cost_present_gbp,cost_per_point_gbp,"
        "cost_per_point_low_gbp,cost_per_point_high_gbp,cost_words,multiple_to_matter,multiple_for_gain,variance_ratio,"
        "replicates,"
        "parameters,seed,caveat\n";
    const sim::GroupLayout layout{.districts = c.districts};
    for (int s = 1; s < c.scenarios(); ++s) {
        text += csv_of_reached(c, s);
        for (int g = 0; g < static_cast<int>(c.groups.size()); ++g)
            for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
                const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
                if (!sim::may_show(info.disclosure, sim::Quantity::kDifference, layout.cell(g))) continue;
                text += csv_row(c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0],
                                    c.groups[static_cast<std::size_t>(g)], info, c.difference(s, g, o), c.mean_cost(s),
                                    share_better(c, s, g, o)});
            }
        text += csv_of_equality(c, s) + csv_of_programme(c, s);
    }
    return text + csv_of_pairs(c);
}

}  // namespace concord::scenarios
