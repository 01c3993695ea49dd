// Large arrays on large pages: random reads over tens of megabytes otherwise spend a tenth of their time finding pages.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace concord::sim {

// Reserves room for n elements and asks for large pages before anything is touched. A wish, not a condition: where the
// system has none to give, the array works as any other.
template <class T>
void reserve_large(std::vector<T>& array, std::size_t n) {
    constexpr std::uintptr_t kLargePage = std::uintptr_t{1} << 21;
    array.reserve(n);
    const auto begin = reinterpret_cast<std::uintptr_t>(array.data()), end = begin + array.capacity() * sizeof(T);
    const std::uintptr_t first = (begin + kLargePage - 1) / kLargePage * kLargePage, last = end / kLargePage * kLargePage;
    if (first < last) madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
}

}  // namespace concord::sim
