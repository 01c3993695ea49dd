// Every series of a results file holds the column of the record that its name says, at the place that its dimensions
// say.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "scenarios/results/results_file.h"
#include "scenarios/results/results_writer.h"
#include "tests/scenarios/results/fabricated_run.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFirstHousehold = 18;
constexpr std::size_t kGroups = 20, kDistricts = 2, kPeriods = 13, kWeeks = 52;

// A record whose every number tells its place: 1,000,000 x table + its index, as far as the type is exact.
sim::RunRecord numbered_record(const sim::World& world) {
    sim::RunRecord record = fabricated_record(world, 1, {});
    const auto number = [&](sim::SeriesId id, int table) {
        std::vector<double>& values = record[id].values;
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = table * 1000000.0 + static_cast<double>(i);
    };
    number(sim::SeriesId::kGroupOutcomes, 1);
    number(sim::SeriesId::kStateMeans, 2);
    number(sim::SeriesId::kStateDeviations, 3);
    number(sim::SeriesId::kLedger, 4);
    number(sim::SeriesId::kEvents, 5);
    number(sim::SeriesId::kWeeklyOutcomes, 6);
    number(sim::SeriesId::kAdults, 7);
    number(sim::SeriesId::kEquality, 8);
    std::vector<double>& deciles = record[sim::SeriesId::kStateDeciles].values;
    for (std::size_t i = 0; i < deciles.size(); ++i) deciles[i] = static_cast<double>(i % 201) * 0.005;
    return record;
}

struct Written {
    tests::ScratchFolder folder;
    sim::World world = fabricated_world(sim::small_geography());
    sim::Scenario scenario = fabricated_scenario("Engagement first", 1, true);
    sim::Parameters parameters = sim::default_parameters();
    sim::RunRecord record = numbered_record(world);

    Written() {
        ResultsWriter writer(folder / "run.h5", {.world = world,
                                                 .scenario = scenario,
                                                 .parameters = parameters,
                                                 .seed = 7,
                                                 .parameter_source = {},
                                                 .checksums = {}});
        fabricate_periods(world, record.periods, 5, writer);
        writer.finish(record, fabricated_costs(world, scenario));
    }
    ResultsFile file() const { return ResultsFile(folder / "run.h5"); }
};

}  // namespace

TEST_CASE("Weekly outcomes stand by week and district, and for Greater Manchester", "[results]") {
    const Written run;
    const ResultsFile file = run.file();
    for (std::size_t o = 0; o < sim::kOutcomes; ++o) {
        const std::string name(sim::kOutcomeTable[o].name);
        INFO(name);
        const std::vector<double> district = file.read(name), gm = file.read(name + "_gm");
        REQUIRE(district.size() == (kWeeks + 1) * kDistricts);
        REQUIRE(gm.size() == kWeeks + 1);
        bool right = true;
        for (std::size_t w = 0; w <= kWeeks; ++w) {
            const std::size_t row = w * (1 + kDistricts);
            right &= gm[w] == 6e6 + static_cast<double>(row * sim::kOutcomes + o);
            for (std::size_t d = 0; d < kDistricts; ++d)
                right &= district[w * kDistricts + d] == 6e6 + static_cast<double>((row + 1 + d) * sim::kOutcomes + o);
        }
        CHECK(right);
    }
}

TEST_CASE("Outcomes, counts, states and their ledger stand by period and group", "[results]") {
    const Written run;
    const ResultsFile file = run.file();
    const auto check = [&](const std::string& name, double table, std::size_t columns, std::size_t column,
                           std::size_t first, bool by_household = true) {
        INFO(name);
        const std::vector<double> values = file.read(name);
        REQUIRE(values.size() == (kPeriods + 1) * kGroups);
        bool right = true;
        for (std::size_t p = 0; p <= kPeriods; ++p)
            for (std::size_t g = 0; g < kGroups; ++g) {
                const double value = values[p * kGroups + g];
                if (p < first || (g >= kFirstHousehold && !by_household))
                    right &= std::isnan(value);  // nothing is counted before the first week
                else
                    right &= value == table * 1e6 + static_cast<double>(((p - first) * kGroups + g) * columns + column);
            }
        CHECK(right);
    };
    for (std::size_t o = 0; o < sim::kOutcomes; ++o)
        check("group_" + std::string(sim::kOutcomeTable[o].name), 1, sim::outcome_rows().size(), o, 0);
    for (std::size_t e = 0; e < sim::kEventKinds; ++e)
        check("group_count_" + std::string(sim::kEventNames[e]), 5, sim::kEventKinds, e, 1);
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        const std::string state(sim::kStateNames[s]);
        const bool by_household = sim::kStateTable[s].disclosure.by_household;
        check("group_" + state + "_mean", 2, sim::kStates, s, 0, by_household);
        check("group_" + state + "_sd", 3, sim::kStates, s, 0, by_household);
        const std::vector<double> ledger = file.read("group_ledger_" + state);
        REQUIRE(ledger.size() == (kPeriods + 1) * kGroups * sim::kLedgerColumns);
        bool right = true;
        for (std::size_t i = 0; i < ledger.size(); ++i) {
            constexpr std::size_t kRow = kGroups * sim::kLedgerColumns;
            const std::size_t column = i % sim::kLedgerColumns, group = i / sim::kLedgerColumns % kGroups;
            const auto made = [&](std::size_t at) { return 4e6 + static_cast<double>((at - kRow) * sim::kStates + s); };
            // News and support are of Greater Manchester and districts only: of others they are one with moves.
            const bool merged = group > kDistricts;
            const bool hidden = merged && (column == sim::kLedgerNews || column == sim::kLedgerSupport);
            if (i < kRow || hidden || (group >= kFirstHousehold && !by_household))
                right &= std::isnan(ledger[i]);
            else if (merged && column == sim::kLedgerTurnover)
                right &= ledger[i] == made(i) + made(i - 1) + made(i - 2);
            else
                right &= ledger[i] == made(i);
        }
        CHECK(right);
    }
    CHECK(file.read("group_adults").at(17) == 7e6 + 17);
}

TEST_CASE("Measures of equality stand by year and group, those alone that may be shown there", "[results][equality]") {
    const Written run;
    const ResultsFile file = run.file();
    const sim::GroupLayout layout{.districts = kDistricts};
    for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e) {
        const sim::MeasureInfo& info = sim::kEqualityTable[e];
        INFO(info.name);
        const std::vector<double> values = file.read("equality_" + std::string(info.name));
        REQUIRE(values.size() == 2 * kGroups);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool shown =
                sim::may_show(info.disclosure, sim::Quantity::kLevel, layout.cell(static_cast<int>(i % kGroups)));
            CHECK((shown ? values[i] == 8e6 + static_cast<double>(i * sim::kEqualityMeasures + e)
                         : std::isnan(values[i])));
        }
    }
}

TEST_CASE("Deciles stand by period and district, kept to half a hundredth", "[results]") {
    const Written run;
    const ResultsFile file = run.file();
    for (std::size_t s = 0; s < sim::kStates; ++s) {
        const std::vector<double> deciles = file.read("district_" + std::string(sim::kStateNames[s]) + "_decile");
        REQUIRE(deciles.size() == (kPeriods + 1) * kDistricts * 9);
        bool right = true;
        for (std::size_t p = 0; p <= kPeriods; ++p)
            for (std::size_t d = 0; d < kDistricts; ++d)
                for (std::size_t k = 0; k < 9; ++k) {
                    const std::size_t i = ((p * (1 + kDistricts) + 1 + d) * sim::kStates + s) * 9 + k;
                    right &=
                        std::abs(deciles[(p * kDistricts + d) * 9 + k] - static_cast<double>(i % 201) * 0.005) < 1e-6;
                }
        INFO(sim::kStateNames[s]);
        CHECK(right);
    }
}

TEST_CASE("Costs stand by lever, district and year, with what was bought", "[results]") {
    const Written run;
    const ResultsFile file = run.file();
    CHECK(file.read("units_bought") == std::vector<double>{1000, 0});  // one lever, in the first district
    CHECK(file.texts("district") == std::vector<std::string>{"District 1", "District 2"});
    const std::vector<double> values = file.read("parameter_value");
    const std::vector<std::string> names = file.texts("parameter");
    REQUIRE(names.size() == values.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        INFO(names[i]);
        const sim::ParameterInfo* info = sim::find_parameter(names[i]);
        REQUIRE(info != nullptr);
        CHECK(values[i] == info->value);
    }
}

}  // namespace concord::scenarios
