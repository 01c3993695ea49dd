// What a study file says comes as it stands, and every mistake in it and its tables with place, value and what is
// allowed.
#include <catch2/catch.hpp>

#include "scenarios/files/input_error.h"
#include "sim/parameters/parameters.h"
#include "tests/scenarios/study/a_study.h"

using namespace concord;
using namespace concord::tests;
using Catch::Contains;

namespace {

// What is said of files in which one text stands for another.
std::string complaint_of(StudyFiles files, std::string StudyFiles::*file, const std::string& text,
                         const std::string& instead) {
    const ScratchFolder folder;
    const std::size_t at = (files.*file).find(text);
    REQUIRE(at != std::string::npos);
    (files.*file).replace(at, text.size(), instead);
    try {
        (void)files.read(folder.path);
    } catch (const scenarios::InputError& error) {
        return error.what();
    }
    return "read without a complaint";
}
std::string complaint(std::string StudyFiles::*file, const std::string& text, const std::string& instead) {
    return complaint_of({}, file, text, instead);
}

StudyFiles concord_study() {
    StudyFiles files;
    files.model = "[model]\nscale = \"1:400\"\n";
    files.parameters = "parameterId\ninfluence_share\n";
    files.conditions = "conditionId,scenario,against\ntoday,status_quo_today,\nengaged,engagement_led,today\n";
    files.observables =
        "observableId,observableFormula,noiseFormula,group\nlevel,influence,0.5,\nother,belong,0.5,Bolton\n";
    files.measurements =
        "observableId,simulationConditionId,time,measurement,source\n"
        "level,today,0,30,S08\nother,engaged,52,1,S08\n";
    return files;
}

std::string of_concord(std::string StudyFiles::*file, const std::string& text, const std::string& instead) {
    return complaint_of(concord_study(), file, text, instead);
}

}  // namespace

TEST_CASE("A study of a program as its files say it", "[study]") {
    const ScratchFolder folder;
    const study::Study s = StudyFiles().read(folder.path);
    CHECK(s.name == "a study");
    CHECK(s.seed == 3);
    CHECK_FALSE(s.of_concord());
    CHECK(s.model.rows == 4);
    REQUIRE(s.varied.size() == 2);
    CHECK(s.varied[1].name == "b");
    CHECK(s.varied[1].high == 2);
    CHECK(s.fixed == study::NamedValues{{"c", 3}});
    REQUIRE(s.conditions.size() == 2);
    CHECK(s.conditions[1].against == 0);
    CHECK(s.conditions[1].fixed == study::NamedValues{{"c", 5}});
    CHECK(study::names_of_outputs(s) == std::vector<std::string>{"level@plain@4", "other@more@8"});
    REQUIRE(s.measurements.size() == 2);
    CHECK(s.measurements[0].sd == 0.1);  // of the observable
    CHECK(s.measurements[1].sd == 0.3);  // its own
    CHECK(s.observables[1].discrepancy_sd == 0.1);
    CHECK(s.last_time() == 8);
    CHECK(s.inputs.size() == 5);
}

TEST_CASE("Scales and priors of parameters", "[study]") {
    const ScratchFolder folder;
    StudyFiles files;
    files.parameters =
        "parameterId,parameterScale,lowerBound,upperBound,nominalValue,estimate,objectivePriorType,"
        "objectivePriorParameters,parameterGroup\n"
        "a,log10,0.01,1,,1,,,both\nb,lin,0,2,,1,normal,1;0.5,both\nd,log,0.1,10,,1,parameterScaleNormal,0;1,\n"
        "e,lin,0,2,,1,uniform,0.5;3,\nc,lin,,,3,0,,,\n";
    const study::Study s = files.read(folder.path);
    using calibration::Shape;
    CHECK(s.varied[0].shape == Shape::kLogUniform);
    CHECK(s.varied[1].shape == Shape::kNormal);
    CHECK(s.varied[1].mean == 1);
    CHECK(s.varied[1].sd == 0.5);
    CHECK(s.varied[2].shape == Shape::kLogNormal);
    CHECK(s.varied[3].low == 0.5);
    CHECK(s.varied[3].high == 2);
    CHECK(s.space().group_names() == std::vector<std::string>{"both", "d", "e"});
}

TEST_CASE("A study of Concord: its own priors, outcomes, groups, scenarios", "[study]") {
    const ScratchFolder folder;
    const study::Study s = concord_study().read(folder.path);
    const sim::ParameterInfo& info = *sim::find_parameter("influence_share");
    CHECK(s.of_concord());
    CHECK(s.model.scale == 400);
    CHECK(s.varied[0].low == info.low);
    CHECK(s.varied[0].high == info.high);
    CHECK(s.varied[0].mode == info.value);
    CHECK(s.observables[0].group == "Greater Manchester");
    CHECK(s.observables[1].group == "Bolton");
    CHECK(s.observables[0].matters == 0.5);

    StudyFiles without;
    without.tables = "";
    without.rest = "[sensitivity]\nmethod = \"sobol\"\nbase = 16\n";
    without.model =
        "[model]\nscenario = \"engagement_led\"\nagainst = \"status_quo_today\"\noutcomes = [\"influence\", "
        "\"belong\"]\n";
    const study::Study all = without.read(folder.path);
    int free = 0;
    for (const sim::ParameterInfo& one : sim::parameter_table()) free += one.prior != sim::Prior::kFixed;
    CHECK(static_cast<int>(all.varied.size()) == free);
    CHECK(study::names_of_outputs(all) == std::vector<std::string>{"influence@difference@52", "belong@difference@52"});
    CHECK(all.sensitivity->base == 16);
}

TEST_CASE("Mistakes in the study file", "[study]") {
    CHECK_THAT(complaint(&StudyFiles::rest, "\"morris\"", "\"moris\""),
               Contains("study.toml:13:10: ") && Contains("method = \"moris\"") &&
                   Contains("morris, sobol, information or discovery"));
    CHECK_THAT(complaint(&StudyFiles::rest, "[sensitivity]\n", "[sensitivity]\nlevels = 5\n"),
               Contains("study.toml:13:10: ") && Contains("must be even"));
    CHECK_THAT(complaint(&StudyFiles::rest, "[sensitivity]\n", "[sensitivity]\nbase = 100\n"),
               Contains("study.toml:13:8: ") && Contains("power of 2"));
    CHECK_THAT(complaint(&StudyFiles::rest, "[sensitivity]\n", "[sensitivty]\n"),
               Contains("study.toml:12:2: ") && Contains("the nearest is sensitivity"));
    CHECK_THAT(complaint(&StudyFiles::model, "rows = 4", "rows = 0"),
               Contains("study.toml:6:8: ") && Contains("rows = 0") && Contains("1 to"));
    CHECK_THAT(complaint(&StudyFiles::model, "rows = 4", "scale = \"1:20\""),
               Contains("study.toml:6:9: ") && Contains("is Concord's"));
    CHECK_THAT(complaint(&StudyFiles::tables, "parameters.csv", "missing.csv"), Contains("missing.csv"));
    CHECK_THAT(complaint(&StudyFiles::tables, "parameters = \"parameters.csv\"\n", ""),
               Contains("study.toml:4:1: ") && Contains("has no parameters"));
    CHECK_THAT(complaint(&StudyFiles::tables, "measurements = \"measurements.csv\"\n", ""),
               Contains("needs something to be held against"));
}

TEST_CASE("Mistakes in the tables of a study, with row and column", "[study]") {
    const auto P = &StudyFiles::parameters;
    CHECK_THAT(complaint(P, "b,lin,0,2", "a,lin,0,2"),
               Contains("parameters.csv:3:1: ") && Contains("'a' appears twice"));
    CHECK_THAT(complaint(P, "b,lin,0,2", "b,lin,2,0"), Contains("parameters.csv:3:1: ") && Contains("'b'"));
    CHECK_THAT(complaint(P, "b,lin,0,", "b,lin,x,"),
               Contains("parameters.csv:3:7: ") && Contains("'x' is not a number"));
    CHECK_THAT(complaint(P, "b,lin", "b,cubic"),
               Contains("parameters.csv:3:3: ") && Contains("'cubic'") && Contains("lin, log and log10"));
    CHECK_THAT(complaint(P, "a,lin,0", "a,log,0"), Contains("parameters.csv:2:1: "));
    CHECK_THAT(complaint(P, ",3,0", ",,0"), Contains("parameters.csv:4:9: ") && Contains("needs a value"));
    CHECK_THAT(complaint(P, "estimate\n", "estimat\n"),
               Contains("parameters.csv:1:63: ") && Contains("nearest is estimate"));
    CHECK_THAT(complaint(P, ",1\nb,", ",2\nb,"),
               Contains("parameters.csv:2:12: ") && Contains("neither 1 (varied) nor 0"));
    CHECK_THAT(complaint(P, "b,lin", "b/c,lin"), Contains("parameters.csv:3:1: ") && Contains("'b/c' is no id"));
    CHECK_THAT(complaint(P, "b,lin", "2b,lin"), Contains("parameters.csv:3:1: ") && Contains("no digit first"));
    CHECK_THAT(complaint(P, "b,lin", "weight,lin"),
               Contains("parameters.csv:3:1: ") && Contains("'weight' is a name that files of a study need"));
    const auto C = &StudyFiles::conditions;
    CHECK_THAT(complaint(C, "plain\n", "plan\n"), Contains("conditions.csv:3:8: ") && Contains("plain or more"));
    CHECK_THAT(complaint(C, "more,5,plain", "more,5,more"),
               Contains("conditions.csv:3:8: ") && Contains("the condition itself"));
    CHECK_THAT(complaint(C, "conditionId,c,", "conditionId,a,"),
               Contains("conditions.csv:1:13: ") && Contains("varied by the study"));
    CHECK_THAT(complaint(C, "more,5", "more,five"),
               Contains("conditions.csv:3:6: ") && Contains("'five' is not a number"));
    const auto O = &StudyFiles::observables;
    CHECK_THAT(complaint(O, "0.1,0", "-1,0"), Contains("observables.csv:2:9: ") && Contains("not above 0"));
    CHECK_THAT(complaint(O, "0.2,0.1", "0.2,-0.1"), Contains("observables.csv:3:13: ") && Contains("below 0"));
    CHECK_THAT(complaint(O, "level,y", "level,time"),
               Contains("observables.csv:2:7: ") && Contains("tells the runs apart"));
    const auto M = &StudyFiles::measurements;
    CHECK_THAT(complaint(M, "other,more", "otter,more"),
               Contains("measurements.csv:3:1: ") && Contains("level or other"));
    CHECK_THAT(complaint(M, "0.3,by hand", "0,by hand"),
               Contains("measurements.csv:3:18: ") && Contains("not above 0"));
    CHECK_THAT(complaint(M, "0.3,by hand", "0.3,"), Contains("measurements.csv:3:22: "));
    CHECK_THAT(complaint(M, "other,more,8,1.5,0.3,", "level,plain,4,1,0.3,"),
               Contains("measurements.csv:3:1: ") && Contains("measured twice"));
    CHECK_THAT(complaint(M, "other,more,8,", "other,more,,"), Contains("measurements.csv:3:12: column 'time'"));
}

TEST_CASE("Mistakes that only Concord can judge", "[study]") {
    CHECK_THAT(of_concord(&StudyFiles::parameters, "influence_share", "influence_shar"),
               Contains("parameters.csv:2:1: ") && Contains("nearest is influence_share"));
    CHECK_THAT(of_concord(&StudyFiles::parameters, "parameterId\ninfluence_share",
                          "parameterId,lowerBound,upperBound\ninfluence_share,-99,99"),
               Contains("parameters.csv:2:17: ") && Contains("outside the parameter's range"));
    CHECK_THAT(of_concord(&StudyFiles::measurements, ",52,", ",50,"),
               Contains("measurements.csv:3:15: ") && Contains("whole periods of four weeks"));
    CHECK_THAT(of_concord(&StudyFiles::observables, "belong,0.5", "belongs,0.5"),
               Contains("observables.csv:3:7: ") && Contains("no outcome") && Contains("nearest is belong"));
    CHECK_THAT(of_concord(&StudyFiles::observables, "Bolton", "Boltn"),
               Contains("observables.csv:3:18: ") && Contains("'Boltn' is no group"));
    CHECK_THAT(of_concord(&StudyFiles::conditions, "status_quo_today", "status_quo_tomorrow"),
               Contains("conditions.csv:2:7: ") && Contains("status_quo_tomorrow"));
}
