#include "viz/explorer/session/kept_sessions.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>

namespace concord::explorer {
namespace {

constexpr std::string_view kWentOn = "# This session went on in ";
constexpr std::size_t kMostSessions = 50;  // looked into

// SessionLog holds a lock for as long as it lives; a kill gives it back.
bool in_use(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return true;  // not ours to read either
    const bool locked = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return locked;
}

std::string when_of(std::filesystem::file_time_type time) {
    const auto system =
        std::chrono::system_clock::now() + std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                               time - std::filesystem::file_time_type::clock::now());
    const std::time_t seconds = std::chrono::system_clock::to_time_t(system);
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return fmt::format("{:%Y-%m-%d %H:%M}", parts);
}

KeptSession look_into(const std::filesystem::path& file, std::filesystem::file_time_type time) {
    KeptSession session{file, when_of(time), 0, false};
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(kWentOn)) session.ended = true;
        if (line.empty() || line.front() == '#') continue;
        ++session.actions;
        session.ended = line == "quit" || line.starts_with("quit ");
    }
    return session;
}

}  // namespace

std::vector<KeptSession> kept_sessions(const std::filesystem::path& folder) {
    std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.is_regular_file(ignored) && entry.path().extension() == ".concord")
            files.emplace_back(entry.last_write_time(ignored), entry.path());
    std::sort(files.rbegin(), files.rend());
    std::vector<KeptSession> sessions;
    for (const auto& [time, file] : files) {
        if (sessions.size() == kMostSessions) break;
        if (in_use(file)) continue;
        const KeptSession session = look_into(file, time);
        if (session.actions > 0) sessions.push_back(session);
    }
    return sessions;
}

std::optional<KeptSession> broken_off_session(const std::filesystem::path& folder) {
    const auto sessions = kept_sessions(folder);
    if (sessions.empty() || sessions.front().ended) return std::nullopt;
    return sessions.front();
}

void note_went_on(const std::filesystem::path& file, const std::filesystem::path& next) {
    std::ofstream(file, std::ios::app) << '\n' << kWentOn << next.filename().string() << '\n';
}

}  // namespace concord::explorer
