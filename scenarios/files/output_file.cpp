#include "scenarios/files/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

namespace concord::scenarios {
namespace {

// A signal handler may call unlink() but take no lock and no memory, so the names wait here. A file beyond the last
// place is written all the same; only a signal would leave it behind.
struct Unfinished {
    std::atomic<bool> taken{false}, written{false};
    std::array<char, 1024> path{};
};
std::array<Unfinished, 256> unfinished_files;
static_assert(std::atomic<bool>::is_always_lock_free);

int enter(const std::string& path) {
    if (path.size() >= unfinished_files[0].path.size()) return -1;
    for (std::size_t i = 0; i < unfinished_files.size(); ++i) {
        Unfinished& place = unfinished_files[i];
        if (place.taken.exchange(true)) continue;
        std::memcpy(place.path.data(), path.c_str(), path.size() + 1);
        place.written = true;
        return static_cast<int>(i);
    }
    return -1;
}

void leave(int place) {
    if (place < 0) return;
    Unfinished& file = unfinished_files[place];
    file.written = false;
    file.taken = false;
}

}  // namespace

OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)) {
    registered_ = enter(path_.string());
    ::unlink(path_.c_str());
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (descriptor_ >= 0) return;
    leave(registered_);
    fail();
}

OutputFile::~OutputFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(path_.c_str());
    leave(registered_);
}

void OutputFile::fail() const {
    throw std::runtime_error(path_.string() + ": cannot be written: " + std::strerror(errno));
}

void OutputFile::write(const void* data, std::size_t size) {
    const char* next = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t written = ::write(descriptor_, next, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail();
        next += written;
        size -= static_cast<std::size_t>(written);
    }
}

void OutputFile::finish() {
    // A file system that cannot sync says EINVAL; what was written is there all the same.
    if (::fsync(descriptor_) != 0 && errno != EINVAL) fail();
    // Some file systems tell of a full disk only here. The descriptor is gone in any case.
    if (::close(std::exchange(descriptor_, -1)) != 0) {
        const int reason = errno;
        ::unlink(path_.c_str());
        leave(registered_);
        errno = reason;
        fail();
    }
    leave(registered_);
}

void remove_unfinished_files() {
    for (const Unfinished& file : unfinished_files)
        if (file.written) ::unlink(file.path.data());
}

}  // namespace concord::scenarios
