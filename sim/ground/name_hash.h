// A number for a name that never changes: FNV-1a of 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv). What is drawn
// for a name depends on the name alone, not on what stands before it in a table.
#pragma once

#include <cstdint>
#include <string_view>

namespace concord::sim {

constexpr std::uint64_t name_hash(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char letter : name) {
        hash ^= static_cast<unsigned char>(letter);
        hash *= 0x100000001b3u;
    }
    return hash;
}

}  // namespace concord::sim
