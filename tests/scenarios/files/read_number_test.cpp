// One way to read a number, and one sentence for what is wrong with a file.
#include "scenarios/files/read_number.h"

#include <catch2/catch.hpp>

#include "scenarios/files/input_error.h"
#include "scenarios/files/version.h"

namespace concord::scenarios {

TEST_CASE("A number is the whole text, finite, and read alike everywhere", "[read_number]") {
    CHECK(read_number("0") == 0);
    CHECK(read_number("-3.5") == -3.5);
    CHECK(read_number("1e3") == 1000);
    CHECK(read_number(".5") == 0.5);
    CHECK(read_number("0.1") == 0.1);
    CHECK(read_number("1.7976931348623157e308") == 1.7976931348623157e308);
    for (const char* wrong : {"", " 1", "1 ", "+1", "0x10", "1,5", "1e", "nan", "inf", "-inf", "1e999", "--1", "one"}) {
        INFO(wrong);
        CHECK(read_number(wrong) == std::nullopt);
    }
}

TEST_CASE("An error names file, line and column as far as they are known", "[input_error]") {
    CHECK(std::string(InputError("f.csv", 3, 7, "is odd").what()) == "f.csv:3:7: is odd");
    CHECK(std::string(InputError("f.csv", 3, 0, "is odd").what()) == "f.csv:3: is odd");
    CHECK(std::string(InputError("f.csv", 0, 7, "is odd").what()) == "f.csv: is odd");  // a column of no line
    CHECK(std::string(InputError("", 0, 0, "is odd").what()) == "is odd");
    const InputError error("f.csv", 3, 7, "is odd");
    CHECK(error.file == "f.csv");
    CHECK(error.line == 3);
    CHECK(error.column == 7);
    CHECK(error.problem == "is odd");
}

TEST_CASE("A program is described by version, commit and the first twelve digits of its sources", "[version]") {
    CHECK(program_description("0.1.0", "8ce5821-dirty", "1f0c35aa90b2ffff") ==
          "0.1.0 (8ce5821-dirty, sources 1f0c35aa90b2)");
    CHECK(program_description("2", "unknown", "ab") == "2 (unknown, sources ab)");
}

}  // namespace concord::scenarios
