// Runs are kept part by part, made again only where they are not whole, shared by processes, and never another study's.
#include "scenarios/study/kept_runs.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <thread>

#include "scenarios/files/input_error.h"
#include "tests/support/scratch_folder.h"

using namespace concord;
using namespace concord::tests;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

// Twice the point and the seed; counts its rows; fails where the point is above 0.9.
struct Counting {
    int rows = 0;
    study::StudyRuns operator()(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
        study::StudyRuns runs{.outputs = Eigen::MatrixXd(points.rows(), 2), .problems = {}};
        for (Eigen::Index r = 0; r < points.rows(); ++r) {
            const bool fails = points(r, 0) > 0.9;
            runs.outputs(r, 0) = fails ? std::numeric_limits<double>::quiet_NaN() : points(r, 0) / 3;
            runs.outputs(r, 1) = seeds[static_cast<std::size_t>(r)];
            runs.problems.push_back(fails ? "above 0.9,\n\"too much\"" : "");
            ++rows;
        }
        return runs;
    }
};

Eigen::MatrixXd ten_points() { return Eigen::VectorXd::LinSpaced(10, 0, 1); }
std::vector<std::uint32_t> ten_seeds() { return calibration::run_seeds(7, 0, 10); }

study::KeptRuns kept(const fs::path& folder, Counting& model, const std::string& text = "text", int rank = 0,
                     int size = 1) {
    fs::create_directories(folder / "runs");
    return {text, std::ref(model), {"y", "a, \"b\""}, 4, {.folder = folder, .group = {.rank = rank, .size = size}}};
}

std::vector<std::string> files_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TEST_CASE("A batch is kept in parts, and what is kept is not run again", "[study]") {
    const ScratchFolder folder;
    Counting model;
    study::KeptRuns first = kept(folder.path, model);
    const Eigen::MatrixXd outputs = first.model("wave")(ten_points(), ten_seeds());
    CHECK(model.rows == 10);
    CHECK(outputs(3, 0) == ten_points()(3, 0) / 3);
    CHECK(outputs(3, 1) == ten_seeds()[3]);
    CHECK(std::isnan(outputs(9, 0)));
    CHECK(first.failed() == 1);
    CHECK(first.made() == 10);
    CHECK(first.first_problem() == "above 0.9, \"too much\"");
    CHECK(files_in(folder / "runs") ==
          std::vector<std::string>{"wave-0001-00001.csv", "wave-0001-00002.csv", "wave-0001-00003.csv"});

    study::KeptRuns again = kept(folder.path, model);
    const Eigen::MatrixXd same = again.model("wave")(ten_points(), ten_seeds());
    CHECK(model.rows == 10);
    CHECK(same.topRows(9) == outputs.topRows(9));
    CHECK(std::isnan(same(9, 0)));
    CHECK(again.failed() == 1);
    // Its second batch is another.
    (void)again.model("wave")(ten_points(), ten_seeds());
    CHECK(model.rows == 20);
}

TEST_CASE("A part that is missing or damaged is made again, to the same bytes", "[study]") {
    const ScratchFolder folder;
    Counting model;
    const auto run = [&] { return kept(folder.path, model).model("wave")(ten_points(), ten_seeds()); };
    const Eigen::MatrixXd outputs = run();
    const fs::path second = folder / "runs/wave-0001-00002.csv", third = folder / "runs/wave-0001-00003.csv";
    const std::string before = text_of(second), of_third = text_of(third);
    fs::remove(third);
    std::string damaged = before;
    damaged[damaged.size() - 8] ^= 1;
    write_text(second, damaged);
    model.rows = 0;
    CHECK(run().topRows(9) == outputs.topRows(9));
    CHECK(model.rows == 4 + 2);
    CHECK(text_of(second) == before);
    CHECK(text_of(third) == of_third);
    write_text(second, before.substr(0, 40));
    CHECK(run().topRows(9) == outputs.topRows(9));
}

TEST_CASE("Runs of another study, other points or other seeds are nobody's to take", "[study]") {
    const ScratchFolder folder;
    Counting model;
    (void)kept(folder.path, model).model("wave")(ten_points(), ten_seeds());
    CHECK_THROWS_WITH(kept(folder.path, model, "other").model("wave")(ten_points(), ten_seeds()),
                      Contains("wave-0001-00001.csv") && Contains("of another study"));
    Eigen::MatrixXd points = ten_points();
    points(5, 0) += 1e-12;
    CHECK_THROWS_AS(kept(folder.path, model).model("wave")(points, ten_seeds()), scenarios::InputError);
    auto seeds = ten_seeds();
    seeds.back() += 1;
    CHECK_THROWS_AS(kept(folder.path, model).model("wave")(ten_points(), seeds), scenarios::InputError);
    CHECK(model.rows == 10);
}

TEST_CASE("Two processes share the parts of a batch and see the same", "[study][ensemble]") {
    const ScratchFolder alone, shared;
    Counting one, a, b;
    const Eigen::MatrixXd outputs = kept(alone.path, one).model("wave")(ten_points(), ten_seeds());
    Eigen::MatrixXd by_b;
    std::thread other([&] { by_b = kept(shared.path, b, "text", 1, 2).model("wave")(ten_points(), ten_seeds()); });
    const Eigen::MatrixXd by_a = kept(shared.path, a, "text", 0, 2).model("wave")(ten_points(), ten_seeds());
    other.join();
    CHECK(by_a.topRows(9) == outputs.topRows(9));
    CHECK(by_b.topRows(9) == outputs.topRows(9));
    CHECK(a.rows == 6);
    CHECK(b.rows == 4);
    for (const std::string& file : files_in(alone / "runs"))
        CHECK(text_of(alone / ("runs/" + file)) == text_of(shared / ("runs/" + file)));
}

TEST_CASE("Processes that are waited for in vain", "[study]") {
    const ScratchFolder folder;
    Counting model;
    fs::create_directories(folder / "runs");
    study::KeptRuns runs("text", std::ref(model), {"y", "z"}, 4,
                         {.folder = folder.path, .group = {.rank = 0, .size = 2}, .patience_minutes = 0.001});
    CHECK_THROWS_WITH(runs.model("wave")(ten_points(), ten_seeds()), Contains("process 1 of 2 waited"));
}

TEST_CASE("A folder is settled once, by the leading process, for one model", "[study]") {
    const ScratchFolder folder;
    const auto settle = [&](const std::string& text, bool resume, int rank, int size) {
        study::settle(text, resume, {.folder = folder.path, .group = {rank, size}, .patience_minutes = 0.001});
    };
    CHECK_THROWS_WITH(settle("text", false, 1, 2), Contains("process 2 of 2 waited"));
    settle("text", false, 0, 2);
    CHECK(text_of(folder / "model.txt") == "text");
    settle("text", false, 1, 2);
    CHECK_THROWS_WITH(settle("text", false, 0, 2), Contains("holds runs already; --resume goes on"));
    settle("text", true, 0, 2);
    CHECK_THROWS_WITH(settle("other", true, 0, 2), Contains("holds runs of another model"));
    CHECK_THROWS_WITH(settle("other", true, 1, 2), Contains("holds runs of another model"));
}

TEST_CASE("Asked to stop, nothing more is run", "[study]") {
    const ScratchFolder folder;
    Counting model;
    const std::atomic<bool> stop = true;
    study::KeptRuns runs("text", std::ref(model), {"y", "z"}, 4, {.folder = folder.path, .stop = &stop});
    CHECK_THROWS_AS(runs.model("wave")(ten_points(), ten_seeds()), study::Interrupted);
    CHECK(model.rows == 0);
}
