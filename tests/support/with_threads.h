// Runs something on so many threads, and goes back to as many as before.
#pragma once

#include "sim/ground/threads.h"

namespace concord::tests {

template <class F>
auto with_threads(int threads, const F& run) {
    struct Restore {
        int before = sim::threads_in_use();
        ~Restore() { sim::use_threads(before); }
    } restore;
    sim::use_threads(threads);
    return run();
}

}  // namespace concord::tests
