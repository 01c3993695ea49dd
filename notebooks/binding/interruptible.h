// Long work called from Python: done on a thread of its own without Python's lock, while this one lets Python see
// signals and progress. Ctrl-C asks the work to stop; what it has done by then is kept.
#pragma once

#include <nanobind/nanobind.h>

#include <atomic>
#include <functional>

namespace concord::python {

// What the work is given: whether to stop, and how far it says it is.
struct Control {
    std::atomic<bool> stop = false;
    std::atomic<int> done = 0, total = 0;
};

// Returns whether Ctrl-C (or an error in `progress`, which is raised after the work has ended) asked it to stop. What
// the work throws is thrown here. `progress(done, total)` is called with Python's lock, at most ten times a second.
bool interruptible(const std::function<void(Control&)>& work, const nanobind::object& progress);

}  // namespace concord::python
