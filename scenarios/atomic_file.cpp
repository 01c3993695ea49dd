#include "scenarios/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

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
    const std::filesystem::path temporary = temporary_path(path);
    ::unlink(temporary.c_str());  // of a killed process that had our number
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0) fail(temporary, "create");
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            const int reason = errno;
            ::close(descriptor);
            ::unlink(temporary.c_str());
            errno = reason;
            fail(path, "write");
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::close(descriptor) != 0) fail(path, "write");
    publish(path);
}

}  // namespace concord::scenarios
