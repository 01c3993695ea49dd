#include <unistd.h>

#include "tests/fuzz/fuzz.h"

namespace concord::fuzz {

ScratchFile::ScratchFile(const std::string& name)
    : path_(std::filesystem::temp_directory_path() / ("concord-fuzz-" + std::to_string(::getpid()) + "-" + name)) {}

ScratchFile::~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

}  // namespace concord::fuzz
