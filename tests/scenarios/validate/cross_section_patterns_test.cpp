// Patterns of places at the start, on ten made-up districts: figures worked out from the levels of a start by other
// means, what deprivation alone would say, and the noise of a sample taken off.
#include "scenarios/validate/cross_section_patterns.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/validate/association.h"
#include "scenarios/validate/fit_start.h"
#include "scenarios/validate/published.h"
#include "scenarios/validate/start_levels.h"
#include "scenarios/validate/state_levels.h"
#include "tests/support/runs.h"
#include "tests/support/scratch_folder.h"

namespace concord::validate {
namespace {

constexpr std::size_t kDistricts = 10;

// Ten districts, each more deprived than the one before; what people answer falls along a line.
struct Ten {
    sim::Geography geography = sim::small_geography(kDistricts, 2, 3);
    Setting setting;
    std::vector<double> deprivation;  // z, by district
    explicit Ten(int scale = 4, int seeds = 1) {
        for (auto& n : geography.neighbourhoods) n.imd_score = 10 + 4 * n.district + n.imd_score / 10;
        const auto z = standard_over_residents(geography, &sim::Neighbourhood::imd_score);
        std::vector<double> residents;
        for (const auto& n : geography.neighbourhoods) residents.push_back(n.residents);
        deprivation = means_over(z, residents, district_of_neighbourhoods(geography), kDistricts);
        setting.geography = &geography;
        setting.baseline = tests::scenario(1);
        for (const double d : deprivation) setting.baseline.baseline.get_on_well_by_district.push_back(69 - 5 * d);
        setting.scale = scale, setting.seeds = seeds;
    }
    StartLevels start() const {
        return start_levels(setting.world(), setting.parameters, setting.baseline.baseline, 1);
    }
    std::vector<double> by_district(sim::Item item) const {
        const StartLevels levels = start();
        std::vector<double> sum(kDistricts), adults(kDistricts);
        for (std::size_t n = 0; n < levels.adults.size(); ++n) {
            const auto d = static_cast<std::size_t>(geography.neighbourhoods[n].district);
            sum[d] += levels.adults[n] * levels.item[n][static_cast<std::size_t>(item)], adults[d] += levels.adults[n];
        }
        for (std::size_t d = 0; d < kDistricts; ++d) sum[d] /= adults[d];
        return sum;
    }
};

const Result& row_of(const std::vector<Result>& rows, const std::string& id, const std::string& measure) {
    for (const Result& row : rows)
        if (row.id == id && row.measure == measure) return row;
    FAIL("there is no row " << id << " " << measure);
    return rows.front();
}

}  // namespace

TEST_CASE("Rows of places come by pattern, each with a value a seed", "[cross_section]") {
    const Ten ten(20, 2);
    const auto rows = district_and_area_patterns(ten.setting);
    std::vector<std::string> ids;
    for (const Result& row : rows) {
        ids.push_back(row.id);
        CHECK(row.values.size() == 2);
    }
    const std::vector<std::string> expected = {"P1",  "P1",  "P1",  "P1",  "P2",  "P2",  "P3",  "P3",
                                               "P3",  "P3",  "P3",  "P3",  "P13", "P14", "P14", "P14",
                                               "P14", "P14", "P14", "P14", "P14", "P14"};
    CHECK(ids == expected);
    CHECK(row_of(rows, "P3", "get on well with perceived disorder over 353 areas, r").tolerance() == "-0.89 to -0.49");
    CHECK(row_of(rows, "P3", "get on well with satisfaction with the area over 353 areas, r").tolerance() ==
          "0.59 to 0.99");
    CHECK(row_of(rows, "P3", "get on well with belonging over 353 areas, r").tolerance() == "0.1 to 0.57");
}

TEST_CASE("P1 and P14 hold districts against what is published, by order, by line and by distance", "[cross_section]") {
    const Ten ten;
    const auto rows = district_and_area_patterns(ten.setting);
    const auto well = ten.by_district(sim::kGetOnWell), belong = ten.by_district(sim::kBelong);
    const auto& published = ten.setting.baseline.baseline.get_on_well_by_district;
    double squares = 0, mean = 0;
    for (std::size_t d = 0; d < kDistricts; ++d)
        squares += (well[d] - published[d]) * (well[d] - published[d]) / kDistricts, mean += well[d] / kDistricts;
    const Result& error = row_of(rows, "P1", "the same, root mean square error");
    CHECK(error.value() == Approx(std::sqrt(squares)));
    CHECK(error.verdict() == Verdict::kMet);  // fitted to them
    CHECK(row_of(rows, "P1", "people get on well by district, rank correlation").value() > 0.9);
    double around = 0;
    for (const double of : well) around += (of - mean) * (of - mean) / (kDistricts - 1);
    CHECK(row_of(rows, "P2", "people get on well, sd between districts").value() == Approx(std::sqrt(around)));
    const auto& figures = kPublishedBelonging.percent;
    CHECK(row_of(rows, "P14", "belonging by district, r").value() == Approx(correlation(belong, figures)));
    CHECK(row_of(rows, "P14", "belonging by district, centred error").value() ==
          Approx(centred_error(belong, figures)));
    // District effects off: what is left is deprivation, which sets them apart by less.
    const Result& off = row_of(rows, "P1", "the same, centred error");
    CHECK(off.verdict() == Verdict::kReported);
    CHECK(off.value() > error.value());
    // The districts' answers lie on a line with deprivation, so that alone says all.
    CHECK(off.beside == "deprivation alone: r 1.00, rank 1.00, error 0.0");
}

TEST_CASE("P2's ratio is the same of a sample as of all residents: what a sample scatters is taken off, no more",
          "[cross_section][slow]") {
    constexpr int kSeeds = 8;
    const auto ratio = [](int scale) {
        const Ten ten(scale, kSeeds);
        return row_of(district_and_area_patterns(ten.setting), "P2",
                      "sd between neighbourhoods over sd between districts, sampling noise removed")
            .value();
    };
    const double nearly_all = ratio(2);
    CHECK(nearly_all > 1);
    // Of 1:50 some 25 adults a place are left, whose scatter makes a quarter of what is seen.
    CHECK(ratio(50) == Approx(nearly_all).epsilon(0.03));
    CHECK(ratio(20) == Approx(nearly_all).epsilon(0.03));
}

TEST_CASE("P9: those most like their neighbours trust them more, whoever is asked", "[cross_section]") {
    const Ten ten(4, 6);
    const auto rows = likeness_of_neighbours(ten.setting);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].values.size() == 4);  // of six seeds
    for (const double difference : rows[0].values) {
        CHECK(difference > 0);
        CHECK(difference < 60);
    }
    CHECK(rows[0].tolerance() == "0 or more");
    CHECK(rows[0].verdict() == Verdict::kMet);
}

TEST_CASE("P15: trust that is a line on deprivation leaves the model nothing to add",
          "[cross_section][slow][nightly]") {
    Ten ten;
    const char* names[] = {"Bolton", "Manchester", "Rochdale"};
    for (std::size_t d = 0; d < 3; ++d) ten.geography.districts[d].name = names[d];
    const tests::ScratchFolder folder;
    std::string lookup = "msoa11_code,msoa21_code\n", trust = "msoa11_code,msoa11_name,prop_trust\n";
    std::vector<AreaTrust> areas;
    for (int a = 0; a < 6; ++a) areas.push_back({"", a / 2, {a}, 0});
    const auto z = deprivation_of(ten.geography, areas);
    for (std::size_t a = 0; a < 6; ++a) {
        lookup += fmt::format("{0},{0}\n", ten.geography.areas[a].code);
        trust += fmt::format("{},area,{}\n", ten.geography.areas[a].code, 0.5 - 0.06 * z[a] + (a % 2 ? 1e-5 : -1e-5));
    }
    tests::write_text(folder / kAreaLookupFile, lookup);
    tests::write_text(folder / kAreaTrustFile, trust);
    ten.setting.data = folder.path;
    const auto rows = trust_by_area(ten.setting);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].id == "P2");
    CHECK(rows[0].value() > 0);
    CHECK(rows[1].values.size() == 1);
    CHECK(rows[1].value() > 0.5);
    CHECK_THAT(rows[1].beside, Catch::StartsWith("deprivation alone: r 1.000; gain -") &&
                                   Catch::EndsWith(": adds nothing to deprivation that can be told"));
    CHECK(rows[2].beside == "deprivation alone: 1.00");
}

}  // namespace concord::validate
