// The way a study fits on truths that are known: an honest way is told as such, and one that is too sure is told too.
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

#include "calibration/random.h"
#include "scenarios/files/input_error.h"
#include "scenarios/study/calibration_study.h"
#include "tests/scenarios/study/a_study.h"

using namespace concord;
using namespace concord::tests;
using Catch::Contains;

namespace {

// y = a + noise; b does nothing.
study::StudyRuns line(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
    study::StudyRuns runs{.outputs = Eigen::MatrixXd(points.rows(), 1),
                          .problems = std::vector<std::string>(seeds.size())};
    for (Eigen::Index r = 0; r < points.rows(); ++r) {
        calibration::Random random(seeds[static_cast<std::size_t>(r)], calibration::Method::kSeeds, 99);
        runs.outputs(r, 0) = points(r, 0) + 0.05 * random.normal();
    }
    return runs;
}

StudyFiles line_files(const std::string& calibration) {
    StudyFiles files;
    files.observables = "observableId,observableFormula,noiseFormula\nlevel,y,0.1\n";
    files.measurements =
        "observableId,simulationConditionId,time,measurement,noiseParameters,source\nlevel,plain,4,0.5,,by hand\n";
    files.rest = "[check]\ndraws = 10\nseeds = 5\n[calibration]\n" + calibration;
    files.model = "[model]\nprogram = [\"none\"]\nrows = 2000\n";
    return files;
}

study::CalibrationResult made(const study::Study& s, const ScratchFolder& folder, const study::StudyModel& model) {
    std::filesystem::create_directories(folder / "runs");
    study::KeptRuns runs("line", model, study::names_of_outputs(s), s.model.rows, {.folder = folder.path});
    return study::calibrate(s, runs, [](const std::string&) {});
}

const std::string kAbc = "method = \"abc\"\nparticles = 200\npopulations = 4\nsimulations = 4000\n";

}  // namespace

TEST_CASE("Intervals of an honest fit hold known truths, whose ranks are uniform", "[study][slow]") {
    for (const std::string& method :
         {kAbc, std::string("method = \"mcmc\"\npoints = 30\nreplicates = 3\nwaves = 1\nwarm_up = 500\n")}) {
        INFO(method);
        const ScratchFolder folder;
        const study::Study s = line_files(method + "truths = 40\n").read(folder.path);
        const study::CalibrationResult result = made(s, folder, line);
        REQUIRE(result.truths);
        const study::KnownTruths& found = *result.truths;
        CHECK(found.failed == 0);
        REQUIRE(found.coverage.size() == 2);
        int held = 0;
        for (std::size_t k = 0; k < 2; ++k) {
            CHECK(found.coverage[k].intervals == 40);
            CHECK(found.tests.at(k).uniform);
            held += found.coverage[k].held;
        }
        CHECK(held >= 66);  // of 80, at 0.9: fewer once in a hundred
        CHECK(held <= 78);
        // What is measured tells a and not b.
        CHECK(found.sd.col(0).mean() < 0.15);
        CHECK(found.sd.col(1).mean() > 0.5);
        for (Eigen::Index n = 0; n < 40; ++n) CHECK(std::abs(found.mean(n, 0) - found.truths(n, 0)) < 0.5);

        // Gone on with, nothing is run again and the same is found; and the fit is what it is without the truths.
        const auto none = [](const Eigen::MatrixXd&, std::span<const std::uint32_t>) -> study::StudyRuns {
            throw std::logic_error("it is run again");
        };
        const study::CalibrationResult again = made(s, folder, none);
        CHECK(study::truths_csv(s, *again.truths) == study::truths_csv(s, found));
        study::Study without = s;
        without.calibration->truths = 0;
        const study::CalibrationResult alone = made(without, folder, none);
        CHECK_FALSE(alone.truths);
        CHECK(calibration::pooled(*alone.posterior) == calibration::pooled(*result.posterior));
    }
}

TEST_CASE("A fit that is too sure of known truths is told, and truths that could not be fitted are counted",
          "[study]") {
    const ScratchFolder folder;
    const study::Study s = line_files(kAbc + "truths = 20\n").read(folder.path);
    study::KnownTruths found;
    found.truths = found.mean = found.sd = found.low = found.high = Eigen::MatrixXd::Constant(20, 2, 0.5);
    found.ranks = Eigen::MatrixXi::Constant(20, 2, 50);
    found.ranks(3, 0) = found.ranks(3, 1) = -1;
    found.failed = 1;
    calibration::Coverage sure, honest;
    sure.held = 9, sure.intervals = honest.intervals = 19, sure.share = 9.0 / 19;
    honest.held = 17, honest.share = 17.0 / 19, honest.consistent = true;
    found.coverage = {sure, honest};
    study::Report report;
    study::tell_truths(s, found, report);
    const std::string text = study::text_of(report);
    CHECK_THAT(text, Contains("On 19 known truths intervals of 90 % hold 26 of 38; 1 truth could not be fitted.") &&
                         Contains("Intervals of a hold 47 %, which is not 90 %: the fit is too sure of it.") &&
                         !Contains("Intervals of b"));
    found.tests = {calibration::test_ranks(std::vector<int>(20, 100), 100), {.p = 0.5, .uniform = true, .verdict = ""}};
    study::Report ranked;
    study::tell_truths(s, found, ranked);
    CHECK_THAT(study::text_of(ranked), Contains("Ranks of a: ") && !Contains("Ranks of b"));
    CHECK_THAT(study::truths_csv(s, found),
               Contains("\n\"a\",3,0.5,0.5,0.5,0.5,0.5,50\n") && Contains("\n\"a\",4,0.5,0.5,0.5,0.5,0.5,\n"));
}

TEST_CASE("Mistakes of truths", "[study]") {
    const auto complaint = [](const std::string& calibration) -> std::string {
        const ScratchFolder folder;
        try {
            (void)line_files(calibration).read(folder.path);
        } catch (const scenarios::InputError& error) {
            return error.what();
        }
        return "read without a complaint";
    };
    CHECK_THAT(complaint("method = \"abc\"\ntruths = 19\n"),
               Contains("study.toml:17:10: ") && Contains("truths = 19") && Contains("20 to 100000"));
    CHECK_THAT(complaint("method = \"history_matching\"\ntruths = 20\n"),
               Contains("study.toml:17:10: ") && Contains("which history_matching has not"));
}
