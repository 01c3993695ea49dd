// A folder of a test's own, gone with it, and files as a whole.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace concord::tests {

class ScratchFolder {
  public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path / name; }

    const std::filesystem::path path;
};

std::string text_of(const std::filesystem::path& file);
void write_text(const std::filesystem::path& file, std::string_view text);

}  // namespace concord::tests
