// Runs a fuzz target without libFuzzer: first every file of the corpus as it is, then mutations of them until the time
// is up. What ends the program (a sanitizer, an uncaught exception, a hang) leaves its input behind, to be run again by
// name.
//
// usage: fuzz_TARGET [--seconds S] [--seed N] [--keep FILE] CORPUS-FOLDER-OR-FILE...
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <random>
#include <vector>

#include "tests/fuzz/fuzz.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#endif

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr unsigned kMostSecondsAnInput = 20;
constexpr std::size_t kLargestInput = 1 << 16;

Bytes current;                       // what is being run
std::string kept_as = "fuzz-input";  // where it is left if it ends the program

void keep_current() {
    if (std::FILE* file = std::fopen(kept_as.c_str(), "wb")) {
        std::fwrite(current.data(), 1, current.size(), file);
        std::fclose(file);
        std::fprintf(stderr, "the input is kept as %s\n", kept_as.c_str());
    }
}

extern "C" void on_signal(int signal_number) {
    keep_current();
    std::fprintf(stderr,
                 signal_number == SIGALRM ? "an input ran for more than %u s\n" : "stopped by a signal (limit %u s)\n",
                 kMostSecondsAnInput);
    ::_exit(1);
}

void run(const Bytes& input) {
    current = input;
    ::alarm(kMostSecondsAnInput);
    LLVMFuzzerTestOneInput(current.data(), current.size());
    ::alarm(0);
}

Bytes bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Changes to an input that readers of text and of binary files trip over.
class Mutator {
  public:
    Mutator(const std::vector<Bytes>& corpus, std::uint32_t seed) : corpus_(corpus), random_(seed) {}

    Bytes next() {
        Bytes out = corpus_[below(corpus_.size())];
        for (std::size_t changes = 1 + below(4); changes > 0; --changes) change(out);
        if (out.size() > kLargestInput) out.resize(kLargestInput);
        return out;
    }

  private:
    const std::vector<Bytes>& corpus_;
    std::mt19937 random_;

    std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

    void insert(Bytes& out, const Bytes& piece) {
        out.insert(out.begin() + static_cast<std::ptrdiff_t>(below(out.size() + 1)), piece.begin(), piece.end());
    }
    Bytes piece_of(const Bytes& from) {
        const std::size_t begin = below(from.size()), length = std::min(from.size() - begin, 1 + below(64));
        const auto first = from.begin() + static_cast<std::ptrdiff_t>(begin);
        return {first, first + static_cast<std::ptrdiff_t>(length)};
    }
    void change(Bytes& out) {
        static const std::vector<std::string> kAwkward = {"0",
                                                          "-1",
                                                          "1e308",
                                                          "-1e-308",
                                                          "nan",
                                                          "inf",
                                                          "99999999999999999999",
                                                          "\"",
                                                          "'''",
                                                          "[[",
                                                          "]]",
                                                          "{",
                                                          "}",
                                                          "\n",
                                                          "\r\n",
                                                          "#",
                                                          "=",
                                                          ",",
                                                          "\\u0000",
                                                          "\xEF\xBB\xBF",
                                                          "\xC0\x80",
                                                          "\xED\xA0\x80",
                                                          std::string(1, '\0'),
                                                          std::string(300, '[')};
        const std::size_t at = below(out.size());
        switch (below(7)) {
            case 0:
                if (!out.empty()) out[at] ^= static_cast<std::uint8_t>(1u << below(8));
                break;
            case 1:
                if (!out.empty()) out[at] = static_cast<std::uint8_t>(random_());
                break;
            case 2: {  // a piece goes
                const std::size_t length = std::min(out.size() - at, 1 + below(64));
                const auto first = out.begin() + static_cast<std::ptrdiff_t>(at);
                out.erase(first, first + static_cast<std::ptrdiff_t>(length));
                break;
            }
            case 3: insert(out, piece_of(out)); break;                             // a piece comes twice
            case 4: insert(out, piece_of(corpus_[below(corpus_.size())])); break;  // a piece of another input
            case 5: {
                const std::string& word = kAwkward[below(kAwkward.size())];
                insert(out, Bytes(word.begin(), word.end()));
                break;
            }
            default: out.resize(at); break;  // cut short
        }
    }
};

}  // namespace

int main(int argc, char** argv) {
    double seconds = 5;
    std::uint32_t seed = 1;
    std::vector<Bytes> corpus;
    for (int k = 1; k < argc; ++k) {
        const std::string word = argv[k];
        if (word == "--seconds" && k + 1 < argc)
            seconds = std::atof(argv[++k]);
        else if (word == "--seed" && k + 1 < argc)
            seed = static_cast<std::uint32_t>(std::atoi(argv[++k]));
        else if (word == "--keep" && k + 1 < argc)
            kept_as = argv[++k];
        else if (std::filesystem::is_directory(word)) {
            std::vector<std::filesystem::path> files;
            for (const auto& entry : std::filesystem::directory_iterator(word)) files.push_back(entry.path());
            std::sort(files.begin(), files.end());
            for (const auto& file : files) corpus.push_back(bytes_of(file));
        } else
            corpus.push_back(bytes_of(word));
    }
    if (corpus.empty()) {
        std::fprintf(stderr, "no corpus: name a folder or files\n");
        return 2;
    }
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_set_death_callback(keep_current);
    const auto deadly = {SIGALRM, SIGABRT, SIGILL};  // uncaught exceptions abort, traps are SIGILL
#else
    const auto deadly = {SIGALRM, SIGABRT, SIGILL, SIGSEGV, SIGBUS, SIGFPE};
#endif
    for (const int number : deadly) ::signal(number, on_signal);
    const auto started = std::chrono::steady_clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    };
    for (const Bytes& input : corpus) run(input);
    const std::size_t accepted = concord::fuzz::accepted_inputs;
    if (accepted == 0) {
        std::fprintf(stderr, "no input of the corpus is accepted: it has gone stale\n");
        return 1;
    }
    Mutator mutator(corpus, seed);
    std::size_t runs = 0;
    for (; elapsed() < seconds; ++runs) run(mutator.next());
    std::printf("%zu inputs of the corpus (%zu accepted), %zu mutations (%zu accepted) in %.1f s, seed %u\n",
                corpus.size(), accepted, runs, concord::fuzz::accepted_inputs - accepted, elapsed(), seed);
    return 0;
}
