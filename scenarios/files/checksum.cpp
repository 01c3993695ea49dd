#include "scenarios/files/checksum.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "scenarios/files/input_error.h"

namespace concord::scenarios {
namespace {

class Sha256 {
  public:
    Sha256() { check(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1); }
    void add(std::string_view bytes) { check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1); }
    std::string digits() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        check(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);
        std::string text;
        for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
        return text;
    }

  private:
    static void check(bool done) {
        if (!done) throw std::runtime_error("the cryptographic library cannot compute SHA-256");
    }
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

std::string shortened(const std::string& digest) {
    constexpr std::size_t kShown = 12;
    return digest.substr(0, kShown);
}

}  // namespace

std::string sha256(std::string_view text) {
    Sha256 hash;
    hash.add(text);
    return hash.digits();
}

std::string sha256_of_file(const std::filesystem::path& path) {
    std::error_code error;
    std::ifstream file(path, std::ios::binary);
    if (!std::filesystem::is_regular_file(path, error) || !file)
        throw InputError(path.string(), 0, 0, "cannot be read");
    Sha256 hash;
    std::vector<char> block(1 << 16);
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())), file.gcount() > 0)
        hash.add({block.data(), static_cast<std::size_t>(file.gcount())});
    if (file.bad()) throw InputError(path.string(), 0, 0, "cannot be read to its end");
    return hash.digits();
}

std::string to_json(const Checksums& checksums) {
    auto json = nlohmann::ordered_json::object();
    for (const auto& [name, digest] : checksums) json[name] = digest;
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Checksums checksums_from_json(const std::string& text) {
    Checksums checksums;
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (!json.is_object()) return checksums;
    for (const auto& [name, digest] : json.items())
        if (digest.is_string()) checksums.emplace_back(name, digest.get<std::string>());
    return checksums;
}

std::string difference(const Checksums& existing, const Checksums& wanted) {
    const auto find = [](const Checksums& in, const std::string& name) {
        return std::find_if(in.begin(), in.end(), [&](const auto& entry) { return entry.first == name; });
    };
    for (const auto& [name, digest] : existing) {
        const auto now = find(wanted, name);
        if (now == wanted.end()) return fmt::format("input {} was read then and is not now", name);
        if (now->second != digest)
            return fmt::format("input {} has changed: its SHA-256 was {}... and is now {}...", name, shortened(digest),
                               shortened(now->second));
    }
    for (const auto& [name, digest] : wanted)
        if (find(existing, name) == existing.end()) return fmt::format("input {} is read now and was not then", name);
    return {};
}

}  // namespace concord::scenarios
