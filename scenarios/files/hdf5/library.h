// The part of the wrappers that touches hdf5.h: owned identifiers, the lock, type names. Included by hdf5/*.cpp only.
#pragma once

#include <hdf5.h>
#include <hdf5_hl.h>

#include <mutex>
#include <string>
#include <utility>

#include "scenarios/files/hdf5/hdf5_file.h"

namespace concord::scenarios::hdf5 {

// Held during every call: the library keeps global state and is not always built for threads.
class Lock {
  public:
    Lock();

  private:
    std::lock_guard<std::recursive_mutex> guard_;
};

// An identifier of the library, closed with its own function.
class Id {
  public:
    using Closer = herr_t (*)(hid_t);
    Id() = default;
    Id(hid_t id, Closer closer) : id_(id), closer_(closer) {}
    Id(Id&& other) noexcept : id_(std::exchange(other.id_, -1)), closer_(other.closer_) {}
    Id& operator=(Id&& other) noexcept {
        std::swap(id_, other.id_);
        std::swap(closer_, other.closer_);
        return *this;
    }
    ~Id() { reset(); }
    herr_t reset() { return id_ >= 0 ? closer_(std::exchange(id_, -1)) : 0; }
    bool valid() const { return id_ >= 0; }
    operator hid_t() const { return id_; }

  private:
    hid_t id_ = -1;
    Closer closer_ = nullptr;
};

hid_t native_type(Type type);
Id text_type();            // variable-length UTF-8
std::string last_error();  // what the library says of its last failure: the innermost message

}  // namespace concord::scenarios::hdf5
