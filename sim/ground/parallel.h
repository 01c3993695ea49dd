// The one way this library runs in parallel: independent indices over OpenMP threads. Callers write to places of their
// own index only and add up afterwards in index order, so results are the same at any number of threads.
#pragma once

#include <exception>

namespace concord::sim {

template <class Body>
void parallel_for(int count, const Body& body) {
    std::exception_ptr failure;
#pragma omp parallel for schedule(dynamic, 1)
    for (int k = 0; k < count; ++k) {
        try {
            body(k);
        } catch (...) {
#pragma omp critical(concord_parallel_for)
            failure = std::current_exception();
        }
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace concord::sim
