#include "scenarios/files/hdf5/memory_image.h"

#include <new>

namespace concord::scenarios::hdf5 {
namespace {

using Bytes = std::vector<std::byte>;
using Operation = H5FD_file_image_op_t;

void* resize(void*, std::size_t size, Operation, void* bytes) {
    try {
        static_cast<Bytes*>(bytes)->resize(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
    return static_cast<Bytes*>(bytes)->data();
}

void* allocate(std::size_t size, Operation operation, void* bytes) { return resize(nullptr, size, operation, bytes); }

herr_t keep(void*, Operation, void*) { return 0; }

void* same(void* bytes) { return bytes; }
herr_t keep_data(void*) { return 0; }

}  // namespace

herr_t MemoryImage::attach(hid_t access) {
    // The library asks for multiples of this step; by single bytes, the last size asked for is that of the file. The
    // vector itself grows in larger steps.
    constexpr std::size_t kStep = 1;
    constexpr bool kAlsoOnDisk = false;
    if (H5Pset_fapl_core(access, kStep, kAlsoOnDisk) < 0) return -1;
    H5FD_file_image_callbacks_t calls{};
    calls.image_malloc = allocate;
    calls.image_realloc = resize;
    calls.image_free = keep;
    calls.udata_copy = same;
    calls.udata_free = keep_data;
    calls.udata = &bytes_;
    return H5Pset_file_image_callbacks(access, &calls);
}

}  // namespace concord::scenarios::hdf5
