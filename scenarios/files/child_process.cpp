#include "scenarios/files/child_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "scenarios/files/input_error.h"

namespace concord::scenarios {
namespace {

// The first byte of what the child sends.
constexpr char kAnswer = 'a', kProblem = 'p';

// False when nobody listens any more.
bool send_bytes(int pipe, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(pipe, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void send(int pipe, char kind, std::string_view bytes) {
    if (send_bytes(pipe, {&kind, 1})) send_bytes(pipe, bytes);
}

[[noreturn]] void be_the_child(int pipe, const std::function<std::vector<std::uint8_t>()>& work) {
    constexpr unsigned kMostSeconds = 60;
    // The program's own handlers speak for the program.
    for (const int signal : {SIGALRM, SIGINT, SIGTERM, SIGHUP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        std::signal(signal, SIG_DFL);
    std::set_terminate([] { ::_exit(1); });
    ::alarm(kMostSeconds);
    try {
        const auto answer = work();
        send(pipe, kAnswer, {reinterpret_cast<const char*>(answer.data()), answer.size()});
    } catch (const InputError& error) {
        send(pipe, kProblem, error.problem);
    } catch (const std::exception& error) {
        send(pipe, kProblem, error.what());
    }
    ::_exit(0);
}

std::vector<std::uint8_t> read_all(int pipe) {
    std::vector<std::uint8_t> bytes;
    std::array<std::uint8_t, 65536> buffer{};
    while (true) {
        const ssize_t read = ::read(pipe, buffer.data(), buffer.size());
        if (read < 0 && errno == EINTR) continue;
        if (read <= 0) return bytes;
        bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + read);
    }
}

}  // namespace

std::vector<std::uint8_t> answer_of_child(const std::filesystem::path& path,
                                          const std::function<std::vector<std::uint8_t>()>& work) {
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe could be made to read " + path.string());
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        be_the_child(ends[1], work);
    }
    ::close(ends[1]);
    if (child < 0) {
        ::close(ends[0]);
        throw std::runtime_error("no process could be made to read " + path.string());
    }
    auto bytes = read_all(ends[0]);
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || bytes.empty())
        throw InputError(path.string(), 0, 0, "is damaged: reading it failed, or took more than a minute");
    if (bytes[0] == kProblem) throw InputError(path.string(), 0, 0, std::string(bytes.begin() + 1, bytes.end()));
    bytes.erase(bytes.begin());
    return bytes;
}

}  // namespace concord::scenarios
