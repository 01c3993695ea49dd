// What lies in a comparison folder, in words, and what stayed behind when the comparison grew without it.
#include "scenarios/compare/folder_contents.h"

#include <catch2/catch.hpp>
#include <map>

#include "scenarios/compare/contested.h"
#include "tests/scenarios/compare/fabricated_ensemble.h"

namespace concord::scenarios {
namespace {

using Catch::Matchers::Contains;

// A comparison of so many runs, with what sets its runs apart.
Comparison made_in(const std::filesystem::path& folder, int replicates, const std::string& assumption = {}) {
    FabricatedEnsemble ensemble;
    const Plan plan = ensemble.plan({.replicates = replicates, .assumption = assumption});
    ensemble.go(folder, plan, {.folder = {}, .resume = true});
    const Comparison comparison = fold(folder, plan, replicates, ensemble.world.geography);
    write_comparison(folder, comparison);
    return comparison;
}

std::map<std::string, std::string> told_of(const std::filesystem::path& folder) {
    const auto contents = contents_of(folder);
    return {contents.begin(), contents.end()};
}

}  // namespace

TEST_CASE("A folder's contents are what is there: files, runs and the comparisons beside it, each in its words",
          "[comparison]") {
    const TestFolder folder;
    made_in(folder.path, 2);
    auto told = told_of(folder.path);
    CHECK(told.size() == 5);  // plan, comparison twice, runs, fields
    CHECK(told["fields/"] == "whole results files of the first replicates");
    made_in(folder.path / "contested" / "equal_exposure", 2, "equal exposure to stops");
    made_in(folder.path / "dose" / "2", 2, "options at 2 times their size");
    made_in(folder.path / "stress", 2, "under stress: attack in East on 2027-01-04");
    for (const char* name : {"stress.csv", "monitoring.csv", "notes.txt"}) tests::write_text(folder.path / name, "x");
    std::filesystem::create_directories(folder.path / "mine");
    made_in(folder.path / "another", 3);  // a comparison of its own
    told = told_of(folder.path);
    CHECK(told["contested/equal_exposure/"] ==
          "the same comparison, under the contested assumption: equal exposure to stops");
    CHECK(told["dose/2/"] == "the same comparison, options at 2 times their size");
    CHECK(told["stress/"] == "the same comparison, under stress: attack in East on 2027-01-04");
    CHECK(told["stress.csv"] == "what the events of the stress test do to each option");
    CHECK(told.contains("monitoring.csv"));
    CHECK(told.size() == 10);  // what others put there is not described
}

TEST_CASE("A stress test or another size that a comparison has outgrown stayed behind, and how to go on is said",
          "[comparison]") {
    const TestFolder folder;
    const Comparison two = made_in(folder.path, 2);
    made_in(folder.path / "stress", 2, "under stress: attack in East on 2027-01-04");
    made_in(folder.path / "dose" / "4", 3, "options at 4 times their size");
    made_in(folder.path / "contested" / "equal_exposure", 2, contested_assumptions().at(0).title);
    made_in(folder.path / "another", 2);
    CHECK(left_behind(folder.path, two).empty());
    const Comparison three = made_in(folder.path, 3);
    const auto behind = left_behind(folder.path, three);
    REQUIRE(behind.size() == 1);  // under contested assumptions fewer runs do
    CHECK(behind[0] ==
          "stress with stress.csv (under stress: attack in East on 2027-01-04) stayed behind: 2 runs of 3 scenarios, "
          "the comparison has 3 runs of 3. The same command with --stress as before and --resume brings it up to date");
    const Comparison four = made_in(folder.path, 4);
    CHECK(left_behind(folder.path, four).size() == 2);
    CHECK_THAT(left_behind(folder.path, four)[0], Contains("dose/4 (options at 4 times their size)") &&
                                                      Contains("3 runs of 3 scenarios") && Contains("with --dose"));
    // With a scenario more, what is contested stayed behind as well.
    Comparison wider = two;
    for (auto* names : {&wider.plan.names, &wider.plan.keys, &wider.plan.purposes, &wider.plan.texts})
        names->push_back("added");
    CHECK(left_behind(folder.path, wider).size() == 3);
    CHECK_THAT(left_behind(folder.path, wider)[0], Contains("contested/equal_exposure") &&
                                                       Contains("the comparison has 2 runs of 4") &&
                                                       Contains("--contested"));
}

TEST_CASE("What sets runs apart is called what it is, also where a folder has something else", "[comparison]") {
    const TestFolder folder;
    FabricatedEnsemble ensemble;
    const auto plan = [&](const char* apart) { return ensemble.plan({.replicates = 2, .assumption = apart}); };
    CHECK(set_apart_by(plan("")).empty());
    CHECK(set_apart_by(plan("equal exposure to stops")) == "under the contested assumption: equal exposure to stops");
    CHECK(set_apart_by(plan("under stress: attack in East on 2027-01-04")) ==
          "under stress: attack in East on 2027-01-04");
    CHECK(
        difference(plan("under stress: attack in East on 2027-01-04"), plan("under stress: attack in West on "
                                                                            "2027-01-04")) ==
        "what sets its runs apart was \"under stress: attack in East on 2027-01-04\" and is now \"under stress: attack "
        "in West on 2027-01-04\"");
    CHECK(
        difference(plan(""), plan("equal exposure to stops")) ==
        "what sets its runs apart was nothing and is now \"under the contested assumption: equal exposure to stops\"");
}

}  // namespace concord::scenarios
