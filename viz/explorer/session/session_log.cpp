#include "viz/explorer/session/session_log.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <stdexcept>

#include "scenarios/files/free_path.h"

namespace concord::explorer {
namespace {

std::tm local_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    return parts;
}

}  // namespace

SessionLog::SessionLog(const std::filesystem::path& file) : file_(file) {
    descriptor_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor_ < 0)
        throw std::runtime_error(
            fmt::format("{}: the session log cannot be begun: {}", file.string(), std::strerror(errno)));
    ::flock(descriptor_, LOCK_EX | LOCK_NB);  // says that it is in use; where locks are not known nothing depends on it
}

SessionLog::~SessionLog() { ::close(descriptor_); }

void SessionLog::append(std::string_view line) {
    text_.append(line).append(1, '\n');
    while (written_ < text_.size()) {
        const ssize_t done = ::write(descriptor_, text_.data() + written_, text_.size() - written_);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) {
            problem_ = fmt::format("{}: the session log cannot be written: {}", file_.string(), std::strerror(errno));
            return;
        }
        written_ += static_cast<std::size_t>(done);
    }
    problem_ = ::fdatasync(descriptor_) == 0
                   ? ""
                   : fmt::format("{}: the session log may not be on disk: {}", file_.string(), std::strerror(errno));
}

void SessionLog::action(std::string_view line) { append(fmt::format("{}   # {:%H:%M:%S}", line, local_now())); }

void SessionLog::remark(std::string_view text) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        append(fmt::format("# {}", text.substr(0, end)));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

std::filesystem::path new_session_file(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        throw std::runtime_error(
            fmt::format("{}: the folder for session logs cannot be made: {}", folder.string(), failed.message()));
    return scenarios::free_path(folder, fmt::format("{:%Y-%m-%dT%H-%M-%S}", local_now()), ".concord");
}

}  // namespace concord::explorer
