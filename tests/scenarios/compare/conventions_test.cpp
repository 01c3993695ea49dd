// What CF-1.11 asks of every variable, held against every kind of file. (The IOOS compliance checker, run by hand on
// these files, found what is forbidden here: a currency as a unit, a fill value of a coordinate.)
#include <catch2/catch.hpp>
#include <regex>

#include "scenarios/compare/comparison_variables.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/results/results_file.h"
#include "tests/scenarios/compare/fabricated_ensemble.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

bool is_known_to_udunits(const std::string& units) {
    static const std::set<std::string> known = {"1", "percent", "m", "1e-2", "1e-3 year-1"};
    static const std::regex time("days since \\d{4}-\\d{2}-\\d{2}");
    return known.contains(units) || std::regex_match(units, time);
}

void check_coordinate(const hdf5::Reader& file, const std::string& name) {
    CHECK_FALSE(file.has_attribute("_FillValue", name));
    if (!file.has_attribute("units", name)) return;  // a label
    const std::vector<double> values = file.read(name);
    CHECK(std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end());
    if (!file.text("units", name).starts_with("days since")) return;
    CHECK(file.text("standard_name", name) == "time");
    CHECK(file.text("calendar", name) == "proleptic_gregorian");
    CHECK(file.text("axis", name) == "T");
}

// Returns how many variables were looked at.
int check_file(const fs::path& path, const std::string& kind, int version) {
    const hdf5::Reader file = open_concord_file(path, kind, version);
    CHECK(file.text("Conventions") == "CF-1.11");
    CHECK_FALSE(file.text("title").empty());
    const auto is_text = [&](const std::string& name) {
        try {
            return file.texts(name), true;
        } catch (const InputError&) {
            return false;
        }
    };
    static const std::regex good_name("[A-Za-z][A-Za-z0-9_]*");
    int seen = 0;
    for (const std::string& name : file.names()) {
        INFO(kind << " file, variable " << name);
        ++seen;
        CHECK(std::regex_match(name, good_name));
        CHECK_FALSE(file.text("long_name", name).empty());
        if (file.has_attribute("CLASS", name)) check_coordinate(file, name);
        if (is_text(name)) continue;
        CHECK(is_known_to_udunits(file.text("units", name)));
        if (file.has_attribute("scale_factor", name))
            CHECK((file.has_attribute("add_offset", name) && file.has_attribute("_FillValue", name)));
    }
    return seen;
}

}  // namespace

TEST_CASE("Every variable of every kind of file has what CF-1.11 asks of it", "[conventions]") {
    const TestFolder folder;
    FabricatedEnsemble ensemble;
    const Plan plan = ensemble.plan({.replicates = 2, .parameters = ParameterDraws::kPrior});
    ensemble.go(folder.path, plan, {.folder = {}});
    ensemble.compare(folder.path, plan, 2);
    CHECK(check_file(folder.path / "plan.h5", "plan", 6) > 10);
    CHECK(check_file(folder.path / "comparison.h5", "comparison", kComparisonFormat) > 40);
    CHECK(check_file(shard_path(folder.path, plan, 1, 0), "run", 9) > 15);
    CHECK(check_file(fields_path(folder.path, plan, 1, 0), "results", 2) > 100);
    const hdf5::Reader comparison = open_concord_file(folder.path / "comparison.h5", "comparison", kComparisonFormat);
    CHECK(comparison.text("unit_text", "cost_present") == "GBP");
}

}  // namespace concord::scenarios
