#include "notebooks/binding/interruptible.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace nb = nanobind;

namespace concord::python {

bool interruptible(const std::function<void(Control&)>& work, const nb::object& progress) {
    Control control;
    std::mutex mutex;
    std::condition_variable ended;
    bool done = false;
    std::exception_ptr failure;
    std::optional<nb::python_error> raised;
    std::thread worker([&] {
        try {
            work(control);
        } catch (...) {
            failure = std::current_exception();
        }
        const std::lock_guard lock(mutex);
        done = true;
        ended.notify_one();
    });
    bool interrupted = false;
    int told = -1;
    for (bool over = false; !over;) {
        {
            const nb::gil_scoped_release unlocked;
            std::unique_lock lock(mutex);
            over = ended.wait_for(lock, std::chrono::milliseconds(100), [&] { return done; });
        }
        if (!interrupted && PyErr_CheckSignals() != 0) {
            if (!PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)) raised.emplace();
            PyErr_Clear();
            interrupted = control.stop = true;
        }
        if (raised || progress.is_none() || control.done == told) continue;
        try {
            progress(told = control.done, control.total.load());
        } catch (nb::python_error& error) {
            if (!error.matches(PyExc_KeyboardInterrupt)) raised.emplace(error);
            interrupted = control.stop = true;
        }
    }
    {
        const nb::gil_scoped_release unlocked;
        worker.join();
    }
    if (failure) std::rethrow_exception(failure);
    if (raised) throw nb::python_error(*raised);
    return interrupted;
}

}  // namespace concord::python
