// How series become tables of a comparison: which tables there are, over which dimensions, and what their cells say.
#include "scenarios/compare/series_fold.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

namespace concord::scenarios {

TEST_CASE("Every series that runs keep is in a table of its own axes behind the scenario", "[comparison][series]") {
    const std::vector<FoldedTable> tables = folded_tables();
    std::set<std::string> names, long_names;
    for (const FoldedTable& table : tables) {
        INFO(table.name);
        CHECK(names.insert(table.name).second);
        CHECK(long_names.insert(table.long_name).second);
        CHECK(table.dimensions.front() == "scenario");
        CHECK(table.of_places == (table.dimensions.back() == "neighbourhood"));
        CHECK(table.values.empty());
    }
    CHECK(names == std::set<std::string>{"level_mean",
                                         "level_sd",
                                         "difference_mean",
                                         "difference_sd",
                                         "event_mean",
                                         "ledger_difference",
                                         "neighbourhood_difference_mean",
                                         "neighbourhood_difference_variance",
                                         "neighbourhood_share_positive",
                                         "equality_by_year",
                                         "equality_difference_by_year",
                                         "weekly_mean",
                                         "weekly_difference",
                                         "meetings_mean",
                                         "meetings_difference",
                                         "programme_mean",
                                         "programme_difference",
                                         "support_mean",
                                         "support_difference",
                                         "support_of_run_mean",
                                         "support_of_run_difference",
                                         "cohesion_dimensions_mean",
                                         "cohesion_dimensions_difference",
                                         "measured_mean",
                                         "measured_difference",
                                         "measured_truth_mean",
                                         "measured_truth_difference"});
    using Names = std::vector<std::string>;
    const auto dimensions = [&](const std::string& name) {
        const auto table = std::find_if(tables.begin(), tables.end(), [&](const auto& t) { return t.name == name; });
        return table == tables.end() ? Names{} : table->dimensions;
    };
    CHECK(dimensions("level_mean") == Names{"scenario", "period", "group", "outcome"});
    CHECK(dimensions("event_mean") == Names{"scenario", "finished_period", "group", "event"});
    CHECK(dimensions("ledger_difference") == Names{"scenario", "run_year", "group", "ledger_column", "state"});
    CHECK(dimensions("neighbourhood_difference_mean") ==
          Names{"scenario", "year", "neighbourhood_outcome", "neighbourhood"});
    CHECK(dimensions("equality_by_year") == Names{"scenario", "year", "group", "equality_measure"});
    CHECK(dimensions("weekly_mean") == Names{"scenario", "week", "outcome"});
    CHECK(dimensions("measured_mean") == Names{"scenario", "quarter", "place", "indicator"});
}

TEST_CASE("Moments of a table by hand: mean, spread and share of positives, cell by cell", "[comparison][series]") {
    const double missing = std::nan("");
    TableMoments moments;
    moments.add(std::vector<double>{1, -1, missing});
    moments.add(std::vector<double>{2, 0, missing});
    moments.add(std::vector<double>{6, 4, missing});
    const auto all = [&](Statistic statistic) {
        std::vector<double> values;
        moments.append(values, statistic);
        return values;
    };
    CHECK(all(Statistic::kMean)[0] == Approx(3));
    CHECK(all(Statistic::kMean)[1] == Approx(1));
    CHECK(all(Statistic::kVariance)[0] == Approx(7));  // (4 + 1 + 9) / 2
    CHECK(all(Statistic::kDeviation)[0] == Approx(std::sqrt(7.0)));
    CHECK(all(Statistic::kSharePositive)[0] == 1);
    CHECK(all(Statistic::kSharePositive)[1] == Approx(1.0 / 3));
    for (const auto statistic : {Statistic::kMean, Statistic::kSharePositive}) CHECK(std::isnan(all(statistic)[2]));
}

TEST_CASE("What few stand behind has a mean only where every run tells it, not of the runs with most of it",
          "[comparison][series]") {
    // Two cells: one that the second run does not tell, one that both do.
    const auto means = [](const std::string& name) {
        SeriesFolds folds;
        for (const double first : {12.0, std::nan("")}) {
            Shard shard;
            shard.periods = 1;
            shard.series.fill({first, 20});
            folds.add(shard, shard);
        }
        std::vector<FoldedTable> tables = folded_tables();
        folds.append(tables);
        return std::find_if(tables.begin(), tables.end(), [&](const auto& t) { return t.name == name; })->values;
    };
    for (const std::string name : {"support_mean", "support_of_run_mean", "measured_mean", "measured_truth_mean"}) {
        INFO(name);
        CHECK(std::isnan(means(name).at(0)));
        CHECK(means(name).at(1) == 20);
    }
    CHECK(means("programme_mean").at(0) == 12);
}

TEST_CASE("A year is thirteen periods, summed or averaged, from the first period that counts", "[comparison][series]") {
    std::vector<double> values;  // two cells a period: p and 100 p; period 0 is the start
    for (int p = 0; p <= 26; ++p) values.insert(values.end(), {1.0 * p, 100.0 * p});
    CHECK(by_year(values, 2, 1, 1) == std::vector<double>{91, 9100, 260, 26000});  // 1 + ... + 13, 14 + ... + 26
    CHECK(by_year(values, 2, 1, 13)[2] == Approx(20));
    CHECK(minus({5, 3}, {2, 4}) == std::vector<double>{3, -1});
}

}  // namespace concord::scenarios
