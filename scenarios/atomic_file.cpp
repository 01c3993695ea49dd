#include "scenarios/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

namespace concord::scenarios {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
    throw std::runtime_error(path.string() + ": cannot " + what + ": " + std::strerror(errno));
}

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
    return path.parent_path() / (path.filename().string() + ".unfinished");
}

void publish(const std::filesystem::path& path) {
    const std::filesystem::path temporary = temporary_path(path);
    sync_to_disk(temporary, O_RDWR);
    if (::rename(temporary.c_str(), path.c_str()) != 0) fail(path, "give the finished file its name");
    sync_to_disk(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."), O_RDONLY | O_DIRECTORY);
}

void write_text_file(const std::filesystem::path& path, std::string_view text) {
    const std::filesystem::path temporary = temporary_path(path);
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file) fail(temporary, "write");
    publish(path);
}

}  // namespace concord::scenarios
