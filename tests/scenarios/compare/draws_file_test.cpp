// Draws from a file: what xarray writes is read with each value where it belongs, and nothing else gets in.
#include "scenarios/compare/draws_file.h"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "scenarios/compare/ensemble_plan.h"
#include "scenarios/files/checksum.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/input_error.h"
#include "tests/scenarios/results/fabricated_run.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/test_geography.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

std::string message_of(const fs::path& path) {
    try {
        read_draws(path);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

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
            if (values.size() != 3)
                file.coordinate(dimension = "row", std::vector<std::int32_t>(values.size(), ++extra));
            file.define({.name = name, .type = hdf5::Type::kFloat64, .dimensions = {dimension}});
            file.write(name, values);
        }
        file.close();
        if (foreign) fs::resize_file(path, fs::file_size(path) - 1);
    }
    // Two chains of three draws, as h5py or xarray lays them out.
    void write_chains(const std::string& group,
                      const std::vector<std::pair<std::string, std::vector<double>>>& columns) const {
        fs::remove(path);
        const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
        const hid_t at = group.empty() ? file : H5Gcreate2(file, group.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        for (const auto& [name, values] : columns) {
            const hsize_t shape[2] = {2, 3};
            H5LTmake_dataset_double(at, name.c_str(), 2, shape, values.data());
        }
        const hsize_t draws = 3;
        const double numbers[3] = {0, 1, 2};
        H5LTmake_dataset_double(at, "draw", 1, &draws, numbers);
        if (!group.empty()) H5Gclose(at);
        H5Fclose(file);
    }
    std::string message() const { return message_of(path); }
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
    const std::vector<sim::Scenario> scenarios = {fabricated_scenario("A", 2, false),
                                                  fabricated_scenario("B", 2, true)};
    const auto plan_of = [&](const DrawsFile& d, int replicates) {
        return make_plan(world, scenarios,
                         {.replicates = replicates, .parameters = ParameterDraws::kFile, .draws = &d});
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
    CHECK_THAT(difference(back, plan_of(read_draws(file.path), 3)),
               Contains("input draws/") && Contains("has changed"));
    CHECK_THROWS_WITH(plan_of(draws, 4), Contains("4 runs") && Contains("has 3"));
}

TEST_CASE("Files of draws that cannot be used are refused, each with its reason") {
    const File file;
    CHECK_THAT(file.message(), Contains("no such file"));
    std::ofstream(file.path) << "fair_share\n0.5\n";  // no .csv
    CHECK_THAT(file.message(), Contains("not an HDF5 file") && Contains(".csv"));
    file.write({});
    CHECK_THAT(file.message(), Contains("has no parameter"));
    file.write({{"fair_shares", {0.7, 0.8, 0.9}}});
    CHECK_THAT(file.message(), Contains("fair_shares is no parameter") && Contains("fair_share"));
    file.write({{"fair_share", {0.7, 1.8, 0.9}}});
    CHECK_THAT(file.message(),
               Contains("draw 1 (counted from 0): fair_share is 1.8") && Contains("allowed is 0.3 to 0.9"));
    file.write({{"fair_share", {0.7, std::numeric_limits<double>::quiet_NaN(), 0.9}}});
    CHECK_THAT(file.message(), Contains("draw 1 (counted from 0): fair_share is nan"));
    file.write({{"fair_share", {0.7, 0.8, 0.9}}, {"unfair_weight", {2, 3}}});
    CHECK_THAT(file.message(), Contains("unfair_weight has 2 draws") && Contains("fair_share has 3"));
}

TEST_CASE("Chains of draws, in ArviZ's group or without it, are read chain by chain") {
    const File file;
    for (const char* group : {"", "posterior"}) {
        file.write_chains(group, {{"fair_share", {0.5, 0.51, 0.52, 0.6, 0.61, 0.62}}});
        const DrawsFile draws = read_draws(file.path);
        REQUIRE(draws.rows.size() == 6);
        CHECK(draws.rows[2].fair_share == 0.52);
        CHECK(draws.rows[3].fair_share == 0.6);
        file.write_chains(group, {{"fair_share", {0.5, 0.51, 0.52, 0.6, 0.95, 0.62}}});
        CHECK_THAT(file.message(),
                   Contains("chain 1, draw 1 (counted from 0): fair_share is 0.95; allowed is 0.3 to 0.9"));
    }
    file.write_chains("prior", {{"fair_share", {0.5, 0.51, 0.52, 0.6, 0.61, 0.62}}});
    CHECK_THAT(file.message(), Contains("prior is a group") && Contains("posterior"));
}

TEST_CASE("Draws from CSV are those of HDF5, and their errors name line and column") {
    const File file;
    const fs::path csv = file.path.string() + ".csv";
    std::ofstream(csv) << "draw,fair_share,unfair_weight\n0,0.7,2\n1,0.8,3\n";
    const DrawsFile draws = read_draws(csv);
    CHECK(draws.parameters == std::vector<std::string>{"fair_share", "unfair_weight"});
    CHECK(draws.rows[1].unfair_weight == 3);
    CHECK(draws.checksum == sha256_of_file(csv));
    std::ofstream(csv) << "draw,fair_share\n0,0.7\n1,1.7\n";
    CHECK_THAT(message_of(csv),
               Contains(csv.string() + ":3:3:") && Contains("'1.7'") && Contains("allowed is 0.3 to 0.9"));
    std::ofstream(csv) << "draw,fair_share\n0,0.7\n1,high\n";
    CHECK_THAT(message_of(csv), Contains(":3:3:") && Contains("'high' is not a number"));
    fs::remove(csv);
}

TEST_CASE("Weighted rows are drawn by their weights, the same for the same seed, and more replicates keep the first") {
    const File file;
    file.write({{"fair_share", {0.5, 0.6, 0.7}}, {"weight", {1, 0, 3}}});
    const DrawsFile draws = read_draws(file.path);
    CHECK(draws.parameters == std::vector<std::string>{"fair_share"});
    const auto world = fabricated_world(sim::small_geography());
    const std::vector<sim::Scenario> scenarios = {fabricated_scenario("A", 2, false),
                                                  fabricated_scenario("B", 2, true)};
    const auto shares = [&](int replicates) {
        const Plan plan = make_plan(world, scenarios,
                                    {.replicates = replicates, .parameters = ParameterDraws::kFile, .draws = &draws});
        std::vector<double> values;
        for (int r = 0; r < replicates; ++r) values.push_back(plan.parameters_of(scenarios[0], r).fair_share);
        return values;
    };
    const std::vector<double> many = shares(2000), few = shares(40);
    CHECK(std::equal(few.begin(), few.end(), many.begin()));
    CHECK(std::count(many.begin(), many.end(), 0.6) == 0);
    CHECK(std::count(many.begin(), many.end(), 0.5) / 2000.0 == Approx(0.25).margin(0.04));
    file.write({{"fair_share", {0.5, 0.6, 0.7}}, {"weight", {1, -2, 3}}});
    CHECK_THAT(file.message(), Contains("draw 1 (counted from 0): weight is -2; allowed is 0 or more"));
    file.write({{"fair_share", {0.5, 0.6, 0.7}}, {"weight", {0, 0, 0}}});
    CHECK_THAT(file.message(), Contains("weights sum to 0"));
}

TEST_CASE("Damaged files of draws are refused or read, and never crash or hang") {
    const File file;
    file.write({{"fair_share", {0.7, 0.8, 0.9}}});
    const std::string whole = tests::text_of(file.path);
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
