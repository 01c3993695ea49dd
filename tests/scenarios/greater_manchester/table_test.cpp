// The built-in table of neighbourhoods: its totals are the published ones, it is what the official files compile to,
// and reading and writing it loses nothing. The fitted commuting model keeps its margins and its reported share is
// true.
#include "scenarios/greater_manchester/table.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <numeric>
#include <set>

#include "scenarios/files/csv_file.h"
#include "scenarios/greater_manchester/commuting_fit.h"
#include "scenarios/greater_manchester/official_files.h"
#include "scenarios/greater_manchester/table_compiler.h"
#include "scenarios/greater_manchester/table_format.h"
#include "sim/world/commuting.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_folder.h"

namespace fs = std::filesystem;
using namespace concord;
using namespace concord::scenarios;

namespace {

const sim::Geography& greater_manchester() {
    static const sim::Geography geography = built_in_greater_manchester();
    return geography;
}

// The folder of official files: $CONCORD_SHARED_DATA, else ../shared/data beside the source. Not part of the project.
std::optional<fs::path> official_folder() {
    const char* given = std::getenv("CONCORD_SHARED_DATA");
    const fs::path folder = given ? fs::path(given) : tests::source_folder() / "../shared/data";
    if (fs::exists(folder / kLookupFile)) return folder;
    std::cout << "skipped: no official files in " << folder << "; set CONCORD_SHARED_DATA to test against them\n";
    return std::nullopt;
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

std::vector<double> jobs_of(const sim::Geography& geography) {
    std::vector<double> jobs;
    for (const sim::Area& area : geography.areas) jobs.push_back(area.jobs);
    return jobs;
}

}  // namespace

TEST_CASE("The built-in table holds all of Greater Manchester", "[table]") {
    const sim::Geography& geography = greater_manchester();
    CHECK(geography.total_residents() == 2'867'794);
    CHECK(geography.neighbourhoods.size() == 1702);
    CHECK(geography.areas.size() == 353);
    CHECK(geography.wards.size() == 215);
    std::vector<std::string> names;
    for (const sim::District& district : geography.districts) names.push_back(district.name);
    CHECK(names == std::vector<std::string>{"Bolton", "Bury", "Manchester", "Oldham", "Rochdale", "Salford",
                                            "Stockport", "Tameside", "Trafford", "Wigan"});
    CHECK(geography.districts.front().code == "E08000001");
    CHECK(geography.source.find("Open Government Licence") != std::string::npos);
}

TEST_CASE("The built-in table's figures agree with each other", "[table]") {
    CHECK(sim::check(greater_manchester()) == std::vector<std::string>{});
    for (const sim::Neighbourhood& place : greater_manchester().neighbourhoods) {
        const double residents = place.residents;
        INFO(place.code);
        REQUIRE(std::accumulate(place.age.begin(), place.age.end(), 0) == Approx(residents).epsilon(0.02));
        REQUIRE(std::accumulate(place.ethnic_group.begin(), place.ethnic_group.end(), 0) ==
                Approx(residents).epsilon(0.02));
        REQUIRE(std::accumulate(place.household_size.begin(), place.household_size.end(), 0) ==
                Approx(place.households).epsilon(0.02));
        REQUIRE(place.households >= 400);
        REQUIRE(place.easting == Approx(380'000).margin(40'000));
        REQUIRE(place.northing == Approx(400'000).margin(25'000));
    }
}

TEST_CASE("Places are in order, so districts and areas are runs of neighbourhoods", "[table]") {
    const auto& places = greater_manchester().neighbourhoods;
    for (std::size_t i = 1; i < places.size(); ++i) {
        REQUIRE(places[i - 1].district <= places[i].district);
        REQUIRE(places[i - 1].area <= places[i].area);
        REQUIRE((places[i - 1].area < places[i].area || places[i - 1].code < places[i].code));
    }
}

TEST_CASE("A tenth of residents moved in the year before the census", "[table]") {
    double moved = 0;
    for (const sim::Neighbourhood& place : greater_manchester().neighbourhoods) moved += place.churn * place.residents;
    CHECK(moved / greater_manchester().total_residents() == Approx(0.103).margin(0.001));
}

TEST_CASE("The table has no column on country of birth, language or religion", "[table]") {
    for (const EmbeddedFile& file : embedded_table_files())
        for (std::string_view word :
             {"born", "birth", "language", "lang_", "english", "religion", "muslim", "passport"})
            CHECK(file.text.substr(0, file.text.find("\nE0")).find(word) == std::string_view::npos);
}

TEST_CASE("The embedded files are the files of the source", "[table]") {
    REQUIRE(embedded_table_files().size() == kTableFileNames.size());
    for (const EmbeddedFile& file : embedded_table_files())
        CHECK(file.text == read_text(tests::source_folder() / "scenarios/greater_manchester" / file.name));
    for (const EmbeddedFile& file : embedded_scenarios())
        CHECK(file.text == read_text(tests::source_folder() / "scenarios/library" / file.name));
}

TEST_CASE("Writing what was read gives the same bytes", "[table]") {
    const tests::ScratchFolder scratch;
    const fs::path folder = scratch / "table";
    write_table(greater_manchester(), folder);
    const sim::Geography again = load_geography(folder);
    for (const EmbeddedFile& file : embedded_table_files()) {
        CHECK(file.text == read_text(folder / file.name));
        CHECK(file.text == table_text(again, file.name));
    }
}

TEST_CASE("Names with commas and quotes survive the table", "[table]") {
    sim::Geography geography = greater_manchester();
    geography.areas[0].name =
        "Town, \"Old\" & \xC3\x89"
        "cole";
    std::vector<std::string> texts;
    for (std::string_view name : kTableFileNames) texts.push_back(table_text(geography, name));
    std::vector<EmbeddedFile> files;
    for (std::size_t i = 0; i < texts.size(); ++i) files.push_back({kTableFileNames[i], texts[i]});
    CHECK(parse_table(files, "").areas[0].name == geography.areas[0].name);
}

TEST_CASE("The built-in table is what the official files compile to", "[table]") {
    const auto folder = official_folder();
    if (!folder) return;
    CompileReport report;
    const sim::Geography compiled = compile_geography(*folder, &report);
    for (const EmbeddedFile& file : embedded_table_files()) CHECK(file.text == table_text(compiled, file.name));
    CHECK(sum(jobs_of(compiled)) == Approx(904'361).margin(0.5));
    CHECK(report.schools + report.colleges + report.universities + report.nurseries_left_out + report.others_left_out +
              report.outside_gm ==
          1311);
}

TEST_CASE("Distances between areas are symmetric, positive and keep the triangle", "[table][commuting]") {
    const auto km = sim::area_distances(greater_manchester());
    const std::size_t areas = greater_manchester().areas.size();
    REQUIRE(km.size() == areas * areas);
    double longest = 0;
    for (std::size_t i = 0; i < areas; ++i)
        for (std::size_t j = 0; j < areas; ++j) {
            REQUIRE(km[i * areas + j] > 0);
            REQUIRE(km[i * areas + j] == km[j * areas + i]);
            if (i != j)
                REQUIRE(km[i * areas + j] <= km[i * areas] + km[j] + 1e-9 + km[i * areas + i] + km[j * areas + j]);
            longest = std::max(longest, km[i * areas + j]);
        }
    CHECK(longest == Approx(52).margin(8));
}

TEST_CASE("Balanced flows keep every worker and fill areas in proportion to jobs", "[table][commuting]") {
    const sim::Geography& geography = greater_manchester();
    const std::size_t areas = geography.areas.size();
    std::vector<double> workers(areas);
    for (const sim::Neighbourhood& place : geography.neighbourhoods)
        workers[place.area] += place.employed - place.work_at_home;
    workers[7] = 0;
    std::vector<double> jobs = jobs_of(geography);
    jobs[11] = 0;
    const auto flows = sim::gravity_flows(workers, jobs, sim::area_distances(geography), geography.commuting.decay,
                                          geography.commuting.power);
    double misplaced = 0;
    for (std::size_t i = 0; i < areas; ++i) {
        double leaving = 0, arriving = 0;
        for (std::size_t j = 0; j < areas; ++j) {
            leaving += flows[i * areas + j];
            arriving += flows[j * areas + i];
        }
        REQUIRE(leaving == Approx(workers[i]).epsilon(1e-12).margin(1e-12));
        misplaced += std::abs(arriving - jobs[i] * sum(workers) / sum(jobs));
    }
    CHECK(misplaced <= 2e-6 * sum(workers));
}

TEST_CASE("With equal areas, nearer workplaces draw more commuters", "[commuting]") {
    const std::vector<double> km = {0.5, 1, 3, 1, 0.5, 2, 3, 2, 0.5};
    const auto flows = sim::gravity_flows({100, 0, 0}, {50, 50, 50}, km, 0.5, 1.0);
    CHECK(sum(flows) == Approx(100));
    const auto free = sim::gravity_flows({100, 100, 100}, {50, 50, 50}, km, 0.5, 1.0);
    CHECK(free[0] > free[1]);
    CHECK(free[1] > free[2]);
    const auto indifferent = sim::gravity_flows({100, 50, 50}, {60, 20, 20}, km, 0.0, 1.0);
    CHECK(indifferent[0] == Approx(60));
    CHECK(indifferent[2] == Approx(20));
    CHECK_THROWS_AS(sim::gravity_flows({1, 1}, {1}, km, 0.5, 1.0), std::invalid_argument);
    CHECK_THROWS_AS(sim::gravity_flows({1}, {0}, {1}, 0.5, 1.0), std::invalid_argument);
    CHECK(sim::gravity_flows({0}, {0}, {1}, 0.5, 1.0) == std::vector<double>{0});
}

TEST_CASE("The fit finds the parameters that made the flows", "[commuting]") {
    const sim::Geography& geography = greater_manchester();
    std::vector<double> workers(geography.areas.size());
    for (const sim::Neighbourhood& place : geography.neighbourhoods) workers[place.area] += place.employed;
    std::vector<int> district_of;
    for (const sim::Area& area : geography.areas) district_of.push_back(area.district);
    const auto km = sim::area_distances(geography);
    const auto made = sim::gravity_flows(workers, jobs_of(geography), km, 0.6, 0.7);
    const CommutingFit fit = fit_commuting(made, km, district_of);
    CHECK(fit.power == Approx(0.7).margin(0.005));
    CHECK(fit.decay == Approx(0.6).margin(0.01));
    CHECK(fit.share_by_area_pair > 0.999);
}

TEST_CASE("The share of commuters placed in the right districts is as the table says", "[table][commuting]") {
    const auto folder = official_folder();
    if (!folder) return;
    sim::Geography scratch;
    const Codes codes = read_hierarchy(*folder, scratch);
    const auto flows = read_commuting_flows(*folder, codes, scratch);
    const sim::Geography& geography = greater_manchester();
    const std::size_t areas = geography.areas.size();
    std::vector<double> workers(areas);
    for (std::size_t k = 0; k < flows.size(); ++k) workers[k / areas] += flows[k];
    const auto fitted = sim::gravity_flows(workers, jobs_of(geography), sim::area_distances(geography),
                                           geography.commuting.decay, geography.commuting.power);

    double observed_pair[10][10] = {}, fitted_pair[10][10] = {}, differing = 0;
    for (std::size_t k = 0; k < flows.size(); ++k) {
        const int home = geography.areas[k / areas].district, work = geography.areas[k % areas].district;
        observed_pair[home][work] += flows[k];
        fitted_pair[home][work] += fitted[k];
    }
    for (int home = 0; home < 10; ++home)
        for (int work = 0; work < 10; ++work)
            differing += std::abs(observed_pair[home][work] - fitted_pair[home][work]);
    CHECK(1 - 0.5 * differing / sum(flows) == Approx(geography.commuting.fitted_share_by_district_pair).margin(1e-4));
}
