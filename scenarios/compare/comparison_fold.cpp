#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <sstream>
#include <stdexcept>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/dose.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/compare/places_reached.h"
#include "scenarios/compare/series_fold.h"
#include "scenarios/compare/survey.h"

namespace concord::scenarios {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Everything of one scenario, replicate by replicate.
struct Arm {
    Arm(std::size_t number_of_groups, std::size_t outcomes)
        : groups(number_of_groups), row(number_of_groups * outcomes) {}
    std::size_t groups, row;  // groups x outcomes
    SeriesFolds folds;
    TableMoments cost_by_district;
    std::vector<std::vector<double>> last_year, last_difference, year_difference;  // [R][...]
    std::vector<std::vector<double>> places, places_of_baseline;                   // [R][place outcomes]
    std::vector<std::vector<double>> equality;                                     // [R][G x equality measures]
    std::vector<std::vector<double>> dimensions;                                   // [R][represented dimensions]
    std::vector<std::vector<double>> cohort, cohort_of_baseline;                   // [R][sim::kCohortMeasures]
    std::vector<std::vector<double>> programme;                                    // [R][sim::kProgrammeMeasures] GM
    Moments participants;
    std::vector<double> cost, cost_over_baseline;                  // [R]
    std::vector<std::vector<double>> district_cost_over_baseline;  // [R][D]

    void add(const Shard& shard, const Shard& baseline, int periods, const PlacesReached& reached);
};

sim::Participants nobody() {
    sim::Participants none;
    none.with.fill(kNone);
    none.without.fill(kNone);
    return none;
}

sim::PairedPlaces nowhere() {
    sim::PairedPlaces none;
    none.with.fill(kNone);
    none.without.fill(kNone);
    return none;
}
std::vector<double> shown(const sim::PlaceMeans& means) { return {means.begin(), means.end()}; }

// Where the places reached are all, their rows are those of Greater Manchester, which is the first group.
std::vector<double> of_greater_manchester(const FinalYear& year) {
    std::vector<double> means;
    for (const int o : sim::kPlaceOutcomes) means.push_back(year.at(static_cast<std::size_t>(o)));
    return means;
}

void Arm::add(const Shard& shard, const Shard& baseline, int periods, const PlacesReached& reached) {
    folds.add(shard, baseline);
    const sim::Participants taking_part = shard.participants.value_or(nobody());
    cohort.emplace_back(taking_part.with.begin(), taking_part.with.end());
    cohort_of_baseline.emplace_back(taking_part.without.begin(), taking_part.without.end());
    participants.add(taking_part.residents);
    const std::vector<double>&outcomes = shard[sim::SeriesId::kGroupOutcomes],
          &of_baseline = baseline[sim::SeriesId::kGroupOutcomes];
    const std::vector<double> change = minus(outcomes, of_baseline);
    year_difference.push_back(by_year(change, row, 1, kPeriodsPerYear));
    last_year.push_back(final_year(outcomes, periods));
    last_difference.push_back(final_year(change, periods));
    dimensions.push_back(final_year(shard[sim::SeriesId::kDimensions], periods));
    const std::vector<double>& years = shard[sim::SeriesId::kEquality];
    equality.emplace_back(years.end() - static_cast<std::ptrdiff_t>(groups * sim::kEqualityMeasures), years.end());
    const std::vector<double>& eyes = shard[sim::SeriesId::kProgramme];  // Greater Manchester first, the end last
    const auto end = eyes.end() - static_cast<std::ptrdiff_t>(groups * sim::kProgrammeMeasures);
    programme.emplace_back(end, end + sim::kProgrammeMeasures);
    const sim::PairedPlaces some = shard.places.value_or(nowhere());
    places.push_back(reached.everywhere ? of_greater_manchester(last_year.back()) : shown(some.with));
    places_of_baseline.push_back(reached.everywhere ? of_greater_manchester(final_year(of_baseline, periods))
                                                    : shown(some.without));
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

// Cost of a point of a gain. Both ends come from points per pound, which, unlike its inverse, is tame near zero.
void price(Difference& d, const std::vector<double>& differences, const std::vector<double>& costs, int better,
           bool drawn) {
    const Moments cost = moments_of(costs);
    if (d.verdict != sim::Verdict::kGain || !(cost.mean() > 0)) return;
    d.cost_per_point = cost.mean() / std::abs(d.mean);
    const double ends[2] = {std::abs(d.interval.low), std::abs(d.interval.high)};
    d.cost_interval = {cost.mean() / std::max(ends[0], ends[1]), cost.mean() / std::min(ends[0], ends[1])};
    if (!drawn) return;
    std::vector<double> points_per_pound;
    for (std::size_t i = 0; i < differences.size(); ++i) points_per_pound.push_back(differences[i] * better / costs[i]);
    const Interval rate = percentile_interval(points_per_pound);
    d.cost_interval = {1 / rate.high, rate.low > 0 ? 1 / rate.low : std::numeric_limits<double>::infinity()};
}

// What a cell is judged by, apart from its values.
struct Cell {
    const sim::MeasureInfo& outcome;
    sim::SmallestDifference matters;
    bool modelled;
    double adults, share_of_gm;      // adults that the cell stands for; their share of Greater Manchester's
    double residents;                // NaN: not known
    std::span<const double> growth;  // of the option (dose.h)
};

double people_of(const Cell& cell, double difference) {
    if (cell.outcome.unit.starts_with("percent of adults")) return difference / 100 * cell.adults;
    if (cell.outcome.name == sim::kOutcomeTable[sim::kOutcomeHateIncidents].name)
        return difference / 1000 * cell.residents;
    return kNone;
}

Difference summarise(const std::vector<double>& baseline, const std::vector<double>& level,
                     const std::vector<double>& differences, const Cell& cell, bool drawn) {
    const Moments moments = moments_of(differences);
    Difference d;
    d.baseline = moments_of(baseline).mean();
    d.level = moments_of(level).mean();
    d.mean = moments.mean();
    d.standard_error = moments.standard_error();
    const double levels = std::max(std::abs(d.baseline), std::abs(d.level));
    d.interval = drawn ? percentile_interval(differences, levels) : mean_interval(moments, levels);
    if (std::isnan(d.interval.low)) d.standard_error = kNone;  // 0 would claim certainty as well
    d.share_same_sign = share_with_sign_of_mean(differences);
    d.matters = std::isnan(d.mean) ? kNone : cell.matters.at(d.baseline);
    d.verdict = sim::verdict_of(d.interval.low, d.interval.high, cell.outcome.better, d.matters, cell.modelled);
    d.people = people_of(cell, d.mean);
    d.survey = cell.outcome.percentage ? smallest_survey_difference_at(d.baseline, cell.share_of_gm) : kNone;
    d.variance_ratio = variance_ratio(baseline, level);
    d.cost_per_point = d.cost_interval.low = d.cost_interval.high = kNone;
    d.multiple = multiple_to_matter(d, cell.outcome.better, cell.growth);
    d.multiple_for_gain = multiple_for_gain(d, cell.outcome.better, cell.growth);
    return d;
}

void summarise_years(const Arm& arm, bool drawn, Comparison& c) {
    const std::size_t cells = arm.year_difference.at(0).size();
    for (std::size_t i = 0; i < cells; ++i) {
        const std::vector<double> values = column(arm.year_difference, i);
        const Moments moments = moments_of(values);
        const double level = moments_of(column(arm.last_year, i % arm.last_year.at(0).size())).mean();
        const Interval interval = drawn ? percentile_interval(values, level) : mean_interval(moments, level);
        c.year_mean.push_back(moments.mean());
        c.year_low.push_back(interval.low);
        c.year_high.push_back(interval.high);
        c.year_share.push_back(share_with_sign_of_mean(values));
    }
}

double residents_of(const Comparison& c, int group) {
    if (group == 0) return c.residents;
    return group <= c.districts ? c.residents_of_district.at(static_cast<std::size_t>(group - 1)) : kNone;
}

// Of outcome o in scenario s; the plan's declarations are those of the runs' own outcomes.
Cell judged(const Comparison& c, const sim::MeasureInfo& outcome, std::size_t s, std::size_t o, double adults,
            double residents) {
    const double all = c.adults.at(0) > 0 ? adults / c.adults[0] : 0;
    return {.outcome = outcome,
            .matters = o < c.plan.matters.size() ? c.plan.matters[o] : sim::usual_smallest_difference(outcome),
            .modelled = o >= c.plan.reach.at(s).size() || c.plan.reach[s][o] != sim::Reach::kNotAtAll,
            .adults = adults,
            .share_of_gm = all * c.residents / sim::kResidentsOfGreaterManchester,
            .residents = residents,
            .growth = s < c.plan.growth.size() ? std::span<const double>(c.plan.growth[s]) : std::span<const double>()};
}

void append_groups(const Arm& arm, const Arm& baseline, std::size_t s, Comparison& c) {
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    for (int g = 0; g < static_cast<int>(c.groups.size()); ++g)
        for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
            const sim::MeasureInfo& info = c.outcomes[o];
            const std::size_t cell = c.cell(0, g, o);
            const double adults = c.adults.at(static_cast<std::size_t>(g));
            const std::vector<double> differences = column(arm.last_difference, cell);
            Difference d =
                summarise(column(baseline.last_year, cell), column(arm.last_year, cell), differences,
                          judged(c, info, s, static_cast<std::size_t>(o), adults, residents_of(c, g)), drawn);
            if (s > 0 && g <= c.districts)
                price(d, differences,
                      g >= 1 ? column(arm.district_cost_over_baseline, static_cast<std::size_t>(g - 1))
                             : arm.cost_over_baseline,
                      info.better, drawn);
            c.final_year.push_back(d);
        }
}

void append_places(const Arm& arm, const PlacesReached& reached, std::size_t s, Comparison& c) {
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    c.residents_reached.push_back(reached.residents);
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {
        const std::vector<double> baseline = column(arm.places_of_baseline, k), level = column(arm.places, k);
        Difference d =
            summarise(baseline, level, minus(level, baseline),
                      judged(c, sim::kPlaceOutcomeTable[k], s, static_cast<std::size_t>(sim::kPlaceOutcomes[k]),
                             reached.adults, reached.residents),
                      drawn);
        c.places.push_back(d);
    }
}

// Judged by the usual smallest differences: --matters declares those of outcomes alone.
void append_equality(const Arm& arm, const Arm& baseline, std::size_t s, Comparison& c) {
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    for (std::size_t g = 0; g < c.groups.size(); ++g)
        for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e) {
            const sim::MeasureInfo& info = sim::kEqualityTable[e];
            const std::size_t at = g * sim::kEqualityMeasures + e;
            const std::vector<double> before = column(baseline.equality, at), level = column(arm.equality, at);
            Cell cell = judged(c, info, s, e, c.adults.at(g), kNone);
            cell.matters = sim::usual_smallest_difference(info);
            cell.modelled =
                s >= c.plan.reach_of_equality.size() || c.plan.reach_of_equality[s][e] != sim::Reach::kNotAtAll;
            Difference d = summarise(before, level, minus(level, before), cell, drawn);
            d.multiple = d.multiple_for_gain = kNone;
            c.equality.push_back(d);
        }
}

// Points of a hundred, as of items: of shares of adults the usual ones, of mean trust the same on its scale of 0 to 1.
sim::SmallestDifference smallest_of_programme(const sim::MeasureInfo& info) {
    return info.percentage ? sim::usual_smallest_difference(info) : sim::SmallestDifference{.size = 0.005};
}

void append_programme(const Arm& arm, const Arm& baseline, std::size_t s, Comparison& c) {
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    for (std::size_t k = 0; k < sim::kProgrammeMeasures; ++k) {
        const sim::MeasureInfo& info = sim::kProgrammeTable[k];
        const std::vector<double> before = column(baseline.programme, k), level = column(arm.programme, k);
        Cell cell = judged(c, info, s, k, c.adults.at(0), kNone);
        cell.matters = smallest_of_programme(info);
        cell.modelled =
            s >= c.plan.reach_of_programme.size() || c.plan.reach_of_programme[s][k] != sim::Reach::kNotAtAll;
        if (k == sim::kProgrammeSupport) cell.adults = kNone;  // of those who have heard of it, who differ in number
        Difference d = summarise(before, level, minus(level, before), cell, drawn);
        d.survey = d.multiple = d.multiple_for_gain = kNone;
        c.programme.push_back(d);
    }
}

// Those who took part: where the lever acts on a state of the item itself, their gain was put in, from trials.
void append_participants(const Arm& arm, std::size_t s, Comparison& c) {
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    const double adults = arm.participants.mean();
    c.participants.push_back(adults);
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {
        const std::size_t at = sim::cohort_measure_of(sim::kPlaceOutcomes[k]);
        const std::vector<double> baseline = column(arm.cohort_of_baseline, at), level = column(arm.cohort, at);
        Difference d = summarise(
            baseline, level, minus(level, baseline),
            judged(c, sim::kPlaceOutcomeTable[k], s, static_cast<std::size_t>(sim::kPlaceOutcomes[k]), adults, kNone),
            drawn);
        d.survey = kNone;  // no survey asks them apart
        c.taking_part.push_back(d);
    }
    for (std::size_t state = 0; state < sim::kStates; ++state)
        c.taking_part_states.push_back(
            moments_of(minus(column(arm.cohort, state), column(arm.cohort_of_baseline, state))).mean());
}

void append_arm(const Arm& arm, const Arm& baseline, const PlacesReached& reached, std::size_t s, Comparison& c) {
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    append_groups(arm, baseline, s, c);
    append_places(arm, reached, s, c);
    append_participants(arm, s, c);
    append_equality(arm, baseline, s, c);
    append_programme(arm, baseline, s, c);
    for (const std::vector<double>& replicate : arm.last_difference)
        c.by_replicate.insert(c.by_replicate.end(), replicate.begin(), replicate.end());
    for (const std::vector<double>& replicate : arm.last_year)
        c.level_by_replicate.insert(c.level_by_replicate.end(), replicate.begin(), replicate.end());
    for (const std::vector<double>& replicate : arm.dimensions)
        c.dimensions_by_replicate.insert(c.dimensions_by_replicate.end(), replicate.begin(), replicate.end());
    summarise_years(arm, drawn, c);
    arm.folds.append(c.tables);
    c.cost_present.insert(c.cost_present.end(), arm.cost.begin(), arm.cost.end());
    arm.cost_by_district.append(c.cost_present_by_district, Statistic::kMean);
}

// Why a cell has no cost of a point; empty where there is one.
std::string words_without_price(const Difference& d, double cost) {
    if (d.verdict != sim::Verdict::kGain) return std::string(sim::name_of(d.verdict));
    if (cost > 0) return {};
    return cost < 0 ? "gain at a saving" : "gain at no extra cost";
}

}  // namespace

void add_cost_words(Comparison& c) {
    for (std::vector<Difference>* all : {&c.places, &c.taking_part, &c.equality, &c.programme})
        for (Difference& d : *all) d.cost_words = "cost not split by this group";
    const auto of_district = [&](int s, int g) {
        const auto districts = static_cast<std::size_t>(c.districts), d = static_cast<std::size_t>(g - 1);
        return c.cost_present_by_district.at(static_cast<std::size_t>(s) * districts + d) -
               c.cost_present_by_district.at(d);
    };
    for (int s = 0; s < c.scenarios(); ++s)
        for (int g = 0; g < static_cast<int>(c.groups.size()); ++g)
            for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
                Difference& d = c.final_year.at(c.cell(s, g, o));
                d.cost_words = s == 0            ? "baseline"
                               : g > c.districts ? "cost not split by this group"
                               : g == 0          ? words_without_price(d, c.mean_cost(s) - c.mean_cost(0))
                                                 : words_without_price(d, of_district(s, g));
            }
}

std::vector<double> Comparison::differences(int scenario, int group, int outcome) const {
    std::vector<double> values;
    const std::size_t row = groups.size() * outcomes.size();
    for (int r = 0; r < replicates; ++r)
        values.push_back(by_replicate.at(
            (static_cast<std::size_t>(scenario) * static_cast<std::size_t>(replicates) + static_cast<std::size_t>(r)) *
                row +
            cell(0, group, outcome)));
    return values;
}

bool Comparison::put_in(int scenario, std::size_t outcome) const {
    const Difference& d = among_participants(scenario, outcome);
    const bool better = d.mean * sim::kPlaceOutcomeTable[outcome].better > 0;
    return plan.reach.at(static_cast<std::size_t>(scenario))
                   .at(static_cast<std::size_t>(sim::kPlaceOutcomes[outcome])) == sim::Reach::kDirect &&
           (better || d.verdict == sim::Verdict::kNoChangeThatMatters);
}

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

namespace {

// A line each, of one run.
void count_warnings(const std::string& lines, std::vector<RunWarning>& warnings) {
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line);) {
        const auto known = std::find_if(warnings.begin(), warnings.end(),
                                        [&](const RunWarning& warning) { return warning.text == line; });
        if (known == warnings.end())
            warnings.push_back({line, 1});
        else
            ++known->runs;
    }
}

}  // namespace

Comparison fold(const std::filesystem::path& folder, const Plan& plan, int replicates, const sim::Geography& geography,
                std::vector<sim::MeasureInfo> outcomes) {
    Comparison c;
    c.plan = plan;
    c.replicates = replicates;
    c.periods = plan.years() * kPeriodsPerYear;
    c.districts = static_cast<int>(geography.districts.size());
    c.groups = sim::group_names(geography);
    c.outcomes = std::move(outcomes);
    for (std::size_t o = c.plan.matters.size(); o < c.outcomes.size(); ++o)
        c.plan.matters.push_back(sim::usual_smallest_difference(c.outcomes[o]));
    c.tables = folded_tables();
    c.residents = geography.total_residents();
    c.residents_of_district.assign(geography.districts.size(), 0);
    for (const sim::Neighbourhood& n : geography.neighbourhoods)
        c.residents_of_district.at(static_cast<std::size_t>(n.district)) += n.residents;
    std::vector<PlacesReached> reached;
    for (const std::vector<int>& places : plan.places_reached) reached.emplace_back(geography, places);
    for (const sim::Neighbourhood& n : geography.neighbourhoods) c.neighbourhoods.push_back(n.code);
    c.labels = place_labels(geography);
    std::vector<Arm> arms(plan.scenarios(), Arm(c.groups.size(), c.outcomes.size()));
    for (int replicate = 0; replicate < replicates; ++replicate) {
        const Shard baseline = read_shard(folder, plan, 0, replicate);
        for (int scenario = 0; scenario < plan.scenarios(); ++scenario) {
            const Shard shard = scenario == 0 ? baseline : read_shard(folder, plan, scenario, replicate);
            arms[scenario].add(shard, baseline, c.periods, reached.at(static_cast<std::size_t>(scenario)));
            count_warnings(shard.warnings, c.warnings);
        }
        c.adults = baseline[sim::SeriesId::kAdults];
    }
    for (std::size_t s = 0; s < arms.size(); ++s) append_arm(arms[s], arms[0], reached[s], s, c);
    add_cost_words(c);
    return c;
}

}  // namespace concord::scenarios
