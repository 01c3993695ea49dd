#include "cli/stop.h"

#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <exception>

#include "cli/output.h"
#include "cli/progress.h"
#include "scenarios/files/output_file.h"

namespace concord::cli {
namespace {

constexpr int kFailed = 1;

std::atomic<bool> stop_requested{false};
std::atomic<bool> ends_by_itself{false};
std::atomic<unsigned> patience{0};
std::array<char, 4096> last_words{};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<unsigned>::is_always_lock_free,
              "a signal handler may set them");

// From here on only what a signal handler may call.
[[noreturn]] void end_now(const char* words, std::size_t size) {
    scenarios::remove_unfinished_files();
    // Nothing can be done about words that cannot be written.
    if (::write(STDERR_FILENO, words, size) < 0) ::_exit(kFailed);
    ::_exit(kFailed);
}

void end_by_itself(int) {
    if (ends_by_itself) end_now(last_words.data(), std::strlen(last_words.data()));
}

void begin_to_end() { patience == 0 ? end_by_itself(SIGALRM) : static_cast<void>(::alarm(patience)); }

void request_stop(int) {
    // Asked again (a launcher passes on what its terminal sent already), it does not begin to wait anew.
    if (!stop_requested.exchange(true) && ends_by_itself) begin_to_end();
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

[[noreturn]] void end_after_fault() {
    std::string what = "an exception nobody expected";
    try {
        if (const auto current = std::current_exception()) std::rethrow_exception(current);
    } catch (const std::exception& error) {
        what = error.what();
    } catch (...) {
    }
    say("concord: internal error: {}\nFiles that were finished are kept. Please report this with the command that was "
        "given.\n",
        what);
    say_text(last_event(false));
    end_now("", 0);
}

}  // namespace

void watch_interrupts() {
    handle(SIGINT, request_stop);
    handle(SIGTERM, request_stop);
    struct sigaction before {};
    ::sigaction(SIGHUP, nullptr, &before);
    if (before.sa_handler != SIG_IGN) handle(SIGHUP, request_stop);
    handle(SIGALRM, end_by_itself);
}

const std::atomic<bool>& interrupted() { return stop_requested; }

EndsByItself::EndsByItself(unsigned seconds, const std::string& message) {
    last_words.fill('\0');
    (message + last_event(false)).copy(last_words.data(), last_words.size() - 1);
    patience = seconds;
    ends_by_itself = true;
    if (stop_requested) begin_to_end();  // asked before there was anything to say
}

EndsByItself::~EndsByItself() {
    ends_by_itself = false;
    ::alarm(0);
}

void end_cleanly_on_faults() { std::set_terminate(end_after_fault); }

}  // namespace concord::cli

// Libraries compiled elsewhere (Dear ImGui) assert what their callers got wrong; the C library would abort.
extern "C" [[noreturn]] void __assert_fail(const char* claim, const char* file, unsigned line,
                                           const char* function) noexcept {
    concord::cli::say(
        "concord: internal error: \"{}\" does not hold ({}:{}, {})\nFiles that were finished are kept. Please report "
        "this with the command that was given.\n",
        claim, file, line, function == nullptr ? "" : function);
    concord::cli::end_now("", 0);
}
