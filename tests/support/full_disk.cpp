#include "tests/support/full_disk.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <string>

namespace concord::tests {

bool fails_on_a_full_disk(std::uint64_t bytes, const std::function<void()>& work) {
    constexpr int kAsItShould = 7, kOtherwise = 8;
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            work();
        } catch (const std::runtime_error& problem) {
            _exit(std::string(problem.what()).find('/') != std::string::npos ? kAsItShould : kOtherwise);
        }
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == kAsItShould;
}

}  // namespace concord::tests
