// A seal at the end of a file: its length and a checksum. The HDF5 library trusts what it reads and can crash on a file
// with damaged bytes, so a file of ours is checked against its seal before the library sees it. HDF5 and netCDF readers
// ignore bytes past the end of the data.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace concord::scenarios::hdf5 {

enum class Seal { kWhole, kMissing, kBroken };

void seal(std::vector<std::byte>& file);             // appends it to the bytes of a file
Seal check_seal(const std::filesystem::path& path);  // kMissing also for files that cannot be read

}  // namespace concord::scenarios::hdf5
