#include "scenarios/compare/line_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "scenarios/compare/detectability.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/results/results_writer.h"
#include "sim/ground/random.h"

namespace concord::scenarios {
namespace {

constexpr double kNotDefined = std::numeric_limits<double>::quiet_NaN();

double triples(double of) { return of < 3 ? 0 : of * (of - 1) * (of - 2) / 6; }
double pairs(double of) { return of < 2 ? 0 : of * (of - 1) / 2; }

// Of the option's change among three of `others`: the share of triples in which it is the largest, those with ties in
// the proportion in which the lot would fall on it.
double share_largest(double own, const std::vector<double>& others) {
    double below = 0, level = 0;
    for (const double other : others) below += other < own, level += other == own;
    const double all = triples(static_cast<double>(others.size()));
    const double won = triples(below) + pairs(below) * level / 2 + below * pairs(level) / 3 + triples(level) / 4;
    return won / all;
}

std::string number(double x) { return std::isnan(x) ? "" : fmt::format("{:.6g}", x); }

}  // namespace

double change_of(const MeasuredSeries& series) {
    MeasuredSeries reports;
    std::copy_if(series.begin(), series.end(), std::back_inserter(reports), [](double x) { return !std::isnan(x); });
    if (reports.size() < 2) return kNotDefined;
    const std::size_t each = std::max<std::size_t>(1, reports.size() / 4);
    const auto mean = [&](std::size_t first) {
        double sum = 0;
        for (std::size_t k = first; k < first + each; ++k) sum += reports[k];
        return sum / static_cast<double>(each);
    };
    return mean(reports.size() - each) - mean(0);
}

LineUp line_up(std::span<const MeasuredSeries> option, std::span<const MeasuredSeries> baseline, int replicate,
               std::uint32_t seed) {
    if (baseline.size() < kInLineUp || option.size() != baseline.size())
        throw std::invalid_argument("a line-up needs four replicates: the option's, and three others of the baseline");
    sim::WordSource words(sim::Stream(seed, sim::Process::kLineUp), static_cast<std::uint32_t>(replicate), 0);
    LineUp made;
    made.programme = words.below(kInLineUp);
    std::vector<int> left;
    for (int r = 0; r < static_cast<int>(baseline.size()); ++r)
        if (r != replicate) left.push_back(r);
    for (std::size_t k = 0; k < kInLineUp; ++k) {
        if (k == made.programme) {
            made.replicate[k] = replicate;
            made.series[k] = option[static_cast<std::size_t>(replicate)];
            continue;
        }
        const auto at = left.begin() + words.below(static_cast<std::uint32_t>(left.size()));
        made.replicate[k] = *at;
        made.series[k] = baseline[static_cast<std::size_t>(*at)];
        left.erase(at);
    }
    return made;
}

double chance_to_pick(std::span<const MeasuredSeries> option, std::span<const MeasuredSeries> baseline) {
    if (baseline.size() < kInLineUp || option.size() != baseline.size()) return kNotDefined;
    std::vector<double> without;
    for (const MeasuredSeries& series : baseline) without.push_back(std::abs(change_of(series)));
    double sum = 0;
    for (std::size_t r = 0; r < option.size(); ++r) {
        const double own = std::abs(change_of(option[r]));
        std::vector<double> others = without;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(r));
        if (std::isnan(own) || std::any_of(others.begin(), others.end(), [](double x) { return std::isnan(x); }))
            return kNotDefined;
        sum += share_largest(own, others);
    }
    return sum / static_cast<double>(option.size());
}

namespace {

struct SeriesOfRuns {
    std::size_t quarters = 0, places = 0;
    std::vector<std::vector<double>> values;  // [replicates][quarters x places x indicators]

    MeasuredSeries of(std::size_t replicate, std::size_t place, int indicator) const {
        MeasuredSeries series;
        for (std::size_t q = 0; q < quarters; ++q)
            series.push_back(
                values[replicate][(q * places + place) * sim::kIndicators + static_cast<std::size_t>(indicator)]);
        return series;
    }
};

SeriesOfRuns series_of_runs(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicates,
                            sim::SeriesId id) {
    SeriesOfRuns runs;
    runs.quarters = static_cast<std::size_t>(plan.weeks / sim::kWeeksPerQuarter);
    for (int r = 0; r < replicates; ++r) runs.values.push_back(read_shard(folder, plan, scenario, r)[id]);
    runs.places =
        runs.values.empty() || runs.quarters == 0 ? 0 : runs.values[0].size() / runs.quarters / sim::kIndicators;
    return runs;
}

std::vector<MeasuredSeries> all_of(const SeriesOfRuns& runs, std::size_t place, int indicator) {
    std::vector<MeasuredSeries> series;
    for (std::size_t r = 0; r < runs.values.size(); ++r) series.push_back(runs.of(r, place, indicator));
    return series;
}

int indicator_named(std::string_view name) {
    const auto found = std::find(sim::kIndicatorNames.begin(), sim::kIndicatorNames.end(), name);
    return found == sim::kIndicatorNames.end() ? -1 : static_cast<int>(found - sim::kIndicatorNames.begin());
}

// What every row is made of.
constexpr std::string_view kMadeOf = "replicates,parameters,seed,caveat";
std::string made_of(const Comparison& c) {
    return fmt::format("{},{},{},{}", c.replicates, describe(c.plan.parameters), c.plan.seed, csv_text(kCaveat));
}

std::string series_csv(const Comparison& c, const std::vector<SeriesOfRuns>& seen,
                       const std::vector<SeriesOfRuns>& truth) {
    std::string text = fmt::format("scenario,place,quarter,indicator,unit,measured,true,gap,{}\n", kMadeOf);
    for (std::size_t s = 0; s < seen.size(); ++s)
        for (std::size_t place = 0; place < seen[s].places; ++place)
            for (std::size_t q = 0; q < seen[s].quarters; ++q)
                for (int k = 0; k < sim::kIndicators; ++k) {
                    Moments measured, real;
                    for (std::size_t r = 0; r < seen[s].values.size(); ++r) {
                        const double one = seen[s].of(r, place, k)[q], other = truth[s].of(r, place, k)[q];
                        if (std::isnan(one) || std::isnan(other)) continue;
                        measured.add(one);
                        real.add(other);
                    }
                    // Told of some runs alone it would be of those with most of it.
                    if (measured.count() == 0 || measured.count() < static_cast<int>(seen[s].values.size())) continue;
                    const sim::MeasureInfo& info = sim::kIndicatorTable[static_cast<std::size_t>(k)];
                    text += fmt::format("{},{},{},{},{},{},{},{},{}\n", csv_text(c.plan.names[s]),
                                        csv_text(c.groups[place]), q + 1, info.name, csv_text(std::string(info.unit)),
                                        number(measured.mean()), number(real.mean()),
                                        number(measured.mean() - real.mean()), made_of(c));
                }
    return text;
}

}  // namespace

std::vector<MeasuredSeries> measured_series(const std::filesystem::path& folder, const Plan& plan, int scenario,
                                            int replicates, int indicator) {
    return all_of(series_of_runs(folder, plan, scenario, replicates, sim::SeriesId::kMeasured), 0, indicator);
}

void write_monitoring(const std::filesystem::path& folder, const Comparison& c) {
    std::vector<SeriesOfRuns> seen, truth;
    for (int s = 0; s < c.scenarios(); ++s) {
        seen.push_back(series_of_runs(folder, c.plan, s, c.replicates, sim::SeriesId::kMeasured));
        truth.push_back(series_of_runs(folder, c.plan, s, c.replicates, sim::SeriesId::kMeasuredTruth));
    }
    std::string text =
        "option,place,regime,indicator,unit,reports,chance_to_tell,first_report_of_80_percent,known_in_week,"
        "mean_difference,smallest_difference_told,line_up_right,";
    text += fmt::format("{}\n", kMadeOf);
    const std::string_view in_force = sim::info(c.plan.monitoring.regime).name;
    for (const Detectable& row : detectable(c)) {
        // Where the option is monitored otherwise its series is not of the same reports.
        const bool lined_up = row.regime == in_force && row.group >= 0 &&
                              seen[static_cast<std::size_t>(row.option)].quarters == seen[0].quarters;
        const auto place = static_cast<std::size_t>(std::max(0, row.group));
        const int k = indicator_named(row.indicator->name);
        const double right = lined_up && k >= 0
                                 ? chance_to_pick(all_of(seen[static_cast<std::size_t>(row.option)], place, k),
                                                  all_of(seen[0], place, k))
                                 : kNotDefined;
        text += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_text(c.plan.names[static_cast<std::size_t>(row.option)]),
            csv_text(row.group < 0 ? std::string(kTookPart) : c.groups[place]), row.regime, row.indicator->name,
            k == sim::kSeenRecordedHate ? "incidents in a report" : "points", row.detection.reports,
            number(row.detection.chance),
            row.detection.first_report > 0 ? std::to_string(row.detection.first_report) : "never",
            row.known_in_week > 0 ? std::to_string(row.known_in_week) : "", number(row.detection.difference),
            number(row.detection.smallest), number(right), made_of(c));
    }
    write_text_file(folder / "monitoring.csv", text);
    write_text_file(folder / "monitoring_series.csv", series_csv(c, seen, truth));
}

}  // namespace concord::scenarios
