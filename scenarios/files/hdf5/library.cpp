#include "scenarios/files/hdf5/library.h"

namespace concord::scenarios::hdf5 {
namespace {

std::recursive_mutex& library_mutex() {
    static std::recursive_mutex mutex;
    return mutex;
}

// Called from the innermost frame outwards when walking downwards in error order; keeps the first message.
herr_t keep_first(unsigned, const H5E_error2_t* error, void* text) {
    auto& kept = *static_cast<std::string*>(text);
    if (kept.empty() && error->desc != nullptr) kept = error->desc;
    return 0;
}

}  // namespace

Lock::Lock() : guard_(library_mutex()) { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

hid_t native_type(Type type) {
    switch (type) {
        case Type::kUInt8: return H5T_NATIVE_UINT8;
        case Type::kUInt16: return H5T_NATIVE_UINT16;
        case Type::kInt32: return H5T_NATIVE_INT32;
        case Type::kUInt32: return H5T_NATIVE_UINT32;
        case Type::kInt64: return H5T_NATIVE_INT64;
        case Type::kFloat32: return H5T_NATIVE_FLOAT;
        case Type::kFloat64: return H5T_NATIVE_DOUBLE;
    }
    return -1;
}

Id text_type() {
    Id type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

std::string last_error() {
    std::string text;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &text);
    return text.empty() ? "no reason given" : text;
}

}  // namespace concord::scenarios::hdf5
