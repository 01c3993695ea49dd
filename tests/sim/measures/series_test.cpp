// The table of series and the record that is made from it: what holds what, over which axes, in which order.
#include "sim/measures/series.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "sim/measures/record.h"
#include "tests/support/further_measure.h"
#include "tests/support/runs.h"
#include "tests/support/test_geography.h"

using namespace concord;
using namespace concord::sim;

TEST_CASE("Every series has a name of its own, axes without a gap and at most one axis of measures", "[series]") {
    std::set<std::string_view> names, variables;
    for (const SeriesInfo& series : kSeriesTable) {
        INFO(series.name);
        CHECK(names.insert(series.name).second);
        CHECK_FALSE(series.meaning.empty());
        CHECK(series.dimensions() >= 1);
        for (std::size_t k = 0; k < series.axes.size(); ++k)
            CHECK((series.axes[k] == Axis::kUnused) == (k >= series.dimensions()));
        int of_measures = 0;
        for (const Axis axis : series.axes) of_measures += !rows_along(axis, kOutcomeTable).empty();
        CHECK(of_measures <= 1);
        CHECK((of_measures == 1) == (measure_axis(series) < series.dimensions()));
        CHECK(series.results.kept() == !series.variable.empty());
        if (series.results.kept()) CHECK(variables.insert(series.variable).second);
        CHECK((series.variable.find("{}") != std::string_view::npos) == (of_measures == 1 && series.results.kept()));
        CHECK(series.gm_variable.empty() == series.gm_title.empty());
    }
    CHECK(info(SeriesId::kAdults).name == "adults");
    CHECK(info(SeriesId::kLedger).name == "ledger");
    CHECK(info(SeriesId::kUnitsBought).name == "units_bought");
}

TEST_CASE("A record has room for every series of its table, in C order over the axes", "[series]") {
    const Geography geography = small_geography(2, 2, 3);
    RunRecord record(geography, 2 * kWeeksPerYear, 3);
    const auto shape = [&](SeriesId id) {
        return std::vector<std::size_t>(record[id].shape().begin(), record[id].shape().end());
    };
    using Shape = std::vector<std::size_t>;
    CHECK(shape(SeriesId::kAdults) == Shape{20});
    CHECK(shape(SeriesId::kGroupOutcomes) == Shape{27, 20, outcome_rows().size()});
    CHECK(shape(SeriesId::kStateDeciles) == Shape{27, 3, kStates, 9});
    CHECK(shape(SeriesId::kLedger) == Shape{26, 20, kLedgerColumns, kStates});
    CHECK(shape(SeriesId::kEvents) == Shape{26, 20, kEventKinds});
    CHECK(shape(SeriesId::kWeeklyOutcomes) == Shape{105, 3, kOutcomes});
    CHECK(shape(SeriesId::kNeighbourhoodOutcomes) == Shape{3, kPlaceOutcomes.size(), 12});
    CHECK(shape(SeriesId::kUnitsBought) == Shape{3, 2, 2});
    CHECK(shape(SeriesId::kProgramme) == Shape{27, 20, kProgrammeMeasures});
    CHECK(shape(SeriesId::kDimensions) == Shape{27, 7});
    CHECK(shape(SeriesId::kEquality) == Shape{3, 20, kEqualityMeasures});
    for (const Series& series : record.series) {
        INFO(series.info().name);
        std::size_t cells = 1;
        for (const std::size_t length : series.shape()) cells *= length;
        REQUIRE(series.values.size() == cells);
        const double empty = series.info().empty;
        CHECK((std::isnan(empty) ? std::isnan(series.values.front()) : series.values.front() == empty));
    }
    const Series& ledger = record[SeriesId::kLedger];
    CHECK(ledger.position(1) == 20 * kLedgerColumns * kStates);
    CHECK(ledger.position(1, 2, 3, 4) == ((20 + 2) * kLedgerColumns + 3) * kStates + 4);
    record[SeriesId::kLedger].at(1, 2, 3, 4) = 5;
    CHECK(ledger.values[((20 + 2) * kLedgerColumns + 3) * kStates + 4] == 5);
    CHECK(ledger.length(Axis::kLedgerColumn) == kLedgerColumns);
}

TEST_CASE("A record of any length has its whole periods and years, and a budget year that is begun", "[series]") {
    const Geography geography = small_geography(2, 2, 3);
    const RunRecord between(geography, kWeeksPerYear + 8, 1), start(geography, 0, 1);
    CHECK(between[SeriesId::kGroupOutcomes].length(Axis::kPeriod) == 16);
    CHECK(between[SeriesId::kNeighbourhoodOutcomes].length(Axis::kYear) == 2);
    CHECK(between[SeriesId::kUnitsBought].length(Axis::kRunYear) == 2);
    CHECK(start[SeriesId::kGroupOutcomes].length(Axis::kPeriod) == 1);
    CHECK(start[SeriesId::kLedger].values.empty());
    CHECK(start[SeriesId::kUnitsBought].values.empty());
}

TEST_CASE("Of neighbourhoods the record keeps only outcomes whose levels may be shown there", "[series][disclosure]") {
    const RunRecord record(small_geography(1, 1, 2), kWeeksPerYear, 0);
    const auto kept = record.measures(info(SeriesId::kNeighbourhoodOutcomes));
    REQUIRE(kept.size() == kPlaceOutcomes.size());
    for (const MeasureInfo& measure : kept) {
        INFO(measure.name);
        CHECK(may_show(measure.disclosure, Quantity::kLevel, Resolution::kNeighbourhood));
        CHECK(measure.name != "cohesion_index");
        CHECK(measure.name != "hate_incidents");
    }
    for (const SeriesInfo& series : kSeriesTable)  // and no other series speaks of neighbourhoods
        if (series.has(Axis::kNeighbourhood)) CHECK(series.name == "neighbourhood_outcomes");
}

TEST_CASE("The dimensions that a run keeps are those whose mean is its cohesion index", "[series]") {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 1, .seed = 8});
    const auto scenario = tests::scenario(1, tests::every_lever(2));
    Simulation simulation(world, prepare(world, default_parameters(), scenario.baseline, {.seed = 3}), scenario,
                          {.seed = 3});
    const RunRecord record = run(simulation);
    const Series& dimensions = record[SeriesId::kDimensions];
    const int gm = record.layout().gm();
    REQUIRE(record.periods == 13);
    for (int period = 0; period <= record.periods; ++period) {
        double sum = 0;
        for (std::size_t k = 0; k < kRepresentedDimensions; ++k) sum += dimensions.at(period, k);
        CHECK(100 * sum / 7 ==
              Approx(record[SeriesId::kGroupOutcomes].at(period, gm, std::size_t{kOutcomeCohesionIndex})));
        // Each in its place: second trust in people, sixth what grievance leaves of 1.
        const Series& states = record[SeriesId::kStateMeans];
        CHECK(dimensions.at(period, 1) == Approx(states.at(period, gm, std::size_t{kNeighbourTrust})));
        CHECK(dimensions.at(period, 5) == Approx(1 - states.at(period, gm, std::size_t{kGrievance})));
    }
    CHECK(dimensions.at(0, 1) != dimensions.at(record.periods, 1));
}

TEST_CASE("A further measure is one more outcome of every group, taken by its function", "[series][measure]") {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 1, .seed = 8});
    const auto scenario = tests::scenario(1, tests::every_lever(2));
    const auto start = prepare(world, default_parameters(), scenario.baseline, {.seed = 3});
    const std::array<Measure, 1> further{tests::kUnfairShareGap};
    Simulation plain(world, start, scenario, {.seed = 3}), measured(world, start, scenario, {.seed = 3});
    const RunRecord without = run(plain), with = run(measured, {.further = further});
    REQUIRE(with.outcomes.size() == kOutcomes + 1);
    CHECK(with.outcomes.back().name == "unfair_share_gap");
    CHECK(without.outcomes.size() == kOutcomes + further_measures().size());
    const Series& outcomes = with[SeriesId::kGroupOutcomes];
    const GroupLayout layout = with.layout();
    for (int period = 1; period <= with.periods; ++period) {
        double least = 1, most = 0;
        for (int g = 0; g < kEthnicGroups; ++g) {
            const Series& events = with[SeriesId::kEvents];
            const double stops = events.at(period - 1, layout.ethnic(g), int{kEventStops});
            if (stops < 1) continue;
            const double share = events.at(period - 1, layout.ethnic(g), int{kEventUnfairStops}) / stops;
            least = std::min(least, share), most = std::max(most, share);
        }
        CHECK(outcomes.at(period, layout.gm(), kOutcomes) == Approx(100 * (most - least)).margin(1e-4));
        for (int g = 0; g < layout.count(); ++g)  // the others stay where they were
            for (int o = 0; o < kOutcomes; ++o) {
                const double was = without[SeriesId::kGroupOutcomes].at(period, g, o), is = outcomes.at(period, g, o);
                if (!(std::isnan(was) && std::isnan(is))) REQUIRE(was == is);
            }
    }
}
