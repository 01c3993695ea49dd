// A results file gives back what was written, repeats its bytes, and is refused when it is not whole or not ours.
#include "scenarios/results/results_file.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scenarios/files/input_error.h"
#include "scenarios/results/results_writer.h"
#include "tests/scenarios/results/fabricated_run.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

using Folder = tests::ScratchFolder;

struct Run {
    sim::World world = fabricated_world(sim::small_geography());
    sim::Scenario scenario = fabricated_scenario("Engagement first", 1, true);
    sim::Parameters parameters = sim::default_parameters();
    sim::RunRecord record = fabricated_record(world, 1, {});

    RunDescription description() const {
        return {.world = world,
                .scenario = scenario,
                .parameters = parameters,
                .seed = 7,
                .checksums = {{"table.csv", "abc"}}};
    }
    void write(const fs::path& path) const {
        ResultsWriter writer(path, description());
        fabricate_periods(world, record.periods, 5, writer);
        writer.finish(record, fabricated_costs(world, scenario));
    }
};

}  // namespace

constexpr std::size_t kPlaceColumns = sim::kLedgerColumns - 3;  // incidents, news and support: with moves

TEST_CASE("A results file gives back the run and says what it is", "[results]") {
    const Folder folder;
    const fs::path path = folder.path / "run.h5";
    const Run run;
    run.write(path);
    const ResultsFile file(path);
    CHECK(file.complete);
    CHECK(file.weeks_done == 52);
    CHECK(file.seed == 7);
    CHECK(file.scale == 20);
    CHECK(file.scenario_text == run.scenario.text);
    CHECK(file.start_date == "2026-01-05");
    CHECK(file.parameters_json == parameters_json(run.parameters));
    CHECK(file.caveat.find("not a measurement of this place") != std::string::npos);
    CHECK(file.units("get_on_well") == "percent");
    REQUIRE(file.shape("get_on_well") == std::vector<std::size_t>{53, 2});
    const std::vector<double> weekly = file.read("get_on_well");
    CHECK(weekly[2 * 10 + 1] == Approx(run.record[sim::SeriesId::kWeeklyOutcomes].at(10, 2, 0)));
    REQUIRE(file.shape("ledger_police_trust") == std::vector<std::size_t>{14, kPlaceColumns, 12});
    CHECK(file.texts("ledger_column").at(sim::kLedgerPolicing) == "policing");
    CHECK(file.read("units_bought") == std::vector<double>{1000, 0});
    CHECK(file.read("parameter_value").size() == sim::parameter_table().size());
    CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);  // nothing unfinished beside it
}

TEST_CASE("Below district level there are no levels of grievance or programme trust, and no cell of fewer than ten",
          "[results]") {
    const Folder folder;
    Run().write(folder.path / "run.h5");
    const ResultsFile file(folder.path / "run.h5");
    for (const std::string state : {"grievance", "programme_trust"}) {
        CHECK_FALSE(file.has("neighbourhood_" + state + "_mean"));
        CHECK_FALSE(file.has("neighbourhood_" + state + "_decile"));
        CHECK_FALSE(file.has("neighbourhood_" + state + "_change"));
        CHECK_FALSE(file.has("ledger_" + state));  // its columns would give the level away
    }
    CHECK_FALSE(file.has("neighbourhood_cohesion_index"));  // less its other dimensions it is grievance
    CHECK_FALSE(file.has("neighbourhood_hate_incidents"));
    CHECK(file.texts("place_ledger_column") == std::vector<std::string>{"return", "influence", "contact", "policing",
                                                                        "engagement", "moves_and_incidents", "bounds",
                                                                        "coupling", "personal"});
    const std::vector<double> mean = file.read("neighbourhood_neighbour_trust_mean");
    const std::vector<double> decile = file.read("neighbourhood_neighbour_trust_decile");
    CHECK(std::isnan(mean.at(0)));  // nine simulated residents
    CHECK(std::isnan(decile.at(0)));
    CHECK(mean.at(1) == Approx(0.5).margin(0.2));
    CHECK(decile.at(4 * 12 + 1) == Approx(0.5).margin(0.1));  // second neighbourhood, median
    const hdf5::Reader reader(folder.path / "run.h5");
    for (const std::string& name : reader.names())
        if (reader.has_attribute("units", name) && name.starts_with("neighbourhood_"))
            CHECK(reader.text("comment", name) == "simulated residents, not a measurement of this place");
}

TEST_CASE("The ledger of a neighbourhood still adds up to the change after rounding for the file", "[results]") {
    const Folder folder;
    Run().write(folder.path / "run.h5");
    const ResultsFile file(folder.path / "run.h5");
    struct Keep : sim::PeriodObserver {
        std::vector<double> total;
        void on_period(const sim::NeighbourhoodPeriod& p) override {
            for (std::size_t n = 0; n < 12; ++n) {
                double sum = 0;
                for (std::size_t c = 0; c < sim::kLedgerColumns; ++c)
                    sum += p.ledger[(n * sim::kLedgerColumns + c) * sim::kStates + sim::kVoice];
                total.push_back(sum);
            }
        }
    } exact;
    const Run run;
    fabricate_periods(run.world, run.record.periods, 5, exact);
    const std::vector<double> ledger = file.read("ledger_voice");
    for (std::size_t i = 12; i < exact.total.size(); ++i) {
        if (i % 12 == 0) continue;
        double sum = 0;
        for (std::size_t c = 0; c < kPlaceColumns; ++c) sum += ledger[(i / 12 * kPlaceColumns + c) * 12 + i % 12];
        REQUIRE(std::abs(sum - exact.total[i]) < 7e-7);
    }
}

TEST_CASE("The same run gives the same bytes", "[results]") {
    const Folder folder;
    Run().write(folder.path / "first.h5");
    std::filesystem::create_directories(folder.path / "other");
    Run().write(folder.path / "other" / "second.h5");
    CHECK(tests::text_of(folder.path / "first.h5") == tests::text_of(folder.path / "other" / "second.h5"));
}

TEST_CASE("A stopped run keeps the weeks done in a file marked incomplete", "[results]") {
    const Folder folder;
    Run run;
    ResultsWriter writer(folder.path / "run.h5", run.description());
    fabricate_periods(run.world, 5, 5, writer);
    sim::RunRecord part = run.record;
    part.weeks = 22;
    part.periods = 5;
    const auto stop_at = [&](sim::SeriesId id, int row) {  // the rest is as the recorder found it
        sim::Series& series = part[id];
        std::fill(series.values.begin() + static_cast<std::ptrdiff_t>(series.position(row)), series.values.end(),
                  series.info().empty);
    };
    stop_at(sim::SeriesId::kWeeklyOutcomes, 23);
    stop_at(sim::SeriesId::kGroupOutcomes, 6);
    writer.finish_incomplete(part, fabricated_costs(run.world, run.scenario));
    const ResultsFile file(folder.path / "run.h5");
    CHECK_FALSE(file.complete);
    CHECK(file.weeks_done == 22);
    const std::vector<double> weekly = file.read("get_on_well_gm");
    CHECK_FALSE(std::isnan(weekly.at(22)));
    CHECK(std::isnan(weekly.at(23)));
    CHECK(std::isnan(file.read_rows("neighbourhood_voice_change", 6, 1).at(3)));
}

TEST_CASE("A run that is abandoned leaves no file", "[results]") {
    const Folder folder;
    const Run run;
    { ResultsWriter writer(folder.path / "run.h5", run.description()); }
    CHECK(fs::is_empty(folder.path));
}

TEST_CASE("A results file cut short anywhere is refused", "[results]") {
    const Folder folder;
    Run().write(folder.path / "run.h5");
    const std::string whole = tests::text_of(folder.path / "run.h5");
    const fs::path cut = folder.path / "cut.h5";
    for (std::size_t k = 0; k < 40; ++k) {
        tests::write_text(cut, whole.substr(0, whole.size() * k / 40));
        CHECK_THROWS_AS(ResultsFile(cut), InputError);
    }
    for (const std::size_t length :
         {std::size_t{1}, std::size_t{8}, std::size_t{47}, std::size_t{96}, std::size_t{2048}, whole.size() - 1}) {
        tests::write_text(cut, whole.substr(0, length));
        CHECK_THROWS_AS(ResultsFile(cut), InputError);
    }
}

TEST_CASE("A foreign file, a missing one and one of another kind or version are refused with their own words",
          "[results]") {
    const Folder folder;
    const auto message = [](const fs::path& path) -> std::string {
        try {
            ResultsFile file(path);
        } catch (const InputError& error) {
            return error.what();
        }
        return "accepted";
    };
    using Catch::Matchers::Contains;
    CHECK_THAT(message(folder.path / "none.h5"), Contains("none.h5: no such file"));
    CHECK_THAT(message(folder.path), Contains("no such file"));
    tests::write_text(folder.path / "text.h5", "neighbourhood,residents\n");
    CHECK_THAT(message(folder.path / "text.h5"), Contains("is not an HDF5 file"));
    const auto marked = [&](const char* name, const hdf5::Attributes& attributes) {
        hdf5::Writer writer(folder.path / name);
        for (const auto& [key, value] : attributes) writer.attribute(key, value);
        writer.close();
        return folder.path / name;
    };
    CHECK_THAT(message(marked("foreign.h5", {})), Contains("not one of Concord's"));
    tests::write_text(
        folder.path / "sealless.h5",
        tests::text_of(folder.path / "foreign.h5").substr(0, fs::file_size(folder.path / "foreign.h5") - 24));
    CHECK_THAT(message(folder.path / "sealless.h5"), Contains("is not one of Concord's files"));
    CHECK_THAT(message(marked("plan.h5", {{"concord_file", "plan"}, {"format_version", 1}})),
               Contains("of kind \"plan\""));
    CHECK_THAT(message(marked("future.h5", {{"concord_file", "results"}, {"format_version", 99}})),
               Contains("format version 99"));
    CHECK_THAT(message(marked("hollow.h5", {{"concord_file", "results"}, {"format_version", kResultsFormat}})),
               Contains("has no attribute complete"));
}

TEST_CASE("A results file with a damaged byte anywhere is refused", "[results]") {
    const Folder folder;
    Run().write(folder.path / "run.h5");
    const std::string whole = tests::text_of(folder.path / "run.h5");
    for (std::uint32_t k = 0; k < 200; ++k) {
        std::string damaged = whole;
        const std::size_t at = static_cast<std::size_t>(std::abs(noise(9, k)) * 1e6) % whole.size();
        damaged[at] = static_cast<char>(damaged[at] ^ 0x5a);
        tests::write_text(folder.path / "damaged.h5", damaged);
        CHECK_THROWS_AS(ResultsFile(folder.path / "damaged.h5"), InputError);
    }
}

}  // namespace concord::scenarios
