// What knowing parameters is worth before a choice, and where runs of interest lie: on models with known answers.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/random.h"
#include "scenarios/study/sensitivity_study.h"
#include "tests/scenarios/study/a_study.h"

using namespace concord;
using namespace concord::tests;
using Catch::Contains;

namespace {

// level under `plain` is a + noise, under `more` 0.5 + the same noise: which is better hangs on a alone.
study::StudyRuns two_options(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
    study::StudyRuns runs{.outputs = Eigen::MatrixXd(points.rows(), 2),
                          .problems = std::vector<std::string>(seeds.size())};
    for (Eigen::Index r = 0; r < points.rows(); ++r) {
        calibration::Random random(seeds[static_cast<std::size_t>(r)], calibration::Method::kSeeds, 99);
        const double noise = 0.05 * random.normal();
        runs.outputs.row(r) << points(r, 0) + noise, 0.5 + noise;
    }
    return runs;
}

StudyFiles choice_files(const std::string& method) {
    StudyFiles files;
    files.conditions = "conditionId,c,price\nplain,,\nmore,5,0.1\n";
    files.observables = "observableId,observableFormula,noiseFormula\nlevel,y,0.1\n";
    files.measurements =
        "observableId,simulationConditionId,time,measurement,noiseParameters,source\n"
        "level,plain,4,0.5,,by hand\nlevel,more,4,0.5,,by hand\n";
    files.rest = "[check]\ndraws = 10\nseeds = 5\n[sensitivity]\n" + method;
    files.model = "[model]\nprogram = [\"none\"]\nrows = 100\n";
    return files;
}

study::SensitivityResult analysed(const study::Study& s, const ScratchFolder& folder,
                                  const study::StudyModel& model = two_options) {
    std::filesystem::create_directories(folder / "runs");
    study::KeptRuns runs("two", model, study::names_of_outputs(s), s.model.rows, {.folder = folder.path});
    return study::analyse_sensitivity(s, runs);
}

std::string said(const study::Study& s, const study::SensitivityResult& result, const ScratchFolder& folder) {
    study::KeptRuns runs("two", two_options, study::names_of_outputs(s), s.model.rows, {.folder = folder.path});
    return study::text_of(study::sensitivity_report(s, result, runs));
}

std::string complaint(const StudyFiles& files) {
    const ScratchFolder folder;
    try {
        (void)files.read(folder.path);
    } catch (const std::exception& error) {
        return error.what();
    }
    return "read without a complaint";
}

StudyFiles changed(StudyFiles files, std::string StudyFiles::*file, const std::string& text,
                   const std::string& instead) {
    const std::size_t at = (files.*file).find(text);
    REQUIRE(at != std::string::npos);
    (files.*file).replace(at, text.size(), instead);
    return files;
}

}  // namespace

// a ~ U(0, 1) against 0.5 - 0.1: knowing it, E max(a, 0.4) - E max(E a, 0.4) = (0.4^2 + (1 - 0.4^2) / 2) - 0.5 = 0.08.
TEST_CASE("Knowing what a choice hangs on is worth what integrals say, and all else nothing", "[study]") {
    const ScratchFolder folder;
    const study::Study s = choice_files("method = \"information\"\ndraws = 400\n").read(folder.path);
    const study::SensitivityResult result = analysed(s, folder);
    REQUIRE(result.information);
    REQUIRE(result.information->size() == 1);
    const study::ChoiceWorth& found = result.information->front();
    CHECK(found.choice.name == "level@4");
    REQUIRE(found.choice.options.size() == 2);
    CHECK(found.choice.options[0].price == 0);
    CHECK(found.choice.options[1].price == 0.1);
    CHECK(found.everything.expected[0] == Approx(0.5).margin(0.005));
    CHECK(found.everything.expected[1] == Approx(0.4).margin(0.005));
    CHECK(found.everything.value == Approx(0.08).margin(0.01));
    CHECK(found.share_best[0] == Approx(0.6).margin(0.01));
    CHECK(found.share_best[1] == Approx(0.4).margin(0.01));
    CHECK(found.parameters[0].value == Approx(0.08).margin(0.01));
    CHECK(found.parameters[1].value < 0.01);
    CHECK(study::told_from_nothing(found.parameters[0]));
    CHECK_FALSE(study::told_from_nothing(found.parameters[1]));

    const std::string text = said(s, result, folder);
    CHECK_THAT(text, Contains("level@4: best on average plain, and in 60 % of 400 runs.") &&
                         Contains("Worth knowing alone: a 0.0"));
    const auto files = study::sensitivity_files(s, result);
    REQUIRE(files.size() == 2);
    CHECK(files[0].name == "sensitivity.csv");
    CHECK_THAT(files[0].text, Contains("\n\"level@4\",\"everything, chance included\",\"\",0.0") &&
                                  Contains("\n\"level@4\",\"a\",\"above 0\",0.0") &&
                                  Contains("\n\"level@4\",\"b\",\"not distinguishable from 0\","));
    CHECK(files[1].name == "options.csv");
    CHECK_THAT(files[1].text, Contains("\n\"level@4\",\"more\",0.1,0.39"));

    study::SensitivityResult small = result;
    small.information->front().matters = 0.5;
    CHECK_THAT(said(s, small, folder), Contains("All of it is below 0.5, the smallest difference that matters."));
}

TEST_CASE("Where lower is better the other option is chosen; failed runs are left out", "[study]") {
    const ScratchFolder folder;
    StudyFiles files = choice_files("method = \"information\"\ndraws = 60\n");
    files.observables = "observableId,observableFormula,noiseFormula,better\nlevel,y,0.1,lower\n";
    const study::Study s = files.read(folder.path);
    const auto some_fail = [](const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
        study::StudyRuns runs = two_options(points, seeds);
        runs.outputs(1, 1) = NAN;
        runs.problems[1] = "for a reason";
        return runs;
    };
    const study::SensitivityResult result = analysed(s, folder, some_fail);
    const study::ChoiceWorth& found = result.information->front();
    CHECK(found.everything.runs == 59);
    CHECK(found.everything.expected[0] == Approx(-0.5).margin(0.05));
    CHECK(found.everything.expected[1] == Approx(-0.6).margin(0.05));
    CHECK(found.everything.best == 0);
    CHECK(found.share_best[0] + found.share_best[1] == Approx(1));
}

TEST_CASE("A difference is chosen against what it is a difference to; a level is not", "[study]") {
    const ScratchFolder folder;
    StudyFiles files = choice_files("method = \"information\"\n");
    files.conditions = "conditionId,c,price,against\ntoday,4,0.2,\nplain,,,today\nmore,5,0.1,today\n";
    files.measurements =
        "observableId,simulationConditionId,time,measurement,noiseParameters,source\n"
        "level,plain,4,0.5,,by hand\nlevel,today,4,0.5,,by hand\nlevel,more,8,0.5,,by hand\n";
    const auto choices = study::choices_of(files.read(folder.path));
    REQUIRE(choices.size() == 2);  // another time is another choice
    CHECK(choices[0].name == "level@4 less today");
    REQUIRE(choices[0].options.size() == 2);
    CHECK(choices[0].options[0].name == "today");
    CHECK_FALSE(choices[0].options[0].output);
    CHECK(choices[0].options[0].price == 0.2);
    CHECK(choices[0].options[1].name == "plain");
    CHECK(choices[0].options[1].output == 0);
    CHECK(choices[1].name == "level@8 less today");
    CHECK(choices[1].options[1].output == 2);
}

TEST_CASE("Runs of interest: the parameter and the box that were planted, and no other", "[study]") {
    const ScratchFolder folder;
    const study::Study s = choice_files("method = \"discovery\"\ndraws = 300\nabove = 0.7\n").read(folder.path);
    const study::SensitivityResult result = analysed(s, folder);
    REQUIRE(result.discovery);
    const study::Discovered &plain = result.discovery->at(0), &more = result.discovery->at(1);
    CHECK(plain.threshold == 0.7);
    CHECK(plain.of_interest == Approx(90).margin(6));
    CHECK(plain.of_interest + plain.others == 300);
    CHECK(study::told_from_chance(plain.parameters.at(0)));
    CHECK_FALSE(plain.parameters[0].of_interest_lie_lower);
    CHECK(plain.parameters[0].at == Approx(0.7).margin(0.05));
    CHECK_FALSE(study::told_from_chance(plain.parameters.at(1)));
    REQUIRE(plain.box);
    const calibration::PrimBox& box = *plain.box;
    CHECK(box.restrictions.size() == 1);
    CHECK(box.low[0] == Approx(0.7).margin(0.06));
    CHECK(box.density > 0.8);
    CHECK(box.coverage > 0.8);
    // 0.5 + noise is above 0.7 in a run or none.
    CHECK(more.of_interest < 5);
    CHECK(more.parameters.empty());
    CHECK_FALSE(more.search);
    CHECK_FALSE(more.box);

    const std::string text = said(s, result, folder);
    CHECK_THAT(text, Contains("level@plain@4: above 0.7 in ") && Contains("; there: a (higher). Box: a 0.") &&
                         Contains("fewer than 5 on one side tell nothing."));
    const auto files = study::sensitivity_files(s, result);
    REQUIRE(files.size() == 3);
    CHECK_THAT(files[0].text, Contains("\"level@plain@4\",\"a\",\"told from chance\",\"higher\",0.7,") &&
                                  Contains("\"level@plain@4\",\"b\",\"not distinguishable from chance\",") &&
                                  Contains("\"level@more@4\",\"a\",\"too few runs on one side\",\"\",0.7,"));
    CHECK(files[1].name == "box.csv");
    CHECK_THAT(files[1].text, Contains("\n\"level@plain@4\",\"a\",0."));
    CHECK(files[2].name == "trade_off.csv");
    CHECK_THAT(files[2].text, Contains("\n\"level@plain@4\",0,0,1,0."));
}

TEST_CASE("Of a box's bounds those that may be chance are taken off, the least sure first", "[study]") {
    // Of interest: a above 0.5. The box bounds b as well, where as many are of interest on either side.
    Eigen::MatrixXd points(100, 2);
    Eigen::VectorXd interest(100);
    for (Eigen::Index n = 0; n < 100; ++n) {
        points.row(n) << 0.005 + 0.01 * static_cast<double>(n), 0.05 + 0.1 * static_cast<double>(n % 10);
        interest[n] = n >= 50 ? 1 : 0;
    }
    const double inf = std::numeric_limits<double>::infinity();
    const auto both = calibration::prim_box(points, interest, Eigen::Vector2d(0.4, 0.2), Eigen::Vector2d(inf, inf));
    REQUIRE(both.restrictions.size() == 2);
    const auto one = study::without_chance(points, interest, both);
    REQUIRE(one.restrictions.size() == 1);
    CHECK(one.restrictions[0].parameter == 0);
    CHECK(one.low[0] == 0.4);
    CHECK(one.low[1] == -inf);
    CHECK(one.points == 60);
    CHECK(one.coverage == 1);
    CHECK(one.density == Approx(50.0 / 60));
    // A bound that takes off one run in a hundred may be chance however dense the box is.
    const auto none = calibration::prim_box(points, interest, Eigen::Vector2d(0.01, -inf), Eigen::Vector2d(inf, inf));
    CHECK(study::without_chance(points, interest, none).restrictions.empty());
}

TEST_CASE("The highest and the lowest share of runs; values below", "[study]") {
    for (const auto& [asked, of_interest, lower] :
         {std::tuple{"highest = 0.25\n", 25, false}, std::tuple{"lowest = 0.1\n", 10, true},
          std::tuple{"below = 0.4\n", 40, true}}) {
        INFO(asked);
        const ScratchFolder folder;
        const study::Study s =
            choice_files(std::string("method = \"discovery\"\ndraws = 100\n") + asked).read(folder.path);
        const study::SensitivityResult result = analysed(s, folder);
        const study::Discovered& plain = result.discovery->at(0);
        CHECK(plain.of_interest == Approx(of_interest).margin(lower && of_interest == 40 ? 4 : 0));
        CHECK(plain.parameters.at(0).of_interest_lie_lower == lower);
        CHECK(plain.failed == 0);
    }
}

TEST_CASE("Mistakes of studies of choices and of discovery", "[study]") {
    const StudyFiles files = choice_files("method = \"information\"\ndraws = 50\n");
    CHECK(complaint(files) == "read without a complaint");
    CHECK_THAT(complaint(changed(files, &StudyFiles::measurements, "level,more,4", "level,more,8")),
               Contains("study.toml:16:10: ") && Contains("needs a choice: two conditions with the same observable"));
    CHECK_THAT(complaint(changed(files, &StudyFiles::conditions, "5,0.1", "5,-0.1")),
               Contains("conditions.csv:3:8: ") && Contains("below 0"));
    CHECK_THAT(complaint(changed(files, &StudyFiles::conditions, "5,0.1", "5,dear")),
               Contains("conditions.csv:3:8: ") && Contains("'dear' is not a number"));
    CHECK_THAT(complaint(changed(files, &StudyFiles::rest, "draws = 50", "draws = 39")),
               Contains("study.toml:17:9: ") && Contains("draws = 39") && Contains("40 to"));
    StudyFiles grouped = files;
    grouped.parameters = "parameterId,lowerBound,upperBound,nominalValue,estimate,parameterGroup\n";
    for (const char name : std::string("abdefg")) grouped.parameters += std::string(1, name) + ",0,1,,1,all\n";
    grouped.parameters += "c,,,3,0,\n";
    CHECK_THAT(complaint(grouped),
               Contains("draws = 50 in [sensitivity] is too few for 6 parameters") && Contains("70 is the least"));
    const StudyFiles better = changed(changed(files, &StudyFiles::observables, "noiseFormula", "noiseFormula,better"),
                                      &StudyFiles::observables, "0.1\n", "0.1,larger\n");
    CHECK_THAT(complaint(better),
               Contains("observables.csv:2:13: ") && Contains("'larger'") && Contains("allowed are higher and lower"));
    StudyFiles several = files;
    several.observables += "other,z,0.1\n";
    several.measurements += "other,plain,4,0.5,,by hand\nother,more,4,0.5,,by hand\n";
    CHECK_THAT(complaint(several), Contains("study.toml:16:10: ") && Contains("in the unit of one observable"));
    CHECK(complaint(changed(several, &StudyFiles::conditions, "0.1", "")) == "read without a complaint");

    const StudyFiles discovery = choice_files("method = \"discovery\"\nabove = 1\nlowest = 0.5\n");
    CHECK_THAT(complaint(discovery), Contains("study.toml:18:10: ") && Contains("lowest in [sensitivity] is given") &&
                                         Contains("above, below, highest and lowest"));
    CHECK_THAT(complaint(choice_files("method = \"discovery\"\nhighest = 1\n")),
               Contains("study.toml:17:11: ") && Contains("highest = 1"));
}
