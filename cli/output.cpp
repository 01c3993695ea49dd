#include "cli/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "scenarios/files/shown_text.h"

namespace concord::cli {
namespace {

[[noreturn]] void fail() {
    throw std::runtime_error(std::string("standard output cannot be written: ") + std::strerror(errno));
}

// Opened the wrong way round, so that using it is an error as it would be were it still closed.
void occupy(int stream) {
    if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF) return;
    const int opened = ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened < 0 || opened == stream) return;
    ::dup2(opened, stream);
    ::close(opened);
}

}  // namespace

void make_streams_safe() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) occupy(stream);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void print_text(std::string_view text) {
    const std::string shown = scenarios::printable(text);
    if (std::fwrite(shown.data(), 1, shown.size(), stdout) != shown.size()) fail();
}

void finish_output() {
    if (std::fflush(stdout) != 0) fail();
}

void say_text(std::string_view text) { say_raw(scenarios::printable(text)); }

void say_raw(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace concord::cli
