// What a reader of files is fed with arbitrary bytes. One target a reader; each is a function of libFuzzer's form, so
// that the same source runs under libFuzzer (preset `fuzz`) and under tests/fuzz/driver.cpp (preset `sanitize`, five
// seconds in CI).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/files/input_error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace concord::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Several files in one input, each after a line "=== NAME": names and texts. At most so many, as readers get only what
// a folder of their kind can hold.
inline constexpr std::size_t kMostFiles = 8;
inline std::vector<std::pair<std::string_view, std::string_view>> files_in(std::string_view text) {
    constexpr std::string_view kMark = "=== ";
    std::vector<std::pair<std::string_view, std::string_view>> files;
    while (text.starts_with(kMark) && files.size() < kMostFiles) {
        const std::size_t line_end = text.find('\n');
        if (line_end == std::string_view::npos) break;
        const std::string_view name = text.substr(kMark.size(), line_end - kMark.size());
        text.remove_prefix(line_end + 1);
        const std::size_t next = text.find("\n=== ");
        const std::size_t length = next == std::string_view::npos ? text.size() : next + 1;
        files.emplace_back(name, text.substr(0, length));
        text.remove_prefix(length);
    }
    return files;
}

// How many inputs were taken for good files: a corpus whose files are all refused tests little.
inline std::size_t accepted_inputs = 0;

// Whatever is wrong with a file is an InputError that says so in one line; anything else ends the run.
template <class Read>
bool accepted(const Read& read) {
    try {
        read();
        ++accepted_inputs;
        return true;
    } catch (const scenarios::InputError& error) {
        if (std::string_view(error.what()).empty()) __builtin_trap();
        return false;
    }
}

// A file for readers that want one; the same name all along, gone at the end of the process.
class ScratchFile {
  public:
    explicit ScratchFile(const std::string& name);
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    const std::filesystem::path& path() const { return path_; }
    const std::filesystem::path& fill(std::string_view bytes) const {
        std::ofstream(path_, std::ios::binary | std::ios::trunc)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return path_;
    }

  private:
    std::filesystem::path path_;
};

}  // namespace concord::fuzz
