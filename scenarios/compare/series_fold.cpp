#include "scenarios/compare/series_fold.h"

#include <algorithm>
#include <limits>

#include "scenarios/results/results_series.h"

namespace concord::scenarios {
namespace {

using sim::SeriesId;

// What moments are taken of: a series or its difference from the baseline's, as it is or summed over the periods of
// each year.
struct Source {
    SeriesId series;
    enum class Of { kLevel, kDifference } of;
    enum class By { kCell, kYear } by = By::kCell;
    bool operator==(const Source&) const = default;
};
constexpr auto kLevel = Source::Of::kLevel, kDifference = Source::Of::kDifference;

struct Fold {
    std::string name, long_name;
    Source source;
    Statistic statistic;
};

const std::vector<Fold>& folds() {
    static const std::vector<Fold> all = [] {
        constexpr SeriesId kOutcomes = SeriesId::kGroupOutcomes, kPlaces = SeriesId::kNeighbourhoodOutcomes;
        constexpr Source kLedgerByYear{SeriesId::kLedger, kDifference, Source::By::kYear};
        using enum Statistic;
        std::vector<Fold> rows = {
            {"level_mean", "level, mean over replicates", {kOutcomes, kLevel}, kMean},
            {"level_sd", "level, standard deviation over replicates", {kOutcomes, kLevel}, kDeviation},
            {"difference_mean", "paired difference, mean over replicates", {kOutcomes, kDifference}, kMean},
            {"difference_sd",
             "paired difference, standard deviation over replicates",
             {kOutcomes, kDifference},
             kDeviation},
            {"event_mean", "count in the period, mean over replicates", {SeriesId::kEvents, kLevel}, kMean},
            {"ledger_difference", "change of the group's mean in the year by cause, difference from the baseline",
             kLedgerByYear, kMean},
            {"neighbourhood_difference_mean",
             "paired difference at the end of the year, mean",
             {kPlaces, kDifference},
             kMean},
            {"neighbourhood_difference_variance",
             "paired difference at the end of the year, variance over replicates",
             {kPlaces, kDifference},
             kVariance},
            {"neighbourhood_share_positive",
             "share of replicates whose difference is positive",
             {kPlaces, kDifference},
             kSharePositive},
            {"equality_by_year", "measure of equality, mean over replicates", {SeriesId::kEquality, kLevel}, kMean},
            {"equality_difference_by_year",
             "measure of equality, mean paired difference",
             {SeriesId::kEquality, kDifference},
             kMean}};
        for (std::size_t id = 0; id < sim::kSeries; ++id) {
            const sim::SeriesInfo& info = sim::kSeriesTable[id];
            const auto series = static_cast<SeriesId>(id);
            const bool has_row =
                std::any_of(rows.begin(), rows.end(), [&](const Fold& row) { return row.source.series == series; });
            if (!info.runs.kept() || has_row || series == SeriesId::kAdults) continue;
            const std::string name(info.name), meaning(info.meaning);
            // What is kept of a run only where enough stand behind it would be that of the runs with most of it.
            const bool of_few = info.has(sim::Axis::kSupport) || info.has(sim::Axis::kIndicator);
            const Statistic mean = of_few ? kMeanOfAll : kMean;
            rows.push_back({name + "_mean", meaning + ", mean over replicates", {series, kLevel}, mean});
            rows.push_back({name + "_difference", meaning + ", mean paired difference", {series, kDifference}, mean});
        }
        return rows;
    }();
    return all;
}

const std::vector<Source>& sources() {
    static const std::vector<Source> all = [] {
        std::vector<Source> distinct;
        for (const Fold& fold : folds())
            if (std::find(distinct.begin(), distinct.end(), fold.source) == distinct.end())
                distinct.push_back(fold.source);
        return distinct;
    }();
    return all;
}

std::vector<double> values_of(const Source& source, const Shard& shard, const Shard& baseline) {
    std::vector<double> values =
        source.of == kLevel ? shard[source.series] : minus(shard[source.series], baseline[source.series]);
    if (source.by == Source::By::kCell) return values;
    const std::size_t periods = shard.periods;
    return by_year(values, values.size() / periods, 0, 1);
}

}  // namespace

void TableMoments::add(std::span<const double> values) {
    cells_.resize(values.size());
    positive_.resize(values.size());
    counted_.resize(values.size());
    ++added_;
    for (std::size_t i = 0; i < values.size(); ++i) {
        cells_[i].add(values[i]);
        positive_[i] += values[i] > 1e-9 ? 1 : 0;
        counted_[i] += std::isnan(values[i]) ? 0 : 1;
    }
}

void TableMoments::append(std::vector<double>& out, Statistic statistic) const {
    for (std::size_t i = 0; i < cells_.size(); ++i) switch (statistic) {
            case Statistic::kMean: out.push_back(cells_[i].mean()); break;
            case Statistic::kMeanOfAll:
                out.push_back(counted_[i] == added_ ? cells_[i].mean() : std::numeric_limits<double>::quiet_NaN());
                break;
            case Statistic::kDeviation: out.push_back(cells_[i].sd()); break;
            case Statistic::kVariance: out.push_back(cells_[i].variance()); break;
            case Statistic::kSharePositive:
                out.push_back(counted_[i] > 0 ? static_cast<double>(positive_[i]) / counted_[i]
                                              : std::numeric_limits<double>::quiet_NaN());
                break;
        }
}

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> difference(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) difference[i] = a[i] - b.at(i);
    return difference;
}

std::vector<double> by_year(const std::vector<double>& values, std::size_t row, std::size_t first_period,
                            double divisor) {
    const std::size_t years = (values.size() / row - first_period) / kPeriodsPerYear;
    std::vector<double> sums(years * row, 0.0);
    for (std::size_t p = 0; p < years * kPeriodsPerYear; ++p)
        for (std::size_t i = 0; i < row; ++i)
            sums[p / kPeriodsPerYear * row + i] += values[(p + first_period) * row + i] / divisor;
    return sums;
}

std::vector<FoldedTable> folded_tables() {
    std::vector<FoldedTable> tables;
    for (const Fold& fold : folds()) {
        const sim::SeriesInfo& info = sim::info(fold.source.series);
        FoldedTable table{.name = fold.name, .long_name = fold.long_name, .dimensions = {"scenario"}};
        for (std::size_t k = 0; k < info.dimensions(); ++k)
            table.dimensions.push_back(k == 0 && fold.source.by == Source::By::kYear ? dimension_of(sim::Axis::kRunYear)
                                                                                     : dimension_of(info.axes[k]));
        table.of_places = info.has(sim::Axis::kNeighbourhood);
        tables.push_back(std::move(table));
    }
    return tables;
}

SeriesFolds::SeriesFolds() : moments_(sources().size()) {}

void SeriesFolds::add(const Shard& shard, const Shard& baseline) {
    for (std::size_t k = 0; k < moments_.size(); ++k) moments_[k].add(values_of(sources()[k], shard, baseline));
}

void SeriesFolds::append(std::vector<FoldedTable>& tables) const {
    for (std::size_t k = 0; k < tables.size(); ++k) {
        const auto source = std::find(sources().begin(), sources().end(), folds()[k].source) - sources().begin();
        moments_[source].append(tables[k].values, folds()[k].statistic);
    }
}

}  // namespace concord::scenarios
