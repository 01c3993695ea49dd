#include "report/workbook_parts.h"

#include <fmt/format.h>
#include <zlib.h>

#include <cstddef>
#include <cstdint>

namespace concord::report {
namespace {

// Where numbers stand in the records of a ZIP archive (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
constexpr std::string_view kEndOfDirectory("PK\5\6", 4), kEntry("PK\1\2", 4);
constexpr std::size_t kEndLength = 22, kEntryLength = 46, kLocalLength = 30;
constexpr std::uint64_t kDeflated = 8;

// Little-endian. Beyond the end: 0.
std::uint64_t number_at(std::string_view archive, std::size_t at, std::size_t bytes) {
    std::uint64_t number = 0;
    for (std::size_t k = bytes; k-- > 0;)
        number = number << 8 | (at + k < archive.size() ? static_cast<unsigned char>(archive[at + k]) : 0u);
    return number;
}

// Empty where it cannot be unpacked to `size` bytes.
std::string inflated(std::string_view packed, std::size_t size) {
    std::string out(size, '\0');
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {};
    std::string in(packed);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int status = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return status == Z_STREAM_END && stream.total_out == size ? out : std::string();
}

// Whether the last of an XML text is the end of its outermost element.
bool is_closed(std::string_view xml) {
    std::size_t root = xml.starts_with("<?") ? xml.find('<', 2) : 0;
    if (root == std::string_view::npos || !xml.substr(root).starts_with('<')) return false;
    ++root;
    const std::string_view name = xml.substr(root, xml.find_first_of(" />", root) - root);
    return xml.substr(0, xml.find_last_not_of("\r\n") + 1).ends_with(fmt::format("</{}>", name));
}

}  // namespace

std::string broken_part(std::string_view archive) {
    const std::size_t end = archive.rfind(kEndOfDirectory);
    if (end == std::string_view::npos || end + kEndLength > archive.size()) return "it has no end";
    const std::uint64_t entries = number_at(archive, end + 10, 2);
    std::size_t at = number_at(archive, end + 16, 4);
    for (std::uint64_t k = 0; k < entries; ++k) {
        if (archive.size() < at || !archive.substr(at).starts_with(kEntry)) return "its list of parts is broken";
        const std::size_t packed = number_at(archive, at + 20, 4), size = number_at(archive, at + 24, 4);
        const std::size_t name_length = number_at(archive, at + 28, 2);
        const std::size_t local = number_at(archive, at + 42, 4);
        const std::string_view name = archive.substr(at + kEntryLength).substr(0, name_length);
        const std::size_t begin =
            local + kLocalLength + number_at(archive, local + 26, 2) + number_at(archive, local + 28, 2);
        const bool is_there = number_at(archive, at + 10, 2) == kDeflated && begin + packed <= archive.size();
        if (!is_there || !is_closed(inflated(archive.substr(begin, packed), size)))
            return fmt::format("{} is not whole", name);
        at += kEntryLength + name_length + number_at(archive, at + 30, 2) + number_at(archive, at + 32, 2);
    }
    return {};
}

}  // namespace concord::report
