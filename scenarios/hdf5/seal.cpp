#include "scenarios/hdf5/seal.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace concord::scenarios::hdf5 {
namespace {

struct Footer {
    std::array<char, 8> mark{'C', 'O', 'N', 'C', 'O', 'R', 'D', '\n'};
    std::uint64_t length = 0, checksum = 0;
};
static_assert(sizeof(Footer) == 24);

// FNV-1a over words of eight bytes, the last one filled up with zeros.
std::uint64_t checksum_of(std::istream& file, std::uint64_t length) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    std::vector<std::uint64_t> words(1 << 15);
    const std::uint64_t block = words.size() * sizeof(std::uint64_t);
    for (std::uint64_t done = 0; done < length; done += block) {
        const std::uint64_t bytes = std::min(block, length - done), used = (bytes + 7) / 8;
        words[used - 1] = 0;
        file.read(reinterpret_cast<char*>(words.data()), static_cast<std::streamsize>(bytes));
        for (std::uint64_t i = 0; i < used; ++i) hash = (hash ^ words[i]) * 0x100000001b3u;
    }
    return hash;
}

}  // namespace

void seal(const std::filesystem::path& path) {
    Footer footer;
    footer.length = std::filesystem::file_size(path);
    std::ifstream written(path, std::ios::binary);
    footer.checksum = checksum_of(written, footer.length);
    std::ofstream file(path, std::ios::binary | std::ios::app);
    file.write(reinterpret_cast<const char*>(&footer), sizeof footer);
    file.close();
    if (!written || !file) throw std::runtime_error(path.string() + ": cannot write the checksum");
}

Seal check_seal(const std::filesystem::path& path) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(path, error);
    if (error || size < sizeof(Footer)) return Seal::kMissing;
    std::ifstream file(path, std::ios::binary);
    Footer footer;
    file.seekg(static_cast<std::streamoff>(size - sizeof footer));
    file.read(reinterpret_cast<char*>(&footer), sizeof footer);
    if (!file || footer.mark != Footer{}.mark) return Seal::kMissing;
    if (footer.length != size - sizeof footer) return Seal::kBroken;
    file.seekg(0);
    return checksum_of(file, footer.length) == footer.checksum && file ? Seal::kWhole : Seal::kBroken;
}

}  // namespace concord::scenarios::hdf5
