#include "scenarios/files/base64.h"

#include <catch2/catch.hpp>
#include <string>

// The examples of RFC 4648, section 10, and bytes beyond ASCII.
TEST_CASE("Bytes become letters as RFC 4648 has it", "[files]") {
    using concord::scenarios::base64;
    CHECK(base64("") == "");
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foo") == "Zm9v");
    CHECK(base64("foobar") == "Zm9vYmFy");
    CHECK(base64(std::string("\xFB\xFF\x00", 3)) == "+/8A");
}
