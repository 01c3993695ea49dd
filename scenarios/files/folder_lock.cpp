#include "scenarios/files/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "scenarios/files/input_error.h"
#include "scenarios/files/paths.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

std::string who_am_i() {
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
    return fmt::format("process {} on {}\n", ::getpid(), host.data());
}

std::string holder(int descriptor) {
    std::array<char, 300> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size() - 1, 0);
    std::string name(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!name.empty() && name.back() == '\n') name.pop_back();
    return name.empty() ? "another process" : name;
}

// Whether the file we have locked still has its name: its last holder removes it.
bool still_named(int descriptor, const fs::path& file) {
    struct stat ours {
    }, named{};
    return ::fstat(descriptor, &ours) == 0 && ::lstat(file.c_str(), &named) == 0 && ours.st_ino == named.st_ino &&
           ours.st_dev == named.st_dev;
}

}  // namespace

FolderLock::FolderLock(fs::path folder) : folder_(std::move(folder)), file_(folder_ / ".lock") {
    for (fs::path part = folder_; !part.empty() && !is_there(part); part = part.parent_path()) made_ = part;
    std::error_code refused;
    fs::create_directories(folder_, refused);
    if (refused == std::errc::filename_too_long) throw InputError(folder_.string(), 0, 0, refused.message());
    if (refused) throw fs::filesystem_error("cannot make the folder", folder_, refused);
    while (true) {
        descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (descriptor_ < 0)
            throw std::runtime_error(
                fmt::format("{}: cannot create the lock: {}", file_.string(), std::strerror(errno)));
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            const std::string who = holder(descriptor_);
            ::close(std::exchange(descriptor_, -1));
            throw InputError(
                folder_.string(), 0, 0,
                fmt::format("is in use by {}; wait for it to end, or choose another folder with --out", who));
        }
        if (still_named(descriptor_, file_)) break;
        ::close(std::exchange(descriptor_, -1));
    }
    const std::string text = who_am_i();
    if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, text.data(), text.size(), 0) < 0)
        errno = 0;  // only a courtesy
}

FolderLock::~FolderLock() {
    ::unlink(file_.c_str());
    ::close(descriptor_);
    for (fs::path part = folder_; !made_.empty() && ::rmdir(part.c_str()) == 0 && part != made_;)
        part = part.parent_path();
}

}  // namespace concord::scenarios
