// Hands the newest value from one writing thread to one reading thread without either waiting: three slots, one with
// the writer, one with the reader, one in between.
#pragma once

#include <array>
#include <atomic>
#include <utility>

namespace concord::live {

template <class T>
class TripleBuffer {
  public:
    // The writer's side. What was published before and not yet read is overwritten.
    void publish(T value) {
        slots_[writing_] = std::move(value);
        writing_ = between_.exchange(writing_ | kFresh, std::memory_order_acq_rel) & kSlot;
    }
    // The reader's side: takes the newest value, if there is one that was not taken yet.
    bool take() {
        if (!(between_.load(std::memory_order_relaxed) & kFresh)) return false;
        reading_ = between_.exchange(reading_, std::memory_order_acq_rel) & kSlot;
        return true;
    }
    // The value last taken.
    const T& value() const { return slots_[reading_]; }

  private:
    static constexpr unsigned kSlot = 3, kFresh = 4;
    std::array<T, 3> slots_{};
    std::atomic<unsigned> between_{1};
    unsigned writing_ = 0, reading_ = 2;
};

}  // namespace concord::live
