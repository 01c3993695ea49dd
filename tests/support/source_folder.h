// Where the project's sources lie, for tests that read them.
#pragma once

#include <filesystem>

namespace concord::tests {

// The folder of the clone that these tests were built from.
const std::filesystem::path& source_folder();

}  // namespace concord::tests
