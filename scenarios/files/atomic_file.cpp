#include "scenarios/files/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenarios/files/output_file.h"

namespace concord::scenarios {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
    throw std::runtime_error(path.string() + ": cannot " + what + ": " + std::strerror(errno));
}

constexpr std::string_view kSuffix = ".unfinished";

void sync_to_disk(const std::filesystem::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) fail(path, "open to sync");
    const int status = ::fsync(descriptor);
    const int reason = errno;
    ::close(descriptor);
    errno = reason;
    // Some file systems cannot sync a folder (EINVAL); the file itself is synced in any case.
    if (status != 0 && errno != EINVAL) fail(path, "sync to disk");
}

}  // namespace

std::filesystem::path temporary_path(const std::filesystem::path& path) {
    std::string name = path.filename().string();
    name.append(".").append(std::to_string(::getpid())).append(kSuffix);
    return path.parent_path() / name;
}

void remove_temporaries(const std::filesystem::path& folder) {
    std::error_code ignored;
    std::vector<std::filesystem::path> left;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.path().filename().string().ends_with(kSuffix)) left.push_back(entry.path());
    for (const std::filesystem::path& path : left) std::filesystem::remove(path, ignored);
}

void publish(const std::filesystem::path& path) {
    const std::filesystem::path temporary = temporary_path(path);
    sync_to_disk(temporary, O_RDWR | O_NOFOLLOW);
    if (::rename(temporary.c_str(), path.c_str()) != 0) fail(path, "give the finished file its name");
    sync_to_disk(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."), O_RDONLY | O_DIRECTORY);
}

void write_text_file(const std::filesystem::path& path, std::string_view text) {
    OutputFile file(temporary_path(path));
    file.write(text.data(), text.size());
    file.finish();
    publish(path);
}

}  // namespace concord::scenarios
