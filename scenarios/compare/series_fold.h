// How the series of runs become tables of a comparison: by loop over the series that runs keep, cell by cell over
// replicates. Which table is made of which series stands in one list; a series without a row in it has its mean and its
// mean difference.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/compare/statistics.h"

namespace concord::scenarios {

inline constexpr int kPeriodsPerYear = sim::kWeeksPerYear / sim::kWeeksPerPeriod;

enum class Statistic { kMean, kMeanOfAll, kDeviation, kVariance, kSharePositive };

// kMeanOfAll: missing unless every replicate has the cell.
// Moments of a whole table, cell by cell.
class TableMoments {
  public:
    void add(std::span<const double> values);
    void append(std::vector<double>& out, Statistic statistic) const;

  private:
    std::vector<Moments> cells_;
    std::vector<int> positive_, counted_;
    int added_ = 0;
};

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b);
// [P][row] summed (divisor 1) or averaged over the thirteen periods of each year.
std::vector<double> by_year(const std::vector<double>& values, std::size_t row, std::size_t first_period,
                            double divisor);

// Every table of comparison.h5 that is made of series, without values.
std::vector<FoldedTable> folded_tables();

// Of one scenario.
class SeriesFolds {
  public:
    SeriesFolds();
    void add(const Shard& shard, const Shard& baseline);
    void append(std::vector<FoldedTable>& tables) const;  // to each of folded_tables()

  private:
    std::vector<TableMoments> moments_;  // of each distinct thing that tables are taken from
};

}  // namespace concord::scenarios
