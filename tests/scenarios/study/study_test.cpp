// Whole studies on small models with known answers: what is built in is refused, what matters is found, what fits is
// the posterior known in closed form, and a study that was interrupted ends with the same bytes.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/random.h"
#include "scenarios/compare/draws_file.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/input_error.h"
#include "scenarios/study/calibration_study.h"
#include "scenarios/study/posterior_file.h"
#include "scenarios/study/sensitivity_study.h"
#include "tests/scenarios/study/a_study.h"

using namespace concord;
using namespace concord::tests;
using Catch::Contains;

namespace {

// y = a + noise, z = 10 whatever the parameters. a and b as the study varies them; b does nothing.
study::StudyRuns line(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
    study::StudyRuns runs{.outputs = Eigen::MatrixXd(points.rows(), 2),
                          .problems = std::vector<std::string>(seeds.size())};
    for (Eigen::Index r = 0; r < points.rows(); ++r) {
        calibration::Random random(seeds[static_cast<std::size_t>(r)], calibration::Method::kSeeds, 99);
        runs.outputs(r, 0) = points(r, 0) + 0.05 * random.normal();
        runs.outputs(r, 1) = 10;
    }
    return runs;
}

study::Study line_study(const ScratchFolder& folder, const std::string& calibration) {
    StudyFiles files;
    files.observables = "observableId,observableFormula,noiseFormula\nlevel,y,0.1\nother,z,0.2\n";
    files.measurements =
        "observableId,simulationConditionId,time,measurement,noiseParameters,source\n"
        "level,plain,4,0.5,,by hand\nother,plain,4,9,0.3,by hand\n";
    files.rest =
        "[check]\ndraws = 40\nseeds = 20\n[sensitivity]\nmethod = \"morris\"\ntrajectories = 8\n[calibration]\n" +
        calibration;
    files.model = "[model]\nprogram = [\"none\"]\nrows = 50\n";
    return files.read(folder.path);
}

study::KeptRuns runs_of(const study::Study& s, const ScratchFolder& folder, const std::atomic<bool>* stop = nullptr) {
    std::filesystem::create_directories(folder / "runs");
    return {"line", line, study::names_of_outputs(s), s.model.rows, {.folder = folder.path, .stop = stop}};
}

const auto kSilent = [](const std::string&) {};

}  // namespace

TEST_CASE("What no parameter moves is built in, and not fitted to", "[study]") {
    const ScratchFolder folder;
    const study::Study s = line_study(folder, "method = \"history_matching\"\npoints = 20\nwaves = 1\n");
    study::KeptRuns runs = runs_of(s, folder);
    const study::CalibrationResult result = study::calibrate(s, runs, kSilent);
    CHECK(result.checks[0].verdict == study::OutputVerdict::kMoved);
    CHECK(result.checks[0].prior_sd == Approx(std::sqrt(1.0 / 12)).epsilon(0.05));
    CHECK(result.checks[0].seed_sd == Approx(0.05).epsilon(0.5));
    CHECK(result.checks[0].target_sd == 0.1);
    CHECK(result.checks[1].verdict == study::OutputVerdict::kBuiltIn);
    CHECK(result.fitted == std::vector<int>{0});
    CHECK_THAT(study::text_of(study::calibration_report(s, result, runs)),
               Contains("other@plain@4 is not fitted to: built in: no parameter moves it."));
    CHECK_THAT(study::targets_csv(s, result), Contains("\"other@plain@4\",\"not fitted\""));
}

TEST_CASE("A study that measures only what is built in is refused with the figures", "[study]") {
    const ScratchFolder folder;
    study::Study s = line_study(folder, "method = \"abc\"\n");
    s.measurements.erase(s.measurements.begin());
    study::KeptRuns runs = runs_of(s, folder);
    CHECK_THROWS_MATCHES(study::calibrate(s, runs, kSilent), scenarios::InputError,
                         Catch::Message(s.file.string() +
                                        ": nothing of what it measures may be fitted, since a fit would say nothing of "
                                        "the parameters: other@plain@4 (sd over 40 draws of the prior 0.0000, over "
                                        "seeds 0.0000: built in: no parameter moves it)"));
}

TEST_CASE("Verdicts on outputs, from their figures", "[study]") {
    using study::OutputVerdict;
    const auto verdict = [](double prior, double seeds, double target) {
        return study::judge({.output = {},
                             .mean = 50,
                             .prior_sd = prior,
                             .seed_sd = seeds,
                             .target_sd = target,
                             .matters = 0,
                             .resolution = 0});
    };
    CHECK(verdict(1, 0.5, 2) == OutputVerdict::kMoved);
    CHECK(verdict(1, 1.5, 2) == OutputVerdict::kDrowned);
    CHECK(verdict(0.19, 0.1, 2) == OutputVerdict::kWeak);
    CHECK(verdict(0.21, 0.1, 2) == OutputVerdict::kMoved);
    CHECK(verdict(0.00004, 0.1, 0) == OutputVerdict::kBuiltIn);
    CHECK(verdict(0.00006, 0.00001, 0) == OutputVerdict::kMoved);
    CHECK(verdict(NAN, 0.1, 0) == OutputVerdict::kNoRuns);
    // A difference of two levels is known no better than they are.
    study::OutputCheck difference;
    difference.prior_sd = difference.seed_sd = 9e-6;
    CHECK(study::judge(difference) == OutputVerdict::kMoved);
    difference.resolution = 1e-5;
    CHECK(study::judge(difference) == OutputVerdict::kBuiltIn);
}

TEST_CASE("Sensitivity finds what matters, and tells it from chance", "[study]") {
    const ScratchFolder folder;
    const study::Study s = line_study(folder, "method = \"abc\"\n");
    study::KeptRuns runs = runs_of(s, folder);
    const study::SensitivityResult result = study::analyse_sensitivity(s, runs);
    CHECK(result.morris->effects[0][0].mu_star == Approx(1));  // noise is shared
    CHECK(study::above_chance(result.morris->effects[0][0], result.checks[0]));
    CHECK_FALSE(study::above_chance(result.morris->effects[0][1], result.checks[0]));
    const std::string text = study::text_of(study::sensitivity_report(s, result, runs));
    CHECK_THAT(text, Contains("level@plain@4: 1 of 2 told from chance; foremost a."));
    CHECK_THAT(text, Contains("other@plain@4: built in; no parameter of the study moves it."));
    study::SensitivityResult small_effects = result;
    small_effects.checks[0].matters = 1.5;
    CHECK_THAT(
        study::text_of(study::sensitivity_report(s, small_effects, runs)),
        Contains("foremost a. Even the largest effect of 1 is below 1.5, the smallest difference that matters."));
    CHECK_THAT(study::sensitivity_csv(s, result), Contains("\"level@plain@4\",\"a\",\"above chance\",1"));

    // An effect that is smaller than two seeds differ is not told from chance.
    calibration::ElementaryEffects small;
    small.mu_star = 0.05;
    small.mu_star_range = {0.9 * result.checks[0].seed_sd, 0.06};
    CHECK_FALSE(study::above_chance(small, result.checks[0]));
    small.mu_star_range.low = 1.13 * result.checks[0].seed_sd;
    CHECK(study::above_chance(small, result.checks[0]));
}

// a ~ U(0, 1), measured 0.5 with sd 0.1 through a run of sd 0.05: nearly a normal of sd sqrt(0.1^2 + 0.05^2).
TEST_CASE("By either way the posterior is the one known in closed form", "[study][slow]") {
    const double sd = std::sqrt(0.01 + 0.0025);
    for (const std::string method : {"method = \"abc\"\nparticles = 800\npopulations = 8\nsimulations = 40000\n",
                                     "method = \"mcmc\"\npoints = 40\nreplicates = 4\nwaves = 2\nwarm_up = 1000\n"}) {
        const ScratchFolder folder;
        const study::Study s = line_study(folder, method);
        study::KeptRuns runs = runs_of(s, folder);
        const study::CalibrationResult result = study::calibrate(s, runs, kSilent);
        REQUIRE(result.posterior);
        const auto marginals = calibration::marginals(*result.posterior);
        INFO(method);
        CHECK(marginals[0].mean == Approx(0.5).margin(0.02));
        CHECK(marginals[0].sd == Approx(sd).epsilon(0.15));
        CHECK(marginals[1].sd == Approx(2 / std::sqrt(12.0)).epsilon(0.1));  // b is as its prior
        CHECK(result.identifiability->parameters[0].informed);
        CHECK_FALSE(result.identifiability->parameters[1].informed);
        REQUIRE(result.predicted.size() == 2);
        CHECK(result.predicted[0].inside());
        CHECK(result.predicted[0].high - result.predicted[0].low ==
              Approx(2 * 1.645 * std::sqrt(sd * sd + 0.0125)).epsilon(0.4));
        CHECK_FALSE(result.predicted[1].inside());  // 10 whatever is done, measured 9 with sd 0.3
        CHECK_THAT(study::text_of(study::calibration_report(s, result, runs)),
                   Contains("1 of 1 fitted measurements lie in the middle 90 % of runs from the posterior."));
    }
}

TEST_CASE("Interrupted anywhere and gone on with, a study ends with the same bytes", "[study]") {
    const std::string method = "method = \"abc\"\nparticles = 100\npopulations = 3\nsimulations = 2000\n";
    const ScratchFolder whole, broken;
    const study::Study s = line_study(whole, method);
    const auto posterior = [&](const ScratchFolder& folder, const std::atomic<bool>* stop) {
        study::KeptRuns runs = runs_of(s, folder, stop);
        const study::CalibrationResult result = study::calibrate(s, runs, kSilent);
        study::write_posterior(folder / "posterior.nc", s, *result.posterior);
        return text_of(folder / "posterior.nc");
    };
    const std::string expected = posterior(whole, nullptr);
    std::size_t parts = 0;
    for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(whole / "runs")) ++parts;
    REQUIRE(parts > 4);
    // After two parts of each call it is stopped, until it is done.
    std::filesystem::create_directories(broken / "runs");
    int calls = 0;
    for (bool done = false; !done; ++calls) {
        REQUIRE(calls <= static_cast<int>(parts));
        std::atomic<bool> stop = false;
        int made = 0;
        study::KeptRuns runs("line",
                             [&](const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
                                 stop = ++made == 2;
                                 return line(points, seeds);
                             },
                             study::names_of_outputs(s), s.model.rows, {.folder = broken.path, .stop = &stop});
        try {
            (void)study::calibrate(s, runs, kSilent);
            done = true;
        } catch (const study::Interrupted&) {
        }
    }
    CHECK(calls > 2);
    CHECK(posterior(broken, nullptr) == expected);
}

TEST_CASE("A posterior's file: groups for ArviZ, and draws that a comparison takes", "[study]") {
    const ScratchFolder folder;
    study::Study s;
    s.name = "a posterior";
    s.varied = {{.name = "influence_share", .low = 0, .high = 1}, {.name = "voice_to_trust", .low = 0, .high = 1}};
    s.fixed = {{"police_to_belonging", 0.02}};
    s.outputs = {{.name = "level@a/b@4"}};
    s.measurements = {{.output = 0, .value = 3, .sd = 1, .source = "by hand"}};
    calibration::Posterior posterior;
    posterior.names = {"influence_share", "voice_to_trust"};
    for (int chain = 0; chain < 2; ++chain) {
        Eigen::MatrixXd draws(3, 2);
        for (int d = 0; d < 3; ++d) draws.row(d) << 0.2 + 0.01 * (3 * chain + d), 0.001 * (d + 1);
        posterior.chains.push_back(draws);
    }
    posterior.statistics["log_likelihood"] = Eigen::MatrixXd::Constant(3, 2, -1.5);
    study::write_posterior(folder / "p.nc", s, posterior);
    study::write_posterior(folder / "q.nc", s, posterior);
    CHECK(text_of(folder / "p.nc") == text_of(folder / "q.nc"));
    const scenarios::hdf5::Reader file(folder / "p.nc");
    CHECK(file.names() == std::vector<std::string>{"posterior", "sample_stats", "observed_data", "constant_data"});
    CHECK(file.shape("posterior/influence_share") == std::vector<std::size_t>{2, 3});
    const auto read = file.read("posterior/influence_share");
    for (std::size_t k = 0; k < 6; ++k) CHECK(read[k] == 0.2 + 0.01 * static_cast<double>(k));
    CHECK(file.read("sample_stats/lp") == std::vector<double>(6, -1.5));
    CHECK(file.read("observed_data/level@a_b@4") == std::vector<double>{3});
    CHECK(file.read("constant_data/police_to_belonging") == std::vector<double>{0.02});

    posterior.weights = Eigen::VectorXd::LinSpaced(6, 1, 6);
    study::write_posterior(folder / "w.nc", s, posterior);
    const scenarios::DrawsFile draws = scenarios::read_draws(folder / "w.nc");
    REQUIRE(draws.rows.size() == 6);
    CHECK(draws.rows[4].influence_share == Approx(0.24));
    CHECK(draws.cumulative_weight.size() == 6);
}
