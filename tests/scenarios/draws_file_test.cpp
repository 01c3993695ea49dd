// Draws from a file: what xarray writes is read with each value where it belongs, and nothing else gets in.
#include "scenarios/draws_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "scenarios/ensemble_plan.h"
#include "scenarios/hdf5/hdf5_file.h"
#include "scenarios/input_error.h"
#include "tests/scenarios/fabricated_run.h"
#include "tests/support/test_geography.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

struct File {
    fs::path path = fs::temp_directory_path() / ("concord-draws-" + std::to_string(::getpid()) + ".h5");
    ~File() { fs::remove(path); }
    // One variable a name, each with its own values; without the seal of our own files when `foreign`.
    void write(const std::vector<std::pair<std::string, std::vector<double>>>& columns, bool foreign = true) const {
        hdf5::Writer file(path);
        file.coordinate("draw", std::vector<std::int32_t>{0, 1, 2});
        int extra = 0;
        for (const auto& [name, values] : columns) {
            std::string dimension = "draw";
            if (values.size() != 3) file.coordinate(dimension = "row", std::vector<std::int32_t>(values.size(), ++extra));
            file.define({.name = name, .type = hdf5::Type::kFloat64, .dimensions = {dimension}});
            file.write(name, values);
        }
        file.close();
        if (foreign) fs::resize_file(path, fs::file_size(path) - 1);
    }
    std::string message() const {
        try {
            read_draws(path);
        } catch (const InputError& error) {
            return error.what();
        }
        return "accepted";
    }
};

}  // namespace

TEST_CASE("Draws of a file are read where they belong, the rest standing at its defaults") {
    const File file;
    for (const bool foreign : {true, false}) {
        file.write({{"fair_share", {0.7, 0.8, 0.9}}, {"unfair_weight", {2, 3, 4}}}, foreign);
        const DrawsFile draws = read_draws(file.path);
        REQUIRE(draws.rows.size() == 3);
        CHECK(draws.parameters == std::vector<std::string>{"fair_share", "unfair_weight"});
        CHECK(draws.rows[1].fair_share == 0.8);
        CHECK(draws.rows[2].unfair_weight == 4);
        CHECK(draws.rows[2].contact_step == sim::default_parameters().contact_step);
    }
}

TEST_CASE("A plan takes one row of the file a replicate, keeps them, and knows another file from this one") {
    const File file;
    file.write({{"fair_share", {0.7, 0.8, 0.9}}});
    const DrawsFile draws = read_draws(file.path);
    const auto world = fabricated_world(sim::small_geography());
    const std::vector<sim::Scenario> scenarios = {fabricated_scenario("A", 2, false), fabricated_scenario("B", 2, true)};
    const auto plan_of = [&](const DrawsFile& d, int replicates) {
        return make_plan(world, scenarios, {.replicates = replicates, .parameters = ParameterDraws::kFile, .draws = &d});
    };
    const Plan plan = plan_of(draws, 3);
    for (int replicate = 0; replicate < 3; ++replicate)
        CHECK(plan.parameters_of(scenarios[0], replicate).fair_share == Approx(0.7 + 0.1 * replicate));
    write_plan(file.path.string() + ".plan.h5", plan);
    const Plan back = read_plan(file.path.string() + ".plan.h5");
    fs::remove(file.path.string() + ".plan.h5");
    CHECK(difference(back, plan).empty());
    CHECK(back.parameters == ParameterDraws::kFile);
    file.write({{"fair_share", {0.7, 0.8, 0.85}}});
    CHECK_THAT(difference(back, plan_of(read_draws(file.path), 3)), Contains("file of draws"));
    CHECK_THROWS_WITH(plan_of(draws, 4), Contains("4 runs") && Contains("has 3"));
}

TEST_CASE("Files of draws that cannot be used are refused, each with its reason") {
    const File file;
    CHECK_THAT(file.message(), Contains("no such file"));
    std::ofstream(file.path) << "fair_share\n0.5\n";
    CHECK_THAT(file.message(), Contains("not an HDF5 file"));
    file.write({});
    CHECK_THAT(file.message(), Contains("has no parameter"));
    file.write({{"fair_shares", {0.7, 0.8, 0.9}}});
    CHECK_THAT(file.message(), Contains("fair_shares is no parameter") && Contains("fair_share"));
    file.write({{"fair_share", {0.7, 1.8, 0.9}}});
    CHECK_THAT(file.message(), Contains("1.8 in draw 1") && Contains("allowed is"));
    file.write({{"fair_share", {0.7, std::numeric_limits<double>::quiet_NaN(), 0.9}}});
    CHECK_THAT(file.message(), Contains("nan in draw 1"));
    file.write({{"fair_share", {0.7, 0.8, 0.9}}, {"unfair_weight", {2, 3}}});
    CHECK_THAT(file.message(), Contains("unfair_weight has 2 draws") && Contains("fair_share has 3"));
}

TEST_CASE("Damaged files of draws are refused or read, and never crash or hang") {
    const File file;
    file.write({{"fair_share", {0.7, 0.8, 0.9}}});
    std::ifstream in(file.path, std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    std::uint32_t state = 1;
    for (int k = 0; k < 60; ++k) {
        std::string damaged = whole;
        for (int m = 0; m < 4; ++m) {
            state = state * 1664525u + 1013904223u;
            damaged[state % damaged.size()] = static_cast<char>(state >> 24);
        }
        if (k % 3 == 0) damaged.resize(damaged.size() * static_cast<std::size_t>(k) / 60);
        std::ofstream(file.path, std::ios::binary) << damaged;
        CHECK_FALSE(file.message().empty());
    }
}

}  // namespace concord::scenarios
