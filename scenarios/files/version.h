// What the files we write say of the program that wrote them. Taken when the program is built, not when CMake was last
// run (cmake/commit.cmake).
#pragma once

#include <string>
#include <string_view>

namespace concord::scenarios {

extern const std::string_view kProgramVersion;
extern const std::string_view kProgramCommit;   // "8ce5821", "8ce5821-dirty", or "unknown" without git
extern const std::string_view kProgramSources;  // SHA-256 over the sources that make results: tells dirty builds apart

// "0.1.0 (8ce5821-dirty, sources 1f0c35aa90b2)": for messages.
std::string program_description(std::string_view version, std::string_view commit, std::string_view sources);

}  // namespace concord::scenarios
