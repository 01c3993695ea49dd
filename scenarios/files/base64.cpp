#include "scenarios/files/base64.h"

#include <cstddef>

namespace concord::scenarios {

std::string base64(std::string_view bytes) {
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t k = 0; k < bytes.size(); k += 3) {
        unsigned word = 0;
        for (std::size_t i = 0; i < 3; ++i)
            word = word << 8 | (k + i < bytes.size() ? static_cast<unsigned char>(bytes[k + i]) : 0u);
        for (std::size_t i = 0; i < 4; ++i) out += k + i <= bytes.size() ? digits[word >> (18 - 6 * i) & 63] : '=';
    }
    return out;
}

}  // namespace concord::scenarios
