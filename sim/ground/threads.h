// How many threads parallel loops take: OpenMP's word where the build has it, else one.
#pragma once

#ifdef _OPENMP
#include <omp.h>
#endif

namespace concord::sim {

#ifdef _OPENMP
inline int processors() { return omp_get_num_procs(); }
inline int threads_in_use() { return omp_get_max_threads(); }  // by the next parallel loop of the calling thread
inline void use_threads(int threads) { omp_set_num_threads(threads); }
#else
inline int processors() { return 1; }
inline int threads_in_use() { return 1; }
inline void use_threads(int) {}
#endif

}  // namespace concord::sim
