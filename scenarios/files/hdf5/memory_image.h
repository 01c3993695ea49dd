// The bytes of an HDF5 file that is built in memory. The library crashes when it cannot write what it still holds (a
// full disk), at the latest when the program ends; so it writes here, and we write the bytes to the disk with checks.
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <vector>

namespace concord::scenarios::hdf5 {

class MemoryImage {
  public:
    MemoryImage() = default;
    MemoryImage(const MemoryImage&) = delete;  // the library holds its address
    MemoryImage& operator=(const MemoryImage&) = delete;

    // A file created with this access list is built here. This must outlive the file.
    herr_t attach(hid_t access);
    // Of the file once it is closed.
    std::vector<std::byte>& bytes() { return bytes_; }

  private:
    std::vector<std::byte> bytes_;
};

}  // namespace concord::scenarios::hdf5
