#include <charconv>
#include <stdexcept>

#include "cli/commands.h"
#include "sim/ground/threads.h"

namespace concord::cli {

int parse_scale(const std::string& text) {
    constexpr int kLargest = 1000;
    int scale = 0;
    const char *first = text.data() + 2, *last = text.data() + text.size();
    const bool shaped = text.rfind("1:", 0) == 0 && text.size() > 2;
    if (!shaped || std::from_chars(first, last, scale).ptr != last || scale < 1 || scale > kLargest)
        throw std::invalid_argument("--scale " + text +
                                    ": expected 1:K, one simulated resident for K, K from 1 to 1000, such as 1:20");
    return scale;
}

int use_threads(int threads) {
    constexpr int kMost = 1024;
    if (threads < 0 || threads > kMost)
        throw std::invalid_argument("--threads " + std::to_string(threads) + ": expected 0 (all cores) to " +
                                    std::to_string(kMost));
    if (threads > 0) sim::use_threads(threads);
    // OpenMP believes the environment, and crashes on what the computer cannot give.
    if (sim::threads_in_use() > kMost)
        throw std::invalid_argument("environment variable OMP_NUM_THREADS asks for " +
                                    std::to_string(sim::threads_in_use()) + " threads: expected 1 to " +
                                    std::to_string(kMost) + ", or --threads");
    return sim::threads_in_use();
}

}  // namespace concord::cli
