#include "scenarios/files/program_call.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <stdexcept>

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace concord::scenarios {
namespace {

constexpr std::size_t kKept = 2000;
constexpr int kMilliseconds = 50;
constexpr std::chrono::seconds kGrace{2};

class Pipe {
  public:
    Pipe() {
        if (::pipe2(ends_, O_CLOEXEC) != 0)
            throw std::runtime_error(std::string("no pipe could be made: ") + std::strerror(errno));
    }
    ~Pipe() {
        close_writer();
        ::close(ends_[0]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    int reader() const { return ends_[0]; }
    int writer() const { return ends_[1]; }
    void close_writer() {
        if (ends_[1] >= 0) ::close(ends_[1]);
        ends_[1] = -1;
    }

  private:
    int ends_[2] = {-1, -1};
};

// The program's own handlers and what it ignores speak for this one alone.
pid_t start(const std::vector<std::string>& words, const std::filesystem::path& folder, const Pipe& pipe) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, pipe.writer(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, pipe.writer(), STDERR_FILENO);
    if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&files, folder.c_str());
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGXFSZ}) ::sigaddset(&defaults, signal);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int error = ::posix_spawnp(&child, words.front().c_str(), &files, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (error != 0) throw std::runtime_error(words.front() + " cannot be started: " + std::strerror(error));
    return child;
}

// Takes what there is to read; false at the end.
bool take(int pipe, std::string& said) {
    std::array<char, 4096> buffer{};
    const ssize_t read = ::read(pipe, buffer.data(), buffer.size());
    if (read < 0) return errno == EINTR;
    said.append(buffer.data(), static_cast<std::size_t>(read));
    if (said.size() > 2 * kKept) said.erase(0, said.size() - kKept);
    return read > 0;
}

}  // namespace

ProgramEnd run_program(const std::vector<std::string>& words, const std::filesystem::path& folder,
                       const std::atomic<bool>* stop) {
    if (words.empty() || words.front().empty()) throw std::runtime_error("no program is named");
    ProgramEnd end;
    Pipe pipe;
    const pid_t child = start(words, folder, pipe);
    pipe.close_writer();
    int status = 0;
    std::chrono::steady_clock::time_point told{};
    for (bool open = true, over = false; !over;) {
        if (open) {
            pollfd waiting{.fd = pipe.reader(), .events = POLLIN, .revents = 0};
            if (::poll(&waiting, 1, kMilliseconds) > 0) open = take(pipe.reader(), end.said);
        } else {
            ::usleep(1000 * kMilliseconds / 10);
        }
        if (stop != nullptr && *stop && !end.stopped) {
            end.stopped = true;
            told = std::chrono::steady_clock::now();
            ::kill(child, SIGTERM);
        }
        if (end.stopped && std::chrono::steady_clock::now() - told > kGrace) ::kill(child, SIGKILL);
        // With its own descendants at the other end the pipe may stay open: what it has said by its end is enough.
        over = ::waitpid(child, &status, WNOHANG) == child;
    }
    pollfd left{.fd = pipe.reader(), .events = POLLIN, .revents = 0};
    while (::poll(&left, 1, 0) > 0 && take(pipe.reader(), end.said)) {
    }
    if (end.said.size() > kKept) end.said.erase(0, end.said.size() - kKept);
    end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return end;
}

}  // namespace concord::scenarios
