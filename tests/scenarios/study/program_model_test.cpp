// Another program as the model: what it is given, what it may give back, and how it may fail.
#include "scenarios/study/program_model.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/files/input_error.h"
#include "scenarios/files/program_call.h"
#include "tests/scenarios/study/a_study.h"

using namespace concord;
using namespace concord::tests;
using Catch::Contains;

namespace {

// Runs two points through a shell script that gets GIVEN as $1 and RESULTS as $2.
study::StudyRuns run(const ScratchFolder& folder, const std::string& script) {
    write_text(folder / "model.sh", script);
    StudyFiles files;
    files.model = "[model]\nprogram = [\"sh\", \"model.sh\"]\n";
    const study::Study s = files.read(folder.path);
    Eigen::MatrixXd points(2, 2);
    points << 0.25, 1.5, 0.75, 0.1;
    return study::program_model(s, {.scratch = folder.path})(points, std::vector<std::uint32_t>{11, 12});
}

const std::string kGood =
    "cp \"$1\" given.csv\n"
    "printf 'run,time,y,z\\n0,4,1,0\\n0,8,0,10\\n1,4,0,0\\n1,8,0,13.5\\n2,4,2,0\\n2,8,0,20\\n3,8,0,nan\\n' > \"$2\"\n";

}  // namespace

TEST_CASE("A program is given runs by name and gives formulas by run and time", "[study]") {
    const ScratchFolder folder;
    const study::StudyRuns runs = run(folder, kGood);
    CHECK(text_of(folder / "given.csv") ==
          "run,seed,condition,\"a\",\"b\",\"c\"\n0,11,\"plain\",0.25,1.5,3\n1,11,\"more\",0.25,1.5,5\n"
          "2,12,\"plain\",0.75,0.1,3\n3,12,\"more\",0.75,0.1,5\n");
    CHECK(runs.outputs(0, 0) == 1);
    CHECK(runs.outputs(0, 1) == 3.5);  // more less plain
    CHECK(runs.outputs(1, 0) == 2);
    CHECK(std::isnan(runs.outputs(1, 1)));
    CHECK(runs.problems == std::vector<std::string>{"", "the program gave no other@more@8"});
    for (const auto& file : std::filesystem::directory_iterator(folder.path))
        CHECK(file.path().string().find("unfinished") == std::string::npos);
}

TEST_CASE("A program that fails, or gives what is no table of results", "[study]") {
    const ScratchFolder folder;
    CHECK_THROWS_WITH(run(folder, "echo no luck >&2\nexit 3\n"),
                      Contains("sh ended with status 3") && Contains("no luck"));
    CHECK_THROWS_AS(run(folder, "true\n"), scenarios::InputError);
    CHECK_THROWS_WITH(run(folder, "printf 'run,time,y\\n' > \"$2\"\n"), Contains("column 'z' is missing"));
    CHECK_THROWS_WITH(run(folder, "printf 'run,time,y,z\\n4,4,0,0\\n' > \"$2\"\n"),
                      Contains("is no run it was given, 0 to 3"));
    CHECK_THROWS_WITH(run(folder, "printf 'run,time,y,z\\n0,4,0,0\\n0,4,0,0\\n' > \"$2\"\n"),
                      Contains("this time twice"));
    CHECK_THROWS_WITH(run(folder, "printf 'run,time,y,z\\n0,4,zero,0\\n' > \"$2\"\n"),
                      Contains("'zero' is not a number"));
}

TEST_CASE("A program: not there, told to stop, ended by a signal, long of speech", "[study]") {
    using scenarios::run_program;
    CHECK_THROWS_WITH(run_program({"no_such_program_here"}), Contains("no_such_program_here cannot be started"));
    const std::atomic<bool> stop = true;
    const scenarios::ProgramEnd stopped = run_program({"sleep", "60"}, {}, &stop);
    CHECK(stopped.stopped);
    CHECK(stopped.status == 128 + 15);
    CHECK(run_program({"sh", "-c", "trap '' TERM; sleep 60"}, {}, &stop).status == 128 + 9);
    CHECK(run_program({"sh", "-c", "kill -9 $$"}).status == 128 + 9);
    const scenarios::ProgramEnd loud = run_program({"sh", "-c", "yes | head -c 300000; echo the end"});
    CHECK(loud.status == 0);
    CHECK(loud.said.size() == 2000);
    CHECK(loud.said.ends_with("the end\n"));
    const ScratchFolder folder;
    CHECK(run_program({"sh", "-c", "pwd"}, folder.path).said ==
          std::filesystem::canonical(folder.path).string() + "\n");
    CHECK(run_program({"sh", "-c", "read line || echo nothing"}).said == "nothing\n");
}
