#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/compare/series_fold.h"

namespace concord::scenarios {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Everything of one scenario, replicate by replicate.
struct Arm {
    explicit Arm(std::size_t outcome_cells) : row(outcome_cells) {}
    std::size_t row;  // groups x outcomes
    SeriesFolds folds;
    TableMoments cost_by_district;
    std::vector<std::vector<double>> last_year, last_difference, year_difference;  // [R][...]
    std::vector<double> cost, cost_over_baseline;                                  // [R]
    std::vector<std::vector<double>> district_cost_over_baseline;                  // [R][D]

    void add(const Shard& shard, const Shard& baseline, int periods);
};

void Arm::add(const Shard& shard, const Shard& baseline, int periods) {
    folds.add(shard, baseline);
    const std::vector<double>& outcomes = shard[sim::SeriesId::kGroupOutcomes];
    const std::vector<double> change = minus(outcomes, baseline[sim::SeriesId::kGroupOutcomes]);
    year_difference.push_back(by_year(change, row, 1, kPeriodsPerYear));
    last_year.push_back(final_year(outcomes, periods));
    last_difference.push_back(final_year(change, periods));
    cost.push_back(shard.cost_present_gbp);
    cost_over_baseline.push_back(shard.cost_present_gbp - baseline.cost_present_gbp);
    cost_by_district.add(shard.cost_present_by_district);
    district_cost_over_baseline.push_back(minus(shard.cost_present_by_district, baseline.cost_present_by_district));
}

std::vector<double> column(const std::vector<std::vector<double>>& rows, std::size_t i) {
    std::vector<double> values;
    for (const std::vector<double>& row : rows) values.push_back(row.at(i));
    return values;
}

// Cost of a point of improvement. Both ends come from points per pound, which, unlike its inverse, is tame near zero.
void price(Difference& d, const std::vector<double>& differences, const std::vector<double>& costs, int better,
           bool drawn) {
    const Moments cost = moments_of(costs);
    d.cost_per_point = kNone;
    d.cost_interval = {kNone, kNone};
    if (std::isnan(d.interval.low) && d.mean != 0)
        d.cost_words = "too few runs to say";
    else if (d.interval.includes_zero())
        d.cost_words = kNoEffect;
    else if (d.mean * better < 0)
        d.cost_words = "change for the worse";
    else if (!(cost.mean() > 0))
        d.cost_words = cost.mean() < 0 ? "gain at a saving" : "gain at no extra cost";
    if (!d.cost_words.empty()) return;
    d.cost_per_point = cost.mean() / std::abs(d.mean);
    const double ends[2] = {std::abs(d.interval.low), std::abs(d.interval.high)};
    d.cost_interval = {cost.mean() / std::max(ends[0], ends[1]), cost.mean() / std::min(ends[0], ends[1])};
    if (!drawn) return;
    std::vector<double> points_per_pound;
    for (std::size_t i = 0; i < differences.size(); ++i) points_per_pound.push_back(differences[i] * better / costs[i]);
    const Interval rate = percentile_interval(points_per_pound);
    d.cost_interval = {1 / rate.high, rate.low > 0 ? 1 / rate.low : std::numeric_limits<double>::infinity()};
}

Difference summarise(const Arm& arm, const Arm& baseline, std::size_t cell, const sim::MeasureInfo& outcome,
                     bool drawn) {
    const std::vector<double> a = column(baseline.last_year, cell), b = column(arm.last_year, cell),
                              differences = column(arm.last_difference, cell);
    const Moments moments = moments_of(differences);
    Difference d;
    d.baseline = moments_of(a).mean();
    d.level = moments_of(b).mean();
    d.mean = moments.mean();
    d.standard_error = moments.standard_error();
    d.interval = drawn ? percentile_interval(differences) : mean_interval(moments);
    if (std::isnan(d.interval.low)) d.standard_error = kNone;  // 0 would claim certainty as well
    d.share_same_sign = share_with_sign_of_mean(differences);
    d.survey = outcome.percentage ? smallest_survey_difference(d.baseline) : kNone;
    d.variance_ratio = variance_ratio(a, b);
    return d;
}

void summarise_years(const Arm& arm, bool drawn, Comparison& c) {
    const std::size_t cells = arm.year_difference.at(0).size();
    for (std::size_t i = 0; i < cells; ++i) {
        const std::vector<double> values = column(arm.year_difference, i);
        const Moments moments = moments_of(values);
        const Interval interval = drawn ? percentile_interval(values) : mean_interval(moments);
        c.year_mean.push_back(moments.mean());
        c.year_low.push_back(interval.low);
        c.year_high.push_back(interval.high);
        c.year_share.push_back(share_with_sign_of_mean(values));
    }
}

void append_arm(const Arm& arm, const Arm& baseline, Comparison& c) {
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    for (int g = 0; g < static_cast<int>(c.groups.size()); ++g)
        for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
            const sim::MeasureInfo& info = c.outcomes[o];
            const std::size_t cell = c.cell(0, g, o);
            Difference d = summarise(arm, baseline, cell, info, drawn);
            const bool is_district = g >= 1 && g <= c.districts;
            if (&arm == &baseline)
                d.cost_words = "baseline";
            else if (g > c.districts)
                d.cost_words = "cost not split by this group";
            else
                price(d, column(arm.last_difference, cell),
                      is_district ? column(arm.district_cost_over_baseline, static_cast<std::size_t>(g - 1))
                                  : arm.cost_over_baseline,
                      info.better, drawn);
            if (!d.cost_words.empty()) d.cost_per_point = d.cost_interval.low = d.cost_interval.high = kNone;
            c.final_year.push_back(d);
        }
    for (const std::vector<double>& replicate : arm.last_difference)
        c.by_replicate.insert(c.by_replicate.end(), replicate.begin(), replicate.end());
    for (const std::vector<double>& replicate : arm.last_year)
        c.level_by_replicate.insert(c.level_by_replicate.end(), replicate.begin(), replicate.end());
    summarise_years(arm, drawn, c);
    arm.folds.append(c.tables);
    c.cost_present.insert(c.cost_present.end(), arm.cost.begin(), arm.cost.end());
    arm.cost_by_district.append(c.cost_present_by_district, Statistic::kMean);
}

}  // namespace

const std::vector<double>& Comparison::table(std::string_view name) const {
    for (const FoldedTable& table : tables)
        if (table.name == name) return table.values;
    throw std::out_of_range("a comparison has no table of that name");
}

double Comparison::mean_cost(int scenario) const {
    const auto first = cost_present.begin() + static_cast<std::ptrdiff_t>(scenario) * replicates;
    return moments_of(std::vector<double>(first, first + replicates)).mean();
}

double Comparison::median_variance_ratio(int scenario) const {
    std::vector<double> ratios;
    for (int g = 0; g <= districts; ++g)
        for (int o = 0; o < static_cast<int>(outcomes.size()); ++o)
            ratios.push_back(difference(scenario, g, o).variance_ratio);
    return median(std::move(ratios));
}

Comparison fold(const std::filesystem::path& folder, const Plan& plan, int replicates, const sim::Geography& geography,
                std::vector<sim::MeasureInfo> outcomes) {
    Comparison c{.plan = plan,
                 .replicates = replicates,
                 .periods = plan.years * kPeriodsPerYear,
                 .districts = static_cast<int>(geography.districts.size()),
                 .groups = sim::group_names(geography),
                 .neighbourhoods = {},
                 .outcomes = std::move(outcomes),
                 .final_year = {},
                 .by_replicate = {},
                 .level_by_replicate = {},
                 .year_mean = {},
                 .year_low = {},
                 .year_high = {},
                 .year_share = {},
                 .tables = folded_tables(),
                 .cost_present = {},
                 .cost_present_by_district = {},
                 .adults = {},
                 .warnings = {}};
    for (const sim::Neighbourhood& n : geography.neighbourhoods) c.neighbourhoods.push_back(n.code);
    std::vector<Arm> arms(plan.scenarios(), Arm(c.groups.size() * c.outcomes.size()));
    for (int replicate = 0; replicate < replicates; ++replicate) {
        const Shard baseline = read_shard(folder, plan, 0, replicate);
        for (int scenario = 0; scenario < plan.scenarios(); ++scenario) {
            const Shard shard = scenario == 0 ? baseline : read_shard(folder, plan, scenario, replicate);
            arms[scenario].add(shard, baseline, c.periods);
            if (!shard.warnings.empty() &&
                std::find(c.warnings.begin(), c.warnings.end(), shard.warnings) == c.warnings.end())
                c.warnings.push_back(shard.warnings);
        }
        c.adults = baseline[sim::SeriesId::kAdults];
    }
    for (const Arm& arm : arms) append_arm(arm, arms[0], c);
    return c;
}

}  // namespace concord::scenarios
