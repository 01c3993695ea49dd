// Large arrays, one value a resident or so: on large pages, since random reads over tens of megabytes otherwise spend a
// tenth of their time finding pages, and with room past their end, since the engine works on residents side by side.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <vector>

namespace concord::sim {

// Elements past the end of a column that may be read (zeros, or what was there before it shrank) and mean nothing.
inline constexpr std::size_t kColumnPadding = 16;

template <class T>
struct ColumnAllocator {
    using value_type = T;
    static constexpr std::align_val_t kAlignment{64};  // a cache line

    ColumnAllocator() = default;
    template <class U>
    ColumnAllocator(const ColumnAllocator<U>&) {}

    T* allocate(std::size_t n) {
        if (n > (std::size_t{1} << 40) / sizeof(T)) throw std::bad_alloc();
        auto* memory = static_cast<char*>(::operator new((n + kColumnPadding) * sizeof(T), kAlignment));
        ask_for_large_pages(memory, n * sizeof(T));
        std::memset(memory + n * sizeof(T), 0, kColumnPadding * sizeof(T));
        return reinterpret_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t) { ::operator delete(memory, kAlignment); }
    template <class U>
    bool operator==(const ColumnAllocator<U>&) const {
        return true;
    }

  private:
    // A wish, not a condition: where the system has none to give, the array works as any other.
    static void ask_for_large_pages([[maybe_unused]] char* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_HUGEPAGE
        constexpr std::uintptr_t kLargePage = std::uintptr_t{1} << 21;
        const auto begin = reinterpret_cast<std::uintptr_t>(memory), end = begin + bytes;
        const std::uintptr_t first = (begin + kLargePage - 1) / kLargePage * kLargePage,
                             last = end / kLargePage * kLargePage;
        if (first < last) madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
#endif
    }
};

template <class T>
using Column = std::vector<T, ColumnAllocator<T>>;

// A column that is not filled with zeros first: its elements mean nothing until they are written.
template <class T>
struct UnfilledAllocator : ColumnAllocator<T> {
    template <class U>
    struct rebind {
        using other = UnfilledAllocator<U>;
    };
    template <class U>
    void construct(U* place) {
        ::new (static_cast<void*>(place)) U;
    }
};
template <class T>
using UnfilledColumn = std::vector<T, UnfilledAllocator<T>>;

}  // namespace concord::sim
