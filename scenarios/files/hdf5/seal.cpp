#include "scenarios/files/hdf5/seal.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>

namespace concord::scenarios::hdf5 {
namespace {

struct Footer {
    std::array<char, 8> mark{'C', 'O', 'N', 'C', 'O', 'R', 'D', '\n'};
    std::uint64_t length = 0, checksum = 0;
};
static_assert(sizeof(Footer) == 24);

// FNV-1a over words of eight bytes, the last one filled up with zeros.
constexpr std::uint64_t kStart = 0xcbf29ce484222325u;
std::uint64_t with_word(std::uint64_t hash, std::uint64_t word) { return (hash ^ word) * 0x100000001b3u; }

std::uint64_t checksum_of(const std::vector<std::byte>& file) {
    std::uint64_t hash = kStart;
    for (std::size_t at = 0; at < file.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, file.data() + at, std::min(sizeof word, file.size() - at));
        hash = with_word(hash, word);
    }
    return hash;
}

std::uint64_t checksum_of(std::istream& file, std::uint64_t length) {
    std::uint64_t hash = kStart;
    std::vector<std::uint64_t> words(1 << 15);
    const std::uint64_t block = words.size() * sizeof(std::uint64_t);
    for (std::uint64_t done = 0; done < length; done += block) {
        const std::uint64_t bytes = std::min(block, length - done), used = (bytes + 7) / 8;
        words[used - 1] = 0;
        file.read(reinterpret_cast<char*>(words.data()), static_cast<std::streamsize>(bytes));
        for (std::uint64_t i = 0; i < used; ++i) hash = with_word(hash, words[i]);
    }
    return hash;
}

}  // namespace

void seal(std::vector<std::byte>& file) {
    const Footer footer{.length = file.size(), .checksum = checksum_of(file)};
    const auto* bytes = reinterpret_cast<const std::byte*>(&footer);
    file.insert(file.end(), bytes, bytes + sizeof footer);
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
