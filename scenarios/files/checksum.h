// SHA-256, by which every file of results names what it was made from. `sha256sum FILE` gives the same digits.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace concord::scenarios {

// In hexadecimal, lower case.
std::string sha256(std::string_view text);
std::string sha256_of_file(const std::filesystem::path& path);  // throws InputError when it cannot be read

using Checksums = std::vector<std::pair<std::string, std::string>>;  // what was read -> its SHA-256

// {"table/neighbourhoods.csv": "9f86d0...", ...}, in order.
std::string to_json(const Checksums& checksums);
Checksums checksums_from_json(const std::string& text);  // empty for what to_json did not write

// The first input that differs, as a sentence with both digests; empty when none does.
std::string difference(const Checksums& existing, const Checksums& wanted);

}  // namespace concord::scenarios
