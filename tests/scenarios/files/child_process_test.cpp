// What goes wrong in a child process is an error here.
#include "scenarios/files/child_process.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <stdexcept>

#include "scenarios/files/input_error.h"

namespace concord::scenarios {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST_CASE("A child process answers with bytes, also with none and with many", "[child]") {
    for (const std::size_t size : {0u, 1u, 1'000'000u})
        CHECK(answer_of_child("a.file", [size] { return Bytes(size, 7); }) == Bytes(size, 7));
}

TEST_CASE("The death of a child process is an error of the file it was given", "[child]") {
    CHECK_THROWS_AS(answer_of_child("a.file", []() -> Bytes { std::_Exit(3); }), InputError);
    CHECK_THROWS_WITH(answer_of_child("a.file", []() -> Bytes { std::abort(); }),
                      Catch::Contains("a.file: is damaged"));
}

TEST_CASE("What a child process throws comes through", "[child]") {
    CHECK_THROWS_WITH(answer_of_child("a.file", []() -> Bytes { throw InputError("other", 3, 4, "ends early"); }),
                      "a.file: ends early");
    CHECK_THROWS_WITH(answer_of_child("a.file", []() -> Bytes { throw std::runtime_error("no memory"); }),
                      "a.file: no memory");
}

}  // namespace
}  // namespace concord::scenarios
