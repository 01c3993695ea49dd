// SHA-256 of texts and files of more than one block, their list as JSON, and the sentence on what has changed.
#include "scenarios/files/checksum.h"

#include <catch2/catch.hpp>

#include "scenarios/files/input_error.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {
namespace {

const std::string kOnes(64, '1'), kTwos(64, '2');

}  // namespace

TEST_CASE("The checksum of a file is that of its bytes, over many blocks and at their edges", "[checksum]") {
    const tests::ScratchFolder scratch;
    // The third vector of FIPS 180-2: a million times the letter a.
    const std::string million(1'000'000, 'a');
    tests::write_text(scratch / "million", million);
    CHECK(sha256_of_file(scratch / "million") == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    for (const std::size_t size : {std::size_t{0}, std::size_t{65535}, std::size_t{65536}, std::size_t{65537}}) {
        INFO(size);
        const std::string text = million.substr(0, size);
        tests::write_text(scratch / "edge", text);
        CHECK(sha256_of_file(scratch / "edge") == sha256(text));
    }
    CHECK_THROWS_WITH(sha256_of_file(scratch.path), scratch.path.string() + ": cannot be read");
}

TEST_CASE("Checksums are JSON in the order they were given, and nothing else is read as such", "[checksum]") {
    CHECK(to_json({}) == "{}");
    CHECK(to_json({{"z", "1"}, {"a \"b\"", "2"}}) == R"({"z":"1","a \"b\"":"2"})");
    CHECK(checksums_from_json(R"({"z": "1", "n": 3, "a": "2"})") == Checksums{{"z", "1"}, {"a", "2"}});
    CHECK(checksums_from_json("{\"z\": ").empty());
    CHECK(checksums_from_json("\"z\"").empty());
    CHECK(to_json({{"\xFF", "1"}}).find("\xEF\xBF\xBD") != std::string::npos);  // no UTF-8: replaced, not thrown at
}

TEST_CASE("What differs is told of the first input that does: changed, gone or new", "[checksum]") {
    const Checksums then = {{"a", kOnes}, {"b", kOnes}};
    CHECK(difference(then, {{"b", kOnes}, {"a", kOnes}}) == "");  // in whatever order
    CHECK(difference(then, {{"a", kOnes}, {"b", kTwos}}) ==
          "input b has changed: its SHA-256 was 111111111111... and is now 222222222222...");
    CHECK(difference(then, {{"b", kTwos}}) == "input a was read then and is not now");
    CHECK(difference({{"b", kOnes}}, then) == "input a is read now and was not then");
    CHECK(difference({}, {}) == "");
}

}  // namespace concord::scenarios
